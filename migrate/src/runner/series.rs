//! A setting that makes many transactions one after the other cost less. What it is, the dialect's [`super::Series`] says;
//! one transaction is not its business.

use super::Series;
use crate::error::Result;
use crate::session::Session;

/// Takes the better value where the usual one is in force, on a connection that was opened for this; what [`leave`] has to
/// give back. Outside any transaction.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn enter<S: Session>(session: &mut S) -> Result<Option<&'static Series>> {
    let Some(series) = session.dialect().conduct().series.as_ref().filter(|_| session.ours())
    else {
        return Ok(None);
    };
    if value(session, series.read).await?.as_deref() != Some(series.usual) {
        return Ok(None);
    }
    // A query, since the database answers with what is in force now.
    value(session, &(series.write)(series.instead)).await?;
    Ok(Some(series))
}

/// Gives the setting back, unless a revision has chosen one. Outside any transaction.
pub(super) async fn leave<S: Session>(session: &mut S, series: Option<&Series>) {
    if let Some(series) = series
        && let Err(error) = put_back(session, series).await
    {
        log::warn!("a setting of the connection could not be given back: {error}");
    }
}

async fn put_back<S: Session>(session: &mut S, series: &Series) -> Result<()> {
    if value(session, series.read).await?.as_deref() == Some(series.instead) {
        value(session, &(series.write)(series.usual)).await?;
    }
    Ok(())
}

async fn value<S: Session>(session: &mut S, sql: &str) -> Result<Option<String>> {
    Ok(session.query(sql).await?.into_iter().flatten().next().flatten())
}
