//! Reads DOCX and ODT files, and tells locked and old Office files apart.

mod body;
mod docx;
mod metadata;
mod odt;
mod package;
mod xml;

use super::reading::{Reading, tell_labels, with_paragraphs};
use super::unread::Unread;
use crate::document::label_spans::LabelSpan;
use package::Package;

/// Reads what is packed as ZIP.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    let mut package = Package::open(bytes)?;
    let read = if let Some(name) = package.word_part() {
        docx::read(&mut package, &name)?
    } else if package.has("content.xml") {
        odt::read(&mut package)?
    } else if package.has("xl/workbook.xml") || package.has("ppt/presentation.xml") {
        return Err(Unread::OtherOffice);
    } else {
        return Err(Unread::Archive);
    };
    let mut reading = Reading::of(with_paragraphs(read.text));
    if let Some(document) = reading.documents.first_mut() {
        read.metadata.put(document);
        tell_labels(document, &read.labels);
    }
    let damage = read.damage.map(|why| format!("is damaged, and was read up to there: {why}"));
    reading.notes.extend(damage);
    Ok(reading)
}

/// Why a file in the old Office format is not read: a locked DOCX is one, too.
pub(super) fn of_ole(bytes: &[u8]) -> Unread {
    // A name in UTF-16, among those of what the file holds.
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.windows(name.len()).any(|window| window == name);
    if is_locked { Unread::Locked } else { Unread::OldOffice }
}

/// What was read of a file.
struct Read {
    text: String,
    /// Its tables and notes.
    labels: Vec<LabelSpan>,
    metadata: super::reading::Metadata,
    /// Why it was not read to its end.
    damage: Option<String>,
}

#[cfg(test)]
mod tests;
