//! One thing in all its spellings, and no other thing: small texts, asked for in
//! each of them.

use std::collections::BTreeSet;

use ibid::{Document, Hit, Query};
use proptest::prelude::*;

use crate::common::small;

/// The hits of a query over texts, which have their numbers for ids.
fn search(texts: &[impl AsRef<str>], query: &str) -> Vec<Hit> {
    let index = small().in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (number, text) in texts.iter().enumerate() {
        writer.add(&Document::new(number.to_string(), text.as_ref())).unwrap();
    }
    writer.commit().unwrap();
    index.search(&Query::new(query).limit(50)).unwrap().hits
}

fn number(hit: &Hit) -> usize {
    hit.citation.document.parse().unwrap()
}

/// Checks which texts a query finds, and that each mark is one of `marks` (where any
/// is given) byte for byte.
fn check_marks(texts: &[&str], query: &str, expected: &[usize], marks: &[&str]) {
    let hits = search(texts, query);
    let found: BTreeSet<usize> = hits.iter().map(number).collect();
    assert_eq!(found, expected.iter().copied().collect(), "{query:?} in {texts:?}");
    for hit in &hits {
        let text = texts[number(hit)];
        for mark in &hit.marks {
            let marked = mark.span.of(text).unwrap();
            assert!(marks.is_empty() || marks.contains(&marked), "{marked:?} for {query:?}");
        }
    }
}

fn check(texts: &[&str], query: &str, expected: &[usize]) {
    check_marks(texts, query, expected, &[]);
}

/// Checks that the first hit is of the text of that number.
fn check_first(texts: &[&str], query: &str, expected: usize) {
    let hits = search(texts, query);
    assert_eq!(hits.first().map(number), Some(expected), "{query:?} in {texts:?}");
}

#[test]
fn joined_by_a_mark() {
    let texts = ["It left Karachi.Quetta was next.", "Shares <KRQT.L> of the yard."];
    check_marks(&texts, "Quetta", &[0], &["Quetta"]);
    check_marks(&texts, "Karachi.Quetta", &[0], &["Karachi.Quetta", "Karachi", "Quetta"]);
    check_marks(&texts, "KRQT", &[1], &["KRQT"]);
    check_marks(&texts, "KRQT.L", &[1], &["KRQT.L", "KRQT"]);
    check(&["Write to desk@port-news.example now."], "example", &[0]);
    check(&["A user_of_tugs wrote."], "tugs", &[0]);
    check_marks(&["They shout #SaveOurTugs now."], "tugs", &[0], &["Tugs"]);
    check(&["They shout #SaveOurTugs now.", "Save our tugs!"], "#SaveOurTugs", &[0, 1]);
    check(&["The U.S. fleet", "us and them"], "U.S.", &[0]);
    check(&["It rose 3.5 points", "5 of 3 points"], "3.5", &[0]);
    check(&["MacDonald spoke"], "donald", &[]);
}

#[test]
fn figures_and_units() {
    let texts = ["a 23 mm gun", "a 23mm gun", "a 23-mm gun", "23 men with mm on it"];
    for query in ["23mm", "23 mm", "23-mm", "\"23mm gun\"", "\"23 mm gun\""] {
        check(&texts, query, &[0, 1, 2]);
    }
    check_marks(&texts, "23mm", &[0, 1, 2], &["23 mm", "23mm", "23-mm"]);
    check(&["up to 90 km/h", "up to 90km/h", "90 men in an h"], "90 km/h", &[0, 1]);
    check(&["40% of it", "40 percent", "40 per cent", "40 pct", "40 men"], "40%", &[0, 1, 2, 3]);
    check(&["5.45×39mm", "5.45x39 mm", "5.45 x 39 mm"], "5.45x39mm", &[0, 1, 2]);
    check(&["the Mi-24m came", "24 m of rope"], "24 m", &[1]);
    check(&["a 35in gun", "35 in the yard"], "=35in", &[0]);
    check(&["a 12t crane", "a T-12 gun"], "12 t", &[0]);
}

#[test]
fn grouped_thousands() {
    let texts = [
        "employs 31,400 people",
        "employs 31 400 people",
        "employs 31\u{a0}400 people",
        "employs 31\u{202f}400 people",
        "employs 31’400 people",
        "employs 31400 people",
        "31 men and 400 more",
    ];
    for query in ["31,400", "31400", "31\u{a0}400"] {
        check(&texts, query, &[0, 1, 2, 3, 4, 5]);
    }
    check(&["pays 31.400.000 a year", "pays 31 400 000 a year"], "31,400,000", &[0, 1]);
    check(&["in 2014 2015"], "20142015", &[]);
    check(&["in 2014 500 men"], "2014500", &[]);
    check(&["It is 31.400 long"], "=31400", &[]);
    check(&["100 200 300"], "100200300", &[]);
    check(&["on June 14 300 men"], "14300", &[]);
}

#[test]
fn broken_lines() {
    let text = "signed by Bergen-\nstrand last year";
    check_marks(&[text], "Bergenstrand", &[0], &["Bergen-\nstrand"]);
    check(&[text], "\"by Bergenstrand last year\"", &[0]);
    check_marks(&[text], "bergen", &[0], &["Bergen"]);
    check(&["signed by Bergen\u{ad}\r\nstrand"], "Bergenstrand", &[0]);
    check(&["signed by Bergen¬\nstrand"], "Bergenstrand", &[0]);
    check(&["the Kremlin-\nbacked yard", "backed by x"], "Kremlin-backed", &[0, 1]);
    check_first(&["backed by the Kremlin", "the Kremlin-\nbacked yard"], "Kremlin-backed", 1);
    check_marks(&["four Mi-\n35M came"], "Mi-35M", &[0], &["Mi-\n35M"]);
    check(&["the deal -\nstrand by strand"], "dealstrand", &[]);
    check(&["a two-\nand a four-seater"], "twoand", &[]);
}

#[test]
fn compounds_and_apostrophes() {
    let texts = ["a cease-fire held", "a ceasefire held", "they cease to fire"];
    check(&texts, "ceasefire", &[0, 1]);
    check_first(&texts, "cease-fire", 0);
    check(&texts, "\"a cease-fire held\"", &[0, 1]);
    check(&["Bashar al-Assad", "Bashar alassad", "Bashar al Assad"], "al-Assad", &[0, 1, 2]);
    check(&["Peter O'Toole", "Peter OToole"], "OToole", &[0, 1]);
    check_marks(&["Peter O’Toole’s yard"], "toole", &[0], &["Toole"]);
    check_marks(&["in l'Orient"], "orient", &[0], &["Orient"]);
    check(&["raison d’état"], "etat", &[0]);
    check(&["in Ha'il and Hail"], "Hail", &[0]);
    check(&["Lloyd's of London"], "lloyd", &[0]);
    check(&["they don't"], "don", &[]);
}

#[test]
fn invisible_and_optional() {
    check_marks(&["Kara\u{200b}chi x", "Kara\u{2060}chi"], "Karachi", &[1], &["Kara\u{2060}chi"]);
    check(&["\u{202b}Mi\u{200f}-24\u{202c} came"], "Mi-24", &[0]);
    check(&["самолёт"], "самолет", &[0]);
    check(&["самоле\u{301}т"], "самолёт", &[0]);
    check(&["السُّفُن", "الســفن"], "السفن", &[0, 1]);
    check(&["إيران ۲۴"], "ايران 24", &[0]);
    check(&["יִשְׂרָאֵל"], "ישראל", &[0]);
    check(&["ship&nbsp;yard of S&amp;T"], "yard", &[0]);
    check_marks(&["S&amp;T sold", "S was on T then"], "S&T", &[0], &["S&amp;T"]);
    check(&["**Mi**-24 and _tug_"], "Mi-24 tug", &[0]);
}

#[test]
fn typed_without_a_blank() {
    check(&["the Q&A hour", "Q is a letter, A another"], "Q&A", &[0]);
    check_marks(&["in C++ now", "vitamin C now"], "C++", &[0], &["C++"]);
    check(&["in F# now", "an F"], "F#", &[0]);
    check(&["出售潜水艇。", "水下潜行的小艇"], "潜水艇", &[0]);
    check(&["出售核潜水艇。", "核桃在水里"], "核潜水艇", &[0]);
    check(&["ขายเรือดำน้ำใหม่", "เดินรถ"], "เรือดำน้ำ", &[0]);
    check(&["men of Al-Qaeda", "Al was in Qatar"], "Al-Qa*", &[0]);
    check(&["an arms-deal", "an arms deal", "a deal on arms"], "+arms-deal", &[0, 1]);
    check(&["a Q&A hour", "an A hour"], "hour -Q&A", &[1]);
    check_first(&["a deal on arms and a deal", "the arms deal"], "arms-deal", 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Each spelling of a measure finds the others, and not the figure alone.
    #[test]
    fn any_spelling_of_a_measure_finds_the_others(
        figure in "[1-9][0-9]{0,3}|[1-9]\\.[0-9]{1,2}",
        unit in "mm|km|kg|kt|hp|cm|kw|mhz|m|t",
        by in 0..4usize,
    ) {
        let spellings = ["", " ", "-", "\u{a0}"].map(|joint| format!("{figure}{joint}{unit}"));
        let mut texts = spellings.clone().map(|spelling| format!("with {spelling} of it")).to_vec();
        texts.push(format!("{figure} men with {unit} of it"));
        let found: BTreeSet<usize> = search(&texts, &spellings[by]).iter().map(number).collect();
        prop_assert_eq!(found, (0..4).collect());
    }
}
