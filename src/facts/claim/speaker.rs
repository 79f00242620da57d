//! Who says a sentence: "X said", "according to X", ": report".

use super::adverb::is_adverb;
use super::cue::{BE_FORMS, CuePlace};
use super::name::name_in;
use super::saying_words::{ANNOUNCES, SAYS};
use super::status::Status;
use crate::facts::token::Tokens;
use crate::facts::trigger::Triggers;
use crate::span::Span;

const PRONOUNS: &[&str] = &["he", "she", "it", "they"];

/// Words between a name and its verb of saying.
const BETWEEN: &[&str] = &[
    "was",
    "were",
    "has",
    "have",
    "had",
    "quoted",
    "quoting",
    "as",
    "also",
    "been",
    ",",
    "then",
    "later",
    "earlier",
    "meanwhile",
    "however",
];

/// A name has at most this many tokens.
const MAX_NAME: usize = 18;

/// The speakers of a text, sentence by sentence.
#[derive(Debug, Default)]
pub(in crate::facts) struct Speakers {
    /// The last one who was named; pronouns stand for it.
    last: Option<Span>,
}

impl Speakers {
    /// Who says the sentence from `first` to `end`, or what its cue claims.
    pub(in crate::facts) fn of_sentence(
        &mut self,
        tokens: &Tokens<'_>,
        first: usize,
        end: usize,
        cue: Option<&CuePlace>,
    ) -> Option<Span> {
        let said = saying(tokens, first, end, cue).or_else(|| according(tokens, first, end));
        let said = said.or_else(|| cue.and_then(|cue| subject_of_denial(tokens, first, cue)));
        let (start, stop) = said.or_else(|| report(tokens, first, end))?;
        let is_pronoun = stop == start + 1 && PRONOUNS.contains(&tokens.word(start));
        if is_pronoun {
            return self.last.or(Some(tokens.span(start)));
        }
        let span = tokens.span_of(start, stop);
        self.last = Some(span);
        Some(span)
    }
}

/// The name beside a verb of saying: the tokens from its first to behind its
/// last one.
fn saying(
    tokens: &Tokens<'_>,
    first: usize,
    end: usize,
    cue: Option<&CuePlace>,
) -> Option<(usize, usize)> {
    let verbs = tokens.claiming(first, end, Triggers::SAYING);
    let verbs = verbs.filter(|at| is_saying(tokens, *at, end));
    let mut verbs = verbs.filter(|at| {
        let is_before = cue.is_none_or(|cue| *at < cue.first);
        is_before || is_closing(tokens, first, *at, end)
    });
    verbs.find_map(|at| name_before(tokens, first, at).or_else(|| name_behind(tokens, at, end)))
}

fn is_saying(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let is_announcing = ANNOUNCES.contains(&tokens.word(at))
        && (at + 1..(at + 4).min(end)).any(|place| tokens.is(place, "that"));
    let says = SAYS.contains(&tokens.word(at)) && (!tokens.is(at, "added") || adds(tokens, at));
    (says || is_announcing) && !is_passive_or_negated(tokens, at)
}

/// Whether "added" says something: "he added that", with a quotation or a comma
/// beside it. "The yard added six tugs" says nothing.
fn adds(tokens: &Tokens<'_>, at: usize) -> bool {
    const MARKS: &[&str] = &[",", "\"", "“", "”", ":", "."];
    let before = at.wrapping_sub(1);
    PRONOUNS.contains(&tokens.word(before)) && !tokens.is(before, "it")
        || tokens.is(at + 1, "that")
        || tokens.is_any(at + 1, MARKS)
        || tokens.is_any(before, MARKS)
}

/// Whether nobody says it: "is said to", "it was reported that", "has never
/// confirmed".
fn is_passive_or_negated(tokens: &Tokens<'_>, at: usize) -> bool {
    let skipped = usize::from(is_adverb(tokens, at.wrapping_sub(1)));
    let before = at.wrapping_sub(1 + skipped);
    BE_FORMS.contains(&tokens.word(before)) || tokens.is_any(before, &["never", "not", "t"])
}

/// Whether a verb of saying closes its sentence, or follows a quotation: what is
/// said stands before it.
fn is_closing(tokens: &Tokens<'_>, first: usize, at: usize, end: usize) -> bool {
    let is_last = (at + 1..end).all(|place| !tokens.is_word(place)) || at + 4 >= end;
    let comma =
        (first..at).rev().take(MAX_NAME).find(|place| tokens.is_any(*place, &[",", "\"", "”"]));
    // "a clerk said on Monday", "a clerk told reporters, and".
    let behind = at + 1 + usize::from(tokens.is(at, "told"));
    let is_early = comma.is_some() && tokens.is_any(behind, &[".", ",", "of", "in", "on", "at"]);
    comma.is_some() && (is_last || is_early)
}

/// The name before a verb of saying, back to a comma or quotation mark. An
/// apposition belongs to it: "Lee, the yard's manager, said".
fn name_before(tokens: &Tokens<'_>, first: usize, at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    while end > first && (tokens.is_any(end - 1, BETWEEN) || is_adverb(tokens, end - 1)) {
        end -= 1;
    }
    let is_apposition = end < at && tokens.is_mark(end, ',');
    let mut start = end;
    let mut commas = 0;
    while start > first && end - start < MAX_NAME {
        let before = start - 1;
        if tokens
            .is_any(before, &["\"", "”", ";", ":", "that", "but", "although", "though", "after"])
        {
            break;
        }
        if tokens.is_mark(before, ',') {
            commas += 1;
            if !is_apposition || commas > 1 {
                break;
            }
        }
        start = before;
    }
    name_in(tokens, start, end).filter(|(start, end)| end - start <= MAX_NAME)
}

/// The name behind a verb of saying: "said Ann Lee, a clerk".
fn name_behind(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let start = at + 1;
    let mut stop = start;
    // A longer name is refused, so that nothing behind it is read.
    let end = end.min(start + MAX_NAME + 1);
    while stop < end && !tokens.is_any(stop, &[",", ".", "\"", "”", ";", ":"]) {
        stop += 1;
    }
    let is_name = tokens.is_capital(start) || tokens.is_any(start, &["a", "an", "the"]);
    (stop > start && stop - start <= MAX_NAME && is_name).then_some((start, stop))
}

/// "according to X".
fn according(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<(usize, usize)> {
    let mut says = tokens.claiming(first, end, Triggers::SAYING);
    let at = says.find(|at| tokens.is(*at, "according") && tokens.is(at + 1, "to"))?;
    let start = at + 2;
    let stop =
        (start..end).find(|place| tokens.is_any(*place, &[",", ".", ";", ":"])).unwrap_or(end);
    (stop > start && stop - start <= MAX_NAME).then_some((start, stop))
}

/// The subject of "Peru denied it" or "Lee urged" speaks.
fn subject_of_denial(tokens: &Tokens<'_>, first: usize, cue: &CuePlace) -> Option<(usize, usize)> {
    let speaks = cue.status == Status::Denied || tokens.is_any(cue.first, &["urged", "urges"]);
    let start = first + usize::from(tokens.is_any(first, &["but", "and"]));
    let is_near = cue.first > start && cue.first - start <= MAX_NAME;
    let speaks = speaks && is_near && !is_passive_or_negated(tokens, cue.first);
    name_in(tokens, start, cue.first).filter(|_| speaks)
}

/// A headline that closes with ": report".
fn report(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<(usize, usize)> {
    let at = tokens.claiming(first, end, Triggers::SAYING).find(|at| {
        tokens.is_mark(*at, ':')
            && tokens.is_any(at + 1, &["report", "reports", "sources", "official"])
    })?;
    Some((at + 1, at + 2))
}
