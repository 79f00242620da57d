//! Lists of words in sentences.

/// "a", "a and b", "a, b and c", with another word for "and".
pub(super) fn joined(words: &[String], last_joiner: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_joiner} {last}", first.join(", ")),
    }
}

/// Words with commas between them: as many as `max_chars` characters have room
/// for, one at least, and how many more there are.
pub(super) fn listed_within(words: &[String], max_chars: usize) -> String {
    let whole = words.join(", ");
    if chars(&whole) <= max_chars {
        return whole;
    }
    let (mut shown, mut named) = (1, 0);
    for (number, word) in (1..).zip(words) {
        named += chars(word) + 2;
        if named > max_chars {
            break;
        }
        if chars(&listed(words, number)) <= max_chars {
            shown = number;
        }
    }
    listed(words, shown)
}

/// The first words, and how many more there are.
pub(super) fn listed(words: &[String], shown: usize) -> String {
    let named = words.get(..shown).unwrap_or(words);
    match words.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// How many characters a text has.
pub(super) fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The text on one line, without what moves a terminal's cursor.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

/// The text, cut off with an ellipsis behind `max_chars` characters.
pub(super) fn cut(text: &str, max_chars: usize) -> String {
    if chars(text) <= max_chars {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max_chars.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    if max_chars > 0 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn lists_in_sentences() {
        assert_eq!(joined(&[], "or"), "");
        assert_eq!(joined(&words("a"), "or"), "a");
        assert_eq!(joined(&words("a b"), "or"), "a or b");
        assert_eq!(joined(&words("a b c"), "and"), "a, b and c");
    }

    #[test]
    fn lists_take_the_room_they_have() {
        let check = |max_chars: usize, expected: &str| {
            assert_eq!(listed_within(&words("alpha beta gamma"), max_chars), expected);
        };
        check(18, "alpha, beta, gamma");
        check(17, "alpha and 2 more");
        check(16, "alpha and 2 more");
        // One is named in any case.
        check(3, "alpha and 2 more");
        assert_eq!(
            listed_within(&words("alpha beta gamma delta epsilon"), 25),
            "alpha, beta and 3 more"
        );
        assert_eq!(listed_within(&words("alpha"), 2), "alpha");
        assert_eq!(listed_within(&[], 2), "");
    }

    #[test]
    fn texts_are_cut_at_characters() {
        assert_eq!(cut("стоп", 4), "стоп");
        assert_eq!(cut("стоп", 3), "ст…");
        assert_eq!(cut("a bc", 3), "a…");
        assert_eq!(cut("abc", 1), "…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(on_one_line("a\u{1b}[1m\n\tb"), "a [1m  b");
    }
}
