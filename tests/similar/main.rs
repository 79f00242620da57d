//! More like this: the query that a passage makes, and which hits are left out.
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

use ibid::query::NoticeKind;
use ibid::similar::{SimilarOptions, SimilarTermKind};
use ibid::{DayRange, Document, Index, Query, Span};

const DEAL: &str = "Six Mi-35M gunships reached the port of Hallan on Friday under a contract \
    that Rosoboronexport signed with the coast guard in spring, and the harbour master Olav \
    Berg counted every crate that left the freighter for the hangars.";

fn index(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    index
}

fn documents() -> Vec<Document> {
    let day = |document: Document, day: &str| document.with_date(DayRange::parse(day).unwrap());
    vec![
        day(Document::new("own", DEAL), "2014-06-02"),
        day(Document::new("copy", DEAL), "2014-06-03"),
        day(Document::new("version", DEAL.replace("every crate", "each crate")), "2014-06-03"),
        day(Document::new("a year later", DEAL), "2015-06-03"),
        Document::new("overhaul", "Rosoboronexport will overhaul the gunships of the coast guard."),
        Document::new("hind", "A Hind was seen over the river, a farmer said on Monday evening."),
        Document::new("harbour", "The harbour master Olav Berg retires after forty years at sea."),
        Document::new("apples", "Apples are smaller this autumn, growers in the valley report."),
    ]
}

fn ids(hits: &[ibid::Hit]) -> Vec<&str> {
    let mut ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn the_query_is_what_is_searched() {
    let index = index(&documents());
    let whole = Span::new(0, DEAL.len());
    let similar = index.similar("own", whole, &SimilarOptions::default()).unwrap().unwrap();
    let terms: Vec<_> = similar.terms.iter().map(|term| (term.text.as_str(), term.kind)).collect();
    for expected in [
        ("Mi-35M", SimilarTermKind::Family),
        ("\"Olav Berg\"", SimilarTermKind::Phrase),
        ("Rosoboronexport", SimilarTermKind::Word),
    ] {
        assert!(terms.contains(&expected), "{expected:?} is not among {terms:?}");
    }
    assert!(similar.terms.is_sorted_by(|one, other| one.weight >= other.weight));
    assert!(terms.len() <= SimilarOptions::default().max_terms);

    // The query as shown, typed by a person, has the hits and those left out.
    let query = Query::new(similar.query.as_str());
    let notices: Vec<NoticeKind> = query.notices().iter().map(|notice| notice.kind).collect();
    assert_eq!(notices, []);
    let all = index.search(&query.per_document(1).limit(100)).unwrap();
    let kept = all.iter().filter(|hit| !similar.left_out.contains(&hit.citation.document));
    assert_eq!(kept.collect::<Vec<_>>(), similar.hits.iter().collect::<Vec<_>>());
}

/// A designator that a line ends in stood in the query with the line's end.
#[test]
fn the_query_is_one_line() {
    let text = "Six Mi-\n35M gunships reached the port of Hallan.";
    let index = index(&[Document::new("a", text), Document::new("b", "Mi-35M crews wait.")]);
    let whole = Span::new(0, text.len());
    let similar = index.similar("a", whole, &SimilarOptions::default()).unwrap().unwrap();
    assert_eq!(similar.query, "Mi-35M");
    assert_eq!(ids(&similar.hits), ["b"]);
}

#[test]
fn its_own_story_is_left_out_and_told() {
    let index = index(&documents());
    let whole = Span::new(0, DEAL.len());
    let similar = index.similar("own", whole, &SimilarOptions::default()).unwrap().unwrap();
    assert_eq!(similar.left_out, ["copy", "own", "version"]);
    // The same words a year later are another report, and no date is a filter.
    assert_eq!(ids(&similar.hits), ["a year later", "harbour", "hind", "overhaul"]);

    let options = SimilarOptions::default().with_own_story();
    let similar = index.similar("own", whole, &options).unwrap().unwrap();
    assert_eq!(similar.left_out, [""; 0]);
    assert_eq!(similar.hits.len(), 7);
}

#[test]
fn pages_and_terms_are_those_asked_for() {
    let index = index(&documents());
    let whole = Span::new(0, DEAL.len());
    let similar = |options: SimilarOptions| index.similar("own", whole, &options).unwrap().unwrap();
    let all = similar(SimilarOptions::default());
    for offset in 0..=all.hits.len() {
        let page = similar(SimilarOptions::default().with_limit(1).with_offset(offset));
        let expected: Vec<_> = all.hits.iter().skip(offset).take(1).collect();
        assert_eq!(page.hits.iter().collect::<Vec<_>>(), expected, "hit {offset}");
        assert_eq!(page.query, all.query);
    }
    let short = similar(SimilarOptions::default().with_max_terms(2));
    assert_eq!(short.terms, all.terms[..2]);
}

#[test]
fn places_without_a_passage_or_a_word() {
    let index = index(&documents());
    let options = SimilarOptions::default();
    let similar = |id: &str, span| index.similar(id, span, &options).unwrap();
    assert_eq!(similar("nobody", Span::new(0, 9)), None);
    assert_eq!(similar("own", Span::new(9_000, 9_001)), None);
    assert_eq!(similar("own", Span::new(usize::MAX, usize::MAX)), None);
    let lonely = similar("apples", Span::new(0, 1)).unwrap();
    assert!(!lonely.terms.iter().any(|term| term.text == "Apples"), "{:?}", lonely.terms);
}
