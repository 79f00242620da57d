//! What became of a cited passage.

use serde::{Deserialize, Serialize};

use super::difference::WordChange;
use crate::span::Span;

/// What became of a cited passage. It displays as one line.
///
/// ```
/// use ibid::cite::Verdict;
///
/// assert_eq!(Verdict::Gone.to_string(), "gone: no text has it, nor one like it");
/// assert_eq!(serde_json::to_string(&Verdict::Gone).unwrap(), r#"{"verdict":"gone"}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// The document has the passage at these bytes. For a citation without an anchor: one
    /// text has the quotation, once.
    Holds {
        /// Where it stands.
        at: TextPlace,
    },
    /// It stands once, elsewhere in the document or in another one.
    Moved {
        /// Where it stands now.
        to: TextPlace,
    },
    /// It stands in several other places, and which one was meant cannot be told.
    Ambiguous {
        /// The first of them, by document and byte.
        places: Vec<TextPlace>,
        /// How many there are. At most 100 of a document are counted.
        count: usize,
    },
    /// The text was changed, or the citation quotes what the passage does not say.
    Changed {
        /// The passage that is nearest to what was quoted.
        nearest: NearestText,
    },
    /// No text has it, nor one like it.
    Gone,
    /// The citation, or the document that it cites, cannot be read.
    Unreadable {
        /// Why, and the way out.
        reason: String,
    },
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TextPlace {
    /// Id of the document.
    pub document: String,
    /// The **bytes** of its text (`start` and `end`).
    #[serde(flatten)]
    pub span: Span,
    /// The line of the first of them, from 1.
    pub line: usize,
}

/// A text that is near to what was quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NearestText {
    /// Where it stands.
    pub at: TextPlace,
    /// What it says.
    pub text: String,
    /// What was quoted beside it, word by word; empty where no quotation is known.
    pub difference: Vec<WordChange>,
}

impl Verdict {
    /// Its name: `holds`, `moved`, `ambiguous`, `changed`, `gone` or `unreadable`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Holds { .. } => "holds",
            Self::Moved { .. } => "moved",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Changed { .. } => "changed",
            Self::Gone => "gone",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// Whether the citation holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self, Self::Holds { .. })
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.name())?;
        match self {
            Self::Holds { at } => write!(f, "{at}"),
            Self::Moved { to } => write!(f, "now {to}"),
            Self::Ambiguous { places, count } => {
                let shown: Vec<String> = places.iter().map(ToString::to_string).collect();
                let more = if *count > shown.len() { "; …" } else { "" };
                write!(f, "{count} places have it: {}{more}", shown.join("; "))
            }
            Self::Changed { nearest } => write!(f, "{nearest}"),
            Self::Gone => f.write_str("no text has it, nor one like it"),
            Self::Unreadable { reason } => f.write_str(reason),
        }
    }
}

impl std::fmt::Display for TextPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Span { start, end } = self.span;
        write!(f, "{}, line {}, bytes {start}-{end}", self.document, self.line)
    }
}

impl std::fmt::Display for NearestText {
    /// `thaw-7, line 3, bytes 74-143: four [-gunships-]{+tugs+} will follow`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.at)?;
        if self.difference.is_empty() {
            return f.write_str(&self.text);
        }
        self.difference.iter().try_for_each(|change| write!(f, "{change}"))
    }
}
