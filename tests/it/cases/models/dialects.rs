//! What one of the databases cannot do.
use migrate::Table;

#[derive(Table)]
#[table(schema = "one", exclude("USING gist (id WITH =)"), name = "same")]
struct First {
    #[column(primary_key)]
    id: i64,
    tags: Vec<String>,
    #[column(type(postgres = "inet"))]
    address: std::net::IpAddr,
    name: String,
    #[column(name = "NAME")]
    shouted: String,
}

#[derive(Table)]
#[table(schema = "two", name = "same")]
struct Second {
    #[column(primary_key)]
    id: i64,
}
