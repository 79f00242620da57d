//! Letters and marks by script: those that are optional in writing, and those
//! that keyboards and countries write differently.

/// The zero of each script's decimal digits; the other nine follow it.
const ZEROS: [char; 20] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{de6}', '\u{e50}', '\u{ed0}', '\u{f20}',
    '\u{1040}', '\u{1090}', '\u{17e0}', '\u{1810}',
];

/// The ASCII digit of a decimal digit of another script.
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    // Most characters stand before all of these digits.
    if c < '\u{660}' {
        return None;
    }
    // The highest zero that is not above the character.
    let zero = ZEROS.iter().rev().find(|&&zero| zero <= c)?;
    char::from_digit(u32::from(c) - u32::from(*zero), 10)
}

/// Whether a mark is one that writers leave out: vowel signs of Arabic and
/// Hebrew, the nukta of Indian scripts, the tatweel that stretches a word, and
/// the joiners that only shape letters.
pub(crate) fn is_optional_mark(c: char) -> bool {
    is_arabic_mark(c)
        || matches!(
            c,
            '\u{591}'
                ..='\u{5bd}'
                    | '\u{5bf}'
                    | '\u{5c1}'
                    | '\u{5c2}'
                    | '\u{5c4}'
                    | '\u{5c5}'
                    | '\u{5c7}'
                    | '\u{fb1e}'
        )
        || matches!(c, '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{cbc}')
        || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Vowel signs, signs of the Quran, hamza above and below, and the tatweel.
fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}')
}

/// Whether a mark on a Cyrillic letter makes it another letter: the breve of
/// `й` and `ў`, the dots of `ї`, the acute of `ѓ` and `ќ`. Others show the
/// stress, and the dots of `ё` are mostly left out.
pub(crate) fn makes_another_letter(base: char, mark: char) -> bool {
    match mark {
        '\u{306}' => true,
        '\u{308}' => !matches!(base, 'е' | 'Е'),
        '\u{301}' => matches!(base, 'г' | 'Г' | 'к' | 'К'),
        _ => false,
    }
}

/// Whether the letter is Cyrillic.
pub(crate) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}')
}

/// The letter that stands for one which keyboards, countries or habit write
/// differently; another letter as it is.
pub(crate) fn common_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' | 'ې' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ۃ' | 'ة' | 'ە' | 'ۀ' => 'ه',
        'ؤ' => 'و',
        _ => c,
    }
}

/// Whether the character is Chinese or kana.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is Thai, Lao, Burmese or Khmer.
pub(crate) fn is_southeast_asian(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_ascend() {
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn digits() {
        let check = |c: char, expected: Option<char>| assert_eq!(ascii_digit(c), expected, "{c}");
        check('٣', Some('3'));
        check('۵', Some('5'));
        check('९', Some('9'));
        check('๐', Some('0'));
        check('၇', Some('7'));
        check('\u{66a}', None);
        check('5', None);
        check('漢', None);
    }

    #[test]
    fn scripts_without_blanks() {
        assert!("直升機ヘリのアー".chars().all(is_ideographic));
        assert!("เฮลิคอปเตอร์".chars().all(is_southeast_asian));
        assert!(!"헬기 Mi-35 вертолёт".chars().any(|c| is_ideographic(c) || is_southeast_asian(c)));
    }
}
