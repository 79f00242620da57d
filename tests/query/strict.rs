//! A strict parse refuses: its error says what is wrong and what to write, and not
//! how the part was read, since nothing was searched.

use ibid::query::NoticeKind;
use ibid::{Error, Query};

/// A query of each kind of error, with the reason why it is refused.
const REFUSED: &[(&str, &str)] = &[
    ("\"a", "`\"` is not closed; put `\"` on both sides for a phrase"),
    ("a \"\"", "nothing stands between the quotes; put words between them"),
    ("a)", "`)` closes nothing; put `(` where the group begins"),
    ("(a", "`(` is not closed; add `)` where it ends"),
    ("((a", "2 `(` are not closed; add `)` where they end"),
    ("a ()", "nothing stands between the parentheses; put words between them"),
    (
        "price:153",
        "`price:` is no field; the fields are title:, source:, id:, label:, topic:, date:, \
         mentions:, page:, amount:, count:, status:, says:",
    ),
    (
        "a title:",
        "`title:` has no value; write the value after the colon without a blank, as in title:value",
    ),
    (
        "title:(a source:b)",
        "`source:` stands in the group of another field; close that group before it",
    ),
    ("a AND", "`AND` has nothing after it; leave it out, or write it small to search for the word"),
    ("a NOT -b", "`-` stands after another operator; leave it out"),
    ("NEAR/5 a", "`NEAR/5` stands between no two words or phrases; leave it out"),
    (
        "a - b",
        "`-` stands before nothing that it could apply to; leave it out, or join it to the word \
         that it is for",
    ),
    (
        "\"a b\"~",
        "`~` has no meaning after these quotes; only a phrase takes a tilde, with a number, as in \
         \"arms embargo\"~5",
    ),
    (
        "\"a\"-b",
        "`-` follows what stands before it without a blank; put a blank before it to make it a sign",
    ),
    ("source:\"a\"~5", "`~` has no meaning after this field's value; leave it out"),
    (
        "date:soon",
        "`soon` is no date; write 2014, 2014-06, 2014-06-05, \"June 2014\", 2014..2016, >=2014 or \
         <2015",
    ),
    (
        "date:2016..2014",
        "`2016..2014` ends before it begins; write 2014, 2014-06, 2014-06-05, \"June 2014\", \
         2014..2016, >=2014 or <2015",
    ),
    (
        "label:advert",
        "`advert` is no label; the labels are body, headline, byline, dateline, caption, teaser, \
         comment, quote, table, note",
    ),
    ("m*", "`m*` has fewer than two letters before the star; write more of the word's beginning"),
    ("em*rgo", "`em*rgo` has a star inside; write em* for words that begin so"),
    ("mi~", "`mi~` has fewer than three letters before the tilde; spell it out"),
    ("tank~3", "`tank~3` asks for more or fewer edits than 1 or 2; write tank~1 or tank~2"),
    (
        "tank^2",
        "`^2` gives a weight in other query languages; type a word twice to make it count twice",
    ),
    (
        "\"a b\"/2",
        "`/2` has no meaning after these quotes; write \"arms embargo\"~5 for words near each other",
    ),
    ("a NEAR b", "`NEAR` says no number of words; write NEAR/5 for at most five words between"),
    (
        "a [2014 TO 2016]",
        "`[2014 TO 2016]` is a range of no field; write the field before it, as in date:2014..2016",
    ),
    ("a >2014", "`>2014` compares nothing; write the field before it, as in date:>=2014"),
    (
        "source:*",
        "`source:*` asks for any value, which no clause of this field does; write a value, as in \
         source:value",
    ),
    (
        "/a.b/",
        "`/a.b/` is a regular expression, which is not searched for; write the beginning of a word \
         with a star, as in embarg*",
    ),
    (
        "6\\\" gun",
        "`6\\\"` has a quote after a backslash, which makes no phrase; write quotes without a \
         backslash",
    ),
    (
        "\"new tan*\"",
        "`\"new tan*\"` has a star in quotes, where words stand as typed; leave the quotes out, or \
         the star",
    ),
    ("date:03/04/2014", "`03/04/2014` can be 2014-04-03 or 2014-03-04; write one of these"),
];

/// The reason why a query is refused.
fn reason(text: &str) -> String {
    match Query::parse(text) {
        Err(Error::Query { reason, .. }) => reason,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn reasons_of_refusals() {
    for (text, expected) in REFUSED {
        assert_eq!(reason(text), *expected, "{text}");
    }
}

#[test]
fn limits_are_refused() {
    let deep = "(".repeat(40) + "a" + &")".repeat(40);
    assert_eq!(reason(&deep), "`(` is nested more than 32 groups deep; use fewer parentheses");
    let words = "tank ".repeat(1030);
    assert_eq!(reason(&words), "30 bytes stand after the first 1024 words; write fewer words");
    let long = "tank".repeat(20_000);
    assert_eq!(reason(&long), "14464 bytes stand after the first 65536; write a shorter query");
}

/// The kinds of errors, but for those of limits.
const KINDS: [NoticeKind; 15] = [
    NoticeKind::BadFuzzy,
    NoticeKind::BadRange,
    NoticeKind::EmptyField,
    NoticeKind::EmptyGroup,
    NoticeKind::EmptyPhrase,
    NoticeKind::ForeignSign,
    NoticeKind::NestedField,
    NoticeKind::ShortPrefix,
    NoticeKind::StarInside,
    NoticeKind::StrayOperator,
    NoticeKind::TwoReadings,
    NoticeKind::UnbalancedParenthesis,
    NoticeKind::UnclosedQuote,
    NoticeKind::UnknownField,
    NoticeKind::UnknownLabel,
];

/// What a report says of a part that was searched in spite of its fault.
const READINGS: &[&str] =
    &[" was ", " were ", "searched as", "ignored", "ends with the query", "end with the query"];

/// Each part of the ill-formed queries of all tests.
#[test]
fn no_refusal_says_how_it_was_read() {
    let texts = crate::notices::ill_formed().chain(crate::signs::signs());
    let mut kinds = Vec::new();
    for text in texts.chain(REFUSED.iter().map(|(text, _)| *text)) {
        let query = Query::new(text);
        let first = query.notices().iter().find(|notice| notice.kind.is_error());
        let Some(notice) = first else {
            assert!(Query::parse(text).is_ok(), "{text}");
            continue;
        };
        kinds.push(notice.kind);
        let reason = reason(text);
        // What was typed may have any words.
        let said = reason.split('`').step_by(2).collect::<Vec<_>>().join("");
        let reading = READINGS.iter().find(|reading| said.contains(**reading));
        assert_eq!(reading, None, "{text}: {reason}");
        let (problem, advice) = reason.rsplit_once("; ").unwrap();
        assert!(
            notice.message.starts_with(problem) && notice.message.ends_with(advice),
            "{reason}"
        );
    }
    for kind in KINDS {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}
