//! Words that no passage has together.

use std::collections::BTreeSet;

use ibid::{Index, Lexicon, Query};
use proptest::prelude::*;

use crate::corpus::{Article, WORDS, articles, index_of, indexes, report, some_words};

/// What the report says of words apart, or nothing.
fn apart(index: &Index, query: &str) -> String {
    report(index, query).apart.map_or_else(String::new, |apart| apart.to_string())
}

const NEWS: &[(&str, &str, &str)] = &[
    ("port", "Notes", "Tankers left the port of Suakin.\n\nA blast on the port was denied."),
    ("talks", "Notes", "Darfur held talks on tankers.\n\nThe talks went on for a week."),
    ("blast", "Notes", "The blast came at night.\n\nA second blast on tankers came at noon."),
    ("titled", "Chad: blast in the north", "The village of Faya was hit.\n\nNobody was hurt."),
    ("deal", "Notes", "Six Mi-35 helicopters were bought under a deal."),
    ("hangar", "Notes", "The hangar burned down with two Mi-24 inside."),
];

#[test]
fn words_that_no_passage_has_together() {
    let index = index_of(NEWS, Lexicon::builtin());
    let check = |query: &str, expected: &str| assert_eq!(apart(&index, query), expected, "{query}");
    check("Darfur blast", "no passage has both of your words: Darfur stands nowhere beside blast");
    check("blast Darfur", "no passage has both of your words: Darfur stands nowhere beside blast");
    check(
        "Darfur blast port tankers",
        "no passage has more than 2 of your 4 words: Darfur stands nowhere beside blast or port",
    );
    // Of a rarer word and a name the name is told.
    check("noon Darfur", "no passage has both of your words: Darfur stands nowhere beside noon");
    check("noon darfur", "no passage has both of your words: noon stands nowhere beside darfur");
    check("week +Mi-35", "no passage has both of your words: Mi-35 stands nowhere beside week");
    check(
        "\"blast came\" Darfur",
        "no passage has both of your terms: Darfur stands nowhere beside \"blast came\"",
    );
    check("tank* hangar", "no passage has both of your words: hangar stands nowhere beside tank*");
    // In a text beside it, but in no title.
    check(
        "title:blast noon",
        "no passage has both of your words: title:blast stands nowhere beside noon",
    );
    check(
        "port noon night deal",
        "no passage has more than 1 of your 4 words: noon stands nowhere beside port, night or deal",
    );
    // Each two stand together, all three nowhere.
    let pairs = [("a", "Notes", "Quorum yacht.\n\nYacht harvest.\n\nHarvest quorum.")];
    let index = index_of(&pairs, Lexicon::default());
    assert_eq!(apart(&index, "quorum yacht harvest"), "no passage has more than 2 of your 3 words");
}

/// Nothing is said where a passage has all, where a word stands nowhere at all,
/// and of one word.
#[test]
fn nothing_is_said_where_words_stand_together() {
    let index = index_of(NEWS, Lexicon::builtin());
    let check = |query: &str| assert_eq!(apart(&index, query), "", "{query}");
    check("Darfur tankers");
    check("Darfur");
    check("blast tankers noon");
    // The title counts for each of its passages.
    check("Chad blast village");
    check("blast hurt");
    // Another form, a synonym or a name counts as the word.
    check("Darfur tanker");
    check("choppers bought");
    check("Hind hangar");
    // Told as missing.
    check("Darfur zeppelin");
    check("zeppelin dirigible");
    // No hits: told of documents.
    check("Darfur AND blast");
    check("");
    check("the of");
}

#[test]
fn of_a_long_query_only_the_word_that_all_hits_lack_is_told() {
    let long = "The minister spoke of harvest, quorum, bulkhead, yacht, river and bridge at noon.";
    let texts = [
        ("a", "Notes", long),
        ("b", "Notes", "Zeppelin and harvest."),
        ("c", "Notes", "A zeppelin."),
    ];
    let index = index_of(&texts, Lexicon::default());
    // Six of seven, and the second hit has the word: no more is said than the hits say.
    let query = "harvest quorum bulkhead yacht river bridge zeppelin";
    assert_eq!(apart(&index, query), "");
    let first = index.search(&Query::new(query).limit(1)).unwrap().report.apart.unwrap();
    assert_eq!((first.most, first.word.as_str()), (6, "zeppelin"));
    assert_eq!(first.never_beside, ["quorum", "bulkhead", "yacht", "river", "bridge"]);
    assert_eq!(
        first.to_string(),
        "no passage has more than 6 of your 7 words: \
         zeppelin stands nowhere beside quorum, bulkhead or 3 others"
    );
}

/// A filter narrows the hits; what is said holds without it.
#[test]
fn filters_do_not_make_words_apart() {
    let texts = [
        ("a", "Notes", "Harvest on the yacht."),
        ("b", "Notes", "A harvest."),
        ("c", "Notes", "The quorum."),
    ];
    let index = index_of(&texts, Lexicon::default());
    assert_eq!(apart(&index, "harvest yacht id:b"), "");
    assert_ne!(apart(&index, "harvest quorum id:b"), "");
    assert_ne!(apart(&index, "quorum yacht -harvest"), "");
}

/// Frequent words are not counted: nothing is said of them.
#[test]
fn what_takes_too_long_to_know_is_not_said() {
    let text = |word: &str, number: usize| format!("The {word} of number {number} was seen.");
    let index = crate::corpus::options(Lexicon::default()).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for number in 0..9_000 {
        let word = ["harvest", "quorum"][number % 2];
        let document = ibid::Document::new(number.to_string(), text(word, number));
        writer.add(&document.with_title("Notes")).unwrap();
    }
    writer.add(&ibid::Document::new("yacht", "A yacht.").with_title("Notes")).unwrap();
    writer.commit().unwrap();
    assert_eq!(apart(&index, "harvest quorum"), "");
    assert_ne!(apart(&index, "harvest yacht"), "");
}

#[test]
fn later_pages_do_not_say_it_again() {
    let index = index_of(NEWS, Lexicon::builtin());
    let page = |offset| index.search(&Query::new("Darfur blast").limit(1).offset(offset)).unwrap();
    assert!(page(0).report.apart.is_some());
    assert_eq!((page(1).len(), page(1).report.apart.clone()), (1, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is said is what a count over all passages says, in any layout of
    /// segments.
    #[test]
    fn it_is_what_a_naive_count_says(
        articles in articles(),
        query in some_words(6),
        limit in 1usize..12,
    ) {
        let passages: Vec<BTreeSet<usize>> =
            articles.iter().flat_map(Article::passages).collect();
        let has = |set: &BTreeSet<usize>| query.iter().filter(|word| set.contains(word)).count();
        let most = passages.iter().map(has).max().unwrap_or(0);
        let stands = |word: &&usize| passages.iter().any(|set| set.contains(word));
        let standing = query.iter().filter(stands).count();
        let are_apart = |one: &str, other: &str| {
            let number = |word: &str| WORDS.iter().position(|other| *other == word).unwrap();
            let (one, other) = (number(one), number(other));
            passages.iter().all(|set| !(set.contains(&one) && set.contains(&other)))
        };
        let text: Vec<&str> = query.iter().map(|&word| WORDS[word]).collect();
        let text = text.join(" ");
        let search = Query::new(&*text).limit(limit);
        let [whole, split] = indexes(&articles).map(|index| index.search(&search).unwrap());
        prop_assert_eq!(&whole.report, &split.report);
        match &whole.report.apart {
            Some(apart) => {
                prop_assert_eq!(apart.most, most, "{}", &text);
                prop_assert_eq!(apart.words.len(), query.len());
                prop_assert!(most < standing);
                prop_assert!(whole.hits.iter().all(|hit| !hit.missing.is_empty()));
                prop_assert_eq!(apart.word.is_empty(), apart.never_beside.is_empty());
                for other in &apart.never_beside {
                    prop_assert!(are_apart(&apart.word, other), "{} {}", &apart.word, other);
                }
            }
            // Of a few words it is always said.
            None => prop_assert!(most >= standing || query.len() > 4, "{}", &text),
        }
        if let ([one, other], true) = (query.as_slice(), standing == 2 && most < 2) {
            let apart = whole.report.apart.unwrap();
            let told = [apart.word.as_str(), apart.never_beside[0].as_str()];
            prop_assert!(told.contains(&WORDS[*one]) && told.contains(&WORDS[*other]));
        }
    }
}
