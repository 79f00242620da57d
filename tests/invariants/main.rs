//! The invariants that hold for every index, document and query.

// Clippy lets unwrap and print only functions marked as tests; these are all
// part of one.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::expect_used)]

mod citation;
#[path = "../support/commit.rs"]
mod commit;
mod common;
mod determinism;
#[path = "../support/entry_points.rs"]
mod entry_points;
mod errors;
mod explain;
mod golden;
mod lifecycle;
mod pruning;
mod queries;
#[path = "../support/random.rs"]
mod random;
mod robustness;
mod spellings;
