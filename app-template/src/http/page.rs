//! Which part of a list is asked for.

use axum::extract::FromRequestParts;
use axum::extract::rejection::QueryRejection;
use axum::http::request::Parts;
use serde::Deserialize;

use super::error::Problem;
use crate::db::Value;

/// `?limit=20&offset=40`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Page {
    /// How many at most; 1 to 200, 50 unless told.
    #[serde(default = "fifty")]
    limit: u16,
    /// How many to pass over.
    #[serde(default)]
    offset: u32,
}

impl Page {
    /// The values for `LIMIT $1 OFFSET $2`.
    pub fn values(self) -> Vec<Value> {
        vec![Value::Integer(self.limit.clamp(1, 200).into()), Value::Integer(self.offset.into())]
    }
}

fn fifty() -> u16 {
    50
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query: Result<axum::extract::Query<Page>, QueryRejection> =
            axum::extract::Query::from_request_parts(parts, state).await;
        Ok(query?.0)
    }
}
