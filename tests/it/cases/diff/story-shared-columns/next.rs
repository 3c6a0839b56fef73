use migrate::{Columns, Table};

#[derive(Columns)]
pub struct Audit {
    #[column(default_sql = "CURRENT_TIMESTAMP")]
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: Option<chrono::DateTime<chrono::Utc>>,
    pub deleted_at: Option<chrono::DateTime<chrono::Utc>>,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    #[column(flatten)]
    pub audit: Audit,
}
