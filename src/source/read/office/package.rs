//! The members of a ZIP file, read within limits.

use std::io::{Cursor, Read};

use encoding_rs::Encoding;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::source::read::unread::Unread;

/// Bytes that one member may have.
const MAX_MEMBER_BYTES: u64 = 64 << 20;

/// Bytes that all members that are read may have.
const MAX_BYTES: u64 = 256 << 20;

/// An opened ZIP file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    budget: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unread> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        Ok(Self { archive, budget: MAX_BYTES })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The part of a DOCX that holds its text.
    pub(super) fn word_part(&self) -> Option<String> {
        let is_it = |name: &&str| {
            name.strip_prefix("word/document").is_some_and(|end| end.contains(".xml"))
        };
        if self.has("word/document.xml") {
            return Some("word/document.xml".to_owned());
        }
        let mut names: Vec<String> =
            self.archive.file_names().filter_map(Result::ok).map(Into::into).collect();
        names.sort_unstable();
        names.into_iter().find(|name| is_it(&name.as_str()))
    }

    /// The text of a member; `None` where there is none of that name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unread> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let limit = MAX_MEMBER_BYTES.min(self.budget);
        let mut bytes = Vec::new();
        // What comes before the damage is kept: the XML of it can be read.
        let read = member.take(limit + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > limit {
            let limit = format!("{} MiB unpacked", limit >> 20);
            return Err(Unread::TooLarge { what: "a part of it", limit });
        }
        if let (Err(error), true) = (read, bytes.is_empty()) {
            return Err(Unread::damaged(error.to_string()));
        }
        self.budget -= length;
        Ok(Some(decoded(&bytes)))
    }
}

fn damaged(error: &ZipError) -> Unread {
    Unread::damaged(format!("its ZIP directory cannot be read: {error}"))
}

/// XML is UTF-8, or UTF-16 with a mark.
fn decoded(bytes: &[u8]) -> String {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) => {
            let bytes = bytes.get(length..).unwrap_or_default();
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
