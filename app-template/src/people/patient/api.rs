//! `/patients` over HTTP. Knows no SQL.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use time::OffsetDateTime;
use uuid::Uuid;

use super::store::{self, Draft};
use super::table::Patient;
use crate::db::Db;
use crate::http::error::{Input, Key, Problem};
use crate::http::page::Page;

/// The routes.
pub fn routes() -> Router<Db> {
    Router::new()
        .route("/patients", get(list).post(create))
        .route("/patients/{id}", get(show).put(update).delete(delete))
}

async fn list(State(db): State<Db>, page: Page) -> Result<Json<Vec<Patient>>, Problem> {
    Ok(Json(store::list(&db, page.values()).await?))
}

async fn show(State(db): State<Db>, Key(id): Key<Uuid>) -> Result<Json<Patient>, Problem> {
    store::find(&db, id).await?.map(Json).ok_or_else(missing)
}

async fn create(State(db): State<Db>, Input(draft): Input<Draft>) -> Result<Response, Problem> {
    let patient = store::create(&db, valid(draft)?).await?.ok_or_else(missing)?;
    let place = format!("/patients/{}", patient.id);
    Ok((StatusCode::CREATED, [(LOCATION, place)], Json(patient)).into_response())
}

async fn update(
    State(db): State<Db>,
    Key(id): Key<Uuid>,
    Input(draft): Input<Draft>,
) -> Result<Json<Patient>, Problem> {
    store::update(&db, id, valid(draft)?).await?.map(Json).ok_or_else(missing)
}

async fn delete(State(db): State<Db>, Key(id): Key<Uuid>) -> Result<StatusCode, Problem> {
    if store::delete(&db, id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(missing()) }
}

fn missing() -> Problem {
    Problem::missing("patient")
}

/// The draft, trimmed, if it can be somebody.
fn valid(mut draft: Draft) -> Result<Draft, Problem> {
    let mut fields = BTreeMap::new();
    draft.record_number = draft.record_number.trim().to_owned();
    draft.full_name = draft.full_name.trim().to_owned();
    draft.email =
        draft.email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
    if !(1..=32).contains(&draft.record_number.chars().count()) {
        fields.insert("record_number", "1 to 32 characters".to_owned());
    }
    if !(1..=200).contains(&draft.full_name.chars().count()) {
        fields.insert("full_name", "1 to 200 characters".to_owned());
    }
    if draft.birth_date > OffsetDateTime::now_utc().date() {
        fields.insert("birth_date", "not in the future".to_owned());
    }
    if draft
        .email
        .as_deref()
        .is_some_and(|email| email.chars().count() > 255 || !email.contains('@'))
    {
        fields.insert("email", "an address with an `@`, at most 255 characters".to_owned());
    }
    if [&draft.record_number, &draft.full_name]
        .into_iter()
        .chain(&draft.email)
        .any(|text| text.contains('\0'))
    {
        fields.insert("full_name", "no character may be NUL".to_owned());
    }
    if fields.is_empty() { Ok(draft) } else { Err(Problem::fields(fields)) }
}
