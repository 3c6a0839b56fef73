//! One row of an answer, and what its texts mean. Knows no query.

use std::collections::BTreeMap;

use super::super::query::{ITEM, PART};
use super::super::text;
use crate::dialect::postgres::types;
use crate::schema::{Expr, Name, Type};
use crate::session::Row;

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a>(pub(super) &'a Row);

impl<'a> Cells<'a> {
    pub(super) fn opt(self, at: usize) -> Option<&'a str> {
        self.0.get(at)?.as_deref()
    }

    pub(super) fn text(self, at: usize) -> &'a str {
        self.opt(at).unwrap_or_default()
    }

    pub(super) fn owned(self, at: usize) -> Option<String> {
        self.opt(at).map(str::to_owned)
    }

    pub(super) fn flag(self, at: usize) -> bool {
        self.text(at) == "t"
    }

    pub(super) fn number<T: std::str::FromStr>(self, at: usize) -> Option<T> {
        self.text(at).parse().ok()
    }

    pub(super) fn name(self, namespace: usize, name: usize) -> Name {
        Name { namespace: self.owned(namespace), name: self.text(name).to_owned() }
    }

    pub(super) fn items(self, at: usize) -> impl Iterator<Item = &'a str> {
        self.text(at).split(ITEM).filter(|item| !item.is_empty())
    }

    /// `fillfactor=70` and the like.
    pub(super) fn options(self, at: usize) -> BTreeMap<String, String> {
        self.items(at)
            .filter_map(|item| item.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// The type told from there on by its text, and by namespace, name and "array" if it has a name of the schema's.
    pub(super) fn ty(self, at: usize) -> Type {
        let Some(name) = self.owned(at + 2) else { return types::parse(self.text(at)) };
        let named = Type::Named(Name { namespace: self.owned(at + 1), name });
        if self.flag(at + 3) { Type::Array(Box::new(named)) } else { named }
    }

    pub(super) fn expr(self, at: usize) -> Option<Expr> {
        self.opt(at).map(|text| Expr(text::settled(text)))
    }
}

/// `{1,2}` or `1 2` as numbers.
pub(super) fn numbers(text: &str) -> Vec<i32> {
    text.trim_matches(['{', '}'])
        .split([',', ' '])
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// A name within an item, its namespace before it.
pub(super) fn name_of(item: &str) -> Name {
    let (namespace, name) = item.split_once(PART).unwrap_or(("", item));
    Name { namespace: (!namespace.is_empty()).then(|| namespace.to_owned()), name: name.to_owned() }
}
