//! Reads test collections in the layout of BEIR, line by line.
//!
//! Each line of `corpus.jsonl` is an object `{"_id", "title", "text",
//! "metadata"}`, each line of `queries.jsonl` an object `{"_id", "text"}`.
//! Other keys are ignored. [`Qrels`](super::Qrels) reads the judgments.
//!
//! [`source::jsonl`](crate::source::jsonl) reads documents of any origin, with
//! other names of fields and other rules: a BEIR text may be empty.
//!
//! Thakur et al., *BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation
//! of Information Retrieval Models*, `NeurIPS` 2021.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::document::Document;
use crate::error::{Error, Result};

/// An id. Some collections write numbers.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected `_id` to be a string or a whole number")]
enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    fn into_text(self) -> Result<String, String> {
        match self {
            Self::Text(id) if id.is_empty() => Err("`_id` is empty".into()),
            Self::Text(id) => Ok(id),
            Self::Number(id) => Ok(id.to_string()),
        }
    }
}

#[derive(Deserialize)]
struct CorpusLine {
    #[serde(rename = "_id")]
    id: Id,
    #[serde(default)]
    title: Option<String>,
    text: String,
    #[serde(default)]
    metadata: Option<BTreeMap<String, Value>>,
}

#[derive(Deserialize)]
struct QueryLine {
    #[serde(rename = "_id")]
    id: Id,
    text: String,
}

/// Reads one line of `corpus.jsonl`. `line_number`, from 1, is for the error.
///
/// Metadata that is text and not empty becomes [`extra`](Document::extra);
/// dates among it stay text. Other metadata is ignored.
///
/// # Errors
/// [`Error::Judgments`] if the line is not a JSON object with an `_id` and a
/// `text`.
///
/// ```
/// use ibid::eval::beir;
///
/// let line = r#"{"_id": "7", "title": "Embargo", "text": "It was lifted.", "metadata": {"author": "Staff"}}"#;
/// let document = beir::document(line, 1)?;
/// assert_eq!((document.id.as_str(), document.title.as_str()), ("7", "Embargo"));
/// assert_eq!(document.extra["author"], "Staff");
///
/// let error = beir::document(r#"{"_id": "8"}"#, 2).unwrap_err();
/// assert_eq!(error.to_string(), "corpus line 2: missing field `text`, at column 12");
/// # Ok::<(), ibid::Error>(())
/// ```
pub fn document(line: &str, line_number: usize) -> Result<Document> {
    let CorpusLine { id, title, text, metadata } = parse(line, CORPUS, line_number)?;
    let id = id.into_text().map_err(|reason| error(CORPUS, line_number, reason))?;
    let mut document = Document::new(id, text).with_title(title.unwrap_or_default());
    for (name, value) in metadata.unwrap_or_default() {
        if let Value::String(value) = value
            && !value.is_empty()
        {
            document.extra.insert(name, value);
        }
    }
    Ok(document)
}

/// Reads one line of `queries.jsonl` into the query's id and text.
/// `line_number`, from 1, is for the error.
///
/// # Errors
/// [`Error::Judgments`] if the line is not a JSON object with an `_id` and a
/// `text`.
///
/// ```
/// use ibid::eval::beir;
///
/// let (id, text) = beir::query(r#"{"_id": "q1", "text": "arms embargo lifted"}"#, 1)?;
/// assert_eq!((id.as_str(), text.as_str()), ("q1", "arms embargo lifted"));
///
/// let error = beir::query("arms embargo lifted", 2).unwrap_err();
/// assert_eq!(error.to_string(), "queries line 2: expected a JSON object");
/// # Ok::<(), ibid::Error>(())
/// ```
pub fn query(line: &str, line_number: usize) -> Result<(String, String)> {
    let QueryLine { id, text } = parse(line, QUERIES, line_number)?;
    let id = id.into_text().map_err(|reason| error(QUERIES, line_number, reason))?;
    Ok((id, text))
}

/// Reads the lines of a `corpus.jsonl` one after another. Blank lines are
/// skipped. After an error the next lines are still read.
///
/// ```
/// use ibid::eval::beir;
///
/// let corpus = "{\"_id\": \"1\", \"text\": \"One.\"}\n\n{\"_id\": \"2\"}\n";
/// let is_ok: Vec<bool> = beir::documents(corpus).map(|document| document.is_ok()).collect();
/// assert_eq!(is_ok, [true, false]);
/// ```
pub fn documents(text: &str) -> impl Iterator<Item = Result<Document>> {
    super::numbered_lines(text).map(|(number, line)| document(line, number))
}

/// Reads the lines of a `queries.jsonl` one after another, as [`documents`]
/// does.
///
/// ```
/// use ibid::eval::beir;
///
/// let mut queries = beir::queries("{\"_id\": \"q1\", \"text\": \"arms embargo\"}\n");
/// assert_eq!(queries.next().unwrap()?, ("q1".to_owned(), "arms embargo".to_owned()));
/// # Ok::<(), ibid::Error>(())
/// ```
pub fn queries(text: &str) -> impl Iterator<Item = Result<(String, String)>> {
    super::numbered_lines(text).map(|(number, line)| query(line, number))
}

/// The names of the files in errors.
const CORPUS: &str = "corpus";
const QUERIES: &str = "queries";

fn parse<'a, T: Deserialize<'a>>(
    line: &'a str,
    file: &'static str,
    line_number: usize,
) -> Result<T> {
    // serde also reads an array into a struct, its values in order.
    if !line.trim_start().starts_with('{') {
        return Err(error(file, line_number, "expected a JSON object".into()));
    }
    serde_json::from_str(line).map_err(|cause| {
        // serde_json numbers the lines of its input, here always line 1.
        let message = cause.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        error(file, line_number, format!("{message}, at column {}", cause.column()))
    })
}

fn error(file: &'static str, line: usize, reason: String) -> Error {
    Error::Judgments { what: file, line, reason }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn corpus_lines() {
        let check = |line: &str, expected: Document| {
            assert_eq!(document(line, 1).unwrap(), expected, "{line}");
        };
        let plain = || Document::new("a", "Text.");
        check(r#"{"_id": "a", "text": "Text."}"#, plain());
        check(r#"{"text": "Text.", "title": null, "_id": "a", "url": 3}"#, plain());
        check(r#"{"_id": "a", "title": "T", "text": "Text."}"#, plain().with_title("T"));
        check(r#"{"_id": 12, "text": ""}"#, Document::new("12", ""));
        check(r#"{"_id": "a", "text": "Text.", "metadata": null}"#, plain());
        check(
            r#"{"_id": "a", "text": "Text.", "metadata": {"date": "May 1958", "topics": ["x"], "n": 1, "e": ""}}"#,
            plain().with_extra("date", "May 1958"),
        );
        check(r#"{"_id": "a", "text": "\u041c\u0438-35\r\n"}"#, Document::new("a", "Ми-35\r\n"));
    }

    #[test]
    fn errors_name_the_line() {
        let check = |line: &str, expected: &str| {
            assert_eq!(document(line, 9).unwrap_err().to_string(), expected, "{line}");
        };
        check("", "corpus line 9: expected a JSON object");
        check(r#"["a", "title", "text", null]"#, "corpus line 9: expected a JSON object");
        check("{", "corpus line 9: EOF while parsing an object, at column 1");
        check(r#"{"_id": "", "text": "x"}"#, "corpus line 9: `_id` is empty");
        check(r#"{"text": "x"}"#, "corpus line 9: missing field `_id`, at column 13");
        check(
            r#"{"_id": true, "text": "x"}"#,
            "corpus line 9: expected `_id` to be a string or a whole number, at column 12",
        );
        let error = query(r#"{"_id": "q"}"#, 4).unwrap_err().to_string();
        assert_eq!(error, "queries line 4: missing field `text`, at column 12");
    }

    #[test]
    fn numbers_count_blank_lines() {
        let text = "\u{feff}{\"_id\": \"1\", \"text\": \"a\"}\r\n\r\nx\r\n{\"_id\": \"2\", \"text\": \"b\"}";
        let read: Vec<String> = queries(text)
            .map(|query| query.map_or_else(|e| e.to_string(), |(id, text)| id + &text))
            .collect();
        assert_eq!(read, ["1a", "queries line 3: expected a JSON object", "2b"]);
        assert_eq!(documents(text).flatten().count(), 2);
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_writes(id in "\\PC{1,9}", title in any::<String>(), text in any::<String>()) {
            let line = serde_json::json!({"_id": id, "title": title, "text": text}).to_string();
            let expected = Document::new(&id, &text).with_title(&title);
            prop_assert_eq!(document(&line, 1).unwrap(), expected);
            prop_assert_eq!(query(&line, 1).unwrap(), (id, text));
        }

        #[test]
        fn never_panics(line in "[{}\":,_idtex0\\[\\]]{0,40}|\\PC{0,40}") {
            let _ = document(&line, 1);
            let _ = query(&line, 1);
        }
    }
}
