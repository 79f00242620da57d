//! The query language: how queries are parsed, the notices of ill-formed ones,
//! and invariants of any text.

mod invariants;
mod limits;
mod notices;
mod signs;
mod told;
mod tree;
mod understood;
