//! A small hospital.

fn main() {}
