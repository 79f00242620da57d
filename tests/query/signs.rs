//! The signs of other query languages: what each becomes, and what is told.

use ibid::query::{NoticeKind, Query};

use crate::invariants::check_invariants;
use crate::tree::tree;

/// A query with a sign, its tree, and of each notice the kind and a part of its
/// message.
type Sign<'a> = (&'a str, &'a str, &'a [(NoticeKind, &'a str)]);

const SIGNS: &[Sign] = {
    use NoticeKind::{
        BadFuzzy, BadRange, ForeignSign, ShortPrefix, StarInside, StrayOperator, UnknownField,
    };
    &[
        // Weights.
        ("tank^2 jets", "[tank   jets]", &[(ForeignSign, "`^2` gives a weight")]),
        ("tank^0.5 T-72^10", "[tank     T-72]", &[(ForeignSign, "^0.5"), (ForeignSign, "^10")]),
        ("\"new tank\"^2", "phrase[new tank]0", &[(ForeignSign, "twice")]),
        ("\"new tank\"~3^2", "phrase[new tank]3", &[(ForeignSign, "^2")]),
        ("(tank OR jet)^3 x", "([tank] [jet]) [x]", &[(ForeignSign, "^3")]),
        ("title:tank^2", "title{[tank]}", &[(ForeignSign, "^2")]),
        ("=tank^2", "exact[tank]", &[(ForeignSign, "^2")]),
        ("2014^2 tanks", "[2014   tanks]", &[(ForeignSign, "^2")]),
        ("tank ^2 jets", "[tank    jets]", &[(ForeignSign, "^2")]),
        ("+^2 tank jets", "[tank jets]", &[(ForeignSign, "`+^2`")]),
        ("tank AND -^2 jets", "+[tank] +[jets]", &[(ForeignSign, "`-^2`")]),
        ("tank^2^3, jets", "[tank    , jets]", &[(ForeignSign, "`^2^3`")]),
        ("10^6 tanks, x^y", "[10^6 tanks, x^y]", &[]),
        // Backslashes.
        (r"T\-72", r"[T\-72]", &[]),
        (r"\-tank \+jet", r"[\-tank \+jet]", &[]),
        (r"title\:tank", r"[title\:tank]", &[]),
        (r"tank\* jet\~2", r"[tank\* jet\~2]", &[]),
        (r"\(tank\) x", r"[\(tank\) x]", &[]),
        (r#"6\" gun"#, r#"[6\" gun]"#, &[(ForeignSign, "no phrase")]),
        (
            r#"\"new tank\""#,
            r#"[\"new tank\"]"#,
            &[(ForeignSign, "without a backslash"), (ForeignSign, "backslash")],
        ),
        (r#""6\" gun""#, r#"phrase[6\" gun]0"#, &[]),
        (r"\AND x", r"[\AND x]", &[]),
        (r"C:\docs tanks", r"[C:\docs tanks]", &[(UnknownField, "`C:`")]),
        // Distances.
        ("tank NEAR/5 jet", "phrase[tank        jet]5", &[]),
        ("old tank W/3 jet new", "[old] phrase[tank     jet]3 [new]", &[]),
        ("tank w/3 jet", "phrase[tank     jet]3", &[]),
        ("\"new tank\" NEAR/2 jet", "phrase[new tank         jet]2", &[]),
        ("a NEAR/2 b NEAR/3 c", "phrase[a        b        c]5", &[]),
        ("x AND tank NEAR/5 jet", "+[x] +phrase[tank        jet]5", &[]),
        ("+tank NEAR/5 jet", "+phrase[tank        jet]5", &[]),
        ("NEAR/5 tank", "[tank]", &[(StrayOperator, "between no two words")]),
        ("tank NEAR/5", "[tank]", &[(StrayOperator, "nothing after")]),
        ("tank NEAR/5 (jet)", "[tank] ([jet])", &[(StrayOperator, "between no two")]),
        ("tank NEAR/5 -jet", "phrase[tank         jet]5", &[(StrayOperator, "after another")]),
        ("tank NEAR jet", "[tank      jet]", &[(ForeignSign, "NEAR/5")]),
        ("tank near jet w/o x", "[tank near jet w/o x]", &[]),
        ("\"new tank\"/2 x", "phrase[new tank]0 [x]", &[(ForeignSign, "`/2`")]),
        ("\"new tank\"~0.5 x", "phrase[new tank]0 [x]", &[(StrayOperator, "`~0.5`")]),
        // Ranges.
        ("date:[2014 TO 2016] x", "date[2014-01-01..2016-12-31] [x]", &[]),
        ("date:{2014 TO 2016} x", "date[2015] [x]", &[]),
        ("date:[2014 TO *] x", "date[2014-01-01..] [x]", &[]),
        ("[2014 TO 2016] x", "[[2014    2016] x]", &[(ForeignSign, "`[2014 TO 2016]` is a range")]),
        ("title:[a TO b]", "title{[[a]} [b]]", &[(ForeignSign, "no field")]),
        ("date:[soon TO late] x", "[x]", &[(BadRange, "[soon TO late]")]),
        ("[tanks] {x}", "[[tanks] {x}]", &[]),
        (">2014 tanks", "[>2014 tanks]", &[(ForeignSign, "date:>=2014")]),
        ("<TANK.O> <tanks>", "[<TANK.O> <tanks>]", &[]),
        ("tanks < jets", "[tanks < jets]", &[(StrayOperator, "`<`")]),
        // Letters that are left open.
        ("t?nk", "[t?nk]", &[(ShortPrefix, "before the question mark")]),
        ("tan?s", "prefix[tan]", &[(StarInside, "question mark inside")]),
        ("tan??s jet?", "prefix[tan] [jet?]", &[(StarInside, "`tan`")]),
        ("when was it sold? why?! x", "[when was it sold? why?! x]", &[]),
        ("https://x.y/z?a=b", "[https://x.y/z?a=b]", &[]),
        ("tan% jets", "prefix[tan] [jets]", &[]),
        ("%tan% x", "[%tan% x]", &[(ShortPrefix, "percent sign")]),
        ("50% of 100%-owned", "[50% of 100%-owned]", &[]),
        (
            "*tank t* t*nk",
            "[*tank t* t*nk]",
            &[(ShortPrefix, "`*tank`"), (ShortPrefix, "`t*`"), (ShortPrefix, "`t*nk`")],
        ),
        ("\"new tan*\"", "(+phrase[new]0 +prefix[tan])", &[(ForeignSign, "each required")]),
        (
            "\"very new tan* sold\"",
            "(+phrase[very new]0 +prefix[tan] +phrase[sold]0)",
            &[(ForeignSign, "star in quotes")],
        ),
        ("\"tan*\" x", "prefix[tan] [x]", &[(ForeignSign, "words with this beginning")]),
        ("-\"new tan*\" x", "-(+phrase[new]0 +prefix[tan]) [x]", &[(ForeignSign, "")]),
        ("\"new * tank\"", "phrase[new * tank]1", &[]),
        ("\"new t*\"", "phrase[new t*]0", &[(ForeignSign, "it was ignored")]),
        ("tank~0.8 arm~0.5", "fuzzy[tank]1 fuzzy[arm]1", &[(BadFuzzy, "with 1"), (BadFuzzy, "")]),
        ("helicopter~0.8", "fuzzy[helicopter]2", &[(BadFuzzy, "with 2")]),
        ("/tan.*s/ x", "[x]", &[(ForeignSign, "regular expression")]),
        ("title:/tan[kc]s/ x", "[x]", &[(ForeignSign, "regular expression")]),
        ("/etc/hosts 24/7 and/or", "[/etc/hosts 24/7 and/or]", &[]),
        // Operators.
        ("tank && jet || x", "(+[tank] +[jet]) [x]", &[]),
        ("tank&&jet", "+[tank] +[jet]", &[]),
        ("tank||jet", "[tank] [jet]", &[]),
        ("tank !jet", "[tank] -[jet]", &[]),
        // Any value.
        ("title:* x", "[x]", &[(ForeignSign, "`title:*` asks for any value")]),
        ("source:* x", "[x]", &[(ForeignSign, "source:value")]),
        ("date:* x", "date[*] [x]", &[]),
        ("-date:* x", "-date[*] [x]", &[]),
        ("*:*", "[*:*]", &[(StrayOperator, "`*:*`")]),
        // Text.
        ("$153 C++ R&D AT&T #tag @name", "[$153 C++ R&D AT&T #tag @name]", &[]),
        ("US$153m, 3.5% [sic] {x} ~100", "[US$153m, 3.5% [sic] {x} ~100]", &[]),
        ("Yahoo! what? why; a/b a_b", "[Yahoo! what? why; a/b a_b]", &[]),
    ]
};

/// The texts of queries with such signs.
pub(crate) fn signs() -> impl Iterator<Item = &'static str> {
    SIGNS.iter().map(|(text, ..)| *text)
}

#[test]
fn signs_of_other_languages() {
    for (text, expected, notices) in SIGNS {
        let query = Query::new(*text);
        assert_eq!(tree(query.clauses()), *expected, "{text:?}: {:?}", query.notices());
        let kinds: Vec<_> = query.notices().iter().map(|notice| notice.kind).collect();
        let expected: Vec<_> = notices.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, expected, "{text:?}: {:?}", query.notices());
        for (notice, (_, piece)) in query.notices().iter().zip(*notices) {
            assert!(notice.message.contains(piece), "{text:?}: {notice}");
        }
        check_invariants(text);
    }
}

/// Values of `date:` with what they are read as. A date that can be read in two
/// ways is told.
#[test]
fn dates() {
    let check = |text: &str, expected: &str, told: &str| {
        let query = Query::new(text);
        assert_eq!(tree(query.clauses()), expected, "{text:?}: {:?}", query.notices());
        let messages: Vec<&str> = query.notices().iter().map(|n| n.message.as_str()).collect();
        assert_eq!(messages.is_empty(), told.is_empty(), "{text:?}: {messages:?}");
        assert!(messages.first().is_none_or(|m| m.contains(told)), "{text:?}: {messages:?}");
        check_invariants(text);
    };
    check("date:\"June 2014\" tanks", "date[2014-06] [tanks]", "");
    check("date:June 2014 tanks", "date[2014-06] [tanks]", "");
    check("tanks date:2 June 2014", "[tanks] date[2014-06-02]", "");
    check("date:June 2, 2014 tanks", "date[2014-06-02] [tanks]", "");
    check("date:20140602", "date[2014-06-02]", "");
    check("date:25.12.2014", "date[2014-12-25]", "");
    check("date:\"Mon, 02 Jun 2014\"", "date[2014-06-02]", "");
    check("date:>=June 2014 tanks", "date[2014-06-01..] [tanks]", "");
    check("date:June 2014..July 2015 x", "date[2014-06-01..2015-07-31] [x]", "");
    check("date:\"June 2014\"..\"July 2015\" x", "date[2014-06-01..2015-07-31] [x]", "");
    check("date:(June 2014 OR July 2015)", "(date[2014-06] date[2015-07])", "");
    check("-date:June 2014 x", "-date[2014-06] [x]", "");
    check("date:2.6.2014 x", "(date[2014-06-02] date[2014-02-06]) [x]", "2014-06-02 or 2014-02-06");
    check("date:>2.6.2014 x", "date[2014-06-03..] [x]", "both were allowed");
    check("date:June tanks", "[tanks]", "`June` is no date");
    check("date:\"next June\" tanks", "[tanks]", "`next June` is no date");
    check("date:31.2.2014 tanks", "[tanks]", "`31.2.2014` is no date");
    check("date:2014 35 tanks", "date[2014] [35 tanks]", "");
}

/// Headlines in capitals. `understood` writes what was read as a word small.
#[test]
fn headlines() {
    let check = |text: &str, understood: &str, is_told: bool| {
        let query = Query::new(text);
        assert_eq!(query.to_string(), understood, "{text:?}");
        let kinds: Vec<_> = query.notices().iter().map(|notice| notice.kind).collect();
        let told: &[NoticeKind] = if is_told { &[NoticeKind::CapitalWords] } else { &[] };
        assert_eq!(kinds, told, "{text:?}");
        assert!(Query::parse(text).is_ok(), "a headline is well formed");
        check_invariants(text);
    };
    check("SENATE WILL NOT VOTE ON TANKS", "SENATE WILL not VOTE ON TANKS", true);
    check("RIOT POLICE AND CROWDS CLASH", "RIOT POLICE and CROWDS CLASH", true);
    check("CRASH NEAR KABUL", "CRASH near KABUL", true);
    check("NOT ONE TANK LEFT", "not ONE TANK LEFT", true);
    check("SENATE WILL NOT VOTE yesterday", "SENATE WILL not VOTE yesterday", true);
    check("NATO OR UN", "NATO OR UN", false);
    check("NATO AND UN troops", "NATO AND UN troops", false);
    check("tanks AND jets", "tanks AND jets", false);
    check("+SENATE NOT VOTES", "SENATE AND -VOTES", false);
    check("NOT GUILTY x", "-GUILTY x", false);
}

/// An `OR` of fields is one, of whatever fields they are.
#[test]
fn fields_joined_by_or() {
    let check = |text: &str, expected: &str| {
        assert_eq!(tree(Query::new(text).clauses()), expected, "{text:?}");
        check_invariants(text);
    };
    check("date:2000 OR source:x", "either(date[2000] source[x])");
    check("(date:2000 OR source:x)", "either(date[2000] source[x])");
    check("tanks (date:2000 OR source:x)", "[tanks] either(date[2000] source[x])");
    check("-(date:2000 OR source:x) tanks", "-either(date[2000] source[x]) [tanks]");
    check("title:a OR title:b", "either(title{[a]} title{[b]})");
    check("tanks OR date:2014", "either([tanks] date[2014])");
    check("date:<2000 OR date:>2010", "either(date[..1999-12-31] date[2011-01-01..])");
    check("date:2014 OR NOT date:*", "either(date[2014] (-date[*]))");
    check("a OR date:2000 AND source:x", "either([a] (+date[2000] +source[x]))");
    // Alternatives without an operator as well.
    check("source:a OR source:b", "source[a] source[b]");
    check("source:a source:b date:2014", "source[a] source[b] date[2014]");
    check("a OR +date:2014", "[a] +date[2014]");
}
