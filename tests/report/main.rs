//! The report of a search: its line, the whole of it, and what it says of words
//! that no passage has together.

#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

mod across;
mod apart;
mod corpus;
mod kinds;
mod line;
mod missing;
mod shortened;
mod whole;
