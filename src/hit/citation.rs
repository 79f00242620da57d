//! Where a passage stands, so exactly that it can be quoted unchecked.

use serde::{Deserialize, Serialize};

use crate::date::DayRange;
use crate::span::Span;

/// Where a passage stands: `&document.text[citation.span.range()]` is its
/// text, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Citation {
    /// Id of the document.
    pub document: String,
    /// Its title: the one given, else the first headline of the text, else
    /// empty.
    pub title: String,
    /// Its outlet or origin; empty where none was given.
    pub source: String,
    /// Its date, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<DayRange>,
    /// The how-manieth passage of the document it is, from 0.
    pub passage: u32,
    /// The passage in **bytes** of the document's text (`start` and `end`).
    #[serde(flatten)]
    pub span: Span,
    /// First **character** (Unicode scalar value) of the passage in the text.
    pub first_char: usize,
    /// One past its last character.
    pub last_char: usize,
    /// First line of the passage, from 1; `\n`, `\r\n` and `\r` end lines.
    pub line: usize,
}

impl std::fmt::Display for Citation {
    /// `gazette-7 (Gazette, "Deal signed", 2014-11-21), line 3, bytes 120..310`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.document)?;
        let title = (!self.title.is_empty()).then(|| format!("\"{}\"", one_line(&self.title)));
        let source = (!self.source.is_empty()).then(|| one_line(&self.source));
        let date = self.date.map(|date| date.to_string());
        let known: Vec<String> = [source, title, date].into_iter().flatten().collect();
        if !known.is_empty() {
            write!(f, " ({})", known.join(", "))?;
        }
        write!(f, ", line {}, bytes {}", self.line, self.span)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_with_what_is_known() {
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
        };
        let check =
            |citation: &Citation, expected: &str| assert_eq!(citation.to_string(), expected);
        check(&citation, "g-7 (Gazette, \"Deal signed\", 2014-11-21), line 3, bytes 120..310");
        citation.title.clear();
        citation.source.clear();
        citation.date = None;
        check(&citation, "g-7, line 3, bytes 120..310");
        let json = serde_json::to_value(&citation).unwrap();
        assert_eq!((json["start"].as_u64(), json["end"].as_u64()), (Some(120), Some(310)));
        assert_eq!(serde_json::from_value::<Citation>(json).unwrap(), citation);
    }
}
