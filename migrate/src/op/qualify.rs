//! The namespace of a table that moved, in the texts of views and triggers that name the table.

use crate::op::text::{self, Token};
use crate::schema::{Name, Schema};

/// Writes the namespace of a table that moved into the texts that name it.
pub fn requalify(schema: &mut Schema, table: &Name, default_namespace: &str) {
    let namespace = table.namespace.as_deref().unwrap_or(default_namespace);
    let namespace = text::quote_if_needed(namespace);
    let qualify = |sql: &mut String| {
        let tokens = text::tokens(sql);
        let mut out = String::with_capacity(sql.len());
        let mut skip_to = 0;
        for (at, token) in tokens.iter().enumerate() {
            if at < skip_to {
                continue;
            }
            let namespaced = text::after(&tokens, at).filter(|(_, dot)| dot.text == ".");
            let named = namespaced
                .and_then(|(dot, _)| text::after(&tokens, dot))
                .filter(|(_, name)| name.is(&table.name));
            if let Some((end, name)) = named.filter(|_| stands_for_table(&tokens, at)) {
                out.push_str(&format!("{namespace}.{}", name.text));
                skip_to = end + 1;
            } else if token.is(&table.name) && stands_for_table(&tokens, at) {
                out.push_str(&format!("{namespace}.{}", token.text));
            } else {
                out.push_str(token.text);
            }
        }
        *sql = out;
    };
    if let Some(table) = schema.tables.get_mut(table) {
        table.triggers.iter_mut().for_each(|trigger| qualify(&mut trigger.sql));
    }
    for view in
        schema.views.values_mut().filter(|view| view.reads.iter().any(|(read, _)| read == table))
    {
        qualify(&mut view.sql);
    }
}

fn stands_for_table(tokens: &[Token<'_>], at: usize) -> bool {
    let before = text::before(tokens, at);
    before
        .is_some_and(|(_, token)| ["from", "join", "on", "only"].iter().any(|word| token.is(word)))
        && text::after(tokens, at).is_none_or(|(dot, token)| {
            token.text != "."
                || text::after(tokens, dot)
                    .and_then(|(name, _)| text::after(tokens, name))
                    .is_none_or(|(_, token)| token.text != "=")
        })
}
