use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "mail", unique, index, check = "length(email) > 3")]
    pub email: String,
    #[column(generated = "upper(email)", stored)]
    pub loud: Option<String>,
}
