//! Tables of cleaned texts, and the trace of their bytes.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    let cleaned = clean(text);
    assert_eq!(cleaned.as_ref().map_or(text, |cleaned| &cleaned.text), expected, "{text:?}");
    assert_eq!(cleaned.is_none(), text == expected, "{text:?}");
}

#[test]
fn broken_words() {
    check("near Torst-\nensvik again", "near Torstensvik again");
    check("near Torst-\r\n  ensvik", "near Torstensvik");
    check("near Torst- \nensvik", "near Torstensvik");
    check("near Torst\u{ad}\nensvik", "near Torstensvik");
    check("near Torst¬\nensvik", "near Torstensvik");
    check("near Torst\u{2010}\nensvik", "near Torstensvik");
    check("догово-\nром", "договором");
    check("the Mi-\n35M", "the Mi-35M");
    check("Omar Al-\nBashir", "Omar Al-Bashir");
    check("T-72-\r\nB3", "T-72-B3");
}

#[test]
fn what_is_no_broken_word() {
    for text in [
        "two-\nand three-engined",
        "the deal -\nhe said",
        "the deal --\nhe said",
        "the deal-\n\nhe said",
        "the deal- he said",
        "a list:\n- one\n- two",
        "ends in-",
        "-\nx",
    ] {
        check(text, text);
    }
}

#[test]
fn references_and_marks() {
    check("AT&amp;T and R&D", "AT&T and R&D");
    check("Russia&#8217;s caf&eacute;", "Russia’s cafe\u{301}");
    check("30&nbsp;mm", "30\u{a0}mm");
    check("**Mi**-35 and *Mi*-24", "Mi-35 and Mi-24");
    check("_Mi_-35, ***all***", "Mi-35, all");
    check("snake_case 5*3 a**b ****", "snake_case 5*3 a**b ****");
    check("M\u{200e}i-35\u{feff} co\u{ad}op", "Mi-35 coop");
    check("12\u{a0}500 or 12 500 000 men", "12500 or 12500000 men");
    check("12&nbsp;500", "12\u{a0}500");
    check("30%, 30 % and 100%-owned", "30 percent, 30  percent and 100 percent-owned");
    check("7.62×39 mm or 7.62 × 39", "7.62x39 mm or 7.62 x 39");
    check("% of it, a × b, 5 × b", "% of it, a × b, 5 × b");
    check("می\u{200c}شود", "می\u{200c}شود");
}

#[test]
fn a_candidate_far_behind_is_met() {
    for blanks in 0..150 {
        let text = format!("{}AT&amp;T", "x ".repeat(blanks));
        assert!(clean(&text).is_some(), "{blanks}");
    }
}

proptest! {
    /// Each character is traced to itself or to what it stands for.
    #[test]
    fn spans_are_of_the_text(
        text in "([a-zA-Z0-9é&;*_ -]|-\n|\u{ad}|&amp;|&#8217;|\u{a0}|[0-9] [0-9]{3}|\u{feff}|漢|%|×|\\PC){0,40}"
    ) {
        if let Some(cleaned) = clean(&text) {
            let mut reached = 0;
            for (at, c) in cleaned.text.char_indices() {
                let source = cleaned.source_of(Span::new(at, at + c.len_utf8()));
                let written = source.of(&text);
                prop_assert!(written.is_some_and(|w| !w.is_empty()), "{:?}", source);
                let is_meaning = written.unwrap().starts_with(['&', '%', '×']);
                prop_assert!(source.start >= reached || is_meaning);
                reached = source.end;
                prop_assert!(is_meaning || written.unwrap().starts_with(c));
            }
            for at in cleaned.breaks {
                prop_assert!(cleaned.text.is_char_boundary(at));
            }
        }
    }
}
