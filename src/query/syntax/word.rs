//! One word, with the star or tilde that it may end in, to a node.

use super::ast::Node;
use super::chars::{is_sign, number_length};
use super::escape::is_escaped;
use super::notice::{Notice, Notices};
use crate::span::Span;

/// The fewest letters before a star: one letter is a prefix of too many words.
const SHORTEST_PREFIX: usize = 2;

/// The fewest letters before a tilde: any two words of two letters are within
/// two edits.
const SHORTEST_FUZZY: usize = 3;

/// The longest word, in letters, in which `~` without a number allows one edit;
/// it allows two in longer words.
const SHORT_WORD: usize = 5;

/// The node of one word.
pub(super) fn node(word: &str, span: Span, notices: &mut Notices) -> Node {
    let expanded = if is_bare_operator(word) || word.starts_with(is_sign) || word.starts_with("==")
    {
        let problem = "stands before nothing that it could apply to";
        let advice = "leave it out, or join it to the word that it is for";
        notices.push(Notice::stray_sign(word, [problem, "it was read as text", advice], span));
        None
    } else if is_comparison(word) {
        notices.push(Notice::comparison(word, span));
        None
    } else {
        if word.contains("\\\"") {
            notices.push(Notice::escaped_quote(word, span));
        }
        prefix(word, span, notices).or_else(|| fuzzy(word, span, notices))
    };
    expanded.unwrap_or_else(|| Node::Text { text: word.to_owned(), span })
}

/// Whether the word has only characters that are operators elsewhere.
fn is_bare_operator(word: &str) -> bool {
    word.chars().all(|c| is_sign(c) || matches!(c, '*' | '~' | '/' | ':' | '=' | '^' | '<' | '>'))
}

/// Whether the word compares a number with nothing: ">2014".
fn is_comparison(word: &str) -> bool {
    let number = word.trim_start_matches(['<', '>', '=', '≤', '≥']);
    number.len() < word.len()
        && number.starts_with(|c: char| c.is_ascii_digit())
        && !word.starts_with('=')
}

/// A prefix, if the word has a star or another sign for letters and is no
/// ill-formed one.
fn prefix(word: &str, span: Span, notices: &mut Notices) -> Option<Node> {
    let (at, sign) = wildcard(word)?;
    let (stem, tail) = word.split_at_checked(at)?;
    if !may_be_prefix(stem) {
        notices.push(Notice::short_prefix(word, sign, span));
        return None;
    }
    let tail = tail.get(sign.len_utf8()..).unwrap_or_default();
    if tail.contains(|c: char| c.is_alphanumeric() || c == '*') {
        notices.push(Notice::star_inside(word, stem, sign, span));
    }
    Some(Node::Prefix {
        text: stem.to_owned(),
        span: Span::new(span.start, span.start + stem.len()),
    })
}

/// Whether a star may follow the letters.
pub(super) fn may_be_prefix(stem: &str) -> bool {
    // Printed, a prefix with a parenthesis would not be one word.
    letters(stem) >= SHORTEST_PREFIX && !stem.contains(['(', ')'])
}

/// The first sign that stands for letters, and its byte: a star, a question
/// mark within a word, or a percent sign at an end of one.
fn wildcard(word: &str) -> Option<(usize, char)> {
    // A star cuts off what follows it.
    let kept = word.split('*').next().unwrap_or_default();
    let is_address = kept.contains(['/', '=', '&', ':']);
    // Question marks side by side have one text behind them, which is read once.
    let (mut run_end, mut is_inside) = (0, false);
    word.char_indices().find(|&(at, c)| {
        let after = || word.get(at + c.len_utf8()..).unwrap_or_default();
        let is_letter_before = || {
            word.get(..at).and_then(|before| before.chars().last()).is_some_and(char::is_alphabetic)
        };
        let stands = match c {
            '*' => true,
            '?' => {
                if at >= run_end {
                    let after = after().trim_start_matches('?');
                    run_end = word.len() - after.len();
                    is_inside = after.starts_with(char::is_alphanumeric);
                }
                !is_address && is_inside
            }
            '%' if at == 0 => after().starts_with(char::is_alphabetic),
            '%' => is_letter_before() && after().chars().all(|c| ",;.!?".contains(c)),
            _ => false,
        };
        stands && !is_escaped(word, at)
    })
}

/// A fuzzy word, if the word ends in a tilde and is no ill-formed one.
fn fuzzy(word: &str, span: Span, notices: &mut Notices) -> Option<Node> {
    let (stem, number) = word.trim_end_matches([',', ';', '.', '?', '!']).rsplit_once('~')?;
    let is_number = number_length(number) == number.len();
    if !is_number || !stem.ends_with(char::is_alphanumeric) || stem.contains(['(', ')', '*']) {
        return None;
    }
    if letters(stem) < SHORTEST_FUZZY {
        notices.push(Notice::short_fuzzy(word, span));
        return None;
    }
    let edits = edits(word, stem, number, span, notices)?;
    let span = Span::new(span.start, span.start + stem.len());
    Some(Node::Fuzzy { text: stem.to_owned(), edits, span })
}

/// The edits that the number after a tilde allows, or `None` for a word that is
/// searched as text.
fn edits(word: &str, stem: &str, number: &str, span: Span, notices: &mut Notices) -> Option<u8> {
    match number {
        "" if letters(stem) <= SHORT_WORD => Some(1),
        "1" => Some(1),
        "" | "2" => Some(2),
        // A similarity, as older versions of Lucene had it.
        _ if number.contains('.') => {
            let edits = if letters(stem) <= SHORT_WORD { 1 } else { 2 };
            notices.push(Notice::bad_edits(word, stem, &format!("with {edits}"), span));
            Some(edits)
        }
        "0" => {
            notices.push(Notice::bad_edits(word, stem, "as text", span));
            None
        }
        _ => {
            notices.push(Notice::bad_edits(word, stem, "with 2", span));
            Some(2)
        }
    }
}

/// The number of letters and digits.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
