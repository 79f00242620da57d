//! Reads, builds and writes rankings in TREC's format.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use super::numbered_lines;
use crate::error::{Error, Result};

/// The documents that an engine returned: query → document → score.
///
/// Documents are ranked by descending score, and at equal scores by their ids,
/// whatever order they were added in.
///
/// ```
/// use ibid::eval::Run;
///
/// let mut run = Run::new();
/// run.add("q1", "gazette.txt", 3.5);
/// run.add("q1", "courier.txt", 3.5);
/// run.add("q1", "review.txt", 9.0);
/// let ranked: Vec<&str> = run.ranked("q1").into_iter().map(|(document, _)| document).collect();
/// assert_eq!(ranked, ["review.txt", "courier.txt", "gazette.txt"]);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    scores: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Run {
    /// An empty run.
    ///
    /// ```
    /// assert_eq!(ibid::eval::Run::new().queries().count(), 0);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document that was returned for a query. One that is added again
    /// keeps its higher score. A score that is not a number ranks last.
    ///
    /// ```
    /// use ibid::eval::Run;
    ///
    /// let mut run = Run::new();
    /// run.add("q1", "a.txt", 2.0);
    /// run.add("q1", "a.txt", 1.0);
    /// run.add("q1", "b.txt", f64::NAN);
    /// assert_eq!(run.ranked("q1"), [("a.txt", 2.0), ("b.txt", f64::NEG_INFINITY)]);
    /// ```
    pub fn add(&mut self, query: impl Into<String>, document: impl Into<String>, score: f64) {
        let score = normalised(score);
        let scores = self.scores.entry(query.into()).or_default();
        let kept = scores.entry(document.into()).or_insert(score);
        *kept = kept.max(score);
    }

    /// The ids of the queries that have documents, in order.
    ///
    /// ```
    /// use ibid::eval::Run;
    ///
    /// let run = Run::read("q2 Q0 a.txt 1 3 bm25\nq1 Q0 a.txt 1 4 bm25\n")?;
    /// assert_eq!(run.queries().collect::<Vec<_>>(), ["q1", "q2"]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.scores.keys().map(String::as_str)
    }

    /// The documents of a query with their scores, best first; none for a
    /// query that the run does not have. Cost: a sort of the documents.
    ///
    /// ```
    /// use ibid::eval::Run;
    ///
    /// let run = Run::read("q1 Q0 a.txt 1 3 bm25\nq1 Q0 b.txt 2 4 bm25\n")?;
    /// assert_eq!(run.ranked("q1"), [("b.txt", 4.0), ("a.txt", 3.0)]);
    /// assert!(run.ranked("q2").is_empty());
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn ranked(&self, query: &str) -> Vec<(&str, f64)> {
        self.scores.get(query).map(ranked).unwrap_or_default()
    }

    /// Reads a run in TREC's six columns, `query Q0 document rank score tag`.
    /// The scores give the order; like `trec_eval` it ignores the rank.
    ///
    /// # Errors
    /// [`Error::Judgments`] with the number of the line if it does not have six
    /// columns, the score is not a finite number, or a document is ranked twice
    /// for one query.
    ///
    /// ```
    /// use ibid::eval::Run;
    ///
    /// let run = Run::read("q1 Q0 a.txt 1 12.5 bm25\nq1 Q0 b.txt 2 11 bm25\n")?;
    /// assert_eq!(run.ranked("q1"), [("a.txt", 12.5), ("b.txt", 11.0)]);
    ///
    /// let error = Run::read("q1 Q0 a.txt 1 high bm25\n").unwrap_err();
    /// assert_eq!(error.to_string(), "run line 1: score \"high\" is not a finite number");
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        let mut run = Self::new();
        for (line, text) in numbered_lines(text) {
            run.read_line(text).map_err(|reason| Error::Judgments { what: "run", line, reason })?;
        }
        Ok(run)
    }

    fn read_line(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [query, _, document, _, score, _] = *columns else {
            let count = columns.len();
            return Err(format!(
                "expected query, Q0, document, rank, score and tag, found {count} columns"
            ));
        };
        let parsed = score.parse().ok().filter(|score: &f64| score.is_finite());
        let parsed = parsed.ok_or_else(|| format!("score {score:?} is not a finite number"))?;
        match self.scores.entry(query.into()).or_default().entry(document.into()) {
            Entry::Occupied(_) => Err(format!("{document:?} is ranked twice for query {query:?}")),
            Entry::Vacant(entry) => {
                entry.insert(normalised(parsed));
                Ok(())
            }
        }
    }

    /// The run in TREC's six columns, `query Q0 document rank score tag`, with
    /// the queries in the order of their ids.
    ///
    /// The written scores fall strictly, even in single precision. A score
    /// equal to the one above it is written slightly lower, so that a reader
    /// keeps this order however it breaks ties. White space and control
    /// characters in an id are written as in a URL (`%20`), because the format
    /// separates columns by white space. An empty id is written as `-`.
    ///
    /// ```
    /// use ibid::eval::Run;
    ///
    /// let mut run = Run::new();
    /// run.add("q1", "b.txt", 2.5);
    /// run.add("q1", "a.txt", 2.5);
    /// assert_eq!(
    ///     run.write("ibid"),
    ///     "q1 Q0 a.txt 1 2.5 ibid\n\
    ///      q1 Q0 b.txt 2 2.4999998 ibid\n",
    /// );
    /// ```
    #[must_use]
    pub fn write(&self, tag: &str) -> String {
        let mut out = String::new();
        for (query, scores) in &self.scores {
            let mut above = f32::INFINITY;
            for (rank, (document, score)) in (1..).zip(ranked(scores)) {
                above = single_precision(score).min(next_below(above));
                let (query, document, tag) = (column(query), column(document), column(tag));
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{query} Q0 {document} {rank} {above} {tag}");
            }
        }
        out
    }
}

/// Highest score first, equal scores by document id.
fn ranked(scores: &BTreeMap<String, f64>) -> Vec<(&str, f64)> {
    let mut ranked: Vec<(&str, f64)> =
        scores.iter().map(|(document, &score)| (document.as_str(), score)).collect();
    // The sort is stable: equal scores keep the map's order, that of the ids.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// The score with a single zero and without NaN, so that `total_cmp` agrees
/// with `==`.
fn normalised(score: f64) -> f64 {
    // Adding 0 turns -0 into 0.
    if score.is_nan() { f64::NEG_INFINITY } else { score + 0.0 }
}

/// The score in single precision, the least that readers keep. The bounds
/// leave enough lower numbers for the documents that follow.
fn single_precision(score: f64) -> f32 {
    score.clamp(-1e30, 1e30) as f32
}

/// The next lower score in single precision, at least 1e-7 lower: around 0
/// the smallest step would be written with 45 digits.
fn next_below(score: f32) -> f32 {
    score.next_down().min(score - 1e-7)
}

/// The id as a single column.
fn column(id: &str) -> Cow<'_, str> {
    let is_escaped = |c: char| c.is_whitespace() || c.is_control();
    if id.is_empty() {
        return Cow::Borrowed("-");
    }
    if !id.contains(is_escaped) {
        return Cow::Borrowed(id);
    }
    let mut out = String::with_capacity(id.len() + 8);
    for c in id.chars() {
        if is_escaped(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(hits: &[(&str, f64)]) -> Run {
        let mut run = Run::new();
        for &(document, score) in hits {
            run.add("q", document, score);
        }
        run
    }

    #[test]
    fn order() {
        let check = |hits: &[(&str, f64)], expected: &[&str]| {
            let run = run(hits);
            let order: Vec<&str> = run.ranked("q").into_iter().map(|(d, _)| d).collect();
            assert_eq!(order, expected, "{hits:?}");
        };
        check(&[("a", 1.0), ("b", 2.0)], &["b", "a"]);
        check(&[("b", 1.0), ("a", 1.0), ("c", 1.0)], &["a", "b", "c"]);
        check(&[("b", 0.0), ("a", -0.0), ("c", -0.0)], &["a", "b", "c"]);
        check(&[("a", f64::NAN), ("b", -5.0), ("c", -f64::NAN)], &["b", "a", "c"]);
        check(&[("a", 1.0), ("b", 2.0), ("a", 3.0), ("b", 0.0)], &["a", "b"]);
        check(&[], &[]);
    }

    #[test]
    fn errors_name_the_line() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Run::read(text).unwrap_err().to_string(), expected, "{text:?}");
        };
        check(
            "q Q0 a 1 2.0 t\r\n\r\nq Q0 b 2 1.0",
            "run line 3: expected query, Q0, document, rank, score and tag, found 5 columns",
        );
        check("q Q0 a 1 NaN t", "run line 1: score \"NaN\" is not a finite number");
        check("q Q0 a 1 1,5 t", "run line 1: score \"1,5\" is not a finite number");
        check("q Q0 a 1 2 t\nq Q0 a 2 1 t", "run line 2: \"a\" is ranked twice for query \"q\"");
    }

    #[test]
    fn ids_are_one_column() {
        let check = |id: &str, expected: &str| assert_eq!(column(id), expected);
        check("gazette.txt", "gazette.txt");
        check("my article\u{a0}2.txt", "my%20article%C2%A02.txt");
        check("100%", "100%");
        check("a\nb\u{1c}", "a%0Ab%1C");
        check("", "-");
        check("Ми-35", "Ми-35");
    }

    proptest! {
        /// Six columns, ranks from 1, scores that fall in both precisions,
        /// and the same order when read again.
        #[test]
        fn writing_keeps_the_order(
            scores in proptest::collection::vec(
                prop_oneof![
                    any::<f64>(),
                    -2.0..2.0,
                    Just(0.0),
                    Just(1e-9),
                    Just(7.25),
                    Just(f64::NAN),
                    Just(f64::INFINITY),
                ],
                0..60,
            ),
            tag in "\\PC{0,6}",
        ) {
            let mut run = Run::new();
            for (document, &score) in scores.iter().enumerate() {
                run.add("q", format!("d{document:02}"), score);
            }
            let text = run.write(&tag);
            let mut above = (f32::INFINITY, f64::INFINITY);
            for (line, rank) in text.lines().zip(1_usize..) {
                let columns: Vec<&str> = line.split_whitespace().collect();
                prop_assert_eq!(columns.len(), 6, "{}", line);
                prop_assert_eq!(columns[3], rank.to_string());
                let below = (columns[4].parse().unwrap(), columns[4].parse().unwrap());
                prop_assert!(below.0 < above.0 && below.1 < above.1, "{}", line);
                above = below;
            }
            let again = Run::read(&text).unwrap();
            let order = |run: &Run| -> Vec<String> {
                run.ranked("q").into_iter().map(|(d, _)| d.to_owned()).collect()
            };
            prop_assert_eq!(order(&again), order(&run));
            prop_assert_eq!(order(&run).len(), scores.len());
        }

        /// The order in which documents are added changes nothing.
        #[test]
        fn ties_do_not_depend_on_the_order_of_adding(
            hits in proptest::collection::vec(("[a-d]{1,2}", 0_u8..3), 0..20),
        ) {
            let (mut forwards, mut backwards) = (Run::new(), Run::new());
            for (first, last) in hits.iter().zip(hits.iter().rev()) {
                forwards.add("q", &first.0, f64::from(first.1));
                backwards.add("q", &last.0, f64::from(last.1));
            }
            prop_assert_eq!(forwards.ranked("q"), backwards.ranked("q"));
            prop_assert_eq!(forwards.write("t"), backwards.write("t"));
        }

        #[test]
        fn reading_never_panics(text in "[q0 \\t\\r\\n.e-]{0,60}|\\PC{0,60}") {
            let _ = Run::read(&text);
        }
    }
}
