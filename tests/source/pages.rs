//! Pages of PDFs: each hit names the page that its words stand on, and `page:` asks
//! for it.

use std::fmt::Write;

use ibid::config::{Config, PassageConfig};
use ibid::source::read_bytes;
use ibid::{Document, Hit, Index, IndexOptions, Query};
use proptest::prelude::*;

use super::sync::empty_index;

/// A file with these lines on each page, in Helvetica, from the top down.
fn pdf(pages: &[Vec<String>]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (at, lines) in pages.iter().enumerate() {
        let content = 5 + 2 * at;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>"
        ));
        let mut text = String::new();
        for (line, words) in lines.iter().enumerate() {
            writeln!(text, "BT /F 10 Tf 60 {} Td ({words}) Tj ET", 650 - 14 * line).unwrap();
        }
        objects.push(format!("<</Length {}>>stream\n{text}\nendstream", text.len()));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        writeln!(out, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    write!(out, "trailer<</Root 1 0 R>>\n%%EOF\n").unwrap();
    out.into_bytes()
}

/// Lines of words that name their page: "tugs p3x".
fn lines_of(page: usize, count: usize) -> Vec<String> {
    (0..count).map(|line| format!("Of the tugs p{page}x the {line}th lay in Hallan.")).collect()
}

fn add(index: &Index, documents: &[Document]) {
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

fn hits(index: &Index, query: &str) -> Vec<Hit> {
    index.search(&Query::new(query).limit(1_000)).unwrap().into_iter().collect()
}

/// The pages that the words of a text name, the first and the last of them.
fn pages_named(text: &str) -> Option<(usize, usize)> {
    let page = |word: &str| word.strip_prefix('p')?.strip_suffix('x')?.parse().ok();
    let mut pages = text.split_whitespace().filter_map(page);
    let first = pages.next()?;
    Some((first, pages.next_back().unwrap_or(first)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn pages_are_those_of_the_words(counts in prop::collection::vec(0..30_usize, 1..7)) {
        prop_assume!(counts.iter().any(|count| *count > 0));
        let pages: Vec<Vec<String>> =
            (1..).zip(&counts).map(|(page, count)| lines_of(page, *count)).collect();
        let documents = read_bytes("report.pdf", &pdf(&pages)).unwrap().documents;
        let text = documents[0].text.clone();
        let index = empty_index();
        add(&index, &documents);
        let all = hits(&index, "tugs");
        prop_assert!(!all.is_empty());
        for hit in &all {
            prop_assert_eq!(&text[hit.citation.span.range()], &*hit.text);
            let place = &hit.citation.place;
            let told = place.page.zip(place.last_page);
            prop_assert_eq!(told, pages_named(&hit.text), "{:?}", hit.text);
        }
        for page in 1..=counts.len() + 1 {
            let on_page = |(first, last): (usize, usize)| (first..=last).contains(&page);
            let expected = all.iter().filter_map(|hit| pages_named(&hit.text)).filter(|p| on_page(*p));
            prop_assert_eq!(hits(&index, &format!("tugs page:{page}")).len(), expected.count());
        }
        index.verify().unwrap();
    }
}

#[test]
fn a_page_is_asked_for() {
    let pages: Vec<Vec<String>> = (1..=6).map(|page| lines_of(page, 2)).collect();
    let report = read_bytes("report.pdf", &pdf(&pages)).unwrap().documents.remove(0);
    // Each page is a passage of its own.
    let across = Document::new("across.pdf", "Tugs in Hallan lay there for long.")
        .with_extra("reader", "PDF 1")
        .with_extra("pages", "0 8");
    let feed = Document::new("feed", "Tugs of a feed.").with_extra("pages", "0 4");
    let config = Config::default().with_passages(PassageConfig::default().with_words(12, 24));
    let index = IndexOptions::default().with_config(config).in_memory().unwrap();
    add(&index, &[report, across, feed]);
    let check = |query: &str, expected: &[&str]| {
        let hits = hits(&index, query);
        let mut told: Vec<String> = hits
            .iter()
            .map(|hit| format!("{}{}", hit.citation.document, hit.citation.place))
            .collect();
        told.sort();
        told.dedup();
        assert_eq!(told, expected, "{query}");
    };
    let (first, across) = ("report.pdf, page 1", "across.pdf, pages 1–2");
    let (second, third) = ("report.pdf, page 2", "report.pdf, page 3");
    check("page:3", &[third]);
    check("tugs page:1", &[across, first]);
    check("tugs page:2", &[across, second]);
    check("page:2-3", &[across, second, third]);
    check("page:2..3", &[across, second, third]);
    check("page:>=2 page:<4 id:report.pdf", &[second, third]);
    check("page:1 page:3", &[across, first, third]);
    check("page:7", &[]);
    check("tugs -page:*", &["feed"]);
    check("tugs -page:>=1", &["feed"]);
}
