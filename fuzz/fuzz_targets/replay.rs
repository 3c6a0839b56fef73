//! Replay, in every dialect, under libFuzzer: `cargo +nightly fuzz run replay`. What must hold is in `readers.rs`.
#![no_main]

#[path = "../readers.rs"]
#[allow(dead_code, reason = "each target has one reader")]
mod readers;

libfuzzer_sys::fuzz_target!(|text: &str| readers::replay(text));
