//! Rejects, byte by byte, most of what is not a designation.
//!
//! These are capitals that begin no name, and numbers that the bytes around
//! them exclude. The filter may accept too much, and never rejects a
//! designation: generated tests compare it with a full read of every character.

use super::chars::{MAX_DIGITS, ascii_bit};
use super::known::KnownDesignations;
use super::mode::Mode;
use super::prefix::may_have_prefix;
use crate::util::prefix_filter::{PrefixFilter, prefix8};

/// Tables for one mode that decide from a few bytes.
#[derive(Debug, Clone)]
pub(super) struct Prefilter {
    mode: Mode,
    /// The bytes at which a candidate can begin: digits, the first byte of
    /// full-width forms, the initials of names.
    may_start: [bool; 256],
    /// One bit for each ASCII character that can come second in a name, by
    /// the name's first letter or digit.
    second_chars: Vec<u128>,
    /// The first eight letters of the known prefixes.
    prefixes: PrefixFilter,
    /// The most letters of any prefix.
    max_letters: usize,
}

impl Prefilter {
    /// Prepares the tables from the known prefixes and names.
    pub(super) fn new(known: &KnownDesignations, mode: Mode) -> Self {
        let mut may_start = [false; 256];
        // Full-width forms begin with 0xef in UTF-8.
        for byte in (b'0'..=b'9').chain([0xef]) {
            may_start[usize::from(byte)] = true;
        }
        known.names.mark_first_bytes(&mut may_start, mode);
        let mut prefixes = PrefixFilter::default();
        for prefix in known.prefixes() {
            prefixes.add(prefix8(prefix.as_bytes(), prefix.len()));
        }
        let second_chars = known.names.second_chars().collect();
        Self { mode, may_start, second_chars, prefixes, max_letters: known.max_letters }
    }

    /// The first byte from `at` on at which a designation may be recognised: its
    /// number, or the first letter of a name.
    ///
    /// It is the start of a character, because no byte within one is in the table.
    pub(super) fn next_candidate(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        loop {
            // A `u8` is always within 256 entries, so no bound is checked at run time.
            let may_start = |&byte: &u8| self.may_start[usize::from(byte)];
            at += bytes.get(at..)?.iter().position(may_start)?;
            match self.end_of_rejected(text, at) {
                Some(end) => at = end,
                None => return Some(at),
            }
        }
    }

    /// The byte from which to continue, if certainly no designation is recognised
    /// at byte `at`.
    fn end_of_rejected(&self, text: &str, at: usize) -> Option<usize> {
        let (before, after) = text.as_bytes().split_at_checked(at)?;
        let (&first, following) = after.split_first().filter(|(first, _)| first.is_ascii())?;
        let is_inside_word = before.last().is_some_and(u8::is_ascii_alphanumeric);
        if !is_inside_word && self.may_be_name(first, following.first().copied()) {
            return None;
        }
        if !first.is_ascii_digit() {
            return Some(at + 1);
        }
        let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
        // A full-width digit may continue the number.
        let is_whole = after.get(digits).is_none_or(u8::is_ascii);
        let accepts_lower = self.mode == Mode::Query;
        let is_rejected = digits > MAX_DIGITS
            || !may_have_prefix(text, at, self.max_letters, accepts_lower)
            || self.mode == Mode::Text && self.follows_ordinary_word(before);
        (is_whole && is_rejected).then_some(at + digits)
    }

    /// Whether a name may begin with these two bytes.
    fn may_be_name(&self, first: u8, second: Option<u8>) -> bool {
        let allowed = self.second_chars.get(usize::from(first.to_ascii_lowercase()));
        let second = second.filter(u8::is_ascii).map_or(u128::MAX, ascii_bit);
        allowed.is_some_and(|allowed| allowed & second != 0)
    }

    /// Whether `before`, which a number follows, ends in an ASCII word that is no
    /// known prefix and that its spelling does not make a prefix.
    ///
    /// The spelling excludes a word before a blank or a full stop, and a word that
    /// begins with a lower-case letter.
    fn follows_ordinary_word(&self, before: &[u8]) -> bool {
        let Some((last, before_last)) = before.split_last() else { return false };
        let (before, is_joined) = match last {
            b' ' | b'\t' | b'.' => (before_last, false),
            b'-' => (before_last, true),
            _ => (before, true),
        };
        // One letter more than allowed, so that a longer word is noticed.
        let last_bytes = before.iter().rev().take(self.max_letters + 1);
        let letters = last_bytes.take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters > self.max_letters {
            return true;
        }
        let (before_word, word) = before.split_at(before.len() - letters);
        // A slash or a dash may add the letters before it to the prefix.
        let is_whole =
            before_word.last().is_none_or(|&byte| byte.is_ascii() && byte != b'/' && byte != b'-');
        let is_prefix_by_spelling = is_joined && !word.first().is_some_and(u8::is_ascii_lowercase);
        letters > 0 && is_whole && !is_prefix_by_spelling && !self.may_be_known(word)
    }

    /// Whether the ASCII letters, in any case, may be a known prefix.
    fn may_be_known(&self, letters: &[u8]) -> bool {
        // The bit 0x20 makes a letter lower case; the second `prefix8` sets the
        // bytes behind the letters back to zero.
        let lower = prefix8(letters, letters.len()) | u64::from_le_bytes([0x20; 8]);
        self.prefixes.may_have(prefix8(&lower.to_le_bytes(), letters.len()))
    }
}
