//! The statement splitter, under libFuzzer: `cargo +nightly fuzz run split`. What must hold is in `readers.rs`.
#![no_main]

#[path = "../readers.rs"]
#[allow(dead_code, reason = "each target has one reader")]
mod readers;

libfuzzer_sys::fuzz_target!(|text: &str| readers::split(text));
