//! Quoted words to a node. A star in quotes, which other languages know, stands
//! for other words there.

use super::ast::{Clause, Node, Occur};
use super::escape::is_escaped;
use super::notice::{Notice, Notices};
use crate::query::syntax::word;
use crate::span::Span;

/// The node of quoted words: a phrase, or, where one has a star, its parts, each
/// of them required.
pub(super) fn node(text: &str, slop: u32, span: Span, notices: &mut Notices) -> Node {
    let phrase = |slop: u32| Node::Phrase { text: text.to_owned(), slop, span };
    if !text.contains('*') {
        return phrase(slop);
    }
    let pieces = pieces(text);
    if !pieces.iter().any(|piece| piece.is_prefix) {
        if pieces.iter().any(|piece| piece.has_star && !piece.is_star) {
            notices.push(Notice::star_in_phrase(text, span));
        }
        return phrase(if slop == 0 { slop_of_stars(&pieces) } else { slop });
    }
    let mut clauses = Vec::new();
    for run in pieces.chunk_by(|a, b| !a.is_prefix && !b.is_prefix) {
        clauses.extend(clause(text, run, span));
    }
    notices.push(Notice::star_in_quotes(text, clauses.len(), span));
    match clauses.pop() {
        None => phrase(slop),
        Some(only) if clauses.is_empty() => only.node,
        last => {
            clauses.extend(last);
            Node::Group { clauses, span }
        }
    }
}

/// A part of a quoted text between blanks.
struct Piece {
    /// Its bytes in the text.
    span: Span,
    /// Whether a word ends in a star, with enough letters before it.
    is_prefix: bool,
    /// Whether it is only a star.
    is_star: bool,
    /// Whether it has a star that no backslash escapes.
    has_star: bool,
}

fn pieces(text: &str) -> Vec<Piece> {
    let piece = |(start, word): (usize, &str)| Piece {
        span: Span::new(start, start + word.len()),
        is_prefix: prefix(word).is_some(),
        is_star: word.chars().all(|c| c == '*'),
        has_star: word.match_indices('*').any(|(at, _)| !is_escaped(word, at)),
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let trimmed = word.trim_end();
        if !trimmed.is_empty() {
            pieces.push(piece((at, trimmed)));
        }
        at += word.len();
    }
    pieces
}

/// The slop of `"arms * embargo"`, where a star is any word in between.
fn slop_of_stars(pieces: &[Piece]) -> u32 {
    let stars = pieces.iter().filter(|piece| piece.is_star).count();
    // Cast: a query has at most 64 KiB.
    if pieces.len() > stars + 1 { stars as u32 } else { 0 }
}

/// The letters before the star that a word ends in.
fn prefix(word: &str) -> Option<&str> {
    let (stem, tail) = word.trim_end_matches([',', ';', '.', '?', '!']).split_once('*')?;
    // Without quotes, as it is printed, it is one word and no operator.
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.');
    let is_stem = stem.starts_with(char::is_alphanumeric) && stem.chars().all(is_plain);
    (is_stem && word::may_be_prefix(stem) && tail.is_empty()).then_some(stem)
}

/// The required clause of a word with a star, or of words without any.
fn clause(text: &str, run: &[Piece], span: Span) -> Option<Clause> {
    let (first, last) = (run.first()?, run.last()?);
    let of_run = Span::new(first.span.start, last.span.end);
    let typed = of_run.of(text)?;
    let node = match prefix(typed).filter(|_| first.is_prefix) {
        Some(stem) => {
            let start = of_run.start + span.start;
            Node::Prefix { text: stem.to_owned(), span: Span::new(start, start + stem.len()) }
        }
        None if !typed.contains(char::is_alphanumeric) => return None,
        None => {
            let (text, slop) = (typed.to_owned(), slop_of_stars(run));
            Node::Phrase { text, slop, span: of_run.shifted(span.start) }
        }
    };
    Some(Clause { occur: Occur::Must, node })
}
