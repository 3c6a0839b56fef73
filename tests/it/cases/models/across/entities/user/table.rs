//! Users.
use super::super::team::table as teams;
use crate::types::{self, Role as Kind, *};
use migrate::Table as Model;

/// Not chrono's.
pub struct Date(i32);

#[derive(Model)]
pub struct User {
    #[column(primary_key)]
    pub id: Uuid,
    pub email: types::Email,
    pub phone: Phone,
    #[column(default = Kind::Guest)]
    pub role: Kind,
    pub day: Date,
    #[column(references = teams::Team)]
    pub team: i64,
    #[column(flatten)]
    pub stamps: Stamps,
}
