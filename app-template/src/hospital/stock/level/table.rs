//! How much of each item each unit has.

use migrate::Table;
use time::OffsetDateTime;

use crate::hospital::stock::table::StockItem;
use crate::hospital::unit::table::Unit;

/// The stock of one item in one unit.
#[derive(Debug, Clone, Table)]
#[table(name = "unit_stock", primary_key(columns = [unit_id, item_id]), check("reserved BETWEEN 0 AND quantity", name = "ck_unit_stock_reserved"))]
pub struct StockLevel {
    /// The unit.
    #[column(references = Unit, on_delete = "cascade")]
    pub unit_id: i64,
    /// The item.
    #[column(references = StockItem, on_delete = "restrict", index)]
    pub item_id: i64,
    /// How much is on the shelf.
    #[column(default = 0)]
    pub quantity: i32,
    /// How much of that is promised.
    #[column(default = 0)]
    pub reserved: i32,
    /// How much is left to promise.
    #[column(generated = "quantity - reserved", stored)]
    pub free: Option<i32>,
    /// When it was last counted by hand.
    pub counted_at: Option<OffsetDateTime>,
}
