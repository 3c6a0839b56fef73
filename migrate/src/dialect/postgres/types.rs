//! PostgreSQL's types: from portable to physical, from text to value and back.

use crate::schema::{Schema, Table, Type};

pub(super) fn lower(portable: &Schema) -> Schema {
    portable.clone()
}

pub(super) fn parse(sql: &str) -> Type {
    Type::Raw(sql.to_owned())
}

pub(super) fn render(ty: &Type) -> String {
    format!("{ty:?}")
}

pub(super) fn name_constraints(_table: &mut Table) {}
