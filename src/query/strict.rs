//! Queries read strictly, and for an index that names fields.

use std::borrow::Cow;
use std::str::FromStr;

use super::Query;
use super::syntax::parse;
use crate::error::{Error, Result};

impl Query {
    /// Parses a query strictly, as for one that a program wrote. The error says
    /// what is wrong and what to write; a notice would say how it was read, too.
    ///
    /// ```
    /// use ibid::{Error, query::Query};
    ///
    /// assert!(Query::parse("(embargo OR sanctions) AND date:2014..").is_ok());
    /// let text = "embargo date:last-year";
    /// let error = Query::parse(text).unwrap_err();
    /// assert!(error.to_string().contains("`last-year` is no date"));
    /// let Error::Query { span, .. } = error else { panic!() };
    /// assert_eq!(span.of(text), Some("last-year"));
    /// ```
    ///
    /// # Errors
    /// [`Error::Query`] with the first notice that [is an
    /// error](super::NoticeKind::is_error).
    pub fn parse(text: &str) -> Result<Self> {
        Self::new(text).strict()
    }

    /// Parses a query strictly, for an index that names these
    /// [fields](crate::config::Config::fields).
    ///
    /// ```
    /// use ibid::Query;
    ///
    /// let fields = ["author".to_owned()];
    /// assert!(Query::parse_with_fields("tugs author:Kim", &fields).is_ok());
    /// assert!(Query::parse("tugs author:Kim").is_err());
    /// ```
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_with_fields(text: &str, fields: &[String]) -> Result<Self> {
        Self::new(text).with_fields(fields).strict()
    }

    /// Reads the text anew, for an index that names these
    /// [fields](crate::config::Config::fields). A search does so with those of
    /// its index.
    ///
    /// ```
    /// use ibid::Query;
    ///
    /// let query = Query::new("tugs author:\"Kim Lee\"");
    /// assert_eq!(query.to_string(), "tugs (author \"Kim Lee\")");
    /// let query = query.with_fields(&["author".to_owned()]);
    /// assert_eq!(query.to_string(), "tugs author:\"Kim Lee\"");
    /// ```
    pub fn with_fields(mut self, fields: &[String]) -> Self {
        (self.clauses, self.notices) = parse::parse(&self.text, fields);
        self
    }

    /// The query read for an index with these fields, where that may differ.
    pub(crate) fn for_fields(&self, fields: &[String]) -> Cow<'_, Self> {
        if fields.is_empty() || !self.text.contains(':') {
            return Cow::Borrowed(self);
        }
        let (clauses, notices) = parse::parse(&self.text, fields);
        Cow::Owned(Self { clauses, notices, ..self.clone() })
    }

    /// The query, unless one of its notices is an error.
    fn strict(self) -> Result<Self> {
        match self.notices.iter().find(|notice| notice.kind.is_error()) {
            None => Ok(self),
            Some(notice) => {
                let (span, reason) = (notice.span, notice.refusal());
                Err(Error::Query { span, reason, query: self.text })
            }
        }
    }
}

/// Parses strictly, as [`Query::parse`] does.
///
/// ```
/// assert!("date:2014".parse::<ibid::Query>().is_ok());
/// assert!("date:soon".parse::<ibid::Query>().is_err());
/// ```
impl FromStr for Query {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}
