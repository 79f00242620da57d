//! Compounds with a hyphen that are also written as one word.

/// The longest compound that is read as one word, in bytes.
const MAX_BYTES: usize = 24;

/// The most letters of a short compound, and of its first word: of news, most that
/// are also written as one word are such.
const MAX_SHORT: usize = 12;
const MAX_FIRST: usize = 5;

/// First words that make one word with what follows, however long.
#[rustfmt::skip]
const FORMS: [&str; 24] = [
    "aero", "al", "anti", "bio", "co", "counter", "cyber", "el", "extra", "hyper", "inter", "micro",
    "mid", "mini", "multi", "non", "over", "post", "pre", "semi", "sub", "super", "trans", "under",
];

/// First words that nobody joins to what follows.
const NUMBERS: [&str; 10] =
    ["eight", "five", "four", "nine", "one", "seven", "six", "ten", "three", "two"];

/// Whether two surfaces with a hyphen between them may be written as one word:
/// "over-flight", "Al-Bashir". Each that is read so costs an entry of the index.
pub(super) fn may_be_one_word(first: &str, second: &str) -> bool {
    let is_word = |surface: &str| surface.chars().all(char::is_alphabetic);
    if first.len() + second.len() > MAX_BYTES || !is_word(first) || !is_word(second) {
        return false;
    }
    let letters = |surface: &str| surface.chars().count();
    let is_short = letters(first) <= MAX_FIRST && letters(first) + letters(second) <= MAX_SHORT;
    FORMS.contains(&first) || is_short && !NUMBERS.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds() {
        let check = |first: &str, second: &str, expected: bool| {
            assert_eq!(may_be_one_word(first, second), expected, "{first}-{second}");
        };
        check("over", "flight", true);
        check("cease", "fire", true);
        check("non", "proliferation", true);
        check("al", "bashir", true);
        check("само", "лет", true);
        check("state", "owned", true);
        check("government", "owned", false);
        check("five", "year", false);
        check("f", "16", false);
        check("counter", "intelligenceoperationists", false);
    }
}
