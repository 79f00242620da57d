//! What different people say never shares a passage.
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

use proptest::prelude::*;

use super::split_text;

const NAMES: [&str; 3] = ["ANN LEE", "BO RAY", "EVE FOX"];

const SAID: [&str; 5] = [
    "Six.",
    "Were six tugs sold to the port this year, or only four of them?",
    "The port will pay for them over five years, as it did for the ferries.",
    "No.\n\nNot one of them has sailed since the line was closed in March.",
    "They are old\nand slow.",
];

/// How each form names the person with this name.
fn head(form: usize, name: &str, number: usize) -> String {
    match form {
        0 => format!("{name}: "),
        1 => format!("[12:{number:02}] {}: ", name.to_lowercase()),
        2 => format!("12:{number:02} <{}> ", name.replace(' ', "_")),
        3 => format!("00:00:{number:02} {name}\n"),
        4 => format!("Posted by {name} on {} March 2011\n", number + 1),
        _ => format!("From: {name} <a@port.example>\nSubject: Tugs, part {number}\n\n"),
    }
}

/// What stands in the heads of each form and nowhere else.
const SIGNS: [&str; 6] = [": ", "[12:", "12:", "00:00:", "Posted by", "From: "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_mixed(
        form in 0_usize..6,
        blank_lines in any::<bool>(),
        said in proptest::collection::vec(0..SAID.len(), 4..12),
    ) {
        let gap = if blank_lines || form == 5 { "\n\n" } else { "\n" };
        let parts = said.iter().enumerate().map(|(number, &said)| {
            head(form, NAMES[number % NAMES.len()], number) + SAID[said] + gap
        });
        let text: String = parts.collect();
        for passage in split_text(&text).passages {
            let inside = passage.span.of(&text).unwrap();
            prop_assert!(inside.matches(SIGNS[form]).count() <= 1, "{inside:?} in {text:?}");
        }
    }
}
