//! Reads the front matter of Markdown: fields between two lines of dashes.

use std::collections::BTreeMap;

use super::labels::dateline::parse_date;
use super::layout::line::{is_blank, lines, trimmed};
use crate::date::DayRange;
use crate::document::Document;
use crate::span::Span;

/// Front matter has at most this many lines with text.
const MAX_LINES: usize = 256;

/// Names of the fields that a document has of its own.
const TITLES: &[&str] = &["title", "headline"];
const DATES: &[&str] = &["date", "published", "pubdate", "date_published", "datepublished"];
const SOURCES: &[&str] = &["source", "outlet", "publication", "publisher"];

/// The fields between two lines of dashes at the start of a text.
///
/// They are `name: value` lines, as in YAML. A list, in brackets or one item a
/// line, becomes its items with commas between them. Other YAML is not read:
/// the value is the text as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct FrontMatter {
    /// Its bytes in the text, with both lines of dashes.
    pub span: Span,
    /// `title` or `headline`.
    pub title: Option<String>,
    /// The bytes of the title in the text, without quotation marks.
    pub title_span: Option<Span>,
    /// `date`, `published`, `pubDate` or `date_published`, where it is a date.
    pub date: Option<DayRange>,
    /// `source`, `outlet`, `publication` or `publisher`.
    pub source: Option<String>,
    /// All other fields by name, and a date that cannot be read.
    pub extra: BTreeMap<String, String>,
}

/// Reads the front matter of a text; `None` if it begins with none. Never
/// panics; linear in the length of the front matter.
///
/// ```
/// use ibid::passage::front_matter;
///
/// let text = "---\ntitle: Yard sells tugs\ndate: 2014-06-05\ntags: [tugs, ports]\n---\nSix.";
/// let read = front_matter(text).unwrap();
/// assert_eq!(read.title.as_deref(), Some("Yard sells tugs"));
/// assert_eq!(read.date.unwrap().to_string(), "2014-06-05");
/// assert_eq!(read.extra["tags"], "tugs, ports");
/// assert!(front_matter("Six tugs.").is_none());
/// ```
#[must_use]
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    let mut lines = lines(text).take(MAX_LINES);
    let first = lines.next().filter(|line| line.of(text) == "---")?;
    let mut fields: Vec<Field<'_>> = Vec::new();
    for line in lines {
        let content = line.of(text);
        if matches!(content, "---" | "...") {
            let span = Span::new(first.span.start, line.span.end);
            return (!fields.is_empty()).then(|| sorted(span, fields));
        }
        match (field(content, line.span.start), fields.last_mut()) {
            (Some(field), _) if line.indent == 0 => fields.push(field),
            _ if content.starts_with('#') => {}
            (_, Some(last)) if line.indent > 0 || content.starts_with("- ") => last.extend(content),
            _ => return None,
        }
    }
    None
}

/// A document with what the front matter of its text says. Fields that the
/// document has already are kept.
///
/// ```
/// use ibid::Document;
/// use ibid::passage::with_front_matter;
///
/// let text = "---\ntitle: Yard sells tugs\nsource: Gazette\ndesk: ports\n---\nSix tugs were sold.";
/// let document = with_front_matter(Document::new("tugs.md", text));
/// assert_eq!((document.title.as_str(), document.source.as_str()), ("Yard sells tugs", "Gazette"));
/// assert_eq!(document.extra["desk"], "ports");
/// assert_eq!(document.text, text);
/// ```
#[must_use]
pub fn with_front_matter(mut document: Document) -> Document {
    let Some(read) = front_matter(&document.text) else {
        return document;
    };
    if document.title.is_empty() {
        document.title = read.title.unwrap_or_default();
    }
    if document.source.is_empty() {
        document.source = read.source.unwrap_or_default();
    }
    document.date = document.date.or(read.date);
    for (name, value) in read.extra {
        document.extra.entry(name).or_insert(value);
    }
    document
}

/// One field as it stands in the text.
struct Field<'t> {
    name: &'t str,
    /// The bytes of the value on the line of the name.
    span: Span,
    value: String,
}

impl Field<'_> {
    /// Adds a further line to the value: an item of a list, or wrapped text.
    fn extend(&mut self, line: &str) {
        let item = line.strip_prefix("- ");
        let value = unquoted(item.unwrap_or(line).trim_matches(is_blank));
        if !self.value.is_empty() {
            self.value.push_str(if item.is_some() { ", " } else { " " });
        }
        self.value.push_str(value);
    }
}

/// The field of a line that starts at a byte of the text.
fn field(line: &str, start: usize) -> Option<Field<'_>> {
    let (name, value) = line.split_once(':')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
    let is_field = name.starts_with(char::is_alphabetic)
        && name.chars().all(is_name)
        && (value.is_empty() || value.starts_with(is_blank));
    is_field.then_some(())?;
    let value_start = start + name.len() + 1;
    let bare = unquoted(value.trim_matches(is_blank));
    // They announce a text in the lines below, and are no value themselves.
    if matches!(bare, "|" | ">" | "|-" | ">-") {
        let (span, value) = (Span::new(value_start, value_start), String::new());
        return Some(Field { name: name.trim_end_matches(is_blank), span, value });
    }
    let (span, value) = (trimmed_value(value, value_start), listed(bare));
    Some(Field { name: name.trim_end_matches(is_blank), span, value })
}

/// The bytes of a value without blanks and quotation marks around it.
fn trimmed_value(value: &str, start: usize) -> Span {
    let span = trimmed(value, Span::new(0, value.len()));
    let content = span.of(value).unwrap_or_default();
    let marks = (content.len() - unquoted(content).len()) / 2;
    Span::new(span.start + marks, span.end - marks).shifted(start)
}

/// The text between quotation marks of the same kind; else the text itself.
fn unquoted(value: &str) -> &str {
    let between = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    between('"').or_else(|| between('\'')).unwrap_or(value)
}

/// The items of a list in brackets with commas between them.
fn listed(value: &str) -> String {
    let Some(items) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) else {
        return value.to_owned();
    };
    let items: Vec<_> =
        items.split(',').map(|item| unquoted(item.trim_matches(is_blank))).collect();
    items.join(", ")
}

/// The fields under the names that a document has for them.
fn sorted(span: Span, fields: Vec<Field<'_>>) -> FrontMatter {
    let mut read = FrontMatter { span, ..FrontMatter::default() };
    for field in fields.into_iter().filter(|field| !field.value.is_empty()) {
        let name = field.name.to_lowercase();
        let is_in = |list: &[&str]| list.contains(&name.as_str());
        if is_in(TITLES) && read.title.is_none() {
            read.title_span = Some(field.span).filter(|span| !span.is_empty());
            read.title = Some(field.value);
        } else if is_in(SOURCES) && read.source.is_none() {
            read.source = Some(field.value);
        } else if is_in(DATES) && read.date.is_none() && parse_date(&field.value).is_some() {
            read.date = parse_date(&field.value);
        } else {
            read.extra.insert(field.name.to_owned(), field.value);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let text = "\u{feff}---\r\nTitle: \"Yard: sells tugs\"\r\n# note\r\ndate: 5 June 2014\r\ntags:\r\n  \
                    - tugs\r\n  - 'ports'\r\nabout: >\r\n  six\r\n  tugs\r\nempty:\r\n---\r\nSix.";
        let read = front_matter(text).unwrap();
        assert_eq!(read.title.as_deref(), Some("Yard: sells tugs"));
        assert_eq!(read.title_span.unwrap().of(text), Some("Yard: sells tugs"));
        assert_eq!(read.date.unwrap().to_string(), "2014-06-05");
        let extra: Vec<_> = read.extra.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(extra, [("about", "six tugs"), ("tags", "tugs, ports")]);
        assert!(read.span.of(text).unwrap().ends_with("---"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_an_extra_field() {
        let read = front_matter("---\ndate: 03/04/2014\n---\n").unwrap();
        assert_eq!((read.date, read.extra["date"].as_str()), (None, "03/04/2014"));
    }

    #[test]
    fn no_front_matter() {
        for text in [
            "",
            "---",
            "---\n---\nSix.",
            "---\ntitle: Tugs\nSix tugs were sold.",
            "---\nSix tugs were sold.\n---\n",
            "Six.\n---\ntitle: Tugs\n---\n",
        ] {
            assert_eq!(front_matter(text), None, "{text:?}");
        }
    }

    #[test]
    fn fields_given_are_kept() {
        let text = "---\ntitle: A\nsource: B\ndate: 2014\nurl: c\n---\nSix.";
        let given =
            Document::new("a", text).with_title("T").with_source("S").with_extra("url", "u");
        let document = with_front_matter(given);
        assert_eq!((document.title.as_str(), document.source.as_str()), ("T", "S"));
        assert_eq!(document.extra["url"], "u");
        assert_eq!(document.date.unwrap().to_string(), "2014");
    }
}
