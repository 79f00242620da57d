//! What follows the digits of a designation: variant letters and numbers, the
//! plural, and the list of further variants.

use super::chars::{
    is_apostrophe, is_blank, is_dash, is_inner_dash, is_letter, is_letter_or_digit, is_word_end,
    next_char, prev_char, take_run,
};
use super::word_lists::is_measure;

/// The most characters of a variant written without a dash (`AMTSh` has five).
const MAX_VARIANT_CHARS: usize = 8;

/// What a variant may look like, given how the designation is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct SuffixRules {
    /// Whether variant letters may be in lower case ("mi-35m").
    pub(super) lower_case: bool,
    /// Whether a lower-case variant may also be a measure ("35m", "27k").
    pub(super) measure: bool,
    /// Whether a number may follow a dash ("S-300PMU-2"). After a blank before the
    /// designation's own number, it may be a range or a fraction.
    pub(super) dashed_number: bool,
}

/// The variant after the digits, and where the whole designation ends.
#[derive(Debug)]
pub(super) struct Suffix {
    /// The letters and digits as written, without dashes.
    pub(super) variant: String,
    /// The number of its characters before the first dash.
    pub(super) attached_chars: usize,
    /// The byte after the variant, before a plural or possessive s.
    pub(super) variant_end: usize,
    /// The byte after the designation with a plural or possessive s.
    pub(super) end: usize,
}

impl Suffix {
    /// A variant without a dash that ends at byte `end`, plural s included.
    fn attached(text: &str, variant: &str, is_plural: bool, end: usize) -> Self {
        Self {
            variant: variant.to_owned(),
            attached_chars: variant.chars().count(),
            variant_end: if is_plural { start_of_last_char(text, end) } else { end },
            end,
        }
    }

    /// Whether a plural or possessive s follows the variant: then nothing more
    /// belongs to the designation.
    pub(super) fn has_s(&self) -> bool {
        self.variant_end != self.end
    }

    /// Adds a dash and the characters after it, if they belong to the variant.
    fn extend_over_dash(&mut self, text: &str, rules: SuffixRules) -> bool {
        let Some((_, start)) = next_char(text, self.end).filter(|&(c, _)| is_inner_dash(c)) else {
            return false;
        };
        let (group, end) = take_run(text, start, MAX_VARIANT_CHARS, is_letter_or_digit);
        let (variant, is_plural) = split_plural(&group);
        let fits = if variant.starts_with(|c: char| c.is_ascii_digit()) {
            rules.dashed_number && is_dashed_number(variant, rules) && !is_fraction(text, end)
        } else {
            is_dashed_letters(variant, rules)
        };
        if !fits || !is_word_end(text, end) || opens_another(text, end) {
            return false;
        }
        self.variant.push_str(variant);
        self.variant_end = if is_plural { start_of_last_char(text, end) } else { end };
        self.end = end;
        true
    }
}

/// Reads the variant at byte `at`, right after the digits; `None` if the
/// characters there rule a designation out ("10th", "35mm").
pub(super) fn read(text: &str, at: usize, rules: SuffixRules) -> Option<Suffix> {
    // Two characters more than allowed: one for a plural s, one so that a
    // longer variant is noticed.
    let (group, end) = take_run(text, at, MAX_VARIANT_CHARS + 2, is_letter_or_digit);
    if !is_word_end(text, end) {
        return None;
    }
    let (variant, is_plural) = split_plural(&group);
    if !is_variant(variant, rules) {
        return None;
    }
    let mut suffix = Suffix::attached(text, variant, is_plural, end);
    // At most two groups after dashes, as in "Il-76MD-90A".
    for _ in 0..2 {
        if suffix.has_s() || !suffix.extend_over_dash(text, rules) {
            break;
        }
    }
    suffix.end = after_possessive(text, suffix.end);
    Some(suffix)
}

/// Reads one more variant after a slash at byte `at` ("C/D", "MKI/MKM"): its first
/// byte and itself.
///
/// It has at most as many letters as the variant before it, `max_letters`: a
/// longer one is another word.
pub(super) fn read_listed(
    text: &str,
    at: usize,
    max_letters: usize,
    rules: SuffixRules,
) -> Option<(usize, Suffix)> {
    let (_, start) = next_char(text, at).filter(|&(c, _)| c == '/')?;
    // Room for a number and a plural s besides the letters.
    let (group, end) = take_run(text, start, max_letters + 3, is_letter_or_digit);
    let (variant, is_plural) = split_plural(&group);
    if !variant.starts_with(is_letter)
        || letter_count(variant) > max_letters
        || !is_word_end(text, end)
        || opens_another(text, end)
        || !is_variant(variant, SuffixRules { measure: true, ..rules })
    {
        return None;
    }
    let suffix = Suffix::attached(text, variant, is_plural, end);
    Some((start, Suffix { end: after_possessive(text, end), ..suffix }))
}

/// "-2", "-200", "-90A": up to three digits, then up to two letters.
fn is_dashed_number(variant: &str, rules: SuffixRules) -> bool {
    let letters = variant.trim_start_matches(|c: char| c.is_ascii_digit());
    // Digits are ASCII, so bytes count them.
    let digits = variant.len() - letters.len();
    let fits = |c: char| is_letter(c) && (c.is_uppercase() || rules.lower_case);
    digits <= 3 && letters.chars().count() <= 2 && letters.chars().all(fits)
}

/// "-1/2": whether a slash and a digit follow the number that ends at byte `end`.
fn is_fraction(text: &str, end: usize) -> bool {
    next_char(text, end)
        .filter(|&(c, _)| c == '/')
        .and_then(|(_, after)| next_char(text, after))
        .is_some_and(|(c, _)| c.is_ascii_digit())
}

/// "-V5", "-MKI", "-BSh": up to four letters, then up to two digits.
fn is_dashed_letters(variant: &str, rules: SuffixRules) -> bool {
    let letters = variant.chars().take_while(|&c| is_letter(c)).count();
    let digits = variant.chars().skip(letters).filter(char::is_ascii_digit).count();
    let has_lower = variant.chars().any(char::is_lowercase);
    // A lower-case word after a dash is a word ("Mi-35-class"), unless a
    // number shows that it is a mark ("mi-17-v5").
    let case_fits = !has_lower
        || (rules.lower_case && digits > 0 && letters <= 2)
        || (variant.starts_with(char::is_uppercase) && variant.ends_with("Sh"));
    (1..=4).contains(&letters) && digits <= 2 && case_fits && variant.chars().count() <= 6
}

/// Whether a dash and a digit follow byte `end`. If so, the letters before
/// them are the prefix of the next designation ("Bell-47/OH-13").
fn opens_another(text: &str, end: usize) -> bool {
    next_char(text, end)
        .filter(|&(c, _)| is_dash(c))
        .and_then(|(_, after)| next_char(text, after))
        .is_some_and(|(c, _)| c.is_ascii_digit())
}

/// Whether letters and digits right after the number can be a variant.
fn is_variant(variant: &str, rules: SuffixRules) -> bool {
    let letters = letter_count(variant);
    let numbers = variant.split(|c: char| !c.is_ascii_digit());
    let max_digits = numbers.map(str::len).max().unwrap_or(0);
    if variant.chars().count() > MAX_VARIANT_CHARS || letters > 6 || max_digits > 3 {
        return false;
    }
    match variant.chars().next() {
        None => true,
        Some(c) if c.is_uppercase() => is_mostly_upper(variant),
        Some(_) => variant == "bis" || is_lower_variant(variant, letters, rules),
    }
}

/// Whether letters in lower case right after the number can be a variant.
fn is_lower_variant(variant: &str, letters: usize, rules: SuffixRules) -> bool {
    let is_unit = is_measure(variant)
        || matches!(variant, "m" | "k" | "g" | "l" | "s" | "x" | "h" | "d" | "p");
    // These are never a variant, even of a prefix that the lexicon knows.
    let is_never = matches!(variant, "st" | "nd" | "rd" | "th" | "am" | "pm" | "mm" | "km" | "kg");
    rules.lower_case && letters <= 5 && !is_never && (rules.measure || !is_unit)
}

/// Whether no more letters are lower than upper case: a lower-case letter spells
/// the sound of the capital before it (`BSh`, `AMTSh`).
fn is_mostly_upper(variant: &str) -> bool {
    let lower = variant.chars().filter(|c| c.is_lowercase()).count();
    let upper = variant.chars().filter(|c| c.is_uppercase()).count();
    lower <= upper
}

/// The number of letters in `variant`.
fn letter_count(variant: &str) -> usize {
    variant.chars().filter(|&c| is_letter(c)).count()
}

/// The variant without a plural s, and whether there was one.
///
/// A lower-case s is a plural after a digit or a capital: `F-16s`, `F-16Cs`,
/// `MKIs`. After a lower-case letter it may be a letter of the variant.
pub(super) fn split_plural(group: &str) -> (&str, bool) {
    match group.strip_suffix('s') {
        Some(variant) if !variant.ends_with(char::is_lowercase) => (variant, true),
        _ => (group, false),
    }
}

/// The first byte of the character that ends at byte `end`: a full-width s has
/// more than one byte.
fn start_of_last_char(text: &str, end: usize) -> usize {
    prev_char(text, end).map_or(end, |(_, start)| start)
}

/// The byte after an apostrophe and an s at byte `at`; `at` without them.
pub(super) fn after_possessive(text: &str, at: usize) -> usize {
    let Some((_, s)) = next_char(text, at).filter(|&(c, _)| is_apostrophe(c)) else { return at };
    match next_char(text, s) {
        Some(('s' | 'S', end)) if is_word_end(text, end) => end,
        _ => at,
    }
}

/// A mark after one blank at byte `at` ("Su-30 MKI", "F-16 C"): its letters and
/// digits, and the byte after it.
pub(super) fn read_spaced(text: &str, at: usize) -> Option<(String, usize)> {
    let (_, start) = next_char(text, at).filter(|&(c, _)| is_blank(c))?;
    let (mark, end) = take_run(text, start, MAX_VARIANT_CHARS, is_letter_or_digit);
    (!mark.is_empty() && is_word_end(text, end)).then_some((mark, end))
}
