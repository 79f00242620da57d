//! The documents of a message or a mailbox under way, within limits: all of them are
//! in memory at once.

use crate::document::Document;
use crate::source::read::reading::{MAX_DOCUMENTS, Reading};
use crate::source::read::unread::Unread;

/// Reads what is attached, by its name and bytes.
pub(in crate::source::read) type Attached<'a> = &'a dyn Fn(&str, &[u8]) -> Result<Reading, Unread>;

/// What a message or a mailbox may give.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) documents: usize,
    pub(super) text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { documents: MAX_DOCUMENTS, text_bytes: 256 << 20 }
    }
}

/// The documents so far.
pub(super) struct Gathered<'a> {
    /// Reads what is attached.
    pub(super) attached: Attached<'a>,
    pub(super) reading: Reading,
    limits: Limits,
    text_bytes: usize,
    /// Whether it was noted that no more is taken.
    is_told: bool,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(attached: Attached<'a>, limits: Limits) -> Self {
        let reading = Reading::default();
        Self { attached, reading, limits, text_bytes: 0, is_told: false }
    }

    pub(super) fn extend(&mut self, documents: Vec<Document>) {
        self.text_bytes += documents.iter().map(|document| document.text.len()).sum::<usize>();
        self.reading.documents.extend(documents);
    }

    /// Whether no further message or attachment is taken; notes that once.
    pub(super) fn is_full(&mut self) -> bool {
        let Limits { documents, text_bytes } = self.limits;
        let is_full = self.reading.documents.len() >= documents || self.text_bytes >= text_bytes;
        if is_full && !self.is_told {
            self.is_told = true;
            let note = format!(
                "has more than {documents} messages and attachments, or {} MiB of text: the \
                 others are left out, cut it",
                text_bytes >> 20
            );
            self.reading.notes.push(note);
        }
        is_full
    }
}
