//! Names of equipment: any name of a thing finds all its names and spellings, and
//! no other thing.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod cases;
mod families;
mod forms;
