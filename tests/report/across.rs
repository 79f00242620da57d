//! Required words that documents have in different passages.

use ibid::query::AcrossPassages;
use ibid::{Document, Index, Lexicon, Query};
use proptest::prelude::*;

use crate::corpus::{Article, WORDS, articles, index_of, indexes, report, some_words};

fn across(index: &Index, query: &str) -> String {
    report(index, query).across.map_or_else(String::new, |across| across.to_string())
}

const NEWS: &[(&str, &str, &str)] = &[
    ("far", "Notes", "The curfew ended.\n\nA budget.\n\nA vote.\n\nFour trainers came."),
    ("near", "Notes", "A vote.\n\nThe curfew ended.\n\nFour trainers came."),
    ("curfew", "Notes", "The curfew was kept.\n\nThe sanctions were kept."),
    ("trainers", "Notes", "Two trainers were lost."),
    ("titled", "The radar deal", "The price is secret.\n\nThe crews are trained."),
    ("both", "Notes", "The quorum of the yacht.\n\nA harvest."),
    ("apart", "Notes", "A quorum.\n\nThe yacht."),
];

#[test]
fn documents_that_have_all_in_different_passages() {
    let index = index_of(NEWS, Lexicon::default());
    let check =
        |query: &str, expected: &str| assert_eq!(across(&index, query), expected, "{query}");
    let two = "no passage has both curfew and trainers; 2 documents have both, in different \
               passages: near, far; ask without AND or + to see them";
    check("curfew AND trainers", two);
    check("+curfew +trainers", two);
    check("(curfew) AND (trainers)", two);
    // By another form.
    check(
        "curfewes AND trainer",
        &two.replace("curfew", "curfewes").replace("trainers", "trainer"),
    );
    check(
        "curfew AND trainers AND budget",
        "no passage has all of curfew, trainers and budget; 1 document has all, in different \
         passages: far; ask without AND or + to see them",
    );
    check(
        "(trainers OR tanks) AND (sanctions OR \"curfew ended\")",
        "no passage has both trainers or tanks and sanctions or \"curfew ended\"; 2 documents \
         have both, in different passages: near, far; ask without AND or + to see them",
    );
    check("sanctions AND trainers", "no document has both sanctions and trainers");
    check(
        "quorum AND yacht",
        "few passages have both quorum and yacht; 1 more document has both, in different \
         passages: apart; ask without AND or + to see them",
    );
}

/// The other conditions are met by the documents that are told.
#[test]
fn filters_and_exclusions_count() {
    let index = index_of(NEWS, Lexicon::default());
    let check =
        |query: &str, expected: &str| assert_eq!(across(&index, query), expected, "{query}");
    check(
        "+curfew +trainers id:far",
        "no passage has both curfew and trainers within the filters; 1 document has both, in \
         different passages: far; ask without AND or + to see them",
    );
    check(
        "+curfew +trainers -ended",
        "no document has both curfew and trainers within the filters",
    );
    check(
        "+curfew +trainers -budget -id:near",
        "no passage has both curfew and trainers within the filters; 1 document has both, in \
         different passages: far; ask without AND or + to see them",
    );
}

#[test]
fn nothing_is_said_where_there_is_nothing_to_see() {
    let index = index_of(NEWS, Lexicon::default());
    let check = |query: &str| assert_eq!(across(&index, query), "", "{query}");
    check("curfew trainers");
    check("+curfew trainers");
    check("+curfew +curfew");
    check("curfew AND date:1990");
    check("(curfew AND trainers) OR yacht");
    // Nowhere at all, which is told as missing.
    check("curfew AND dirigible");
    // A title counts for each passage of its document.
    check("radar AND price");
    check("title:radar AND crews");
    // As many passages as were asked for.
    let one = index.search(&Query::new("quorum AND yacht").limit(1)).unwrap();
    assert_eq!((one.len(), one.report.across.clone()), (1, None));
    for query in [
        Query::new("curfew AND trainers").offset(1),
        Query::new("curfew AND trainers").limit(0),
        Query::new("curfew AND trainers").per_document(0),
    ] {
        assert_eq!(index.search(&query).unwrap().report.across, None, "{query:?}");
    }
}

/// Frequent words are not counted, but it is said what can be.
#[test]
fn documents_of_frequent_words_are_not_counted() {
    let index = crate::corpus::options(Lexicon::default()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..20_001 {
        let document = Document::new(number.to_string(), "The harvest.\n\nThe quorum.");
        writer.add(&document.with_title("Notes")).unwrap();
    }
    writer.commit().unwrap();
    assert_eq!(
        across(&index, "harvest AND quorum"),
        "no passage has both harvest and quorum; documents may have both in different passages; \
         ask without AND or + to see them"
    );
}

/// How many passages lie between the words where they are nearest, 0 where one
/// passage has all.
fn distance(article: &Article, words: &[usize]) -> Option<usize> {
    let passages: Vec<_> = article.passages().collect();
    let mut distances = Vec::new();
    for from in 0..passages.len() {
        for to in from..passages.len() {
            let has = |word: &usize| passages[from..=to].iter().any(|set| set.contains(word));
            if words.iter().all(has) {
                distances.push(to - from);
            }
        }
    }
    distances.into_iter().min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn it_is_what_a_naive_count_says(articles in articles(), query in some_words(3)) {
        let mut apart: Vec<(usize, String)> = Vec::new();
        for (number, article) in articles.iter().enumerate() {
            let distance = distance(article, &query).filter(|&distance| distance > 0);
            apart.extend(distance.map(|distance| (distance, format!("d{number:02}"))));
        }
        apart.sort();
        let stands = |word: &usize| articles.iter().flat_map(Article::passages).any(|set| set.contains(word));
        let typed: Vec<&str> = query.iter().map(|&word| WORDS[word]).collect();
        let text = typed.join(" AND ");
        let search = Query::new(&*text).limit(100);
        let [whole, split] = indexes(&articles).map(|index| index.search(&search).unwrap());
        prop_assert_eq!(&whole.report, &split.report);
        let is_said = query.iter().all(stands) && (whole.is_empty() || !apart.is_empty());
        prop_assert_eq!(whole.report.across.is_some(), is_said, "{}", &text);
        if let Some(AcrossPassages { required, has_passages, documents, nearest, .. }) = whole.report.across {
            prop_assert_eq!(required, typed);
            prop_assert_eq!(has_passages, !whole.hits.is_empty());
            prop_assert_eq!(documents, Some(apart.len()));
            let expected: Vec<String> = apart.into_iter().take(3).map(|(_, id)| id).collect();
            prop_assert_eq!(nearest, expected);
        }
    }
}
