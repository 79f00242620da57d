//! What a search tells of a query: acronyms, numbers, and what occurs nowhere.

use ibid::query::{NoticeKind, Report};
use ibid::{DayRange, Document, Index, Query};
use proptest::prelude::*;

fn index() -> Index {
    let dated = |id: &str, date: &str, text: &str| {
        Document::new(id, text).with_date(DayRange::parse(date).unwrap())
    };
    let documents = [
        dated(
            "country",
            "2014-06-02",
            "A US blockade was dropped in spring, as the envoy had hoped.",
        )
        .with_title("Ban over")
        .with_source("Daily Gazette"),
        dated("pronoun", "2015-03", "He wrote to us about a blockade, and about two tanks."),
        dated("health", "2016", "The WHO sent 20 doctors, who saw it in twenty-five villages.")
            .with_source("Courier"),
        Document::new("undated", "Some 25 tanks stood in the rain, it was said in the town."),
        Document::new("T-72", "Two hundred T-72 tanks and 35 men were seen on the old road."),
    ];
    let index = Index::in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for document in &documents {
        writer.add(document).unwrap();
    }
    writer.commit().unwrap();
    writer.close().unwrap();
    index
}

fn ids(index: &Index, query: &str) -> Vec<String> {
    let hits = index.search(&Query::new(query).limit(50)).unwrap();
    hits.iter().map(|hit| hit.citation.document.clone()).collect()
}

fn report(index: &Index, query: &str) -> Report {
    index.search(&Query::new(query)).unwrap().report
}

/// Acronyms spelt like function words. "US blockade" was "blockade", and the
/// report had "US" among the function words.
#[test]
fn acronyms() {
    let index = index();
    let ignored = |query: &str| -> Vec<String> {
        report(&index, query).ignored.into_iter().map(|ignored| ignored.text).collect()
    };
    let check = |query: &str, first: &str, expected: &[&str]| {
        assert_eq!(ids(&index, query).first().map(String::as_str), Some(first), "{query}");
        assert_eq!(ignored(query), expected, "{query}");
        assert_eq!(report(&index, query).missing, [], "{query}");
    };
    check("US blockade", "country", &[]);
    check("U.S. blockade", "country", &[]);
    check("WHO doctors", "health", &[]);
    check("the WHO", "health", &["the"]);
    check("US BLOCKADE DROPPED", "country", &[]);
    check("WHO", "health", &[]);
    // Function words, in small letters and where capitals tell nothing.
    check("who saw the villages", "health", &["who", "the"]);
    check("WHO SENT DOCTORS", "health", &["WHO"]);
    check("TELL US ABOUT THE DOCTORS", "health", &["TELL US ABOUT", "THE"]);
    check("what was it in the villages", "health", &["what", "was", "it", "in", "the"]);
    check("the blockade of us", "country", &["the", "of"]);
    let added = |query: &str| -> Vec<String> {
        report(&index, query).expanded.into_iter().map(|expansion| expansion.added).collect()
    };
    assert_eq!(added("US blockade"), added("U.S. blockade"));
    assert!(added("US blockade").contains(&"united states".to_owned()));
    let who = &report(&index, "who saw villages").ignored[0];
    assert!(who.why.ends_with("write W.H.O. for the name"), "{who:?}");
}

/// The names of words with a backslash and of a query in capitals are those
/// that were typed.
#[test]
fn spans_are_of_the_query_as_typed() {
    let index = index();
    let query = r"two \-zeppelins T\-72 \(who";
    let report = report(&index, query);
    let missing = &report.missing[0];
    assert_eq!((missing.word.as_str(), missing.span.of(query)), ("zeppelins", Some("zeppelins")));
    let who = &report.ignored[0];
    assert_eq!((who.text.as_str(), who.span.of(query)), ("who", Some("who")));
    assert_eq!(ids(&index, r"T\-72"), ["T-72"]);
    let hits = index.search(&Query::new(r"=T\-72")).unwrap();
    assert_eq!(hits[0].citation.document, "T-72");
    assert_eq!(ids(&index, r"id:T\-72"), ["T-72"]);
}

/// Parts that occur nowhere, as the report names them.
#[test]
fn silent_nothings() {
    let index = index();
    let check = |query: &str, expected: &[&str]| {
        let missing = report(&index, query).missing;
        let words: Vec<&str> = missing.iter().map(|missing| missing.word.as_str()).collect();
        assert_eq!(words, expected, "{query}");
    };
    check("\"tanks blockade\" tanks", &["\"tanks blockade\""]);
    check("\"blockade was dropped\"", &[]);
    check("zeppel* tanks", &["zeppel*"]);
    check("tan* zeppelin~", &["zeppelin~2"]);
    check("=Zeppelin tanks", &["=Zeppelin"]);
    check("Mi-99 tanks", &["Mi-99"]);
    check("source:Tribune tanks", &["source:Tribune"]);
    check("source:\"Gazette Courier\"", &["source:\"Gazette Courier\""]);
    check("source:gazette tanks", &[]);
    check("id:nobody tanks", &["id:nobody"]);
    check("id:country", &[]);
    check("label:teaser tanks", &["label:teaser"]);
    check("date:2019 tanks", &["date:2019"]);
    check("date:2014..2015 tanks", &[]);
    check("title:tanks", &["title:tanks"]);
    check("title:\"ban tanks\"", &["title:\"ban tanks\""]);
    check("title:ban title:over", &[]);
    // A misspelt word of a title was there twice.
    check("title:blokcade", &["title:blokcade"]);
    check("blokcade title:ban", &["blokcade"]);
    check("(source:Tribune OR id:country)", &["source:Tribune"]);
    check("tanks -source:Tribune", &["source:Tribune"]);
}

/// Documents without a date.
#[test]
fn undated_documents_are_told() {
    let index = index();
    let told = |query: &str| -> Vec<String> {
        let notices = report(&index, query).notices.into_iter();
        notices.filter(|n| n.kind == NoticeKind::Undated).map(|n| n.message).collect()
    };
    let message = told("tanks date:2015").concat();
    assert!(message.starts_with("2 documents have no date: `date:2015` leaves"), "{message}");
    assert!(message.contains("(date:2015 OR -date:*)"), "{message}");
    for query in ["tanks", "tanks -date:2015", "date:* tanks", "(date:2015 OR -date:*) tanks"] {
        assert_eq!(told(query), Vec::<String>::new(), "{query}");
    }
    let sorted = |query: &str| {
        let mut ids = ids(&index, query);
        ids.sort();
        ids
    };
    assert_eq!(sorted("tanks date:2015"), ["pronoun"]);
    assert_eq!(sorted("tanks (date:2015 OR -date:*)"), ["T-72", "pronoun", "undated"]);
    assert_eq!(sorted("-date:* tanks"), ["T-72", "undated"]);
    assert_eq!(sorted("blockade date:\"June 2014\""), ["country"]);
    assert_eq!(sorted("blockade date:20140602"), ["country"]);
    assert_eq!(sorted("blockade date:2.6.2014"), ["country"]);
}

/// Documents without pages.
#[test]
fn documents_without_pages_are_told() {
    let index = index();
    let told = |query: &str| -> Vec<String> {
        let notices = report(&index, query).notices.into_iter();
        notices.filter(|n| n.kind == NoticeKind::Unpaged).map(|n| n.message).collect()
    };
    assert_eq!(
        told("tanks page:3-5"),
        [
            "5 documents have no pages: `page:3..5` leaves them out; write (page:3..5 OR -page:*) to \
          keep them"
        ]
    );
    for query in ["tanks", "tanks -page:3", "page:* tanks", "(page:3 OR -page:*) tanks"] {
        assert_eq!(told(query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(report(&index, "tanks page:3").missing[0].word, "page:3");
    let refused = report(&index, "tanks page:soon").notices;
    assert_eq!(
        refused[0].message,
        "`soon` is no page: the clause was ignored; write 3, 3-5, 3..5, >=3 or <5"
    );
}

/// An `OR` of different fields once required them all.
#[test]
fn fields_joined_by_or() {
    let index = index();
    let check = |query: &str, expected: &[&str]| {
        let mut ids = ids(&index, query);
        ids.sort();
        assert_eq!(ids, expected, "{query}");
    };
    check("(date:2014 OR source:Courier)", &["country", "health"]);
    check("date:2014 OR source:Courier", &["country", "health"]);
    check("blockade (date:2014 OR source:Courier)", &["country"]);
    check("blockade -(date:2014 OR source:Courier)", &["pronoun"]);
    check("date:<2015 OR date:>2015", &["country", "health"]);
    check("title:ban OR title:zeppelin", &["country"]);
    check("date:2014 source:Courier", &[]);
    let ignored = report(&index, "blockade OR date:2016").ignored;
    assert_eq!(ignored[0].text, "date:2016", "{ignored:?}");
    check("blockade OR date:2016", &["country", "pronoun"]);
}

/// Number words are digits, both ways.
#[test]
fn numbers() {
    let index = index();
    let check = |query: &str, expected: &[&str]| {
        let mut ids = ids(&index, query);
        ids.sort();
        assert_eq!(ids, expected, "{query}");
    };
    check("twenty", &["health"]);
    check("+20", &["health"]);
    check("25", &["health", "undated"]);
    check("+200 tanks", &["T-72"]);
    check("=twenty", &["health"]);
    check("2 tanks -blockade", &["T-72", "undated"]);
    // What was typed comes first.
    assert_eq!(ids(&index, "25 tanks")[0], "undated");
}

/// Pieces of queries, with the words in them.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&[
        "tanks",
        "blockade",
        "US",
        "WHO",
        "it",
        "T-72",
        r"T\-72",
        "zeppelins",
        "twenty",
        "25",
        "AND",
        "OR",
        "NOT",
        "NEAR/3",
        "w/2",
        "NEAR",
        "&&",
        "||",
        "+",
        "-",
        "!",
        "(",
        ")",
        "\"",
        "^2",
        "~2",
        "*",
        "?",
        "%",
        "\\",
        "[",
        "]",
        "{",
        "}",
        "TO",
        "<",
        ">",
        "/",
        "=",
        ":",
        "|",
        "title:",
        "source:",
        "id:",
        "label:",
        "date:",
        "topic:",
        "foo:",
        "June",
        "2014",
        "..",
        "2.6.2014",
        "date:*",
        "\"old tan*\"",
        "zeppel*",
        "zeppelin~",
        "\"tanks blockade\"",
        "villages",
        "/t.*s/",
        "[tanks TO men]",
        "SENATE",
        "VOTES",
        "$153",
        "C++",
        "R&D",
        "#tag",
        "@name",
        "50%",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// No query fails, and every word of it is in the query as understood or in
    /// one of the lists of what was not.
    #[test]
    fn every_word_is_searched_for_or_told(
        parts in prop::collection::vec((piece(), any::<bool>()), 0..10),
    ) {
        thread_local!(static INDEX: Index = index());
        let pieces = parts.iter().map(|(part, blank)| [*part, if *blank { " " } else { "" }]);
        let text = pieces.flatten().collect::<String>();
        let report = INDEX.with(|index| report(index, &text));
        let mut told = report.understood.to_lowercase();
        let notices = report.notices.iter();
        told.extend(notices.flat_map(|n| [n.message.as_str(), n.span.of(&text).unwrap_or_default()].map(str::to_lowercase)));
        told.extend(report.ignored.iter().map(|ignored| ignored.text.to_lowercase()));
        // Operators, fields, dates and distances are understood in another form.
        let is_sign = |word: &str| {
            matches!(word, "and" | "or" | "not" | "near" | "to" | "june")
                || matches!(word, "title" | "source" | "id" | "label" | "date" | "topic")
        };
        for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1) {
            prop_assert!(is_sign(word) || told.contains(word), "{word:?} of {text:?}: {report:?}");
        }
    }
}
