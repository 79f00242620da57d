//! Searches that end before they are finished.

use ibid::facet::FacetOptions;
use ibid::hit::DocumentWindow;
use ibid::query::CancelHandle;
use ibid::rank::Profile;
use ibid::{Document, Index, Query};

use crate::common::index_of;

const QUERIES: [&str; 8] = [
    "tug",
    "tug harbour",
    "+tug +harbour",
    "\"one tug\"",
    "harb*",
    "label:body",
    "count:>1",
    "tug -submarine",
];

fn index() -> Index {
    let text = |number: u32| format!("One tug of {number} lies in harbour {}.", number % 7);
    let documents: Vec<Document> =
        (0..300).map(|number| Document::new(number.to_string(), text(number))).collect();
    index_of(&documents)
}

/// With time enough everything is as without a limit, and with none it is told.
#[test]
fn deadlines_cut_and_tell() {
    let index = index();
    for query in QUERIES {
        for profile in [Profile::fast(), Profile::default(), Profile::thorough()] {
            let search = |query: Query| index.search_with(&query, &profile).unwrap();
            let whole = search(Query::new(query));
            assert!(whole.is_complete() && !whole.is_empty(), "{query}");
            assert_eq!(search(Query::new(query).deadline_ms(u64::MAX)), whole, "{query}");
            let cut = search(Query::new(query).deadline_ms(0));
            assert!(!cut.is_complete() && cut.is_empty(), "{query}");
            assert!(cut.report.missing.is_empty(), "{query}: {:?}", cut.report.missing);
            let told = "ran out of its time";
            assert!(cut.report.line(160).contains(told), "{query}: {}", cut.report.line(160));
            assert!(cut.report.whole().contains(told) && !whole.report.whole().contains(told));
        }
    }
}

#[test]
fn other_answers_tell_as_well() {
    let index = index();
    for query in QUERIES {
        let late = Query::new(query).deadline_ms(0);
        let facets = |query: &Query| index.facets(query, &FacetOptions::default()).unwrap();
        assert!(!facets(&late).is_complete, "{query}");
        assert!(facets(&Query::new(query).deadline_ms(60_000)).is_complete, "{query}");
        assert!(!index.rank(&late, &Profile::fast()).unwrap().is_complete(), "{query}");
        assert!(index.rank(&Query::new(query), &Profile::fast()).unwrap().is_complete());
        // These could not say so.
        assert_eq!(index.count(&late).unwrap(), index.count(&Query::new(query)).unwrap());
        let documents = |query: &Query| index.search_documents(query, &Profile::fast()).unwrap();
        assert_eq!(documents(&late), documents(&Query::new(query)));
        let view = index.document_view("7", &late, &DocumentWindow::default()).unwrap().unwrap();
        assert_eq!(view.passages.len(), 1, "{query}: the document is shown");
    }
}

#[test]
fn handles_cancel_from_another_thread() {
    let index = index();
    let handle = CancelHandle::default();
    let query = Query::new("tug harbour").cancelled_by(&handle);
    assert_eq!(query, query.clone());
    assert_ne!(query, Query::new("tug harbour"));
    assert!(index.search(&query).unwrap().is_complete());
    let cancel = handle.clone();
    std::thread::spawn(move || cancel.cancel()).join().unwrap();
    assert!(handle.is_cancelled() && !index.search(&query).unwrap().is_complete());
    assert!(index.search(&Query::new("tug harbour")).unwrap().is_complete());
}
