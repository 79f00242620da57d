//! Questions: a passage with the fact that is asked for comes before those without.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

use ibid::rank::Profile;
use ibid::{Document, Hits, Index, Query};

fn index(texts: &[&str]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (number, text) in texts.iter().enumerate() {
        writer.add(&Document::new(format!("d{number:03}"), *text)).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// Passages about one order, each with another kind of fact.
const TUGS: &[&str] = &[
    "The tugs that Peru ordered are of steel, and the tugs are painted grey. Peru ordered tugs.",
    "Peru ordered 14 tugs from the yard.",
    "The tugs that Peru ordered cost $40 million.",
    "Peru ordered the tugs on 3 May 2011.",
    "The papers for the tugs that Peru ordered were signed in Valparaiso.",
    "Peru ordered the tugs because the old ones leak.",
    "The tugs that Peru ordered were delivered.",
    "Critics condemned the tugs that Peru ordered.",
    "The tugs that Peru ordered are good, a clerk said.",
];

#[test]
fn the_fact_that_is_asked_for_comes_first() {
    let index = index(TUGS);
    let check = |query: &str, expected: usize| {
        let hits = index.search(&Query::new(query)).unwrap();
        assert_eq!(hits.hits[0].text, TUGS[expected], "{query}: {}", hits.hits[0].explanation);
        let parts = &hits.hits[0].explanation.parts;
        let sought = hits.report.sought.clone().unwrap();
        assert!(parts.iter().any(|part| part.name == format!("answer: {sought}")), "{query}");
    };
    check("how many tugs were ordered", 1);
    check("number of tugs ordered by Peru", 1);
    check("Peru fourteen tugs", 1);
    check("what did the tugs cost that Peru ordered", 2);
    check("how much did Peru pay for tugs", 2);
    check("Peru tugs worth over 30 million dollars", 2);
    check("when did Peru order tugs", 3);
    check("since when are the tugs ordered", 3);
    check("where were the tugs ordered", 4);
    check("why were tugs ordered", 5);
    check("reaction to tugs ordered by Peru", 7);
    check("who says the tugs are ordered", 8);
    check("did Peru get the tugs delivered", 6);
}

#[test]
fn the_report_says_what_is_looked_for() {
    let index = index(TUGS);
    let check = |query: Query, expected: Option<&str>| {
        let report = index.search(&query).unwrap().report;
        assert_eq!(report.sought.as_deref(), expected, "{query}");
        let line = expected.map_or(String::new(), |sought| format!("looks for {sought}"));
        assert!(report.line(300).contains(&line), "{}", report.line(300));
        assert_eq!(report.whole().contains("looks for"), expected.is_some(), "{query}");
    };
    check(Query::new("how many tugs did Peru order"), Some("a count of tugs"));
    check(Query::new("Peru tugs price"), Some("an amount of money"));
    check(Query::new("when did Peru order tugs"), Some("a date"));
    check(Query::new("14 tugs or fifteen"), Some("that number of things"));
    check(Query::new("tugs for over $30 million"), Some("that amount of money"));
    check(Query::new("tugs ordered versus delivered"), Some("what is signed and delivered"));
    // Nothing is asked.
    check(Query::new("tugs Peru ordered"), None);
    check(Query::new("tugs in 2011"), None);
    check(Query::new("tugs -\"how many\""), None);
    check(Query::new("how many tugs did Peru order").as_typed(), None);
    let fast = index.search_with(&Query::new("how many tugs"), &Profile::fast()).unwrap();
    assert_eq!(fast.report.sought, None);
}

/// A question changes nothing for a ranking of documents.
#[test]
fn documents_are_ranked_by_words() {
    let index = index(TUGS);
    let ids = |query: &str| {
        let ranked = index.search_documents(&Query::new(query), &Profile::default()).unwrap();
        ranked.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(ids("how many tugs were ordered"), ids("tugs were ordered"));
}

/// What neighbours say counts, and less than what the passage says.
#[test]
fn a_neighbour_counts_a_little() {
    let tugs = "Tugs of steel are made there by some 400 hands who live in the town around it.";
    let harbour = "The harbour is wide and old, and most of its piers need new planks and paint.";
    let text = |first: &str| format!("{first}\n\n{tugs}\n\n{harbour}");
    let texts = [
        text("The yard is an old one, which stands in a bay with a lighthouse and few trees."),
        text("Peru has an old yard, which stands in a bay with a lighthouse and few trees."),
        text("The tugs of Peru are old, and all of them stand in a bay with a lighthouse."),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let hits = index(&texts).search(&Query::new("Peru tugs")).unwrap();
    assert!(hits.hits[0].text.starts_with("The tugs of Peru"), "{}", hits.hits[0].text);
    let of_tugs: Vec<&ibid::Hit> = hits.iter().filter(|hit| hit.text == tugs).collect();
    let documents: Vec<&str> = of_tugs.iter().map(|hit| hit.citation.document.as_str()).collect();
    assert_eq!(documents.last(), Some(&"d000"), "{documents:?}");
    let has_neighbour = |hit: &ibid::Hit| {
        hit.explanation.parts.iter().any(|part| part.name == "Peru in a neighbour")
    };
    assert!(has_neighbour(of_tugs[0]) && !has_neighbour(of_tugs[2]));
}

/// Reading the texts of a few candidates gives what reading all of them gives.
#[test]
fn a_page_is_the_beginning_of_all_hits() {
    let facts = ["", "14 of ", "$40 million for ", "on 3 May 2011 ", "because of "];
    let words = ["steel", "grey", "yard", "clerk", "harbour", "crew", "Peru"];
    let texts: Vec<String> = (0..240_usize)
        .map(|number| {
            let word = |step: usize| words[(number * step + number / 7) % words.len()];
            let fact = facts[(number * 3 + number / 11) % facts.len()];
            format!("The {} had {fact}tugs {} and {} there.", word(1), word(3), word(5))
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let index = index(&texts);
    let show = |hits: &Hits| -> Vec<(String, u32)> {
        hits.iter().map(|hit| (hit.citation.document.clone(), hit.score.to_bits())).collect()
    };
    for query in
        ["how many tugs Peru steel", "price of grey tugs", "when was the crew there", "why Peru"]
    {
        let all = show(&index.search(&Query::new(query).limit(150)).unwrap());
        for (from, count) in [(0, 1), (0, 10), (7, 5), (40, 20)] {
            let page = index.search(&Query::new(query).limit(count).offset(from)).unwrap();
            let expected: Vec<_> = all.iter().skip(from).take(count).cloned().collect();
            assert_eq!(show(&page), expected, "{query} from {from}");
        }
    }
}

/// A longer page re-ranks more candidates, and reads no more of them.
#[test]
fn the_score_of_an_answer_depends_on_no_limit() {
    let texts: Vec<String> = (0..50_usize)
        .map(|number| {
            let fact = if number % 2 == 0 { "14" } else { "steel" };
            format!("Peru had {fact} tugs{}.", " there".repeat(number % 9))
        })
        .collect();
    let index = index(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let profile = Profile::default().with_depth(5);
    let scores = |limit: usize| {
        let query = Query::new("how many tugs").limit(limit);
        let hits = index.search_with(&query, &profile).unwrap();
        let score = |hit: &ibid::Hit| (hit.citation.document.clone(), hit.score.to_bits());
        hits.iter().map(score).collect::<std::collections::BTreeMap<_, _>>()
    };
    let (few, many) = (scores(30), scores(40));
    let common = few.iter().filter(|(id, _)| many.contains_key(*id));
    assert!(common.clone().count() > 5);
    for (id, score) in common {
        assert_eq!(many.get(id), Some(score), "{id}");
    }
}

/// Any question over any text is answered without a panic.
#[test]
fn odd_questions_are_answered() {
    let index =
        index(&["", "?", "14", "US$", "how many how many how", "«Ünïcödé» 1º 第3", "1st 2nd nth"]);
    for query in [
        "how many",
        "how many how",
        "when",
        "who who who",
        "why?",
        "did did did",
        "14",
        "$",
        "how many 14 tugs or 1e999",
        "第3",
        "price price",
        "number of",
        "w/ w/o",
        "«how many» Ünïcödé",
    ] {
        index.search(&Query::new(query)).unwrap();
    }
}
