//! What a topic is called is a term of it, without being listed.

use ibid::query::Reason;
use ibid::{Document, IndexOptions, Lexicon, Query};

use crate::common::fill;

#[test]
fn names_of_topics_are_searched_for_and_marked() {
    let lexicon = Lexicon::read("[topic.\"Tug deal\"]\nnames = [\"tow contract\"]\n[topic.quay]");
    assert_eq!(lexicon.problems, []);
    let index = IndexOptions::default().with_lexicon(lexicon.lexicon).in_memory().unwrap();
    let text = |text: &str| format!("{text}, said the harbour master on the Monday of that week.");
    let documents = [
        ("own", "The tug deals were signed"),
        ("named", "Three tow contracts were signed"),
        ("neither", "A tug was sold, and it was a great deal of work"),
    ];
    let documents = documents.map(|(id, start)| Document::new(id, text(start)));
    fill(&index, &documents);
    let marks = |query: &str| {
        let hits = index.search(&Query::new(query)).unwrap();
        let marks = |hit: &ibid::Hit| {
            let of_topic = hit.marks.iter().zip(hit.matches());
            let of_topic = of_topic.filter(|(mark, _)| mark.reason == Reason::Topic);
            let texts: Vec<&str> = of_topic.map(|(_, text)| text).collect();
            format!("{}: {}", hit.citation.document, texts.join("|"))
        };
        let mut shown: Vec<String> = hits.iter().map(marks).collect();
        shown.sort();
        shown
    };
    assert_eq!(marks("topic:\"tug deal\""), ["named: tow contracts", "own: tug deals"]);
    // Typed, a name is the topic as well: its own, and one that it lists.
    assert_eq!(marks("tow contract"), ["named: ", "own: tug deals"]);
    assert_eq!(marks("tug deal"), ["named: tow contracts", "neither: ", "own: "]);
    assert_eq!(marks("topic:quay"), [""; 0]);
    let report = index.search(&Query::new("tug deal")).unwrap().report;
    let topics = report.expanded.iter().filter(|expansion| expansion.reason == Reason::Topic);
    let topics: Vec<&str> = topics.map(|expansion| expansion.added.as_str()).collect();
    assert_eq!(topics, ["topic:tug deal"]);
}
