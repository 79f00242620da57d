//! What stands nowhere, and what stands in titles only.

use ibid::{Index, Lexicon};

use crate::corpus::{index_of, report};

/// The line of the report.
fn line(index: &Index, query: &str) -> String {
    report(index, query).line(300)
}

const NEWS: &[(&str, &str, &str)] = &[
    ("a", "Helsinki accord", "The embargo on frigates ended.\n\nThe minister denied it."),
    ("b", "Quarrel over frigates", "Talks on the harvest were held."),
];

#[test]
fn what_stands_nowhere() {
    let index = index_of(NEWS, Lexicon::default());
    let check = |query: &str, expected: &str| assert_eq!(line(&index, query), expected, "{query}");
    check("zeppelin", "nowhere: zeppelin");
    check("zeppelin dirigible embargo", "nowhere: zeppelin, dirigible");
    check("embrago", "nowhere: embrago (searched for embargo instead)");
    check("zeppelin embrago", "nowhere: zeppelin, embrago (searched for embargo instead)");
    // Required as it is typed, or quoted: nothing is repaired.
    check("=embrago", "nowhere: =embrago");
    check("\"embargo frigates\"", "nowhere: \"embargo frigates\"");
    check("\"embargo on frigates\"", "");
    check("zeppel* embargo", "nowhere: zeppel*");
    check("embarg*", "also: embargo");
    check("Mi-99 embargo", "nowhere: Mi-99");
    check("embargo -zeppelin", "");
    check("embargo -zeppel*", "");
    check("embargo", "");
}

#[test]
fn titles_are_known() {
    let index = index_of(NEWS, Lexicon::default());
    let check = |query: &str, expected: &str| assert_eq!(line(&index, query), expected, "{query}");
    // In a title only: that is somewhere.
    check("Helsinki", "");
    check("quarrel", "");
    check("title:Helsinki", "");
    check("title:frigates", "");
    // In a text only.
    check("title:embargo", "in no title: embargo");
    check("title:harvest frigates", "in no title: harvest");
    check("title:(minister talks)", "in no title: minister, talks");
    // In neither.
    check("title:zeppelin", "in no title: zeppelin");
    check("title:embrago", "in no title: embrago (searched for embargo instead)");
    check("title:dirigible", "in no title: dirigible");
    check("title:frigatse", "in no title: frigatse (searched for frigates instead)");
    check("zeppelin title:embargo", "nowhere: zeppelin; in no title: embargo");
}

#[test]
fn missing_words_are_data() {
    let index = index_of(NEWS, Lexicon::default());
    let of = |query: &str| {
        let missing = report(&index, query).missing;
        let entry = missing.first().map(|m| (m.word.clone(), m.in_titles, m.is_repaired));
        (missing.len(), entry)
    };
    let entry =
        |word: &str, in_titles, is_repaired| Some((word.to_owned(), in_titles, is_repaired));
    assert_eq!(of("embargo"), (0, None));
    assert_eq!(of("zeppelin"), (1, entry("zeppelin", false, false)));
    assert_eq!(of("embrago"), (1, entry("embrago", false, true)));
    assert_eq!(of("title:embargo"), (1, entry("title:embargo", true, false)));
    assert_eq!(of("title:embrago"), (1, entry("title:embrago", true, true)));
    assert_eq!(of("title:frigatse"), (1, entry("title:frigatse", true, true)));
}
