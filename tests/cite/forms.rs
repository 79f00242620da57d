//! A thousand citations in each form, read by programs of others.

use std::collections::BTreeSet;

use biblatex::{Bibliography, ChunksExt};
use ibid::cite::{Form, Reference, read, write};
use serde_json::Value;

use crate::shelf::thousand;

/// The text on one line, as the forms that have no line ends in a field write it.
fn one_line(text: &str) -> String {
    let text = text.replace('\u{feff}', "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_shown =
        |c: char| !c.is_control() && !matches!(c as u32, 0x202a..=0x202e | 0x2066..=0x2069);
    words.join(" ").chars().map(|c| if is_shown(c) { c } else { '\u{fffd}' }).collect()
}

#[test]
fn every_form_is_read_back_and_holds() {
    let (index, references) = thousand();
    for form in Form::ALL {
        let file = write(references, form);
        let citations = read(&file);
        assert_eq!(citations.len(), references.len(), "{form}");
        for (cited, reference) in citations.iter().zip(references) {
            assert_eq!(cited.fault, None, "{form}");
            assert_eq!(cited.anchor, Some(reference.anchor()), "{form}");
            let is_exact = matches!(form, Form::CslJson | Form::Csv | Form::JsonLines);
            if is_exact {
                assert_eq!(cited.quotation, reference.quotation, "{form}");
            } else if matches!(form, Form::BibTex | Form::Ris) {
                assert_eq!(one_line(&cited.quotation), one_line(&reference.quotation), "{form}");
            }
        }
        let verdicts = index.verify_citations(&citations).unwrap();
        for (verdict, reference) in verdicts.iter().zip(references) {
            assert!(verdict.holds(), "{form}: {verdict} of {:?}", reference.quotation);
        }
    }
}

#[test]
fn bibtex_is_read_by_biblatex() {
    let (_, references) = thousand();
    let file = write(references, Form::BibTex);
    let bibliography = Bibliography::parse(&file).unwrap();
    assert_eq!(bibliography.len(), references.len());
    let mut keys = BTreeSet::new();
    for (entry, reference) in bibliography.iter().zip(references) {
        let field =
            |name: &str| entry.get(name).map(ChunksExt::format_verbatim).unwrap_or_default();
        let citation = &reference.citation;
        assert_eq!(field("title"), one_line(&citation.title), "{}", entry.key);
        assert_eq!(field("journaltitle"), one_line(&citation.source), "{}", entry.key);
        assert_eq!(field("abstract"), one_line(&reference.quotation), "{}", entry.key);
        assert!(field("note").ends_with(&reference.anchor().to_string()), "{}", field("note"));
        let url = reference.url.clone().unwrap_or_default();
        assert_eq!(field("url"), url.replace("--", "-%2D"));
        assert_eq!(field("urldate"), "2026-11-27");
        let date = citation.date.map(|date| date.to_string().replace("..", "/"));
        assert_eq!(field("date"), date.unwrap_or_default());
        let is_of_outlet = entry.entry_type == biblatex::EntryType::Article;
        assert_eq!(is_of_outlet, !citation.source.trim().is_empty());
        let authors: Vec<String> =
            entry.author().unwrap_or_default().iter().map(|author| author.name.clone()).collect();
        let expected: Vec<String> = reference.authors.iter().map(|name| one_line(name)).collect();
        assert_eq!(authors, expected, "{}", entry.key);
        assert!(entry.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        assert!(keys.insert(entry.key.clone()), "{} stands twice", entry.key);
    }
}

#[test]
fn csl_is_read_as_json() {
    let (_, references) = thousand();
    let items: Vec<Value> = serde_json::from_str(&write(references, Form::CslJson)).unwrap();
    assert_eq!(items.len(), references.len());
    for (item, reference) in items.iter().zip(references) {
        let citation = &reference.citation;
        let field = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
        assert_eq!(field("title"), citation.title);
        assert_eq!(field("container-title"), citation.source);
        assert_eq!(field("abstract"), reference.quotation);
        assert_eq!(field("URL"), reference.url.clone().unwrap_or_default());
        assert_eq!(field("note").lines().last(), Some(&*reference.anchor().to_string()));
        let kind = if citation.source.is_empty() { "document" } else { "article-newspaper" };
        assert_eq!(field("type"), kind);
        let names = item["author"].as_array().cloned().unwrap_or_default();
        let names: Vec<&str> = names.iter().map(|name| name["literal"].as_str().unwrap()).collect();
        assert_eq!(names, reference.authors);
        assert_eq!(item["accessed"]["date-parts"], serde_json::json!([[2026, 11, 27]]));
        let parts: Vec<String> = citation.date.map_or(Vec::new(), |date| {
            let ends = date.to_string();
            ends.split("..").map(|day| day.replace("-0", "-").replace('-', ",")).collect()
        });
        let issued = item["issued"]["date-parts"].as_array().cloned().unwrap_or_default();
        let issued: Vec<String> = issued
            .iter()
            .map(|day| {
                let day: Vec<String> =
                    day.as_array().unwrap().iter().map(ToString::to_string).collect();
                day.join(",")
            })
            .collect();
        let unpadded: Vec<String> =
            parts.iter().map(|part| part.trim_start_matches('0').to_owned()).collect();
        assert_eq!(issued, unpadded);
    }
}

#[test]
fn csv_is_read_by_the_crate_csv() {
    let (_, references) = thousand();
    let file = write(references, Form::Csv);
    let mut reader = csv_rows(&file);
    let names = reader.remove(0);
    assert_eq!(reader.len(), references.len());
    let runs = |cell: &str| {
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
    };
    for (row, reference) in reader.iter().zip(references) {
        assert!(row.iter().all(|cell| !runs(cell)), "{row:?}");
        let cell = |name: &str| {
            let at = names.iter().position(|column| column == name).unwrap();
            let bare = row[at].trim_start_matches('\'');
            let is_guarded = bare.len() < row[at].len() && runs(bare);
            if is_guarded { row[at][1..].to_owned() } else { row[at].clone() }
        };
        assert_eq!(cell("document"), reference.citation.document);
        assert_eq!(cell("title"), reference.citation.title);
        assert_eq!(cell("source"), reference.citation.source);
        assert_eq!(cell("author"), reference.authors.join("; "));
        assert_eq!(cell("part"), reference.part);
        assert_eq!(cell("quotation"), reference.quotation);
        assert_eq!(cell("ibid"), reference.anchor().to_string());
    }
}

fn csv_rows(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// As its specification has it: a tag of two signs, two blanks, a dash, a blank, a value.
#[test]
fn ris_is_lines_with_tags() {
    let (_, references) = thousand();
    let file = write(references, Form::Ris);
    assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "only CRLF ends lines");
    let records: Vec<&str> = file.split("ER  - \r\n").collect();
    assert_eq!(records.len(), references.len() + 1);
    for (record, reference) in records.iter().zip(references) {
        let lines = record.trim_start().split("\r\n").filter(|line| !line.is_empty());
        let fields: Vec<(&str, &str)> =
            lines.map(|line| line.split_once("  - ").unwrap()).collect();
        assert!(fields.iter().all(|(tag, value)| tag.len() == 2 && !value.contains("  - ")));
        let values = |tag: &str| -> Vec<&str> {
            fields.iter().filter(|field| field.0 == tag).map(|field| field.1).collect()
        };
        let citation = &reference.citation;
        let kind = if citation.source.trim().is_empty() { "GEN" } else { "NEWS" };
        assert_eq!(fields[0], ("TY", kind));
        let one = |text: &str| -> Vec<String> {
            let line = one_line(text);
            if line.is_empty() { Vec::new() } else { vec![line] }
        };
        assert_eq!(values("TI"), one(&citation.title));
        assert_eq!(values("T2"), one(&citation.source));
        assert_eq!(values("AB"), one(&reference.quotation));
        assert_eq!(values("AU").len(), reference.authors.len());
        assert_eq!(values("Y2"), ["2026/11/27/"]);
        assert!(values("N1")[0].ends_with(&reference.anchor().to_string()));
    }
}

/// Within a form no text may end what it stands in.
#[test]
fn text_and_markdown_stay_in_their_lines() {
    let (_, references) = thousand();
    for reference in references {
        let note = reference.written(Form::Text);
        let lines = 2 + usize::from(reference.url.is_some());
        assert_eq!(note.split('\n').count(), lines + 1, "{note:?}");
        let block = reference.written(Form::Markdown);
        let lines: Vec<&str> = block.split('\n').collect();
        let starts = ["> “", ">", "> ", "", "<!-- ibid:1 ", ""];
        assert_eq!(lines.len(), starts.len(), "{block:?}");
        assert!(lines.iter().zip(starts).all(|(line, start)| line.starts_with(start)), "{block:?}");
        for form in [Form::Text, Form::Markdown, Form::BibTex, Form::Ris] {
            let is_moved = |c: char| {
                matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                    || c.is_control() && c != '\n' && c != '\r'
            };
            assert!(!reference.written(form).contains(is_moved), "{form}");
        }
        let mut unescaped = String::new();
        let mut signs = block.chars();
        while let Some(sign) = signs.next() {
            if sign == '\\' {
                signs.next()
            } else {
                unescaped.push(sign);
                None
            };
        }
        let mut tags = unescaped.match_indices('<').map(|(at, _)| &unescaped[at..]);
        let is_ours = |tag: &str| tag.starts_with("<https://") || tag.starts_with("<!-- ibid:1");
        assert!(tags.all(is_ours), "{block}");
        assert_eq!(unescaped.matches("<!--").count(), 1, "{block}");
    }
}

#[test]
fn the_same_passage_has_one_key() {
    let (_, references) = thousand();
    let key = |file: &str| file.split_once('{').unwrap().1.split_once(',').unwrap().0.to_owned();
    let alone = key(&references[0].written(Form::BibTex));
    assert_eq!(key(&write(references, Form::BibTex)), alone);
    let twice = [references[0].clone(), references[0].clone()];
    let file = write(&twice, Form::BibTex);
    assert!(file.contains(&format!("{{{alone}-2,")), "{file}");
}

/// A reference survives JSON, for those who keep it.
#[test]
fn references_are_plain_data() {
    let (_, references) = thousand();
    let json = serde_json::to_string(references).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Reference>>(&json).unwrap(), *references);
}
