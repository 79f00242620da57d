//! Why a file gave no document, with the way out.

use crate::source::decode::Undecodable;

/// Why a file gave no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::source) enum Unread {
    #[cfg(any(feature = "office", feature = "pdf"))]
    #[error("is locked with a password: save it without one")]
    Locked,
    #[error("has no text: perhaps it is a scan, or its fonts tell no letters")]
    NoText,
    /// No text, and what was left out may be why.
    #[error("has no text: it {note}")]
    Noted {
        /// What was left out.
        note: String,
    },
    #[error("is damaged ({what}): open it in its own program and save it anew")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    #[cfg(any(feature = "office", feature = "mail", feature = "pdf"))]
    #[error("is too large: {what} has more than {limit}: cut it into several files")]
    TooLarge {
        /// Which part.
        what: &'static str,
        /// The limit with its unit.
        limit: String,
    },
    #[cfg(feature = "mail")]
    #[error("is nested too deep: {what} go down to {limit}: take out what is inside")]
    TooDeep {
        /// What is nested.
        what: &'static str,
        /// How deep they are read.
        limit: usize,
    },
    #[cfg(feature = "office")]
    #[error("is a ZIP archive: unpack it")]
    Archive,
    #[cfg(feature = "office")]
    #[error(
        "is an old Office document (.doc, .xls, .ppt or .msg): convert it, as to .docx or .eml"
    )]
    OldOffice,
    #[cfg(feature = "office")]
    #[error("is a spreadsheet or a presentation (.xlsx or .pptx): save it as .csv or .pdf")]
    OtherOffice,
    #[error("made its reader fail: convert it to another format")]
    Failed,
    #[error(transparent)]
    NotText(#[from] Undecodable),
}

impl Unread {
    /// Damage, in a few words.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }
}
