//! Designations that are not letters and a number: `Tor`, `Tor-M1`, `9K331`.

use super::chars::bit;
use super::chars::{
    is_blank, is_dash, is_end, is_glyph, is_inner_dash, is_small_word, is_start, is_word, next,
    plain, prev, run,
};
use super::mode::Mode;
use super::suffix::{after_possessive, split_plural};
use super::transliterate::{Reading, key, sound};

/// The designations of a lexicon that have to be known letter by letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By first letter or digit.
    by_first: Vec<Initial>,
}

/// The names that begin with one letter or digit, the longest first.
#[derive(Debug, Clone, Default)]
struct Initial {
    names: Vec<Name>,
    /// Those of the names, side by side.
    heads: Vec<NamePrefix>,
    /// One bit for each ASCII character that can come second: most words are
    /// told from all names by it.
    seconds: u128,
}

#[derive(Debug, Clone)]
struct Name {
    /// Lower-case Latin letters and digits, each with whether a blank or dash
    /// may stand before it.
    glyphs: Vec<(char, bool)>,
    exact: String,
    family: String,
    /// The lexicon writes it in capitals: CAESAR is no Caesar.
    capitals: bool,
}

/// A designation found letter by letter.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) exact: String,
    pub(super) family: String,
}

impl Names {
    pub(super) fn add(&mut self, written: &str, exact: &str, family: &str) {
        let glyphs = glyphs_of(written);
        let Some(&(first, _)) = glyphs.first() else { return };
        let (exact, family) = (exact.to_owned(), family.to_owned());
        let capitals = !written.chars().any(char::is_lowercase);
        let seconds = seconds(&glyphs);
        self.by_first.resize_with(128, Initial::default);
        if let Some(initial) = self.by_first.get_mut(first as usize) {
            initial.names.push(Name { glyphs, exact, family, capitals });
            initial.seconds |= seconds;
        }
    }

    /// Orders the names for lookups, once all are added.
    pub(super) fn finish(&mut self) {
        for initial in &mut self.by_first {
            initial.names.sort_by(|a, b| {
                b.glyphs.len().cmp(&a.glyphs.len()).then_with(|| a.exact.cmp(&b.exact))
            });
            initial.heads = initial.names.iter().map(|name| NamePrefix::of(&name.glyphs)).collect();
        }
    }

    /// Marks in `stops` the bytes with which a name can begin.
    pub(super) fn mark_first_bytes(&self, stops: &mut [bool; 256], mode: Mode) {
        let mut mark = |byte: u8| {
            if let Some(stop) = stops.get_mut(usize::from(byte)) {
                *stop = true;
            }
        };
        for (first, _) in (0u8..).zip(&self.by_first).filter(|(_, all)| !all.names.is_empty()) {
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
        let opening = Opening::at(text, at)?;
        let initial = self.by_first.get(usize::from(opening.letter))?;
        let heads = initial.heads.iter().zip(&initial.names);
        let mut likely = heads.filter(|(head, _)| head.fits(opening.head)).peekable();
        if initial.seconds & opening.second == 0
            || likely.peek().is_none()
            || !can_begin(text, at, mode)
        {
            return None;
        }
        likely.find_map(|(_, name)| name.find(text, at, mode))
    }

    /// As [`find`](Self::find), with a full look at every name.
    #[cfg(test)]
    pub(super) fn find_slowly(&self, text: &str, at: usize, mode: Mode) -> Option<Found> {
        let initial = self.by_first.get(usize::from(Opening::at(text, at)?.letter))?;
        let mut names = initial.names.iter().filter(|_| can_begin(text, at, mode));
        names.find_map(|name| name.find(text, at, mode))
    }

    /// The bits of what can come second, by the names' first letter or digit.
    pub(super) fn seconds(&self) -> impl Iterator<Item = u128> {
        self.by_first.iter().map(|initial| initial.seconds)
    }
}

/// The first characters of a word in a text, for turning away at little cost
/// the many capitalised words that are no names.
struct Opening {
    letter: u8,
    /// Bits of what the second character may be.
    second: u128,
    head: [u8; 4],
}

impl Opening {
    fn at(text: &str, at: usize) -> Option<Self> {
        let (before, bytes) = text.as_bytes().split_at_checked(at)?;
        let first = *bytes.first()?;
        if before.last().is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let letter = if first.is_ascii() {
            first.to_ascii_lowercase()
        } else {
            let (c, _) = next(text, at)?;
            if c.is_ascii() { c.to_ascii_lowercase() as u8 } else { sound(c)?.bytes().next()? }
        };
        let plain = |byte: &&u8| byte.is_ascii() && first.is_ascii();
        let second = bytes.get(1).filter(plain).map_or(u128::MAX, |&byte| bit(byte));
        let mut head = [0; 4];
        for (small, byte) in head.iter_mut().zip(bytes) {
            *small = byte.to_ascii_lowercase();
        }
        Some(Self { letter, second, head })
    }
}

/// The first letters of a name up to four, where no sign can stand among them.
#[derive(Debug, Clone, Copy)]
struct NamePrefix {
    letters: u32,
    mask: u32,
    /// Of fewer letters, their number and the letter behind them, before which
    /// a sign can stand.
    next: Option<(usize, u8)>,
}

impl NamePrefix {
    fn of(glyphs: &[(char, bool)]) -> Self {
        let (mut letters, mut mask) = ([0; 4], [0; 4]);
        let gap = glyphs.iter().skip(1).position(|&(_, gap)| gap).map(|before| before + 1);
        let joined = glyphs.get(..gap.unwrap_or(glyphs.len())).unwrap_or_default();
        for ((letter, mask), &(c, _)) in letters.iter_mut().zip(&mut mask).zip(joined) {
            (*letter, *mask) = (c as u8, u8::MAX);
        }
        let next = gap.filter(|&at| at < letters.len());
        let next = next.and_then(|at| Some((at, glyphs.get(at)?.0 as u8)));
        Self { letters: u32::from_le_bytes(letters), mask: u32::from_le_bytes(mask), next }
    }

    /// Whether a text that begins with these small letters can be the name;
    /// in another script or width it always can.
    fn fits(self, text: [u8; 4]) -> bool {
        if !text.is_ascii() {
            return true;
        }
        let goes_on = |(at, wanted): (usize, u8)| {
            text.get(at).is_none_or(|&found| found == wanted || !found.is_ascii_alphanumeric())
        };
        u32::from_le_bytes(text) & self.mask == self.letters && self.next.is_none_or(goes_on)
    }
}

/// What can follow the first letter of a name: all, if signs can.
fn seconds(glyphs: &[(char, bool)]) -> u128 {
    match glyphs.get(1) {
        Some(&(second, false)) => bit(second as u8),
        _ => u128::MAX,
    }
}

fn can_begin(text: &str, at: usize, mode: Mode) -> bool {
    let is_small = || next(text, at).is_some_and(|(c, _)| c.is_lowercase());
    stands_apart(text, at) && !(mode == Mode::Text && is_small())
}

/// Whether a name can start at byte `at`: not in "RY.TOR" or "Allen-Bradley",
/// but in "ex-Tor".
fn stands_apart(text: &str, at: usize) -> bool {
    is_start(text, at)
        && match prev(text, at) {
            Some(('.', before)) => is_end_of_sentence(text, before),
            Some((c, before)) if is_dash(c) => {
                prev(text, before).is_none_or(|(c, _)| !is_word(c)) || is_small_word(text, before)
            }
            _ => true,
        }
}

/// Whether no word runs on over the full stop at byte `at`.
fn is_end_of_sentence(text: &str, at: usize) -> bool {
    prev(text, at).is_none_or(|(c, _)| !is_word(c))
}

impl Name {
    fn find(&self, text: &str, at: usize, mode: Mode) -> Option<Found> {
        let end = self.spelled(text, at)?;
        if self.capitals && mode == Mode::Text && text.get(at..end)?.contains(char::is_lowercase) {
            return None;
        }
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
        if let Some(found) = self.has_no_number().then(|| apart(text, at, mode)).flatten() {
            return Some(found);
        }
        (!is_half_a_name(text, at)).then(|| (String::new(), after_possessive(text, at)))
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
    let (mark, _) = split_plural(&group);
    let fits = if is_blank(c) { is_mark(mark, 1, mode) } else { is_dashed_mark(mark, mode) };
    if !fits || !is_end(text, end) {
        return None;
    }
    Some((key(mark, Reading::Sound)?, after_possessive(text, end)))
}

/// Whether more of a person's or a firm's name follows: "Tor-Aksel", "KUB.T".
fn is_half_a_name(text: &str, at: usize) -> bool {
    let Some((sign, start)) = next(text, at) else { return false };
    let mut letters = text.get(start..).unwrap_or_default().chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.next().is_some_and(char::is_lowercase);
    capital && ((is_dash(sign) && small) || (sign == '.' && !small))
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
