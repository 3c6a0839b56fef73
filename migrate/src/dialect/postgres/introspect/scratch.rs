//! What shall be, in the server's own words: created in a scratch place of the same database, introspected, and rolled
//! back. Nothing of it is ever seen by anybody else.
//!
//! The default namespace is stood in for by a new one, first on the search path, so that types of extensions are still
//! found. Any other namespace is renamed out of the way within the transaction.

use crate::dialect::postgres::Postgres;
use crate::dialect::{Dialect, render};
use crate::diff;
use crate::error::{Error, Result};
use crate::introspect::introspect;
use crate::op::Op;
use crate::schema::Schema;
use crate::session::Session;

/// `wanted`, a physical schema, as [`introspect`] would tell it if it were what `session`'s database holds.
///
/// # Errors
///
/// When the schema cannot be created, or the role may not create namespaces. The database is unchanged in any case.
pub async fn scratch<S: Session>(session: &mut S, wanted: &Schema) -> Result<Schema> {
    session.execute("BEGIN").await?;
    let outcome = within(session, wanted).await;
    let ended = session.execute("ROLLBACK").await;
    let mut schema = outcome?;
    ended?;
    // The scratch place sees extensions from another namespace than the one that they were asked to live in, and what
    // the database holds beside the wanted is none of it.
    schema.extensions.clone_from(&wanted.extensions);
    schema.namespaces.clone_from(&wanted.namespaces);
    schema.opaque.clone_from(&wanted.opaque);
    let wanted = |namespace: &Option<String>| {
        namespace.as_ref().is_none_or(|name| wanted.namespaces.contains(name))
    };
    schema.enums.retain(|name, _| wanted(&name.namespace));
    schema.domains.retain(|name, _| wanted(&name.namespace));
    schema.sequences.retain(|name, _| wanted(&name.namespace));
    schema.tables.retain(|name, _| wanted(&name.namespace));
    schema.views.retain(|name, _| wanted(&name.namespace));
    schema.functions.retain(|name, _| wanted(&name.namespace));
    Ok(schema)
}

async fn within<S: Session>(session: &mut S, wanted: &Schema) -> Result<Schema> {
    let there = session.query("SELECT nspname FROM pg_namespace").await?;
    let there: Vec<&str> = there.iter().filter_map(|row| row.first()?.as_deref()).collect();
    let free = |name: &str| {
        let mut free = crate::schema::name::shorten(&format!("migrate_{name}"));
        while there.contains(&free.as_str()) {
            free = crate::schema::name::shorten(&format!("migrate_{free}"));
        }
        Postgres.quote(&free)
    };
    let scratch = free("scratch");
    let mut statements = vec![
        format!("CREATE SCHEMA {scratch}"),
        format!(
            "SELECT set_config('search_path', {} || ', ' || current_setting('search_path'), true)",
            Postgres.literal(&scratch)
        ),
    ];
    for namespace in wanted.namespaces.iter().filter(|name| there.contains(&name.as_str())) {
        statements.push(format!(
            "ALTER SCHEMA {} RENAME TO {}",
            Postgres.quote(namespace),
            free(namespace)
        ));
    }
    statements.extend(
        render(&Postgres, &creation(wanted)?, &Schema::default())?.into_iter().map(|made| made.sql),
    );
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    session.run(&statements).await?;
    introspect(session).await
}

/// All of a schema as ops, in an order in which they can run.
fn creation(wanted: &Schema) -> Result<Vec<Op>> {
    let hints = diff::Hints { drop_and_add: true, ..diff::Hints::default() };
    diff::diff(&Schema::default(), wanted, &hints, &Postgres).map_err(|errors| {
        let first = errors.into_iter().next();
        first.unwrap_or_else(|| Error::unsupported("the wanted schema cannot be created"))
    })
}
