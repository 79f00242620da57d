//! The noun phrase behind a number: where it ends and what it counts.

use super::noun::singular;
use crate::facts::number::numeral::number_at;
use crate::facts::reading::Reading;
use crate::facts::trigger::Triggers;
use crate::span::Span;

/// A noun phrase has at most this many tokens behind its number.
const MAX_TOKENS: usize = 14;

/// What is counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted {
    /// The noun in the singular, or the designator as it is written.
    pub(super) unit: String,
    /// Whether `unit` is a noun.
    pub(super) is_noun: bool,
    /// The family key of a designator.
    pub(super) family: Option<String>,
    /// The place behind the phrase.
    pub(super) end: usize,
    /// The tokens of a designator, from its first to behind its last one.
    pub(super) name: std::ops::Range<usize>,
}

/// A designator inside the phrase.
#[derive(Debug, Clone)]
struct Named {
    name: String,
    first: usize,
    family: Option<String>,
    end: usize,
}

/// A walk over the phrase.
#[derive(Debug)]
struct Walk<'w, 'r> {
    reading: &'w Reading<'r>,
    first: usize,
    at: usize,
    head: Option<(String, usize)>,
    named: Option<Named>,
    /// The last word that could be a noun in the singular, behind "one".
    single: Option<(String, usize)>,
    is_one: bool,
}

/// What the number that ends before `at` counts.
pub(super) fn counted(
    reading: &Reading<'_>,
    first: usize,
    at: usize,
    is_one: bool,
) -> Option<Counted> {
    let mut walk = Walk { reading, first, at, head: None, named: None, single: None, is_one };
    walk.skip_of();
    let limit = walk.at + MAX_TOKENS;
    while walk.at < limit.min(reading.tokens.len()) && walk.step() {}
    walk.finish()
}

impl Walk<'_, '_> {
    /// "six of the twenty fighters", "three of its new jets": to the noun.
    fn skip_of(&mut self) {
        let tokens = &self.reading.tokens;
        if !tokens.is(self.at, "of")
            || tokens.is_any(self.at + 1, &["which", "whom", "them", "us", "it"])
        {
            return;
        }
        self.at += 1;
        while tokens.is_any(
            self.at,
            &["the", "these", "those", "its", "their", "his", "her", "our", "a", "an"],
        ) {
            self.at += 1;
        }
        let plain = number_at(tokens, self.at).filter(|_| !self.reading.is_taken(self.at));
        let is_compound = plain.is_some_and(|number| tokens.is_dash(number.end));
        self.at = plain.filter(|_| !is_compound).map_or(self.at, |number| number.end);
    }

    /// Reads one token of the phrase; whether it goes on.
    fn step(&mut self) -> bool {
        let tokens = &self.reading.tokens;
        let at = self.at;
        if tokens.ends_between(self.first, at) {
            return false;
        }
        if let Some(equipment) = self.reading.equipment_at(at) {
            let (end, family) = (equipment.end, equipment.family.clone());
            return self.head.is_none() && self.name(at, end, family);
        }
        if self.reading.is_taken(at) {
            return false;
        }
        if tokens.is_digits(at) {
            return self.figures();
        }
        if tokens.is_word(at) { self.word() } else { self.mark() }
    }

    /// Takes a designator from `first` to `end`, with a suffix in capitals.
    fn name(&mut self, first: usize, end: usize, family: Option<String>) -> bool {
        let tokens = &self.reading.tokens;
        let is_spaced = end > first + 1 && !tokens.touches(end - 2);
        let is_suffix = tokens.is_word(end)
            && tokens.raw(end).len() <= 3
            && tokens.raw(end).chars().all(char::is_uppercase)
            && !tokens.touches(end - 1);
        let end = end + usize::from(is_spaced && is_suffix);
        let text = tokens.span_of(first, end).of(tokens.text()).unwrap_or_default();
        self.named = Some(Named { name: spelling(text), first, family, end });
        self.at = end;
        true
    }

    /// A name with figures: "Trent 900", "Otter 300 LX"; or a compound: "19-seat".
    fn figures(&mut self) -> bool {
        let tokens = &self.reading.tokens;
        let (at, before) = (self.at, self.at.wrapping_sub(1));
        if tokens.is_dash(at + 1) && tokens.touches(at) {
            self.at = at + 2;
            return true;
        }
        let follows_name =
            before > self.first && tokens.is_capital(before) && tokens.is_word(before);
        // "its larger 777 planes": a type that is figures alone.
        let is_type = before >= self.first
            && tokens.is_word(before)
            && tokens.word(at).len() == 3
            && singular(tokens.word(at + 1)).is_some();
        follows_name && self.name(before, at + 1, None) || is_type && self.name(at, at + 1, None)
    }

    /// Commas, hyphens, quotation marks and tickers inside a phrase.
    fn mark(&mut self) -> bool {
        let tokens = &self.reading.tokens;
        let at = self.at;
        let closing = match tokens.word(at) {
            "<" => ">",
            "'" | "’" if tokens.is(at + 1, "s") && tokens.touches(at) => {
                // "Boeing's larger jets": what came before is the owner.
                (self.head, self.at) = (None, at + 2);
                return self.named.is_none() || !tokens.touches(at.wrapping_sub(1));
            }
            // "Airbus ' massive jets": a plural owner.
            "'" | "’" if !tokens.touches(at) => {
                (self.head, self.at) = (None, at + 1);
                return self.named.is_none();
            }
            "'" | "‘" | "’" | "\"" | "“" => match tokens.word(at) {
                "‘" => "’",
                "“" => "”",
                mark => mark,
            },
            "," if self.head.is_none() && self.is_list_of_modifiers(at) => {
                self.at = at + 1;
                return true;
            }
            // Of an abbreviation: sentences end elsewhere.
            "." if tokens.touches(at.wrapping_sub(1)) => {
                self.at = at + 1;
                return self.head.is_none();
            }
            _ => {
                let is_inside = tokens.is_dash(at) && tokens.touches(at) && tokens.touches(at - 1);
                self.at = at + 1;
                return is_inside && self.head.is_none();
            }
        };
        let closes = (at + 1..at + 7).find(|place| tokens.is(*place, closing));
        match closes {
            Some(end) if self.head.is_none() => self.at = end + 1,
            _ => return false,
        }
        true
    }

    /// "low-cost, high-speed": commas between compounds.
    fn is_list_of_modifiers(&self, at: usize) -> bool {
        let tokens = &self.reading.tokens;
        tokens.is_dash(at.wrapping_sub(2)) && tokens.is_dash(at + 2)
    }

    fn word(&mut self) -> bool {
        let tokens = &self.reading.tokens;
        let (at, word) = (self.at, tokens.word(self.at));
        if word == "and" {
            return self.and();
        }
        if is_roman(tokens.raw(at)) && tokens.is_capital(at.wrapping_sub(1)) && self.head.is_none()
        {
            return self.name(at - 1, at + 1, None);
        }
        if tokens.starts(at, Triggers::ENDS_PHRASE) {
            return false;
        }
        let is_part_of_compound = tokens.is_dash(at + 1) && tokens.touches(at);
        if is_part_of_compound {
            self.at = at + 2;
            return self.head.is_none();
        }
        self.at = at + 1;
        let Some(singular) = singular(word).filter(|_| !self.is_name_before_noun(at)) else {
            if self.is_one && self.head.is_none() && !is_verb_form(word) {
                self.single = Some((word.to_owned(), at + 1));
            }
            return self.head.is_none();
        };
        // A second plural is the noun, unless it is a name.
        let is_new_head = self.head.is_none() || !tokens.is_capital(at);
        if is_new_head {
            self.head = Some((singular, at + 1));
        }
        is_new_head
    }

    /// Whether the plural is a name before a noun: "Smith Brothers jets".
    fn is_name_before_noun(&self, at: usize) -> bool {
        let tokens = &self.reading.tokens;
        let next = at + 1;
        let is_noun = tokens.is_word(next)
            && !tokens.starts(next, Triggers::ENDS_PHRASE)
            && !tokens.is(next, "and");
        tokens.is_capital(at)
            && (is_noun && !is_verb_form(tokens.word(next))
                || tokens.is_any(next, &["'", "’", "<"])
                || self.reading.equipment_at(next).is_some())
    }

    /// Of "Tu-22 and other bombers" the noun counts, not the first name.
    fn and(&mut self) -> bool {
        let goes_on = self.head.is_none()
            && number_at(&self.reading.tokens, self.at + 1).is_none()
            && self.reading.tokens.is_word(self.at + 1)
            && !self.reading.tokens.starts(self.at + 1, Triggers::ENDS_PHRASE);
        if goes_on {
            self.named = None;
            self.at += 1;
        }
        goes_on
    }

    fn finish(self) -> Option<Counted> {
        if let Some(Named { name: unit, first, family, end }) = self.named {
            let name = first..end;
            let end = self.head.map_or(end, |(_, head_end)| head_end);
            return Some(Counted { unit, is_noun: false, family, end, name });
        }
        let (unit, end) = self.head.or(self.single)?;
        let span: Span = self.reading.tokens.span(end - 1);
        let raw = span.of(self.reading.tokens.text()).unwrap_or_default();
        // The plural of a name ("Libyans", "FSXs") keeps its capitals.
        let unit = if self.reading.tokens.is_capital(end - 1) && raw.len() > unit.len() {
            raw.get(..unit.len()).map_or(unit, str::to_owned)
        } else {
            unit
        };
        Some(Counted { unit, is_noun: true, family: None, end, name: 0..0 })
    }
}

/// A designator as it is written, in the singular, with single blanks, and with a
/// hyphen behind a short prefix: "Mi 35s" is "Mi-35". A maker is no part of it.
fn spelling(text: &str) -> String {
    let mut name = text;
    for plural in ["'s", "’s", "s"] {
        let is_bare =
            |stem: &&str| stem.ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase());
        name = name.strip_suffix(plural).filter(is_bare).unwrap_or(name);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        ["Boeing" | "Airbus", figures @ ..] if !figures.is_empty() => figures.join(" "),
        [prefix, _, ..] if prefix.len() <= 3 => {
            name.split_whitespace().collect::<Vec<_>>().join("-")
        }
        words => words.join(" "),
    }
}

/// A Roman numeral behind a name: "Metro III".
fn is_roman(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX")
}

/// Whether a word behind a plural name is its verb: "Libyans died".
fn is_verb_form(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("ing") && word.len() > 5
}
