//! The exact position of a passage: its document, lines, characters and bytes.

use serde::{Deserialize, Serialize};

use super::place::Place;
use crate::date::DayRange;
use crate::span::Span;

/// The exact position of a passage. `&document.text[citation.span.range()]`
/// is always its text.
///
/// It displays as a footnote has it, with one number where the passage is on
/// one line. Where a file was decoded to the text, it says so, and has the bytes
/// of the file where these are known.
///
/// ```
/// use ibid::{DayRange, Document, Index, Query};
///
/// let text = "A thaw\n\nMoscow has lifted the arms\nembargo of its own accord.";
/// let thaw = Document::new("thaw-7", text)
///     .with_source("Gazette")
///     .with_date(DayRange::parse("2014-11-21").unwrap());
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&thaw)?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("embargo"))?;
/// let citation = &hits[0].citation;
/// assert_eq!(&thaw.text[citation.span.range()], hits[0].text);
/// assert_eq!((citation.passage, citation.line, citation.last_line), (1, 3, 4));
/// assert_eq!(
///     citation.to_string(),
///     r#"thaw-7 (Gazette, "A thaw", 2014-11-21), lines 3–4, bytes 8..61"#,
/// );
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Citation {
    /// Id of the document.
    pub document: String,
    /// Its title: the given one, else the first headline of the text, else
    /// empty.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub title: String,
    /// Its outlet or origin; empty if none was given.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub source: String,
    /// Its date: the given one, else that of a byline or dateline, else
    /// `None`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<DayRange>,
    /// The passage's number in the document, from 0.
    pub passage: u32,
    /// The passage in **bytes** of the document's text (`start` and `end`).
    #[serde(flatten)]
    pub span: Span,
    /// The passage's first **character** (Unicode scalar value) in the text,
    /// counted from 0.
    pub first_char: usize,
    /// One past its last character.
    pub last_char: usize,
    /// The passage's first line, from 1; `\n`, `\r\n` and `\r` end lines.
    pub line: usize,
    /// Its last line; the first one where it is on one line.
    pub last_line: usize,
    /// What the file was read as, where it is no text in UTF-8: its encoding, as
    /// "UTF-16LE", or its format, as "PDF". Then bytes and characters of the text are
    /// not those of the file. `None` where they are, and where the text came from no file.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub encoding: Option<String>,
    /// The passage in **bytes of the file**, where the text was decoded. A search
    /// leaves it `None`, as it reads no file;
    /// [`source::locate`](crate::source::locate) gives it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file_bytes: Option<Span>,
    /// Its page, paragraph or row, where the file that it was read from has such.
    #[serde(flatten)]
    pub place: Place,
}

impl std::fmt::Display for Citation {
    /// `gazette-7 (Gazette, "Deal signed", 2014-11-21), line 3, bytes 120..310`,
    /// without what the document does not have.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.document)?;
        let title = (!self.title.is_empty()).then(|| format!("\"{}\"", one_line(&self.title)));
        let source = (!self.source.is_empty()).then(|| one_line(&self.source));
        let date = self.date.map(|date| date.to_string());
        let details: Vec<String> = [source, title, date].into_iter().flatten().collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        write!(f, "{}", self.place)?;
        match (self.line, self.last_line) {
            (first, last) if first < last => write!(f, ", lines {first}–{last}")?,
            (line, _) => write!(f, ", line {line}")?,
        }
        write!(f, ", bytes {}", self.span)?;
        if let Some(encoding) = &self.encoding {
            write!(f, " of the text read as {encoding}")?;
        }
        match self.file_bytes {
            Some(bytes) => write!(f, ", bytes {bytes} of the file"),
            None => Ok(()),
        }
    }
}

/// The text with each stretch of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_without_empty_fields() {
        let mut citation = Citation {
            document: "g-7".to_owned(),
            title: "Deal\nsigned".to_owned(),
            source: "Gazette".to_owned(),
            date: DayRange::parse("2014-11-21"),
            passage: 2,
            span: Span::new(120, 310),
            first_char: 118,
            last_char: 300,
            line: 3,
            last_line: 3,
            encoding: None,
            file_bytes: None,
            place: Place::default(),
        };
        let check =
            |citation: &Citation, expected: &str| assert_eq!(citation.to_string(), expected);
        check(&citation, "g-7 (Gazette, \"Deal signed\", 2014-11-21), line 3, bytes 120..310");
        citation.title.clear();
        citation.source.clear();
        citation.date = None;
        check(&citation, "g-7, line 3, bytes 120..310");
        let json = serde_json::to_value(&citation).unwrap();
        let fields = ["title", "source", "date", "encoding", "file_bytes"];
        let absent = fields.map(|field| json.get(field));
        assert_eq!(absent, [None; 5], "what is not there is not written");
        assert_eq!((json["start"].as_u64(), json["end"].as_u64()), (Some(120), Some(310)));
        assert_eq!((json["line"].as_u64(), json["last_line"].as_u64()), (Some(3), Some(3)));
        assert_eq!(serde_json::from_value::<Citation>(json).unwrap(), citation);
        citation.last_line = 15;
        check(&citation, "g-7, lines 3–15, bytes 120..310");
        citation.encoding = Some("UTF-16LE".to_owned());
        check(&citation, "g-7, lines 3–15, bytes 120..310 of the text read as UTF-16LE");
        citation.file_bytes = Some(Span::new(238, 602));
        check(
            &citation,
            "g-7, lines 3–15, bytes 120..310 of the text read as UTF-16LE, bytes 238..602 of \
             the file",
        );
        let json = serde_json::to_value(&citation).unwrap();
        assert_eq!(json["file_bytes"]["start"].as_u64(), Some(238));
        assert_eq!(serde_json::from_value::<Citation>(json).unwrap(), citation);
    }
}
