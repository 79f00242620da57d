//! Designations that are not letters and a number (`Tor`, `Tor-M1`, `9K331`),
//! matched letter by letter.

use super::chars::{
    ascii_bit, is_blank, is_dash, is_inner_dash, is_letter_or_digit, is_lower_case_word_before,
    is_word_char, is_word_end, is_word_start, next_char, prev_char, take_run, to_half_width,
};
use super::mode::Mode;
use super::suffix::{after_possessive, split_plural};
use super::transliterate::{Reading, key, sound};

/// The most characters of a mark after a name.
const MAX_MARK_CHARS: usize = 8;

/// The designations of a lexicon that are matched letter by letter.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// By first letter or digit; empty without names.
    by_first: Vec<InitialGroup>,
}

/// The names that begin with one letter or digit.
#[derive(Debug, Clone, Default)]
struct InitialGroup {
    /// The longest first.
    names: Vec<Name>,
    /// The prefix of each name, in the same order and side by side, so that most
    /// words are rejected without reading a name.
    prefixes: Vec<NamePrefix>,
    /// One bit for each ASCII character that can come second in a name.
    second_chars: u128,
}

/// A designation as the lexicon writes it.
#[derive(Debug, Clone)]
struct Name {
    glyphs: Vec<Glyph>,
    exact: String,
    family: String,
    /// Whether the lexicon writes it in capitals: CAESAR is not Caesar.
    is_upper: bool,
}

/// A letter or digit of a name.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    /// Lower case and Latin.
    char: char,
    /// Whether a blank or a dash may stand before it.
    may_follow_gap: bool,
}

/// A name in a text, with its mark.
#[derive(Debug, PartialEq)]
pub(super) struct FoundName {
    /// The byte after it.
    pub(super) end: usize,
    pub(super) exact: String,
    pub(super) family: String,
}

/// What follows a name: the key of its mark, and the byte after it.
type Mark = (String, usize);

impl Names {
    /// Adds a designation with its keys; [`finish`](Self::finish) must follow.
    pub(super) fn add(&mut self, designation: &str, exact: &str, family: &str) {
        let glyphs = glyphs_of(designation);
        let Some(first) = glyphs.first() else { return };
        // Keys are ASCII, so 128 groups are enough.
        self.by_first.resize_with(128, InitialGroup::default);
        if let Some(group) = self.by_first.get_mut(first.char as usize) {
            group.second_chars |= second_chars(&glyphs);
            group.names.push(Name {
                glyphs,
                exact: exact.to_owned(),
                family: family.to_owned(),
                is_upper: !designation.chars().any(char::is_lowercase),
            });
        }
    }

    /// Orders the names for lookups, once all are added.
    pub(super) fn finish(&mut self) {
        for group in &mut self.by_first {
            group.names.sort_by(|a, b| {
                b.glyphs.len().cmp(&a.glyphs.len()).then_with(|| a.exact.cmp(&b.exact))
            });
            group.prefixes = group.names.iter().map(|name| NamePrefix::of(&name.glyphs)).collect();
        }
    }

    /// Marks in `may_start` the bytes with which a name can begin.
    pub(super) fn mark_first_bytes(&self, may_start: &mut [bool; 256], mode: Mode) {
        // A `u8` is always within 256 entries.
        let mut mark = |byte: u8| may_start[usize::from(byte)] = true;
        for (first, _) in (0u8..).zip(&self.by_first).filter(|(_, all)| !all.names.is_empty()) {
            mark(first.to_ascii_uppercase());
            if mode == Mode::Query {
                mark(first);
            }
        }
        if !self.by_first.is_empty() {
            // The first bytes, in UTF-8, of Cyrillic capitals and of the lower-case
            // letters, which begin a name in queries only.
            mark(0xd0);
            if mode == Mode::Query {
                mark(0xd1);
            }
        }
    }

    /// The longest name that starts at byte `at`, with its mark.
    pub(super) fn find(&self, text: &str, at: usize, mode: Mode) -> Option<FoundName> {
        let word = WordStart::at(text, at)?;
        let group = self.by_first.get(usize::from(word.initial))?;
        let names = group.prefixes.iter().zip(&group.names);
        let mut candidates = names.filter(|(prefix, _)| prefix.fits(word.bytes)).peekable();
        // In the order of their cost: one bit, the prefixes, the characters around.
        if group.second_chars & word.second_char == 0
            || candidates.peek().is_none()
            || !can_begin(text, at, mode)
        {
            return None;
        }
        candidates.find_map(|(_, name)| name.find(text, at, mode))
    }

    /// As [`find`](Self::find), with every name tried in full.
    #[cfg(test)]
    pub(super) fn find_slowly(&self, text: &str, at: usize, mode: Mode) -> Option<FoundName> {
        let group = self.by_first.get(usize::from(WordStart::at(text, at)?.initial))?;
        let mut names = group.names.iter().filter(|_| can_begin(text, at, mode));
        names.find_map(|name| name.find(text, at, mode))
    }

    /// The bits of the characters that can come second, by first letter or digit.
    pub(super) fn second_chars(&self) -> impl Iterator<Item = u128> {
        self.by_first.iter().map(|group| group.second_chars)
    }
}

/// The start of a word in a text, by which most capitalised words are rejected.
struct WordStart {
    /// The first letter or digit as in a key.
    initial: u8,
    /// The bits of what the second character may be.
    second_char: u128,
    /// The first four bytes in lower case, with zeros behind a shorter text.
    bytes: [u8; 4],
}

impl WordStart {
    /// The word that starts at byte `at`; `None` if none can start there.
    fn at(text: &str, at: usize) -> Option<Self> {
        let (before, after) = text.as_bytes().split_at_checked(at)?;
        let first = *after.first()?;
        if before.last().is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let initial = if first.is_ascii() {
            first.to_ascii_lowercase()
        } else {
            let (c, _) = next_char(text, at)?;
            if c.is_ascii() { c.to_ascii_lowercase() as u8 } else { sound(c)?.bytes().next()? }
        };
        // One character in another script or width can stand for two of a key.
        let is_one_to_one = |byte: &&u8| byte.is_ascii() && first.is_ascii();
        let second_char =
            after.get(1).filter(is_one_to_one).map_or(u128::MAX, |&byte| ascii_bit(byte));
        let mut bytes = [0; 4];
        for (lower, byte) in bytes.iter_mut().zip(after) {
            *lower = byte.to_ascii_lowercase();
        }
        Some(Self { initial, second_char, bytes })
    }
}

/// The first letters of a name, at most four, before any place for a gap.
#[derive(Debug, Clone, Copy)]
struct NamePrefix {
    letters: u32,
    mask: u32,
    /// Where there are fewer than four letters, the letter behind them.
    after_gap: Option<AfterGap>,
}

/// The first letter of a name before which a gap may stand.
#[derive(Debug, Clone, Copy)]
struct AfterGap {
    /// The number of letters before it.
    at: usize,
    letter: u8,
}

impl NamePrefix {
    /// The prefix of a name with these letters and digits.
    fn of(glyphs: &[Glyph]) -> Self {
        let is_gap = |&at: &usize| glyphs.get(at).is_some_and(|glyph| glyph.may_follow_gap);
        let gap = (1..glyphs.len()).find(is_gap);
        let (mut letters, mut mask) = ([0; 4], [0; 4]);
        let before_gap = glyphs.iter().take(gap.unwrap_or(glyphs.len()));
        for ((letter, mask), glyph) in letters.iter_mut().zip(&mut mask).zip(before_gap) {
            (*letter, *mask) = (glyph.char as u8, u8::MAX);
        }
        let after_gap = gap
            .filter(|&at| at < letters.len())
            .and_then(|at| Some(AfterGap { at, letter: glyphs.get(at)?.char as u8 }));
        Self { letters: u32::from_le_bytes(letters), mask: u32::from_le_bytes(mask), after_gap }
    }

    /// Whether a text that begins with these bytes can be the name; in another
    /// script or width it always can.
    fn fits(self, bytes: [u8; 4]) -> bool {
        if !bytes.is_ascii() {
            return true;
        }
        let fits_after_gap = |AfterGap { at, letter }: AfterGap| {
            bytes.get(at).is_none_or(|&byte| byte == letter || !byte.is_ascii_alphanumeric())
        };
        u32::from_le_bytes(bytes) & self.mask == self.letters
            && self.after_gap.is_none_or(fits_after_gap)
    }
}

/// The bits of what can follow the first letter of a name: all, if a gap can.
fn second_chars(glyphs: &[Glyph]) -> u128 {
    match glyphs.get(1) {
        Some(second) if !second.may_follow_gap => ascii_bit(second.char as u8),
        _ => u128::MAX,
    }
}

/// Whether the text and its mode allow a name at byte `at`.
fn can_begin(text: &str, at: usize, mode: Mode) -> bool {
    let is_lower = || next_char(text, at).is_some_and(|(c, _)| c.is_lowercase());
    has_boundary_before(text, at) && !(mode == Mode::Text && is_lower())
}

/// Whether a name can start at byte `at`: not in "RY.TOR" or "Allen-Bradley",
/// but in "ex-Tor".
fn has_boundary_before(text: &str, at: usize) -> bool {
    let ends_word = |at| prev_char(text, at).is_some_and(|(c, _)| is_word_char(c));
    is_word_start(text, at)
        && match prev_char(text, at) {
            Some(('.', before)) => !ends_word(before),
            Some((c, before)) if is_dash(c) => {
                !ends_word(before) || is_lower_case_word_before(text, before)
            }
            _ => true,
        }
}

impl Name {
    /// The name with its mark, if the text has it at byte `at`.
    fn find(&self, text: &str, at: usize, mode: Mode) -> Option<FoundName> {
        let end = self.match_spelling(text, at)?;
        if self.is_upper && mode == Mode::Text && text.get(at..end)?.contains(char::is_lowercase) {
            return None;
        }
        let (mark, end) = self.read_mark(text, end, mode)?;
        let exact = format!("{}{mark}", self.exact);
        Some(FoundName { end, exact, family: self.family.clone() })
    }

    /// The byte after the name, if the text spells it from byte `at` on.
    fn match_spelling(&self, text: &str, mut at: usize) -> Option<usize> {
        let mut expected = self.glyphs.iter().peekable();
        while let Some(glyph) = expected.peek() {
            let (mut c, mut after) = next_char(text, at)?;
            if glyph.may_follow_gap && is_gap(c) {
                (c, after) = next_char(text, after)?;
            }
            let mut buffer = [0; 4];
            let letters = match c {
                c if c.is_ascii_alphanumeric() => &*c.to_ascii_lowercase().encode_utf8(&mut buffer),
                // One Cyrillic letter can stand for several Latin ones.
                c => sound(c)?,
            };
            if !letters.chars().all(|c| expected.next().is_some_and(|glyph| glyph.char == c)) {
                return None;
            }
            at = after;
        }
        Some(at)
    }

    /// Reads the mark after the name, which may be empty; `None` if the name is
    /// only the beginning of a word.
    fn read_mark(&self, text: &str, at: usize, mode: Mode) -> Option<Mark> {
        let (glued, end) = take_run(text, at, MAX_MARK_CHARS, is_letter_or_digit);
        if !glued.is_empty() {
            return self.glued_mark(text, &glued, end, mode);
        }
        if !is_word_end(text, at) {
            return None;
        }
        let separate = self.has_no_number().then(|| separate_mark(text, at, mode)).flatten();
        separate.or_else(|| {
            (!is_part_of_longer_name(text, at)).then(|| (String::new(), after_possessive(text, at)))
        })
    }

    /// `TorM1`, `Tors`.
    fn glued_mark(&self, text: &str, group: &str, end: usize, mode: Mode) -> Option<Mark> {
        let (mark, _) = split_plural(group);
        let fits = mark.is_empty() || (self.has_no_number() && is_mark(mark, 3, mode));
        (fits && is_word_end(text, end))
            .then(|| (key(mark, Reading::Sound).unwrap_or_default(), end))
    }

    /// Whether the name has no digit; only such a name ("Tor") takes a mark.
    fn has_no_number(&self) -> bool {
        self.glyphs.iter().all(|glyph| !glyph.char.is_ascii_digit())
    }
}

/// `-M1`, ` M1`, `-M`: a mark after a dash or a blank at byte `at`.
fn separate_mark(text: &str, at: usize, mode: Mode) -> Option<Mark> {
    let (c, start) = next_char(text, at).filter(|&(c, _)| is_inner_dash(c) || is_blank(c))?;
    let (group, end) = take_run(text, start, MAX_MARK_CHARS, is_letter_or_digit);
    let (mark, _) = split_plural(&group);
    let fits = if is_blank(c) { is_mark(mark, 1, mode) } else { is_dashed_mark(mark, mode) };
    if !fits || !is_word_end(text, end) {
        return None;
    }
    Some((key(mark, Reading::Sound)?, after_possessive(text, end)))
}

/// Whether a person's or a firm's name continues at byte `at`: "Tor-Aksel", "KUB.T".
fn is_part_of_longer_name(text: &str, at: usize) -> bool {
    let Some((sign, start)) = next_char(text, at) else { return false };
    let mut letters = text.get(start..).unwrap_or_default().chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let is_word = letters.next().is_some_and(char::is_lowercase);
    is_capital && ((is_dash(sign) && is_word) || (sign == '.' && !is_word))
}

/// Whether `mark` has one to `max_letters` letters, one or two digits and up to
/// two letters: `M1`, `S2E`, `MM40`.
fn is_mark(mark: &str, max_letters: usize, mode: Mode) -> bool {
    let has_lower = mark.chars().any(char::is_lowercase);
    let letters = mark.chars().take_while(|c| !c.is_ascii_digit()).count();
    let digits = mark.chars().skip(letters).take_while(char::is_ascii_digit).count();
    let mut after_digits = mark.chars().skip(letters + digits);
    (!has_lower || mode == Mode::Query)
        && (1..=max_letters).contains(&letters)
        && (1..=2).contains(&digits)
        && after_digits.clone().count() <= 2
        && after_digits.all(|c| !c.is_ascii_digit())
}

/// Whether a dash may join `mark` to a name: a mark, a number, or one to three
/// capitals.
fn is_dashed_mark(mark: &str, mode: Mode) -> bool {
    is_mark(mark, 3, mode)
        || ((1..=3).contains(&mark.chars().count())
            && (mark.chars().all(char::is_uppercase) || mark.chars().all(|c| c.is_ascii_digit())))
}

/// The letters and digits of a name of the lexicon.
fn glyphs_of(designation: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut may_follow_gap = false;
    for c in designation.trim().chars().map(to_half_width) {
        if !is_letter_or_digit(c) {
            may_follow_gap = true;
            continue;
        }
        let latin = key(c.encode_utf8(&mut [0; 4]), Reading::Sound).unwrap_or_default();
        for char in latin.chars() {
            // Texts also put a gap between letters and digits.
            let is_turn = glyphs
                .last()
                .is_some_and(|last| last.char.is_ascii_digit() != char.is_ascii_digit());
            glyphs.push(Glyph { char, may_follow_gap: may_follow_gap || is_turn });
            may_follow_gap = false;
        }
    }
    glyphs
}

/// Whether `c` can stand between the parts of a name.
fn is_gap(c: char) -> bool {
    is_dash(c) || is_blank(c) || matches!(c, '/' | '.')
}
