//! Words that people shorten, and compounds that a line breaks.

use ibid::{Document, Index, Query};

fn index() -> Index {
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, text) in [
        ("a", "Crews of the Navy-\nlinked yard went home on Monday."),
        ("b", "A deal with Peru was made without tugs because of rain."),
        ("c", "The deal of the yard."),
    ] {
        writer.add(&Document::new(id, text)).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// "w/" was looked for as the word "w", and reported to stand nowhere.
#[test]
fn shortened_function_words_are_told_so() {
    let index = index();
    let check = |query: &str, expected: &str| {
        let hits = index.search(&Query::new(query)).unwrap();
        let line = hits.report.line(200);
        assert_eq!(line.split("; ").next(), Some(expected), "{query}");
        assert_eq!(hits.hits[0].citation.document, "b", "{query}");
    };
    check("rain w/ Peru", "ignored: w/");
    check("rain W/Peru", "ignored: W/");
    check("rain w/o tugs", "ignored: w/o");
    check("rain b/c tugs", "ignored: b/c");
    check("Peru vs. tugs", "ignored: vs.");
    // Alone it is what is looked for.
    let line = index.search(&Query::new("vs")).unwrap().report.line(200);
    assert!(line.starts_with("nowhere: vs"), "{line}");
}

/// A text breaks its line at the hyphen, and so has one word there.
#[test]
fn quoted_compounds_are_found_over_a_line_break() {
    let index = index();
    let check = |query: &str, marked: &[&str]| {
        let hits = index.search(&Query::new(query)).unwrap();
        let text = "Crews of the Navy-\nlinked yard went home on Monday.";
        let marks: Vec<&str> = hits
            .iter()
            .flat_map(|hit| &hit.marks)
            .map(|mark| mark.span.of(text).unwrap())
            .collect();
        assert_eq!(marks, marked, "{query}: {}", hits.report.line(200));
    };
    check("\"Navy-linked\"", &["Navy-\nlinked"]);
    check("\"navy-linked yard\"", &["Navy-\nlinked yard"]);
    check("=Navy-linked", &["Navy-\nlinked"]);
    check("\"navy-run yard\"", &[]);
}
