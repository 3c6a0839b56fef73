//! `/health`: whether the database answers, and which revision its schema is at.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use super::error::Problem;
use crate::db::Db;

/// What a load balancer and a person want to know.
#[derive(Debug, Serialize)]
pub struct Health {
    /// The revisions that the schema is at: one, unless the history has branches.
    revisions: Vec<String>,
    /// Whether every revision that this binary knows is applied.
    at_head: bool,
    /// How many are not.
    pending: usize,
    /// How many are applied that this binary does not know: the database is ahead of it.
    unknown: usize,
}

/// 200 at head or ahead of it, 503 behind.
pub async fn show(State(db): State<Db>) -> Result<(StatusCode, Json<Health>), Problem> {
    let status = db.status(crate::migrator()).await?;
    let code = if status.at_head { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let health = Health {
        revisions: status.heads,
        at_head: status.at_head,
        pending: status.pending,
        unknown: status.unknown,
    };
    Ok((code, Json(health)))
}
