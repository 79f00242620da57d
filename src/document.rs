//! A document as the user gives it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::DayRange;

/// One article or report: what is indexed, replaced and deleted as a whole.
///
/// Offsets in hits are bytes of [`text`](Self::text) exactly as it is given
/// here; nothing is trimmed or normalised.
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
    /// Names the document; adding another with the same id replaces it.
    pub id: String,
    /// Title, where the source has one outside the text. Empty: the first
    /// headline of the text serves.
    pub title: String,
    /// The text.
    pub text: String,
    /// Outlet or origin.
    pub source: String,
    /// Day or days of publication; `None`: taken from a dateline in the text
    /// where there is one.
    pub date: Option<DayRange>,
    /// Other fields, kept and given back with each hit.
    pub extra: BTreeMap<String, String>,
}

impl Document {
    /// A document with that id and text.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// With a title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With an outlet or origin.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }

    /// With the day or days of publication.
    #[must_use]
    pub fn with_date(mut self, date: DayRange) -> Self {
        self.date = Some(date);
        self
    }

    /// With one more field.
    #[must_use]
    pub fn with_extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

/// What an index knows of a document besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct DocumentInfo {
    /// Its id.
    pub id: String,
    /// Its title: the one given, else the first headline of the text, else
    /// empty.
    pub title: String,
    /// Its outlet or origin; empty where none was given.
    pub source: String,
    /// Its date: the one given, else that of a dateline, else `None`.
    pub date: Option<DayRange>,
    /// Its other fields.
    pub extra: BTreeMap<String, String>,
}
