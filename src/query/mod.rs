//! The query language: from what a person types to a tree of clauses.
//!
//! | typed | means |
//! |---|---|
//! | `helicopter deal` | either word, better both |
//! | `"arms embargo"`, `"arms embargo"~5` | these words side by side; in any order, with up to five others among them |
//! | `+lifted -sanctions`, `!sanctions` | required, excluded |
//! | `AND` `OR` `NOT` `( )`, `&&`, `\|\|` | operators, in capitals |
//! | `embarg*` | words that begin so |
//! | `pakstan~`, `pakstan~1` | words spelt nearly so, one or two letters differing |
//! | `=Mi-35M`, `="Hind E"` | this very form |
//! | `title:deal`, `title:"arms deal"`, `title:(arms deal)` | in the title |
//! | `source:Gazette`, `id:ru-2005`, `label:comment`, `topic:embargo` | from, in, of, about |
//! | `date:2014`, `date:2014-06..2016`, `date:..2016`, `date:>=2014` | documents of these days |
//!
//! `NOT` binds before `AND` and `AND` before `OR`; all bind their neighbours
//! before mere neighbourhood joins what is left. A run of plain words is one
//! neighbour of `AND` and `OR` — `Mi 35 AND Pakistan` requires "Mi 35" and
//! "Pakistan" — while a sign or `NOT` takes one word, phrase, field or group.
//! A sign stands after a blank, so that "Mi-35" is a word; what cannot be an
//! operator is text. Curly, low and angle quotes serve like straight ones;
//! an apostrophe is never a quote.
//!
//! Every text is a query. What may not mean what its writer meant is told in
//! [notices](Query::notices).

pub(crate) mod plan;
pub mod report;
mod syntax;

use std::str::FromStr;

pub use plan::Reason;
pub use report::{Expansion, Ignored, MissingWord, Report};
pub use syntax::ast::{Clause, Node, Occur};
pub use syntax::days::DaysBound;
pub use syntax::notice::{Notice, NoticeKind};

pub use crate::range::{RangeBound, RangeField};

use crate::error::{Error, Result};
use syntax::{parse, print};

/// Hits that a query asks for unless told otherwise.
const DEFAULT_LIMIT: usize = 10;

/// What is searched for, and how many hits are wanted.
///
/// ```
/// use ibid::query::{NoticeKind, Query};
///
/// let query = Query::new("“arms embargo” -sanctions price:153").limit(20);
/// assert_eq!(query.to_string(), "\"arms embargo\" -sanctions price 153");
/// let notice = &query.notices()[0];
/// assert_eq!(notice.kind, NoticeKind::UnknownField);
/// assert_eq!(notice.span.of(query.text()), Some("price:"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Query {
    text: String,
    clauses: Vec<Clause>,
    notices: Vec<Notice>,
    limit: usize,
    offset: usize,
    per_document: Option<usize>,
    as_typed: bool,
}

impl Query {
    /// Reads what a person typed.
    ///
    /// Never fails, whatever the text: what is not well formed is read as
    /// text or left out, and a [notice](Self::notices) says so. Takes time in
    /// proportion to the text, of which at most 64 KiB, 1,024 words and
    /// groups 32 deep are read.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let (clauses, notices) = parse::parse(&text);
        Self {
            text,
            clauses,
            notices,
            limit: DEFAULT_LIMIT,
            offset: 0,
            per_document: None,
            as_typed: false,
        }
    }

    /// Reads a query that a program wrote, strictly.
    ///
    /// ```
    /// use ibid::query::Query;
    ///
    /// assert!(Query::parse("(embargo OR sanctions) AND date:2014..").is_ok());
    /// let error = Query::parse("date:last-year").unwrap_err();
    /// assert!(error.to_string().contains("`last-year` is no date"));
    /// ```
    ///
    /// # Errors
    /// [`Error::Query`] with the first notice that [is an
    /// error](NoticeKind::is_error).
    pub fn parse(text: &str) -> Result<Self> {
        let query = Self::new(text);
        match query.notices.iter().find(|notice| notice.kind.is_error()) {
            None => Ok(query),
            Some(Notice { span, message, .. }) => {
                Err(Error::Query { span: *span, reason: message.clone(), query: query.text })
            }
        }
    }

    /// The text as typed; all spans are in its bytes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is odd about the text, in its order; at most some 70, of which
    /// the last then says how many more there are.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What the text says. None where it is blank or says nothing.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// With at most that many hits; 10 unless told otherwise.
    pub fn limit(mut self, hits: usize) -> Self {
        self.limit = hits;
        self
    }

    /// With at most that many hits of one document; as many as there are
    /// unless told otherwise.
    pub fn per_document(mut self, passages: usize) -> Self {
        self.per_document = Some(passages);
        self
    }

    /// Without the first that many hits.
    pub fn offset(mut self, hits: usize) -> Self {
        self.offset = hits;
        self
    }

    /// For what was typed and nothing else: no other words of the thesaurus,
    /// no other names of equipment, no topics, no nearest words for one that
    /// occurs nowhere.
    pub fn as_typed(mut self) -> Self {
        self.as_typed = true;
        self
    }

    /// Whether only what was typed is looked for.
    #[must_use]
    pub fn is_as_typed(&self) -> bool {
        self.as_typed
    }

    /// How many hits are wanted at most.
    #[must_use]
    pub fn get_limit(&self) -> usize {
        self.limit
    }

    /// How many hits of one document are wanted at most.
    #[must_use]
    pub fn get_per_document(&self) -> Option<usize> {
        self.per_document
    }

    /// How many hits are skipped.
    #[must_use]
    pub fn get_offset(&self) -> usize {
        self.offset
    }
}

/// The query as understood, in the query language: reading it again gives
/// the same clauses, at other spans, unless its groups were [too
/// deep](NoticeKind::TooDeep).
impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        print::list(&self.clauses, f)
    }
}

/// Reads strictly, as [`Query::parse`] does.
impl FromStr for Query {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

/// Reads what a person typed, as [`Query::new`] does.
impl From<&str> for Query {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Reads what a person typed, as [`Query::new`] does.
impl From<String> for Query {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}
