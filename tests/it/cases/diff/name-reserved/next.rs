use migrate::Table;

#[derive(Table)]
#[table(name = "order")]
pub struct Order {
    #[column(primary_key)]
    pub r#where: i64,
    #[column(index)]
    pub r#type: String,
    #[column(name = "group", unique)]
    pub group_: i32,
    #[column(name = "user", check = "\"user\" > 0")]
    pub user_: i32,
}
