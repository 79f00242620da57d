//! The line by which a citation is found again: `ibid:1 id=… bytes=… sha256=…`.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::digest::digest;
use crate::span::Span;

/// What an anchor begins with; the number is that of its grammar.
pub(super) const START: &str = "ibid:1";

/// The document, the bytes and the hash of a cited passage, which every form of a
/// citation holds in one line of ASCII.
///
/// The line is `ibid:1`, and then, with blanks or line ends between them, `id=`, `bytes=`
/// and `sha256=`. Words that a later version may add are passed over. Bytes of an id that
/// are not letters, digits or one of `._/:@` are written `%20`, with two hexadecimal
/// digits. A single `-` is kept; of two side by side the second is written `%2D`, as two
/// are a sign of their own in comments of HTML and in BibTeX.
///
/// It displays as that line, and is read from it with `parse`.
///
/// ```
/// use ibid::{Span, cite::Anchor};
///
/// let text = "Four gunships will follow.";
/// let anchor = Anchor::new("June 5/thaw.txt", Span::new(8, 34), text);
/// let line = anchor.to_string();
/// assert_eq!(line, "ibid:1 id=June%205/thaw.txt bytes=8-34 sha256=f082bbee79cb99b7");
/// assert_eq!(line.parse(), Ok(anchor));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Anchor {
    /// Id of the document.
    pub document: String,
    /// The passage in **bytes** of the document's text (`start` and `end`).
    #[serde(flatten)]
    pub span: Span,
    /// The first 16 hexadecimal digits, in small letters, of the SHA-256 of the
    /// passage's bytes.
    pub sha256: String,
}

/// What is wrong with a line that begins as an anchor does.
///
/// ```
/// use ibid::cite::Anchor;
///
/// let error = "ibid:1 id=thaw-7 sha256=0123456789abcdef".parse::<Anchor>().unwrap_err();
/// let said = "the line ibid:1 has no bytes=: copy the citation again";
/// assert_eq!(error.to_string(), said);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnchorError {
    /// The text does not begin with `ibid:1`.
    #[error("{text:?} is no line ibid:1: it must begin with that")]
    NotAnAnchor {
        /// The text.
        text: String,
    },
    /// A part is missing.
    #[error("the line ibid:1 has no {part}=: copy the citation again")]
    Missing {
        /// Its name: `id`, `bytes` or `sha256`.
        part: &'static str,
    },
    /// A part cannot be read.
    #[error("the line ibid:1 has {part}={value}: it must be {form}")]
    Malformed {
        /// Its name: `id`, `bytes` or `sha256`.
        part: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        form: &'static str,
    },
}

impl Anchor {
    /// The anchor of a passage, by its text.
    ///
    /// Cost: one hash over the text.
    #[must_use]
    pub fn new(document: impl Into<String>, span: Span, text: &str) -> Self {
        Self { document: document.into(), span, sha256: digest(text) }
    }

    /// Whether a text is the one that was cited, byte for byte.
    ///
    /// ```
    /// use ibid::{Span, cite::Anchor};
    ///
    /// let anchor = Anchor::new("thaw-7", Span::new(0, 4), "Four");
    /// assert!(anchor.is_of("Four"));
    /// assert!(!anchor.is_of("four"));
    /// ```
    #[must_use]
    pub fn is_of(&self, text: &str) -> bool {
        text.len() == self.span.len() && digest(text) == self.sha256
    }
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Span { start, end } = self.span;
        let document = encoded(&self.document);
        write!(f, "{START} id={document} bytes={start}-{end} sha256={}", self.sha256)
    }
}

impl std::str::FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split_whitespace();
        if words.next() != Some(START) {
            return Err(AnchorError::NotAnAnchor { text: text.to_owned() });
        }
        let parts: Vec<(&str, &str)> = words.filter_map(|word| word.split_once('=')).collect();
        // The first of a name counts: words behind the line may belong to a sentence.
        let value = |name: &'static str| {
            let part = parts.iter().find(|(part, _)| *part == name);
            part.map(|(_, value)| *value).ok_or(AnchorError::Missing { part: name })
        };
        let (id, bytes, sha256) = (value("id")?, value("bytes")?, value("sha256")?);
        let malformed = |part, value: &str, form| AnchorError::Malformed {
            part,
            value: value.to_owned(),
            form,
        };
        let document = decoded(id).filter(|id| !id.is_empty());
        let document =
            document.ok_or_else(|| malformed("id", id, "an id with % before two digits"))?;
        let span =
            span_of(bytes).ok_or_else(|| malformed("bytes", bytes, "two numbers, as 775-900"))?;
        let is_digit = |byte: u8| byte.is_ascii_hexdigit();
        if sha256.len() != 16 || !sha256.bytes().all(is_digit) {
            return Err(malformed("sha256", sha256, "16 hexadecimal digits"));
        }
        Ok(Self { document, span, sha256: sha256.to_ascii_lowercase() })
    }
}

fn span_of(bytes: &str) -> Option<Span> {
    let (start, end) = bytes.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Span::new(start, end))
}

fn encoded(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    for byte in id.bytes() {
        let is_kept = byte.is_ascii_alphanumeric()
            || b"._/:@".contains(&byte)
            || byte == b'-' && !text.ends_with('-');
        if is_kept {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut remaining) = (Vec::with_capacity(text.len()), text);
    while let Some((before, after)) = remaining.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let digits = after.get(..2).filter(|digits| !digits.starts_with('+'))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        remaining = after.get(2..)?;
    }
    bytes.extend_from_slice(remaining.as_bytes());
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive() {
        let long = "a ".repeat(2048);
        let ids = [
            "thaw-7",
            "a b",
            "a\"b'c",
            "x#y%20z%",
            "line\nend\r\n",
            "--",
            "a--->b",
            "-",
            "a_b{c}\\d",
            "ёлка 🚁",
            "<script>alert(1)</script>",
            "]]>",
            "a,b;c\t",
            "=1+1",
            "..//.%2F",
            "\u{0}\u{202e}\u{2028}",
            &long,
        ];
        for id in ids {
            let anchor = Anchor::new(id, Span::new(3, 7), "text");
            let line = anchor.to_string();
            assert!(line.is_ascii() && !line.contains("--") && !line.contains('\n'), "{line}");
            assert_eq!(line.parse(), Ok(anchor), "{id:?}");
        }
    }

    #[test]
    fn lines_are_read_or_told() {
        let sha = "sha256=0123456789abcdef";
        let cases = [
            (format!("ibid:1 id=a bytes=1-2 {sha}"), ""),
            (format!("ibid:1\n{sha}\r\n bytes=1-2 later=x id=a . Behind it"), ""),
            (format!("ibid:1 id=a bytes=1-2 {}", sha.to_uppercase().replace("SHA", "sha")), ""),
            (
                "ibid:2 id=a".to_owned(),
                "\"ibid:2 id=a\" is no line ibid:1: it must begin with that",
            ),
            (
                format!("ibid:1 bytes=1-2 {sha}"),
                "the line ibid:1 has no id=: copy the citation again",
            ),
            (
                format!("ibid:1 id=a {sha}"),
                "the line ibid:1 has no bytes=: copy the citation again",
            ),
            (
                "ibid:1 id=a bytes=1-2".to_owned(),
                "the line ibid:1 has no sha256=: copy the citation again",
            ),
            (
                format!("ibid:1 id=a%2 bytes=1-2 {sha}"),
                "the line ibid:1 has id=a%2: it must be an id with % before two digits",
            ),
            (
                format!("ibid:1 id= bytes=1-2 {sha}"),
                "the line ibid:1 has id=: it must be an id with % before two digits",
            ),
            (
                format!("ibid:1 id=a bytes=2-1 {sha}"),
                "the line ibid:1 has bytes=2-1: it must be two numbers, as 775-900",
            ),
            (
                "ibid:1 id=a bytes=1-2 sha256=012".to_owned(),
                "the line ibid:1 has sha256=012: it must be 16 hexadecimal digits",
            ),
        ];
        for (line, expected) in cases {
            let read = line.parse::<Anchor>();
            let told = read.as_ref().err().map(ToString::to_string).unwrap_or_default();
            assert_eq!(told, expected, "{line}");
            if let Ok(anchor) = read {
                assert_eq!((anchor.document.as_str(), anchor.span), ("a", Span::new(1, 2)));
            }
        }
    }
}
