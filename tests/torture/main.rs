//! Hurts an index as users' machines do: killed writers, lost power, full
//! disks, flipped bits, crafted files. `IBID_TORTURE=long` runs the long forms;
//! `IBID_SEED` repeats a run.

// Clippy lets unwrap and print only functions marked as tests; these are all
// part of one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]
// File names are compared as they are written.
#![allow(clippy::case_sensitive_file_extension_comparisons, clippy::format_push_string)]

mod bombs;
mod calls;
mod common;
mod crafted;
mod every_call;
mod flips;
mod full;
mod hostile;
mod kill;
mod limits;
mod model;
mod mount;
mod power;
mod probe;
#[path = "../support/random.rs"]
mod random;
mod read_only;
mod readers;
mod salvage;
#[path = "../support/segment_file.rs"]
mod segment_file;
mod waiting;
