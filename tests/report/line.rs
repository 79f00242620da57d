//! The report in one line.

use ibid::{Index, Lexicon, Query};
use proptest::prelude::*;

use crate::corpus::{index_of, report};

fn index() -> Index {
    let texts = [
        ("a", "Notes", "The Mi-24 and the Mi-35 were sold.\n\nThe arms embargo on gunships ended."),
        ("b", "Notes", "A helicopter of the ministry.\n\nAn attack on the depot."),
        ("c", "Notes", "Libya holds talks."),
    ];
    index_of(&texts, Lexicon::builtin())
}

#[test]
fn lines_in_words() {
    let index = index();
    let check = |query: &str, expected: &str| {
        assert_eq!(report(&index, query).line(160), expected, "{query}");
    };
    check("depot", "");
    check("", "");
    check("?!", "");
    // Names, not keys.
    check("Hind", "also: Mi-24, Mi-25, Mi-35");
    check("the depot of", "ignored: the, of");
    check(
        "I am looking for articles about the depot",
        "ignored: I am looking for articles about, the",
    );
    check(
        "depot price:153",
        "nowhere: price, 153; `price:` is no field: it was searched as text; looks for an amount of \
         money",
    );
    check(
        "the depot \"of the ministry",
        "no passage has both of your words: depot stands nowhere beside ministry; `\"` is not \
         closed: it was left out and its words are no phrase; ignored: the, of",
    );
    // What was typed may have a semicolon: the advice is what comes last.
    let cut = report(&index, "depot date:\"foo; bar\"").line(300);
    assert!(cut.contains("foo; bar"), "{cut}");
    check(
        "gunshps zeppelin the Hind",
        "nowhere: zeppelin, gunshps (searched for gunships instead); no passage has more than 1 of \
         your 3 words; ignored: the; also: Mi-24, Mi-25, Mi-35",
    );
}

/// What stands for a word that is nowhere stands nowhere either.
#[test]
fn additions_of_missing_words_are_not_told() {
    let index = index();
    assert!(report(&index, "chopper").line(160).starts_with("also: helicopter"));
    let nowhere = report(&index, "submarine");
    assert!(!nowhere.expanded.is_empty());
    assert_eq!(nowhere.line(160), "nowhere: submarine");
}

#[test]
fn lines_are_cut() {
    let report = report(&index(), "zeppelin dirigible Hind the depot of a ministry");
    let check = |max_chars: usize, expected: &str| {
        assert_eq!(report.line(max_chars), expected, "{max_chars}");
    };
    let apart = "no passage has more than 1 of your 5 words";
    let whole = report.line(500);
    assert!(whole.starts_with(&format!("nowhere: zeppelin, dirigible; {apart}")), "{whole}");
    assert!(whole.ends_with("; ignored: the, of, a; also: Mi-24, Mi-25, Mi-35"), "{whole}");
    check(0, "");
    check(1, "…");
    check(12, "nowhere: ze…");
    check(25, "nowhere: zeppelin and 1…");
    check(26, "nowhere: zeppelin and 1 m…");
    check(28, "nowhere: zeppelin, dirigibl…");
    check(30, "nowhere: zeppelin, dirigible …");
    check(40, "nowhere: zeppelin, dirigible …");
    check(60, "nowhere: zeppelin, dirigible; no passage has more than 1 of…");
}

fn queries() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-z]{1,9}[*~]?",
        "\\PC{1,12}",
        prop::sample::select(vec![
            "the",
            "Hind",
            "embrago",
            "arms embargo",
            "chopper",
            "(",
            "\"",
            "AND",
            "+gunships",
            "date:soon",
            "title:depot",
            "\n",
            "\u{1b}[31m",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..9).prop_map(|parts| parts.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A line is one line of at most so many characters, and so is each line of
    /// the whole.
    #[test]
    fn any_query_has_a_line(query in queries(), max_chars in 0usize..200) {
        thread_local!(static INDEX: Index = index());
        let report = INDEX.with(|index| index.search(&Query::new(&*query)).unwrap().report);
        let line = report.line(max_chars);
        prop_assert!(line.chars().count() <= max_chars, "{:?}", &line);
        prop_assert!(!line.contains(char::is_control), "{:?}", &line);
        prop_assert_eq!(line.is_empty(), report.line(1_000).is_empty() || max_chars == 0);
        let whole = report.whole();
        prop_assert!(whole.ends_with('\n'));
        prop_assert!(whole.lines().all(|line| !line.contains(char::is_control) && !line.is_empty()));
    }
}
