//! The attribute language: what may stand in `#[table(…)]`, `#[column(…)]`, `#[enumeration(…)]` and `#[value(…)]`.
//! Tokens in, values with spans out; what the words refer to is not known here.

pub(crate) mod column;
pub(crate) mod enumeration;
pub(crate) mod key;
pub(crate) mod meta;
pub(crate) mod table;
pub(crate) mod value;
