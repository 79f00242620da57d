//! Bad and unusual input: nothing is invented, nothing is lost, and what could not
//! be read is told.

use ibid::claims::{FactOptions, Question, TimelineBasis};
use ibid::facts::{Attribute, RelationKind};
use ibid::{Day, Document, Query};

use super::{document, index};

fn questions(documents: &[Document], query: &str) -> Vec<Question> {
    index(documents).claims(&Query::new(query), &FactOptions::default()).unwrap().questions
}

/// The relations of the questions of one attribute.
fn relations(documents: &[Document], attribute: Attribute) -> Vec<RelationKind> {
    let questions = questions(documents, "Peru Russia embargo");
    let of_attribute = questions.iter().filter(|question| question.attribute == attribute);
    of_attribute.flat_map(|question| &question.relations).map(|relation| relation.kind).collect()
}

#[test]
fn a_text_of_several_documents_is_one_voice() {
    let text = "Russia delivered six Mi-35 helicopters to Peru.";
    let documents = [
        document("b", "2015-08-21", "RUSSIA delivered six\nMi-35 helicopters to Peru."),
        document("a", "2015-08-22", text),
        document("c", "", text),
    ];
    let questions = questions(&documents, "Mi-35");
    let how_many = &questions[0].statements;
    assert_eq!(how_many.len(), 1, "{how_many:#?}");
    // The one that is dated first is cited first.
    assert_eq!(how_many[0].citation.document, "b");
    let copies: Vec<&str> = how_many[0].copies.iter().map(|copy| &*copy.document).collect();
    assert_eq!(copies, ["a", "c"]);
    assert!(questions.iter().all(|question| question.relations.is_empty()));
}

#[test]
fn embargoes_are_lifted_once() {
    let june =
        document("a", "2015-08-20", "Russia lifted its embargo on arms for Peru in June 2014.");
    let year = document("b", "2015-08-21", "Russia ended its ban on arms for Peru in 2014.");
    let march =
        document("c", "2015-08-22", "Russia lifted its embargo against Peru in March 2014.");
    let chile = document("d", "2015-08-23", "Russia lifted its embargo against Chile in May 2014.");
    let cases = [
        ([june.clone(), year], vec![RelationKind::Refines]),
        ([june.clone(), march], vec![RelationKind::Conflicts]),
        ([june, chile], vec![]),
    ];
    for (documents, expected) in cases {
        assert_eq!(relations(&documents, Attribute::Date), expected, "{documents:?}");
    }
}

#[test]
fn suppliers_are_compared() {
    let russia = document("a", "", "Russia delivered six Mi-17 helicopters to Peru.");
    let america = document("b", "", "The United States supplied the Mi-17 helicopters to Peru.");
    let documents = [russia.clone(), america];
    assert_eq!(relations(&documents, Attribute::Supplier), [RelationKind::Differs]);
    // Counts of two suppliers are of two deals.
    assert_eq!(relations(&documents, Attribute::Count), []);
}

#[test]
fn a_title_outside_of_the_text_names_the_deal() {
    let titled = |id: &str, text: &str| {
        Document::new(id, text).with_title("Peru buys Mi-35 helicopters from Russia")
    };
    let documents = [
        titled("a", "Russia has delivered six Mi-35 helicopters to Peru, an officer said."),
        titled("b", "Peru has received nine Mi-35 helicopters, a minister said."),
    ];
    assert_eq!(relations(&documents, Attribute::Count), [RelationKind::Conflicts]);
}

#[test]
fn an_undated_document_has_no_relative_days() {
    let documents = [
        document("a", "", "Peru lifted the embargo last June. Russia signed in May 2014."),
        document("b", "", "Russia has lifted its embargo."),
    ];
    let timeline =
        index(&documents).timeline(&Query::new("embargo"), &FactOptions::default()).unwrap();
    let days: Vec<String> = timeline.entries.iter().map(|entry| entry.days.to_string()).collect();
    assert_eq!(days, ["2014-05"]);
    assert_eq!(timeline.unplaced, 1);
    assert_eq!(timeline.scope.to_string(), "2 documents have no date");
}

#[test]
fn a_document_of_the_future_is_told_and_kept() {
    let documents = [
        document("a", "2031-02-03", "Russia lifted its embargo on Peru yesterday."),
        document("b", "2014-02-03", "Russia lifted its embargo on Peru yesterday."),
    ];
    let options = FactOptions::default().with_today(Day::new(2026, 1, 31));
    let timeline = index(&documents).timeline(&Query::new("embargo"), &options).unwrap();
    let days: Vec<String> = timeline.entries.iter().map(|entry| entry.days.to_string()).collect();
    assert_eq!(days, ["2014-02-02", "2031-02-02"]);
    assert_eq!(timeline.scope.to_string(), "a is dated in the future");
    // Without a day to compare with, nothing is said.
    let options = FactOptions::default();
    let timeline = index(&documents).timeline(&Query::new("embargo"), &options).unwrap();
    assert_eq!(timeline.scope.to_string(), "");
}

#[test]
fn what_is_no_date_is_placed_nowhere() {
    let text = "Russia lifted its embargo on Peru on 31 April 2014.";
    let documents = [document("a", "2014-11-21", text), document("b", "2014-11-21", "An embargo.")];
    let timeline =
        index(&documents).timeline(&Query::new("embargo"), &FactOptions::default()).unwrap();
    let is_of = |days: &str| timeline.entries.iter().any(|entry| entry.days.to_string() == days);
    assert!(!is_of("2014-04-30") && !is_of("2014-05-01"), "{:?}", timeline.entries);
}

#[test]
fn both_readings_of_a_date_are_kept() {
    let documents = [document("a", "", "Peru signed a contract on 12/09/2014.")];
    let timeline =
        index(&documents).timeline(&Query::new("contract"), &FactOptions::default()).unwrap();
    let entry = &timeline.entries[0];
    assert_eq!(entry.basis, TimelineBasis::Ambiguous);
    let days = [Some(entry.days), entry.or_days].map(|days| days.unwrap().to_string());
    assert_eq!(days, ["2014-12-09", "2014-09-12"]);
}

#[test]
fn statements_that_are_repeated_too_often_are_told() {
    let check = |times: usize, told: &str| {
        let text = "Peru ordered six tanks from Russia. ".repeat(times);
        let claims = index(&[document("a", "2014-11-21", &text)])
            .claims(&Query::new("tanks"), &FactOptions::default().with_max_passages(1000))
            .unwrap();
        assert_eq!(claims.scope.to_string(), told, "{times}");
    };
    check(32, "");
    check(33, "1 repeated statement is not compared");
    check(35, "3 repeated statements are not compared");
}

#[test]
fn what_is_bounded_is_told() {
    let text = |number: usize| format!("Peru ordered {number} tanks from Russia.");
    let documents: Vec<Document> =
        (2..12).map(|number| document(&number.to_string(), "2014-11-21", &text(number))).collect();
    let index = index(&documents);
    for (most, told) in
        [(4, "4 of 10 matching passages read"), (10, ""), (0, "0 of 10 matching passages read")]
    {
        let options = FactOptions::default().with_max_passages(most);
        let claims = index.claims(&Query::new("tanks"), &options).unwrap();
        assert_eq!(claims.scope.to_string(), told);
        assert_eq!((claims.scope.read, claims.scope.matching), (most, 10));
    }
    // The query's own limit is that of a page.
    let query = Query::new("tanks").limit(1);
    assert_eq!(index.claims(&query, &FactOptions::default()).unwrap().scope.read, 10);
}

#[test]
fn nothing_matches() {
    let index = index(&[document("a", "", "Peru ordered six tanks.")]);
    let (query, options) = (Query::new("submarine"), FactOptions::default());
    let claims = index.claims(&query, &options).unwrap();
    assert!(claims.questions.is_empty());
    assert_eq!(claims.report.missing[0].word, "submarine");
    assert!(index.timeline(&query, &options).unwrap().entries.is_empty());
    assert!(index.fact_facets(&query, &options).unwrap().statuses.is_empty());
}
