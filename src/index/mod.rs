//! Passages in tantivy: the schema, the writer, the manifest, and one
//! consistent snapshot for each search.

mod blocks;
mod bytes;
mod dates;
mod decode;
mod encode;
mod fault;
mod format;
mod heads;
mod impacts;
mod known;
mod lists;
mod numbers;
mod occurrences;
mod packed;
mod positions;
mod record;
mod schema;
mod segment;
mod skips;
mod snapshot;
mod store;
mod tokens;
mod watch;
mod writer;

pub(crate) use blocks::Blocks;
pub(crate) use decode::{DocumentRecord, PassageRecord};
pub(crate) use heads::IdHeads;
pub(crate) use impacts::Impact;
pub(crate) use occurrences::{Listed, Lookup, Occurrences};
pub(crate) use schema::{Fields, Key, TOPIC_STEPS};
pub(crate) use segment::{NO_DOCUMENT, Segment};
pub(crate) use snapshot::Snapshot;
pub(crate) use store::Store;
pub use writer::{Writer, WriterOptions};
