//! Whatever the documents, the query and what is chosen: the counts are those made hit
//! by hit, and keep to the two rules.

use ibid::facet::{DateUnit, Facet, FacetCounts, FacetOptions, Facets};
use ibid::{Document, Index, Query};
use proptest::prelude::*;

use crate::common::{add, dated, index_of};
use crate::naive::{self, Choice, Counts};

const SOURCES: [&str; 5] = ["", "Gazette", "gazette", " Gazette", "Herald & Sons"];
const DATES: [&str; 8] = [
    "none",
    "2014",
    "2014-06",
    "2014-06-02",
    "2013-12-30..2014-01-02",
    "0001-02",
    "9999-12-31",
    "2010..2019",
];
const PARAGRAPHS: [&str; 6] = [
    "The arms embargo was lifted on Friday.",
    "Six Mi-35 and four Mi-24 will follow.",
    "Tugs lie in the harbour.",
    "An embargo on Mi-35M was never lifted.",
    "Nothing else is said of it here.",
    "Photo: a tug in the harbour of Lima",
];
const AUTHORS: [&str; 4] = ["", "Kim", r#"["Kim","Lee"]"#, "[]"];
const QUERIES: [&str; 7] = [
    "embargo",
    "embargo OR tugs OR \"else is said\"",
    "topic:embargo",
    "+embargo -friday",
    "Mi-35 harbour",
    "date:2014 embargo",
    "submarine",
];

/// The facets that are compared, each with values that are chosen of it.
fn choosable() -> [(Facet, Vec<&'static str>); 8] {
    [
        (Facet::Source, SOURCES.to_vec()),
        (Facet::Year, vec!["", "2014", "2013..2014", "0001", "1999"]),
        (Facet::Month, vec!["2014-06", "2014", ""]),
        (Facet::Topic, vec!["embargo", "port", ""]),
        (Facet::Label, vec!["body", "caption", "comment"]),
        (Facet::Family, vec!["mi35", "mi24", ""]),
        (Facet::Language, vec!["en", ""]),
        (Facet::Field("author".to_owned()), vec!["Kim", "Lee", ""]),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let text = prop::collection::vec(prop::sample::select(&PARAGRAPHS[..]), 0..5);
    let fields = (0..SOURCES.len(), 0..DATES.len(), 0..AUTHORS.len(), any::<bool>());
    (0..40_u32, text, fields).prop_map(|(id, text, (source, date, author, is_english))| {
        let document = dated(&id.to_string(), &text.join("\n\n"), DATES[date])
            .with_source(SOURCES[source])
            .with_title("An embargo and a tug");
        let language = is_english.then_some(("lang", "en"));
        let author = Some(("author", AUTHORS[author])).filter(|(_, author)| !author.is_empty());
        let extra = language.into_iter().chain(author);
        extra.fold(document, |document, (name, value)| document.with_extra(name, value))
    })
}

/// What is chosen: at most three values of few facets.
fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let value = (0..choosable().len(), 0..5_usize);
    prop::collection::vec(value, 0..4).prop_map(|picked| {
        let mut choices: Vec<Choice> = Vec::new();
        for (facet, value) in picked {
            let (facet, values) = choosable()[facet].clone();
            let value = values[value % values.len()].to_owned();
            match choices.iter_mut().find(|(other, _)| *other == facet) {
                Some((_, values)) => values.push(value),
                None => choices.push((facet, vec![value])),
            }
        }
        choices
    })
}

fn narrowed(query: &str, choices: &[Choice]) -> Query {
    let values = choices.iter().flat_map(|(facet, values)| values.iter().map(move |v| (facet, v)));
    values.fold(Query::new(query), |query, (facet, value)| {
        query.narrowed_by(facet.clone(), value.as_str())
    })
}

fn every_facet() -> FacetOptions {
    let options = FacetOptions::default().limit(1000).with_histogram_by(DateUnit::Month);
    choosable().into_iter().fold(options, |options, (facet, _)| options.facet(facet))
}

fn as_counts(facet: &FacetCounts) -> Counts {
    let count = |it: &ibid::facet::FacetValue| (it.value.clone(), (it.passages, it.documents));
    facet.values.iter().map(count).collect()
}

/// The facets are those counted hit by hit.
fn check_counts(index: &Index, query: &str, choices: &[Choice]) -> Facets {
    let narrowed = narrowed(query, choices);
    let facets = index.facets(&narrowed, &every_facet()).unwrap();
    let hits = naive::all_hits(index, &Query::new(query));
    let total = naive::total(index, &hits, choices);
    assert_eq!((facets.passages, facets.documents), total, "{query} {choices:?}");
    assert_eq!(index.count(&narrowed).unwrap() as u64, facets.passages, "{query} {choices:?}");
    assert_eq!(naive::all_hits(index, &narrowed).len() as u64, facets.passages);
    for of in &facets.facets {
        let expected = naive::counts(index, &hits, &of.facet, choices);
        assert_eq!(as_counts(of), expected, "{} of {query} {choices:?}", of.facet);
        assert_eq!((of.other, of.distinct), (0, of.values.len()));
        let order = of.values.iter().map(|it| (u64::MAX - it.passages, it.value.clone()));
        assert!(order.is_sorted(), "{:?}", of.values);
    }
    facets
}

/// The histogram is the facet of its unit, by days.
fn check_histogram(facets: &Facets) {
    let histogram = facets.histogram.as_ref().unwrap();
    let bars = histogram.bars.iter().chain(&histogram.undated);
    let bars: Counts = bars.map(|bar| (bar.value.clone(), (bar.passages, bar.documents))).collect();
    let month = facets.facets.iter().find(|of| of.facet == Facet::Month).unwrap();
    assert_eq!(bars, as_counts(month));
    assert!(histogram.bars.iter().map(|bar| bar.days.unwrap().first).is_sorted());
    assert!(histogram.bars.iter().all(|bar| bar.days.unwrap().to_string().len() >= 4));
}

/// A value chosen in another facet never raises a count; a second one in the same facet
/// leaves its counts as they are.
fn check_rules(index: &Index, query: &str, before: &Facets, choices: &[Choice]) {
    for (facet, values) in choosable() {
        let value = values[0].to_owned();
        let mut more = choices.to_vec();
        more.push((facet.clone(), vec![value]));
        let after = index.facets(&narrowed(query, &more), &every_facet()).unwrap();
        let is_second = choices.iter().any(|(other, _)| *other == facet);
        for (before, after) in before.facets.iter().zip(&after.facets) {
            if before.facet == facet {
                assert_eq!(as_counts(before), as_counts(after), "own counts of {facet}");
            } else if !is_second {
                let counts = as_counts(before);
                for (value, (passages, documents)) in as_counts(after) {
                    let (had, had_documents) = counts.get(&value).copied().unwrap_or_default();
                    assert!(passages <= had && documents <= had_documents, "{facet}: {value}");
                }
            }
        }
    }
}

/// Pages of values are the list of them.
fn check_pages(index: &Index, query: &str) {
    let whole = index.facets(&Query::new(query), &every_facet()).unwrap();
    for page in [1, 3] {
        for (number, of) in whole.facets.iter().enumerate() {
            let mut values = Vec::new();
            while values.len() < of.distinct {
                let options = every_facet().limit(page).offset(values.len());
                let facets = index.facets(&Query::new(query), &options).unwrap();
                let of_page = &facets.facets[number];
                assert_eq!(of_page.other + of_page.values.len(), of.distinct);
                values.extend(of_page.values.clone());
            }
            assert_eq!(values, of.values);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn counts_are_those_made_hit_by_hit(
        commits in prop::collection::vec(prop::collection::vec(document(), 0..12), 1..4),
        deleted in prop::collection::vec(0..40_u32, 0..5),
        choices in choices(),
    ) {
        let index = index_of(&commits[0]);
        commits[1..].iter().for_each(|documents| add(&index, documents));
        let mut writer = index.writer().unwrap();
        for id in &deleted {
            writer.delete(&id.to_string());
        }
        writer.commit().unwrap();
        for query in QUERIES {
            let facets = check_counts(&index, query, &choices);
            check_histogram(&facets);
        }
        let facets = check_counts(&index, QUERIES[1], &choices);
        check_rules(&index, QUERIES[1], &facets, &choices);
        check_pages(&index, QUERIES[1]);
        let query = narrowed(QUERIES[1], &choices);
        let before = index.facets(&query, &every_facet()).unwrap();
        writer.optimize().unwrap();
        let mut after = index.facets(&query, &every_facet()).unwrap();
        after.commit = before.commit;
        prop_assert_eq!(before, after, "segments show in the counts");
    }
}
