//! The marks of a hit and their reasons.

use ibid::Query;
use ibid::query::Reason;

use super::fixtures;

/// A query, a document that it finds, and the marks in its hit.
type Marked<'a> = (&'a str, &'a str, &'a [(&'a str, Reason)]);

const MARKED: &[Marked<'_>] = {
    use Reason::{Designator, Exact, Fuzzy, Named, Phrase, Prefix, Topic, Variant, Word};
    &[
        ("pakistan summers", "lifted", &[("Pakistan", Word), ("summer", Word)]),
        // A word that names a topic marks the topic's terms as well.
        ("embargo", "lifted", &[("lifted", Topic), ("embargo", Word)]),
        // The whole phrase, and not its stray words.
        ("\"arms embargo\"", "lifted", &[("arms embargo", Phrase)]),
        ("\"small arms\" embargo", "stray", &[("embargo", Word), ("small arms", Phrase)]),
        ("\"arms embargo\" lahore", "stray", &[("Lahore", Word)]),
        // With slop only the words are marked, not the words between them.
        ("\"embargo makers\"~3", "stray", &[("embargo", Phrase), ("makers", Phrase)]),
        // The whole word that a prefix or a misspelling matches.
        ("embarg*", "lifted", &[("embargo", Prefix)]),
        ("pakstan~", "lifted", &[("Pakistan", Fuzzy)]),
        ("pakistan~", "lifted", &[("Pakistan", Exact)]),
        ("mi-35*", "spaced", &[("Mi 35", Prefix)]),
        // The designator as the text writes it.
        ("mi35m", "sold", &[("Mi-35M", Designator)]),
        ("Mi-35", "plural", &[("MI-35s", Designator)]),
        ("Mi-35", "spaced", &[("Mi 35", Designator)]),
        ("Mi-35M", "joined", &[("MI35", Variant)]),
        ("Mi-35", "cyrillic", &[("Ми-35М", Designator)]),
        ("=Mi-35M", "sold", &[("Mi-35M", Exact)]),
        ("Hind E", "plain", &[("Mi-35", Named)]),
        // The terms by which a passage has its topic.
        ("topic:embargo", "lifted", &[("lifted", Topic), ("arms embargo", Topic)]),
        // Fields and excluded words mark nothing.
        ("date:2014 source:gazette", "lifted", &[]),
        ("pakistan -lahore", "lifted", &[("Pakistan", Word)]),
        ("title:over", "lifted", &[]),
    ]
};

#[test]
fn marked_with_the_reason() {
    let index = fixtures::index();
    for (query, document, expected) in MARKED {
        let hits = index.search(&Query::new(*query).limit(100)).unwrap();
        let hit = hits.iter().find(|hit| hit.citation.document == *document);
        let hit = hit.unwrap_or_else(|| panic!("{query} does not find {document}"));
        let words = hit.matches();
        let marks: Vec<_> =
            words.iter().copied().zip(hit.marks.iter().map(|mark| mark.reason)).collect();
        assert_eq!(marks, *expected, "{query} in {document}");
    }
}

#[test]
fn marks_name_the_typed_part() {
    let hits = fixtures::index().search(&Query::new("Pakstan~ \"arms embargo\"")).unwrap();
    let typed: Vec<&str> = hits[0].marks.iter().map(|mark| mark.typed.as_str()).collect();
    assert_eq!(typed, ["arms embargo", "Pakstan"]);
    assert_eq!(
        hits[0].marked("[", "]"),
        "Russia lifted the [arms embargo] on [Pakistan] in the summer."
    );
    let snippet = hits[0].snippet(30, "[", "]");
    assert!(snippet.contains("[arms embargo]") && snippet.contains('…'), "{snippet}");
}
