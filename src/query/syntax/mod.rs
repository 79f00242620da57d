//! Typed text to a tree of clauses, with notices of what may be misread.

pub(crate) mod ast;
pub(crate) mod days;
mod field;
mod lex;
mod limits;
pub(crate) mod notice;
pub(crate) mod parse;
pub(crate) mod print;
mod quote;
mod range;
mod sequence;
mod word;
