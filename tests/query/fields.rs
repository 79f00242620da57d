//! Extra fields of documents that an index names: how they are read, and which
//! documents they find.

use ibid::config::Config;
use ibid::query::NoticeKind;
use ibid::{Document, Error, Index, IndexOptions, Lexicon, Query, WriterOptions};
use proptest::prelude::*;

use crate::tree::tree;

const FIELDS: [&str; 4] = ["author", "section", "Story-ID", "views"];

fn named() -> Vec<String> {
    FIELDS.map(str::to_owned).to_vec()
}

fn documents() -> Vec<Document> {
    let document = |id: &str, text: &str, extra: &[(&str, &str)]| {
        let document = Document::new(id, text).with_source("Gazette");
        extra.iter().fold(document, |document, (name, value)| document.with_extra(*name, *value))
    };
    vec![
        document(
            "a",
            "Six tugs were sold to the port, which paid for them at once.\n\nKim was not there when the port opened its new gate, it said.",
            &[("author", "Ann Kim-Lee"), ("section", "Ports & Docks"), ("story-id", "AB-7/2014")],
        ),
        document(
            "b",
            "Two tugs were not.",
            &[("Author", r#"["Lee Kim","Bo Ray"]"#), ("section", "world"), ("views", "1200")],
        ),
        document("c", "Tugs, by Kim.", &[("desk", "Kim"), ("views", "12")]),
        document("d", "Four tugs.", &[("author", "Élodie  O’Neil"), ("updated", "2014-03-04")]),
    ]
}

/// The options of an index of such fields. Its lexicon is empty, so that it is made
/// at once.
fn options(fields: &[&str]) -> IndexOptions {
    let config = Config::default().with_fields(fields.iter().copied());
    IndexOptions::default().with_lexicon(Lexicon::default()).with_config(config)
}

fn index_of(fields: &[&str]) -> Index {
    let index = options(fields).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in documents() {
        writer.add(&document).unwrap();
    }
    writer.commit().unwrap();
    index
}

#[test]
fn another_order_and_capitals_are_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let open = |fields: &[&str]| options(fields).open_or_create(folder.path());
    open(&["author", "Desk"]).unwrap();
    open(&["desk", "Author"]).unwrap();
    for fields in [&["author"][..], &["author", "section"], &[]] {
        let error = open(fields).unwrap_err();
        let Error::Analysis { differences, .. } = error else { panic!("{error}") };
        let parts: Vec<_> = differences.iter().map(|difference| difference.part).collect();
        assert_eq!(parts, [ibid::AnalysisPart::Fields], "{fields:?}");
    }
}

fn ids(index: &Index, query: &str) -> String {
    let hits = index.search(&Query::new(query).per_document(1)).unwrap();
    let mut ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
    ids.sort_unstable();
    ids.concat()
}

#[test]
fn fields_are_parts_of_the_query() {
    let check = |text: &str, expected: &str| {
        let query = Query::new(text).with_fields(&named());
        assert_eq!(tree(query.clauses()), expected, "{text}");
        let again = Query::new(query.to_string()).with_fields(&named());
        assert_eq!(tree(again.clauses()), expected, "{text} printed as {query}");
    };
    check("tugs author:Kim", "[tugs] author[Kim]");
    check("AUTHOR:Kim", "author[Kim]");
    check("author:\"Kim Lee\"", "author[Kim Lee]");
    check("author:(Kim Lee)", "(author[Kim] author[Lee])");
    check("+author:Kim -section:world", "+author[Kim] -section[world]");
    check("author:Kim OR source:Gazette", "either(author[Kim] source[Gazette])");
    check("story-id:AB-7/2014", "Story-ID[AB-7/2014]");
    check("views:1200", "views[1200]");
    check("AUTHOR:KIM AND SECTION:WORLD", "+author[KIM] +section[WORLD]");
    check("author:KIM OR author:LEE", "author[KIM] author[LEE]");
    check("desk:Kim", "[desk Kim]");
    // Without the index's names they are text.
    assert_eq!(tree(Query::new("tugs author:Kim").clauses()), "[tugs author Kim]");
}

#[test]
fn values_are_words_side_by_side() {
    let index = index_of(&FIELDS);
    let cases = [
        ("author:Kim", "ab"),
        ("author:kim", "ab"),
        ("AUTHOR:KIM", "ab"),
        ("author:\"Kim Lee\"", "a"),
        ("author:Kim-Lee", "a"),
        // Not across two values of a list.
        ("author:\"Kim Bo\"", ""),
        ("author:\"Lee Kim\"", "b"),
        ("author:\"Bo Ray\"", "b"),
        ("author:elodie", "d"),
        ("author:O'Neil", "d"),
        ("section:docks", "a"),
        ("section:world", "b"),
        // Words of another field, and of the text, are no words of this one.
        ("section:Kim", ""),
        ("author:tugs", ""),
        ("views:12", "c"),
        ("views:1200", "b"),
        ("story-id:AB-7/2014", "a"),
        ("story-id:2014", "a"),
        // Side by side as sources are: values of one field are alternatives.
        ("tugs author:Ray author:Ann", "ab"),
        ("tugs author:Lee section:world", "b"),
        ("tugs -author:Lee", "cd"),
        ("+tugs +author:Lee", "ab"),
        ("author:Ann OR section:world", "ab"),
        ("author:(Ann Ray)", "ab"),
        ("(author:Ann AND author:Lee)", "a"),
        ("author:Ann AND author:Ray", ""),
    ];
    for (query, expected) in cases {
        assert_eq!(ids(&index, query), expected, "{query}");
    }
    // Every passage of the document passes.
    assert_eq!(index.count(&Query::new("author:Ann")).unwrap(), 2);
}

#[test]
fn what_is_no_value_is_told() {
    let index = index_of(&FIELDS);
    let report = |query: &str| index.search(&Query::new(query)).unwrap().report;
    assert_eq!(report("tugs author:Kim").notices, []);
    assert_eq!(report("tugs author:Kim").understood, "tugs author:Kim");
    let missing = |query: &str| {
        let missing = report(query).missing.into_iter().map(|missing| missing.word);
        missing.collect::<Vec<_>>()
    };
    assert_eq!(missing("tugs author:Zoe"), ["author:Zoe"]);
    assert_eq!(missing("tugs author:\"Ray Bo\""), ["author:\"Ray Bo\""]);
    assert_eq!(missing("tugs author:\"Bo Ray\""), [""; 0]);
    let ignored = report("tugs author:\"?!\"").ignored;
    assert_eq!((ignored[0].text.as_str(), ignored[0].why.as_str()), ("author:?!", "no word in it"));

    let cases = [
        (
            "desk:Kim",
            NoticeKind::UnknownField,
            "`desk:` is no field: it was searched as text; the fields are title:, source:, id:, \
             label:, topic:, date:, mentions:, page:, \
             amount:, count:, status:, says:, author:, section:, Story-ID:, views:",
        ),
        (
            "author: Kim",
            NoticeKind::EmptyField,
            "`author:` has no value: it is no field here; write the value after the colon without \
             a blank, as in author:value",
        ),
        (
            "author:*",
            NoticeKind::ForeignSign,
            "`author:*` asks for any value, which no clause of this field does: it was ignored; \
             write a value, as in author:value",
        ),
        (
            "views:>10",
            NoticeKind::BadRange,
            "`>10` is a range, and values of `views:` are words without an order: the clause was \
             ignored; write one value, as in views:value",
        ),
    ];
    for (query, kind, message) in cases {
        let notices = report(query).notices;
        let told = notices.first().map(|notice| (notice.kind, notice.message.as_str()));
        assert_eq!(told, Some((kind, message)), "{query}");
    }
    for query in ["views:10..20", "views:..20", "views:<=20", "views:\"[10 TO 20]\""] {
        assert_eq!(report(query).notices[0].kind, NoticeKind::BadRange, "{query}");
    }
    assert_eq!(report("author:J..K").notices, []);
}

/// A field that nobody named is text, as it was, and the report says so.
#[test]
fn fields_that_are_not_named_stay_with_the_document() {
    let index = index_of(&[]);
    let hits = index.search(&Query::new("author:Kim")).unwrap();
    assert_eq!(hits.report.notices[0].kind, NoticeKind::UnknownField);
    assert_eq!(hits.report.understood, "author Kim");
    assert_eq!(ids(&index, "author:Kim"), "ac", "the text speaks of Kim");
    assert!(ids(&index, "desk:Kim").contains('c'));
    let kept = index.document("a").unwrap().unwrap();
    assert_eq!(kept.extra["author"], "Ann Kim-Lee");
}

#[test]
fn an_index_keeps_the_names_of_its_fields() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let options = options(&["author"]);
    let mut writer = options.clone().create(&path).unwrap().writer().unwrap();
    writer.add(&documents()[0]).unwrap();
    writer.commit().unwrap();
    writer.close().unwrap();
    let index = Index::open(&path).unwrap();
    assert_eq!(index.config().fields, ["author"]);
    assert_eq!(ids(&index, "author:Ann"), "a");
    assert!(options.open_or_create(&path).is_ok());

    let Err(error) = self::options(&[]).open_or_create(&path) else {
        panic!("other fields are another index")
    };
    assert!(error.to_string().contains("made with other fields (author, not none)"), "{error}");

    // Made anew with another field, from what it keeps.
    let config = Config::default().with_fields(["section"]);
    let other = IndexOptions::of_index(&path).unwrap().with_config(config);
    let index = Index::rebuild(&path, folder.path().join("other"), other).unwrap();
    assert_eq!(
        (ids(&index, "section:docks").as_str(), ids(&index, "author:Ray").as_str()),
        ("a", "")
    );

    let refused = self::options(&["date"]).in_memory();
    assert!(matches!(refused, Err(Error::Config { parameter: "fields", .. })));
}

const WORDS: [&str; 4] = ["ann", "bo", "lee", "ray"];

/// Values of a field, each of a few words by their numbers.
fn values() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..WORDS.len(), 0..5), 0..4)
}

fn words(numbers: &[usize]) -> String {
    numbers.iter().map(|&number| WORDS[number]).collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// What a reading of every value finds, over several commits and deletions.
    #[test]
    fn fields_find_what_a_reading_finds(
        documents in prop::collection::vec(values(), 1..30),
        deleted in prop::collection::vec(0_usize..30, 0..5),
        typed in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..4), 4),
    ) {
        let index = options(&["author"]).in_memory().unwrap();
        let mut writer = index.writer_with(&WriterOptions::default().with_threads(1)).unwrap();
        for (number, values) in documents.iter().enumerate() {
            let list: Vec<String> = values.iter().map(|value| words(value)).collect();
            let document = Document::new(number.to_string(), "Six tugs.");
            let list = serde_json::to_string(&list).unwrap();
            writer.add(&document.with_extra("author", list)).unwrap();
            if number % 9 == 8 {
                writer.commit().unwrap();
            }
        }
        for number in &deleted {
            writer.delete(&number.to_string());
        }
        writer.commit().unwrap();
        for typed in typed {
            let has = |value: &Vec<usize>| value.windows(typed.len()).any(|part| *part == *typed);
            let is_met = |(number, values): &(usize, &Vec<Vec<usize>>)| {
                !deleted.contains(number) && values.iter().any(has)
            };
            let met: Vec<usize> =
                documents.iter().enumerate().filter(is_met).map(|(number, _)| number).collect();
            let query = format!("author:\"{}\"", words(&typed));
            let hits = index.search(&Query::new(query.as_str()).limit(99)).unwrap();
            let mut found: Vec<usize> =
                hits.iter().map(|hit| hit.citation.document.parse().unwrap()).collect();
            found.sort_unstable();
            prop_assert_eq!(&found, &met, "{}", query);
            prop_assert_eq!(hits.report.missing.is_empty(), !met.is_empty(), "{}", query);
        }
    }

    /// Any value finds its own document, and whatever is typed is a query.
    #[test]
    fn a_value_finds_its_document(
        values in prop::collection::vec("[a-zé0-9 ,.'-]{0,12}", 1..4), typed in "\\PC{0,16}",
    ) {
        let index = options(&["author"]).in_memory().unwrap();
        let mut writer = index.writer_with(&WriterOptions::default().with_threads(1)).unwrap();
        let list = serde_json::to_string(&values).unwrap();
        writer.add(&Document::new("list", "Six tugs.").with_extra("author", list)).unwrap();
        for (number, value) in values.iter().enumerate() {
            let document = Document::new(number.to_string(), "Two tugs.");
            writer.add(&document.with_extra("author", value.as_str())).unwrap();
        }
        writer.commit().unwrap();
        // What reads as a range is none of the words.
        let no_ranges = values.iter().enumerate().filter(|(_, value)| !value.contains(".."));
        for (number, value) in no_ranges {
            let hits = index.search(&Query::new(format!("author:\"{value}\"")).limit(99)).unwrap();
            let has_words = index.analyzer().analyze(value).words().next().is_some();
            let finds = |id: &str| hits.iter().any(|hit| hit.citation.document == id);
            let is_found = finds(&number.to_string()) && finds("list");
            prop_assert!(is_found || !has_words, "{value:?} {:?}", hits.report);
        }
        index.search(&Query::new(format!("author:{typed}"))).unwrap();
    }
}
