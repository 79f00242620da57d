//! The answer to one row: a verdict, and the hits of a single search.

use serde::Serialize;

use super::row::Row;
use crate::error::Result;
use crate::hit::Hits;
use crate::index::Index;
use crate::query::report::Report;
use crate::query::{Notice, NoticeKind, Query};
use crate::rank::profile::Profile;

/// The longest query, in bytes: of longer texts a search reads no more.
const MAX_QUERY_BYTES: usize = 64 << 10;

/// How the rows of a batch are searched.
///
/// ```
/// use ibid::batch::BatchOptions;
/// use ibid::rank::Profile;
///
/// let options = BatchOptions::default().with_limit(3).with_profile(Profile::fast());
/// assert_eq!((options.limit, options.per_document), (3, None));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BatchOptions {
    /// The most hits of a row that sets no limit; 10 by default.
    pub limit: usize,
    /// The most hits of one document; no limit by default.
    pub per_document: Option<usize>,
    /// How passages are ranked.
    pub profile: Profile,
}

impl Default for BatchOptions {
    fn default() -> Self {
        Self { limit: 10, per_document: None, profile: Profile::default() }
    }
}

impl BatchOptions {
    /// Sets the most hits of a row that sets no limit.
    #[must_use]
    pub fn with_limit(mut self, hits: usize) -> Self {
        self.limit = hits;
        self
    }

    /// Sets the most hits of one document.
    #[must_use]
    pub fn with_per_document(mut self, passages: usize) -> Self {
        self.per_document = Some(passages);
        self
    }

    /// Sets how passages are ranked.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }
}

/// What became of a row. Serde writes `"in-part"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// Passages match, and all of the row was obeyed.
    Found,
    /// No passage matches.
    Nothing,
    /// Passages match, but a part of the row was left out or may be misread.
    InPart,
    /// There is no query in it.
    Blank,
    /// Its query has more than 64 KiB, and was not searched for.
    TooLong,
    /// It is no row: a line that is no JSON.
    Unreadable,
}

impl Verdict {
    /// Its name in words: "in part".
    ///
    /// ```
    /// assert_eq!(ibid::batch::Verdict::InPart.name(), "in part");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Nothing => "nothing",
            Self::InPart => "in part",
            Self::Blank => "blank",
            Self::TooLong => "too long",
            Self::Unreadable => "unreadable",
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// A row with its verdict and its hits. Serde writes one object with the fields of
/// the row, `verdict`, `ignored`, `hits` and `report`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The row.
    #[serde(flatten)]
    pub row: Row,
    /// What became of it.
    pub verdict: Verdict,
    /// What of the row was left out or may be misread, and why.
    pub ignored: Vec<String>,
    /// The hits, the same as those of a single search; none without a search.
    #[serde(flatten)]
    pub hits: Hits,
}

/// Answers a row. What is wrong with it is its verdict, never an error.
///
/// Cost: a search; a blank or too long row costs none.
///
/// ```
/// use ibid::batch::{self, BatchOptions, Verdict};
/// use ibid::{Document, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "The arms embargo was lifted."))?;
/// writer.commit()?;
///
/// let batch = batch::read(b"query\n\"arms embargo").unwrap();
/// let answer = batch::answer(&index, &batch.rows[0], &BatchOptions::default())?;
/// assert_eq!(answer.verdict, Verdict::InPart);
/// assert!(answer.ignored[0].starts_with("a quote that is not closed"));
/// assert_eq!(answer.hits.len(), 1);
/// # Ok::<(), ibid::Error>(())
/// ```
///
/// # Errors
/// As [`Index::search_with`]: where the index cannot be read, or the profile is out
/// of its range.
pub fn answer(index: &Index, row: &Row, options: &BatchOptions) -> Result<Answer> {
    let unsearched = |verdict: Verdict, why: Option<String>| Answer {
        row: row.clone(),
        verdict,
        ignored: why.into_iter().chain(row.left_out.iter().cloned()).collect(),
        hits: Hits::default(),
    };
    if let Some(why) = &row.unreadable {
        return Ok(unsearched(Verdict::Unreadable, Some(why.clone())));
    }
    if row.query.trim().is_empty() {
        return Ok(unsearched(Verdict::Blank, None));
    }
    if row.query.len() > MAX_QUERY_BYTES {
        let why = format!(
            "a query of {} bytes: a search reads at most {MAX_QUERY_BYTES}",
            row.query.len()
        );
        return Ok(unsearched(Verdict::TooLong, Some(why)));
    }
    let query = row.to_query(options.limit);
    let query = match options.per_document {
        Some(passages) => query.per_document(passages),
        None => query,
    };
    let hits = index.search_with(&query, &options.profile)?;
    let ignored = ignored_of(row, &index.config().fields, &hits.report);
    let verdict = match (hits.is_empty(), ignored.is_empty()) {
        (true, _) => Verdict::Nothing,
        (false, true) => Verdict::Found,
        (false, false) => Verdict::InPart,
    };
    Ok(Answer { row: row.clone(), verdict, ignored, hits })
}

/// What of a row was not searched for, or not as it may be meant. What says nothing, as
/// function words, is not told.
fn ignored_of(row: &Row, fields: &[String], report: &Report) -> Vec<String> {
    // Behind filters a query may be searched as it was understood.
    let alone = Query::new(row.query.as_str()).with_fields(fields);
    let is_told =
        |notice: &&Notice| notice.kind.is_error() || notice.kind == NoticeKind::OnlyExclusions;
    let notices = report.notices.iter().chain(alone.notices()).filter(is_told);
    let ignored = report.ignored.iter().filter(|ignored| !ignored.kind.says_nothing());
    let mut parts = row.left_out.clone();
    let of_query = notices.map(|notice| notice.message.clone());
    for part in of_query.chain(ignored.map(|ignored| format!("{}: {}", ignored.text, ignored.why)))
    {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}
