//! Decodes the bytes of a file to text, in UTF-8, UTF-16 or a legacy encoding.

pub(super) mod file_bytes;
mod legacy;
mod mixed;
mod unmarked;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8};

use crate::document::file_fields::FileFields;

/// A text read from bytes, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The text. Valid UTF-8 is kept byte for byte, with a byte order mark (as
    /// U+FEFF) and every carriage return.
    pub text: String,
    /// Name of the encoding: "UTF-8", "UTF-16LE", "windows-1252", "macintosh", …
    /// "UTF-8 with windows-1252" where stray bytes of the latter were read.
    pub encoding: &'static str,
    /// Whether the bytes began with a byte order mark.
    pub bom: bool,
    /// Whether some bytes had no meaning in the encoding; each became U+FFFD.
    pub lossy: bool,
}

/// Why bytes are not read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Undecodable {
    /// The first bytes are those of another format.
    #[error("is {format}, not plain text: convert it to UTF-8 text")]
    Format {
        /// Which format.
        format: &'static str,
    },
    /// Too many characters mean nothing in a text.
    #[error(
        "{odd} of its {characters} characters are control or broken ones, as in binary files: \
         leave it out, or save it as UTF-8 text"
    )]
    Binary {
        /// How many control characters, and bytes without a meaning.
        odd: usize,
        /// How many characters there are.
        characters: usize,
    },
}

/// First bytes of formats that are sometimes named `.txt` and are no text. The
/// mark of UTF-32 begins like that of UTF-16, so that it is tested before.
const FORMATS: [(&[u8], &str); 7] = [
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP (or DOCX, ODT, EPUB)"),
    (b"\x1F\x8B", "gzip"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
];

/// Reads bytes as text.
///
/// The encoding is decided in this order:
///
/// 1. A byte order mark (UTF-8, UTF-16 of either byte order).
/// 2. UTF-16 without a mark, where the NULs of western letters show it.
/// 3. UTF-8, where the bytes are valid, or have more well-formed characters
///    beyond ASCII than faults (a text cut within a character, a stray byte).
///    A stray byte is read as Windows-1252 if it is a letter or sign there.
/// 4. The legacy encoding that they most likely have (Windows-1252,
///    Windows-1251, Mac Roman, …).
/// 5. Where that gives no text: UTF-16 without a mark, in other letters.
///
/// For valid UTF-8 offsets in the text are offsets in the bytes: nothing is
/// removed, and a byte order mark stays in the text as U+FEFF. For other
/// encodings, and where [`lossy`](Decoded::lossy), offsets are those of the
/// decoded text, and [`file_spans`](super::file_spans) gives those of the bytes.
/// A UTF-16 mark is not part of the text.
///
/// Cost: a few passes over the bytes, and one copy. It never panics.
///
/// # Errors
/// [`Undecodable`] for binary content: the first bytes of another format, or
/// more than half of the characters control or broken ones. The limit is 2 %,
/// or three, in a legacy encoding, in which any bytes mean something, and where
/// there are NULs. NULs at the end count as one.
///
/// ```
/// use ibid::source::decode;
///
/// let decoded = decode(b"\x93Minist\xE8re de la D\xE9fense\x94").unwrap();
/// assert_eq!(decoded.text, "\u{201C}Ministère de la Défense\u{201D}");
/// assert_eq!(decoded.encoding, "windows-1252");
/// assert!(decode(b"\x7FELF\x02\x01\x01\0\0\0").is_err());
/// ```
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if let Some((_, format)) = FORMATS.iter().find(|(prefix, _)| bytes.starts_with(prefix)) {
        return Err(Undecodable::Format { format });
    }
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding != UTF_8 => {
            encoded(encoding, bytes.get(length..).unwrap_or_default(), true)
        }
        marked => unmarked(bytes, marked.is_some()),
    }
}

/// The encoding of the decoded text in which the offsets of a document's
/// citations count, by the extra fields of a document that was read from a
/// file. `None` where offsets are those of the file's own bytes as well.
///
/// ```
/// use std::collections::BTreeMap;
/// use ibid::source::offsets_encoding;
///
/// let fields = [("folder", "/n"), ("path", "/n/a"), ("stamp", "9@0"), ("encoding", "KOI8-U")];
/// let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
/// let mut extra: BTreeMap<String, String> = fields.into_iter().map(field).collect();
/// assert_eq!(offsets_encoding(&extra), Some("KOI8-U"));
/// extra.insert("encoding".to_owned(), "UTF-8".to_owned());
/// assert_eq!(offsets_encoding(&extra), None);
/// ```
#[must_use]
pub fn offsets_encoding(extra: &BTreeMap<String, String>) -> Option<&str> {
    FileFields::of(extra).and_then(FileFields::decoded_from)
}

/// Decodes bytes of that encoding. Its name is kept without a mark of the text.
fn encoded(encoding: &'static Encoding, bytes: &[u8], bom: bool) -> Result<Decoded, Undecodable> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    refuse_binary(&text, lossy, if is_wide { Tolerance::Half } else { Tolerance::Few })?;
    Ok(Decoded { text, encoding: encoding.name(), bom, lossy })
}

/// Decodes bytes without a mark, or with that of UTF-8.
fn unmarked(bytes: &[u8], bom: bool) -> Result<Decoded, Undecodable> {
    // What has no NUL is not asked about UTF-16: most files are not.
    let may_be_utf16 = !bom && bytes.contains(&0);
    if let Some(encoding) = may_be_utf16.then(|| unmarked::western(bytes)).flatten() {
        return encoded(encoding, bytes, false);
    }
    let decoded = eight_bit(bytes, bom);
    match decoded {
        Err(_) if may_be_utf16 => match unmarked::other_letters(bytes) {
            Some(encoding) => encoded(encoding, bytes, false),
            None => decoded,
        },
        decoded => decoded,
    }
}

fn eight_bit(bytes: &[u8], bom: bool) -> Result<Decoded, Undecodable> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if bom || mixed::is_mostly_utf8(bytes) => {
            let mixed::Mixed { text, encoding, lossy } = mixed::read(bytes);
            refuse_binary(&text, lossy, Tolerance::Half)?;
            return Ok(Decoded { text, encoding, bom, lossy });
        }
        Err(_) => return encoded(legacy::encoding_of(bytes), bytes, false),
    };
    refuse_binary(&text, false, Tolerance::Half)?;
    Ok(Decoded { text, encoding: UTF_8.name(), bom, lossy: false })
}

/// How many characters of a text may be control or broken ones.
#[derive(Clone, Copy)]
enum Tolerance {
    /// Up to a half: the bytes are well-formed, which they are not by chance.
    Half,
    /// Up to 2 %, or three: any bytes are well-formed in a legacy encoding, and
    /// of random bytes over a tenth are control characters.
    Few,
}

fn refuse_binary(text: &str, lossy: bool, tolerance: Tolerance) -> Result<(), Undecodable> {
    let is_odd = |c: char| {
        (c.is_control() && !c.is_whitespace()) || (lossy && c == char::REPLACEMENT_CHARACTER)
    };
    // A disk that lost the end of a file fills it with NULs.
    let content = text.trim_end_matches('\0');
    let padding = usize::from(content.len() < text.len());
    let (mut odd, mut characters, mut nuls) = (padding, padding, 0_usize);
    for character in content.chars() {
        characters += 1;
        odd += usize::from(is_odd(character));
        nuls += usize::from(character == '\0');
    }
    let few = (characters / 50).max(3);
    let tolerated = match tolerance {
        Tolerance::Half if nuls + padding == 0 => characters / 2,
        // A file of a few bytes must not be nothing but such.
        _ => few.min(characters.saturating_sub(1) / 2 + 1),
    };
    if odd > tolerated || characters == padding && padding > 0 {
        return Err(Undecodable::Binary { odd, characters });
    }
    Ok(())
}
