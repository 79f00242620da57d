//! Many queries at once: the rows of a table, each answered with a verdict and
//! the hits of a single search.
//!
//! A table is CSV or TSV, whose signs are found from the bytes, or JSON Lines.
//! No row ends the batch: what is wrong with one is its verdict.
//!
//! ```
//! use ibid::batch::{self, BatchOptions, Totals, Verdict};
//! use ibid::{Document, Index};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("a", "Four Mi-35M gunships will follow."))?;
//! writer.commit()?;
//!
//! let table = b"query;team\nmi35 gunship;north\nzeppelin;south\n;west\n";
//! let batch = batch::read(table).unwrap();
//! let mut totals = Totals::default();
//! let mut verdicts = Vec::new();
//! for row in &batch.rows {
//!     let answer = batch::answer(&index, row, &BatchOptions::default())?;
//!     totals.add(&answer);
//!     verdicts.push(answer.verdict);
//! }
//! assert_eq!(verdicts, [Verdict::Found, Verdict::Nothing, Verdict::Blank]);
//! assert_eq!(batch.rows[0].columns["team"], "north");
//! assert_eq!(totals.to_string(), "3 rows: 1 found, 1 nothing, 1 blank; 1 passage");
//! # Ok::<(), ibid::Error>(())
//! ```

mod answer;
mod columns;
mod delimited;
mod listed;
mod objects;
mod row;
mod table;
mod totals;

pub use answer::{Answer, BatchOptions, Verdict, answer};
pub use listed::{Listed, NotListed};
pub use row::Row;
pub use table::{Batch, read};
pub use totals::Totals;
