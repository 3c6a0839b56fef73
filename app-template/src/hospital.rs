//! The house: its units, their beds and their stock.

pub mod bed;
pub mod stock;
pub mod unit;
