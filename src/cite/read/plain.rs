//! Citations in texts and in Markdown: anchors on lines of their own, and the quotation
//! above each.

use super::super::anchor::{Anchor, START};
use super::super::cited::Cited;

/// The most lines that an anchor may be wrapped to.
const ANCHOR_LINES: usize = 8;

pub(super) fn citations(text: &str) -> Vec<Cited> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut citations, mut block_start) = (Vec::new(), 0);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_anchor(line)) {
        let _ = line;
        let block = lines.get(block_start..at).unwrap_or_default();
        let (anchor, fault) = match anchor(lines.get(at..).unwrap_or_default()) {
            Ok(anchor) => (Some(anchor), None),
            Err(error) => (None, Some(error)),
        };
        let quotation = quotation(block);
        citations.push(Cited { line: Some(at + 1), name: String::new(), anchor, fault, quotation });
        block_start = at + 1;
    }
    citations
}

/// The line without what may stand around an anchor: a comment of HTML, a quotation of
/// Markdown or an e-mail.
fn bare(line: &str) -> &str {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    line.strip_prefix("<!--").unwrap_or(line).trim_start()
}

fn is_anchor(line: &str) -> bool {
    bare(line)
        .strip_prefix(START)
        .is_some_and(|behind| behind.is_empty() || behind.starts_with(char::is_whitespace))
}

/// The anchor that these lines begin with. A program may have wrapped it.
fn anchor(lines: &[&str]) -> Result<Anchor, String> {
    let mut text = String::new();
    let mut fault = String::new();
    for (at, line) in lines.iter().take(ANCHOR_LINES).enumerate() {
        if at > 0 && (line.trim().is_empty() || is_anchor(line)) {
            break;
        }
        text.push(' ');
        text.push_str(bare(line).trim_end().trim_end_matches("-->"));
        match text.trim_start().parse::<Anchor>() {
            Ok(anchor) => return Ok(anchor),
            Err(error) if at == 0 => fault = error.to_string(),
            Err(_) => {}
        }
    }
    Err(fault)
}

/// The quotation in the lines above an anchor.
fn quotation(block: &[&str]) -> String {
    let first = block.iter().position(|line| line.starts_with("> “"));
    let Some(first) = first else {
        let text = block.join("\n");
        let begun = text.split_once(": “").map(|(_, begun)| begun);
        let ended = begun.and_then(|begun| begun.rsplit_once('”'));
        return ended.map(|(quotation, _)| quotation.to_owned()).unwrap_or_default();
    };
    let lines = block.get(first..).unwrap_or_default().iter();
    let lines = lines.map(|line| line.trim_start_matches(['>', ' ']));
    let paragraph: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let text = unescaped(&paragraph.join(" "));
    let inner = text.strip_prefix('“').and_then(|text| text.trim_end().strip_suffix('”'));
    inner.unwrap_or_default().to_owned()
}

/// The text without the backslashes of Markdown.
fn unescaped(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_escape = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        unescaped.extend(if is_escape { chars.next() } else { Some(c) });
    }
    unescaped
}
