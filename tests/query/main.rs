//! The query language: what is understood, what is said about it, and that
//! no text can break it.

mod laws;
mod limits;
mod told;
mod tree;
mod understood;
