//! What of a passage is marked, and why.

use ibid::Query;
use ibid::query::Reason;

use super::shelf;

/// A query, one of the documents that it finds, and what is marked in it.
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
        // With others among them, the words alone.
        ("\"embargo makers\"~3", "stray", &[("embargo", Phrase), ("makers", Phrase)]),
        // The real match of a prefix and of a slip.
        ("embarg*", "lifted", &[("embargo", Prefix)]),
        ("pakstan~", "lifted", &[("Pakistan", Fuzzy)]),
        ("pakistan~", "lifted", &[("Pakistan", Exact)]),
        ("mi-35*", "spaced", &[("Mi 35", Prefix)]),
        // The designator as it is written there.
        ("mi35m", "sold", &[("Mi-35M", Designator)]),
        ("Mi-35", "plural", &[("MI-35s", Designator)]),
        ("Mi-35", "spaced", &[("Mi 35", Designator)]),
        ("Mi-35M", "joined", &[("MI35", Variant)]),
        ("Mi-35", "cyrillic", &[("Ми-35М", Designator)]),
        ("=Mi-35M", "sold", &[("Mi-35M", Exact)]),
        ("Hind E", "plain", &[("Mi-35", Named)]),
        // The terms that made a topic.
        ("topic:embargo", "lifted", &[("lifted", Topic), ("arms embargo", Topic)]),
        // Fields and what is excluded mark nothing.
        ("date:2014 source:gazette", "lifted", &[]),
        ("pakistan -lahore", "lifted", &[("Pakistan", Word)]),
        ("title:over", "lifted", &[]),
    ]
};

#[test]
fn marked_with_the_reason() {
    let index = shelf::index();
    for (query, document, expected) in MARKED {
        let found = index.search(&Query::new(*query).limit(100)).unwrap();
        let found = found.iter().find(|hit| hit.citation.document == *document);
        let hit = found.unwrap_or_else(|| panic!("{query} does not find {document}"));
        let words = hit.matches();
        let found: Vec<_> =
            words.iter().copied().zip(hit.marks.iter().map(|mark| mark.reason)).collect();
        assert_eq!(found, *expected, "{query} in {document}");
    }
}

#[test]
fn marks_say_what_was_typed() {
    let hits = shelf::index().search(&Query::new("Pakstan~ \"arms embargo\"")).unwrap();
    let typed: Vec<&str> = hits[0].marks.iter().map(|mark| mark.typed.as_str()).collect();
    assert_eq!(typed, ["arms embargo", "Pakstan"]);
    assert_eq!(
        hits[0].marked("[", "]"),
        "Russia lifted the [arms embargo] on [Pakistan] in the summer."
    );
    let snippet = hits[0].snippet(30, "[", "]");
    assert!(snippet.contains("[arms embargo]") && snippet.contains('…'), "{snippet}");
}
