//! Reads any bytes as `x.jsonl`.
#![no_main]

#[path = "../../tests/support/entry_points.rs"]
mod entry_points;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entry_points::read_file("x.jsonl", bytes));
