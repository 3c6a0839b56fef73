//! A file that does not parse: nothing else is told.
use migrate::Table;

#[derive(Table)]
struct Lost {
    id: u64
    name: String,
}
