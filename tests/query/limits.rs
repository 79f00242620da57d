//! Queries nested too deep, too long or with too many words.

use ibid::query::{NoticeKind, Query};

use crate::invariants::check_invariants;
use crate::tree::tree;

/// The kinds of the notices in order, without repeats.
fn kinds(query: &Query) -> Vec<NoticeKind> {
    let mut kinds: Vec<_> = query.notices().iter().map(|notice| notice.kind).collect();
    kinds.dedup();
    kinds
}

#[test]
fn too_deep() {
    let nested = |depth: usize| format!("{}a{} b", "(".repeat(depth), ")".repeat(depth));
    assert!(Query::parse(&nested(32)).is_ok());
    let query = Query::new(nested(33));
    assert_eq!(kinds(&query), [NoticeKind::TooDeep]);
    assert_eq!(tree(query.clauses()), tree(Query::new(nested(32)).clauses()));
    // Groups that operators make count like those typed.
    let joined = format!("{}a{}", "\"p\" x OR y AND u:(".repeat(12), ")".repeat(12));
    assert!(kinds(&Query::new(joined.as_str())).contains(&NoticeKind::TooDeep));
    check_invariants(&joined);
}

#[test]
fn too_many_words() {
    let query = Query::new("word ".repeat(1024));
    assert_eq!(kinds(&query), []);
    let query = Query::new("word ".repeat(1023) + "+(=x AND y) z");
    assert_eq!(kinds(&query), [NoticeKind::TooManyWords]);
    let notice = &query.notices()[0];
    assert_eq!(notice.span.of(query.text()), Some("y) z"));
    assert!(query.to_string().ends_with("word +(=x)"));
    check_invariants(query.text());
}

#[test]
fn too_long() {
    let text = format!("a {}é{}", "x".repeat(64 * 1024 - 3), " b".repeat(10));
    let query = Query::new(text.as_str());
    assert_eq!(kinds(&query), [NoticeKind::TooLong]);
    assert_eq!(query.notices()[0].span.of(&text), Some(&*format!("é{}", " b".repeat(10))));
    check_invariants(&text);
}

#[test]
fn many_notices_are_counted() {
    let query = Query::new(") ".repeat(100));
    let last = query.notices().last().unwrap();
    assert_eq!((query.notices().len(), last.kind), (65, NoticeKind::More));
    assert!(last.message.starts_with("36 more"), "{last}");
}

/// Long repetitions of tokens that nest or look ahead. Were parsing quadratic or
/// recursive, they would take minutes or overflow the stack.
#[test]
fn repetitions() {
    let pieces = [
        "(", ")", "()", "\"", "“", "«", "“ «", "-", "- ", "-(", "a:", "a: ", "a:(", "title:(",
        "title:", "NOT ", "NOT(", "AND ", "a AND (", "a OR ", "a(", "a(b", "a\"", "=", "=\"", "*",
        "a*", "~", "a~", "+\"", "\"a\"-", "🚁", "\u{301}", "\u{0}", "date:", "date:(", "&&",
    ];
    for piece in pieces {
        let text = piece.repeat(100_000);
        let query = Query::new(text.as_str());
        assert!(query.notices().len() <= 70, "{piece:?}");
        let copy = query.clone();
        assert_eq!(copy, query);
        drop(copy);
        check_invariants(&text);
    }
}
