//! Joins a line with the next: hyphens that a line's end made go, others stay.

use std::collections::HashSet;

/// The words of a document, in small letters: those with a hyphen within a line,
/// too.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: HashSet<String>,
}

impl Words {
    /// The words of some lines, but for those that a line's end may have cut.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut words = HashSet::new();
        for line in lines {
            for word in line.split(|c: char| !is_of_word(c)).filter(|word| !word.ends_with('-')) {
                if !word.is_empty() {
                    words.insert(word.to_lowercase());
                }
            }
        }
        Self { words }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '\'' || c == '’'
}

/// Appends a line to a text of the same paragraph.
pub(super) fn append(text: &mut String, line: &str, words: &Words) {
    let last = text.chars().next_back();
    let first = line.chars().next();
    match (last, first) {
        (Some('-'), Some(first)) => append_behind_hyphen(text, line, first, words),
        // A dash that has a blank before it has one behind it, too.
        (Some('—' | '–'), _) if !text.trim_end_matches(['—', '–']).ends_with(' ') => {}
        (Some(last), Some(first)) if is_ideograph(last) && is_ideograph(first) => {}
        (None, _) | (_, None) => {}
        _ => text.push(' '),
    }
    text.push_str(line);
}

fn append_behind_hyphen(text: &mut String, line: &str, first: char, words: &Words) {
    let before = text.trim_end_matches('-');
    if text.len() - before.len() > 1 || before.is_empty() || before.ends_with(' ') {
        // Dashes made of hyphens.
        text.push(' ');
        return;
    }
    let start = before.rfind(|c: char| !is_of_word(c)).map_or(0, |at| {
        at + before.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
    });
    let head = before.get(start..).unwrap_or_default();
    let tail: &str = line.split(|c: char| !is_of_word(c)).next().unwrap_or_default();
    let is_of_letters = head.chars().next_back().is_some_and(char::is_alphabetic);
    if first.is_lowercase() && is_of_letters && is_cut(head, tail, words) {
        text.pop();
    }
}

/// Whether the end of a line cut a word: unless the document has it with the hyphen,
/// or has both halves as words and not the whole.
fn is_cut(head: &str, tail: &str, words: &Words) -> bool {
    let has_whole = words.has(&format!("{head}{tail}"));
    let has_hyphen = words.has(&format!("{head}-{tail}"));
    let has_halves = words.has(head) && words.has(tail);
    has_whole || !has_hyphen && !has_halves
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined() {
        let cases = [
            (["the heli-", "copter"], "the helicopter"),
            (["a well-", "known tug"], "a well-known tug"),
            (["the air-", "craft"], "the aircraft"),
            (["an anti-", "Tank"], "an anti-Tank"),
            (["the Mi-", "35 is"], "the Mi-35 is"),
            (["a dash—", "here"], "a dash—here"),
            (["a dash –", "here"], "a dash – here"),
            (["one", "two"], "one two"),
            (["武装", "直升"], "武装直升"),
            (["one --", "two"], "one -- two"),
            (["", "two"], "two"),
        ];
        let words = Words::of(["well-known", "air", "craft", "aircraft", "known"].into_iter());
        for ([first, second], expected) in cases {
            let mut text = first.to_owned();
            append(&mut text, second, &words);
            assert_eq!(text, expected);
        }
    }
}
