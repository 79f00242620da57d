//! What hits show of facts.

use ibid::Query;
use ibid::facts::{Fact, Status};

use super::INDEX;

/// The marked text of the only hit, and what each mark says.
fn check(query: &str, expected: &[(&str, &str)]) {
    let hits = INDEX.search(&Query::new(query)).unwrap();
    assert_eq!(hits.len(), 1, "{query}");
    let hit = &hits[0];
    let quotes = hit.matches();
    let said = hit.marks.iter().map(ToString::to_string);
    let marks: Vec<(&str, String)> = quotes.into_iter().zip(said).collect();
    let marks: Vec<(&str, &str)> =
        marks.iter().map(|(text, said)| (*text, said.as_str())).collect();
    assert_eq!(marks, expected, "{query}");
}

#[test]
fn marks_say_what_a_fact_is() {
    check("amount:$77m", &[("$77 million", "amount 77,000,000 USD")]);
    check("amount:>1bn", &[("$2bn", "amount at least 2,000,000,000 USD")]);
    check("amount:60m..62m", &[("$60-75 million", "amount 60,000,000 to 75,000,000 USD")]);
    check("count:14 Mi-35", &[("14 Mi-35M gunships", "14 × Mi-35M")]);
    check(
        "mentions:2014-06",
        &[("last June", "June 2014 from \"last June\", article of 2014-11-21")],
    );
    check("mentions:2012", &[("2012", "2012")]);
    check("status:lifted id:ban", &[("lifted", "lifted, says the outlet itself")]);
    check("says:navy", &[("the Navy", "signed, says the Navy")]);
}

#[test]
fn a_fact_is_marked_before_a_word_of_it() {
    check("count:6 tug =contract tugs", &[("contract", "exact form"), ("six tugs", "6 × tug")]);
}

#[test]
fn what_excludes_is_not_marked() {
    check("=border -count:6", &[("border", "exact form")]);
}

#[test]
fn facts_of_hits_are_of_the_document() {
    let index = &INDEX;
    let query = Query::new("gunships").with_facts();
    let hit = &index.search(&query).unwrap()[0];
    let facts = hit.facts.as_ref().unwrap();
    let document = index.document("gunships").unwrap().unwrap();
    let quotes: Vec<_> = facts.facts.iter().map(|fact| fact.span().of(&document.text)).collect();
    assert_eq!(quotes, [Some("14 Mi-35M gunships"), Some("last June")]);
    assert!(matches!(&facts.facts[0], Fact::Count(count) if count.unit == "Mi-35M"));
    assert_eq!(facts.claims[0].status, Status::Delivered);
    let without = &index.search(&Query::new("gunships")).unwrap()[0];
    assert_eq!(without.facts, None);
    assert!(!serde_json::to_string(without).unwrap().contains("claims"));
    assert!(serde_json::to_string(hit).unwrap().contains(r#""kind":"count""#));
}
