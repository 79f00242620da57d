//! How good a ranking is: judgments, runs, and the measures between them.
//!
//! Everything here is pure: text and scores go in, values and text come out,
//! no file is opened. The forms are those of the field, so that judgments and
//! runs can be exchanged with other engines and scored by other tools.
//!
//! | form | read by | written by |
//! |---|---|---|
//! | BEIR `corpus.jsonl` and `queries.jsonl` | [`beir`] | |
//! | judgments, BEIR `qrels.tsv` or TREC | [`Qrels::read`] | |
//! | rankings, TREC's six columns | [`Run::read`] | [`Run::write`] |
//!
//! Two engines on two judged queries, and whether their difference is more
//! than chance:
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
//! assert_eq!(comparison.p_value, 0.5); // two queries prove nothing
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

/// The lines of a file that say something, each with its number from 1. A
/// byte order mark before the first is no part of it.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}
