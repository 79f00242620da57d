//! Typed text to a tree of clauses, with notices of what may be misread.

pub(crate) mod asked_fact;
pub(crate) mod ast;
mod capitals;
mod chars;
pub(crate) mod days;
pub(crate) mod escape;
mod fact_notice;
mod field;
mod field_names;
mod figure;
mod foreign;
mod lex;
mod limits;
pub(crate) mod notice;
mod operand;
pub(crate) mod parse;
pub(crate) mod print;
mod quote;
mod quoted;
mod range;
mod range_words;
mod sequence;
mod token;
mod values;
mod word;
