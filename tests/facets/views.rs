//! Documents as a query sees them.

use ibid::hit::{DocumentView, DocumentWindow, Piece};
use ibid::{Document, Index, Query};
use proptest::prelude::*;

use crate::common::index_of;

fn view(index: &Index, query: &str, window: DocumentWindow) -> DocumentView {
    index.document_view("a", &Query::new(query), &window).unwrap().unwrap()
}

/// What of a view must agree with a search of the document, and with its text.
fn check(index: &Index, text: &str, query: &str) {
    let whole = view(index, query, DocumentWindow::default().limit(usize::MAX));
    let mut shown = String::new();
    for passage in &whole.passages {
        assert_eq!(passage.citation.span.of(text), Some(passage.text.as_str()));
        shown += &passage.blanks;
        assert_eq!(shown.len(), passage.citation.span.start);
        shown += &passage.text;
        let pieces: String = passage.pieces().iter().map(|piece| piece.text).collect();
        assert_eq!(pieces, passage.text);
    }
    assert!(text.starts_with(&shown), "{shown:?} of {text:?}");
    let query = Query::new(query).limit(1000);
    let hits = index.search(&query).unwrap();
    for hit in &hits {
        let passage = &whole.passages[hit.citation.passage as usize];
        assert!(passage.is_hit && whole.hits.contains(&hit.citation.passage), "{query}");
        assert_eq!((&passage.citation, passage.label), (&hit.citation, hit.label));
        assert_eq!(passage.marks, hit.marks, "{query}");
    }
    assert_eq!(whole.hits.len(), hits.len(), "{query}");
    assert_eq!(whole.passages.iter().filter(|passage| passage.is_hit).count(), hits.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn views_agree_with_searches(
        paragraphs in prop::collection::vec("(tug|embargo|<b>|Mi-35|é|\u{202e}|, ){1,8}", 0..8),
        offset in 0..9_usize,
        limit in 0..9_usize,
    ) {
        let text = paragraphs.join("\n\n");
        let index = index_of(&[Document::new("a", text.as_str()).with_title("A tug")]);
        for query in ["tug", "embargo Mi-35", "\"tug embargo\"", "", "-tug", "label:body tug"] {
            check(&index, &text, query);
        }
        let whole = view(&index, "tug", DocumentWindow::default());
        let window = view(&index, "tug", DocumentWindow::default().offset(offset).limit(limit));
        let expected: Vec<_> = whole.passages.iter().skip(offset).take(limit).collect();
        prop_assert_eq!(window.passages.iter().collect::<Vec<_>>(), expected);
        prop_assert_eq!(window.offset + window.passages.len() + window.after(), whole.total);
        prop_assert_eq!(&window.hits, &whole.hits);
        for (number, passage) in whole.passages.iter().enumerate().filter(|_| limit > 0) {
            let span = passage.citation.span;
            for byte in [span.start, span.end.saturating_sub(1)] {
                let around = DocumentWindow::default().around_byte(byte).limit(limit);
                let window = view(&index, "tug", around);
                prop_assert!(window.offset <= number, "{} of {}", byte, number);
                prop_assert!(number < window.offset + window.passages.len());
                prop_assert_eq!(window.passages.len(), limit.min(whole.total));
            }
        }
    }
}

/// A long document is shown around a place, with the rest told.
#[test]
fn long_documents_are_shown_in_part() {
    let paragraph = |number: usize| format!("Tug {number} lies in the harbour. <script>{number}");
    let text: String = (0..2000).map(|number| paragraph(number) + "\n\n").collect();
    let index = index_of(&[Document::new("a", text.as_str())]);
    let at = text.find("Tug 1500 ").unwrap();
    let window = DocumentWindow::default().around_byte(at).limit(21);
    let view = view(&index, "\"tug 1500\"", window);
    assert_eq!((view.total, view.offset, view.after()), (2000, 1490, 489));
    assert_eq!(view.hits, [1500]);
    let marked: Vec<&str> = (view.passages[10].pieces().into_iter())
        .filter(Piece::is_marked)
        .map(|piece| piece.text)
        .collect();
    assert_eq!(marked, ["Tug 1500"]);
}

/// A passage of 50,000 characters has its marks in the excerpt, cut and safe.
#[test]
fn a_long_passage_has_a_short_excerpt() {
    let words = "the <b>harbour</b> of Lima & others ".repeat(900);
    let text = format!("{words}has an embargo \"on\" tugs {words}");
    let passages = ibid::config::PassageConfig::default();
    let passages = passages.with_words(2_000, 30_000);
    let config = ibid::config::Config::default().with_passages(passages);
    let index = ibid::IndexOptions::default().with_config(config).in_memory().unwrap();
    crate::common::add(&index, &[Document::new("a", text)]);
    let hits = index.search(&Query::new("embargo")).unwrap();
    assert!(hits[0].text.chars().count() > 50_000, "{}", hits[0].text.len());
    let excerpt = hits[0].excerpt(120);
    assert!(excerpt.is_cut_before && excerpt.is_cut_after);
    let shown: String = excerpt.pieces.iter().map(|piece| piece.text).collect();
    assert!(shown.chars().count() <= 120 && shown.contains("has an embargo \"on\" tugs"));
    let marked = excerpt.pieces.iter().filter(|piece| piece.is_marked());
    assert_eq!(marked.map(|piece| piece.text).collect::<Vec<_>>(), ["embargo"]);
    assert!(hits[0].pieces().len() == 3);
}
