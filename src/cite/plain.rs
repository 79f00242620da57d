//! Texts on one line, without what moves other text, and quotations within quotations.

/// The text with each stretch of white space as one space. Characters that control a
/// terminal or turn the direction of other text are shown as U+FFFD. Byte order marks, which
/// some readers take for white space, are left out.
pub(super) fn one_line(text: &str) -> String {
    let text = text.replace('\u{feff}', "");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(is_control, "\u{fffd}")
}

/// Whether a character controls a terminal, or the direction of the text around it.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text between double quotation marks, with its own double ones as single ones.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", nested(text))
}

/// The text with its double quotation marks as single ones. A straight one opens behind
/// a blank, a bracket, a dash or another opening one, and closes elsewhere.
pub(super) fn nested(text: &str) -> String {
    let mut nested = String::with_capacity(text.len());
    for c in text.chars() {
        let mark = match c {
            '“' | '«' | '„' | '‟' => '‘',
            '"' if nested.chars().next_back().is_none_or(opens) => '‘',
            '”' | '»' | '"' => '’',
            c => c,
        };
        nested.push(mark);
    }
    nested
}

fn opens(before: char) -> bool {
    before.is_whitespace() || "([{‘—–-/".contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("a\n b\u{2028}c\r\rd ", "a b c d"),
            ("a\u{0}b\u{1b}[2J\u{202e}c\u{2066}", "a\u{fffd}b\u{fffd}[2J\u{fffd}c\u{fffd}"),
            ("\u{85}", ""),
            ("a \u{feff} b\u{feff}c", "a bc"),
        ];
        for (text, expected) in cases {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotations_within() {
        let cases = [
            ("He said \"no\", twice.", "“He said ‘no’, twice.”"),
            ("\"No\" (\"never\")", "“‘No’ (‘never’)”"),
            ("«Нет» „nein“", "“‘Нет’ ‘nein‘”"),
            ("It's ‘so’", "“It's ‘so’”"),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), expected);
        }
    }
}
