//! What goes wrong with a request, as a status and JSON: `{"error": "…", "fields": {"name": "…"}}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::db;

/// Why a request was not done.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    body: Body,
}

#[derive(Debug, Serialize)]
struct Body {
    error: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<&'static str, String>,
}

impl Problem {
    /// A problem with that status.
    pub fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Problem { status, body: Body { error: error.into(), fields: BTreeMap::new() } }
    }

    /// There is no such thing.
    pub fn missing(what: &str) -> Self {
        Problem::new(StatusCode::NOT_FOUND, format!("there is no such {what}"))
    }

    /// Fields that cannot be as they are.
    pub fn fields(fields: BTreeMap<&'static str, String>) -> Self {
        let mut problem =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "some fields are not valid");
        problem.body.fields = fields;
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

/// Callers learn which rule they broke; what is wrong with the database itself stands in the log alone.
impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Duplicate(_) => {
                Problem::new(StatusCode::CONFLICT, "another one has that value already")
            }
            db::Error::Reference(_) => Problem::new(
                StatusCode::CONFLICT,
                "something that this refers to does not exist, or something else still refers to this",
            ),
            db::Error::Check(_) => {
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "a value is not allowed there")
            }
            db::Error::Other(text) => {
                log::error!("{text}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the database could not be asked")
            }
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Problem::new(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Problem::new(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(_: PathRejection) -> Self {
        Problem::missing("page")
    }
}

/// A body of JSON, whose faults are told as JSON too.
pub struct Input<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Input<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let Json(value) = Json::<T>::from_request(request, state).await?;
        Ok(Input(value))
    }
}

/// The key in the path; one that cannot be a key is one that is not there.
pub struct Key<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Key<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let axum::extract::Path(key) =
            axum::extract::Path::<T>::from_request_parts(parts, state).await?;
        Ok(Key(key))
    }
}

/// What every path without a route answers.
pub async fn no_route() -> Problem {
    Problem::missing("page")
}

/// What a path answers to a method that it does not have.
pub async fn no_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "that cannot be done here")
}
