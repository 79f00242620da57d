//! The sums of a batch.

use serde::Serialize;

use super::answer::{Answer, Verdict};

/// How many rows had which verdict: together as many as there are rows.
///
/// It displays as one line; see [`batch`](super) for an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// All rows.
    pub rows: usize,
    /// Rows found.
    pub found: usize,
    /// Rows found in part.
    pub in_part: usize,
    /// Rows without a hit.
    pub nothing: usize,
    /// Rows without a query.
    pub blank: usize,
    /// Rows whose query is too long.
    pub too_long: usize,
    /// Rows that could not be read.
    pub unreadable: usize,
    /// Hits of all rows together.
    pub hits: usize,
}

impl Totals {
    /// Counts an answer.
    pub fn add(&mut self, answer: &Answer) {
        let count = match answer.verdict {
            Verdict::Found => &mut self.found,
            Verdict::InPart => &mut self.in_part,
            Verdict::Nothing => &mut self.nothing,
            Verdict::Blank => &mut self.blank,
            Verdict::TooLong => &mut self.too_long,
            Verdict::Unreadable => &mut self.unreadable,
        };
        *count += 1;
        self.rows += 1;
        self.hits += answer.hits.len();
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let noun = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            count => format!("{count} {noun}s"),
        };
        let counts = [
            (self.found, "found"),
            (self.in_part, "in part"),
            (self.nothing, "nothing"),
            (self.blank, "blank"),
            (self.too_long, "too long"),
            (self.unreadable, "unreadable"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, name)| format!("{count} {name}")).collect();
        let colon = if counts.is_empty() { "" } else { ": " };
        write!(f, "{}{colon}{}; ", noun(self.rows, "row"), counts.join(", "))?;
        f.write_str(&noun(self.hits, "passage"))
    }
}
