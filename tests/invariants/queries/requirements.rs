//! A required word is met by the word itself, in its forms, spellings and names,
//! and by its synonyms; never by what is near it. An excluded word is the same.

use ibid::{Document, Index, IndexOptions, Lexicon, Query};
use proptest::prelude::*;

use crate::common::{fill, ids};

const LEXICON: &str = "
[topic.embargo]
names = [\"embargo\"]
[topic.embargo.terms]
embargo = 0.8
lifted = 0.6
blockade = 0.9

[term.embargo]
same = [\"boycott\"]
narrower = [\"moratorium\"]
related = [\"customs\"]

[family.\"Mi-24\"]
kind = \"helicopter\"
nato = [\"Hind\"]

[family.\"Mi-35\"]
kind = \"helicopter\"
nato = [\"Hind E\"]
variant_of = \"Mi-24\"
";

fn index(documents: &[Document]) -> Index {
    let read = Lexicon::read(LEXICON);
    assert_eq!(read.problems, []);
    let index = IndexOptions::default().with_lexicon(read.lexicon).in_memory().unwrap();
    fill(&index, documents);
    index
}

const TEXTS: &[(&str, &str)] = &[
    ("word", "The embargo was in the papers of the capital on that day."),
    ("form", "Two embargoes were in the papers of the capital on that day."),
    ("synonym", "A boycott was in the papers of the capital on that day."),
    ("narrower", "A moratorium was in the papers of the capital on that day."),
    ("related", "The customs were in the papers of the capital on that day."),
    ("topic", "It was lifted with the blockade, said the papers of the capital."),
    ("spelling", "An old MI35 stood on the field beside the capital on that day."),
    ("name", "A Hind E stood on the field beside the capital on that day."),
    ("apart", "Some gunships stood on the field beside the capital on that day."),
];

#[test]
fn what_meets_a_requirement() {
    let documents: Vec<Document> =
        TEXTS.iter().map(|&(id, text)| Document::new(id, text)).collect();
    let index = index(&documents);
    let check = |query: &str, expected: &[&str]| {
        let mut ids = ids(&index, query);
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
    };
    let near = ["form", "narrower", "related", "synonym", "topic", "word"];
    check("embargo", &near);
    check("+embargo", &["form", "synonym", "word"]);
    check("embargo AND capital", &["form", "synonym", "word"]);
    check("(embargo OR gunship) AND capital", &["apart", "form", "synonym", "word"]);
    check("+\"embargo\"", &["word"]);
    check("+=embargo", &["word"]);
    check("title:embargo", &[]);
    // A topic that was typed as one is the requirement.
    check("+topic:embargo", &["form", "topic", "word"]);
    check("+embargo~1 +capital", &["word"]);
    // Spellings and names of a designator are the thing itself.
    check("+Mi-35 +capital", &["name", "spelling"]);
    check("+(Hind E) +capital", &["name", "spelling"]);
    // A repaired spelling is another word.
    check("+gunshpi capital", &[]);
    check("gunshps", &["apart"]);
    check("+gunshps", &[]);
    // What is near in meaning excludes nothing.
    check(
        "capital -embargo",
        &["apart", "name", "narrower", "related", "spelling", "synonym", "topic"],
    );
    check("capital NOT embargoes -gunships -Hind", &["narrower", "related", "synonym", "topic"]);
    // What is no requirement is met by all that scores.
    check(
        "embargo (gunship AND capital)",
        &["apart", "form", "narrower", "related", "synonym", "topic", "word"],
    );
}

/// A requirement changes no score of a hit that meets it.
#[test]
fn a_requirement_changes_no_score() {
    let documents: Vec<Document> =
        TEXTS.iter().map(|&(id, text)| Document::new(id, text)).collect();
    let index = index(&documents);
    let score = |query: &str| {
        let hits = index.search(&Query::new(query)).unwrap();
        hits.iter().find(|hit| hit.citation.document == "form").map(|hit| hit.score)
    };
    assert!(score("embargo capital").is_some());
    assert_eq!(score("+embargo capital"), score("embargo capital"));
}

const WORDS: &[&str] = &[
    "embargo",
    "embargoes",
    "boycott",
    "moratorium",
    "customs",
    "lifted",
    "blockade",
    "gunship",
    "gunships",
    "capital",
    "embarko",
    "field",
    "fields",
];

/// The words that say the same as another, by their stems.
fn meets(required: &str, text: &str) -> bool {
    let same = |word: &str| match word {
        "embargoes" | "boycott" => "embargo".to_owned(),
        "gunships" => "gunship".to_owned(),
        "fields" => "field".to_owned(),
        other => other.to_owned(),
    };
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().any(|word| same(word) == same(required))
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 1..6).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every hit meets each requirement in its text or title, by a naive reading,
    /// and every passage that does is a hit.
    #[test]
    fn hits_are_those_that_meet_all(
        texts in prop::collection::vec((text(), text()), 1..8),
        required in prop::collection::vec(prop::sample::select(WORDS), 1..3),
        excluded in prop::option::of(prop::sample::select(WORDS)),
        free in text(),
    ) {
        let documents: Vec<Document> = texts.iter().enumerate().map(|(number, (text, title))| {
            Document::new(format!("d{number}"), format!("{text}.")).with_title(title.as_str())
        }).collect();
        let index = index(&documents);
        let required_parts: Vec<String> = required.iter().map(|word| format!("+{word}")).collect();
        let mut query = format!("{free} {}", required_parts.join(" "));
        query.extend(excluded.iter().map(|word| format!(" -{word}")));
        let mut actual = ids(&index, &query);
        actual.sort_unstable();
        let passes = |(text, title): &(String, String)| {
            let has = |word: &str| meets(word, text) || meets(word, title);
            // A synonym is not excluded.
            let has_itself = |word: &str| {
                let synonym = if word == "boycott" { "embargo" } else { "boycott" };
                let without = |text: &str| text.replace("embargoes", "embargo").replace(synonym, "-");
                let is_other = word.starts_with("embargo") || word == "boycott";
                let [text, title] = [text, title].map(|t| if is_other { without(t) } else { t.clone() });
                meets(word, &text) || meets(word, &title)
            };
            required.iter().all(|word| has(word)) && !excluded.is_some_and(has_itself)
        };
        let expected: Vec<String> = texts.iter().enumerate()
            .filter(|(_, of)| passes(of)).map(|(number, _)| format!("d{number}")).collect();
        prop_assert_eq!(actual, expected, "{}", query);
    }
}
