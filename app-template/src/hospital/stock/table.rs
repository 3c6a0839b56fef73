//! The items that can be in stock, in the table `estoques`.

use migrate::Table;
use time::Date;

use crate::shared::table::{Audit, Money};

/// An item that can be in stock.
#[derive(Debug, Clone, Table)]
#[table(
    name = "estoques",
    check("minimum >= 0", name = "ck_estoques_minimum"),
    check("unit_price >= 0", name = "ck_estoques_unit_price"),
    index(name = "ix_estoques_name", columns = [expr("lower(name)")])
)]
pub struct StockItem {
    /// Its number.
    #[column(primary_key, auto)]
    pub id: i64,
    /// The number that suppliers know it by.
    #[column(unique, max_length = 40)]
    pub sku: String,
    /// Its name.
    #[column(max_length = 160)]
    pub name: String,
    /// What one of it costs.
    #[column(precision = 12, scale = 2)]
    pub unit_price: Money,
    /// Whether each use has to be signed for.
    #[column(default = false)]
    pub controlled: bool,
    /// How much of it every unit should have.
    #[column(default = 0)]
    pub minimum: i32,
    /// The day on which what there is expires.
    pub expires_on: Option<Date>,
    /// Its weight in grams.
    pub weight: Option<f64>,
    /// When the row was written.
    #[column(flatten)]
    pub audit: Audit,
}
