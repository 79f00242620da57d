//! What follows the digits: variant letters and numbers, the plural, the list
//! of further variants.

use super::chars::{
    is_apostrophe, is_blank, is_end, is_glyph, is_inner_dash, is_letter, next, prev, run,
};

/// The longest variant written without a dash (`AMTSh` has five signs).
const LONGEST: usize = 8;

/// What a variant may look like at this place.
#[derive(Debug, Clone, Copy)]
pub(super) struct SuffixRules {
    /// Lower-case variant letters ("mi-35m").
    pub(super) lower: bool,
    /// A lower-case variant that is also a measure ("35m", "27k").
    pub(super) metric: bool,
    /// A number after a dash ("S-300PMU-2"); after a blank it may be a range or
    /// a fraction.
    pub(super) dashed_number: bool,
}

/// The variant after the digits, and where the whole designation ends.
#[derive(Debug)]
pub(super) struct Suffix {
    /// Letters and digits as written, without dashes.
    pub(super) variant: String,
    /// How many signs of it stand before the first dash.
    pub(super) attached: usize,
    /// End of the variant, before a plural.
    pub(super) end: usize,
    /// End with the plural or possessive s.
    pub(super) outer: usize,
}

/// Reads the variant at byte `at`, right after the digits; `None` where what
/// stands there makes the whole thing no designation ("10th", "35mm").
pub(super) fn read(text: &str, at: usize, allow: SuffixRules) -> Option<Suffix> {
    let (attached, end) = run(text, at, LONGEST + 2, is_glyph);
    if !is_end(text, end) {
        return None;
    }
    let (variant, plural) = split_plural(&attached);
    if !is_variant(variant, allow) {
        return None;
    }
    let mut tail = Suffix {
        variant: variant.to_owned(),
        attached: variant.chars().count(),
        end: if plural { before_s(text, end) } else { end },
        outer: end,
    };
    for _ in 0..2 {
        if tail.end != tail.outer || !take_dashed(text, &mut tail, allow) {
            break;
        }
    }
    tail.outer = after_possessive(text, tail.outer);
    Some(tail)
}

/// One more variant after a slash ("C/D", "MKI/MKM"), or `None`.
///
/// It has no more letters than the one before it, `most`: what is longer is
/// another word.
pub(super) fn read_listed(
    text: &str,
    at: usize,
    most: usize,
    allow: SuffixRules,
) -> Option<(usize, Suffix)> {
    let (_, start) = next(text, at).filter(|&(c, _)| c == '/')?;
    let (group, end) = run(text, start, most + 3, is_glyph);
    let (variant, plural) = split_plural(&group);
    let letters = variant.chars().filter(|&c| is_letter(c)).count();
    let starts_well = variant.chars().next().is_some_and(is_letter);
    if !starts_well || letters > most || !is_end(text, end) || opens_another(text, end) {
        return None;
    }
    if !is_variant(variant, SuffixRules { metric: true, ..allow }) {
        return None;
    }
    let tail = Suffix {
        variant: variant.to_owned(),
        attached: variant.chars().count(),
        end: if plural { before_s(text, end) } else { end },
        outer: after_possessive(text, end),
    };
    Some((start, tail))
}

/// Takes a dash and what follows it into the variant, if it is one.
fn take_dashed(text: &str, tail: &mut Suffix, allow: SuffixRules) -> bool {
    let Some((_, start)) = next(text, tail.end).filter(|&(c, _)| is_inner_dash(c)) else {
        return false;
    };
    let (group, end) = run(text, start, LONGEST, is_glyph);
    let (variant, plural) = split_plural(&group);
    let fits = if variant.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        allow.dashed_number && is_dashed_number(variant, allow) && !is_fraction(text, end)
    } else {
        is_dashed_letters(variant, allow)
    };
    if !fits || !is_end(text, end) || opens_another(text, end) {
        return false;
    }
    tail.variant.push_str(variant);
    tail.end = if plural { before_s(text, end) } else { end };
    tail.outer = end;
    true
}

/// "-2", "-200", "-90A": up to three digits, up to two letters.
fn is_dashed_number(variant: &str, allow: SuffixRules) -> bool {
    let digits = variant.chars().take_while(char::is_ascii_digit).count();
    let rest: Vec<char> = variant.chars().skip(digits).collect();
    digits <= 3 && rest.len() <= 2 && rest.iter().all(|&c| is_variant_letter(c, allow))
}

/// "-1/2": the slash and number at byte `at` after the 1.
fn is_fraction(text: &str, at: usize) -> bool {
    next(text, at)
        .filter(|&(c, _)| c == '/')
        .and_then(|(_, after)| next(text, after))
        .is_some_and(|(c, _)| c.is_ascii_digit())
}

/// "-V5", "-MKI", "-BSh": letters up to four, then up to two digits.
fn is_dashed_letters(variant: &str, allow: SuffixRules) -> bool {
    let letters = variant.chars().take_while(|&c| is_letter(c)).count();
    let digits = variant.chars().skip(letters).filter(char::is_ascii_digit).count();
    let lower = variant.chars().any(char::is_lowercase);
    // A lower-case word after a dash is a word ("Mi-35-class") unless a
    // number shows that it is a mark ("mi-17-v5").
    let case_fits = !lower || (allow.lower && digits > 0 && letters <= 2) || ends_in_sound(variant);
    (1..=4).contains(&letters) && digits <= 2 && case_fits && variant.chars().count() <= 6
}

/// Whether a dash and a number follow: then what stands before them is the
/// prefix of the next designation ("Bell-47/OH-13", "Mi-24-MI-35").
fn opens_another(text: &str, at: usize) -> bool {
    let Some((_, after)) = next(text, at).filter(|&(c, _)| super::chars::is_dash(c)) else {
        return false;
    };
    next(text, after).is_some_and(|(c, _)| c.is_ascii_digit())
}

/// Whether letters and digits right after the number can be a variant.
fn is_variant(variant: &str, allow: SuffixRules) -> bool {
    let letters = variant.chars().filter(|&c| is_letter(c)).count();
    if variant.chars().count() > LONGEST || letters > 6 || longest_number(variant) > 3 {
        return false;
    }
    match variant.chars().next() {
        None => true,
        Some(c) if c.is_uppercase() => upper_outweighs(variant),
        Some(_) => variant == "bis" || is_lower_variant(variant, letters, allow),
    }
}

fn is_lower_variant(variant: &str, letters: usize, allow: SuffixRules) -> bool {
    let measure = super::word_lists::is_measure(variant)
        || matches!(variant, "m" | "k" | "g" | "l" | "s" | "x" | "h" | "d" | "p");
    let ordinal = matches!(variant, "st" | "nd" | "rd" | "th" | "am" | "pm" | "mm" | "km" | "kg");
    allow.lower && letters <= 5 && !ordinal && (allow.metric || !measure)
}

/// Small letters within a variant spell one sound (`BSh`, `AMTSh`).
fn upper_outweighs(variant: &str) -> bool {
    let lower = variant.chars().filter(|c| c.is_lowercase()).count();
    let upper = variant.chars().filter(|c| c.is_uppercase()).count();
    lower <= upper
}

fn ends_in_sound(variant: &str) -> bool {
    variant.chars().next().is_some_and(char::is_uppercase) && variant.ends_with("Sh")
}

fn is_variant_letter(c: char, allow: SuffixRules) -> bool {
    is_letter(c) && (c.is_uppercase() || allow.lower)
}

fn longest_number(variant: &str) -> usize {
    variant.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0)
}

/// The variant without a plural s, and whether there was one.
///
/// A small s is a plural after a digit or a capital: `F-16s`, `F-16Cs`,
/// `MKIs`. In an all-lower-case variant it may be a letter of the variant.
pub(super) fn split_plural(attached: &str) -> (&str, bool) {
    match attached.strip_suffix('s') {
        Some(rest) if rest.chars().next_back().is_none_or(|c| !c.is_lowercase()) => (rest, true),
        _ => (attached, false),
    }
}

/// Start of the character that ends at byte `at`; a full-width s is longer
/// than a byte.
pub(super) fn before_s(text: &str, at: usize) -> usize {
    prev(text, at).map_or(at, |(_, start)| start)
}

/// Skips an apostrophe and s.
pub(super) fn after_possessive(text: &str, at: usize) -> usize {
    let Some((_, s)) = next(text, at).filter(|&(c, _)| is_apostrophe(c)) else { return at };
    match next(text, s) {
        Some(('s' | 'S', end)) if is_end(text, end) => end,
        _ => at,
    }
}

/// A mark after one blank ("Su-30 MKI", "F-16 C"): its signs and end.
pub(super) fn read_spaced(text: &str, at: usize) -> Option<(String, usize)> {
    let (_, start) = next(text, at).filter(|&(c, _)| is_blank(c))?;
    let (mark, end) = run(text, start, LONGEST, is_glyph);
    (!mark.is_empty() && is_end(text, end)).then_some((mark, end))
}
