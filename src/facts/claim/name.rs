//! The name of a speaker, without the day and the auxiliaries around it.

use super::adverb::is_adverb;
use crate::facts::calendar::names::is_name;
use crate::facts::token::Tokens;

/// Words that begin a phrase of time.
const OPENERS: &[&str] = &["on", "in", "since", "late", "early", "last", "this", "next", "earlier"];

/// Phrases of time that are a word.
const DAYS: &[&str] = &["yesterday", "today", "tomorrow", "meanwhile", "later", "earlier", "then"];

/// Words between a name and its verb.
const AUXILIARIES: &[&str] = &["has", "have", "had", "also", "then", "later", "again"];

/// The name in the tokens from `start` to `end`: "On Monday Peru has" is "Peru".
pub(super) fn name_in(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let start = behind_time(tokens, start, end);
    let mut end = end;
    loop {
        let before = end;
        while end > start && (tokens.is_any(end - 1, AUXILIARIES) || is_adverb(tokens, end - 1)) {
            end -= 1;
        }
        // "Peru on Monday denied".
        let phrase = (start + 1..end)
            .rev()
            .take(4)
            .find(|at| tokens.is_any(*at, OPENERS) && behind_time(tokens, *at, end) == end);
        end = phrase.unwrap_or(end);
        if end == before {
            break;
        }
    }
    let has_name = (start..end).any(|at| tokens.is_word(at));
    has_name.then_some((start, end))
}

/// The place behind the phrase of time that begins at a place; the place where
/// none begins.
fn behind_time(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end && tokens.is_any(at, OPENERS) {
        at += 1;
    }
    let opened = at;
    while at < end && is_time(tokens, at) {
        at += 1;
    }
    let is_word = at == opened && at < end && tokens.is_any(start, DAYS);
    // "In" and "this" alone begin something else: "this company".
    let behind = match (at > opened, is_word) {
        (true, _) => at,
        (false, true) => start + 1,
        (false, false) => return start,
    };
    behind + usize::from(behind < end && tokens.is_mark(behind, ','))
}

fn is_time(tokens: &Tokens<'_>, at: usize) -> bool {
    const PARTS: &[&str] =
        &["day", "week", "month", "quarter", "year", "morning", "afternoon", "evening", "night"];
    let is_date = is_name(tokens.word(at)) && tokens.is_capital(at);
    is_date || tokens.is_digits(at) || tokens.is_any(at, PARTS)
}
