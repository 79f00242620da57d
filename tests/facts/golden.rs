//! The facts of the sample articles, in a table that a change of a rule changes.

use std::fmt::Write as _;
use std::path::Path;

use ibid::Document;
use ibid::config::PassageConfig;
use ibid::facts::{Fact, Figure};

use super::recogniser;

const TABLE: &str = include_str!("articles.txt");

#[test]
fn facts_of_the_sample_articles() {
    let table = table();
    for (line, (made, wanted)) in table.lines().zip(TABLE.lines()).enumerate() {
        assert_eq!(made, wanted, "line {}; the whole table:\n{table}", line + 1);
    }
    assert_eq!(table.lines().count(), TABLE.lines().count(), "the whole table:\n{table}");
}

fn table() -> String {
    let recogniser = recogniser();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut table = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = Document::new(name, std::fs::read_to_string(&path).unwrap());
        let split = ibid::passage::split(&document, &PassageConfig::default());
        for fact in recogniser.facts(&document.text, split.date) {
            let quote = fact.span().of(&document.text).unwrap();
            let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(table, "{}\t{quote}\t{}", document.id, value(&fact)).unwrap();
        }
    }
    table
}

fn value(fact: &Fact) -> String {
    match fact {
        Fact::Amount(amount) => format!("amount {} {}", figure(amount.figure), amount.currency),
        Fact::Count(count) => format!("count {} {}", figure(count.figure), count.unit),
        Fact::Measure(measure) => format!("measure {} {}", figure(measure.figure), measure.unit),
        Fact::Date(date) => {
            let days = date.days.map_or("not known".to_owned(), |days| days.to_string());
            format!("date {days}")
        }
        other => format!("{other:?}"),
    }
}

fn figure(figure: Figure) -> String {
    let bound = |bound: Option<f64>| bound.map_or("?".to_owned(), |value| value.to_string());
    let about = if figure.about { "about " } else { "" };
    format!("{about}{}..{}", bound(figure.low), bound(figure.high))
}
