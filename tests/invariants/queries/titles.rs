//! What a query matched in a title is marked there, with its reason.

use ibid::query::Reason;
use ibid::{Document, Index, Lexicon, Query};

use crate::common::{fill, small};

fn index() -> Index {
    let thesaurus = Lexicon::read("[term.chopper]\nsame = [\"whirlybird\"]").lexicon;
    let index = small().with_lexicon(crate::common::small_lexicon().with(&thesaurus));
    let index = index.in_memory().unwrap();
    let text = "Nobody at the yard would say more on Monday.";
    fill(
        &index,
        &[
            Document::new("a", text).with_title("Embargoes on Mi-35M choppers were lifted"),
            Document::new("b", "Six Tugs for the Harbour\n\nThe yard has sold them to the port."),
            Document::new("c", "").with_title("Harbour <b>of</b> tugs"),
            Document::new("d", "The embargo is of no concern to the harbour and its yard."),
        ],
    );
    index
}

#[test]
fn titles_are_marked() {
    use Reason::{Designator, Exact, Named, Phrase, Synonym, Word};
    let index = index();
    let check = |query: &str, document: &str, expected: &str, reasons: &[Reason]| {
        let hits = index.search(&Query::new(query)).unwrap();
        let hit = hits.iter().find(|hit| hit.citation.document == document);
        let hit = hit.unwrap_or_else(|| panic!("{query} does not find {document}"));
        assert_eq!(hit.marked_title("[", "]"), expected, "{query}");
        let own: Vec<Reason> = hit.title_marks.iter().map(|mark| mark.reason).collect();
        assert_eq!(own, reasons, "{query}");
        let json = serde_json::to_value(hit).unwrap();
        let of_json = json.get("title_marks").and_then(|marks| marks.as_array()).map(Vec::len);
        assert_eq!(of_json, (!reasons.is_empty()).then_some(reasons.len()), "{query}");
    };
    let a = |expected: [&str; 3]| {
        let [embargoes, gunship, choppers] = expected;
        format!("{embargoes} on {gunship} {choppers} were lifted")
    };
    // As `title:` asks, and as free words that the title has as well.
    for query in ["title:embargo", "embargo yard"] {
        check(query, "a", &a(["[Embargoes]", "Mi-35M", "choppers"]), &[Word]);
    }
    check("title:mi35m yard", "a", &a(["Embargoes", "[Mi-35M]", "choppers"]), &[Designator]);
    check("title:mi35 yard", "a", &a(["Embargoes", "[Mi-35M]", "choppers"]), &[Designator]);
    check("Hind E", "a", &a(["Embargoes", "[Mi-35M]", "choppers"]), &[Named]);
    check("whirlybird", "a", &a(["Embargoes", "Mi-35M", "[choppers]"]), &[Synonym]);
    // A title is kept as stems, so an exact form is any of its stem.
    check("=embargo", "a", &a(["[Embargoes]", "Mi-35M", "choppers"]), &[Exact]);
    let whole = "Embargoes on Mi-35M [choppers were lifted]";
    check("\"choppers were lifted\"", "a", whole, &[Phrase]);
    check("title:\"embargo on\"", "a", "[Embargoes on] Mi-35M choppers were lifted", &[Phrase]);
    check(
        "title:\"lifted chopper\"~2",
        "a",
        "Embargoes on Mi-35M [choppers] were [lifted]",
        &[Phrase, Phrase],
    );
    check("title:embarg*", "a", &a(["[Embargoes]", "Mi-35M", "choppers"]), &[Reason::Prefix]);
    // A title that the text has, and one without a text.
    check("harbour", "b", "Six Tugs for the [Harbour]", &[Word]);
    check("tug", "c", "Harbour <b>of</b> [tugs]", &[Word]);
    // Nothing of it; above, "embargo" marks no terms of its topic ("lifted").
    check("yard", "a", &a(["Embargoes", "Mi-35M", "choppers"]), &[]);
    check("embargo", "d", "", &[]);
}

#[test]
fn a_word_of_the_title_alone_is_not_marked_in_the_text() {
    let hits = index().search(&Query::new("title:harbour yard")).unwrap();
    let hit = hits.iter().find(|hit| hit.citation.document == "b").unwrap();
    assert_eq!(hit.marked_title("[", "]"), "Six Tugs for the [Harbour]");
    assert!(hits.iter().all(|hit| hit.matches().iter().all(|text| *text == "yard")), "{hits:?}");
}
