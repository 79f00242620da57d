//! A record of a file: fields with names, whatever form they were written in.

use super::super::anchor::{Anchor, AnchorError, START};
use super::super::cited::Cited;

/// Fields that quote, the surest first.
const QUOTATIONS: [&str; 8] =
    ["quotation", "quote", "abstract", "abstract note", "ab", "n2", "annote", "annotation"];

/// Fields that may quote, in files of other programs.
const NOTES: [&str; 4] = ["note", "notes", "n1", "extra"];

/// Fields that name a record.
const NAMES: [&str; 8] = ["key", "id", "citation-key", "title", "ti", "t1", "document", "item"];

/// Fields of the cited text: what looks like an anchor there is a part of it.
const OF_THE_TEXT: [&str; 8] =
    ["title", "ti", "t1", "container-title", "journaltitle", "t2", "url", "ur"];

/// A record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The line that it begins on.
    pub(super) line: Option<usize>,
    /// Names in small letters, with their values.
    pub(super) fields: Vec<(String, String)>,
    /// Why it cannot be read.
    pub(super) fault: Option<String>,
}

impl Record {
    /// A record that cannot be read.
    pub(super) fn faulty(line: Option<usize>, fault: String) -> Self {
        Self { line, fields: Vec::new(), fault: Some(fault) }
    }

    /// Whether a field of this name says what is cited.
    pub(super) fn is_of_citations(name: &str) -> bool {
        name == "ibid" || QUOTATIONS.contains(&name) || NOTES.contains(&name)
    }

    pub(super) fn cited(&self) -> Cited {
        let anchor = self.anchor();
        let fields = if anchor.is_some() { &NOTES[..0] } else { &NOTES[..] };
        let quotation = self.first_of(&QUOTATIONS).or_else(|| self.first_of(fields));
        let (anchor, fault) = match anchor {
            Some(Ok(anchor)) => (Some(anchor), self.fault.clone()),
            Some(Err(fault)) => (None, Some(fault)),
            None => (None, self.fault.clone()),
        };
        Cited {
            line: self.line,
            name: self.first_of(&NAMES).unwrap_or_default().to_owned(),
            anchor,
            fault,
            quotation: quotation.unwrap_or_default().to_owned(),
        }
    }

    /// The first of these fields that is not blank.
    fn first_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let fields = self.fields.iter().filter(|(field, _)| field == name);
            fields.map(|(_, value)| value.as_str()).find(|value| !value.trim().is_empty())
        })
    }

    /// Its anchor, or what is wrong with it: of the field that is one, else of a note, else
    /// of any field that is not of the text. The last one of a field counts: what stands
    /// before it may be of the document.
    fn anchor(&self) -> Option<Result<Anchor, String>> {
        let is_other = |name: &str| !OF_THE_TEXT.contains(&name) && !QUOTATIONS.contains(&name);
        let last = self
            .last_anchor(|name| name == "ibid")
            .or_else(|| self.last_anchor(|name| NOTES.contains(&name)))
            .or_else(|| self.last_anchor(is_other))?;
        Some(last.parse().map_err(|error: AnchorError| error.to_string()))
    }

    fn last_anchor(&self, is_looked_at: impl Fn(&str) -> bool) -> Option<&str> {
        let fields = self.fields.iter().filter(|(name, _)| is_looked_at(name));
        let last = fields.filter_map(|(_, value)| value.get(last_start(value)?..)).next_back()?;
        // A note of HTML closes behind it; an anchor has no such sign.
        last.split('<').next()
    }
}

/// Where the last anchor of a text begins: behind a blank, or at its start.
fn last_start(text: &str) -> Option<usize> {
    let is_start = |at: &usize| {
        let (before, behind) = text.split_at_checked(*at).unwrap_or_default();
        let behind = behind.get(START.len()..).unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || ";>\"(".contains(c);
        let begins = before.chars().next_back().is_none_or(is_end);
        begins && behind.chars().next().is_none_or(char::is_whitespace)
    };
    text.rmatch_indices(START).map(|(at, _)| at).find(is_start)
}
