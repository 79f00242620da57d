//! A document as the user gives it.

pub(crate) mod file_fields;
pub(crate) mod label_spans;
pub(crate) mod pieces;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::DayRange;

/// One article or report: the unit that is indexed, replaced and deleted.
///
/// Offsets in hits are bytes of [`text`](Self::text) exactly as given here:
/// ibid neither trims nor normalises it. Serde leaves out what a document does not
/// have.
///
/// ```
/// use ibid::Document;
///
/// let document = Document::new("ru-2005", "Nicaragua ordered six Mi-35M helicopters.")
///     .with_title("Arms transfers, 2005")
///     .with_source("Gazette");
/// assert_eq!(document.id, "ru-2005");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Document {
    /// Names the document: adding another one with this id replaces it.
    pub id: String,
    /// Its title. If empty, the first headline of the text serves.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its outlet or origin.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Day or days of publication. If `None`, the date of a byline or
    /// dateline in the text serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DayRange>,
    /// Other fields by name. Each hit has them, and a query can ask for those that
    /// the index [names](crate::config::Config::fields). A list is written as JSON.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

impl Document {
    /// A document with an id and a text; its other fields are empty.
    ///
    /// Nothing is checked here: [`Writer::add`](crate::Writer::add) refuses
    /// an empty id with an error.
    ///
    /// ```
    /// use ibid::{Document, Error, Index};
    ///
    /// let document = Document::new("ru-2005", "Six helicopters were ordered.");
    /// assert!(document.title.is_empty() && document.date.is_none());
    ///
    /// let mut writer = Index::in_memory()?.writer()?;
    /// let refused = writer.add(&Document::new("", "No id.")).unwrap_err();
    /// assert!(matches!(refused, Error::Document { .. }));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// Sets the title.
    ///
    /// ```
    /// use ibid::Document;
    ///
    /// let document = Document::new("a", "Six were ordered.").with_title("Arms transfers");
    /// assert_eq!(document.title, "Arms transfers");
    /// ```
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the outlet or origin, which `source:` in a query searches.
    ///
    /// ```
    /// use ibid::Document;
    ///
    /// let document = Document::new("a", "Six were ordered.").with_source("Gazette");
    /// assert_eq!(document.source, "Gazette");
    /// ```
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }

    /// Sets the day or days of publication, which `date:` in a query compares.
    ///
    /// ```
    /// use ibid::{DayRange, Document};
    ///
    /// let june = DayRange::month(2005, 6).unwrap();
    /// let document = Document::new("a", "Six were ordered.").with_date(june);
    /// assert_eq!(document.date.unwrap().to_string(), "2005-06");
    /// ```
    #[must_use]
    pub fn with_date(mut self, date: DayRange) -> Self {
        self.date = Some(date);
        self
    }

    /// Sets one other field. A field of the same name is replaced.
    ///
    /// ```
    /// use ibid::Document;
    ///
    /// let document = Document::new("a", "Six were ordered.")
    ///     .with_extra("author", "Ann Lee")
    ///     .with_extra("author", "Bo Ray");
    /// assert_eq!(document.extra["author"], "Bo Ray");
    /// ```
    #[must_use]
    pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

/// What an index stores about a document besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct DocumentInfo {
    /// Its id.
    pub id: String,
    /// Its title: the given one, else the first headline of the text, else
    /// empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its outlet or origin; empty if none was given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Its date: the given one, else that of a byline or dateline, else
    /// `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DayRange>,
    /// Its other fields by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}
