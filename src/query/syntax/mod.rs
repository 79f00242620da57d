//! Typed text to clauses.

pub(crate) mod ast;
pub(crate) mod date;
mod field;
mod lex;
mod limits;
pub(crate) mod notice;
pub(crate) mod parse;
pub(crate) mod print;
mod quote;
mod sequence;
mod word;
