//! Measures how good a ranking is, from relevance judgments and runs.
//!
//! Everything here is pure: functions take and return text and numbers, and
//! open no file. The formats are those of TREC and BEIR, so judgments and runs
//! can be exchanged with other engines and tools.
//!
//! | format | read by | written by |
//! |---|---|---|
//! | BEIR `corpus.jsonl` and `queries.jsonl` | [`beir`] | |
//! | judgments, BEIR `qrels.tsv` or TREC | [`Qrels::read`] | |
//! | rankings, TREC's six columns | [`Run::read`] | [`Run::write`] |
//!
//! An example with two engines and two judged queries:
//!
//! ```
//! use ibid::eval::{Qrels, Run, compare, score};
//!
//! let qrels = Qrels::read(
//!     "query-id\tcorpus-id\tscore\n\
//!      q1\tdelivery\t2\n\
//!      q1\tembargo\t1\n\
//!      q2\ttrade\t1\n",
//! )?;
//! let (mut words, mut stems) = (Run::new(), Run::new());
//! words.add("q1", "trade", 7.0);
//! words.add("q1", "delivery", 5.5);
//! stems.add("q1", "delivery", 6.0);
//! stems.add("q1", "embargo", 4.0);
//! stems.add("q2", "trade", 3.0);
//!
//! assert_eq!(score(&qrels, &stems).ndcg_at_10, 1.0);
//! assert_eq!(score(&qrels, &words).mrr_at_10, 0.25); // (1/2 + 0) / 2
//!
//! let comparison = compare(&qrels, &stems, &words);
//! assert_eq!((comparison.wins, comparison.losses, comparison.ties), (2, 0, 0));
//! assert_eq!(comparison.p_value, 0.5); // two queries are too few
//! # Ok::<(), ibid::Error>(())
//! ```

pub mod beir;
mod compare;
pub mod metrics;
mod qrels;
mod run;
mod scores;

pub use compare::{Comparison, compare};
pub use qrels::Qrels;
pub use run::Run;
pub use scores::{Scores, per_query, score};

/// The lines that are not blank, each with its number from 1. A byte order
/// mark at the start of the text is skipped.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}
