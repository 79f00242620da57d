//! Watches over generated passages: the presearcher leaves none out, and texts that
//! watches are to fire on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::compiled::CompiledWatch;
use super::fires::Tester;
use super::passage::{WatchedDocument, WatchedPassage};
use super::presearch::Presearch;
use super::saved::Watch;
use crate::analysis::Analyzer;
use crate::config::Language;
use crate::date::DayRange;
use crate::facts::Recogniser;
use crate::lexicon::Lexicon;
use crate::passage::label::Label;
use crate::store::decode::{DocumentRecord, PassagePosition, PassageRecord};

/// One for all cases: making one takes longer than a case.
static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(Language::English, &Lexicon::builtin()));

fn analyzer() -> Analyzer {
    ANALYZER.clone()
}

fn document(title: &str, analyzer: &Analyzer) -> WatchedDocument {
    let record = DocumentRecord {
        id: "yards/report-7.txt".to_owned(),
        title: title.to_owned(),
        source: "Harbour Gazette".to_owned(),
        date: DayRange::parse("2014-06-02"),
        extra: BTreeMap::from([("author".to_owned(), "[\"Ann Lee\",\"Bo Ray\"]".to_owned())]),
        ..DocumentRecord::default()
    };
    WatchedDocument::new(record, analyzer)
}

fn passage<'d>(
    document: &'d WatchedDocument,
    text: &str,
    number: u32,
    analyzer: &Analyzer,
) -> WatchedPassage<'d> {
    let place = PassagePosition { start: 100, gap: 0, first_char: 100, line: 3 };
    let record = PassageRecord { blanks: String::new(), text: text.to_owned(), place };
    WatchedPassage::new(document, record, (number, Label::Body), analyzer)
}

fn compiled(query: &str, any: bool, analyzer: &Analyzer) -> Option<CompiledWatch> {
    let fields = ["author".to_owned()];
    CompiledWatch::new(&Watch::new(query, query).any(any), analyzer, &fields).ok()
}

const TEXT: &str = "Peru has signed a contract for six Mi-35P gunships, worth $153 million, the \
                    minister said. The arms embargo of 2009 was lifted.";

#[test]
fn watches_fire_where_all_is_in_one_passage() {
    let analyzer = analyzer();
    let tester = Tester { analyzer: &analyzer, recogniser: Recogniser::new(&analyzer) };
    let document = document("Six tugs for a yard", &analyzer);
    let check = |query: &str, expected: bool| {
        let watch = compiled(query, false, &analyzer).unwrap();
        let passage = passage(&document, TEXT, 3, &analyzer);
        let fires = tester.fires(&watch, &passage).is_some();
        assert_eq!(fires, expected, "{query}");
        let presearch = Presearch::new(std::slice::from_ref(&watch), &analyzer);
        assert!(!fires || presearch.candidates(&passage) == [0], "{query} is no candidate");
    };
    check("Peru contract", true);
    check("Peru contract submarine", false);
    check("contracts Peru's", true);
    check("Mi-35 Peru", true);
    check("Mi-24 Peru", false);
    check("helicopter Peru", true);
    check("chopper Peru", true);
    check("+Peru +gunship -submarine", true);
    check("+Peru +gunship -embargo", false);
    check("submarine OR gunship", true);
    check("\"signed a contract\"", true);
    check("\"a contract signed\"", false);
    check("\"contract minister\"~20", true);
    check("=gunship", false);
    check("=gunships", true);
    check("topic:embargo Peru", true);
    check("gunsh* Peru", true);
    check("=mi35*", false);
    check("contrakt~ Peru", true);
    check("contrakt~1 submar*", false);
    check("source:Gazette Peru", true);
    check("source:Post Peru", false);
    check("author:\"Ann Lee\" Peru", true);
    check("author:\"Lee Bo\" Peru", false);
    check("id:report-7.txt", true);
    check("id:yards/rep*", true);
    check("id:report", false);
    check("date:2014 Peru", true);
    check("date:>2014-06 Peru", false);
    check("label:body Peru", true);
    check("label:caption Peru", false);
    check("amount:>100m Peru", true);
    check("amount:>200m Peru", false);
    check("count:6 Mi-35", true);
    check("count:\"6\" Peru", true);
    check("count:\"7\" Peru", false);
    check("mentions:2009 embargo", true);
    // The title is that of the document, and counts for its first passage.
    check("title:tugs Peru", true);
    check("title:boats Peru", false);
    check("tugs Peru", false);
}

#[test]
fn the_first_passage_has_the_title() {
    let analyzer = analyzer();
    let tester = Tester { analyzer: &analyzer, recogniser: Recogniser::new(&analyzer) };
    let document = document("Six tugs for Peru", &analyzer);
    let watch = compiled("tugs sold", false, &analyzer).unwrap();
    let presearch = Presearch::new(std::slice::from_ref(&watch), &analyzer);
    for (number, fires) in [(0, true), (1, false)] {
        let passage = passage(&document, "They were sold abroad.", number, &analyzer);
        assert_eq!(presearch.candidates(&passage).len(), usize::from(fires));
        let matched = tester.fires(&watch, &passage);
        assert_eq!(matched.is_some(), fires);
        if let Some(matched) = matched {
            let marked: Vec<&str> = matched.marks.iter().map(|mark| mark.typed.as_str()).collect();
            assert_eq!(marked, ["sold"]);
            assert_eq!(matched.marks[0].span.start, 110);
            assert_eq!(matched.title_marks[0].typed, "tugs");
        }
    }
}

#[test]
fn one_concept_is_enough_where_it_is_asked() {
    let analyzer = analyzer();
    let tester = Tester { analyzer: &analyzer, recogniser: Recogniser::new(&analyzer) };
    let document = document("", &analyzer);
    let passage = passage(&document, TEXT, 0, &analyzer);
    let check = |query: &str, expected: bool| {
        let watch = compiled(query, true, &analyzer).unwrap();
        assert_eq!(tester.fires(&watch, &passage).is_some(), expected, "{query}");
    };
    check("submarine Peru", true);
    check("submarine frigate", false);
    check("source:Post submarine Peru", false);
}

/// Queries of all forms over a small vocabulary.
fn queries() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "tug",
        "tugs",
        "sold",
        "Mi-35",
        "hind",
        "helicopter",
        "embargo",
        "Peru",
        "the",
        "contract",
    ]);
    let part = (word.clone(), word, 0..10).prop_map(|(one, other, form)| match form {
        0 => format!("\"{one} {other}\""),
        1 => format!("={one}"),
        2 => format!("({one} OR {other})"),
        3 => format!("-{one}"),
        4 => format!("+{one}"),
        5 => format!("title:{one}"),
        6 => "tu*".to_owned(),
        7 => format!("{one} {other}"),
        _ => one.to_owned(),
    });
    prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "))
}

fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "tug",
        "tugs",
        "sold",
        "Mi-35",
        "Mi-24",
        "Hind",
        "helicopters",
        "embargo",
        "Peru",
        "the",
        "contract",
        "sanctions",
        "yard",
        "deal",
    ]);
    prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Testing the candidates alone tells the same as testing every watch.
    #[test]
    fn the_presearcher_leaves_no_watch_out(
        queries in prop::collection::vec((queries(), any::<bool>()), 1..30),
        texts in prop::collection::vec((texts(), texts(), 0_u32..2), 1..6),
    ) {
        let analyzer = analyzer();
        let tester = Tester { analyzer: &analyzer, recogniser: Recogniser::new(&analyzer) };
        let watches: Vec<CompiledWatch> =
            queries.iter().filter_map(|(query, any)| compiled(query, *any, &analyzer)).collect();
        let presearch = Presearch::new(&watches, &analyzer);
        for (text, title, number) in &texts {
            let document = document(title, &analyzer);
            let passage = passage(&document, text, *number, &analyzer);
            let fires = |number: &usize| tester.fires(&watches[*number], &passage).is_some();
            let naive: Vec<usize> = (0..watches.len()).filter(fires).collect();
            let candidates = presearch.candidates(&passage);
            let fast: Vec<usize> = candidates.into_iter().filter(fires).collect();
            prop_assert_eq!(naive, fast, "{} | {}", text, title);
        }
    }
}
