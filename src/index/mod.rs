//! Passages in tantivy: the schema, the writer, the manifest, and one
//! consistent snapshot for each search.

mod bytes;
mod decode;
mod encode;
mod fault;
mod format;
mod heads;
mod impacts;
mod known;
mod lists;
mod occurrences;
mod packed;
mod record;
mod schema;
mod snapshot;
mod store;
mod tokens;
mod writer;

pub(crate) use decode::{DocumentRecord, PassageRecord};
pub(crate) use heads::IdHeads;
pub(crate) use impacts::Impact;
#[cfg(test)]
pub(crate) use occurrences::keep_shared;
pub(crate) use occurrences::{Listed, Lookup, Occurrences};
pub(crate) use schema::{Fields, Key, TOPIC_STEPS};
pub(crate) use snapshot::{NO_DOCUMENT, Segment, Snapshot};
pub(crate) use store::Store;
pub use writer::{Writer, WriterOptions};
