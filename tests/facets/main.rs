//! Facets, histograms, narrowed queries, deadlines, names of commits and views of
//! documents, through the public interface.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod cases;
mod common;
mod deadline;
mod differential;
mod naive;
mod views;
