//! Indexes of the tests, and the checks that every hit passes.

use std::path::PathBuf;

use ibid::{Document, Hit, Index, IndexOptions, Lexicon, Query};

/// The folder of the crate.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The number of generated queries: `IBID_QUERIES`, or the default.
pub(crate) fn query_count(default: u32) -> u32 {
    let count = std::env::var("IBID_QUERIES").ok().and_then(|count| count.parse().ok());
    count.unwrap_or(default)
}

/// The sample articles.
pub(crate) fn articles() -> Vec<Document> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(root().join("seeds/articles"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let document = |path: &PathBuf| {
        let id = path.file_name().unwrap().to_string_lossy().into_owned();
        Document::new(id, std::fs::read_to_string(path).unwrap())
    };
    paths.iter().map(document).collect()
}

/// A lexicon of a few entries, whose analyser is built quickly.
pub(crate) fn small_lexicon() -> Lexicon {
    let read = Lexicon::read(
        "[topic.embargo]\nnames = [\"embargo\"]\n\
         [topic.embargo.terms]\nembargo = 0.8\n\"arms embargo\" = 0.95\nlifted = 0.3\n\
         [family.\"Mi-24\"]\nkind = \"helicopter\"\nnato = [\"Hind\"]\n\
         [family.\"Mi-35\"]\nkind = \"helicopter\"\nnato = [\"Hind E\"]\nvariant_of = \"Mi-24\"\n",
    );
    assert_eq!(read.problems, []);
    read.lexicon
}

/// Index options with the small lexicon.
pub(crate) fn small() -> IndexOptions {
    IndexOptions::default().with_lexicon(small_lexicon())
}

/// The document as a folder gives it that reads it from a file of that name.
pub(crate) fn of_file(document: Document, name: &str) -> Document {
    let path = format!("/news/{name}.txt");
    let fields = [("encoding", "UTF-8"), ("folder", "/news"), ("path", &path), ("stamp", "1@5")];
    fields.into_iter().fold(document, |document, (name, value)| document.with_extra(name, value))
}

/// Adds the documents and commits.
pub(crate) fn fill(index: &Index, documents: &[Document]) {
    let mut writer = index.writer().unwrap();
    for document in documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
}

/// An index in memory with the built-in lexicon, of these documents.
pub(crate) fn index_of(documents: &[Document]) -> Index {
    let index = Index::in_memory().unwrap();
    fill(&index, documents);
    index
}

/// An index in memory with the small lexicon, of these documents.
pub(crate) fn small_index_of(documents: &[Document]) -> Index {
    let index = small().in_memory().unwrap();
    fill(&index, documents);
    index
}

/// The document ids of the hits, in the order of the hits.
pub(crate) fn ids(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(&Query::new(query).limit(100)).unwrap();
    hits.iter().map(|hit| hit.citation.document.clone()).collect()
}

/// Checks that a hit cites `text` exactly: bytes, characters, line and marks.
pub(crate) fn check_hit(text: &str, hit: &Hit) {
    let citation = &hit.citation;
    let span = citation.span;
    assert_eq!(span.of(text), Some(hit.text.as_str()), "{citation} of {text:?}");
    let before = &text[..span.start];
    let first_char = before.chars().count();
    let last_char = first_char + hit.text.chars().count();
    assert_eq!((citation.first_char, citation.last_char), (first_char, last_char), "{citation}");
    assert_eq!(citation.line, naive_line(before), "{citation} of {text:?}");
    let last_line = naive_line(&text[..span.end]);
    assert_eq!(citation.last_line, last_line, "{citation} of {text:?}");
    check_marks(text, hit);
}

/// The number of the line after `before`, counted naively.
fn naive_line(before: &str) -> usize {
    let ends = before.replace("\r\n", "\n").replace('\r', "\n");
    1 + ends.matches('\n').count()
}

fn check_marks(text: &str, hit: &Hit) {
    let mut previous_end = hit.citation.span.start;
    for mark in &hit.marks {
        let marked = mark.span.of(text).unwrap_or_default();
        assert!(!marked.trim().is_empty(), "mark {} of {text:?}", mark.span);
        assert!(
            mark.span.start >= previous_end,
            "mark {} overlaps or goes back in {text:?}",
            mark.span
        );
        previous_end = mark.span.end;
    }
    assert!(previous_end <= hit.citation.span.end, "a mark beyond {} of {text:?}", hit.citation);
    let plain = hit.marked("", "");
    assert_eq!(plain, hit.text, "marks change the text");
}
