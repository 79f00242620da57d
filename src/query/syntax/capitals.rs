//! Operators in capitals among words in capitals, as in a pasted headline: there
//! they are words.

use super::chars::doubled_sign;
use super::field_names::FieldNames;
use super::lex::Lexer;
use super::token::{Token, TokenKind};
use crate::span::Span;

/// The fewest words of a query in capitals, operators included, that is a
/// headline.
const SHORTEST_HEADLINE: usize = 3;

/// The fewest words in capitals, besides operators, that are a headline within
/// a query that has small letters. Two may be acronyms: "NATO AND UN troops".
const SHORTEST_RUN: usize = 3;

/// What a token says of the capitals around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// `AND`, `OR`, `NOT` or `NEAR`, and where it stands.
    Operator(TokenKind, Span),
    /// A word in capitals.
    Capitals,
    /// A word without letters that have a case, such as a number.
    Neutral,
    /// A word with small letters.
    Small,
}

/// The operators of a query that are words, in its order.
///
/// A query all in capitals, of three words or more, is a headline, and so is a
/// run of three or more words in capitals beside others. In neither case does
/// an operator mean anything, unless single words alternate with `AND` and `OR`
/// ("NATO OR UN"). A query that has other signs of the language (quotes, `+`,
/// `-`, fields, groups with operators) is none.
///
/// Cost: the tokens are read once more if the text has an operator in capitals.
pub(super) fn word_operators(text: &str, names: FieldNames<'_>) -> Vec<Span> {
    if !["AND", "OR", "NOT", "NEAR"].iter().any(|operator| text.contains(operator)) {
        return Vec::new();
    }
    let Some(parts) = parts(text, names) else { return Vec::new() };
    let is_all = !parts.contains(&Part::Small);
    let mut operators = Vec::new();
    for run in parts.split(|part| *part == Part::Small) {
        let is_first = run.as_ptr() == parts.as_ptr();
        let is_last = run.as_ptr_range().end == parts.as_ptr_range().end;
        let run = among_capitals(run, is_first, is_last);
        if is_headline(run, is_all) {
            operators.extend(run.iter().filter_map(|part| match part {
                Part::Operator(_, span) => Some(*span),
                _ => None,
            }));
        }
    }
    operators
}

/// The parts of a query, or `None` where other signs show that it is written in
/// the query language.
fn parts(text: &str, names: FieldNames<'_>) -> Option<Vec<Part>> {
    let mut lexer = Lexer::new(text, names, &[]);
    let (mut parts, mut open, mut follows_group) = (Vec::new(), 0_usize, false);
    while let Some(token) = lexer.next_token() {
        let part = match token.kind {
            TokenKind::Open if matches!(parts.last(), Some(Part::Operator(..))) => return None,
            TokenKind::Open => {
                open += 1;
                continue;
            }
            TokenKind::Close => {
                (open, follows_group) = (open.saturating_sub(1), true);
                continue;
            }
            _ => part(token, text)?,
        };
        if matches!(part, Part::Operator(..)) && (open > 0 || follows_group) {
            return None;
        }
        follows_group = false;
        parts.push(part);
    }
    Some(parts)
}

/// What the token is; `None` for a sign of the query language.
fn part(token: Token, text: &str) -> Option<Part> {
    let word = token.span.of(text).unwrap_or_default();
    match token.kind {
        TokenKind::And | TokenKind::Or if doubled_sign(word).is_some() => None,
        TokenKind::And | TokenKind::Or | TokenKind::Not | TokenKind::Near(None) => {
            Some(Part::Operator(token.kind, token.span))
        }
        TokenKind::Word if word.contains(['*', '~']) => None,
        TokenKind::Word | TokenKind::UnknownField => {
            let has = |is: fn(char) -> bool| word.chars().any(is);
            Some(match (has(char::is_lowercase), has(char::is_uppercase)) {
                (true, _) => Part::Small,
                (false, true) => Part::Capitals,
                (false, false) => Part::Neutral,
            })
        }
        _ => None,
    }
}

/// The run without the operators at its ends that also stand beside a word in
/// small letters.
fn among_capitals(run: &[Part], is_first: bool, is_last: bool) -> &[Part] {
    let is_word = |part: &Part| !matches!(part, Part::Operator(..));
    let start = if is_first { Some(0) } else { run.iter().position(is_word) };
    let end =
        if is_last { Some(run.len()) } else { run.iter().rposition(is_word).map(|at| at + 1) };
    start.zip(end).and_then(|(start, end)| run.get(start..end)).unwrap_or_default()
}

fn is_headline(run: &[Part], is_all: bool) -> bool {
    let capitals = run.iter().filter(|part| **part == Part::Capitals).count();
    let is_long = if is_all {
        run.len() >= SHORTEST_HEADLINE && capitals > 1
    } else {
        capitals >= SHORTEST_RUN
    };
    is_long && !alternates(run)
}

/// Whether single words stand between `AND` and `OR`, where `NOT` may follow:
/// "NATO OR UN", "ARMS AND NOT OIL".
fn alternates(run: &[Part]) -> bool {
    let mut needs_word = true;
    for part in run {
        needs_word = match (part, needs_word) {
            (Part::Operator(TokenKind::And | TokenKind::Or, _), false)
            | (Part::Operator(TokenKind::Not, _), true) => true,
            (Part::Capitals | Part::Neutral, true) => false,
            _ => return false,
        };
    }
    !needs_word && !matches!(run.first(), Some(Part::Operator(..)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_that_are_words() {
        let check = |text: &str, expected: &[&str]| {
            let words = word_operators(text, FieldNames::default());
            let words: Vec<&str> = words.iter().filter_map(|span| span.of(text)).collect();
            assert_eq!(words, expected, "{text}");
        };
        check("RIOT POLICE AND CROWDS CLASH", &["AND"]);
        check("SENATE WILL NOT VOTE ON TANKS AND JETS", &["NOT", "AND"]);
        check("NOT ONE TANK LEFT", &["NOT"]);
        check("CRASH NEAR KABUL", &["NEAR"]);
        check("TALKS NOT OVER", &["NOT"]);
        check("4 DEAD, 12 HURT AND NONE FREED", &["AND"]);
        check("DUBAI (AGENCY) TANKERS NOT SOLD", &["NOT"]);
        check("ТАНКИ ДЛЯ КАБУЛА NOT SOLD", &["NOT"]);
        // A headline beside other words.
        check("SENATE WILL NOT VOTE yesterday", &["NOT"]);
        check("why SENATE WILL NOT VOTE", &["NOT"]);
        check("tanks AND SENATE WILL NOT VOTE", &["NOT"]);
        // Single words that operators join.
        check("NATO OR UN", &[]);
        check("TANKS AND JETS AND SHIPS", &[]);
        check("TANKS AND NOT JETS", &[]);
        check("T-72 AND LEOPARD", &[]);
        // Operators beside small letters, and among few capitals.
        check("tanks AND jets", &[]);
        check("Mi-35 AND Pakistan", &[]);
        check("NATO AND UN troops", &[]);
        check("US NOT UK embargo", &[]);
        check("tanks NOT SENATE VOTE PASSED", &[]);
        // Too short, or no capitals.
        check("NOT GUILTY", &[]);
        check("AND OR NOT", &[]);
        check("2014 AND 2015 2016", &[]);
        // Other signs of the language.
        check("\"TANKS SOLD\" AND JETS ARE NOT", &[]);
        check("+TANKS AND JETS NOT SOLD", &[]);
        check("TANKS AND JETS NOT SOLD -SHIPS", &[]);
        check("TITLE:TANKS AND JETS NOT SOLD", &[]);
        check("(TANKS OR JETS) AND SHIPS SOLD", &[]);
        check("(TANKS SOLD) AND SHIPS SOLD", &[]);
        check("TANK* AND SHIPS NOT SOLD", &[]);
        check("TANKS SOLD && SHIPS NOT SOLD", &[]);
        check("", &[]);
    }
}
