//! Parties to a deal in a sentence, and which of them gives and which receives.

use crate::facts::reading::Reading;

/// The longest name of a party, in tokens.
const MAX_NAME: usize = 3;

/// Words that end the name of an airline or service.
const ENDS_NAME: &[&str] = &["airlines", "airways", "airline", "air"];

/// A party and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The parties of the tokens from `first` to `end`.
pub(super) fn parties(reading: &Reading<'_>, first: usize, end: usize) -> Vec<Party> {
    let mut parties = Vec::new();
    let mut at = first;
    while at < end {
        at = match party_at(reading, at) {
            Some(party) => {
                let behind = party.end;
                parties.push(party);
                behind
            }
            None => at + 1,
        };
    }
    parties
}

fn party_at(reading: &Reading<'_>, at: usize) -> Option<Party> {
    let tokens = &reading.tokens;
    // "Franco-U.S." is of two countries and is neither.
    let before = at.wrapping_sub(1);
    if !tokens.is_capital(at) || tokens.is_dash(before) && tokens.touches(before) {
        return None;
    }
    // "Singapore Airlines", "American Airlines": a name of its own.
    let behind =
        (at + 1..at + MAX_NAME).find(|place| !tokens.is_capital(*place)).unwrap_or(at + MAX_NAME);
    if let Some(last) = (at + 1..behind).find(|place| ends_name(reading, *place)) {
        return Some(Party { name: tokens.phrase(at, last + 1 - at), first: at, end: last + 1 });
    }
    (1..=MAX_NAME).rev().find_map(|count| {
        let name = reading.vocabulary.parties.get(&tokens.phrase(at, count))?.clone();
        // "U.S. dollars" are nobody.
        let behind = at + count + usize::from(tokens.is(at + count, "."));
        let money = tokens.word(behind);
        let is_verb = reading.vocabulary.money_verbs.iter().any(|verb| verb == money);
        if !is_verb && reading.vocabulary.money_words.contains_key(money) {
            return None;
        }
        Some(Party { name, first: at, end: at + count })
    })
}

/// Whether a word ends the name of an airline; an air force is its country's.
fn ends_name(reading: &Reading<'_>, at: usize) -> bool {
    let is_force = reading.tokens.is(at, "air") && reading.tokens.is(at + 1, "force");
    ENDS_NAME.contains(&reading.tokens.word(at)) && !is_force
}
