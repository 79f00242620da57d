//! The laws that can be read off the source: which module may import which,
//! and what no file may have. ARCHITECTURE.md says why; a law that stops
//! helping is changed there first.

// Clippy lets unwrap only functions marked as tests; these are all part of one.
#![allow(clippy::unwrap_used)]

mod floors;
mod imports;
mod sizes;
mod sources;
mod types;
mod words;

#[test]
fn seeds_load() {
    let files = ["lexicon", "thesaurus/affairs", "thesaurus/geography", "thesaurus/military"];
    let lexicon = files.iter().fold(ibid::Lexicon::default(), |lexicon, name| {
        let text =
            std::fs::read_to_string(sources::root().join(format!("seeds/{name}.toml"))).unwrap();
        let read = ibid::Lexicon::read(&text);
        assert_eq!(read.problems, [], "problems of the built-in lexicon in {name}");
        lexicon.with(&read.lexicon)
    });
    assert_eq!(lexicon, ibid::Lexicon::builtin());
    let articles = sources::root().join("seeds/articles");
    let mut count = 0;
    for entry in std::fs::read_dir(articles).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = ibid::Document::new("article", text);
        let split = ibid::passage::split(&document, &ibid::config::PassageConfig::default());
        assert!(split.passages.len() > 5, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 5);
}
