use migrate::Table;

#[derive(Table)]
#[table(name = "t0")]
pub struct T0 {
    #[column(primary_key)]
    pub id: i64,
    pub a0: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t2")]
pub struct T2 {
    #[column(primary_key)]
    pub id: i64,
    pub a2: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t4")]
pub struct T4 {
    #[column(primary_key)]
    pub id: i64,
    pub a4: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t6")]
pub struct T6 {
    #[column(primary_key)]
    pub id: i64,
    pub a6: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t8")]
pub struct T8 {
    #[column(primary_key)]
    pub id: i64,
    pub a8: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t10")]
pub struct T10 {
    #[column(primary_key)]
    pub id: i64,
    pub a10: i64,
    #[column(index)]
    pub extra: Option<String>,
}

#[derive(Table)]
#[table(name = "t1")]
pub struct T1 {
    #[column(primary_key)]
    pub id: i64,
    pub a1: i32,
}

#[derive(Table)]
#[table(name = "t3")]
pub struct T3 {
    #[column(primary_key)]
    pub id: i64,
    pub a3: i32,
}

#[derive(Table)]
#[table(name = "t5")]
pub struct T5 {
    #[column(primary_key)]
    pub id: i64,
    pub a5: i32,
}

#[derive(Table)]
#[table(name = "t7")]
pub struct T7 {
    #[column(primary_key)]
    pub id: i64,
    pub a7: i32,
}

#[derive(Table)]
#[table(name = "t9")]
pub struct T9 {
    #[column(primary_key)]
    pub id: i64,
    pub a9: i32,
}

#[derive(Table)]
#[table(name = "t11")]
pub struct T11 {
    #[column(primary_key)]
    pub id: i64,
    pub a11: i32,
}
