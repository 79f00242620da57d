//! Lines broken at the width of the terminal.

use std::ffi::OsStr;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::common::wrap::{Marks, columns, lines as lines_of, width, wrapped};

const BRACKETS: Marks<'static> = Marks { open: "[", close: "]" };
const COLOURS: Marks<'static> = Marks { open: "\x1b[1m", close: "\x1b[0m" };

#[test]
fn lines() {
    let cases: [(&str, usize, Marks<'_>, &[&str]); 16] = [
        ("six gunships", 20, BRACKETS, &["six gunships"]),
        ("six gunships sold", 12, BRACKETS, &["six gunships", "sold"]),
        ("six gunships sold", 11, BRACKETS, &["six", "gunships", "sold"]),
        ("six   gunships", 14, BRACKETS, &["six   gunships"]),
        ("six   gunships", 10, BRACKETS, &["six", "gunships"]),
        ("", 10, BRACKETS, &[""]),
        // A no-break space stays.
        ("for 40\u{a0}million", 10, BRACKETS, &["for", "40\u{a0}million"]),
        // Longer words fill the line, character by character.
        ("of gunshipyards", 6, BRACKETS, &["of gun", "shipya", "rds"]),
        // Wide characters take two columns, combining marks none.
        ("武装直升机", 4, BRACKETS, &["武装", "直升", "机"]),
        ("e\u{301}e\u{301}e\u{301} a", 3, BRACKETS, &["e\u{301}e\u{301}e\u{301}", "a"]),
        ("e\u{301}e\u{301}e\u{301}", 2, BRACKETS, &["e\u{301}e\u{301}", "e\u{301}"]),
        ("ab👩‍🚒cd", 4, BRACKETS, &["ab👩‍🚒", "cd"]),
        // A mark is not broken if it fits.
        ("a b [c d] e", 7, BRACKETS, &["a b", "[c d] e"]),
        ("[six gunships]", 8, BRACKETS, &["[six gun", "ships]"]),
        ("a \x1b[1mb c\x1b[0m d", 4, COLOURS, &["a", "\x1b[1mb c\x1b[0m", "d"]),
        ("\x1b[1mone two\x1b[0m", 3, COLOURS, &["\x1b[1mone\x1b[0m", "\x1b[1mtwo\x1b[0m"]),
    ];
    for (line, columns, marks, expected) in cases {
        assert_eq!(wrapped(line, Some(columns), marks), expected, "{line:?} in {columns}");
    }
    assert_eq!(wrapped(&"six ".repeat(90), None, BRACKETS).len(), 1);
}

/// Old line ends, rows of tables, and what a terminal would obey.
#[test]
fn texts_of_several_lines() {
    let cases: [(&str, &[&str]); 6] = [
        ("six\rtugs\r\nold\nones", &["six", "tugs", "old", "ones"]),
        ("It sailed\n    on Monday\n    at six", &["It sailed", "on Monday", "at six"]),
        ("Tug     6\n  Marit     1\n       2", &["Tug     6", "Marit     1", "     2"]),
        ("a\n\n  b ", &["a", "", "b"]),
        (
            "six\x1b]0;x\x07 \x1b[1mtugs\x1b[0m\x08",
            &["six\u{fffd}]0;x\u{fffd} \x1b[1mtugs\x1b[0m\u{fffd}"],
        ),
        ("", &[""]),
    ];
    for (text, expected) in cases {
        assert_eq!(lines_of(text, COLOURS), expected, "{text:?}");
    }
}

#[test]
fn the_width_is_the_users_or_the_terminals() {
    let cases = [
        (true, None, Some(80), Some(80)),
        (true, Some("100"), Some(80), Some(100)),
        (true, Some("wide"), Some(80), Some(80)),
        (true, Some("0"), Some(80), Some(80)),
        (true, Some("5"), Some(80), None),
        (true, None, None, None),
        (false, Some("100"), Some(80), None),
    ];
    for (is_terminal, said, size, expected) in cases {
        let given = columns(is_terminal, said.map(OsStr::new), size);
        assert_eq!(given, expected, "{is_terminal} {said:?} {size:?}");
    }
}

proptest! {
    /// Nothing but blanks is lost, and no line is too wide but for a character that is.
    #[test]
    fn nothing_is_lost(line in "(\\PC|[a-z ]|武|e\u{301}|\x1b\\[1m|\x1b\\[0m){0,60}", columns in 2_usize..30) {
        let lines = wrapped(&line, Some(columns), BRACKETS);
        let bare = |text: &str| text.replace(char::is_whitespace, "");
        prop_assert_eq!(bare(&lines.concat()), bare(&line));
        for line in &lines {
            let shown = line.replace("\x1b[1m", "").replace("\x1b[0m", "");
            let is_one_character = shown.graphemes(true).count() == 1;
            prop_assert!(width(line) <= columns || is_one_character, "{:?}", line);
        }
    }
}
