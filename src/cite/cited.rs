//! A citation as a file has it.

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;

/// A citation that was read from a file.
///
/// ```
/// use ibid::cite::read;
///
/// let bibliography = "@misc{tug, title = {Tugs}, abstract = {Six tugs were sold.}}";
/// let cited = &read(bibliography)[0];
/// assert_eq!((cited.name.as_str(), cited.line), ("tug", Some(1)));
/// assert_eq!(cited.quotation, "Six tugs were sold.");
/// assert_eq!(cited.anchor, None); // of another program
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Cited {
    /// The line of the file that it begins on, from 1; `None` within a list of JSON.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<usize>,
    /// Its key or title; empty where it has neither.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub name: String,
    /// Its anchor, where it has one that can be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub anchor: Option<Anchor>,
    /// What is wrong with it, where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
    /// What it quotes; empty where the file does not have it.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub quotation: String,
}

impl Cited {
    /// A citation that is an anchor alone, without a quotation.
    ///
    /// ```
    /// use ibid::Span;
    /// use ibid::cite::{Anchor, Cited};
    ///
    /// let anchor = Anchor::new("thaw-7", Span::new(0, 4), "Four");
    /// assert_eq!(Cited::of(anchor.clone()).anchor, Some(anchor));
    /// ```
    #[must_use]
    pub fn of(anchor: Anchor) -> Self {
        Self { anchor: Some(anchor), ..Self::default() }
    }
}
