//! Relevance judgments.

use std::collections::BTreeMap;

use super::numbered_lines;
use crate::error::{Error, Result};

/// Relevance judgments: query → document → grade.
///
/// A grade above 0 is relevant; more is better. A document that was not
/// judged has grade 0, and so has, for every measure, one judged below 0.
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

/// How the columns of a line stand; the same down a whole file.
#[derive(Clone, Copy)]
enum QrelsFormat {
    /// `query ⇥ document ⇥ grade`, ids may hold blanks.
    Beir,
    /// `query iteration document grade`, parted by any white space.
    Trec,
}

impl QrelsFormat {
    fn of(first: &str) -> Self {
        if first.split('\t').count() == 3 { Self::Beir } else { Self::Trec }
    }

    /// Query, document and grade, as text.
    fn columns(self, line: &str) -> Result<[&str; 3], String> {
        let wanted = |names: &str, found: usize| format!("expected {names}, found {found} columns");
        match self {
            Self::Beir => {
                let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
                columns.try_into().map_err(|columns: Vec<_>| {
                    wanted("query-id, corpus-id and score between tabs", columns.len())
                })
            }
            Self::Trec => match *line.split_whitespace().collect::<Vec<_>>() {
                [query, _, document, grade] => Ok([query, document, grade]),
                ref columns => Err(wanted("query, iteration, document and grade", columns.len())),
            },
        }
    }
}

impl Qrels {
    /// Reads judgments in the form of BEIR (three columns between tabs, the
    /// first line `query-id corpus-id score`, which may be missing) or of
    /// TREC (four columns: query, iteration, document, grade).
    ///
    /// The first line decides the form. Blank lines, a byte order mark and
    /// either kind of line end are allowed. A judgment may be repeated with
    /// the same grade.
    ///
    /// # Errors
    /// [`Error::Judgments`] with the line where columns are missing, an id is
    /// empty, the grade is not a finite number, or a document has two grades
    /// for one query.
    ///
    /// ```
    /// use ibid::eval::Qrels;
    ///
    /// let error = Qrels::read("q1 0 a.txt 1\nq1 0 b.txt high\n").unwrap_err();
    /// assert_eq!(error.to_string(), "qrels line 2: grade \"high\" is not a finite number");
    /// ```
    pub fn read(text: &str) -> Result<Self> {
        let mut lines = numbered_lines(text).peekable();
        let form = lines.peek().map_or(QrelsFormat::Trec, |&(_, line)| QrelsFormat::of(line));
        lines.next_if(|&(_, line)| is_header(line));
        let mut qrels = Self::default();
        for (line, columns) in lines {
            qrels.read_line(form, columns).map_err(|reason| Error::Judgments {
                what: "qrels",
                line,
                reason,
            })?;
        }
        Ok(qrels)
    }

    fn read_line(&mut self, form: QrelsFormat, line: &str) -> Result<(), String> {
        let [query, document, grade] = form.columns(line)?;
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

    /// The grade of the document for the query, 0 where it was not judged.
    pub fn grade(&self, query: &str, document: &str) -> f64 {
        self.grades.get(query).and_then(|grades| grades.get(document)).copied().unwrap_or(0.0)
    }

    /// The judged queries, in the order of their ids.
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.grades.keys().map(String::as_str)
    }

    /// The documents judged relevant to the query with their grades, all
    /// above 0, in the order of their ids.
    pub fn relevant(&self, query: &str) -> impl Iterator<Item = (&str, f64)> {
        let grades = self.grades.get(query).into_iter().flatten();
        grades
            .filter(|&(_, &grade)| grade > 0.0)
            .map(|(document, &grade)| (document.as_str(), grade))
    }
}

/// Whether it is the line that names BEIR's columns.
fn is_header(line: &str) -> bool {
    line.split_whitespace().eq(["query-id", "corpus-id", "score"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
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
    fn errors_say_the_line() {
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
    fn relevant_is_above_nothing() {
        let qrels = Qrels::read("q 0 b 1\nq 0 a 3\nq 0 c 0\nq 0 d -1\nr 0 a 0").unwrap();
        assert_eq!(qrels.relevant("q").collect::<Vec<_>>(), [("a", 3.0), ("b", 1.0)]);
        assert_eq!(qrels.relevant("r").count() + qrels.relevant("none").count(), 0);
        assert_eq!(qrels.queries().collect::<Vec<_>>(), ["q", "r"]);
        assert_eq!(qrels.grade("q", "d").to_string(), "-1");
        assert_eq!(qrels.grade("none", "d").to_string(), "0");
    }
}
