//! Is it a designation? The rules that keep "May 35" and "9/11" out.

use super::chars::{is_blank, is_dash, is_letter, is_small_word, is_word, next, prev, run};
use super::known::KnownDesignations;
use super::mode::Mode;
use super::prefix::{Case, Letters, Separator};
use super::word_lists::{is_acronym, is_everyday, is_measure, is_never_prefix};

/// Letters and a number that may be a designation.
#[derive(Debug)]
pub(super) struct Candidate<'t> {
    pub(super) text: &'t str,
    pub(super) head: &'t Letters,
    /// Lower-case Latin key of the prefix.
    pub(super) prefix: &'t str,
    pub(super) digits: &'t str,
    /// Prefix and digits.
    pub(super) family: &'t str,
    pub(super) mode: Mode,
}

impl Candidate<'_> {
    /// Whether the letters, the number and what stands before them fit.
    pub(super) fn accepts_prefix(&self, book: &KnownDesignations) -> bool {
        !is_never_prefix(self.prefix)
            && !self.is_quarter()
            && !self.is_secret_service()
            && (!self.is_year() || book.knows_family(self.family))
            && self.has_boundary_before(book)
            && match self.head.form {
                Separator::Glued | Separator::Dashed => self.joined_fits(book),
                Separator::Dotted => {
                    book.knows_family(self.family) && self.head.case != Case::Lower
                }
                Separator::Spaced => self.spaced_fits(book),
            }
    }

    /// Whether what stands after the designation, from byte `end` on, fits.
    pub(super) fn ends_well(
        &self,
        book: &KnownDesignations,
        end: usize,
        has_variant: bool,
    ) -> bool {
        let spaced = self.head.form == Separator::Spaced;
        let known = book.knows_family(self.family);
        if is_dashed_measure(self.text, end) || is_inside_number(self.text, end, known && !spaced) {
            return false;
        }
        if !spaced || self.mode == Mode::Query {
            return !spaced || !is_spaced_measure(self.text, end);
        }
        let shouted = !has_variant && is_everyday(self.prefix) && self.is_shouted(end);
        !shouted
            && !is_spaced_measure(self.text, end)
            && !is_fraction(self.text, end)
            && !self.opens_a_row_of_numbers(end)
            && !self.is_half_a_pair()
    }

    /// "Q1 2011".
    fn is_quarter(&self) -> bool {
        self.prefix == "q" && matches!(self.digits, "1" | "2" | "3" | "4")
    }

    /// "MI6" is no Mi-6.
    fn is_secret_service(&self) -> bool {
        self.head.form == Separator::Glued
            && self.head.letters == "MI"
            && matches!(self.digits, "5" | "6")
    }

    fn is_year(&self) -> bool {
        self.digits.len() == 4 && (self.digits.starts_with("19") || self.digits.starts_with("20"))
    }

    /// Whether the sign before the prefix leaves it a word of its own.
    fn has_boundary_before(&self, book: &KnownDesignations) -> bool {
        let text = self.text;
        let Some((sign, at)) = prev(text, self.head.start) else { return true };
        let before = prev(text, at).map(|(c, _)| c).filter(|&c| is_word(c));
        let form = self.head.form;
        match sign {
            '$' | '€' | '£' | '@' => false,
            '&' => before.is_none_or(|c| !is_letter(c)),
            '.' => match before {
                None => true,
                Some(_) => form == Separator::Dashed && !is_lone_letter(text, at),
            },
            c if is_dash(c) => match before {
                None => true,
                Some(_) if book.knows_family(self.family) => {
                    form != Separator::Spaced || self.prefix.len() > 1
                }
                Some(c) => match form {
                    Separator::Glued => is_small_word(text, at),
                    Separator::Dashed => is_letter(c) && !is_lone_letter(text, at),
                    Separator::Dotted | Separator::Spaced => false,
                },
            },
            _ => true,
        }
    }

    /// `Mi-35`, `MI35`: the form itself says much.
    fn joined_fits(&self, book: &KnownDesignations) -> bool {
        let letters = self.head.letters.chars().count();
        let dashed = self.head.form == Separator::Dashed;
        let known = book.prefix(self.prefix).is_some();
        match self.head.case {
            Case::Upper => known || letters <= 4,
            Case::Mixed => known || (dashed && letters <= 4),
            Case::Capital => {
                known || (dashed && (2..=3).contains(&letters) && !is_everyday(self.prefix))
            }
            Case::Lower if self.mode == Mode::Query => {
                known || letters == 1 || (letters <= 3 && !is_everyday(self.prefix))
            }
            Case::Lower => {
                book.knows_family(self.family)
                    && self.prefix != "a"
                    && (dashed || self.digits.len() >= 2)
            }
        }
    }

    /// `Mi 35`: only the lexicon tells it from "in 35" and "May 35".
    fn spaced_fits(&self, book: &KnownDesignations) -> bool {
        let Some(written) = book.prefix(self.prefix) else { return false };
        let letters = self.head.letters.chars().count();
        let cyrillic = !self.head.letters.is_ascii();
        // "A 10 percent rise", "An 26 year old"; "С 400 рублей" ("with 400 roubles").
        if matches!(self.prefix, "a" | "an") || (cyrillic && letters == 1) {
            return false;
        }
        let everyday = is_everyday(self.prefix);
        let lower = self.head.case == Case::Lower;
        let as_written = written.contains(&self.head.letters);
        let must_know =
            everyday || is_acronym(self.prefix) || lower || letters >= 4 || self.digits.len() == 4;
        if must_know && !book.knows_family(self.family) {
            return false;
        }
        match self.head.case {
            Case::Lower => self.mode == Mode::Query && (!everyday || letters == 1),
            _ if as_written => true,
            _ if everyday => false,
            Case::Upper => true,
            Case::Capital => {
                self.mode == Mode::Query
                    || written.iter().any(|form| form.chars().any(char::is_lowercase))
            }
            Case::Mixed => self.mode == Mode::Query || cyrillic,
        }
    }

    /// Whether the line around has capitals only: there "AS 350" may be a word
    /// and a number.
    fn is_shouted(&self, end: usize) -> bool {
        let before = self.text.get(..self.head.start).unwrap_or_default().chars().rev();
        let after = self.text.get(end..).unwrap_or_default().chars();
        let in_line = |c: &char| *c != '\n' && *c != '\r';
        let near = before.take_while(in_line).take(40).chain(after.take_while(in_line).take(40));
        let letters: Vec<char> = near.filter(|c| c.is_alphabetic()).collect();
        letters.len() >= 6 && !letters.iter().any(|c| c.is_lowercase())
    }

    /// "S and P 500".
    fn is_half_a_pair(&self) -> bool {
        let before = self.text.get(..self.head.start).unwrap_or_default();
        let mut words = before.rsplit(char::is_whitespace).skip(1);
        let and = words.next().is_some_and(|word| word.eq_ignore_ascii_case("and") || word == "&");
        and && self.prefix.len() == 1 && words.next().is_some_and(|word| word.chars().count() == 1)
    }

    /// "T 90 123 45", "C 130 000".
    fn opens_a_row_of_numbers(&self, end: usize) -> bool {
        let Some((_, start)) = next(self.text, end).filter(|&(c, _)| is_blank(c)) else {
            return false;
        };
        let (digits, _) = run(self.text, start, 5, |c| c.is_ascii_digit());
        digits.len() == 3 || (!digits.is_empty() && self.prefix.len() == 1)
    }
}

/// Whether the character before byte `at` is a word of one letter.
fn is_lone_letter(text: &str, at: usize) -> bool {
    let Some((c, start)) = prev(text, at) else { return false };
    is_letter(c) && prev(text, start).is_none_or(|(c, _)| !is_word(c))
}

/// "-year", "-mile" at byte `end`.
fn is_dashed_measure(text: &str, end: usize) -> bool {
    next(text, end).filter(|&(c, _)| is_dash(c)).is_some_and(|(_, at)| is_measure(&word(text, at)))
}

/// " million", " km" at byte `end`.
fn is_spaced_measure(text: &str, end: usize) -> bool {
    next(text, end).filter(|&(c, _)| is_blank(c)).is_some_and(|(_, at)| is_measure(&word(text, at)))
}

/// "7-3/4" at the byte `end` after the 7.
fn is_fraction(text: &str, end: usize) -> bool {
    let Some((_, at)) = next(text, end).filter(|&(c, _)| is_dash(c)) else { return false };
    let (digits, after) = run(text, at, 2, |c| c.is_ascii_digit());
    !digits.is_empty() && next(text, after).is_some_and(|(c, _)| c == '/')
}

fn word(text: &str, at: usize) -> String {
    run(text, at, 12, char::is_alphabetic).0
}

/// Whether the number goes on at byte `end`: "%", ",000", ".5", ":30".
///
/// After a full stop a footnote mark may follow a known designation.
fn is_inside_number(text: &str, end: usize, known: bool) -> bool {
    let Some((sign, at)) = next(text, end) else { return false };
    let digits = || run(text, at, 4, |c| c.is_ascii_digit()).0.len();
    match sign {
        '%' | '‰' | '°' | '€' | '£' => true,
        ',' => digits() == 3,
        '.' => !known && digits() > 0,
        ':' => digits() > 0,
        _ => false,
    }
}
