use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key, using = "CAST(lpad(to_hex(id), 32, '0') AS uuid)")]
    pub id: uuid::Uuid,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "u.id", using = "CAST(lpad(to_hex(u_id), 32, '0') AS uuid)")]
    pub u_id: Option<uuid::Uuid>,
}
