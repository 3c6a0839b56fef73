//! The statements of SQLite for each op.

use crate::dialect::Statement;
use crate::error::Result;
use crate::op::Op;
use crate::schema::Schema;

pub(super) fn statements(_op: &Op, _before: &Schema) -> Result<Vec<Statement>> {
    Ok(Vec::new())
}
