//! Ill-formed queries and their notices.

use ibid::query::{NoticeKind, Query};

use crate::invariants::check_invariants;
use crate::tree::tree;

/// An ill-formed query: the text, its tree, and of each notice the kind, the
/// text of its span and a part of its message.
type Case<'a> = (&'a str, &'a str, &'a [(NoticeKind, &'a str, &'a str)]);

const ILL_FORMED: &[Case] = {
    use NoticeKind::{
        BadFuzzy, BadRange, EmptyField, EmptyGroup, EmptyPhrase, NestedField, OnlyExclusions,
        ShortPrefix, StarInside, StrayOperator, UnbalancedParenthesis, UnclosedQuote, UnknownField,
        UnknownLabel,
    };
    &[
        // Quotes.
        ("\"arms embargo", "[arms embargo]", &[(UnclosedQuote, "\"", "no phrase")]),
        ("mi-35 \"hind", "[mi-35  hind]", &[(UnclosedQuote, "\"", "not closed")]),
        ("the «deal", "[the   deal]", &[(UnclosedQuote, "«", "`«`")]),
        ("a \"\" b", "[a    b]", &[(EmptyPhrase, "", "between the quotes")]),
        ("a =“ ”", "[a]", &[(EmptyPhrase, "", "")]),
        ("\"a b\"~ c", "phrase[a b]0 [c]", &[(StrayOperator, "~", "~5")]),
        ("\"a b\"* c", "phrase[a b]0 [c]", &[(StrayOperator, "*", "ignored")]),
        ("\"Hind\"-class", "phrase[Hind]0 [class]", &[(StrayOperator, "-", "blank before")]),
        ("source:\"a\"~5", "source[a]", &[(StrayOperator, "a", "`~`")]),
        // Parentheses.
        ("(mi-35", "([mi-35])", &[(UnbalancedParenthesis, "(", "add `)`")]),
        ("((a", "(([a]))", &[(UnbalancedParenthesis, "(", "2 `(`")]),
        ("mi-35) deal", "[mi-35  deal]", &[(UnbalancedParenthesis, ")", "closes nothing")]),
        ("a () b", "[a    b]", &[(EmptyGroup, "()", "between the parentheses")]),
        ("(-) +( )", "([-])", &[(StrayOperator, "-", "text"), (EmptyGroup, "( )", "")]),
        // Operators.
        ("mi-35 AND", "[mi-35]", &[(StrayOperator, "AND", "nothing after")]),
        ("OR mi-35", "[mi-35]", &[(StrayOperator, "OR", "nothing before")]),
        ("a AND AND b", "+[a] +[b]", &[(StrayOperator, "AND", "after another")]),
        ("a OR AND b", "[a] [b]", &[(StrayOperator, "AND", "after another")]),
        ("a NOT AND b", "[a] -[b]", &[(StrayOperator, "AND", "after another")]),
        ("a NOT NOT b", "[a] -[b]", &[(StrayOperator, "NOT", "write it small")]),
        ("a NOT -b", "[a] -[b]", &[(StrayOperator, "-", "leave it out")]),
        ("a NOT", "[a]", &[(StrayOperator, "NOT", "nothing after")]),
        ("(a OR) b", "([a]) [b]", &[(StrayOperator, "OR", "nothing after")]),
        ("AND", "", &[(StrayOperator, "AND", "nothing before")]),
        // Lone signs.
        ("h52.1 - myopia", "[h52.1 - myopia]", &[(StrayOperator, "-", "read as text")]),
        ("a / b : c", "[a / b : c]", &[(StrayOperator, "/", ""), (StrayOperator, ":", "")]),
        (
            "a + b ~ *",
            "[a + b ~ *]",
            &[(StrayOperator, "+", ""), (StrayOperator, "~", ""), (StrayOperator, "*", "")],
        ),
        (
            "--help +-x",
            "[--help +-x]",
            &[(StrayOperator, "--help", "`--help`"), (StrayOperator, "+-x", "")],
        ),
        ("a -> b", "[a -> b]", &[(StrayOperator, "->", "")]),
        ("title:-deal", "title{[-deal]}", &[(StrayOperator, "-deal", "")]),
        // Stars and tildes.
        ("m* deal", "[m* deal]", &[(ShortPrefix, "m*", "`m*`")]),
        ("*bargo", "[*bargo]", &[(ShortPrefix, "*bargo", "two letters")]),
        ("em*rgo", "prefix[em]", &[(StarInside, "em*rgo", "write em* for words that begin so")]),
        ("mi~", "[mi~]", &[(BadFuzzy, "mi~", "three letters")]),
        ("pakstan~3", "fuzzy[pakstan]2", &[(BadFuzzy, "pakstan~3", "with 2")]),
        ("pakstan~0", "[pakstan~0]", &[(BadFuzzy, "pakstan~0", "pakstan~1 or pakstan~2")]),
        // Fields.
        ("price:153", "[price 153]", &[(UnknownField, "price:", "title:, source:, id:, label:")]),
        ("read more:Pakistan now", "[read more Pakistan now]", &[(UnknownField, "more:", "")]),
        (
            "-a:b",
            "-([a b])",
            &[(OnlyExclusions, "-a:b", "add a word"), (UnknownField, "a:", "`a:` is no field")],
        ),
        ("a:\"b c\"", "([a] phrase[b c]0)", &[(UnknownField, "a:", "")]),
        ("a:(b c) d", "([a] ([b c])) [d]", &[(UnknownField, "a:", "")]),
        ("a:bc*", "([a] prefix[bc])", &[(UnknownField, "a:", "")]),
        ("a:b*", "[a b*]", &[(UnknownField, "a:", ""), (ShortPrefix, "b*", "")]),
        ("a:-b a:b:c", "[a:-b a:b:c]", &[(UnknownField, "a:", ""), (UnknownField, "a:", "")]),
        ("title: deal", "[title: deal]", &[(EmptyField, "title:", "title:value")]),
        ("a (Source:)", "[a] ([Source:])", &[(EmptyField, "Source:", "`source:`")]),
        ("title:\"\" a", "[a]", &[(EmptyPhrase, "", "")]),
        (
            "title:(a source:b)",
            "title{([a        b])}",
            &[(NestedField, "source", "close that group")],
        ),
        ("source:(a b:c)", "(source[a] (source[b] source[c]))", &[(UnknownField, "b:", "")]),
        ("date:2016..2014 a", "[a]", &[(BadRange, "2016..2014", "ends before it begins")]),
        ("date:2014-2016 a", "[a]", &[(BadRange, "2014-2016", "2014..2016")]),
        (
            "a AND date:soon",
            "[a]",
            &[(StrayOperator, "AND", ""), (BadRange, "soon", "`soon` is no date")],
        ),
        ("date:>9999", "", &[(BadRange, ">9999", "0000 to 9999")]),
        ("label:advert a", "[a]", &[(UnknownLabel, "advert", "body, headline, byline")]),
        // Nothing to search for.
        ("-mi", "-[mi]", &[(OnlyExclusions, "-mi", "only excludes")]),
        ("NOT mi (-b)", "-[mi] (-[b])", &[(OnlyExclusions, "NOT mi (-b)", "")]),
    ]
};

/// The texts of ill-formed queries.
pub(crate) fn ill_formed() -> impl Iterator<Item = &'static str> {
    ILL_FORMED.iter().map(|(text, ..)| *text)
}

#[test]
fn ill_formed_queries() {
    for (text, expected, notices) in ILL_FORMED {
        let query = Query::new(*text);
        assert_eq!(tree(query.clauses()), *expected, "{text:?}");
        let kinds: Vec<_> =
            query.notices().iter().map(|n| (n.kind, n.span.of(text).unwrap())).collect();
        let expected: Vec<_> = notices.iter().map(|(kind, part, _)| (*kind, *part)).collect();
        assert_eq!(kinds, expected, "{text:?}");
        for (notice, (_, _, piece)) in query.notices().iter().zip(*notices) {
            assert!(notice.message.contains(piece), "{text:?}: {notice}");
        }
        check_invariants(text);
    }
}

#[test]
fn notices_are_data() {
    let query = Query::new("price:153");
    let notice = serde_json::to_value(&query.notices()[0]).unwrap();
    assert_eq!(notice["kind"], "unknown-field");
    assert_eq!(notice["span"], serde_json::json!({"start": 0, "end": 6}));
}

#[test]
fn strict() {
    let error = Query::parse("Hind date:soon AND").unwrap_err().to_string();
    let first = "query \"Hind date:soon AND\" at bytes 10..14: `soon` is no date";
    assert!(error.starts_with(first), "{error}");
    assert!("-mi".parse::<Query>().is_ok(), "exclusions alone are well formed");
}
