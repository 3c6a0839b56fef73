//! Types that models take from another module.
pub use uuid::Uuid;

pub struct Email(pub String);
pub type Phone = Option<Email>;

#[derive(migrate::Enum)]
pub enum Role {
    Admin,
    Guest,
}

#[derive(migrate::Columns)]
pub struct Stamps {
    pub created_at: time::OffsetDateTime,
    #[column(references = crate::entities::user::User, index)]
    pub created_by: Option<Uuid>,
}

/// A table that is no model, since this file is none.
#[derive(migrate::Table)]
pub struct NotOurs<T> {
    pub id: T,
}
