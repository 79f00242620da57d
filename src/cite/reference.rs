//! What a citation says, whatever form it is written in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::link::{web_address, with_text_fragment};
use crate::date::Day;
use crate::hit::Hit;
use crate::hit::citation::Citation;

/// A cited passage with all that its citation says in any [form](super::Form).
///
/// ```
/// use ibid::cite::{Form, Reference};
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let thaw = Document::new("thaw-7", "Four gunships will follow, he said.")
///     .with_title("A thaw")
///     .with_extra("author", "Ann Lee")
///     .with_extra("url", "https://gazette.example/thaw");
/// writer.add(&thaw)?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("gunship"))?;
/// let reference = Reference::of(&hits[0]).with_accessed("2026-11-27".parse().unwrap());
/// assert_eq!(reference.authors, ["Ann Lee"]);
/// assert!(reference.url.as_ref().unwrap().starts_with("https://gazette.example/thaw#:~:text="));
/// let bibtex = reference.written(Form::BibTex);
/// assert!(bibtex.contains("urldate = {2026-11-27}"), "{bibtex}");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The document and the place of the passage.
    #[serde(flatten)]
    pub citation: Citation,
    /// Who wrote it: the document's field `author`, which may be a list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub authors: Vec<String>,
    /// The part of the file that the document is, as its field `part` has it; else empty.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub part: String,
    /// The web address of the document with a text fragment that leads to the passage:
    /// its field `url`, if that is `http` or `https`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// The day on which the source was looked at, where the caller
    /// [says](Self::with_accessed) it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accessed: Option<Day>,
    /// The text of the passage.
    pub quotation: String,
}

impl Reference {
    /// The reference of a hit.
    #[must_use]
    pub fn of(hit: &Hit) -> Self {
        Self::new(&hit.citation, &hit.text, &hit.extra)
    }

    /// The reference of any passage, by its citation, its text and the extra fields of its
    /// document: of a neighbour, or of a passage that a caller shows.
    ///
    /// Never panics. Cost: linear in the text.
    ///
    /// ```
    /// use ibid::cite::Reference;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs.\n\nTwo gunships follow."))?;
    /// writer.commit()?;
    ///
    /// let hits = index.search(&Query::new("gunship").neighbours(1, 0))?;
    /// for before in &hits[0].before {
    ///     let reference = Reference::new(&before.citation, &before.text, &hits[0].extra);
    ///     assert_eq!(reference.anchor().document, "a");
    /// }
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn new(citation: &Citation, text: &str, extra: &BTreeMap<String, String>) -> Self {
        let field = |name: &str| extra.get(name).map_or("", String::as_str);
        let address = web_address(field("url"));
        Self {
            citation: citation.clone(),
            authors: names(field("author")),
            part: field("part").to_owned(),
            url: address.map(|address| with_text_fragment(&address, text)),
            accessed: None,
            quotation: text.to_owned(),
        }
    }

    /// Sets the day on which the source was looked at.
    #[must_use]
    pub fn with_accessed(mut self, day: Day) -> Self {
        self.accessed = Some(day);
        self
    }

    /// The line by which the citation is found again.
    ///
    /// Cost: one hash over the quotation.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        Anchor::new(self.citation.document.as_str(), self.citation.span, &self.quotation)
    }
}

/// The names in a field that has one, or a list as JSON writes it.
fn names(field: &str) -> Vec<String> {
    let list: Option<Vec<String>> = serde_json::from_str(field).ok();
    let names = list.unwrap_or_else(|| vec![field.to_owned()]);
    names.into_iter().filter(|name| !name.trim().is_empty()).collect()
}
