//! Designations that are not letters and a number: `Tor`, `Tor-M1`, `9K331`.

use std::collections::BTreeMap;

use super::Mode;
use super::glyph::{is_apostrophe, is_blank, is_dash, is_end, is_glyph, is_inner_dash, is_start};
use super::glyph::{next, plain, run};
use super::lookalike::{Reading, key, sound};
use super::suffix::{after_possessive, before_s, split_plural};

/// The designations of a lexicon that have to be known letter by letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By first letter or digit, the longest first.
    by_first: BTreeMap<u8, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Name {
    /// Lower-case Latin letters and digits, each with whether a blank or dash
    /// may stand before it.
    glyphs: Vec<(char, bool)>,
    exact: String,
    family: String,
}

/// A designation found letter by letter.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) exact: String,
    pub(super) family: String,
}

impl Names {
    pub(super) fn add(&mut self, written: &str, exact: &str, family: &str) {
        let glyphs = glyphs_of(written);
        let Some(&(first, _)) = glyphs.first() else { return };
        let name = Name { glyphs, exact: exact.to_owned(), family: family.to_owned() };
        self.by_first.entry(first as u8).or_default().push(name);
    }

    /// Orders the names for lookups, once all are added.
    pub(super) fn finish(&mut self) {
        for names in self.by_first.values_mut() {
            names.sort_by(|a, b| {
                b.glyphs.len().cmp(&a.glyphs.len()).then_with(|| a.exact.cmp(&b.exact))
            });
        }
    }

    /// Marks in `stops` the bytes with which a name can begin.
    pub(super) fn mark_first_bytes(&self, stops: &mut [bool; 256], mode: Mode) {
        let mut mark = |byte: u8| {
            if let Some(stop) = stops.get_mut(usize::from(byte)) {
                *stop = true;
            }
        };
        for &first in self.by_first.keys() {
            mark(first.to_ascii_uppercase());
            if mode == Mode::Query {
                mark(first);
            }
        }
        if !self.by_first.is_empty() {
            // Cyrillic capitals, and in a query the small letters.
            mark(0xd0);
            if mode == Mode::Query {
                mark(0xd1);
            }
        }
    }

    /// The longest name that starts at byte `at`, with its variant.
    pub(super) fn find(&self, text: &str, at: usize, mode: Mode) -> Option<Found> {
        let (first, _) = next(text, at)?;
        if !is_start(text, at) || (mode == Mode::Text && first.is_lowercase()) {
            return None;
        }
        let initial = match first {
            c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase() as u8,
            c => sound(c)?.bytes().next()?,
        };
        self.by_first.get(&initial)?.iter().find_map(|name| name.find(text, at, mode))
    }
}

impl Name {
    fn find(&self, text: &str, at: usize, mode: Mode) -> Option<Found> {
        let end = self.spelled(text, at)?;
        let (variant, end) = self.variant(text, end, mode)?;
        let exact = format!("{}{variant}", self.exact);
        Some(Found { end, exact, family: self.family.clone() })
    }

    /// Where the name ends, if the text spells it from `at` on.
    fn spelled(&self, text: &str, mut at: usize) -> Option<usize> {
        let mut wanted = self.glyphs.iter().copied().peekable();
        while let Some(&(_, gap)) = wanted.peek() {
            let (mut c, mut after) = next(text, at)?;
            if gap && is_gap(c) {
                (c, after) = next(text, after)?;
            }
            let mut small = [0; 4];
            let spelled = match c {
                c if c.is_ascii_alphanumeric() => &*c.to_ascii_lowercase().encode_utf8(&mut small),
                c => sound(c)?,
            };
            if !spelled.chars().all(|c| wanted.next().is_some_and(|(want, _)| want == c)) {
                return None;
            }
            at = after;
        }
        Some(at)
    }

    /// The variant after the name, and the end of it all; `None` where the
    /// name is only the beginning of a word.
    fn variant(&self, text: &str, at: usize, mode: Mode) -> Option<(String, usize)> {
        let (glued, end) = run(text, at, 8, is_glyph);
        if !glued.is_empty() {
            return self.glued(text, &glued, end, mode);
        }
        if !is_end(text, at) {
            return None;
        }
        let found = self.has_no_number().then(|| apart(text, at, mode)).flatten();
        let (variant, end) = found.unwrap_or((String::new(), at));
        Some((variant, after_possessive(text, end)))
    }

    /// `TorM1`, `Tors`.
    fn glued(&self, text: &str, glued: &str, end: usize, mode: Mode) -> Option<(String, usize)> {
        let (mark, _) = split_plural(glued);
        let fits = mark.is_empty() || (self.has_no_number() && is_mark(mark, 3, mode));
        (fits && is_end(text, end)).then(|| (key(mark, Reading::Sound).unwrap_or_default(), end))
    }

    fn has_no_number(&self) -> bool {
        self.glyphs.iter().all(|&(c, _)| !c.is_ascii_digit())
    }
}

/// `-M1`, ` M1`, `-M`: a mark after a dash or a blank, and its end.
fn apart(text: &str, at: usize, mode: Mode) -> Option<(String, usize)> {
    let (c, start) = next(text, at).filter(|&(c, _)| is_inner_dash(c) || is_blank(c))?;
    let (group, end) = run(text, start, 8, is_glyph);
    let (mark, plural) = split_plural(&group);
    let fits = if is_blank(c) { is_mark(mark, 1, mode) } else { is_dashed_mark(mark, mode) };
    if !fits || !is_end(text, end) || next(text, end).is_some_and(|(c, _)| is_apostrophe(c) && plural)
    {
        return None;
    }
    let mark = key(mark, Reading::Sound)?;
    // The end counts a plural in; the mark does not.
    debug_assert!(!plural || before_s(text, end) < end);
    Some((mark, end))
}

/// Up to `letters` letters, one or two digits, up to two letters: `M1`,
/// `S2E`, `MM40`.
fn is_mark(mark: &str, letters: usize, mode: Mode) -> bool {
    let small = mark.chars().any(char::is_lowercase);
    let lead = mark.chars().take_while(|c| !c.is_ascii_digit()).count();
    let digits = mark.chars().skip(lead).take_while(char::is_ascii_digit).count();
    let rest = mark.chars().skip(lead + digits);
    (!small || mode == Mode::Query)
        && (1..=letters).contains(&lead)
        && (1..=2).contains(&digits)
        && rest.clone().count() <= 2
        && rest.clone().all(|c| !c.is_ascii_digit())
}

/// What a dash joins to the name: a mark, a number, or one to three capitals.
fn is_dashed_mark(mark: &str, mode: Mode) -> bool {
    let length = mark.chars().count();
    is_mark(mark, 3, mode)
        || ((1..=3).contains(&length)
            && (mark.chars().all(char::is_uppercase) || mark.chars().all(|c| c.is_ascii_digit())))
}

/// The letters and digits of a name as written in the lexicon.
fn glyphs_of(written: &str) -> Vec<(char, bool)> {
    let mut glyphs: Vec<(char, bool)> = Vec::new();
    let mut gap = false;
    for c in written.trim().chars().map(plain) {
        if !is_glyph(c) {
            gap = true;
            continue;
        }
        let latin = key(c.encode_utf8(&mut [0; 4]), Reading::Sound).unwrap_or_default();
        for letter in latin.chars() {
            let turn = glyphs
                .last()
                .is_some_and(|(last, _)| last.is_ascii_digit() != letter.is_ascii_digit());
            glyphs.push((letter, gap || turn));
            gap = false;
        }
    }
    glyphs
}

/// What can stand between the parts of a name.
fn is_gap(c: char) -> bool {
    is_dash(c) || is_blank(c) || matches!(c, '/' | '.')
}
