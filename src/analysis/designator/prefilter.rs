//! Turning away at a glance, byte by byte, most of what is no designation:
//! capitals that begin no name, and numbers after which or before which
//! nothing stands that could make them one.

use super::chars::bit;
use super::known::KnownDesignations;
use super::mode::Mode;
use super::prefix::may_have_prefix;
use crate::util::prefix_filter::{PrefixFilter, prefix8};

/// The most digits of a designation.
const MOST_DIGITS: usize = 4;

/// What can be told of a text of one kind without reading it.
#[derive(Debug, Clone)]
pub(super) struct Prefilter {
    mode: Mode,
    /// The bytes at which something can begin: digits, full-width forms, the
    /// initials of names.
    stops: [bool; 256],
    /// One bit for each ASCII character that can come second in a name, by
    /// the name's first letter or digit.
    seconds: Vec<u128>,
    /// The known prefixes of up to eight letters.
    prefixes: PrefixFilter,
    /// The most letters of any prefix.
    longest: usize,
}

impl Prefilter {
    pub(super) fn new(book: &KnownDesignations, mode: Mode) -> Self {
        let mut stops = [false; 256];
        for byte in (b'0'..=b'9').chain([0xef]) {
            if let Some(stop) = stops.get_mut(usize::from(byte)) {
                *stop = true;
            }
        }
        book.names.mark_first_bytes(&mut stops, mode);
        let mut prefixes = PrefixFilter::default();
        for prefix in book.prefixes() {
            prefixes.add(prefix8(prefix.as_bytes(), prefix.len()));
        }
        let seconds = book.names.seconds().collect();
        Self { mode, stops, seconds, prefixes, longest: book.longest }
    }

    /// The first byte from `at` on where a designation may be told: its
    /// number, or its first letter where it is a name. It is the start of a
    /// character: bytes within one are never marked.
    pub(super) fn next_stop(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            // A `u8` is always within 256 entries, so nothing is checked at run time.
            let is_stop = |&byte: &u8| self.stops[usize::from(byte)];
            at += bytes.get(at..)?.iter().position(is_stop)?;
            match self.past(text, at) {
                Some(after) => at = after,
                None => return Some(at),
            }
        }
    }

    /// Where to go on, if certainly nothing begins at the stop `at`.
    fn past(&self, text: &str, at: usize) -> Option<usize> {
        let (before, bytes) = text.as_bytes().split_at_checked(at)?;
        let (&first, rest) = bytes.split_first().filter(|(first, _)| first.is_ascii())?;
        let is_glued = before.last().is_some_and(u8::is_ascii_alphanumeric);
        if !is_glued && self.may_be_name(first, rest.first().copied()) {
            return None;
        }
        if !first.is_ascii_digit() {
            return Some(at + 1);
        }
        let digits = 1 + rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ends = bytes.get(digits).is_none_or(u8::is_ascii);
        let is_number = digits > MOST_DIGITS
            || !may_have_prefix(text, at, self.longest, self.mode == Mode::Query)
            || self.mode == Mode::Text && self.is_after_a_word(before);
        (ends && is_number).then_some(at + digits)
    }

    fn may_be_name(&self, first: u8, second: Option<u8>) -> bool {
        let seconds = self.seconds.get(usize::from(first.to_ascii_lowercase()));
        let second = second.filter(u8::is_ascii).map_or(u128::MAX, bit);
        seconds.is_some_and(|seconds| seconds & second != 0)
    }

    /// Whether what stands before a number in an article is an ASCII word
    /// that no known designation begins with, and that the way of writing
    /// does not make a prefix: one before a blank or a full stop, or one that
    /// begins with a small letter.
    fn is_after_a_word(&self, before: &[u8]) -> bool {
        let Some((last, apart)) = before.split_last() else { return false };
        let (word, joined) = match last {
            b' ' | b'\t' | b'.' => (apart, false),
            b'-' => (apart, true),
            _ => (before, true),
        };
        let letters = word.iter().rev().take(self.longest + 1);
        let letters = letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (around, word) = word.split_at(word.len() - letters);
        // A slash or a dash may bring in what stands before it.
        let apart =
            around.last().is_none_or(|&byte| byte.is_ascii() && byte != b'/' && byte != b'-');
        let is_open = joined && !word.first().is_some_and(u8::is_ascii_lowercase);
        letters > self.longest || letters > 0 && apart && !is_open && !self.knows(word)
    }

    fn knows(&self, prefix: &[u8]) -> bool {
        let small = prefix8(prefix, prefix.len()) | 0x2020_2020_2020_2020;
        self.prefixes.may_have(prefix8(&small.to_le_bytes(), prefix.len()))
    }
}
