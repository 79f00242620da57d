//! The rules that separate designations from "May 35" and "9/11".

use super::chars::{
    is_blank, is_dash, is_letter, is_lower_case_word_before, is_word_char, next_char, prev_char,
    take_digits, take_run,
};
use super::known::KnownDesignations;
use super::mode::Mode;
use super::prefix::{Case, Letters, Separator};
use super::word_lists::{is_acronym, is_everyday, is_measure, is_never_prefix};

/// How many characters on either side tell whether a line is in capitals.
const CASE_CONTEXT_CHARS: usize = 40;

/// Letters and a number that may be a designation.
#[derive(Debug)]
pub(super) struct Candidate<'t> {
    pub(super) text: &'t str,
    pub(super) letters: &'t Letters,
    /// The letters as a key: lower case and Latin.
    pub(super) prefix: &'t str,
    pub(super) digits: &'t str,
    /// Prefix and digits.
    pub(super) family: &'t str,
    pub(super) mode: Mode,
}

impl Candidate<'_> {
    /// Whether the letters, the number and the text before them allow a
    /// designation.
    pub(super) fn accepts_prefix(&self, known: &KnownDesignations) -> bool {
        (!is_never_prefix(self.prefix) || self.is_dashed_family(known))
            && !self.is_quarter()
            && !self.is_secret_service()
            && (!self.is_year() || known.has_family(self.family))
            && self.has_boundary_before(known)
            && match self.letters.separator {
                Separator::Glued | Separator::Dashed => self.accepts_joined(known),
                Separator::Dotted => {
                    known.has_family(self.family) && self.letters.case != Case::Lower
                }
                Separator::Spaced => self.accepts_spaced(known),
            }
    }

    /// Whether the text from byte `end` on, after the designation, allows one.
    pub(super) fn accepts_end(
        &self,
        known: &KnownDesignations,
        end: usize,
        has_variant: bool,
    ) -> bool {
        let is_spaced = self.letters.separator == Separator::Spaced;
        let may_have_footnote = !is_spaced && known.has_family(self.family);
        if is_dashed_measure(self.text, end) || is_inside_number(self.text, end, may_have_footnote)
        {
            return false;
        }
        if !is_spaced {
            return true;
        }
        if is_spaced_measure(self.text, end) {
            return false;
        }
        if self.mode == Mode::Query {
            return true;
        }
        // The line is read last, as it costs most.
        !is_fraction(self.text, end)
            && !self.opens_row_of_numbers(end)
            && !self.is_half_of_pair()
            && (has_variant || !is_everyday(self.prefix) || !self.is_in_capitals(end))
    }

    /// The text before the letters.
    fn text_before(&self) -> &str {
        self.text.get(..self.letters.start).unwrap_or_default()
    }

    /// "RS-24" is a missile, while "Rs 24" and "Rs24" are rupees.
    fn is_dashed_family(&self, known: &KnownDesignations) -> bool {
        self.letters.separator == Separator::Dashed
            && self.letters.case == Case::Upper
            && known.has_family(self.family)
    }

    /// "Q1 2011".
    fn is_quarter(&self) -> bool {
        self.prefix == "q" && matches!(self.digits, "1" | "2" | "3" | "4")
    }

    /// "MI6" is not a Mi-6.
    fn is_secret_service(&self) -> bool {
        self.letters.separator == Separator::Glued
            && self.letters.text == "MI"
            && matches!(self.digits, "5" | "6")
    }

    /// "Army 2017".
    fn is_year(&self) -> bool {
        self.digits.len() == 4 && (self.digits.starts_with("19") || self.digits.starts_with("20"))
    }

    /// Whether the sign before the prefix leaves it a word of its own.
    fn has_boundary_before(&self, known: &KnownDesignations) -> bool {
        let text = self.text;
        let Some((sign, at)) = prev_char(text, self.letters.start) else { return true };
        let before_sign = prev_char(text, at).map(|(c, _)| c).filter(|&c| is_word_char(c));
        let separator = self.letters.separator;
        match (sign, before_sign) {
            ('$' | '€' | '£' | '@', _) => false,
            ('&', before) => before.is_none_or(|c| !is_letter(c)),
            ('.', Some(_)) => separator == Separator::Dashed && !is_single_letter_before(text, at),
            (c, Some(before)) if is_dash(c) => {
                if known.has_family(self.family) {
                    return separator != Separator::Spaced || self.prefix.len() > 1;
                }
                match separator {
                    Separator::Glued => is_lower_case_word_before(text, at),
                    Separator::Dashed => is_letter(before) && !is_single_letter_before(text, at),
                    Separator::Dotted | Separator::Spaced => false,
                }
            }
            _ => true,
        }
    }

    /// Whether the spelling of `Mi-35` or `MI35` is evidence enough.
    fn accepts_joined(&self, known: &KnownDesignations) -> bool {
        let letters = self.letters.text.chars().count();
        let is_dashed = self.letters.separator == Separator::Dashed;
        let is_known = known.prefix(self.prefix).is_some();
        match self.letters.case {
            Case::Upper => is_known || letters <= 4,
            Case::Mixed => is_known || (is_dashed && letters <= 4),
            Case::Capital => {
                is_known || (is_dashed && (2..=3).contains(&letters) && !is_everyday(self.prefix))
            }
            Case::Lower if self.mode == Mode::Query => {
                is_known || letters == 1 || (letters <= 3 && !is_everyday(self.prefix))
            }
            Case::Lower => {
                known.has_family(self.family)
                    && self.prefix != "a"
                    && (is_dashed || self.digits.len() >= 2)
            }
        }
    }

    /// Whether `Mi 35` is a designation: only the lexicon separates it from "in 35"
    /// and "May 35".
    fn accepts_spaced(&self, known: &KnownDesignations) -> bool {
        let Some(spellings) = known.prefix(self.prefix) else { return false };
        let Letters { text: letters, case, .. } = self.letters;
        let count = letters.chars().count();
        let is_cyrillic = !letters.is_ascii();
        // "A 10 percent rise", "An 26 year old"; "С 400 рублей" ("with 400 roubles").
        if matches!(self.prefix, "a" | "an") || (is_cyrillic && count == 1) {
            return false;
        }
        let is_everyday = is_everyday(self.prefix);
        let needs_family = is_everyday
            || is_acronym(self.prefix)
            || *case == Case::Lower
            || count >= 4
            || self.digits.len() == 4;
        if needs_family && !known.has_family(self.family) {
            return false;
        }
        match case {
            Case::Lower => self.mode == Mode::Query && (!is_everyday || count == 1),
            _ if spellings.contains(letters) => true,
            _ if is_everyday => false,
            Case::Upper => true,
            Case::Capital => {
                self.mode == Mode::Query
                    || spellings.iter().any(|own| own.chars().any(char::is_lowercase))
            }
            Case::Mixed => self.mode == Mode::Query || is_cyrillic,
        }
    }

    /// Whether the line around the designation is in capitals: there "AS 350" may
    /// be a word and a number.
    fn is_in_capitals(&self, end: usize) -> bool {
        let before = self.text_before().chars().rev();
        let after = self.text.get(end..).unwrap_or_default().chars();
        let is_in_line = |c: &char| *c != '\n' && *c != '\r';
        let before = before.take_while(is_in_line).take(CASE_CONTEXT_CHARS);
        let after = after.take_while(is_in_line).take(CASE_CONTEXT_CHARS);
        let mut letters = before.chain(after).filter(|c| c.is_alphabetic());
        // Fewer than six letters could all be capitals by chance.
        letters.clone().count() >= 6 && !letters.any(char::is_lowercase)
    }

    /// "S and P 500".
    fn is_half_of_pair(&self) -> bool {
        let mut words = self.text_before().rsplit(char::is_whitespace).skip(1);
        let follows_and =
            words.next().is_some_and(|word| word.eq_ignore_ascii_case("and") || word == "&");
        follows_and
            && self.prefix.len() == 1
            && words.next().is_some_and(|word| word.chars().count() == 1)
    }

    /// "T 90 123 45", "C 130 000".
    fn opens_row_of_numbers(&self, end: usize) -> bool {
        let Some((_, start)) = next_char(self.text, end).filter(|&(c, _)| is_blank(c)) else {
            return false;
        };
        let (digits, _) = take_digits(self.text, start, 5);
        digits.len() == 3 || (!digits.is_empty() && self.prefix.len() == 1)
    }
}

/// Whether the character before byte `at` is a word of one letter.
fn is_single_letter_before(text: &str, at: usize) -> bool {
    let Some((c, start)) = prev_char(text, at) else { return false };
    is_letter(c) && prev_char(text, start).is_none_or(|(c, _)| !is_word_char(c))
}

/// "-year", "-mile" at byte `end`.
fn is_dashed_measure(text: &str, end: usize) -> bool {
    next_char(text, end)
        .filter(|&(c, _)| is_dash(c))
        .is_some_and(|(_, at)| is_measure(&word_at(text, at)))
}

/// " million", " km" at byte `end`.
fn is_spaced_measure(text: &str, end: usize) -> bool {
    next_char(text, end)
        .filter(|&(c, _)| is_blank(c))
        .is_some_and(|(_, at)| is_measure(&word_at(text, at)))
}

/// "7-3/4", where byte `end` follows the 7.
fn is_fraction(text: &str, end: usize) -> bool {
    let Some((_, at)) = next_char(text, end).filter(|&(c, _)| is_dash(c)) else { return false };
    let (digits, after) = take_digits(text, at, 2);
    !digits.is_empty() && next_char(text, after).is_some_and(|(c, _)| c == '/')
}

/// The letters from byte `at` on, at most twelve: no measure has as many.
fn word_at(text: &str, at: usize) -> String {
    take_run(text, at, 12, char::is_alphabetic).0
}

/// Whether the number continues at byte `end`: "%", ",000", ".5", ":30".
///
/// With `may_have_footnote`, digits after a full stop are a footnote mark.
fn is_inside_number(text: &str, end: usize, may_have_footnote: bool) -> bool {
    let Some((sign, at)) = next_char(text, end) else { return false };
    let digits = || take_digits(text, at, 4).0.len();
    match sign {
        '%' | '‰' | '°' | '€' | '£' => true,
        ',' => digits() == 3,
        '.' => !may_have_footnote && digits() > 0,
        ':' => digits() > 0,
        _ => false,
    }
}
