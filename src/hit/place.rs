//! The place of a passage in the file that its text was read from: page, paragraph
//! or row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::document::file_fields::has_reader;
use crate::document::label_spans::LABEL_SPANS;
use crate::document::pieces::{PAGES, PARAGRAPHS, Pieces};
use crate::span::Span;

/// The place of a passage in the file that its text was read from, as people name
/// it. Numbers count from 1; what the file's format does not have is absent.
///
/// Shown as ", page 14", ", pages 14–15", ", paragraph 3" or ", row 12", so that
/// it can follow the name of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Place {
    /// The page on which the passage begins: of a PDF.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub page: Option<usize>,
    /// The page on which it ends.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_page: Option<usize>,
    /// The paragraph in which it begins: of a web page, or a text of a word
    /// processor. A table is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paragraph: Option<usize>,
    /// The paragraph in which it ends.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_paragraph: Option<usize>,
    /// The row of a table, as a spreadsheet counts: with that of the names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub row: Option<usize>,
}

impl Place {
    /// The place of a span, by the extra fields of a document that was read from a
    /// file. A document from elsewhere, which has no `reader`, has none.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use ibid::{Span, hit::Place};
    ///
    /// let fields = [("reader", "PDF 1"), ("pages", "0 100 250")];
    /// let field = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    /// let extra: BTreeMap<String, String> = fields.into_iter().map(field).collect();
    /// let place = Place::of(Span::new(90, 120), &extra);
    /// assert_eq!((place.page, place.last_page), (Some(1), Some(2)));
    /// assert_eq!(place.to_string(), ", pages 1–2");
    /// ```
    #[must_use]
    pub fn of(span: Span, extra: &BTreeMap<String, String>) -> Self {
        if !has_reader(extra) {
            return Self::default();
        }
        let numbers =
            |name: &str| Pieces::of(extra, name).map(|pieces| pieces.numbers(span)).unzip();
        let (page, last_page) = numbers(PAGES);
        let (paragraph, last_paragraph) = numbers(PARAGRAPHS);
        let row = extra.get("row").and_then(|row| row.parse().ok());
        Self { page, last_page, paragraph, last_paragraph, row }
    }

    /// The fields without the lists of pages, paragraphs and labels, which are of the whole
    /// document.
    pub(crate) fn without_lists(mut extra: BTreeMap<String, String>) -> BTreeMap<String, String> {
        if has_reader(&extra) {
            extra.remove(PAGES);
            extra.remove(PARAGRAPHS);
            extra.remove(LABEL_SPANS);
        }
        extra
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut write = |name: &str, first: Option<usize>, last: Option<usize>| match (first, last)
        {
            (Some(first), Some(last)) if last > first => write!(f, ", {name}s {first}–{last}"),
            (Some(first), _) => write!(f, ", {name} {first}"),
            (None, _) => Ok(()),
        };
        write("page", self.page, self.last_page)?;
        write("paragraph", self.paragraph, self.last_paragraph)?;
        write("row", self.row, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(fields: &[(&str, &str)], span: (usize, usize)) -> String {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Place::of(Span::new(span.0, span.1), &fields.collect()).to_string()
    }

    #[test]
    fn places() {
        let pdf = [("reader", "PDF 1"), ("pages", "0 10 10 30")];
        let cases = [
            ((0, 10), ", page 1"),
            ((9, 11), ", pages 1–3"),
            ((10, 10), ", page 3"),
            ((12, 40), ", pages 3–4"),
            ((99, 99), ", page 4"),
        ];
        for (span, expected) in cases {
            assert_eq!(place(&pdf, span), expected, "{span:?}");
        }
        assert_eq!(place(&[("reader", "CSV 1"), ("row", "7")], (0, 1)), ", row 7");
        assert_eq!(place(&[("reader", "RTF 1"), ("paragraphs", "0 5")], (6, 7)), ", paragraph 2");
        assert_eq!(place(&[("pages", "0 5"), ("row", "7")], (6, 7)), "", "of a feed");
        assert_eq!(place(&[("reader", "PDF 1"), ("pages", "0 x")], (6, 7)), "");
        let front_matter = [("reader", "Ann"), ("pages", "12"), ("encoding", "UTF-8")];
        assert_eq!(place(&front_matter, (6, 7)), "", "of the text's own front matter");
    }

    #[test]
    fn lists_are_taken_out() {
        let fields = [("reader", "PDF 1"), ("pages", "0"), ("row", "0")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let extra = Place::without_lists(BTreeMap::from(fields));
        assert_eq!(extra.keys().collect::<Vec<_>>(), ["reader", "row"]);
        let other = BTreeMap::from([("pages".to_owned(), "12".to_owned())]);
        assert_eq!(Place::without_lists(other).len(), 1, "a field of a feed stays");
    }
}
