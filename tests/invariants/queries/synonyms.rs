//! Synonyms: a query finds them, reports them, and leaves them out where it asks
//! for exact words.

use ibid::query::Reason;
use ibid::{Document, Index, IndexOptions, Lexicon, Query};

const THESAURUS: &str = "
[term.chopper]
same = [\"helicopter\", \"rotary wing\"]
narrower = [\"gunship\"]
related = [\"rotor\"]

[term.gunship]
same = [\"armed airship\", \"attack helicopter\"]

[term.\"fighter jet\"]
same = [\"combat aircraft\"]
";

const TEXTS: &[(&str, &str)] = &[
    ("chopper", "A chopper stood on the lawn, and nobody knew whose."),
    ("helicopters", "Two helicopters stood on the lawn, and nobody knew whose."),
    ("wings", "Nobody in the rotary wings of the army knew of the lawn."),
    ("gunship", "The gunship is said to have come down behind the lawn."),
    ("attack", "One attack helicopter stood on the lawn, it is said."),
    ("airship", "Some armed airships stood on the lawn, it is said."),
    ("rotor", "The rotor lay on the lawn, a little bent, nobody knew why."),
    ("jets", "The fighter jets have gone to another field for the winter."),
    ("combat", "The combat aircraft have gone to another field for the winter."),
    ("aircraft", "The aircraft have gone to another field, far from any combat."),
];

fn index() -> Index {
    let read = Lexicon::read(THESAURUS);
    assert_eq!(read.problems, []);
    let index = IndexOptions::default().with_lexicon(read.lexicon).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (id, text) in TEXTS {
        writer.add(&Document::new(*id, *text)).unwrap();
    }
    writer.commit().unwrap();
    index
}

#[test]
fn hits() {
    let index = index();
    let check = |query: &str, expected: &[&str]| {
        let hits = index.search(&Query::new(query)).unwrap();
        let mut ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
    };
    let all = ["airship", "attack", "chopper", "gunship", "helicopters", "rotor", "wings"];
    check("chopper", &all);
    check("choppers", &all);
    check("rotary-wing", &all);
    // Narrower and related terms work in one direction.
    check("gunship", &["airship", "attack", "gunship"]);
    check("rotor", &["rotor"]);
    // Both words, a synonym of both, and each word by itself.
    check("combat aircraft", &["aircraft", "combat", "jets"]);
    check("aircraft combat", &["aircraft", "combat"]);
    // Exact words.
    check("\"chopper\"", &["chopper"]);
    check("=chopper", &["chopper"]);
    check("chopp*", &["chopper"]);
    check("lawn -chopper", &["airship", "attack", "gunship", "helicopters", "rotor", "wings"]);
}

#[test]
fn typed_words_rank_first() {
    let index = index();
    let first = |query: &str| {
        let hits = index.search(&Query::new(query)).unwrap();
        hits.iter().next().map(|hit| hit.citation.document.clone())
    };
    assert_eq!(first("chopper").as_deref(), Some("chopper"));
    assert_eq!(first("fighter jet").as_deref(), Some("jets"));
    assert_eq!(first("combat aircraft").as_deref(), Some("combat"));
}

#[test]
fn marks_and_report_give_the_reason() {
    let index = index();
    let check = |query: &str, id: &str, marked: &str, reason: Reason| {
        let hits = index.search(&Query::new(query)).unwrap();
        let hit = hits.iter().find(|hit| hit.citation.document == id).unwrap();
        let start = hit.citation.span.start;
        let marks: Vec<_> = hit.marks.iter().filter(|mark| mark.reason == reason).collect();
        let texts: Vec<&str> =
            marks.iter().map(|m| &hit.text[m.span.start - start..m.span.end - start]).collect();
        assert_eq!(texts, [marked], "{query}: {:?}", hit.marks);
    };
    check("chopper", "helicopters", "helicopters", Reason::Synonym);
    check("chopper", "wings", "rotary wings", Reason::Synonym);
    check("chopper", "gunship", "gunship", Reason::Narrower);
    check("chopper", "airship", "armed airships", Reason::Narrower);
    // The shorter synonym marks it: it is nearer, and both would count it twice.
    check("chopper", "attack", "helicopter", Reason::Synonym);
    check("chopper", "rotor", "rotor", Reason::Related);
    check("combat aircraft", "jets", "fighter jets", Reason::Synonym);
    let report = index.search(&Query::new("chopper")).unwrap().report;
    let expansions: Vec<String> =
        report.expanded.iter().map(|e| format!("{} {} {}", e.typed, e.added, e.why)).collect();
    assert_eq!(
        expansions,
        [
            "chopper helicopter synonym",
            "chopper rotary wing synonym",
            "chopper gunship narrower",
            "chopper armed airship narrower",
            "chopper rotor related"
        ]
    );
}

/// A function word is ignored, although a phrase of the thesaurus has it.
#[test]
fn function_words_stay_out() {
    let lexicon = Lexicon::read("[term.\"object to the sale\"]\nsame = [\"protest\"]").lexicon;
    let index = IndexOptions::default().with_lexicon(lexicon).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&Document::new("a", "The wind went to the north, and nobody minded it.")).unwrap();
    writer
        .add(&Document::new("b", "There was a protest in the north, of which few knew."))
        .unwrap();
    writer.commit().unwrap();
    let hits = index.search(&Query::new("they object to the sale")).unwrap();
    let ids: Vec<&str> = hits.iter().map(|hit| hit.citation.document.as_str()).collect();
    assert_eq!(ids, ["b"]);
    let ignored: Vec<&str> = hits.report.ignored.iter().map(|i| i.text.as_str()).collect();
    assert_eq!(ignored, ["they", "to", "the"]);
}

/// The number of synonyms of one query is limited.
#[test]
fn synonyms_are_limited() {
    let group = |number: usize| {
        let words: Vec<String> =
            (0..30).map(|word| format!("\"way{} {}\"", number * 30 + word, "of it")).collect();
        format!("[term.thing{number}]\nsame = [{}]\n", words.join(", "))
    };
    let text: String = (0..40).map(group).collect();
    let index = IndexOptions::default().with_lexicon(Lexicon::read(&text).lexicon);
    let index = index.in_memory().unwrap();
    let query: Vec<String> = (0..40).map(|number| format!("thing{number}")).collect();
    let report = index.search(&Query::new(query.join(" "))).unwrap().report;
    assert_eq!(report.expanded.len(), 512);
    let ignored = &report.ignored[0];
    assert_eq!(ignored.text, "more words for thing17");
    assert_eq!(ignored.why, "a query is given at most 512 of them: ask for less");
}

#[test]
fn request_phrases_are_reported_and_ignored() {
    let index = index();
    let hits = index.search(&Query::new("I am looking for news about the rotor")).unwrap();
    assert_eq!(hits.len(), 1);
    let ignored = &hits.report.ignored;
    assert_eq!(ignored[0].text, "I am looking for news about");
    assert_eq!(ignored[0].why, "it says how the request is put, not what it is about");
}
