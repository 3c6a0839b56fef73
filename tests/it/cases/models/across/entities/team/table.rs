//! Teams, in an inline module too.
#[derive(migrate::Table)]
pub struct Team {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(references = inner::Room, on_delete = "restrict", constraint = "team_room")]
    pub room: i32,
    #[column(references = "auth.accounts.id", external)]
    pub account: i64,
    #[column(flatten)]
    pub stamps: crate::types::Stamps,
}

pub mod inner {
    use migrate::Table;

    #[derive(Table)]
    #[table(name = "rooms")]
    pub struct Room {
        #[column(primary_key)]
        pub number: i32,
        pub name: Option<std::borrow::Cow<'static, str>>,
        #[column(references(oops))]
        #[cfg(any())]
        pub nobody: i32,
    }
}

#[cfg(test)]
mod tests {
    #[derive(migrate::Table)]
    struct OnlyHere {
        id: u64,
    }
}
