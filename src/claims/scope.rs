//! What was read to answer, and what was not.

use std::fmt;

use serde::Serialize;

use super::matched::{MatchedDocument, Matches};
use super::options::FactOptions;

/// What was read to answer, and what of it could not be placed.
///
/// ```
/// use ibid::claims::FactOptions;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Peru has received six tugs."))?;
/// writer.add(&Document::new("b", "Peru ordered six tugs."))?;
/// writer.commit()?;
///
/// let options = FactOptions::default().with_max_passages(1);
/// let scope = index.claims(&Query::new("peru"), &options)?.scope;
/// assert_eq!(scope.to_string(), "1 of 2 matching passages read; 1 document has no date");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Scope {
    /// How many passages match.
    pub matching: usize,
    /// How many of them were read, the best ones.
    pub read: usize,
    /// How many documents they are of.
    pub documents: usize,
    /// The documents without a date: "last June" names no days in them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undated: Vec<String>,
    /// The documents that are dated after the current day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub future: Vec<String>,
    /// How many statements were not compared, as their document says the same many
    /// times over and the first ones stand for them; `None` where all were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<usize>,
}

impl Scope {
    pub(super) fn new(matches: &Matches, options: &FactOptions) -> Self {
        let date = |document: &MatchedDocument| document.head().and_then(|head| head.date);
        let ids = |wanted: &dyn Fn(&MatchedDocument) -> bool| {
            let documents = matches.documents.iter().filter(|document| wanted(document));
            documents.map(|document| document.id().to_owned()).collect()
        };
        let is_future = |document: &MatchedDocument| {
            options.today.zip(date(document)).is_some_and(|(today, date)| date.first > today)
        };
        let read = matches.documents.iter().map(|document| document.passages.len()).sum();
        Self {
            matching: matches.matching.max(read),
            read,
            documents: matches.documents.len(),
            undated: ids(&|document| date(document).is_none()),
            future: ids(&is_future),
            repeated: None,
        }
    }
}

impl fmt::Display for Scope {
    /// `1 of 2 matching passages read; 1 document has no date`; empty where there
    /// is nothing to tell.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if self.read < self.matching {
            parts.push(format!("{} of {} matching passages read", self.read, self.matching));
        }
        match self.undated.len() {
            0 => {}
            1 => parts.push("1 document has no date".to_owned()),
            count => parts.push(format!("{count} documents have no date")),
        }
        match self.future.as_slice() {
            [] => {}
            [id] => parts.push(format!("{id} is dated in the future")),
            [id, others @ ..] => {
                parts.push(format!("{id} and {} more are dated in the future", others.len()));
            }
        }
        match self.repeated {
            None => {}
            Some(1) => parts.push("1 repeated statement is not compared".to_owned()),
            Some(count) => parts.push(format!("{count} repeated statements are not compared")),
        }
        f.write_str(&parts.join("; "))
    }
}
