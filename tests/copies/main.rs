//! Copies of hits, folded: what folding keeps, on every page.
#![allow(clippy::unwrap_used)] // The functions of tests may, as tests may.

#[path = "../support/random.rs"]
mod random;

use ibid::{DayRange, Document, Hit, Index, Query};
use random::Random;

/// Paragraphs that several documents share: each is long enough to be a passage.
fn paragraph(number: usize) -> String {
    let extra = ["patrol", "river", "winter", "engine"][number % 4];
    format!(
        "The yard number {number} has sold tugs and {extra} boats to the harbour of Hallan, its \
         director told the owners, who had asked for a price that the town can pay from its dues \
         without a loan, and for crews that know the {extra} and the ice on the river Osk.\n\n"
    )
}

/// Documents of some of the paragraphs, of several days, some undated.
fn documents() -> Vec<Document> {
    let mut random = Random::new(11);
    let document = |number: usize| {
        let mut text = String::new();
        for _ in 0..=random.below(3) {
            text += &paragraph(random.below(9));
        }
        let document = Document::new(format!("d{:03}", number * 37 % 101), text);
        match random.below(5) {
            0 => document,
            day => document.with_date(DayRange::parse(&format!("2014-06-{:02}", day * 2)).unwrap()),
        }
    };
    (0..100).map(document).collect()
}

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for part in documents().chunks(30) {
        for document in part {
            writer.add(document).unwrap();
        }
        writer.commit().unwrap();
    }
    index
}

const QUERIES: [&str; 4] = ["tugs", "patrol boats", "river ice price", "date:2014-06-04 engine"];

fn place(hit: &Hit) -> (&str, u32, u32) {
    (&hit.citation.document, hit.citation.passage, hit.score.to_bits())
}

/// The hits without those that a better one of another document has the words of, at
/// about the same time, and at most so many of a document; and the documents of those
/// that are left out as copies.
fn folded_naively(hits: &[Hit], per_document: usize) -> Vec<(&Hit, Vec<&str>)> {
    let mut kept: Vec<(&Hit, Vec<&str>)> = Vec::new();
    let day = |hit: &Hit| hit.citation.date.map(|date| date.first.days_since_epoch());
    let is_copy = |shown: &Hit, hit: &Hit| {
        let near = day(shown).zip(day(hit)).is_none_or(|(one, other)| (one - other).abs() <= 3);
        shown.text == hit.text && shown.citation.document != hit.citation.document && near
    };
    for hit in hits {
        let document = &hit.citation.document;
        let of_document = kept.iter().filter(|(shown, _)| shown.citation.document == *document);
        let is_copied = kept.iter().any(|(shown, _)| is_copy(shown, hit));
        if !is_copied && of_document.count() < per_document {
            kept.push((hit, Vec::new()));
        }
    }
    for hit in hits {
        let is_kept = kept.iter().any(|(shown, _)| place(shown) == place(hit));
        let copied = kept.iter_mut().find(|(shown, _)| is_copy(shown, hit));
        if let Some((_, copies)) = copied.filter(|_| !is_kept) {
            copies.push(&hit.citation.document);
        }
    }
    for (_, copies) in &mut kept {
        copies.sort_unstable();
        copies.dedup();
    }
    kept
}

#[test]
fn folding_is_that_of_a_naive_reading() {
    let index = index();
    for (text, per_document) in QUERIES.into_iter().flat_map(|text| [(text, 99), (text, 1)]) {
        let query = Query::new(text).limit(10_000);
        let all = index.search(&query).unwrap();
        let query = query.per_document(per_document).fold_copies();
        let folded = index.search(&query).unwrap();
        assert!(folded.len() > 1 && folded.len() < all.len() / 2, "{text}: {}", folded.len());
        let expected = folded_naively(&all, per_document);
        assert_eq!(folded.len(), expected.len(), "{text} {per_document}");
        for (hit, (shown, copies)) in folded.iter().zip(expected) {
            assert_eq!(place(hit), place(shown), "{text} {per_document}");
            assert_eq!(hit.copies, copies, "{text} {per_document}");
        }
        assert_eq!(all.report, folded.report, "{text}");
    }
}

#[test]
fn pages_are_parts_of_one_list() {
    let index = index();
    for text in QUERIES {
        let query = Query::new(text).fold_copies();
        let all = index.search(&query.clone().limit(10_000)).unwrap();
        for size in [1, 3, 10] {
            let mut paged: Vec<Hit> = Vec::new();
            while paged.len() < all.len() {
                let page = query.clone().limit(size).offset(paged.len());
                let page = index.search(&page).unwrap();
                assert!(!page.is_empty(), "{text}: a page of {size} at {}", paged.len());
                paged.extend(page);
            }
            assert_eq!(paged, all.hits, "{text}: pages of {size}");
        }
        let beyond = index.search(&query.clone().offset(all.len())).unwrap();
        assert!(beyond.is_empty(), "{text}");
    }
}

#[test]
fn a_hundred_copies_are_one_hit() {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..100 {
        writer.add(&Document::new(format!("{number:03}"), paragraph(1))).unwrap();
    }
    writer.add(&Document::new("last", "Tugs wait in the harbour of another town.")).unwrap();
    writer.commit().unwrap();
    let hits = index.search(&Query::new("yard tugs harbour").fold_copies()).unwrap();
    assert_eq!(hits.len(), 2);
    let mut copies: Vec<usize> = hits.iter().map(|hit| hit.copies.len()).collect();
    copies.sort_unstable();
    assert_eq!(copies, [0, 99]);
}

#[test]
fn rankings_of_documents_fold_nothing() {
    let index = index();
    let profile = ibid::rank::Profile::default();
    for text in QUERIES {
        let query = Query::new(text).limit(10_000);
        let all = index.search_documents(&query, &profile).unwrap();
        let asked = index.search_documents(&query.clone().fold_copies(), &profile).unwrap();
        assert_eq!(all, asked, "{text}");
        let counted = index.count(&query.clone().fold_copies()).unwrap();
        assert_eq!(index.count(&query).unwrap(), counted, "{text}");
    }
}
