//! Tables of malformed lexicons, and tests of the built-in one.

// The weights here are written and read exactly.
#![allow(clippy::float_cmp)]

use proptest::prelude::*;

use super::Lexicon;
use super::report::Read;

/// Checks the problems of `text`, each by its line and a part of its message, and that
/// its valid entries are those of `valid`.
fn check(text: &str, problems: &[(usize, &str)], valid: &str) {
    let read = Lexicon::read(text);
    let shown: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), problems.len(), "{text:?}: {shown:#?}");
    for ((line, part), shown) in problems.iter().zip(&shown) {
        assert!(shown.starts_with(&format!("line {line}: ")), "{text:?}: {shown:?}");
        assert!(shown.contains(part), "{text:?}: {shown:?} lacks {part:?}");
    }
    assert_eq!(read.lexicon, Lexicon::read(valid).lexicon, "{text:?}");
}

#[test]
fn valid_lexicons() {
    let whole = "[topic.a]\nnames = ['a', 'b c']\nexcludes = ['x y']\n[topic.a.terms]\nb = 0.5\n\"c d\" = 1\n\
                 [topic.a.kinds]\nship = 0.25\n[family.'F-1']\nkind = 'ship'\nnames = ['n']\nnato = ['o']\n\
                 same = ['s']\nvariants = ['v']\n[family.G]\nkind = 'ship'\nvariant_of = 'F-1'\n";
    check(whole, &[], whole);
    let Read { lexicon, .. } = Lexicon::read(whole);
    let topic = &lexicon.topics["a"];
    assert_eq!(topic.names, ["a", "b c"]);
    assert_eq!(topic.excludes, ["x y"]);
    assert_eq!(
        topic.terms.iter().collect::<Vec<_>>(),
        [(&"b".to_owned(), &0.5), (&"c d".to_owned(), &1.0)]
    );
    assert_eq!(topic.kinds["ship"], 0.25);
    let family = &lexicon.families["F-1"];
    assert_eq!((family.kind.as_str(), &family.variant_of), ("ship", &None));
    assert_eq!(
        [&family.names, &family.nato, &family.same, &family.variants].map(|l| l[0].as_str()),
        ["n", "o", "s", "v"]
    );
    assert_eq!(lexicon.families["G"].variant_of.as_deref(), Some("F-1"));

    check(&whole.replace('\n', "\r\n"), &[], whole);
    check(&format!("\u{feff}{whole}"), &[], whole);
    check(&format!("\n# note\n  {whole}"), &[], whole);
    check("topic.a.terms.b = 0.5", &[], "[topic.a.terms]\nb = 0.5");
    check("[topic]\na = { terms = { b = 0.5 } }", &[], "[topic.a.terms]\nb = 0.5");
    check("[topic.a]\nnames = [\n 'a', # [\n 'b=c',\n]", &[], "[topic.a]\nnames = ['a', 'b=c']");
}

#[test]
fn malformed_entries() {
    let topic = "[topic.a.terms]\nb = 0.5\n";
    let with = |line: &str| format!("[topic.a.terms]\n{line}\nb = 0.5\n");
    check(&with("c = 0,7"), &[(2, "write a line such as \"arms embargo\" = 0.9")], topic);
    check(&with("c d = 0.7"), &[(2, "this is not TOML")], topic);
    check(&with("\"c = 0.7"), &[(2, "this is not TOML")], topic);
    check(&with("c"), &[(2, "this is not TOML")], topic);
    // A quote that is missed at the end of a line is reported on that line.
    check(&with("\"\"\""), &[(2, "this is not TOML")], topic);
    check(&with("c = 'high'"), &[(2, "the weight of \"c\" is \"high\": write a number")], topic);
    check(&with("c = 1.01"), &[(2, "is 1.01: write a number from 0 to 1")], topic);
    check(&with("c = -0.1"), &[(2, "is -0.1: write a number from 0 to 1")], topic);
    check(&with("c = 7"), &[(2, "is 7: write a number from 0 to 1")], topic);
    check(&with("c = nan"), &[(2, "is nan: write a number from 0 to 1")], topic);
    check(&with("c = inf"), &[(2, "is inf: write a number from 0 to 1")], topic);
    check(&with("c = true"), &[(2, "is true: write a number from 0 to 1")], topic);
    check(&with("c = [1]"), &[(2, "is of type array: write a number")], topic);
    check(&with("\"\" = 0.5"), &[(2, "\"\" has no letter")], topic);
    check(&with("\" - \" = 0.5"), &[(2, "has no letter")], topic);
    check(
        &with("b = 0.25").replace("b = 0.5", "b = 0.7"),
        &[(3, "already exists on line 2")],
        &with("").replace('5', "25"),
    );
    check(
        "[topic.a]\nname = ['a']\nnames = ['b']",
        &[(2, "\"name\" is not known here: write names, ")],
        "[topic.a]\nnames = ['b']",
    );
    check(
        "[topic.a]\nnames = 'a'\nexcludes = ['b']",
        &[(2, "names is not a list: write names = [")],
        "[topic.a]\nexcludes = ['b']",
    );
    check(
        "[topic.a]\nnames = [\n 'a',\n 7,\n '',\n 'b'\n]",
        &[(4, "7 in names"), (5, "empty in names")],
        "[topic.a]\nnames = ['a', 'b']",
    );
    check(
        "[topic.a]\nnames = [\n 'a',\nexcludes = ['b']",
        &[(2, "the list is not closed")],
        "[topic.a]\nexcludes = ['b']",
    );
    check(
        "[topic.a]\nnames = [\n 'a' 'b',\n]\nexcludes = ['b']",
        &[(3, "this is not TOML")],
        "[topic.a]\nexcludes = ['b']",
    );
    let family = "[family.F]\nkind = 'ship'\n";
    check(
        &format!("{family}king = 'x'"),
        &[(3, "\"king\" is not known here: write kind, names")],
        family,
    );
    check(&format!("{family}names = 'x'"), &[(3, "names is not a list")], family);
    check(&format!("{family}kind = 'x'"), &[(3, "already exists on line 2")], family);
    check(
        &format!("{family}variant_of = 7"),
        &[(3, "variant_of is 7: write a word in quotes")],
        family,
    );
}

#[test]
fn malformed_tables() {
    let topic = "[topic.a.terms]\nb = 0.5\n";
    let after = |text: &str| format!("{text}\n{topic}");
    let lines_left_out = "the lines below it are left out";
    check(&after("[topic.c\nnames = ['x']"), &[(1, lines_left_out)], topic);
    check(&after("[topic.c d]\nnames = ['x']"), &[(1, lines_left_out)], topic);
    check(&after("[topics.c]\nnames = ['x']"), &[(1, "there is no table \"topics.c\"")], topic);
    check(&after("[topic.c.words]\nx = 1"), &[(1, "there is no table \"topic.c.words\"")], topic);
    check(&after("[family.RQ-4.A]\nx = 1"), &[(1, "[family.\"NAME\"]")], topic);
    check(&after("[topic.'']\nnames = ['x']"), &[(1, "there is no table")], topic);
    check(&after("[[topic.c]]\nnames = ['x']"), &[(1, "there is no table")], topic);
    check(&after("[]\nnames = ['x']"), &[(1, lines_left_out)], topic);
    check(&after("names = ['x']"), &[(1, "write it below a header such as")], topic);
    check(
        &format!("{topic}[topic.a.terms]\nc = 1"),
        &[(3, "already exists on line 1")],
        &format!("{topic}c = 1"),
    );
    check(
        &format!("{topic}[topic.a]\nnames = ['c']"),
        &[],
        &format!("{topic}[topic.a]\nnames = ['c']"),
    );
    check("", &[(1, "write a table such as [topic.embargo]")], "");
    check("\r\n# nothing\r\n", &[(1, "there is no topic and no family")], "");
    check("\u{feff}", &[(1, "there is no topic and no family")], "");
    check(&after("\u{0}\u{1}\u{fffd}\u{7f}"), &[(1, "this is not TOML")], topic);
    check(&after("GIF89a\u{0}=\u{fffd}[\n\u{fffd}]\u{1}"), &[(1, "this is not TOML")], topic);
}

#[test]
fn broken_relations() {
    check(
        "[topic.a]\n[family.F]\nnames = ['x']",
        &[(2, "family \"F\" has no kind: write kind =")],
        "[topic.a]\n[family.F]\nnames = ['x']",
    );
    let orphan = "[family.F]\nkind = 'k'\nvariant_of = 'E'";
    check(orphan, &[(3, "\"E\", which is no family")], orphan);
    let itself = "[family.F]\nkind = 'k'\nvariant_of = 'F'";
    check(itself, &[(3, "a variant of itself")], itself);
    let ring = "[family.F]\nkind = 'k'\nvariant_of = 'G'\n[family.G]\nkind = 'k'\nvariant_of = 'F'\n\
                [family.H]\nkind = 'k'\nvariant_of = 'F'";
    check(ring, &[(3, "a variant of itself"), (6, "a variant of itself")], ring);
    let kindless = "[topic.a.kinds]\nship = 0.5\nboat = 0.5\n[family.F]\nkind = 'ship'";
    check(kindless, &[(3, "no family has the kind \"boat\"")], kindless);
}

#[test]
fn weights_of_the_thesaurus() {
    let valid = "[term.tug]\nsame = ['towboat', 'Tender']\nnarrower = ['pusher']\nrelated = ['quay']\n\
                 [term.tug.weights]\nTowboat = 0.9\ntender = 0\npusher = 1\nquay = 0.25\ntug = 0.5\n";
    check(valid, &[], valid);
    let inline = "[term.tug]\nsame = ['towboat']\nweights = { towboat = 0.5 }";
    check(inline, &[], "[term.tug]\nsame = ['towboat']\n[term.tug.weights]\ntowboat = 0.5");
    let weights = &Lexicon::read(valid).lexicon.thesaurus["tug"].weights;
    assert_eq!((weights.len(), weights["Towboat"], weights["tender"]), (5, 0.9, 0.0));
    let tug = "[term.tug]\nsame = ['towboat']\n";
    let with = |line: &str| format!("{tug}[term.tug.weights]\n{line}\n");
    check(&with("towboat = 1.5"), &[(4, "the weight of \"towboat\" is 1.5: write a number")], tug);
    check(&with("towboat = -0.5"), &[(4, "is -0.5: write a number from 0 to 1")], tug);
    check(&with("towboat = 'high'"), &[(4, "is \"high\": write a number from 0 to 1")], tug);
    check(&with("\"-\" = 0.5"), &[(4, "the term \"-\" has no letter")], tug);
    check(&with("towboat 0.5"), &[(4, "write a line such as chopper = 0.5")], tug);
    check(&with("towboat = { a = 1 }"), &[(4, "is of type table: write a number")], tug);
    check(
        &with("boat = 0.5"),
        &[(4, "there is a weight of \"boat\", which is no word of the term \"tug\": add it to")],
        &with("boat = 0.5"),
    );
    check(&format!("{tug}weights = 0.5"), &[(3, "\"weights\" is not known here")], tug);
    // A word of the lexicon beneath has a weight in the one above.
    let over = "[term.tug.weights]\ntowboat = 0.5";
    let base = Lexicon::read(tug).lexicon;
    assert_eq!(base.read_over(over).problems, []);
    assert_eq!(Lexicon::read(over).problems[0].line, 2);
    // A lexicon without weights is written as it always was.
    assert!(!serde_json::to_string(&base).unwrap().contains("weights"));
    let both = base.with(&Lexicon::read(over).lexicon);
    let json = serde_json::to_string(&both).unwrap();
    assert_eq!(serde_json::from_str::<Lexicon>(&json).unwrap(), both);
}

#[test]
fn read_over_another() {
    let base = Lexicon::read("[family.E]\nkind = 'ship'").lexicon;
    let over = "[family.E]\nnames = ['x']\n[family.F]\nkind = 'boat'\nvariant_of = 'E'\n[topic.a.kinds]\nship = 1";
    let read = base.read_over(over);
    assert_eq!(read.problems, []);
    assert_eq!(read.lexicon, Lexicon::read(over).lexicon);
    assert_eq!(
        Lexicon::read(over).problems.len(),
        3 - 1,
        "kind of E and kind ship; E itself is there"
    );
    let merged = base.with(&read.lexicon);
    assert_eq!((merged.families["E"].kind.as_str(), merged.families["E"].names.len()), ("ship", 1));
}

#[test]
fn builtin_reads_without_a_problem() {
    for text in super::BUILTIN_FILES {
        let shown: Vec<String> =
            Lexicon::read(text).problems.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{shown:#?}");
    }
    let lexicon = Lexicon::builtin();
    for (name, min_terms) in [
        ("deal", 60),
        ("embargo", 60),
        ("helicopter", 60),
        ("aircraft", 25),
        ("missile", 25),
        ("warship", 25),
    ] {
        let topic = &lexicon.topics[name];
        assert!(topic.terms.len() >= min_terms, "{name} has {} terms", topic.terms.len());
        assert!(topic.terms.values().all(|&weight| weight > 0.0), "{name}");
        assert!(!topic.names.is_empty(), "{name}");
    }
    assert!(lexicon.families.len() >= 150, "{} families", lexicon.families.len());
    assert!(lexicon.thesaurus.len() >= 500, "{} terms", lexicon.thesaurus.len());
}

/// A word in two groups would expand to the first of them only.
#[test]
fn a_word_of_the_thesaurus_is_in_one_group() {
    let stems = crate::analysis::Stems::new(crate::config::Language::English);
    let mut groups = std::collections::BTreeMap::<Vec<String>, String>::new();
    let mut twice = Vec::new();
    for (term, group) in &Lexicon::builtin().thesaurus {
        for word in std::iter::once(term).chain(&group.same) {
            let key: Vec<String> = word
                .split([' ', '-'])
                .map(|part| stems.stem(&part.to_lowercase()).into_owned())
                .collect();
            match groups.get(&key) {
                Some(first) if first != term => {
                    twice.push(format!("{word:?} in {first:?}, {term:?}"));
                }
                _ => drop(groups.insert(key, term.clone())),
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

proptest! {
    /// A malformed line affects no other line, and its problem names its line.
    #[test]
    fn a_malformed_line_affects_no_other(junk in "[^\\[\n]{0,40}") {
        let text = format!("[topic.a.terms]\nb = 0.5\n{junk}\n[topic.c.terms]\nd = 0.25\n");
        let read = Lexicon::read(&text);
        prop_assert_eq!(read.lexicon.topics["a"].terms["b"], 0.5);
        prop_assert_eq!(read.lexicon.topics["c"].terms["d"], 0.25);
        prop_assert!(read.problems.iter().all(|problem| problem.line == 3));
    }

    #[test]
    fn any_text_is_accepted(text in "(\\[|\\]|\"|'|=|#|\n|\r|topic|family|\\.|a|0\\.5|,|\\{|\\}|\\PC){0,60}") {
        let lines = text.lines().count().max(1);
        let read = Lexicon::read(&text);
        prop_assert!(read.problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
        prop_assert!(!read.problems.is_empty() || read.lexicon != Lexicon::default());
        let weights = read.lexicon.topics.values().flat_map(|t| t.terms.values());
        prop_assert!(weights.into_iter().all(|weight| (0.0..=1.0).contains(weight)));
    }
}
