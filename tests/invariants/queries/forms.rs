//! The typed form comes before other forms of its stem; a word that occurs
//! nowhere is repaired below every true match, and a number never.

use ibid::rank::Profile;
use ibid::{Document, Index, Query};
use proptest::prelude::*;

use crate::common::{ids, small_index_of};

fn index(texts: &[&str]) -> Index {
    let document = |(number, text): (usize, &&str)| Document::new(format!("d{number}"), *text);
    small_index_of(&texts.iter().enumerate().map(document).collect::<Vec<_>>())
}

/// The first hit for a query among texts, of which it has to be the last.
fn is_first(query: &str, texts: &[&str]) {
    let last = format!("d{}", texts.len() - 1);
    let found = ids(&index(texts), query);
    assert_eq!(found.first(), Some(&last), "{query}: {found:?}");
}

#[test]
fn the_typed_form_is_first() {
    // Alike but for the form: the first by id would be first.
    is_first("netting", &["The net was drawn in.", "The netting was drawn in."]);
    is_first("net", &["The nets were drawn in.", "The net was drawn in."]);
    is_first("helicopters", &["A helicopter came here.", "The helicopters came here."]);
    is_first("labourers", &["The labour was hard.", "Many labourers came."]);
    is_first("sold gunships", &["It sells a gunship.", "It sold gunships here."]);
    is_first("gunship", &["Gunships were seen.", "Gunships were sold.", "Gunship was sold."]);
}

/// A form much rarer than its stem stood behind short passages that have the
/// others: all forms counted as one word.
#[test]
fn a_rare_form_is_not_buried() {
    let long = "Some netting lay on the quay of the harbour, and nobody of the crew knew who had \
                brought it there or what it was for on a day like that.";
    let mut texts: Vec<String> = (0..300).map(|n| format!("The net income rose by {n}.")).collect();
    texts.push(long.to_owned());
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let index = index(&texts);
    for profile in [Profile::fast(), Profile::balanced(), Profile::thorough()] {
        let hits = index.search_with(&Query::new("netting"), &profile).unwrap();
        assert_eq!(hits[0].citation.document, "d300");
        let parts: Vec<&str> =
            hits[0].explanation.parts.iter().map(|part| part.name.as_str()).collect();
        assert!(parts.contains(&"netting as a rare form"), "{parts:?}");
        assert_eq!(hits.len(), 10, "the other forms are hits as well");
    }
}

#[test]
fn numbers_are_not_repaired() {
    let index = index(&[
        "The budget of 2014 went through in March, by a vote.",
        "The budget of 2015 went through in April, by a vote.",
        "A Tu-154 and a covid19 test were seen, and 12,500 men.",
    ]);
    for query in ["2017", "20145", "12,600", "covid18", "Tu-155", "x2014"] {
        let hits = index.search(&Query::new(query)).unwrap();
        assert!(hits.is_empty(), "{query}: {:?}", hits[0].text);
        assert!(hits.report.missing.iter().all(|word| word.nearest.is_empty()), "{query}");
    }
    // The traps: what has no figure is repaired, and what occurs is found.
    assert_eq!(ids(&index, "bugdet").len(), 2);
    assert_eq!(ids(&index, "2014"), ["d0"]);
}

#[test]
fn names_in_capitals_are_rarely_repaired() {
    let index = index(&["The crate stood there.", "Pakistan asked for gunships again."]);
    let check = |query: &str, count: usize| assert_eq!(ids(&index, query).len(), count, "{query}");
    check("CRATO stood", 1);
    check("CRATO here", 0);
    check("crato here", 1);
    // One letter of a long name is a slip of the hand; two are another name.
    check("PAKISTEN here", 1);
    check("PAKISTEM here", 0);
    check("pakistem here", 1);
    // Where all is in capitals they tell nothing.
    check("CRATO THERE", 1);
}

#[test]
fn a_misspelt_word_that_is_asked_for_weighs_less_than_itself() {
    is_first("pakistan~", &["Pakistin is far, they say.", "Pakistan is far, they say."]);
    is_first("rotor~", &["A motor and a crane.", "A rotor and a plane."]);
}

#[test]
fn a_repair_is_below_every_true_match() {
    let index = index(&[
        "Gunships, gunships and gunships: gunships of the yard.",
        "Gunships of the yard. It is a deal with a long and winding tale of a ministry, of a yard \
         and of the men who were sent there to see what could be had for the money.",
        "There was a deal in a long and winding tale of a ministry, of a yard and of the men who \
         were sent there to see what could be had for the money on that day.",
    ]);
    for profile in [Profile::fast(), Profile::balanced(), Profile::thorough()] {
        let hits = index.search_with(&Query::new("gunshpis deal"), &profile).unwrap();
        let order: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
        assert_eq!(order, ["d1", "d2", "d0"]);
        let part = &hits[0].explanation.parts[0].name;
        assert_eq!(part, "gunshpis (repaired) in the passage");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No passage that has only the repaired word stands before one that has the
    /// typed one, however often and in however short a text.
    #[test]
    fn repairs_are_last(
        texts in prop::collection::vec((0_usize..4, 0_usize..3, 0_usize..60), 2..24),
        is_fast in any::<bool>(),
    ) {
        let texts: Vec<String> = texts.iter().map(|&(repairs, typed, other)| {
            format!("The {}{}{}end.", "gunships ".repeat(repairs), "deal ".repeat(typed), "quay ".repeat(other))
        }).collect();
        let index = index(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let profile = if is_fast { Profile::fast() } else { Profile::balanced() };
        let hits = index.search_with(&Query::new("gunshpis deal").limit(100), &profile).unwrap();
        let typed: Vec<bool> = hits.iter().map(|hit| hit.text.contains("deal")).collect();
        prop_assert!(typed.is_sorted_by(|a, b| a >= b), "{:?}", typed);
    }
}
