//! The query language: typed text to a syntax tree, and the tree to a plan.
//!
//! | typed | means |
//! |---|---|
//! | `helicopter deal` | either word, ranked higher with both |
//! | `"arms embargo"` | these words side by side, in order |
//! | `"arms embargo"~5` | these words in any order, with up to five others between them |
//! | `+lifted -sanctions`, `!sanctions` | required, excluded |
//! | `AND` `OR` `NOT` `( )`, `&&`, `\|\|` | operators, in capitals |
//! | `embarg*` | words with this prefix |
//! | `pakstan~`, `pakstan~1` | words within two edits or one |
//! | `=Mi-35M`, `="Hind E"` | exactly this form |
//! | `title:deal`, `title:"arms deal"`, `title:(arms deal)` | matched in the title |
//! | `source:Gazette` | documents of this outlet |
//! | `author:Kim`, `author:"Kim Lee"` | documents with these words side by side in a field that the index [names](crate::config::Config::fields) |
//! | `id:ru-2005`, `id:report.txt`, `id:report*` | the document with this id; those of this name, whatever folder they are in; those that begin so |
//! | `label:comment` | passages with this label |
//! | `topic:embargo` | passages about the topic |
//! | `date:2014`, `date:2014-06..2016`, `date:..2016`, `date:>=2014` | documents of these days |
//! | `date:June 2014`, `date:20140602`, `date:[2014 TO 2016]` | dates as documents have them |
//! | `page:3`, `page:3-5`, `page:>=10` | passages on these pages of a file that has pages |
//! | `date:*`, `-date:*` | documents with, and without, a date |
//! | `amount:>100m USD`, `amount:$153m`, `amount:100m..200m` | passages with such an amount; without a currency any, none is converted |
//! | `count:4 helicopter`, `count:>10 Mi-35`, `count:20` | with such a number of these things, or of anything |
//! | `mentions:2016-06`, `mentions:2014..2016`, `mentions:"June 2014"` | that speak of these days |
//! | `status:lifted`, `status:signed,delivered` | that claim this |
//! | `says:"Foreign Ministry"`, `says:nobody` | that claim something as its word, or as the outlet's own |
//! | `embargo NEAR/5 lifted`, `embargo w/5 lifted` | as `"embargo lifted"~5` |
//! | `Mi\-35` | the sign after a backslash is text |
//!
//! `NOT` binds more tightly than `AND`, and `AND` than `OR`; clauses side by
//! side without an operator are joined last. A run of plain words is one
//! operand of `AND` and `OR`: `Mi 35 AND Pakistan` requires "Mi 35" and
//! "Pakistan". A sign or `NOT` takes one word, phrase, field or group.
//!
//! A sign stands after a blank, so that "Mi-35" is a word. A character that
//! cannot be an operator where it stands is text. Curly, low and angle quotes
//! work like straight ones; an apostrophe is never a quote.
//!
//! Operators among words in capitals are words, as in a pasted headline: in a
//! query all in capitals, of three words or more, without other signs, and in a
//! run of three or more words in capitals. Single words that alternate with
//! `AND` and `OR` keep them ("NATO OR UN"). In such a query in capitals "US" is the
//! country, and "IT" and "WHO" are function words; elsewhere both are acronyms.
//!
//! The value of `amount:` goes as far as the words are an amount: in `amount:>100m USD
//! tanks` to `USD`. That of `count:` takes one word behind the number, or a prefix and
//! its number (`Mi 35`). Quotes hold more, or less: `count:"4 attack helicopters"`,
//! `count:"20" tanks`. An open figure ("more than 2bn") is found by what is written.
//!
//! Fields side by side must all match, but for values of one field. An `OR`
//! between fields is one: `date:2000 OR source:Gazette`.
//!
//! Any text is a valid query. Parts that may be misread are reported as
//! [notices](Query::notices), never rejected or silently dropped.

mod extras;
pub(crate) mod filtered;
mod narrowing;
pub(crate) mod plan;
pub mod report;
mod strict;
mod syntax;
pub(crate) mod time_limit;
mod timed;

pub use plan::Reason;
pub use report::{
    AcrossPassages, Expansion, Ignored, IgnoredKind, MissingWord, Narrowed, Report, WordsApart,
};
pub use syntax::asked_fact::AskedFact;
pub use syntax::ast::{Clause, Node, Occur};
pub use syntax::days::DaysBound;
pub use syntax::notice::{Notice, NoticeKind};
pub use time_limit::CancelHandle;

pub use crate::range::{RangeBound, RangeField};

use crate::facet::narrowing::Narrowing;
use syntax::{parse, print};
use time_limit::TimeLimit;

/// The most hits of a query that sets no limit.
const DEFAULT_LIMIT: usize = 10;

/// A query: its syntax tree, and which page of its hits is wanted.
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
    neighbours: (usize, usize),
    as_typed: bool,
    with_facts: bool,
    narrowing: Narrowing,
    time_limit: TimeLimit,
    folds_copies: bool,
}

impl Query {
    /// Parses what a person typed.
    ///
    /// Never fails and never panics, whatever the text. A part that is not well
    /// formed is read as text or left out, and a [notice](Self::notices) says
    /// so.
    ///
    /// Cost: linear in the text, of which at most 64 KiB, 1,024 words and
    /// groups nested 32 deep are read.
    ///
    /// ```
    /// use ibid::query::{NoticeKind, Query};
    ///
    /// assert!(Query::new("helicopter deal").notices().is_empty());
    /// let query = Query::new("\"helicopter deal");
    /// assert_eq!(query.to_string(), "helicopter deal");
    /// assert_eq!(query.notices()[0].kind, NoticeKind::UnclosedQuote);
    /// ```
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let (clauses, notices) = parse::parse(&text, &[]);
        Self {
            text,
            clauses,
            notices,
            limit: DEFAULT_LIMIT,
            offset: 0,
            per_document: None,
            neighbours: (0, 0),
            as_typed: false,
            with_facts: false,
            narrowing: Narrowing::default(),
            time_limit: TimeLimit::default(),
            folds_copies: false,
        }
    }

    /// The text as typed. All spans of the query are in its bytes.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("Mi-35  deal").text(), "Mi-35  deal");
    /// ```
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of the text that is read, at most 64 KiB.
    pub(crate) fn readable(&self) -> &str {
        parse::readable(&self.text)
    }

    /// The parts of the text that may be misread, in its order. At most about
    /// 70 are listed; the last then says how many more there are.
    ///
    /// ```
    /// use ibid::query::{NoticeKind, Query};
    ///
    /// let query = Query::new("deal (mi-35");
    /// let notice = &query.notices()[0];
    /// assert_eq!(notice.kind, NoticeKind::UnbalancedParenthesis);
    /// assert_eq!(notice.span.of(query.text()), Some("("));
    /// ```
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The top level of the syntax tree. Empty where the text has no words.
    ///
    /// ```
    /// use ibid::query::{Node, Occur, Query};
    ///
    /// let query = Query::new("+\"arms embargo\" deal");
    /// assert_eq!(query.clauses()[0].occur, Occur::Must);
    /// assert!(matches!(query.clauses()[0].node, Node::Phrase { slop: 0, .. }));
    /// assert!(Query::new("AND").clauses().is_empty());
    /// ```
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Sets the most hits of the page; 10 by default.
    ///
    /// Beyond the candidates that the profile [re-ranks](crate::rank::Profile::depth) the
    /// list goes on block by block, each ranked by itself. So pages one after the other
    /// are one list, whatever their length, and a block may begin with a higher score
    /// than the last one of the block before.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").limit(3).get_limit(), 3);
    /// ```
    pub fn limit(mut self, hits: usize) -> Self {
        self.limit = hits;
        self
    }

    /// Sets the most hits from one document; no limit by default.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").per_document(1).get_per_document(), Some(1));
    /// ```
    pub fn per_document(mut self, passages: usize) -> Self {
        self.per_document = Some(passages);
        self
    }

    /// Sets how many of the best hits are skipped; none by default.
    ///
    /// ```
    /// let second_page = ibid::Query::new("deal").limit(10).offset(10);
    /// assert_eq!(second_page.get_offset(), 10);
    /// ```
    pub fn offset(mut self, hits: usize) -> Self {
        self.offset = hits;
        self
    }

    /// Searches only for what was typed: without synonyms, other names of
    /// equipment and topics, and without the nearest words of a misspelt one.
    ///
    /// ```
    /// assert!(ibid::Query::new("chopper").as_typed().is_as_typed());
    /// ```
    pub fn as_typed(mut self) -> Self {
        self.as_typed = true;
        self
    }

    /// Whether only what was typed is searched for.
    ///
    /// ```
    /// assert!(!ibid::Query::new("chopper").is_as_typed());
    /// ```
    #[must_use]
    pub fn is_as_typed(&self) -> bool {
        self.as_typed
    }

    /// The most hits of the page.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").get_limit(), 10);
    /// ```
    #[must_use]
    pub fn get_limit(&self) -> usize {
        self.limit
    }

    /// The most hits from one document, or `None` without a limit.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").get_per_document(), None);
    /// ```
    #[must_use]
    pub fn get_per_document(&self) -> Option<usize> {
        self.per_document
    }

    /// How many of the best hits are skipped.
    ///
    /// ```
    /// assert_eq!(ibid::Query::new("deal").get_offset(), 0);
    /// ```
    #[must_use]
    pub fn get_offset(&self) -> usize {
        self.offset
    }
}

/// Writes the query as understood, in the query language. Parsing that gives
/// the same clauses at other spans, unless groups were nested [too
/// deep](NoticeKind::TooDeep).
///
/// ```
/// assert_eq!(ibid::Query::new("a && -b (c").to_string(), "(a AND -b) (c)");
/// ```
impl std::fmt::Display for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        print::query(&self.clauses, f)
    }
}

/// Parses what a person typed, as [`Query::new`] does.
impl From<&str> for Query {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

/// Parses what a person typed, as [`Query::new`] does.
impl From<String> for Query {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}
