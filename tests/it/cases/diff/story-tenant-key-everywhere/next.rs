use migrate::Table;

#[derive(Table)]
#[table(name = "tenant")]
pub struct Tenant {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}

#[derive(Table)]
#[table(name = "a", unique(tenant_id, x))]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
    #[column(backfill = "1", references = "tenant.id")]
    pub tenant_id: i64,
}

#[derive(Table)]
#[table(name = "b")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "a.id")]
    pub a_id: i64,
    #[column(default = 1, references = "tenant.id", on_delete = "cascade")]
    pub tenant_id: i64,
}
