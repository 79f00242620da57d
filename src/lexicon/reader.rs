//! Reads the headers and entries of a lexicon one by one.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Lexicon;
use super::report::{Lines, Read};
use super::split::{LexiconLines, Shape};

/// Collects the entries and the problems of a lexicon.
#[derive(Default)]
pub(super) struct LexiconReader {
    pub(super) read: Read,
    pub(super) lines: Lines,
    /// The keys of the current table; `None` before the first header, and below a
    /// header that could not be read.
    table: Option<Vec<String>>,
    has_header: bool,
}

impl LexiconReader {
    /// Reads the next part of the text.
    pub(super) fn read_part(&mut self, part: LexiconLines<'_>) {
        match part.shape {
            Shape::Header => {
                self.has_header = true;
                self.table = self.read_header(part);
            }
            Shape::Entry => self.read_entry(part),
            Shape::Unclosed => {
                self.read
                    .add_problem(part.line, "the list is not closed: write ] after its last entry");
            }
        }
    }

    /// The keys of a header. `None` if it is invalid: the entries below it are left
    /// out, because their table is unknown.
    fn read_header(&mut self, part: LexiconLines<'_>) -> Option<Vec<String>> {
        const ADVICE: &str = "write [topic.NAME], [topic.NAME.terms], [topic.NAME.kinds], [family.\"NAME\"], \
                              [term.\"NAME\"] or [term.\"NAME\".weights]; the lines below it are left out";
        let table = match DeTable::parse(part.text) {
            Ok(table) => table,
            Err(error) => {
                self.read.add_problem(part.line, format!("{}: {ADVICE}", parse_error(&error)));
                return None;
            }
        };
        let path = header_path(table.get_ref());
        if !is_table(&path) {
            let name = path.join(".");
            self.read.add_problem(part.line, format!("there is no table {name:?}: {ADVICE}"));
            return None;
        }
        if let Some(first) = self.lines.get(&path) {
            let message = format!(
                "table {:?} already exists on line {first}: add its entries there",
                path.join(".")
            );
            self.read.add_problem(part.line, message);
        }
        self.add_table(&path, part.line);
        Some(path)
    }

    /// Adds the topic, family or term of a table, which may have no entry.
    fn add_table(&mut self, path: &[String], line: usize) {
        match path {
            [kind, name, ..] if kind == "topic" => {
                self.read.lexicon.topics.entry(name.clone()).or_default();
            }
            [kind, name, ..] if kind == "family" => {
                self.read.lexicon.families.entry(name.clone()).or_default();
            }
            [kind, name, ..] if kind == "term" => {
                self.read.lexicon.thesaurus.entry(name.clone()).or_default();
            }
            _ => {}
        }
        self.lines.entry(path.to_vec()).or_insert(line);
    }

    /// Reads an entry of the current table.
    fn read_entry(&mut self, part: LexiconLines<'_>) {
        let path = match &self.table {
            Some(path) => path.clone(),
            // The problem with the header was reported there.
            None if self.has_header => return,
            None => Vec::new(),
        };
        match DeTable::parse(part.text) {
            Ok(table) => self.read_table(&path, table.get_ref(), part),
            Err(error) => {
                let line = error.span().map_or(part.line, |span| part.line_at(span.start));
                let message = format!("{}: {}", parse_error(&error), example_line(&path));
                self.read.add_problem(line, message);
            }
        }
    }

    /// Reads the entries of a table, and of the tables inside it.
    fn read_table(&mut self, path: &[String], table: &DeTable<'_>, part: LexiconLines<'_>) {
        for (key, value) in table {
            let mut path = path.to_vec();
            path.push(key.get_ref().trim().to_owned());
            let line = part.line_at(key.span().start);
            match value.get_ref() {
                DeValue::Table(inner) if is_table(&path) => {
                    self.add_table(&path, line);
                    self.read_table(&path, inner, part);
                }
                _ => self.read_value(path, value, line, part),
            }
        }
    }

    /// Reads the value of the entry with these keys.
    fn read_value(
        &mut self,
        path: Vec<String>,
        value: &Spanned<DeValue<'_>>,
        line: usize,
        part: LexiconLines<'_>,
    ) {
        if let Some(first) = self.lines.get(&path) {
            let key = path.last().map_or("", String::as_str);
            let message = format!("{key:?} already exists on line {first}: keep one of the two");
            return self.read.add_problem(line, message);
        }
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        match keys[..] {
            ["topic", topic, field @ ("names" | "excludes")] => {
                let list = self.read_list(field, value, part);
                let topic = self.read.lexicon.topics.entry(topic.to_owned()).or_default();
                *(if field == "names" { &mut topic.names } else { &mut topic.excludes }) = list;
            }
            ["topic", _, "terms" | "kinds", _] | ["term", _, "weights", _] => {
                self.read_weight(&keys, value.get_ref(), line);
            }
            ["term", term, field @ ("same" | "narrower" | "related")] => {
                let list = self.read_list(field, value, part);
                let synonyms = self.read.lexicon.thesaurus.entry(term.to_owned()).or_default();
                *match field {
                    "same" => &mut synonyms.same,
                    "narrower" => &mut synonyms.narrower,
                    _ => &mut synonyms.related,
                } = list;
            }
            ["family", family, field] => self.read_family_field(family, field, value, line, part),
            _ => self.read.add_problem(line, unknown_key(&keys)),
        }
        self.lines.entry(path).or_insert(line);
    }

    /// Reads the weight of a topic's term or kind of equipment, or of a word of the
    /// thesaurus.
    fn read_weight(&mut self, keys: &[&str], value: &DeValue<'_>, line: usize) {
        let &[table, name, field, term] = keys else { return };
        if !term.chars().any(char::is_alphanumeric) {
            let message =
                format!("the term {term:?} has no letter: write a word or phrase in quotes");
            return self.read.add_problem(line, message);
        }
        let Some(weight) = as_number(value).filter(|weight| (0.0..=1.0).contains(weight)) else {
            let message = format!(
                "the weight of {term:?} is {}: write a number from 0 to 1, such as 0.7",
                describe(value)
            );
            return self.read.add_problem(line, message);
        };
        let Lexicon { topics, thesaurus, .. } = &mut self.read.lexicon;
        let weights = match (table, field) {
            ("term", _) => &mut thesaurus.entry(name.to_owned()).or_default().weights,
            (_, "terms") => &mut topics.entry(name.to_owned()).or_default().terms,
            _ => &mut topics.entry(name.to_owned()).or_default().kinds,
        };
        weights.insert(term.to_owned(), weight);
    }

    /// Reads a field of a family.
    fn read_family_field(
        &mut self,
        name: &str,
        field: &str,
        value: &Spanned<DeValue<'_>>,
        line: usize,
        part: LexiconLines<'_>,
    ) {
        match field {
            "kind" | "variant_of" => {
                let Some(text) = self.read_word(field, value, line) else { return };
                let family = self.read.lexicon.families.entry(name.to_owned()).or_default();
                match field {
                    "kind" => family.kind = text,
                    _ => family.variant_of = Some(text),
                }
            }
            "names" | "nato" | "same" | "variants" => {
                let list = self.read_list(field, value, part);
                let family = self.read.lexicon.families.entry(name.to_owned()).or_default();
                *match field {
                    "names" => &mut family.names,
                    "nato" => &mut family.nato,
                    "same" => &mut family.same,
                    _ => &mut family.variants,
                } = list;
            }
            _ => self.read.add_problem(line, unknown_key(&["family", name, field])),
        }
    }

    /// Reads a value of one word or phrase.
    fn read_word(
        &mut self,
        field: &str,
        value: &Spanned<DeValue<'_>>,
        line: usize,
    ) -> Option<String> {
        let text = value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let message = format!(
                "{field} is {}: write a word in quotes, such as {field} = {:?}",
                describe(value.get_ref()),
                if field == "kind" { "helicopter" } else { "Mi-24" }
            );
            self.read.add_problem(line, message);
        }
        text.map(str::to_owned)
    }

    /// Reads a list of words and phrases; invalid ones are reported and left out.
    fn read_list(
        &mut self,
        field: &str,
        value: &Spanned<DeValue<'_>>,
        part: LexiconLines<'_>,
    ) -> Vec<String> {
        let Some(entries) = value.get_ref().as_array() else {
            let message = format!("{field} is not a list: write {field} = [\"one\", \"another\"]");
            self.read.add_problem(part.line_at(value.span().start), message);
            return Vec::new();
        };
        let mut list = Vec::new();
        for entry in entries {
            match entry.get_ref().as_str().map(str::trim) {
                Some(text) if text.chars().any(char::is_alphanumeric) => list.push(text.to_owned()),
                _ => {
                    let value = describe(entry.get_ref());
                    let message = format!("{value} in {field} is no word: write it in quotes");
                    self.read.add_problem(part.line_at(entry.span().start), message);
                }
            }
        }
        list
    }
}

impl LexiconLines<'_> {
    /// The line of a byte of the part. For a byte in the blanks at its end, where the
    /// parser misses something, it is the last line with text.
    fn line_at(&self, byte: usize) -> usize {
        let before = self.text.trim_end().bytes().take(byte);
        self.line + before.filter(|&byte| byte == b'\n').count()
    }
}

/// The keys of a header that was parsed alone.
fn header_path(table: &DeTable<'_>) -> Vec<String> {
    let mut path = Vec::new();
    let mut inner = Some(table);
    while let Some((key, value)) = inner.and_then(|table| table.iter().next()) {
        path.push(key.get_ref().trim().to_owned());
        if !value.get_ref().is_table() {
            // [[NAME]] is a list of tables, which a lexicon does not have.
            path.push("[]".to_owned());
        }
        inner = value.get_ref().as_table();
    }
    path
}

/// Whether a lexicon has a table with these keys.
fn is_table(path: &[String]) -> bool {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    match keys[..] {
        ["topic" | "family" | "term"] => true,
        ["topic" | "family" | "term", name]
        | ["topic", name, "terms" | "kinds"]
        | ["term", name, "weights"] => name.chars().any(char::is_alphanumeric),
        _ => false,
    }
}

/// The number of a value; `None` for another type or a number in another base.
fn as_number(value: &DeValue<'_>) -> Option<f32> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
        _ => None,
    }
}

/// A value as messages show it.
fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "empty".to_owned(),
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        other => format!("of type {}", other.type_str()),
    }
}

/// The message of the TOML parser, in one line.
fn parse_error(error: &toml::de::Error) -> String {
    format!("this is not TOML ({})", error.message().lines().next().unwrap_or("cannot be read"))
}

/// Advice with a valid line of the table.
fn example_line(path: &[String]) -> &'static str {
    match path {
        [topic, _, _] if topic == "topic" => "write a line such as \"arms embargo\" = 0.9",
        [term, _, _] if term == "term" => "write a line such as chopper = 0.5",
        [term, ..] if term == "term" => "write a line such as same = [\"chopper\"]",
        [family, ..] if family == "family" => "write a line such as names = [\"Apache\"]",
        _ => "write a line such as names = [\"arms embargo\"]",
    }
}

/// The problem with a key that its table does not have.
fn unknown_key(keys: &[&str]) -> String {
    let key = keys.last().copied().unwrap_or_default();
    let advice = match keys {
        ["topic", _, "terms" | "kinds", ..] => "write a number, such as \"arms embargo\" = 0.9",
        ["topic", _, ..] => "write names, excludes, terms or kinds",
        ["family", _, ..] => "write kind, names, nato, same, variant_of or variants",
        ["term", _, "weights", ..] => "write a number, such as chopper = 0.5",
        ["term", _, ..] => "write same, narrower, related or weights",
        _ => "write it below a header such as [topic.embargo] or [family.\"Mi-35\"]",
    };
    format!("{key:?} is not known here: {advice}")
}
