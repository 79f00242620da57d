//! What a filter lets through is what a plain reading of every text finds.

use ibid::analysis::Analyzer;
use ibid::config::Language;
use ibid::facts::{Claim, Fact, Figure, Recogniser};
use ibid::query::{AskedFact, Node, RangeBound, RangeField};
use ibid::{DayRange, Lexicon, Query};
use proptest::prelude::*;
use proptest::sample::select;

use super::{PUBLISHED, ids, index_of};

/// Parts that texts are made of.
const PARTS: &[&str] = &[
    "Peru signed a contract for",
    "Chile received",
    "The embargo was lifted",
    "$5 million",
    "more than 70 mln dlrs",
    "€6m",
    "£5,000",
    "4 to 6 tugs",
    "four Mi-35s",
    "about 20 tanks",
    "up to 6 jets",
    "in June",
    "last year",
    "on 2012-05-06",
    "the early 1990s",
    ", the Navy said",
    ", according to a clerk",
    ".",
    ". Then",
    "and",
];

const QUERIES: &[&str] = &[
    "amount:5m USD",
    "amount:>5m",
    "amount:<=70m USD",
    "amount:1000..6m",
    "amount:*",
    "count:4",
    "count:5 tug",
    "count:>=4 Mi-35",
    "count:6..20",
    "count:20 tank",
    "mentions:2013",
    "mentions:2012-05",
    "mentions:1991..2012",
    "mentions:>=2013-12",
    "status:signed",
    "status:lifted,delivered",
    "says:navy",
    "says:\"a clerk\"",
    "says:nobody",
];

/// Whether the text alone has what the query asks for.
fn has(recogniser: &Recogniser, analyzer: &Analyzer, text: &str, query: &str) -> bool {
    let facts = recogniser.facts(text, DayRange::parse(PUBLISHED));
    let claims = recogniser.claims(text);
    match &Query::new(query).clauses()[0].node {
        Node::Range { field, bound, .. } if *field == RangeField::MENTIONS => {
            facts.iter().any(|fact| is_dated(fact, *bound))
        }
        Node::Fact { asked, .. } => match asked {
            AskedFact::Amount { bound, currency } => facts.iter().any(|fact| match fact {
                Fact::Amount(amount) => {
                    currency.as_ref().is_none_or(|code| *code == amount.currency)
                        && is_within(amount.figure, 100.0, *bound)
                }
                _ => false,
            }),
            AskedFact::Count { bound, of } => facts.iter().any(|fact| match fact {
                Fact::Count(count) => {
                    let is_of = of.as_ref().is_none_or(|of| match &count.family {
                        Some(family) => of.to_lowercase().replace('-', "") == *family,
                        None => analyzer.stem(&count.unit) == analyzer.stem(of),
                    });
                    is_of && is_within(count.figure, 1.0, *bound)
                }
                _ => false,
            }),
            AskedFact::Status(statuses) => {
                claims.iter().any(|claim| statuses.contains(&claim.status))
            }
            AskedFact::Says(name) if name == "nobody" => {
                claims.iter().any(|claim| claim.speaker.is_none())
            }
            AskedFact::Says(name) => claims.iter().any(|claim| is_said_by(claim, text, name)),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn is_within(figure: Figure, times: f64, bound: RangeBound) -> bool {
    let (Some(low), Some(high)) = (figure.low.or(figure.high), figure.high.or(figure.low)) else {
        return false;
    };
    let (low, high) = ((low * times).round() as i64, (high * times).round() as i64);
    bound.first.is_none_or(|first| first <= high) && bound.last.is_none_or(|last| low <= last)
}

fn is_dated(fact: &Fact, bound: RangeBound) -> bool {
    let Fact::Date(date) = fact else { return false };
    date.days.is_some_and(|days| {
        let (low, high) = (days.first.days_since_epoch(), days.last.days_since_epoch());
        bound.first.is_none_or(|first| first <= i64::from(high))
            && bound.last.is_none_or(|last| i64::from(low) <= last)
    })
}

fn is_said_by(claim: &Claim, text: &str, name: &str) -> bool {
    let speaker = claim.speaker.and_then(|speaker| speaker.of(text)).unwrap_or_default();
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
    };
    let (speaker, name) = (words(speaker), words(name));
    speaker.windows(name.len()).any(|window| window == name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn filters_let_through_what_a_plain_reading_finds(
        texts in prop::collection::vec(prop::collection::vec(select(PARTS), 1..7), 1..6),
        queries in prop::collection::vec(select(QUERIES), 4),
    ) {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let recogniser = Recogniser::new(&analyzer);
        let texts: Vec<(String, String)> = (0..).zip(&texts)
            .map(|(number, parts): (usize, _)| (number.to_string(), parts.join(" "))).collect();
        let index = index_of(texts.iter().map(|(id, text)| (id.as_str(), text.as_str())), true);
        index.verify().unwrap();
        for query in queries {
            let expected: Vec<&str> = texts.iter()
                .filter(|(_, text)| has(&recogniser, &analyzer, text, query))
                .map(|(id, _)| id.as_str()).collect();
            prop_assert_eq!(ids(&index, query), expected, "{} in {:?}", query, &texts);
        }
    }
}
