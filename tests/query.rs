//! The query language: what is understood, what is said about it, and that
//! no text can break it.

use ibid::Span;
use ibid::query::{Clause, Node, NoticeKind, Occur, Query};
use proptest::prelude::*;

/// The clauses in a notation of their own: every node is told apart, so that
/// the tables do not depend on how a query prints.
fn tree(clauses: &[Clause]) -> String {
    let clause = |clause: &Clause| {
        let sign = match clause.occur {
            Occur::Should => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        };
        format!("{sign}{}", node(&clause.node))
    };
    clauses.iter().map(clause).collect::<Vec<_>>().join(" ")
}

fn node(node: &Node) -> String {
    match node {
        Node::Text { text, .. } => format!("[{text}]"),
        Node::Phrase { text, slop, .. } => format!("phrase[{text}]{slop}"),
        Node::Prefix { text, .. } => format!("prefix[{text}]"),
        Node::Fuzzy { text, edits, .. } => format!("fuzzy[{text}]{edits}"),
        Node::Exact { text, .. } => format!("exact[{text}]"),
        Node::Title(node) => format!("title{{{}}}", self::node(node)),
        Node::Source { text, .. } => format!("source[{text}]"),
        Node::Id { text, .. } => format!("id[{text}]"),
        Node::Label { label, .. } => format!("label[{label}]"),
        Node::Topic { name, .. } => format!("topic[{name}]"),
        Node::Date { days, .. } => format!("date[{days}]"),
        Node::Group { clauses, .. } => format!("({})", tree(clauses)),
        _ => unreachable!("every node has a notation"),
    }
}

/// Texts, quoted or not, that stand at each span, in order.
fn spans<'a>(clauses: &'a [Clause], found: &mut Vec<(Option<&'a str>, Span)>) {
    for clause in clauses {
        node_spans(&clause.node, found);
    }
}

fn node_spans<'a>(node: &'a Node, found: &mut Vec<(Option<&'a str>, Span)>) {
    let text = match node {
        Node::Text { text, .. }
        | Node::Phrase { text, .. }
        | Node::Prefix { text, .. }
        | Node::Fuzzy { text, .. }
        | Node::Exact { text, .. }
        | Node::Source { text, .. }
        | Node::Id { text, .. }
        | Node::Topic { name: text, .. } => Some(text.as_str()),
        _ => None,
    };
    found.push((text, node.span()));
    match node {
        Node::Title(node) => node_spans(node, found),
        Node::Group { clauses, .. } => spans(clauses, found),
        _ => {}
    }
}

/// What holds for every query whatever.
fn check_laws(text: &str) {
    let query = Query::new(text);
    assert_eq!(query.text(), text);
    let mut found = Vec::new();
    spans(query.clauses(), &mut found);
    for (words, span) in found {
        let under = span.of(text).unwrap_or_else(|| panic!("span {span} of {text:?}"));
        let Some(words) = words else { continue };
        assert_eq!(words.len(), under.len(), "{words:?} stands at {under:?}");
        let kept = |(byte, original): (u8, u8)| byte == original || byte == b' ';
        assert!(words.bytes().zip(under.bytes()).all(kept), "{words:?} stands at {under:?}");
    }
    for notice in query.notices() {
        assert!(notice.span.of(text).is_some(), "{notice} of {text:?}");
        assert!(!notice.message.starts_with(char::is_uppercase), "{notice}");
    }
    let in_order = |pair: &[ibid::query::Notice]| pair[0].span.start <= pair[1].span.start;
    let listed = query.notices().iter().take_while(|notice| notice.kind != NoticeKind::More);
    assert!(listed.cloned().collect::<Vec<_>>().windows(2).all(in_order), "{text:?}");
    let printed = query.to_string();
    let again = Query::new(printed.as_str());
    assert_eq!(tree(again.clauses()), tree(query.clauses()), "{text:?} printed as {printed:?}");
    assert_eq!(again.to_string(), printed, "{text:?}");
    let ill_formed = query.notices().iter().any(|notice| notice.kind.is_error());
    assert_eq!(Query::parse(text).is_err(), ill_formed, "{text:?}");
}

/// Well-formed queries: what is typed, and the tree.
const UNDERSTOOD: &[(&str, &str)] = &[
    ("", ""),
    (" \t\u{a0}\r\n", ""),
    ("helicopter deal", "[helicopter deal]"),
    ("  helicopter \u{a0} deal ", "[helicopter \u{a0} deal]"),
    ("Mi-35 state-of-the-art", "[Mi-35 state-of-the-art]"),
    ("Mi 35", "[Mi 35]"),
    ("'Hind E' Russia's", "['Hind E' Russia's]"),
    ("‘Hind E’ Russia’s", "[‘Hind E’ Russia’s]"),
    ("$153 million, US$153m (approx.)", "[$153 million, US$153m] ([approx.])"),
    ("AT&T Smith & Sons 24/7", "[AT&T Smith & Sons 24/7]"),
    // Quotes.
    ("\"arms embargo\"", "phrase[arms embargo]0"),
    ("\"arms embargo\"~5", "phrase[arms embargo]5"),
    ("\" arms embargo \"~99999999999", "phrase[arms embargo]4294967295"),
    ("“arms embargo”", "phrase[arms embargo]0"),
    ("„arms embargo“", "phrase[arms embargo]0"),
    ("«arms embargo»", "phrase[arms embargo]0"),
    ("»arms embargo«~2", "phrase[arms embargo]2"),
    ("\"arms embargo”", "phrase[arms embargo]0"),
    ("the \"Hind\" gunship", "[the] phrase[Hind]0 [gunship]"),
    ("\"a\"\"b\"c\"d\"", "phrase[a]0 phrase[b]0 [c] phrase[d]0"),
    ("rock\"n\"roll", "[rock] phrase[n]0 [roll]"),
    ("6\" gun and 4\" gun", "[6\" gun and 4\" gun]"),
    ("\"AND -x (y) z*\"", "phrase[AND -x (y) z*]0"),
    // Signs.
    ("+lifted -sanctions", "+[lifted] -[sanctions]"),
    ("+lifted !sanctions deal", "+[lifted] -[sanctions] [deal]"),
    ("-\"arms embargo\" +(a b)", "-phrase[arms embargo]0 +([a b])"),
    ("deal -Mi-35 ", "[deal] -[Mi-35]"),
    ("-Mi 35", "-[Mi] [35]"),
    ("+$153m -#tag -@name -é", "+[$153m] -[#tag] -[@name] -[é]"),
    ("+AND -OR", "+[AND] -[OR]"),
    ("a – b — c", "[a – b — c]"),
    ("Hello! wait-- no", "[Hello! wait-- no]"),
    // Operators.
    ("a AND b", "+[a] +[b]"),
    ("a && b", "+[a] +[b]"),
    ("a OR b", "[a] [b]"),
    ("a || b", "[a] [b]"),
    ("a and b or not c", "[a and b or not c]"),
    ("NOT a b", "-[a] [b]"),
    ("a NOT b", "[a] -[b]"),
    ("a AND NOT b", "+[a] -[b]"),
    ("a AND -b", "+[a] -[b]"),
    ("NOT a AND b", "-[a] +[b]"),
    ("a AND b OR c", "(+[a] +[b]) [c]"),
    ("a OR b AND c", "[a] (+[b] +[c])"),
    ("a OR b OR NOT c", "[a] [b] (-[c])"),
    ("a AND b AND c", "+[a] +[b] +[c]"),
    ("a OR +b", "[a] +[b]"),
    ("Mi 35 AND Pakistan", "+[Mi 35] +[Pakistan]"),
    ("arms embargo OR sanctions", "[arms embargo] [sanctions]"),
    ("\"x\" a AND b", "phrase[x]0 (+[a] +[b])"),
    ("a AND b \"x\"", "(+[a] +[b]) phrase[x]0"),
    ("a AND b c AND d", "+[a] +[b c] +[d]"),
    ("a AND NOT b c", "(+[a] -[b]) [c]"),
    ("a OR b -c", "([a] [b]) -[c]"),
    ("+x a OR b \"y\" c AND d", "+[x] ([a] [b]) phrase[y]0 (+[c] +[d])"),
    // Groups.
    ("(a b) c", "([a b]) [c]"),
    ("(a OR b) AND (c OR d)", "+([a] [b]) +([c] [d])"),
    ("NOT(a b)AND(c)", "-([a b]) +([c])"),
    ("-(a -b) +(c)", "-([a] -[b]) +([c])"),
    ("((a))", "(([a]))"),
    ("helicopter(s) Mi-35(M)", "[helicopter(s) Mi-35(M)]"),
    ("Sharif(the general)", "[Sharif] ([the general])"),
    // Stars, tildes, exact forms.
    ("embarg* Mi-3* em*", "prefix[embarg] prefix[Mi-3] prefix[em]"),
    ("(embarg*, deal)", "(prefix[embarg] [deal])"),
    ("pakstan~ arms~", "fuzzy[pakstan]2 fuzzy[arms]1"),
    ("pakstan~1 arms~2.", "fuzzy[pakstan]1 fuzzy[arms]2"),
    ("~100 x.org/~name a~b", "[~100 x.org/~name a~b]"),
    ("=Mi-35M", "exact[Mi-35M]"),
    ("=\"Tor M1\" -=Mi-35 =“Hind”", "exact[Tor M1] -exact[Mi-35] exact[Hind]"),
    ("a=b", "[a=b]"),
    // Fields.
    ("title:deal", "title{[deal]}"),
    ("TITLE:\"arms deal\"~2", "title{phrase[arms deal]2}"),
    ("title:(arms -deal) x", "title{([arms] -[deal])} [x]"),
    ("title:embarg* title:=Hind", "title{prefix[embarg]} title{exact[Hind]}"),
    ("title:AND -title:OR", "title{[AND]} -title{[OR]}"),
    ("-title:deal +source:Gazette", "-title{[deal]} +source[Gazette]"),
    ("source:\"Evening Gazette\"", "source[Evening Gazette]"),
    ("source:(Gazette OR \"The Post\")", "(source[Gazette] source[The Post])"),
    ("-source:(Gazette Post)", "-(source[Gazette] source[Post])"),
    ("id:http://x.y/z?a=b", "id[http://x.y/z?a=b]"),
    ("id:\"a (b)\"", "id[a (b)]"),
    ("topic:embargo topic:\"arms deal\"", "topic[embargo] topic[arms deal]"),
    ("label:comment", "label[comment]"),
    ("label:(Comments QUOTE)", "(label[comment] label[quote])"),
    ("date:2014 AND helicopter", "+date[2014] +[helicopter]"),
    ("date:2014-06", "date[2014-06]"),
    ("date:2014-06-05", "date[2014-06-05]"),
    ("date:2014..2016", "date[2014-01-01..2016-12-31]"),
    ("date:..2016 date:2014..", "date[..2016-12-31] date[2014-01-01..]"),
    ("date:>=2014 date:<2015", "date[2014-01-01..] date[..2014-12-31]"),
    ("date:(>=2014 AND <=2015)", "(+date[2014-01-01..] +date[..2015-12-31])"),
    // Colons that are no fields.
    ("price: $153", "[price: $153]"),
    ("Read more: Pakistan", "[Read more: Pakistan]"),
    ("https://x.y/z 10:30 std::fmt", "[https://x.y/z 10:30 std::fmt]"),
    // Other scripts, and what is hardly text.
    ("Ми-35М армия", "[Ми-35М армия]"),
    ("🚁 e\u{301} שלום \u{0}\u{7}", "[🚁 e\u{301} שלום \u{0}\u{7}]"),
    ("-🚁 直升机*", "-[🚁] prefix[直升机]"),
];

#[test]
fn understood() {
    for (text, expected) in UNDERSTOOD {
        let query = Query::new(*text);
        assert_eq!(tree(query.clauses()), *expected, "{text:?}");
        let told: Vec<_> = query.notices().iter().filter(|n| n.kind.is_error()).collect();
        assert!(told.is_empty(), "{text:?}: {told:?}");
        check_laws(text);
    }
}

/// Ill-formed queries: what is typed, the tree, and of each notice the kind,
/// the text under its span and a piece of its message.
type Told<'a> = (&'a str, &'a str, &'a [(NoticeKind, &'a str, &'a str)]);

const TOLD: &[Told] = {
    use NoticeKind::{
        BadDate, BadFuzzy, EmptyField, EmptyGroup, EmptyPhrase, NestedField, OnlyExclusions,
        ShortPrefix, StarInside, StrayOperator, UnbalancedParenthesis, UnclosedQuote, UnknownField,
        UnknownLabel,
    };
    &[
        // Quotes.
        ("\"arms embargo", "[arms embargo]", &[(UnclosedQuote, "\"", "loose")]),
        ("mi-35 \"hind", "[mi-35  hind]", &[(UnclosedQuote, "\"", "no partner")]),
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
        ("em*rgo", "prefix[em]", &[(StarInside, "em*rgo", "write em* for that")]),
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
        ("date:2016..2014 a", "[a]", &[(BadDate, "2016..2014", "ends before it begins")]),
        ("date:2014-2016 a", "[a]", &[(BadDate, "2014-2016", "2014..2016")]),
        (
            "a AND date:soon",
            "[a]",
            &[(StrayOperator, "AND", ""), (BadDate, "soon", "`soon` is no date")],
        ),
        ("date:>9999", "", &[(BadDate, ">9999", "0000 to 9999")]),
        ("label:advert a", "[a]", &[(UnknownLabel, "advert", "body, headline, byline")]),
        // Nothing to be found.
        ("-mi", "-[mi]", &[(OnlyExclusions, "-mi", "only excludes")]),
        ("NOT mi (-b)", "-[mi] (-[b])", &[(OnlyExclusions, "NOT mi (-b)", "")]),
    ]
};

#[test]
fn told() {
    for (text, expected, notices) in TOLD {
        let query = Query::new(*text);
        assert_eq!(tree(query.clauses()), *expected, "{text:?}");
        let found: Vec<_> =
            query.notices().iter().map(|n| (n.kind, n.span.of(text).unwrap())).collect();
        let wanted: Vec<_> = notices.iter().map(|(kind, under, _)| (*kind, *under)).collect();
        assert_eq!(found, wanted, "{text:?}");
        for (notice, (_, _, piece)) in query.notices().iter().zip(*notices) {
            assert!(notice.message.contains(piece), "{text:?}: {notice}");
        }
        check_laws(text);
    }
}

#[test]
fn every_kind_is_told_as_data() {
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

/// Kinds of the notices, each once, in order.
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
    check_laws(&joined);
}

#[test]
fn too_many_words() {
    let query = Query::new("word ".repeat(1024));
    assert_eq!(kinds(&query), []);
    let query = Query::new("word ".repeat(1023) + "+(=x AND y) z");
    assert_eq!(kinds(&query), [NoticeKind::TooManyClauses]);
    let notice = &query.notices()[0];
    assert_eq!(notice.span.of(query.text()), Some("y) z"));
    assert!(query.to_string().ends_with("word +(=x)"));
    check_laws(query.text());
}

#[test]
fn too_long() {
    let text = format!("a {}é{}", "x".repeat(64 * 1024 - 3), " b".repeat(10));
    let query = Query::new(text.as_str());
    assert_eq!(kinds(&query), [NoticeKind::TooLong]);
    assert_eq!(query.notices()[0].span.of(&text), Some(&*format!("é{}", " b".repeat(10))));
    check_laws(&text);
}

#[test]
fn many_notices_are_counted() {
    let query = Query::new(") ".repeat(100));
    let last = query.notices().last().unwrap();
    assert_eq!((query.notices().len(), last.kind), (65, NoticeKind::More));
    assert!(last.message.starts_with("36 more"), "{last}");
}

/// Long repetitions of what nests or looks ahead: each would take minutes, or
/// the stack, if reading were not linear and bounded.
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
        check_laws(&text);
    }
}

fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "Mi-35M",
        "Mi 35",
        "Hind E",
        "embargo",
        "$153 million",
        "Russia's",
        "6\"",
        "helicopter(s)",
        "é",
        "e\u{301}",
        "Ми-35",
        "🚁",
        "\u{a0}",
        "\n",
        "\u{0}",
        "AND",
        "OR",
        "NOT",
        "&&",
        "||",
        "+",
        "-",
        "!",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "＂",
        "'",
        "*",
        "~",
        "~2",
        "~1",
        "=",
        ":",
        "/",
        ",",
        ".",
        "title:",
        "source:",
        "id:",
        "label:",
        "topic:",
        "date:",
        "foo:",
        "comment",
        "2014",
        "2014..2016",
        ">=2014-06",
        "..",
        "https://x.y/z",
        "a b",
        "\"arms deal\"",
        "“arms deal”~5",
        "(a OR b)",
        "(a AND -b)",
        "x*",
        "abc*",
        "pakstan~",
        "=\"Tor M1\"",
    ];
    prop::sample::select(PIECES).prop_map(str::to_owned)
}

fn mangled() -> impl Strategy<Value = String> {
    let joined = |parts: Vec<(String, bool)>| {
        let part = |(piece, blank): (String, bool)| if blank { piece + " " } else { piece };
        parts.into_iter().map(part).collect::<String>()
    };
    prop::collection::vec((piece(), any::<bool>()), 0..24).prop_map(joined)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text(text in any::<String>()) {
        check_laws(&text);
    }

    #[test]
    fn any_punctuation(text in "[-+!()\"“”«» a-c:=*~0-9&|/]{0,40}") {
        check_laws(&text);
    }

    #[test]
    fn mangled_queries(text in mangled()) {
        check_laws(&text);
    }

    /// Every longer word typed is searched for or told of.
    #[test]
    fn nothing_is_dropped_silently(text in mangled()) {
        let query = Query::new(text.as_str());
        let understood = query.to_string().to_lowercase();
        let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3);
        for word in words.map(str::to_lowercase) {
            let kept = understood.contains(&word);
            prop_assert!(kept || !query.notices().is_empty(), "{word:?} of {text:?}");
        }
    }
}
