use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique, index, check = "length(mail) > 3")]
    pub mail: String,
    #[column(generated = "upper(mail)", stored)]
    pub loud: Option<String>,
}
