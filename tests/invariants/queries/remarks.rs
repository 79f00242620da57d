//! What an answer lacks is said in the report, and nothing where nothing is.

use ibid::{Document, Index, Query};

use crate::common::small_index_of;

const FIRST: &str = "The embargo was the talk of the town for a week and a day, and nobody knew \
                     who had asked for it or what it would be good for in the end of it all.";
const LAST: &str = "Six gunships stood on the field beside the road, and nobody knew who had \
                    asked for them or what they would be good for in the end of it all.";
const OTHER: &str = "The parliament debated the budget of the ports for a week and a day, and \
                     went home without a vote on any of the chapters that had been put to it.";

fn index(texts: &[String]) -> Index {
    let document =
        |(number, text): (usize, &String)| Document::new(format!("d{number}"), text.as_str());
    small_index_of(&texts.iter().enumerate().map(document).collect::<Vec<_>>())
}

fn remarks(index: &Index, query: &str) -> Vec<String> {
    index.search(&Query::new(query)).unwrap().report.remarks
}

#[test]
fn requirements_met_in_different_passages_are_told() {
    let apart = format!("{FIRST}\n\n{OTHER}\n\n{LAST}\n");
    let together = format!("{FIRST} {LAST}\n");
    let told = |count: &str, all: &str| {
        vec![format!("{count} {all}, in different passages: ask without AND and + for these")]
    };
    let check = |texts: &[&String], query: &str, expected: &[String]| {
        let texts: Vec<String> = texts.iter().map(|&text| text.clone()).collect();
        assert_eq!(remarks(&index(&texts), query), expected, "{query}");
    };
    let one = told("1 document", "has both of embargo, gunships");
    check(&[&apart], "embargo AND gunships", &one);
    check(&[&apart], "+embargo +gunships", &one);
    check(&[&apart, &together], "embargo AND gunships", &one);
    check(
        &[&apart, &apart],
        "embargo AND gunships",
        &told("2 documents", "have both of embargo, gunships"),
    );
    check(
        &[&apart],
        "embargo AND gunships AND parliament",
        &told("1 document", "has all of embargo, gunships, parliament"),
    );
    check(
        &[&apart],
        "(embargo OR zeppelins) AND gunships",
        &told("1 document", "has both of embargo or zeppelins, gunships"),
    );
    // The traps: one requirement, both together, one that is nowhere, an exclusion.
    check(&[&together], "embargo AND gunships", &[]);
    check(&[&apart], "embargo AND zeppelins", &[]);
    check(&[&FIRST.to_owned(), &LAST.to_owned()], "embargo AND gunships", &[]);
    check(&[&apart], "+embargo +gunships -parliament", &[]);
}

#[test]
fn a_rare_word_that_no_passage_has_beside_others_is_told() {
    let mut texts: Vec<String> =
        (0..12).map(|number| format!("The attack of day {number} was short.\n")).collect();
    texts.push("Libya has a long coast with many old towns.\n".to_owned());
    let index = index(&texts);
    let check =
        |query: &str, expected: &[&str]| assert_eq!(remarks(&index, query), expected, "{query}");
    check(
        "Libya attack",
        &[
            "none of these passages has more than 1 of your 2 words: Libya stands nowhere beside attack",
        ],
    );
    check(
        "+attack Libya",
        &["none of these passages has more than 1 of your 2 words: Libya stands in none of them"],
    );
    check(
        "Libya attack day short week",
        &[
            "none of these passages has more than 3 of your 5 words: Libya stands nowhere beside attack, day, short",
        ],
    );
    // The traps: both together, a word alone, a word that is nowhere, the next page.
    check("Libya coast attack", &[]);
    check("Libya", &[]);
    check("attack zeppelins", &[]);
    let next = Query::new("Libya attack").offset(3);
    assert!(index.search(&next).unwrap().report.remarks.is_empty());
}
