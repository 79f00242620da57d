//! What a report says to programs: the kind of each ignored part, and the reason of each
//! expansion.

use ibid::query::{IgnoredKind, Reason};
use ibid::{Index, Lexicon};

use crate::corpus::{index_of, report};

fn index() -> Index {
    let lexicon = Lexicon::read(
        "[topic.harbour]\nnames = [\"quay\"]\n\
         [term.tug]\nsame = [\"towboat\"]\nnarrower = [\"pusher\"]\nrelated = [\"hawser\"]\n\
         [family.\"Mi-24\"]\nkind = \"helicopter\"\nnato = [\"Hind\"]\nsame = [\"X-240\"]\n",
    );
    assert_eq!(lexicon.problems, []);
    let text = "The twenty gunships were sold to the minister of the harbour.";
    index_of(&[("a", "Notes", text)], lexicon.lexicon)
}

/// As many words as no text has, each with the sign behind it.
fn words(count: usize, sign: &str) -> String {
    let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap());
    let word = |number: usize| format!("zq{}{}xv{sign}", letter(number / 26), letter(number));
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn kinds_of_ignored_parts() {
    let index = index();
    let check = |query: &str, text: &str, kind: IgnoredKind, written: &str| {
        let ignored = report(&index, query).ignored;
        let part = ignored.iter().find(|ignored| ignored.kind == kind);
        let part = part.unwrap_or_else(|| panic!("{query}: {ignored:?}"));
        assert!(part.text.starts_with(text), "{query}: {part:?}");
        assert!(!part.why.is_empty(), "{query}");
        assert_eq!(serde_json::to_value(part).unwrap()["kind"], written, "{query}");
    };
    check("the minister", "the", IgnoredKind::FunctionWord, "function-word");
    check("who minister", "who", IgnoredKind::FunctionWord, "function-word");
    let request = "I am looking for articles about";
    check(&format!("{request} gunships"), request, IgnoredKind::RequestPhrase, "request-phrase");
    check("\"?!\" minister", "?!", IgnoredKind::NoWord, "no-word");
    check("topic:tugs minister", "topic:tugs", IgnoredKind::UnknownTopic, "unknown-topic");
    let field = "date:2014 OR minister";
    check(field, "date:2014", IgnoredKind::FieldBesideWords, "field-beside-words");
    check(&words(600, ""), "88 more", IgnoredKind::TooManyWords, "too-many-words");
    let fuzzy = words(30, "~");
    check(&fuzzy, "zq", IgnoredKind::TooManyFuzzyWords, "too-many-fuzzy-words");
    let misspelt = words(30, "");
    check(&misspelt, "zq", IgnoredKind::TooManyMisspeltWords, "too-many-misspelt-words");
}

#[test]
fn reasons_of_expansions() {
    let index = index();
    let check = |query: &str, added: &str, reason: Reason, written: &str| {
        let expanded = report(&index, query).expanded;
        let expansion = expanded.iter().find(|expansion| expansion.reason == reason);
        let expansion = expansion.unwrap_or_else(|| panic!("{query}: {expanded:?}"));
        assert_eq!(expansion.added, added, "{query}");
        assert_eq!(expansion.why, reason.name(), "{query}");
        assert_eq!(serde_json::to_value(expansion).unwrap()["reason"], written, "{query}");
    };
    check("tug", "towboat", Reason::Synonym, "synonym");
    check("tug", "pusher", Reason::Narrower, "narrower");
    check("tug", "hawser", Reason::Related, "related");
    check("quay", "topic:harbour", Reason::Topic, "topic");
    check("Mi-24", "Hind", Reason::NatoName, "nato-name");
    check("Mi-24", "X-240", Reason::SameThing, "same-thing");
    check("Hind", "Mi-24", Reason::Named, "named");
    check("gunsh*", "gunships", Reason::Prefix, "prefix");
    check("gunshps~", "gunships", Reason::Fuzzy, "fuzzy");
    check("gunshps", "gunships", Reason::Repair, "repair");
    check("20", "twenty", Reason::Number, "number");
}
