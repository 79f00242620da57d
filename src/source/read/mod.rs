//! Reads the bytes of a file to documents: what format they are, and its text.
//!
//! Each format is a file of its own, and none reads from the disk. A reader gives
//! documents whose ids are what follows the id of the file: nothing for the file
//! itself, `#12` for a row, `#2/annex.docx` for what is attached.

mod dates;
mod flow;
mod guard;
mod kind;
mod lines;
mod reading;
mod reserved;
mod rtf;
mod table;
mod unread;

#[cfg(feature = "html")]
mod html;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "office")]
mod office;
#[cfg(feature = "pdf")]
mod pdf;

pub(super) use kind::ENDINGS;
pub(super) use reading::{Reading, edition, is_current};
pub(super) use unread::Unread;

use crate::source::decode::decode;
use kind::Kind;

/// Reads a file by its content and, where that does not tell, by what its name
/// ends in. `None` where it is plain text, which its caller decodes.
///
/// A panic of a reader costs its file alone. Memory: a few times the text.
///
/// # Errors
/// [`Unread`], which says why and the way out.
pub(super) fn read(ending: &str, bytes: &[u8]) -> Result<Option<Reading>, Unread> {
    match Kind::of(ending, bytes) {
        Kind::Text => Ok(None),
        kind => guard::run(|| of_kind(kind, ending, bytes, 0)).map(Some),
    }
}

/// Attachments within attachments that are read.
#[cfg(feature = "mail")]
const MAX_ATTACHED: usize = 8;

#[cfg_attr(not(feature = "mail"), expect(unused_variables, reason = "attachments are of mail"))]
fn of_kind(kind: Kind, ending: &str, bytes: &[u8], depth: usize) -> Result<Reading, Unread> {
    #[cfg(feature = "mail")]
    let attached = |name: &str, bytes: &[u8]| attachment(name, bytes, depth + 1);
    let mut reading = match kind {
        Kind::Text => text(bytes),
        Kind::Table => table::read(ending, bytes),
        Kind::Lines => Ok(lines::read(bytes)),
        Kind::Rtf => Ok(rtf::read(bytes)),
        #[cfg(feature = "html")]
        Kind::Html => html::read(bytes),
        #[cfg(feature = "office")]
        Kind::Zip => office::read(bytes),
        #[cfg(feature = "office")]
        Kind::Ole => Err(office::of_ole(bytes)),
        #[cfg(feature = "mail")]
        Kind::Message => mail::read(bytes, &attached),
        #[cfg(feature = "mail")]
        Kind::Mailbox => Ok(mail::read_box(bytes, &attached)),
        #[cfg(all(feature = "mail", feature = "html"))]
        Kind::Mhtml => mail::read_page(bytes),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(bytes),
    }?;
    reading.mark(kind.reader());
    match reading.notes.first() {
        _ if !reading.documents.is_empty() => Ok(reading),
        Some(note) => Err(Unread::Noted { note: note.clone() }),
        None => Err(Unread::NoText),
    }
}

/// Reads what is attached to a message.
#[cfg(feature = "mail")]
fn attachment(name: &str, bytes: &[u8], depth: usize) -> Result<Reading, Unread> {
    if depth > MAX_ATTACHED {
        return Err(Unread::TooDeep { what: "attachments", limit: MAX_ATTACHED });
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    of_kind(Kind::of(&ending, bytes), &ending, bytes, depth)
}

/// Plain text that is within another file.
fn text(bytes: &[u8]) -> Result<Reading, Unread> {
    let decoded = decode(bytes)?;
    Ok(Reading::of_text(decoded.text))
}
