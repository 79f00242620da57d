//! The query language: how queries are parsed, the notices of ill-formed ones,
//! and invariants of any text.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod fields;
mod invariants;
mod limits;
mod notices;
mod signs;
mod strict;
mod told;
mod tree;
mod understood;
