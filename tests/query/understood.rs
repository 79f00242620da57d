//! Well-formed queries.

use ibid::query::Query;

use crate::invariants::check_invariants;
use crate::tree::tree;

/// Well-formed queries: the text and its tree.
const WELL_FORMED: &[(&str, &str)] = &[
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
    ("\"AND -x (y) z\"", "phrase[AND -x (y) z]0"),
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
fn well_formed_queries() {
    for (text, expected) in WELL_FORMED {
        let query = Query::new(*text);
        assert_eq!(tree(query.clauses()), *expected, "{text:?}");
        let errors: Vec<_> = query.notices().iter().filter(|n| n.kind.is_error()).collect();
        assert!(errors.is_empty(), "{text:?}: {errors:?}");
        check_invariants(text);
    }
}
