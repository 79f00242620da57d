//! What words of the thesaurus count is data: of the profile for their kind, and of the
//! lexicon for a word of its own.

// The weights here are written and read exactly.
#![allow(clippy::float_cmp)]

use ibid::analysis::{Stems, Thesaurus};
use ibid::config::Language;
use ibid::query::Reason;
use ibid::rank::{ExpansionWeights, Profile};
use ibid::{Document, Index, IndexOptions, Lexicon, Query};

use crate::common::fill;

const TERMS: &str = "[term.tug]
same = ['towboat', 'harbour boat', 'steam towboat']
narrower = ['pusher']
related = ['quay']
[term.pusher]
same = ['shover']
[topic.towing]
names = ['tug']
terms = { hawser = 0.5 }
";

/// The documents that have a word each of what "tug" stands for.
const TEXTS: [(&str, &str); 6] = [
    ("towboat", "Nobody has seen the towboat on the river since the flood of May."),
    ("harbour", "Nobody has seen the harbour boat of the town since the flood of May."),
    ("pusher", "Nobody has seen the pusher on the river since the flood of May."),
    ("shover", "Nobody has seen the shover on the river since the flood of May."),
    ("quay", "Nobody has seen the quay on the river since the flood of May."),
    ("hawser", "Nobody has seen the hawser on the river since the flood of May."),
];

fn index(weights: &str) -> Index {
    let read = Lexicon::read(&format!("{TERMS}[term.tug.weights]\n{weights}"));
    assert_eq!(read.problems, [], "{weights}");
    let index = IndexOptions::default().with_lexicon(read.lexicon).in_memory().unwrap();
    let documents: Vec<Document> =
        TEXTS.iter().map(|(id, text)| Document::new(*id, *text)).collect();
    fill(&index, &documents);
    index
}

/// The documents that "tug" finds, the best first; equal scores are joined by `=`.
fn ranking(index: &Index, change: impl Fn(&mut ExpansionWeights)) -> String {
    let mut profile = Profile::default();
    change(&mut profile.expansion);
    let hits = index.search_with(&Query::new("tug"), &profile).unwrap();
    let mut shown = String::new();
    let mut before = None;
    for hit in &hits {
        let joint = match before {
            None => "",
            Some(score) if score == hit.score => "=",
            Some(_) => " ",
        };
        shown += joint;
        shown += &hit.citation.document;
        before = Some(hit.score);
    }
    shown
}

#[test]
fn kinds_have_the_weights_of_the_profile() {
    let index = index("");
    let check = |change: fn(&mut ExpansionWeights), expected: &str| {
        assert_eq!(ranking(&index, change), expected);
    };
    check(|_| {}, "towboat harbour pusher=shover hawser quay");
    check(|w| w.synonym = 0.1, "pusher=shover hawser quay towboat harbour");
    check(|w| w.synonym = 0.0, "pusher=shover hawser quay");
    check(|w| w.narrower = 0.0, "towboat harbour hawser quay");
    check(|w| w.related = 0.0, "towboat harbour pusher=shover hawser");
    check(|w| w.topic = 0.0, "towboat harbour pusher=shover quay");
    check(|w| w.related = 1.0, "quay towboat harbour pusher=shover hawser");
    let none = |w: &mut ExpansionWeights| {
        (w.synonym, w.narrower, w.related, w.topic) = (0.0, 0.0, 0.0, 0.0);
    };
    check(none, "");
}

#[test]
fn a_word_of_the_lexicon_has_a_weight_of_its_own() {
    let check = |weights: &str, expected: &str| {
        assert_eq!(ranking(&index(weights), |_| {}), expected, "{weights}");
    };
    check("towboat = 0.05", "harbour pusher=shover hawser quay towboat");
    check("QUAY = 1", "quay towboat harbour pusher=shover hawser");
    // The synonyms that a narrower word brings have its weight.
    check("pusher = 0.9", "pusher=shover towboat harbour hawser quay");
    // 0 leaves a word out; the others stay.
    check("towboat = 0", "harbour pusher=shover hawser quay");
    check("pusher = 0", "towboat harbour hawser quay");
    // It has no need of the profile's.
    let quay = index("quay = 0.9");
    assert_eq!(ranking(&quay, |w| w.related = 0.0), "quay towboat harbour pusher=shover hawser");
}

#[test]
fn what_is_left_out_is_not_reported() {
    let added = |index: &Index, change: fn(&mut ExpansionWeights)| {
        let mut profile = Profile::default();
        change(&mut profile.expansion);
        let report = index.search_with(&Query::new("tug"), &profile).unwrap().report;
        let added =
            report.expanded.into_iter().map(|expansion| (expansion.added, expansion.reason));
        added.collect::<Vec<_>>()
    };
    let index = index("towboat = 0");
    let expected = |of: &[(&str, Reason)]| {
        of.iter().map(|(word, reason)| ((*word).to_owned(), *reason)).collect::<Vec<_>>()
    };
    let all = [
        ("harbour boat", Reason::Synonym),
        ("steam towboat", Reason::Synonym),
        ("pusher", Reason::Narrower),
        ("shover", Reason::Narrower),
        ("quay", Reason::Related),
        ("topic:towing", Reason::Topic),
    ];
    assert_eq!(added(&index, |_| {}), expected(&all));
    assert_eq!(added(&index, |w| (w.narrower, w.topic) = (0.0, 0.0)), {
        let kept = [all[0], all[1], all[4]];
        expected(&kept)
    });
}

#[test]
fn weights_of_related_terms() {
    let stems = Stems::new(Language::English);
    let related = |weights: &str| {
        let lexicon = Lexicon::read(&format!("{TERMS}[term.tug.weights]\n{weights}")).lexicon;
        let thesaurus = Thesaurus::new(&lexicon, &stems);
        let named = thesaurus.named_in(&["tug"]);
        let terms = thesaurus.expansions(&named[0]);
        terms.map(|term| (term.written.clone(), term.weight)).collect::<Vec<_>>()
    };
    let expected = |of: &[(&str, Option<f32>)]| {
        of.iter().map(|(word, weight)| ((*word).to_owned(), *weight)).collect::<Vec<_>>()
    };
    // A longer term adds nothing to a shorter one in it, unless it has its own weight.
    let plain = [
        ("towboat", None),
        ("harbour boat", None),
        ("pusher", None),
        ("shover", None),
        ("quay", None),
    ];
    assert_eq!(related(""), expected(&plain));
    let mut weighed = vec![("towboat", None), ("harbour boat", None), ("steam towboat", Some(0.5))];
    weighed.extend([("pusher", Some(0.25)), ("shover", Some(0.25)), ("quay", None)]);
    assert_eq!(related("'steam towboat' = 0.5\npusher = 0.25"), expected(&weighed));
}
