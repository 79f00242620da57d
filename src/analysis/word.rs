//! Where words begin and end: Unicode's rules (UAX #29), and a faster way to
//! the same words for stretches of ASCII.

use unicode_segmentation::UnicodeSegmentation;

/// A word's place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Known to be ASCII letters throughout, as most words are.
    pub(super) is_plain: bool,
}

/// Calls `found` with the first byte of every word of `text` and the one past
/// its last, as [`for_each_segment`].
pub(super) fn for_each_word(text: &str, mut found: impl FnMut(usize, usize)) {
    for_each_segment(text, |word| found(word.start, word.end));
}

/// Calls `found` with every word of `text`, in order: those of
/// `unicode_word_indices`, the segments that have a letter or a digit.
///
/// A boundary stands before every space that follows another ASCII character
/// than a space (spaces hold together, and some lie beyond ASCII), and nothing
/// before it matters behind it. So the text can be cut there: the pieces that
/// have a character beyond ASCII are given to Unicode's rules, the stretches
/// between them are read byte by byte.
pub(super) fn for_each_segment(text: &str, mut found: impl FnMut(Segment)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some((start, end)) = next_beyond_ascii(bytes, at) {
        ascii_words(bytes, at, start, &mut found);
        let piece = text.get(start..end).unwrap_or_default();
        for (offset, word) in piece.unicode_word_indices() {
            let start = start + offset;
            found(Segment { start, end: start + word.len(), is_plain: false });
        }
        at = end;
    }
    ascii_words(bytes, at, bytes.len(), &mut found);
}

/// The next piece from a cut up to before the next that has a byte beyond
/// ASCII; `from` is the text's start or a cut.
fn next_beyond_ascii(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let beyond = from + bytes.get(from..)?.iter().position(|byte| !byte.is_ascii())?;
    let start = (from + 1..beyond).rev().find(|&at| can_cut(bytes, at)).unwrap_or(from);
    let end = (beyond..bytes.len()).find(|&at| can_cut(bytes, at)).unwrap_or(bytes.len());
    Some((start, end))
}

/// Whether a space stands at `at` behind an ASCII character other than a space.
fn can_cut(bytes: &[u8], at: usize) -> bool {
    let is_other = |&byte: &u8| byte.is_ascii() && byte != b' ';
    bytes.get(at) == Some(&b' ')
        && at.checked_sub(1).and_then(|b| bytes.get(b)).is_some_and(is_other)
}

/// What a byte does in a word, as far as ASCII goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// The underscore, which joins but makes no word alone.
    Underscore,
    /// `:`, between letters.
    MidLetter,
    /// `,` and `;`, between digits.
    MidNumber,
    /// `.` and `'`, between letters or between digits.
    MidBoth,
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidNumber,
            b'.' | b'\'' => Class::MidBoth,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Other, |&byte| CLASSES[usize::from(byte)])
}

fn is_core(class: Class) -> bool {
    matches!(class, Class::Letter | Class::Digit | Class::Underscore)
}

/// The words of `bytes[from..to]`, which is ASCII and ends where a word ends.
fn ascii_words(bytes: &[u8], from: usize, to: usize, found: &mut impl FnMut(Segment)) {
    let bytes = bytes.get(..to).unwrap_or_default();
    let mut start = from;
    while let Some(skipped) = skip(bytes, start, |class| !is_core(class)) {
        start += skipped;
        let letters = skip(bytes, start, |class| class == Class::Letter);
        let Some(letters) = letters else { return };
        let mut end = start + letters;
        let is_plain = class(bytes, end) == Class::Other;
        let is_word = if is_plain { letters > 0 } else { rest_of_word(bytes, start, &mut end) };
        if is_word {
            found(Segment { start, end, is_plain });
        }
        start = end;
    }
}

/// How many bytes from `from` are of such a class; `None` at the end of the text.
fn skip(bytes: &[u8], from: usize, is: impl Fn(Class) -> bool) -> Option<usize> {
    let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
    let of = |byte: u8| CLASSES[usize::from(byte)];
    Some(rest.iter().position(|&byte| !is(of(byte))).unwrap_or(rest.len()))
}

/// Moves `end` on to where the word that begins at `start` ends; whether it
/// has a letter or a digit.
fn rest_of_word(bytes: &[u8], start: usize, end: &mut usize) -> bool {
    let mut is_word = start < *end;
    loop {
        let here = class(bytes, *end);
        is_word |= matches!(here, Class::Letter | Class::Digit);
        if !is_core(here) && !joins(bytes, *end, here) {
            return is_word;
        }
        *end += 1;
    }
}

/// Whether the mark at `at`, which has a byte before it, joins its neighbours
/// to one word (WB6, WB7, WB11, WB12).
fn joins(bytes: &[u8], at: usize, mark: Class) -> bool {
    if mark == Class::Other {
        return false;
    }
    match (class(bytes, at - 1), class(bytes, at + 1)) {
        (Class::Letter, Class::Letter) => matches!(mark, Class::MidLetter | Class::MidBoth),
        (Class::Digit, Class::Digit) => matches!(mark, Class::MidNumber | Class::MidBoth),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        for_each_word(text, |start, end| words.push(&text[start..end]));
        words
    }

    #[test]
    fn segments() {
        let check = |text: &str, expected: &[&str]| assert_eq!(words(text), expected, "{text:?}");
        check("", &[]);
        check(" - _ ... ", &[]);
        check("don't U.S. 3.5 1,000 a_b x:y", &["don't", "U.S", "3.5", "1,000", "a_b", "x:y"]);
        check("_a_ 1, 2;b c.. 'd'", &["_a_", "1", "2", "b", "c", "d"]);
        check("Mi-35M F-16C/D US$1.2bn", &["Mi", "35M", "F", "16C", "D", "US", "1.2bn"]);
        check("Russia’s four\r\nMi\u{a0}35", &["Russia’s", "four", "Mi", "35"]);
        check("a \u{200d}ℹ é", &["a", " \u{200d}ℹ", "é"]);
        check("🚁🚁 helicopter🚁s", &["helicopter", "s"]);
        check("35's don’t", &["35", "s", "don’t"]);
    }

    /// The rules alone; the final character keeps the library's own ASCII
    /// path out of the comparison.
    fn by_the_rules(text: &str) -> Vec<(usize, usize)> {
        let with_witness = format!("{text} …");
        with_witness.unicode_word_indices().map(|(at, word)| (at, at + word.len())).collect()
    }

    fn by_us(text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for_each_segment(text, |word| {
            let is_plain = text[word.start..word.end].bytes().all(|b| b.is_ascii_alphabetic());
            assert!(is_plain || !word.is_plain);
            found.push((word.start, word.end));
        });
        found
    }

    /// Spaces hold together, those beyond ASCII as well, and with what is set
    /// upon the last of them.
    #[test]
    fn runs_of_spaces_as_by_the_rules() {
        for text in ["\u{3000} \u{200d}ℹ", "a  \u{200d}ℹ b", "a \u{3000} é", "é  \u{301}a"] {
            assert_eq!(by_us(text), by_the_rules(text), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn ascii_as_by_the_rules(text in "[ -~\r\n\t]*") {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn marks_as_by_the_rules(text in "[aZ09_.',:;\" -]{0,24}") {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn mixed_as_by_the_rules(
            text in "[aZ09_.',:; \r\n’‘·é\u{301}\u{200d}\u{ad}\u{a0}\u{3000}ℹ🚁🇵🇰אカ\"漢]{0,24}"
        ) {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }

        #[test]
        fn anything_as_by_the_rules(text in any::<String>()) {
            prop_assert_eq!(by_us(&text), by_the_rules(&text));
        }
    }
}
