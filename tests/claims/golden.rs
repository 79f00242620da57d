//! Tables of the claims, the timeline and the facets of the sample articles, which
//! a change of a rule changes.

use std::fmt::Write as _;

use ibid::Query;
use ibid::claims::{FactOptions, Question};
use ibid::facts::RelationKind;

use super::{deals, index};

/// Compares line by line, so that a failure shows what changed.
fn check(made: &str, expected: &str) {
    for (line, (made_line, expected_line)) in made.lines().zip(expected.lines()).enumerate() {
        assert_eq!(made_line, expected_line, "line {}; the whole table:\n{made}", line + 1);
    }
    assert_eq!(made.lines().count(), expected.lines().count(), "the whole table:\n{made}");
}

#[test]
fn claims_of_the_sample_articles() {
    let query = Query::new("Mi-171 Peru helicopters contract");
    let claims = index(&deals()).claims(&query, &FactOptions::default()).unwrap();
    let mut table = String::new();
    for question in &claims.questions {
        writeln!(table, "{}", question.title()).unwrap();
        write_statements(&mut table, question);
    }
    check(&table, include_str!("claims.txt"));
}

fn write_statements(table: &mut String, question: &Question) {
    for (number, said) in question.statements.iter().enumerate() {
        let part = if said.is_part { " part" } else { "" };
        let by = said.speaker.as_deref().map(|by| format!(" by {by}")).unwrap_or_default();
        let (document, line) = (&said.citation.document, said.citation.line);
        let copies: Vec<&str> = said.copies.iter().map(|copy| &*copy.document).collect();
        let copies =
            if copies.is_empty() { String::new() } else { format!(" = {}", copies.join(" ")) };
        let (value, status, certainty) = (&said.value, said.status, said.certainty);
        let claim = format!("{value}{part} {status} {certainty}{by}");
        writeln!(table, "\t{number}\t{claim}\t{document}:{line}{copies}").unwrap();
    }
    let told = question.relations.iter().filter(|relation| relation.kind != RelationKind::Agrees);
    for relation in told {
        let (kind, first, second) = (relation.kind, relation.first, relation.second);
        writeln!(table, "\t{first} {kind:?} {second}: {}", relation.reason).unwrap();
    }
}

#[test]
fn the_register_of_the_sample_articles() {
    let query = Query::new("Mi-171 Peru helicopters contract");
    let claims = index(&deals()).claims(&query, &FactOptions::default()).unwrap();
    let rows = claims.register();
    assert_eq!(rows.len(), 1, "{rows:#?}");
    let row = &rows[0];
    assert_eq!((row.supplier.as_deref(), row.recipient.as_deref()), (Some("Russia"), Some("Peru")));
    let cells = [
        (&row.ordered, "[6] [8]"),
        (&row.delivered, "6"),
        (&row.designation, "Mi-171 Mi-171Sh"),
        (&row.years_of_order, "2018"),
    ];
    for (cell, expected) in cells {
        assert_eq!(cell.to_string(), expected, "{cell:?}");
        assert!(cell.values.iter().all(|value| !value.citations.is_empty()));
    }
    assert!(row.said_by.contains(&"a foreman".to_owned()), "{:?}", row.said_by);
}

#[test]
fn the_timeline_of_the_sample_articles() {
    let query = Query::new("Peru embargo ban arms Mi-171 Arequipa");
    let timeline = index(&deals()).timeline(&query, &FactOptions::default()).unwrap();
    let mut table = String::new();
    for entry in &timeline.entries {
        let status = entry.status.map(|status| status.to_string()).unwrap_or_default();
        let (days, basis, citation) = (entry.days, entry.basis, &entry.citation);
        let date = entry.date.as_deref().unwrap_or("-");
        let place = format!("{}:{}", citation.document, citation.line);
        let copies = entry.copies.len();
        writeln!(table, "{days}\t{basis:?}\t{date}\t{status}\t{place}\t{copies}").unwrap();
    }
    check(&table, include_str!("timeline.txt"));
}

#[test]
fn the_facets_of_the_sample_articles() {
    let query = Query::new("Peru contract helicopters");
    let facets = index(&deals()).fact_facets(&query, &FactOptions::default()).unwrap();
    let mut table = String::new();
    writeln!(table, "statuses {:?}", facets.statuses).unwrap();
    writeln!(table, "speakers {:?}", facets.speakers).unwrap();
    writeln!(table, "years {:?}", facets.years).unwrap();
    let amounts: Vec<_> =
        facets.amounts.iter().map(|of| (&*of.currency, of.magnitude, of.passages)).collect();
    writeln!(table, "amounts {amounts:?}").unwrap();
    writeln!(table, "families {:?}", facets.families).unwrap();
    check(&table, include_str!("facets.txt"));
}
