//! `/beds` over HTTP. Knows no SQL.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use rust_decimal::Decimal;

use super::store::{self, Draft};
use super::table::Bed;
use crate::db::Db;
use crate::http::error::{Input, Key, Problem};
use crate::http::page::Page;

/// The routes.
pub fn routes() -> Router<Db> {
    Router::new()
        .route("/beds", get(list).post(create))
        .route("/beds/{id}", get(show).put(update).delete(delete))
}

async fn list(State(db): State<Db>, page: Page) -> Result<Json<Vec<Bed>>, Problem> {
    Ok(Json(store::list(&db, page.values()).await?))
}

async fn show(State(db): State<Db>, Key(id): Key<i64>) -> Result<Json<Bed>, Problem> {
    store::find(&db, id).await?.map(Json).ok_or_else(missing)
}

async fn create(State(db): State<Db>, Input(draft): Input<Draft>) -> Result<Response, Problem> {
    let bed = store::create(&db, valid(draft)?).await?.ok_or_else(missing)?;
    let place = format!("/beds/{}", bed.id);
    Ok((StatusCode::CREATED, [(LOCATION, place)], Json(bed)).into_response())
}

async fn update(
    State(db): State<Db>,
    Key(id): Key<i64>,
    Input(draft): Input<Draft>,
) -> Result<Json<Bed>, Problem> {
    store::update(&db, id, valid(draft)?).await?.map(Json).ok_or_else(missing)
}

async fn delete(State(db): State<Db>, Key(id): Key<i64>) -> Result<StatusCode, Problem> {
    if store::delete(&db, id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(missing()) }
}

fn missing() -> Problem {
    Problem::missing("bed")
}

/// The draft, trimmed, if it can be a bed.
fn valid(mut draft: Draft) -> Result<Draft, Problem> {
    let mut fields = BTreeMap::new();
    draft.number = draft.number.trim().to_owned();
    if !(1..=16).contains(&draft.number.chars().count()) || draft.number.contains('\0') {
        fields.insert("number", "1 to 16 characters, none of them NUL".to_owned());
    }
    let highest = Decimal::new(9_999_999_999, 2);
    if draft.daily_rate < Decimal::ZERO
        || draft.daily_rate > highest
        || draft.daily_rate.normalize().scale() > 2
    {
        fields
            .insert("daily_rate", format!("0 to {highest} with at most 2 digits after the point"));
    }
    if fields.is_empty() { Ok(draft) } else { Err(Problem::fields(fields)) }
}
