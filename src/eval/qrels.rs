//! Reads relevance judgments.

use std::collections::BTreeMap;

use super::numbered_lines;
use crate::error::{Error, Result};

/// Relevance judgments: query → document → grade.
///
/// A grade above 0 is relevant, and a higher one more so. A document that was
/// not judged has grade 0. The measures also count a grade below 0 as 0.
///
/// ```
/// use ibid::eval::Qrels;
///
/// let beir = Qrels::read("query-id\tcorpus-id\tscore\nq1\tgazette.txt\t2\n")?;
/// let trec = Qrels::read("q1 0 gazette.txt 2\n")?;
/// assert_eq!(beir, trec);
/// assert_eq!(beir.grade("q1", "gazette.txt"), 2.0);
/// assert_eq!(beir.grade("q1", "other.txt"), 0.0);
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Qrels {
    grades: BTreeMap<String, BTreeMap<String, f64>>,
}

/// The columns of a line, the same for a whole file.
#[derive(Clone, Copy)]
enum QrelsFormat {
    /// `query ⇥ document ⇥ grade`; ids may have blanks.
    Beir,
    /// `query iteration document grade` between any white space.
    Trec,
}

impl QrelsFormat {
    fn of(first: &str) -> Self {
        if first.split('\t').count() == 3 { Self::Beir } else { Self::Trec }
    }

    /// Query, document and grade, as text.
    fn columns(self, line: &str) -> Result<[&str; 3], String> {
        let wrong_count =
            |names: &str, count: usize| format!("expected {names}, found {count} columns");
        match self {
            Self::Beir => {
                let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
                columns.try_into().map_err(|columns: Vec<_>| {
                    wrong_count("query-id, corpus-id and score between tabs", columns.len())
                })
            }
            Self::Trec => match *line.split_whitespace().collect::<Vec<_>>() {
                [query, _, document, grade] => Ok([query, document, grade]),
                ref columns => {
                    Err(wrong_count("query, iteration, document and grade", columns.len()))
                }
            },
        }
    }
}

impl Qrels {
    /// Reads judgments in the format of BEIR or of TREC; the first line
    /// decides which. BEIR has three columns between tabs below the header
    /// `query-id corpus-id score`, which may be missing. TREC has four
    /// columns: query, iteration, document, grade.
    ///
    /// Blank lines, a byte order mark and both kinds of line ends are allowed.
    /// A judgment may be repeated with the same grade.
    ///
    /// # Errors
    /// [`Error::Judgments`] with the number of the line if columns are
    /// missing, an id is empty, the grade is not a finite number, or a document
    /// has two grades for one query.
    ///
    /// ```
    /// use ibid::eval::Qrels;
    ///
    /// let error = Qrels::read("q1 0 a.txt 1\nq1 0 b.txt high\n").unwrap_err();
    /// assert_eq!(error.to_string(), "qrels line 2: grade \"high\" is not a finite number");
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        let mut lines = numbered_lines(text).peekable();
        let format = lines.peek().map_or(QrelsFormat::Trec, |&(_, line)| QrelsFormat::of(line));
        lines.next_if(|&(_, line)| is_header(line));
        let mut qrels = Self::default();
        for (line, text) in lines {
            qrels.read_line(format, text).map_err(|reason| Error::Judgments {
                what: "qrels",
                line,
                reason,
            })?;
        }
        Ok(qrels)
    }

    fn read_line(&mut self, format: QrelsFormat, line: &str) -> Result<(), String> {
        let [query, document, grade] = format.columns(line)?;
        if query.is_empty() || document.is_empty() {
            return Err("the id of the query or of the document is empty".into());
        }
        let parsed = grade.parse().ok().filter(|grade: &f64| grade.is_finite());
        let grade = parsed.ok_or_else(|| format!("grade {grade:?} is not a finite number"))?;
        let grades = self.grades.entry(query.into()).or_default();
        match grades.insert(document.into(), grade) {
            Some(other) if other.total_cmp(&grade).is_ne() => {
                Err(format!("{document:?} has grades {other} and {grade} for query {query:?}"))
            }
            _ => Ok(()),
        }
    }

    /// The grade of a document for a query, or 0 if it was not judged.
    ///
    /// ```
    /// use ibid::eval::Qrels;
    ///
    /// let qrels = Qrels::read("q1 0 a.txt 2\n")?;
    /// assert_eq!(qrels.grade("q1", "a.txt"), 2.0);
    /// assert_eq!(qrels.grade("q1", "b.txt"), 0.0);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn grade(&self, query: &str, document: &str) -> f64 {
        self.grades.get(query).and_then(|grades| grades.get(document)).copied().unwrap_or(0.0)
    }

    /// The ids of the judged queries, in order.
    ///
    /// ```
    /// use ibid::eval::Qrels;
    ///
    /// let qrels = Qrels::read("q2 0 a.txt 2\nq1 0 a.txt 0\n")?;
    /// assert_eq!(qrels.queries().collect::<Vec<_>>(), ["q1", "q2"]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.grades.keys().map(String::as_str)
    }

    /// The documents judged relevant to a query, in the order of their ids,
    /// with their grades, which are above 0.
    ///
    /// ```
    /// use ibid::eval::Qrels;
    ///
    /// let qrels = Qrels::read("q1 0 b.txt 1\nq1 0 a.txt 0\n")?;
    /// assert_eq!(qrels.relevant("q1").collect::<Vec<_>>(), [("b.txt", 1.0)]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    pub fn relevant(&self, query: &str) -> impl Iterator<Item = (&str, f64)> {
        let grades = self.grades.get(query).into_iter().flatten();
        grades
            .filter(|&(_, &grade)| grade > 0.0)
            .map(|(document, &grade)| (document.as_str(), grade))
    }
}

/// Whether the line is the header of BEIR's judgments.
fn is_header(line: &str) -> bool {
    line.split_whitespace().eq(["query-id", "corpus-id", "score"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let check = |text: &str, expected: &[(&str, &str, f64)]| {
            let qrels = Qrels::read(text).unwrap();
            let all: Vec<_> = qrels
                .grades
                .iter()
                .flat_map(|(q, grades)| {
                    grades.iter().map(move |(d, &g)| (q.as_str(), d.as_str(), g))
                })
                .collect();
            assert_eq!(all, expected, "{text:?}");
        };
        let two = [("q1", "a", 1.0), ("q1", "b", 2.0)];
        check("query-id\tcorpus-id\tscore\nq1\tb\t2\nq1\ta\t1\n", &two);
        check("q1\tb\t2\nq1\ta\t1", &two);
        check("\u{feff}query-id\tcorpus-id\tscore\r\n\r\nq1\tb\t2\r\nq1\ta\t1\r\n", &two);
        check("q1 0 a 1\nq1 0 b 2\n\n", &two);
        check("q1\t0\ta\t1\nq1   0 b\t2", &two);
        check("q1 0 a 1\nq1 0 a 1.0\nq1 0 b 2", &two);
        check("q 1\tmy article.txt\t-2", &[("q 1", "my article.txt", -2.0)]);
        check("", &[]);
        check("query-id\tcorpus-id\tscore", &[]);
    }

    #[test]
    fn errors_name_the_line() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Qrels::read(text).unwrap_err().to_string(), expected, "{text:?}");
        };
        check(
            "q1 0 a 1\n\nq1 0 a\n",
            "qrels line 3: expected query, iteration, document and grade, found 3 columns",
        );
        check(
            "q1\ta\t1\nq1\t0\ta\t1",
            "qrels line 2: expected query-id, corpus-id and score between tabs, found 4 columns",
        );
        check("q1\ta\tx", "qrels line 1: grade \"x\" is not a finite number");
        check("q1\ta\tinf", "qrels line 1: grade \"inf\" is not a finite number");
        check("q1\t\t1", "qrels line 1: the id of the query or of the document is empty");
        check("q 0 a 1\nq 0 a 2", "qrels line 2: \"a\" has grades 1 and 2 for query \"q\"");
        check(
            "query-id\tcorpus-id\tscore\nquery-id\tcorpus-id\tscore",
            "qrels line 2: grade \"score\" is not a finite number",
        );
    }

    #[test]
    fn relevant_is_above_0() {
        let qrels = Qrels::read("q 0 b 1\nq 0 a 3\nq 0 c 0\nq 0 d -1\nr 0 a 0").unwrap();
        assert_eq!(qrels.relevant("q").collect::<Vec<_>>(), [("a", 3.0), ("b", 1.0)]);
        assert_eq!(qrels.relevant("r").count() + qrels.relevant("none").count(), 0);
        assert_eq!(qrels.queries().collect::<Vec<_>>(), ["q", "r"]);
        assert_eq!(qrels.grade("q", "d").to_string(), "-1");
        assert_eq!(qrels.grade("none", "d").to_string(), "0");
    }
}
