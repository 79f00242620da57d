//! Counts made hit by hit, without columns, filters or the layout of an index.

use std::collections::{BTreeMap, BTreeSet};

use ibid::analysis::KeyKind;
use ibid::facet::{DateUnit, Facet};
use ibid::{DayRange, Hit, Index, Query};

/// Passages and documents by value.
pub(crate) type Counts = BTreeMap<String, (u64, u64)>;

/// Values of one facet that are chosen.
pub(crate) type Choice = (Facet, Vec<String>);

/// All hits of a query.
pub(crate) fn all_hits(index: &Index, query: &Query) -> Vec<Hit> {
    index.search(&query.clone().limit(10_000)).unwrap().hits
}

/// The values of a hit, none of them empty.
fn values(index: &Index, facet: &Facet, hit: &Hit) -> BTreeSet<String> {
    let citation = &hit.citation;
    let mut values = BTreeSet::new();
    let text = if hit.text.is_empty() { &citation.title } else { &hit.text };
    let analysis = index.analyzer().analyze(text);
    match facet {
        Facet::Source => values.extend([citation.source.clone()]),
        Facet::Label => values.extend([hit.label.name().to_owned()]),
        Facet::Topic => {
            let about = index.analyzer().about(&analysis);
            values.extend(about.into_iter().map(|(name, _)| name));
        }
        Facet::Family => {
            let keys = analysis.keys().filter(|key| key.kind == KeyKind::Family);
            values.extend(keys.map(|key| key.term.to_owned()));
        }
        Facet::Year => values.extend(citation.date.map(|date| by(DateUnit::Year, date))),
        Facet::Month => values.extend(citation.date.map(|date| by(DateUnit::Month, date))),
        Facet::Language => values.extend(hit.extra.get("lang").cloned()),
        Facet::Field(name) => {
            let field = hit.extra.get(name).map(String::as_str).unwrap_or_default();
            let list = serde_json::from_str::<Vec<String>>(field);
            values.extend(list.unwrap_or_else(|_| vec![field.to_owned()]));
        }
        other => panic!("{other} is not counted naively"),
    }
    values.remove("");
    values
}

/// What a date is called by a unit, letter by letter of its days.
fn by(unit: DateUnit, date: DayRange) -> String {
    let length = if unit == DateUnit::Year { 4 } else { 7 };
    let [first, last] = [date.first, date.last].map(|day| day.to_string()[..length].to_owned());
    let whole_year = DayRange::year(date.first.year()) == Some(date);
    match first == last {
        true => first,
        false if whole_year => first[..4].to_owned(),
        false => format!("{first}..{last}"),
    }
}

/// Whether a hit has one of the chosen values of each facet but `except`.
fn passes(index: &Index, hit: &Hit, choices: &[Choice], except: Option<&Facet>) -> bool {
    let others = choices.iter().filter(|(facet, _)| Some(facet) != except);
    others.into_iter().all(|(facet, chosen)| {
        let values = values(index, facet, hit);
        chosen.iter().any(|value| values.contains(value) || value.is_empty() && values.is_empty())
    })
}

/// The hits that pass all that is chosen, and their documents.
pub(crate) fn total(index: &Index, hits: &[Hit], choices: &[Choice]) -> (u64, u64) {
    let passing: Vec<&Hit> = hits.iter().filter(|hit| passes(index, hit, choices, None)).collect();
    let documents: BTreeSet<&str> =
        passing.iter().map(|hit| hit.citation.document.as_str()).collect();
    (passing.len() as u64, documents.len() as u64)
}

/// The counts of a facet.
pub(crate) fn counts(index: &Index, hits: &[Hit], facet: &Facet, choices: &[Choice]) -> Counts {
    let mut found: BTreeMap<String, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for hit in hits.iter().filter(|hit| passes(index, hit, choices, Some(facet))) {
        let mut values = values(index, facet, hit);
        if values.is_empty() {
            values.insert(String::new());
        }
        for value in values {
            let (passages, documents) = found.entry(value).or_default();
            *passages += 1;
            documents.insert(&hit.citation.document);
        }
    }
    let count = |(value, (passages, documents)): (String, (u64, BTreeSet<&str>))| {
        (value, (passages, documents.len() as u64))
    };
    found.into_iter().map(count).collect()
}
