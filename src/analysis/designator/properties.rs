//! Generated tests: properties of any text, and one key for every spelling.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::cases::lexicon;
use super::{Designator, Designators, Mode};

static DESIGNATORS: LazyLock<Designators> = LazyLock::new(|| Designators::new(&lexicon()));

/// Texts made of the parts of designations, so that they often contain some.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Mi", "mi", "S", "F", "/", "-", "\u{2013}", " ", "\u{a0}", "\n", "35", "400", "16", "8",
        "C", "D", "MKI", "s", "'s", "’", "Tor", "M1", "Ми", "С", "é", "\u{301}", "😀", "Ｍ", "３",
        "9K331", ".", ",", "%", "SS", "N", "A", "as", "Sea", "King", "2014", "_", "中",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn check_properties(text: &str, designators: &[Designator]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for designator in designators {
        let surface = designator.span.of(text);
        prop_assert!(surface.is_some_and(|s| !s.is_empty()), "{designator:?} in {text:?}");
        prop_assert!(designator.span.start >= end, "{designator:?} overlaps in {text:?}");
        end = designator.span.end;
        for key in [&designator.exact, &designator.family] {
            let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            prop_assert!(!key.is_empty() && key.chars().all(is_of_key), "{designator:?}");
        }
    }
    Ok(())
}

/// A designation in one of its spellings, with its keys.
#[derive(Debug, Clone)]
struct Spelling {
    written: String,
    exact: String,
    family: String,
}

const DASHES: [&str; 8] =
    ["", "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}", "\u{2014}"];

fn spelling() -> impl Strategy<Value = Spelling> {
    let known = prop::sample::select(vec![
        ("Mi", "35"),
        ("Ka", "52"),
        ("Su", "30"),
        ("MiG", "29"),
        ("S", "300"),
        ("F", "16"),
        ("AH", "64"),
        ("JF", "17"),
        ("T", "90"),
        ("C", "130"),
        ("Tu", "154"),
        ("UH", "60"),
    ]);
    let variant = prop::sample::select(vec!["", "M", "MKI", "J", "SMT", "V5", "PMU-2", "B3"]);
    let separator = prop::sample::select([DASHES.as_slice(), &[" ", "\u{a0}", " -"]].concat());
    let plural = prop::sample::select(vec!["", "s", "'s", "’s"]);
    (known, variant, separator, plural, any::<bool>()).prop_map(
        |((prefix, digits), variant, separator, plural, upper)| {
            let shown = if upper { prefix.to_uppercase() } else { prefix.to_owned() };
            // A number after a dash may be a range where a blank came before.
            let variant = if separator.contains([' ', '\u{a0}']) {
                variant.replace('-', "")
            } else {
                variant.to_owned()
            };
            let family = format!("{prefix}{digits}").to_lowercase();
            let exact = format!("{family}{}", variant.replace('-', "").to_lowercase());
            let written = format!("{shown}{separator}{digits}{variant}{plural}");
            Spelling { written, exact, family }
        },
    )
}

/// Words and numbers as in prose; few of them are designations.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Section", "RFC", "rfc", "mi", "Mi", "MI", "s", "S", "T", "Tor", "tor", "IPv", "a", "F/A",
        "SS-N", "SHA", "Su", "the", "SEA", "Caesar", "CAESAR", "Kh", "no", "В", "Ми", "３", "é",
        "1", "35", "400", "12345", "2014", " ", " ", " ", "-", ".", "/", ",", "\t", "–", "'",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Pieces of names that are matched letter by letter.
fn names() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "9", "K", "k", "331", "9K331", "2", "S", "19", "Tor", "TOR", "M1", "Buk", "Hellfire", "-",
        " ", "/", ".", "9К", "é", "s", "\u{2013}", "Sea", "King", "CAESAR", "3", "９",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_prefilter_rejects_no_designation(
        text in prop_oneof![prose(), pieces(), any::<String>()]
    ) {
        for mode in [Mode::Text, Mode::Query] {
            let filtered = DESIGNATORS.recognise(&text, mode);
            prop_assert_eq!(filtered, DESIGNATORS.recognise_everywhere(&text, mode), "{:?}", text);
        }
    }

    #[test]
    fn the_first_letters_reject_no_name(
        text in prop_oneof![names(), prose(), pieces()]
    ) {
        let names = &DESIGNATORS.known.names;
        for (at, mode) in text.char_indices().flat_map(|(at, _)| [(at, Mode::Text), (at, Mode::Query)]) {
            let filtered = names.find(&text, at, mode);
            prop_assert_eq!(filtered, names.find_slowly(&text, at, mode), "{:?} at {}", text, at);
        }
    }
}

proptest! {
    #[test]
    fn any_text_keeps_the_properties(text in prop_oneof![pieces(), any::<String>()]) {
        for mode in [Mode::Text, Mode::Query] {
            check_properties(&text, &DESIGNATORS.recognise(&text, mode))?;
        }
    }

    #[test]
    fn every_spelling_has_the_same_keys(
        spelling in spelling(),
        before in prop::sample::select(vec!["", "four ", "the (", "“", "ex-", "Mil\n"]),
        after in prop::sample::select(vec!["", " gunships", ", and", ".", ")", "\nNext"]),
    ) {
        // A name before a dash is not taken for a blank's prefix of one letter.
        let is_spaced = spelling.written.contains([' ', '\u{a0}']);
        prop_assume!(!(before == "ex-" && is_spaced));
        let text = format!("{before}{}{after}", spelling.written);
        for (text, mode) in [
            (text.clone(), Mode::Text),
            (text.clone(), Mode::Query),
        ] {
            let recognised = DESIGNATORS.recognise(&text, mode);
            prop_assert_eq!(recognised.len(), 1, "{:?} in {:?}", recognised, text);
            prop_assert_eq!(&recognised[0].exact, &spelling.exact, "{}", text);
            prop_assert_eq!(&recognised[0].family, &spelling.family, "{}", text);
            prop_assert_eq!(recognised[0].span.of(&text), Some(spelling.written.as_str()));
        }
    }

    #[test]
    fn lower_case_in_a_query_has_the_same_family(spelling in spelling()) {
        let typed = spelling.written.to_lowercase();
        let recognised = DESIGNATORS.recognise(&typed, Mode::Query);
        prop_assert_eq!(recognised.len(), 1, "{:?} in {:?}", recognised, typed);
        prop_assert_eq!(&recognised[0].family, &spelling.family);
        // After lower-case letters, an s may be a letter of the variant.
        prop_assert!(recognised[0].exact.starts_with(&spelling.exact), "{:?}", recognised);
    }

    /// The designators of a line do not depend on the lines around it.
    #[test]
    fn lines_are_independent(lines in prop::collection::vec(pieces(), 1..4)) {
        let lines: Vec<String> = lines.iter().map(|line| line.replace('\n', "")).collect();
        let alone: Vec<String> = lines
            .iter()
            .flat_map(|line| DESIGNATORS.recognise(line, Mode::Text))
            .map(|designator| designator.exact)
            .collect();
        let text = lines.join("\n");
        let together: Vec<String> = DESIGNATORS
            .recognise(&text, Mode::Text)
            .into_iter()
            .map(|designator| designator.exact)
            .collect();
        prop_assert_eq!(alone, together, "{:?}", text);
    }
}

/// On these megabytes, quadratic time would be minutes; linear time is less than
/// a second without optimisation.
#[test]
fn linear_on_hostile_texts() {
    for piece in ["A-1", "A-1A-", "A ", "1-", "1", "F-16A/", "/B", "Mi-8/", "A", "Tor-", "'s", "Ｍ"]
    {
        let text = piece.repeat(1_000_000 / piece.len());
        let start = Instant::now();
        DESIGNATORS.recognise(&text, Mode::Text);
        assert!(start.elapsed() < Duration::from_secs(20), "{piece:?}: {:?}", start.elapsed());
    }
}
