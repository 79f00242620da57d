//! The whole report in words, and as data.

use ibid::{Lexicon, Query};

use crate::corpus::{index_of, report};

#[test]
fn the_whole_report() {
    let texts = [
        ("a", "Notes", "The Mi-24 was yonder.\n\nThe quorum was met."),
        ("b", "Notes", "A day of harvest."),
    ];
    let index = index_of(&texts, Lexicon::builtin());
    let check = |query: &str, expected: &str| {
        assert_eq!(report(&index, query).whole(), expected, "{query}");
    };
    check("harvest", "understood: harvest\n");
    check(
        "the Hind harvest of zeppelin (",
        "nowhere: zeppelin\n\
         no passage has more than 1 of your 3 words: Hind stands nowhere beside harvest\n\
         note: `(` is not closed: the group ends with the query; add `)` where it ends\n\
         ignored: the, of (a function word, which says nothing beside the others)\n\
         understood: the Hind harvest of zeppelin\n\
         also for Hind: Mi-24, Mi-25, Mi-35 (named thing)\n",
    );
    check(
        "(+yonder +quorum)",
        "no passage has both yonder and quorum; 1 document has both, in different passages: a; \
         ask without AND or + to see them\n\
         understood: (yonder AND quorum)\n",
    );
}

#[test]
fn reports_are_data() {
    let texts = [("a", "Notes", "A harvest.\n\nA quorum.")];
    let index = index_of(&texts, Lexicon::default());
    let json = |query: &str| {
        let report = index.search(&Query::new(query)).unwrap().report;
        serde_json::to_value(report).unwrap()
    };
    let apart = &json("harvest quorum")["apart"];
    assert_eq!(apart["words"], serde_json::json!(["harvest", "quorum"]));
    assert_eq!(apart["most"], 1);
    assert_eq!(apart["never_beside"], serde_json::json!(["quorum"]));
    let across = &json("harvest AND quorum")["across"];
    assert_eq!((&across["documents"], &across["nearest"][0]), (&1.into(), &"a".into()));
    let missing = &json("zeppelin")["missing"][0];
    assert_eq!((&missing["word"], &missing["is_repaired"]), (&"zeppelin".into(), &false.into()));
    assert!(json("harvest")["apart"].is_null());
}
