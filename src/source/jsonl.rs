//! Reads JSON Lines: one document a line.
//!
//! ```json
//! {"id": "ru-2005", "title": "Arms transfers", "text": "Six Mi-35M arrived.", "date": "2005-06"}
//! ```
//!
//! | field | or | becomes |
//! |---|---|---|
//! | `id` | `_id` | id: a string that is not blank, or a whole number |
//! | `text` | `body`, `contents` | text: a string, which may be blank or absent beside a title |
//! | `title`, `source` | | title and source, where they are strings |
//! | `date` | `published`, `pubDate`, `date_published`, `datePublished`, `published_at`, `publishedAt`, `publication_date`, `pubdate` | date |
//! | any other | | an extra field: strings as they are, anything else as its JSON text |
//!
//! A date is read in the forms of [`parse_date`], and as seconds (nine or ten
//! digits) or milliseconds (twelve or thirteen) since 1970. One that can be read
//! with the day or the month first, as "03/04/2014", reaches from the one reading
//! to the other. It stays as an extra field, too, and a sync tells of it.
//!
//! Where two names of one field occur, the first in the table that can be used
//! counts and the other is an extra field. A title, source or date that cannot be
//! used is an extra field too, and a sync tells of the date. A field that is `null` counts as absent. The fields of an
//! object named `extra` become extra fields, so that a [`Document`] written
//! with serde is read back as it was. JSON text has its fields in alphabetical
//! order, and numbers to the precision of 64-bit integers or floats.

mod date;
mod stream;

pub use stream::{MAX_LINE_BYTES, read};

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Skipped;
use crate::document::Document;
#[cfg(doc)]
use crate::passage::labels::dateline::parse_date;

/// Reads one line; `None` for a blank one. `number`, from 1, goes into the
/// error.
///
/// ```
/// use ibid::source::jsonl;
///
/// let line = r#"{"_id": 7, "body": "Six Mi-35M arrived.", "views": 12}"#;
/// let document = jsonl::read_line(line, 1).unwrap().unwrap();
/// assert_eq!((document.id.as_str(), document.extra["views"].as_str()), ("7", "12"));
/// assert_eq!(jsonl::read_line("  ", 2), Ok(None));
///
/// let skipped = jsonl::read_line(r#"{"id": 7}"#, 3).unwrap_err();
/// assert!(skipped.to_string().starts_with("line 3: has no \"text\""));
/// ```
///
/// # Errors
/// [`Skipped`], with the line and without a path, where it is not a JSON
/// object, or has no id, or neither a text nor a title.
pub fn read_line(line: &str, number: usize) -> Result<Option<Document>, Skipped> {
    let line = line.strip_prefix('\u{FEFF}').unwrap_or(line).trim();
    if line.is_empty() {
        return Ok(None);
    }
    document(line).map(Some).map_err(|reason| Skipped::new("", reason).at_line(number))
}

fn document(line: &str) -> Result<Document, String> {
    let mut fields = object(line)?;
    fields.retain(|_, value| !value.is_null());
    let mut document = Document::new(id(&mut fields)?, "");
    document.title = take_string(&mut fields, "title").unwrap_or_default();
    document.text = text(&mut fields, !document.title.trim().is_empty())?;
    document.source = take_string(&mut fields, "source").unwrap_or_default();
    document.date = date::take(&mut fields);
    document.extra = extra(fields);
    Ok(document)
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(format!("is {}: write one JSON object a line", kind(&other))),
        Err(error) => Err(format!("is not JSON ({error}): write one JSON object a line")),
    }
}

fn id(fields: &mut Map<String, Value>) -> Result<String, String> {
    let name = ["id", "_id"].into_iter().find(|name| fields.contains_key(*name));
    match name.and_then(|name| fields.remove(name)) {
        Some(Value::String(id)) if !id.trim().is_empty() => Ok(id),
        // A fraction, or a whole number over 64 bits, would be rounded, and
        // two documents could get one id.
        Some(Value::Number(id)) if id.is_i64() || id.is_u64() => Ok(id.to_string()),
        Some(other) => Err(format!(
            "has the id {other}: write a string that is not blank, or a whole number below 2^64"
        )),
        None => Err("has neither \"id\" nor \"_id\": give each document one, by which it can be \
                     replaced"
            .to_owned()),
    }
}

/// The text. Beside a title it may be blank or absent.
fn text(fields: &mut Map<String, Value>, has_title: bool) -> Result<String, String> {
    const NAMES: [&str; 3] = ["text", "body", "contents"];
    let name = NAMES.into_iter().find(|name| fields.contains_key(*name));
    match name.and_then(|name| Some((name, fields.remove(name)?))) {
        Some((_, Value::String(text))) if has_title || !text.trim().is_empty() => Ok(text),
        Some((name, Value::String(_))) => {
            Err(format!("has a blank {name:?} and no title: nothing to search"))
        }
        Some((name, other)) => Err(format!("has {} as {name:?}: write a string", kind(&other))),
        None if has_title => Ok(String::new()),
        None => {
            Err("has no \"text\", \"body\" or \"contents\", and no title: write the text under \
                     one of them"
                .to_owned())
        }
    }
}

fn take_string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    match fields.remove(name)? {
        Value::String(text) => Some(text),
        other => {
            fields.insert(name.to_owned(), other);
            None
        }
    }
}

/// What is to be told of a document that was read. A date that is none stays an
/// extra field, and the document is found by no date; one with two readings is
/// found by both.
///
/// A field that can be read, and was not needed, is not told.
pub(crate) fn note(document: &Document) -> Option<String> {
    let fields = || {
        let fields = date::NAMES.iter().filter_map(|name| document.extra.get_key_value(*name));
        fields.filter(|(_, text)| !text.trim().is_empty())
    };
    let start = |name: &str, text: &str| {
        let shown: String = text.chars().take(80).collect();
        format!("has the {name} {shown:?} in document {:?}", document.id)
    };
    let gave_date = |text: &str| date::of_text(text).map(|read| read.days) == document.date;
    let of_both = fields().find_map(|(name, text)| {
        let [day_first, month_first] = date::readings(text).filter(|_| gave_date(text))?;
        let start = start(name, text);
        Some(format!(
            "{start}, which is {day_first} or {month_first}: both are searched; write YYYY-MM-DD"
        ))
    });
    of_both.or_else(|| {
        let (name, text) = fields().find(|(_, text)| date::of_text(text).is_none())?;
        let dated = document.date.map(|date| format!(", and its date is {date} by another"));
        Some(format!(
            "{}, which is no day, month or year: it is kept as an extra field{}; write YYYY-MM-DD",
            start(name, text),
            dated.unwrap_or_default()
        ))
    })
}

fn extra(mut fields: Map<String, Value>) -> BTreeMap<String, String> {
    let nested = match fields.remove("extra") {
        Some(Value::Object(nested)) => nested,
        Some(other) => Map::from_iter([("extra".to_owned(), other)]),
        None => Map::new(),
    };
    // Of two fields of one name the last one is kept: the outer one.
    nested.into_iter().chain(fields).map(|(name, value)| (name, as_text(value))).collect()
}

fn as_text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::DayRange;
    use proptest::prelude::*;

    #[test]
    fn fields() {
        let cases = [
            (r#"{"id":"a","text":" T\r\n"}"#, Document::new("a", " T\r\n")),
            (
                r#"{"_id":18446744073709551615,"body":"T"}"#,
                Document::new("18446744073709551615", "T"),
            ),
            (r#"{"id":-3,"contents":"T"}"#, Document::new("-3", "T")),
            ("\u{FEFF} {\"id\":\"a\",\"text\":\"T\"} \r\n", Document::new("a", "T")),
            (r#"{"id":null,"_id":"b","text":null,"body":"T"}"#, Document::new("b", "T")),
            (
                r#"{"id":"a","_id":"b","text":"T","body":"B","title":"H","source":"S"}"#,
                Document::new("a", "T")
                    .with_title("H")
                    .with_source("S")
                    .with_extra("_id", "b")
                    .with_extra("body", "B"),
            ),
            (
                r#"{"id":"a","text":"T","title":7,"source":{"z":1,"name":"S"},"n":1.50,"on":true,"l":["é",2]}"#,
                Document::new("a", "T")
                    .with_extra("title", "7")
                    .with_extra("on", "true")
                    .with_extra("source", r#"{"name":"S","z":1}"#)
                    .with_extra("n", "1.5")
                    .with_extra("l", r#"["é",2]"#),
            ),
            (
                r#"{"id":"a","text":"T","extra":{"k":"inner","j":1},"k":"outer"}"#,
                Document::new("a", "T").with_extra("k", "outer").with_extra("j", "1"),
            ),
            (
                r#"{"id":"a","text":"T","extra":"E"}"#,
                Document::new("a", "T").with_extra("extra", "E"),
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(read_line(line, 1), Ok(Some(expected)), "{line}");
        }
    }

    #[test]
    fn dates() {
        let cases = [
            (r#""2014-11-21""#, Some("2014-11-21")),
            (r#"" 2014-06 ""#, Some("2014-06")),
            (r#""2014""#, Some("2014")),
            (r#""2014-11-21T13:50:00+05:00""#, Some("2014-11-21")),
            (r#""2014-11-21 13:50""#, Some("2014-11-21")),
            (r#"{"first":0,"last":30}"#, Some("1970-01")),
            (r#""2014-11-31T13:50:00Z""#, None),
            (r#""Nov. 21, 2014""#, Some("2014-11-21")),
            (r#""soon""#, None),
            (r#""""#, None),
            ("2014", Some("2014")),
            ("20141121", Some("2014-11-21")),
            ("1416578400", Some("2014-11-21")),
            ("1416578400000", Some("2014-11-21")),
            (r#""1416578400""#, Some("2014-11-21")),
            ("2014.5", None),
            (r#"{"first":30,"last":0}"#, None),
        ];
        for (value, expected) in cases {
            let line = format!(r#"{{"id":"a","text":"T","date":{value}}}"#);
            let read = read_line(&line, 1).unwrap().unwrap();
            assert_eq!(read.date.map(|date| date.to_string()).as_deref(), expected, "{value}");
            let kept = read.extra.get("date").map_or("", String::as_str);
            let raw = value.trim_matches('"');
            assert_eq!(kept, if expected.is_some() { "" } else { raw });
        }
    }

    #[test]
    fn names_of_the_date() {
        for name in date::NAMES {
            let line =
                format!(r#"{{"id":"a","text":"T","{name}":"Fri, 21 Nov 2014 10:00:00 GMT"}}"#);
            let read = read_line(&line, 1).unwrap().unwrap();
            assert_eq!(read.date.unwrap().to_string(), "2014-11-21", "{name}");
            assert_eq!((read.extra.len(), note(&read)), (0, None), "{name}");
        }
        let line = r#"{"id":"a","text":"T","date":"soon","published":"2014","pubDate":"2015"}"#;
        let read = read_line(line, 1).unwrap().unwrap();
        assert_eq!(read.date.unwrap().to_string(), "2014");
        assert_eq!(read.extra.keys().collect::<Vec<_>>(), ["date", "pubDate"]);
        // The field that gave none is told, and not the one that was not needed.
        let told = note(&read).unwrap();
        assert!(told.starts_with("has the date \"soon\" in document \"a\", which is no"), "{told}");
        assert!(told.contains("as an extra field, and its date is 2014 by another;"), "{told}");
        let line = r#"{"id":"a","text":"T","date":"2014","published":"03/04/2014"}"#;
        assert_eq!(note(&read_line(line, 1).unwrap().unwrap()), None);
        let line = r#"{"id":"a","text":"T","pubDate":"soon"}"#;
        let told = note(&read_line(line, 1).unwrap().unwrap()).unwrap();
        assert!(
            told.starts_with("has the pubDate \"soon\" in document \"a\", which is no day"),
            "{told}"
        );
    }

    #[test]
    fn dates_with_two_readings_are_told() {
        let line = r#"{"id":"a","text":"T","published":"03/04/2014"}"#;
        let read = read_line(line, 1).unwrap().unwrap();
        assert_eq!(read.date.unwrap().to_string(), "2014-03-04..2014-04-03");
        let told = note(&read).unwrap();
        assert!(told.contains("which is 2014-04-03 or 2014-03-04: both are searched"), "{told}");
        let again = serde_json::to_string(&read).unwrap();
        assert_eq!(read_line(&again, 1), Ok(Some(read)));
    }

    #[test]
    fn a_title_without_a_text_is_a_document() {
        for text in ["", r#","text":"""#, r#","body":" \n""#] {
            let line = format!(r#"{{"id":"a","title":"Six gunships"{text}}}"#);
            let read = read_line(&line, 1).unwrap().unwrap();
            assert_eq!((read.title.as_str(), read.text.trim()), ("Six gunships", ""), "{line}");
        }
        let skipped = read_line(r#"{"id":"a","title":" "}"#, 1).unwrap_err();
        assert!(skipped.reason.contains("and no title: write the text"), "{skipped}");
    }

    #[test]
    fn dates_that_are_none_are_told() {
        let note = |date: &str| {
            let line = format!(r#"{{"id":"a","text":"T","date":{date}}}"#);
            note(&read_line(&line, 1).unwrap().unwrap())
        };
        for date in [r#""9999-99-99""#, "1e308", r#""soon""#, r#"{"first":30,"last":0}"#] {
            let told = note(date).unwrap_or_default();
            assert!(told.contains("which is no day, month or year"), "{date}: {told}");
            assert!(told.len() < 250, "{told}");
        }
        assert!(
            note(r#""9999-99-99""#).is_some_and(|told| told.contains(r#"date "9999-99-99" in"#))
        );
        assert_eq!(note(r#""2014-06""#), None);
        assert_eq!(note("null"), None);
    }

    #[test]
    fn skipped() {
        let cases = [
            ("{", "is not JSON (EOF"),
            (r#"{"id":"a","text":"T"} x"#, "is not JSON (trailing"),
            (r#"{"id":"a","text":"\ud83d"}"#, "is not JSON"),
            ("[]", "is a list: write one"),
            ("3", "is a number: write one"),
            (r#"{"text":"T"}"#, "neither \"id\" nor \"_id\""),
            (r#"{"id":" ","text":"T"}"#, "has the id \" \""),
            (r#"{"id":1.5,"text":"T"}"#, "has the id 1.5"),
            (r#"{"id":18446744073709551616,"text":"T"}"#, "has the id 1.8446744073709552e+19:"),
            (r#"{"id":"a"}"#, "has no \"text\""),
            (r#"{"id":"a","text":"\n "}"#, "has a blank \"text\""),
            (r#"{"id":"a","body":["T"]}"#, "has a list as \"body\""),
        ];
        for (line, expected) in cases {
            let skipped = read_line(line, 9).unwrap_err();
            assert_eq!(skipped.line, Some(9));
            assert!(skipped.reason.contains(expected), "{}", skipped.reason);
        }
        let deep = format!("{{\"id\":{}", "[".repeat(100_000));
        assert!(read_line(&deep, 1).is_err());
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read_back(
            id in "\\PC{0,4}[a-z]", text in "\\PC{0,20}[a-z]", title in "\\PC{0,9}",
            extra in proptest::collection::btree_map("x[a-z]{0,3}", "\\PC{0,9}", 0..4),
            days in proptest::option::of(-100_000_i32..100_000),
        ) {
            let mut document = Document::new(id, text).with_title(title);
            document.date = days.map(|day| DayRange::day(crate::date::Day::from_days_since_epoch(day)));
            document.extra = extra;
            let line = serde_json::to_string(&document).unwrap();
            prop_assert_eq!(read_line(&line, 1), Ok(Some(document)));
        }

        #[test]
        fn any_line(line in "\\PC{0,40}") {
            if let Ok(document) = read_line(&line, 1) {
                prop_assert_eq!(document.is_none(), line.trim_start_matches('\u{FEFF}').trim().is_empty());
            }
        }
    }
}
