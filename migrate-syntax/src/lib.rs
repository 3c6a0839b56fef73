//! Reads `table.rs` files into models, and models into a schema, with diagnostics that name file, line and column.
