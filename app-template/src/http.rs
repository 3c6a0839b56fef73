//! The HTTP side: routes, and what all of them share. Each resource answers for itself in its `api.rs`.

pub mod date;
pub mod error;
pub mod health;
pub mod page;

use axum::Router;
use axum::routing::get;

use crate::db::Db;
use crate::{hospital, people};

/// All routes over one database.
pub fn router(db: Db) -> Router {
    Router::new()
        .route("/health", get(health::show))
        .merge(people::patient::api::routes())
        .merge(hospital::bed::api::routes())
        .fallback(error::no_route)
        .method_not_allowed_fallback(error::no_method)
        .with_state(db)
}
