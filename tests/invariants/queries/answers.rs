//! The hits and the report of each form of a query.

use ibid::{Document, Index, Query};

use super::fixtures;
use crate::common::{ids, index_of, small_index_of};

/// Queries with the document ids of their hits, sorted.
const HITS: &[(&str, &[&str])] = &[
    // Words, by their stems and in any case.
    ("summer", &["lifted"]),
    ("SUMMERS", &["lifted"]),
    ("helicopter", &["sold"]),
    ("вертолЁт", &["cyrillic"]),
    ("the", &["joined", "lifted", "page", "page", "plain", "plural", "sold", "spaced", "stray"]),
    ("", &[]),
    ("  ", &[]),
    ("?!", &[]),
    // Phrases: adjacent, in order, and in the typed form.
    ("\"arms embargo\"", &["lifted"]),
    ("“arms embargo”", &["lifted"]),
    ("„arms embargo“", &["lifted"]),
    ("«arms embargo»", &["lifted"]),
    ("\"embargo arms\"", &[]),
    ("\"arms embargoes\"", &[]),
    ("\"embargo arms\"~6", &["lifted", "stray"]),
    ("\"embargo arms\"~1", &["lifted"]),
    ("\"embargo lahore\"~3", &[]),
    ("\"embargo lahore\"~8", &["stray"]),
    ("\"burned and nobody\"", &["spaced"]),
    // Signs and operators.
    ("+embargo +lahore", &["stray"]),
    ("+embargo lahore", &["lifted", "stray"]),
    ("embargo -lahore", &["lifted"]),
    ("embargo NOT lahore", &["lifted"]),
    ("embargo AND lahore", &["stray"]),
    ("lahore OR gwadar", &["joined", "stray"]),
    ("lahore gwadar", &["joined", "stray"]),
    ("nobody AND (fire OR makers)", &["spaced", "stray"]),
    ("nobody AND NOT (fire OR gwadar)", &["stray"]),
    ("+nobody -(fire OR gwadar)", &["stray"]),
    ("(lahore AND fire) OR gwadar", &["joined"]),
    ("(lahore AND fire) OR (embargo AND summer)", &["lifted"]),
    ("(lahore AND fire) gwadar town", &["joined"]),
    ("(+lahore -embargo) OR gwadar", &["joined"]),
    ("(lahore date:2014) OR gwadar", &["joined"]),
    ("lahore AND (fire OR (gwadar AND embargo))", &[]),
    ("embargo -\"arms embargo\"", &["stray"]),
    ("lahore AND zeppelin", &[]),
    // Prefixes, and words within one or two edits.
    ("embarg*", &["lifted", "stray"]),
    ("lah*", &["stray"]),
    ("zeppel*", &[]),
    ("pakstan~", &["lifted", "sold"]),
    // A word that occurs nowhere is corrected, unless it is asked for exactly.
    ("pakstan", &["lifted", "sold"]),
    ("=pakstan", &[]),
    ("\"pakstan\"", &[]),
    ("summers -pakstan", &["lifted"]),
    ("pksan~1", &[]),
    ("pksan~", &[]),
    ("paksan~2", &["lifted", "sold"]),
    // Designators in every spelling, families and variants.
    ("Mi-35", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("mi35", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("MI 35", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("mi–35s", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("Ми-35", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("mi-35*", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    ("mi-35m*", &["cyrillic", "sold"]),
    ("=Mi-35M", &["cyrillic", "sold"]),
    ("=mi35m", &["cyrillic", "sold"]),
    ("=Mi-35", &["joined", "plain", "plural", "spaced"]),
    ("Mi-17", &[]),
    ("Hind E", &["cyrillic", "joined", "plain", "plural", "sold", "spaced"]),
    // Fields.
    ("title:over", &["lifted"]),
    ("title:\"helicopter deal\"", &["sold"]),
    ("title:embargo", &[]),
    ("source:gazette", &["lifted", "sold"]),
    ("source:\"daily gazette\"", &["lifted"]),
    ("source:Gazette embargo", &["lifted"]),
    ("source:nobody", &[]),
    ("id:sold", &["sold"]),
    ("id:\"sold\"", &["sold"]),
    ("id:Sold", &[]),
    ("id:sold OR id:stray", &["sold", "stray"]),
    ("embargo -id:stray", &["lifted"]),
    ("label:teaser", &["page"]),
    ("label:teaser harbour", &["page"]),
    ("label:teaser ministers", &[]),
    ("-label:teaser ministers", &["page"]),
    ("topic:embargo", &["lifted", "stray"]),
    ("topic:EMBARGO -lahore", &["lifted"]),
    ("topic:embargo label:comment", &[]),
    // Dates, open at either end; a document without a date is in no range.
    ("date:2014", &["lifted"]),
    ("date:2014-06", &["lifted"]),
    ("date:2014-06-30", &["lifted"]),
    ("date:2014-07", &[]),
    ("date:2014..2015", &["lifted", "stray"]),
    ("date:2015..", &["sold", "stray"]),
    ("date:..2015", &["lifted", "stray"]),
    ("date:>2015", &["sold"]),
    ("date:>=2015-12-31", &["sold", "stray"]),
    ("date:<2014-06-02", &["lifted"]),
    ("date:2016-08-02", &["sold"]),
    ("date:2016-08-03..", &[]),
    ("date:2014.. Mi-35", &["sold"]),
    ("Mi-35 -date:2016", &["cyrillic", "joined", "plain", "plural", "spaced"]),
];

#[test]
fn hits() {
    let index = fixtures::index();
    for (query, expected) in HITS {
        let mut documents = ids(&index, query);
        documents.sort();
        assert_eq!(documents, *expected, "{query}");
    }
}

/// Queries with their first documents, in order.
const FIRST: &[(&str, &[&str])] = &[
    // All words before some of them.
    ("embargo lahore", &["stray", "lifted"]),
    ("nobody burned field", &["spaced"]),
    // The exact word before one within an edit.
    ("fields~ of", &["joined"]),
];

#[test]
fn first() {
    let index = fixtures::index();
    for (query, expected) in FIRST {
        let documents = ids(&index, query);
        assert_eq!(&documents[..expected.len()], *expected, "{query}");
    }
    // The typed variant before the others of its family.
    let variant = ids(&index, "Mi-35M");
    let mut two = [variant[0].as_str(), variant[1].as_str()];
    two.sort_unstable();
    assert_eq!((two, variant.len()), (["cyrillic", "sold"], 6));
}

/// An exact match ranks above a fuzzy one.
#[test]
fn exact_before_fuzzy() {
    let texts =
        [("near", "The harbors are full of tugs."), ("exact", "The harbour is full of tugs.")];
    let index = small_index_of(&texts.map(|(id, text)| Document::new(id, text)));
    assert_eq!(ids(&index, "harbour~"), ["exact", "near"]);
}

/// A designator in small letters was once missed even where it was typed so,
/// and "A-10" found every rise by "a 10 percent".
#[test]
fn designators_match_their_words() {
    let texts = [
        ("small", "The xq58 flew."),
        ("large", "The XQ58 flew."),
        ("dashed", "The xq-58 flew."),
        ("apart", "The XQ 58 flew."),
        ("lone", "The t1 flew."),
        ("lone-dashed", "The t-1 flew."),
        ("warthog", "The A-10 flew."),
        ("warthogs", "Two a10s and an a10 flew."),
        ("percent", "A 10 percent rise, as 350 people saw."),
        ("sloppy", "They flew f 16 over it."),
        ("hill", "A tor of granite, torn."),
    ];
    let index = index_of(&texts.map(|(id, text)| Document::new(id, text)));
    let check = |query: &str, expected: &[&str]| {
        let mut documents = ids(&index, query);
        documents.sort();
        assert_eq!(documents, expected, "{query}");
    };
    check("xq58", &["apart", "dashed", "large", "small"]);
    check("XQ-58", &["apart", "dashed", "large", "small"]);
    check("xq58 -\"XQ 58\"", &["large", "small"]);
    check("=xq58", &["large", "small"]);
    check("xq5*", &["large", "small"]);
    check("t1", &["lone"]);
    check("t-1", &["lone", "lone-dashed"]);
    check("A-10", &["warthog", "warthogs"]);
    check("a10", &["warthog", "warthogs"]);
    check("AS-350", &[]);
    check("F-16", &["sloppy"]);
    check("=Tor", &[]);
    check("Tor*", &[]);
    assert_eq!(report(&index, "xq5*").expanded.len(), 1);
}

fn report(index: &Index, query: &str) -> ibid::query::Report {
    index.search(&Query::new(query)).unwrap().report
}

#[test]
fn a_reporting_name_gives_its_reason() {
    let index = fixtures::index();
    for (query, wanted) in [("Hind E", "Mi-35"), ("=Mi-35M", "")] {
        let expanded = report(&index, query).expanded;
        let families: Vec<&str> =
            expanded.iter().map(|expansion| expansion.added.as_str()).collect();
        assert_eq!(families.contains(&"Mi-35"), !wanted.is_empty(), "{query}: {expanded:?}");
    }
    let to_name = report(&index, "Mi-35").expanded;
    let named = to_name.iter().find(|expansion| expansion.why == "NATO name");
    assert_eq!(named.map(|expansion| expansion.added.as_str()), Some("Hind E"), "{to_name:?}");
    let from_name = report(&index, "Hind E").expanded;
    assert!(from_name.iter().all(|e| e.typed == "Hind E" && !e.why.is_empty()), "{from_name:?}");
}

#[test]
fn unknown_parts_are_reported() {
    let index = fixtures::index();
    let unknown = report(&index, "topic:zeppelins embargo").ignored;
    assert_eq!((unknown.len(), unknown[0].text.as_str()), (1, "topic:zeppelins"));
    assert!(unknown[0].why.contains("embargo"), "{unknown:?}");
    let missing = report(&index, "embrago pakistan").missing;
    assert_eq!((missing.len(), missing[0].word.as_str()), (1, "embrago"));
    assert_eq!(missing[0].nearest, ["embargo"]);
    assert_eq!(missing[0].span.of("embrago pakistan"), Some("embrago"));
    let repaired = report(&index, "embrago pakistan").expanded;
    let repaired: Vec<_> = repaired.iter().filter(|e| e.typed == "embrago").collect();
    assert_eq!((repaired[0].added.as_str(), repaired[0].why.as_str()), ("embargo", "spelling"));
    assert_eq!(ids(&index, "embrago").len(), ids(&index, "embargo~").len());
    let none = report(&index, "zeppelin").missing;
    assert_eq!((none[0].word.as_str(), none[0].nearest.len()), ("zeppelin", 0));
    assert_eq!(report(&index, "embargo pakistan").missing, []);
    let prefix = report(&index, "lah*").expanded;
    assert_eq!((prefix[0].added.as_str(), prefix[0].why.as_str()), ("lahore", "prefix"));
    let fuzzy = report(&index, "pakstan~").expanded;
    assert_eq!((fuzzy[0].added.as_str(), fuzzy[0].why.as_str()), ("pakistan", "spelling"));
    let notice = report(&index, "price:153 embargo").notices;
    assert_eq!(notice.len(), 1);
    assert_eq!(report(&index, "the embargo").ignored[0].text, "the");
}

#[test]
fn missing_words_are_listed() {
    let hits = fixtures::index().search(&Query::new("embargo lahore")).unwrap();
    assert_eq!((hits[0].missing.len(), &*hits[1].missing), (0, &["lahore".to_owned()][..]));
}

#[test]
fn limits_and_pages() {
    let text = |number: usize| format!("The tugs of quay {number} are for sale.\n\n").repeat(3);
    let documents: Vec<Document> =
        (0..6).map(|number| Document::new(format!("q{number}"), text(number))).collect();
    let config = ibid::config::Config::default()
        .with_passages(ibid::config::PassageConfig::default().with_min_chars(1));
    let index = crate::common::small().with_config(config).in_memory().unwrap();
    crate::common::fill(&index, &documents);
    let search = |query: Query| index.search(&query).unwrap();
    let all = search(Query::new("tugs").limit(100));
    assert_eq!((all.len(), index.count(&Query::new("tugs").limit(1)).unwrap()), (18, 18));
    assert_eq!(search(Query::new("tugs")).len(), 10, "the default limit");
    assert_eq!(search(Query::new("tugs").limit(0)).len(), 0);
    assert_eq!(search(Query::new("tugs").offset(100)).len(), 0);
    assert_eq!(search(Query::new("tugs").offset(usize::MAX).limit(usize::MAX)).len(), 0);
    for (offset, limit) in [(0, 4), (4, 4), (16, 4), (17, 1)] {
        let page = search(Query::new("tugs").offset(offset).limit(limit));
        assert_eq!(page.hits, all.hits[offset..(offset + limit).min(18)], "{offset} and {limit}");
    }
    for per_document in 0..4 {
        let limited = search(Query::new("tugs").per_document(per_document).limit(100));
        let ids: Vec<&str> = limited.iter().map(|hit| hit.citation.document.as_str()).collect();
        assert_eq!(ids.len(), per_document * 6);
        let count = |id: &str| ids.iter().filter(|other| **other == id).count();
        assert!(ids.iter().all(|id| count(id) == per_document), "{per_document} of each: {ids:?}");
    }
    let second = search(Query::new("tugs").per_document(1).offset(1).limit(2));
    let first = search(Query::new("tugs").per_document(1).limit(3));
    assert_eq!(second.hits, first.hits[1..]);
}

/// Hits beyond the profile's depth once had scores of the second stage in the
/// order of the first.
#[test]
fn scores_fall_beyond_the_depth() {
    let apart = |number: usize| format!("The tug {} quay is for sale.", "old ".repeat(number));
    let documents: Vec<Document> =
        (0..9).map(|number| Document::new(format!("d{number}"), apart(number % 5))).collect();
    let index = crate::common::small().in_memory().unwrap();
    crate::common::fill(&index, &documents);
    let profile = ibid::rank::Profile::default().with_depth(1).with_proximity(5.0);
    for query in [Query::new("tug quay").limit(9), Query::new("tug quay").limit(9).per_document(1)]
    {
        let scores: Vec<f32> =
            index.search_with(&query, &profile).unwrap().iter().map(|hit| hit.score).collect();
        assert_eq!(scores.len(), 9);
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{scores:?}");
    }
}
