//! A search over segments of several indexes.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::Search;
use crate::config::Config;
use crate::document::Document;
use crate::hit::Hits;
use crate::lexicon::Lexicon;
use crate::query::Query;
use crate::rank::profile::Profile;
use crate::store::Store;
use crate::store::snapshot::Snapshot;
use crate::store::writer::Writer;
use crate::store::writer_options::WriterOptions;

const WORDS: [&str; 8] = ["radar", "tank", "embargo", "fuel", "treaty", "Mi-35", "the", "deal"];

/// An index of texts, each with the words of those numbers.
fn store(texts: &[(usize, &[usize])]) -> Arc<Store> {
    let store = Arc::new(Store::in_memory(Config::default(), Lexicon::builtin()).unwrap());
    let options = WriterOptions::default().with_memory_bytes(20 << 20);
    let mut writer = Writer::open(Arc::clone(&store), &options).unwrap();
    for (id, text) in texts {
        let text: Vec<&str> = text.iter().map(|&word| WORDS[word]).collect();
        writer.add(&Document::new(format!("{id:03}"), text.join(" "))).unwrap();
    }
    writer.commit().unwrap();
    store
}

fn search(snapshot: Arc<Snapshot>, store: &Store, query: &str) -> Hits {
    let (query, profile) = (Query::new(query).limit(20), Profile::default());
    Search::new(snapshot, store.analyzer(), Cow::Borrowed(&query), &profile)
        .unwrap()
        .hits()
        .unwrap()
}

/// Each list is kept in memory while the query is searched.
#[test]
fn lists_of_facts_are_few_and_none_twice() {
    let store = store(&[]);
    let check = |query: &str, expected: usize| {
        let (query, profile) = (Query::new(query), Profile::default());
        let snapshot = store.snapshot().unwrap();
        let search =
            Search::new(snapshot, store.analyzer(), Cow::Borrowed(&query), &profile).unwrap();
        assert_eq!(search.matched().unwrap().fact_lists.iter().count(), expected, "{query}");
    };
    check("+count:>1", 1);
    check("+count:>1 +count:>1 +amount:>1", 2);
    let many: Vec<String> = (0..20).map(|count| format!("+count:>{count}")).collect();
    check(&many.join(" "), 8);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Hits, scores and the report are those of one index with all documents.
    #[test]
    fn several_indexes_answer_as_one(
        texts in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..12), 2..60),
        split in any::<prop::sample::Index>(),
        query in prop::collection::vec(0..WORDS.len(), 1..4),
    ) {
        let numbered: Vec<(usize, &[usize])> =
            texts.iter().enumerate().map(|(id, text)| (id, text.as_slice())).collect();
        let (one, other) = numbered.split_at(split.index(numbered.len()));
        let (whole, one, other) = (store(&numbered), store(one), store(other));
        let segments = [&one, &other].map(|part| part.snapshot().unwrap().segments.clone());
        let snapshot = Snapshot::of(Path::new(""), whole.fields(), segments.concat());
        let query: Vec<&str> = query.iter().map(|&word| WORDS[word]).collect();
        let query = query.join(" ");
        let together = search(Arc::new(snapshot), &whole, &query);
        let expected = search(whole.snapshot().unwrap(), &whole, &query);
        prop_assert_eq!(together.hits, expected.hits, "{}", &query);
        prop_assert_eq!(together.report, expected.report);
    }
}
