//! Words that stand in a web or e-mail address are no words that someone wrote: they
//! are not marked there, and are found as before.

use ibid::{Document, Index, Query};

use crate::common::{check_hit, small_index_of};

const TEXTS: [&str; 4] = [
    "The deal on six Mi-35 is at https://quay.example/deal/mi-35-deal, said the yard.",
    "Ask deal@yard.example or www.yard.example/deal-of-tugs for the price of the tugs.",
    "The yard has a page of its own, yard.example, on which the tugs are shown.",
    "[The tugs](https://quay.example/tugs_(harbour)?deal=1) were sold by the yard.",
];

fn index() -> Index {
    let documents: Vec<Document> = (0..)
        .zip(TEXTS)
        .map(|(number, text)| Document::new(format!("text-{number}"), text))
        .collect();
    small_index_of(&documents)
}

/// The marked text of a query's hit in one of the texts.
fn marked(index: &Index, query: &str, number: usize) -> String {
    let hits = index.search(&Query::new(query).limit(100)).unwrap();
    let id = format!("text-{number}");
    let hit = hits.iter().find(|hit| hit.citation.document == id);
    let hit = hit.unwrap_or_else(|| panic!("{query} does not find {id}"));
    check_hit(TEXTS[number], hit);
    hit.marked("<", ">")
}

#[test]
fn nothing_is_marked_in_an_address() {
    let index = index();
    let check = |query: &str, number: usize, expected: &str| {
        assert_eq!(marked(&index, query, number), expected, "{query}");
    };
    check(
        "Mi-35 deal",
        0,
        "The <deal> on six <Mi-35> is at https://quay.example/deal/mi-35-deal, said the yard.",
    );
    check(
        "=deal yard pric*",
        1,
        "Ask deal@yard.example or www.yard.example/deal-of-tugs for the <price> of the tugs.",
    );
    // A word that stands in addresses alone finds its passage still.
    check("deal", 1, TEXTS[1]);
    // A host alone is a word.
    check(
        "yard",
        2,
        "The <yard> has a page of its own, <yard>.example, on which the tugs are shown.",
    );
    check(
        "tugs harbour deal",
        3,
        "[The <tugs>](https://quay.example/tugs_(harbour)?deal=1) were sold by the yard.",
    );
}

#[test]
fn what_was_typed_as_an_address_or_a_phrase_is_marked() {
    let index = index();
    let check = |query: &str, number: usize, expected: &str| {
        let marked = marked(&index, query, number);
        let marks: Vec<&str> =
            marked.split('<').skip(1).filter_map(|part| Some(part.split_once('>')?.0)).collect();
        assert_eq!(marks.join("|"), expected, "{query}: {marked}");
    };
    check(
        "https://quay.example/deal/mi-35-deal",
        0,
        "deal|Mi-35|https://quay.example/deal|mi-35|deal",
    );
    check("\"deal mi 35 deal\"", 0, "deal/mi-35-deal");
    check("\"deal of tugs\"", 1, "deal-of-tugs");
    check("deal@yard.example", 1, "deal@yard.example");
}
