//! Full-text passage search.

pub mod analysis;
pub mod config;
mod date;
mod document;
mod engine;
mod error;
pub mod eval;
mod fold;
pub mod hit;
pub mod index;
pub mod lexicon;
mod maintain;
pub mod passage;
pub mod query;
pub mod rank;
mod retrieve;
mod search;
pub mod source;
mod span;

pub use date::{Day, DayRange};
pub use document::{Document, DocumentInfo};
pub use engine::{Index, IndexOptions, IndexStats};
pub use error::{Error, Result};
pub use hit::{Citation, Hit, Hits};
pub use index::{Writer, WriterOptions};
pub use lexicon::Lexicon;
pub use query::Query;
pub use span::Span;
