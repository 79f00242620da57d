//! Splits whole documents: the passages cover the text and get their labels.

use ibid::config::{LengthUnit, PassageConfig};
use ibid::passage::{Label, Split, split};
use ibid::{Document, Span};
use proptest::prelude::*;

#[cfg(feature = "folder")]
#[path = "passages/encodings.rs"]
mod encodings;
#[cfg(feature = "folder")]
#[path = "passages/files.rs"]
mod files;
#[cfg(feature = "folder")]
#[path = "passages/front_matter.rs"]
mod front_matter;
#[path = "passages/shelf.rs"]
mod shelf;
#[path = "passages/speakers.rs"]
mod speakers;

const PARAGRAPH: &str = "The yard has sold six tugs to the port, which will pay for them over the \
                         next five years, the minister said on Monday.";
const OTHER: &str = "The port had looked for tugs since its own were sold to a museum, and had to \
                     hire two from a neighbour in the meantime.";

fn split_text(text: &str) -> Split {
    split(&Document::new("tugs", text), &PassageConfig::default())
}

/// Splits the template, in which `¶` and `§` stand for two paragraphs, and
/// compares the label and the start of each passage.
fn check(template: &str, expected: &[(&str, &str)]) {
    let text = template.replace('¶', PARAGRAPH).replace('§', OTHER);
    let split = split_text(&text);
    let passages: Vec<_> = split
        .passages
        .iter()
        .map(|passage| (passage.label.name(), passage.span.of(&text).unwrap_or_default()))
        .collect();
    let are_equal = passages.iter().zip(expected).all(|((label, passage), expected)| {
        let start = match expected.1 {
            "¶" => PARAGRAPH,
            "§" => OTHER,
            start => start,
        };
        *label == expected.0 && passage.starts_with(start)
    });
    assert!(passages.len() == expected.len() && are_equal, "{template:?} gives {passages:#?}");
}

#[test]
fn heads() {
    let head = [("headline", "Yard sells six tugs to the port at last"), ("body", "¶")];
    check("Yard sells six tugs to the port at last\n\n¶", &head);
    check("Yard sells six tugs to the port at last\n¶", &head);
    check("\u{feff}Yard sells six tugs to the port at last\r\n\r\n¶", &head);
    check(
        "# Yard sells six tugs to the port at last\n\n¶",
        &[("headline", "# Yard"), ("body", "¶")],
    );
    check("¶\n\n§", &[("body", "¶"), ("body", "§")]);
    check("It is done.\n\n¶", &[("body", "It is done.")]);
    check("Tugs 12\nBarges 14\nFerries 3\nBoats 7\n\n¶", &[("body", "Tugs 12\nBarges 14\n")]);
    check("Yard sells six tugs", &[("body", "Yard")]);
}

#[test]
fn repeated_headlines() {
    check(
        "Yard Sells Tugs\nYard Sells Tugs\n\n¶",
        &[("headline", "Yard Sells Tugs\nYard Sells Tugs"), ("body", "¶")],
    );
    check(
        "Yard Sells Tugs\n\nYard Sells Tugs\n\n¶",
        &[("headline", "Yard Sells Tugs\n\nYard"), ("body", "¶")],
    );
    check(
        "Yard Sells Tugs\n\n¶\n\n§\n\nYard Sells Tugs",
        &[
            ("headline", "Yard Sells Tugs"),
            ("body", "¶"),
            ("body", "§"),
            ("teaser", "Yard Sells Tugs"),
        ],
    );
}

#[test]
fn bylines_and_datelines() {
    check(
        "Ann Lee\n01:50 PM, November 21, 2014\nYard Sells Tugs\n\n¶",
        &[("byline", "Ann Lee"), ("dateline", "01:50"), ("headline", "Yard"), ("body", "¶")],
    );
    check(
        "Yard Sells Tugs\n\nBy Ann Lee\n\n¶\n\n(Reporting by Ann Lee; editing by Bo Ray)",
        &[("headline", "Yard"), ("byline", "By"), ("body", "¶"), ("byline", "(Reporting")],
    );
    check(
        "Growing Ties\nNovember 21, 2014\n\n¶",
        &[("headline", "Growing"), ("dateline", "Nov"), ("body", "¶")],
    );
    check("¶\n\nOn November 21, 2014 it was sold.\n\n§", &[("body", "¶"), ("body", "§")]);
}

#[test]
fn cross_heads_and_captions() {
    check("¶\n\nA New Yard\n\n§", &[("body", "¶"), ("headline", "A New Yard"), ("body", "§")]);
    check("¶\nA New Yard\n§", &[("body", "¶"), ("headline", "A New Yard"), ("body", "§")]);
    check("¶\n\nPort and Yard Leaders\n\nTug 35 at Sea", &[("body", "¶"), ("caption", "Port")]);
    check("¶\n\nPhoto: Ann Lee\n\n§", &[("body", "¶"), ("caption", "Photo"), ("body", "§")]);
    check("¶\n\nand so it went\n\n§", &[("body", "¶"), ("body", "and so it went\n\nThe")]);
}

#[test]
fn teasers() {
    check(
        "¶\n\nRead more: Tugs are late\n\n§",
        &[("body", "¶"), ("teaser", "Read"), ("body", "§")],
    );
    check("¶\n§\nRead more:", &[("body", "¶"), ("body", "§"), ("teaser", "Read")]);
    check(
        "¶\n\nAlso read\n\nTugs are late again, says port\n\n§",
        &[("body", "¶"), ("teaser", "Also read\n\nTugs"), ("body", "§")],
    );
}

#[test]
fn comments_and_quotes() {
    check(
        "¶\n\n  • Ann Lee\n\n    Nice tugs.\n\n    Dear ones.\n\n\n  • bo_77\n\n    No.",
        &[
            ("body", "¶"),
            ("comment", "• Ann Lee\n\n    Nice tugs.\n\n    Dear"),
            ("comment", "• bo_77"),
        ],
    );
    check(
        "¶\n\nComments (2)\n\nNice.\n\n§",
        &[("body", "¶"), ("comment", "Comments"), ("comment", "Nice")],
    );
    check("12 Comments\n\n¶\n\n§", &[("comment", "12"), ("body", "¶"), ("body", "§")]);
    check(
        "¶\n\n> Six tugs,\n> he said.\n\n§",
        &[("body", "¶"), ("quote", "> Six tugs,\n> he"), ("body", "§")],
    );
    check("¶\n\n“Six tugs are sold.”\n\n§", &[("body", "¶"), ("body", "§")]);
    let list = "• Six tugs for the old port\n• A barge for the new one";
    check(&format!("¶\n\n{list}\n\n§"), &[("body", "¶"), ("body", list), ("body", "§")]);
}

#[test]
fn wrapped_text() {
    let lines = "The yard said on Monday that it had sold\nsix tugs to the port.\nThe port will \
                 pay for them over the next\nfive years and two months.";
    let (first, second) = lines.split_once("\nThe port").unwrap();
    check(lines, &[("body", first), ("body", &format!("The port{second}"))]);
}

#[test]
fn titles_and_dates() {
    let check = |template: &str, title: &str, date: &str| {
        let text = template.replace('¶', PARAGRAPH).replace('§', OTHER);
        let split = split_text(&text);
        assert_eq!(
            split.title.and_then(|span| span.of(&text)).unwrap_or_default(),
            title,
            "{template}"
        );
        assert_eq!(split.date.map(|d| d.to_string()).unwrap_or_default(), date, "{template}");
    };
    // A head above a short paragraph.
    check("By Ann Lee\nJune 5, 2014\n\nSix tugs were seen.", "", "2014-06-05");
    check("Yard sells tugs\nOSLO, Nov 21, 2014\n\n¶", "Yard sells tugs", "2014-11-21");
    check("For Sale\nYard sells its tugs\n\n¶", "Yard sells its tugs", "");
    // A headline within the article is not its title, unless Markdown says so.
    check("¶\n\nA New Yard\n\n§", "", "");
    check("¶\n\n# Yard sells tugs\n\n§", "Yard sells tugs", "");
    check("REPORT ON THE TUGS\nVersion 3, 29 June 2007\n\n¶", "REPORT ON THE TUGS", "");
    check("By Ann Lee | June 5, 2014\n\n¶", "", "2014-06-05");
    check("OSLO, Nov 21 2014 (Wire) - ¶", "", "2014-11-21");
    check("OSLO, Nov 21 (Wire) - ¶", "", "");
    check("03/04/2011\n\n¶", "", "");
    check("25/12/2014\n\n¶", "", "2014-12-25");
    check("¶\n\nPublished: June 2014", "", "2014-06");
    check("¶\n\nJune 5, 2014\n\n§", "", "");
    check("¶ It was sold on June 5, 2014.", "", "");
    check("", "", "");
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

fn length(text: &str, unit: LengthUnit) -> usize {
    match unit {
        LengthUnit::Chars => text.chars().count(),
        LengthUnit::Words => text.split(is_blank).filter(|word| !word.is_empty()).count(),
        other => panic!("how long is a text in {other:?}?"),
    }
}

/// Checks every invariant of a split.
fn check_invariants(text: &str, config: &PassageConfig) -> Result<(), TestCaseError> {
    let split = split(&Document::new("any", text), config);
    let mut covered_to = 0;
    for (passage, ordinal) in split.passages.iter().zip(0..) {
        let inside = passage.span.of(text).unwrap_or_default();
        prop_assert!(!inside.is_empty());
        prop_assert_eq!(inside.trim_matches(is_blank), inside);
        prop_assert!(covered_to <= passage.span.start);
        prop_assert!(text[covered_to..passage.span.start].chars().all(is_blank));
        prop_assert_eq!(passage.ordinal, ordinal);
        // A grapheme cluster is not cut below 64 KiB.
        let has_clusters = inside.contains(['\u{200d}', '\u{301}']);
        prop_assert!(has_clusters || length(inside, config.unit) <= config.max, "{:?}", inside);
        covered_to = passage.span.end;
    }
    prop_assert!(text[covered_to..].chars().all(is_blank));
    let whole = Span::new(0, text.len());
    prop_assert!(split.title.is_none_or(|title| whole.contains(title) && title.of(text).is_some()));
    Ok(())
}

fn configs() -> impl Strategy<Value = PassageConfig> {
    let chars = (0_usize..60, 8_usize..300)
        .prop_map(|(min, max)| PassageConfig::default().with_min_chars(min).with_max_chars(max));
    let words = (0_usize..9, 8_usize..40)
        .prop_map(|(min, max)| PassageConfig::default().with_words(min, max));
    prop_oneof![Just(PassageConfig::default()), chars, words]
}

/// Parts of articles in any order, with what damages them.
fn mangled() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\u{c}"),
        Just("\u{2028}"),
        Just(" "),
        Just("\t"),
        Just("\u{a0}"),
        Just("\u{feff}"),
        Just("\u{200b}"),
        Just("    "),
        Just("• Ann Lee"),
        Just("- "),
        Just("1. "),
        Just("> "),
        Just("# "),
        Just("| a | b |"),
        Just("====="),
        Just("By Ann Lee"),
        Just("Read more:"),
        Just("Comments (3)"),
        Just("Ann says:"),
        Just("3 hours ago"),
        Just("November 21, 2014"),
        Just("Photo: Bo"),
        Just("Posted by bo_77\n"),
        Just("#3 bo_77\n"),
        Just("Q: "),
        Just("From: a@b.example\n"),
        Just("Subject: Tugs\n"),
        Just("-----Original Message-----\n"),
        Just("[12:03] ann: "),
        Just("12:03 <bo> "),
        Just("Ann Lee  10:13 AM\n"),
        Just("- 2 -\n\n"),
        Just("REVIEW     41\n\n"),
        Just("Home | News | World | Sport\n"),
        Just("FOR IMMEDIATE RELEASE\n"),
        Just("Tel. 55 01 02 03\n"),
        Just("---\n"),
        Just("ANN LEE: "),
        Just("Tugs\t6\tOslo\n"),
        Just("---\ntitle: Tugs\n---\n"),
        Just("Table 3\n"),
        Just("2.1 Deliveries\n\n"),
        Just("“"),
        Just("Yard Sells Tugs"),
        Just("OSLO, Nov 21 2014 (Wire) - "),
        Just("The U.S. "),
        Just("Gen. "),
        Just("🚁"),
        Just("e\u{301}"),
        Just("飞了。"),
        Just("“Yes!” "),
        Just("..."),
        Just(PARAGRAPH),
        Just(OTHER),
        Just("the yard said on Monday that it had sold "),
    ];
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_covered(text in any::<String>(), config in configs()) {
        check_invariants(&text, &config)?;
    }

    #[test]
    fn mangled_articles_are_covered(text in mangled(), config in configs()) {
        check_invariants(&text, &config)?;
    }

    #[test]
    fn a_passage_split_again_is_covered(text in mangled()) {
        for passage in split_text(&text).passages {
            let inside = passage.span.of(&text).unwrap();
            let again = split_text(inside).passages;
            prop_assert_eq!(again.first().map(|p| p.span.start), Some(0));
            prop_assert_eq!(again.last().map(|p| p.span.end), Some(inside.len()));
        }
    }

    #[test]
    fn long_paragraphs_are_cut_evenly(sentences in 2_usize..80, max in 200_usize..600) {
        let text = "The yard sold six tugs to the port. ".repeat(sentences);
        let config = PassageConfig::default().with_max_chars(max);
        let passages = split(&Document::new("long", &*text), &config).passages;
        let lengths: Vec<_> = passages.iter().map(|p| p.span.len()).collect();
        prop_assert!(lengths.iter().all(|&length| length <= max));
        prop_assert!(passages.iter().all(|p| text[p.span.range()].ends_with('.')));
        let (longest, shortest) = (lengths.iter().max(), lengths.iter().min());
        prop_assert!(longest.zip(shortest).is_some_and(|(a, b)| a - b <= 72), "{:?}", lengths);
    }
}

#[test]
fn labels_are_not_joined() {
    let split =
        split_text("Tugs Sold Here\n\nBy Ann Lee\n\nIt is so, he said, and left for the port.");
    let labels: Vec<_> = split.passages.iter().map(|passage| passage.label).collect();
    assert_eq!(labels, [Label::Headline, Label::Byline, Label::Body]);
}

#[test]
fn invalid_and_extreme_configurations() {
    let mut config = PassageConfig::default();
    config.max = 0;
    config.min = usize::MAX;
    let passages = split(&Document::new("a", "Six tugs."), &config).passages;
    assert_eq!(passages.len(), 8);
    config.max = usize::MAX;
    assert_eq!(split(&Document::new("a", "Six.\n\nTugs."), &config).passages.len(), 1);
}

/// Texts that cost quadratic time if a rule reads back without a bound.
#[test]
fn hostile_texts_take_linear_time() {
    let repeats = 12_000;
    for part in [
        "a\n",
        "U.S. ",
        "?a",
        "> \n\n",
        "Ann says:\n\n",
        "Q: a.\n",
        "a\tb\t1\n",
        "“a\n\n",
        "1. A\n\n",
        "A:\n",
        "From: a@b.c\n",
        "Subject: a\n\n",
        "To: a\n b\n",
        "[12:03] a: b\n",
        "12:03 <a> b\n",
        "00:00:04 HOST\n",
        "Page 2\n\n",
        "A     2\n\n",
        "ann\n2 hours ago\n\n",
        "a\nJoined: b\n",
        "Ann Lee 10:13\n\n",
        "Re: a\n#1 b\n",
        "Tel. 5501020304\n",
        "A | B | C | D\n",
        "Aaaa\n---\n",
        "a wrote:\n> b\n",
        "a ..... 2\n",
        " x\n",
    ] {
        // A field that the lines below it go on with.
        let start = if part.starts_with(' ') { "From: a@b.c\n" } else { "" };
        let text = start.to_owned() + &part.repeat(repeats);
        let lines = text.matches('\n').count();
        let config = PassageConfig::default().with_max_chars(100_000);
        let started = std::time::Instant::now();
        let passages = split(&Document::new("hostile", text), &config).passages;
        assert!(passages.len() <= lines.max(repeats));
        // One to two seconds on an idle machine.
        let seconds = started.elapsed().as_secs();
        assert!(seconds < 20, "{part:?} took {seconds} s");
    }
}
