//! Tests of names and relatives on a small lexicon.

use super::*;
use crate::lexicon::Family;

type Row<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [&'a str], &'a str, &'a [&'a str]);

/// Designation, names, NATO names, same, variant of, variants.
const ROWS: &[Row<'_>] = &[
    ("Mi-24", &[], &["Hind", "Hind D"], &[], "", &[]),
    ("Mi-35", &["Crocodile"], &["Hind E"], &[], "Mi-24", &[]),
    ("JF-17", &["Thunder"], &[], &["FC-1"], "", &[]),
    ("AH-64", &["Apache", "Apache Longbow"], &[], &[], "", &["WAH-64"]),
    ("AH-1", &["Cobra", "Sea Cobra"], &[], &[], "", &[]),
    ("Bell-212", &["Twin Huey"], &[], &["UH-1N"], "", &[]),
    ("UH-1", &["Huey"], &[], &[], "", &[]),
    ("EC-725", &["Caracal"], &[], &["H225M"], "AS-332", &[]),
    ("Tor", &[], &["Gauntlet"], &["SA-15"], "", &["Tor-M1"]),
];

fn relations() -> Relations {
    let mut lexicon = Lexicon::default();
    let own = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect::<Vec<_>>();
    for &(designation, names, nato, same, parent, variants) in ROWS {
        let family = Family {
            kind: format!("kind of {designation}"),
            names: own(names),
            nato: own(nato),
            same: own(same),
            variant_of: (!parent.is_empty()).then(|| parent.to_owned()),
            variants: own(variants),
        };
        lexicon.families.insert(designation.to_owned(), family);
    }
    Relations::new(&lexicon)
}

fn shown(related: &[Related]) -> Vec<String> {
    related.iter().map(|r| format!("{:?} {} {:?}", r.relation, r.written, r.target)).collect()
}

#[test]
fn relatives_of_a_family() {
    let relations = relations();
    let cases: &[(&str, &[&str])] = &[
        (
            "mi35",
            &[
                r#"Name Crocodile Name(["crocodile"])"#,
                r#"NatoName Hind E Name(["hind", "e"])"#,
                r#"VariantOf Mi-24 Family("mi24")"#,
            ],
        ),
        (
            "mi24",
            &[
                r#"NatoName Hind Name(["hind"])"#,
                r#"NatoName Hind D Name(["hind", "d"])"#,
                r#"HasVariant Mi-35 Family("mi35")"#,
            ],
        ),
        ("fc1", &[r#"Same JF-17 Family("jf17")"#, r#"Name Thunder Name(["thunder"])"#]),
        ("jf17", &[r#"Same FC-1 Family("fc1")"#, r#"Name Thunder Name(["thunder"])"#]),
        ("uh1", &[r#"Name Huey Name(["huey"])"#]),
        (
            "uh1n",
            &[r#"Same Bell-212 Family("bell212")"#, r#"Name Twin Huey Name(["twin", "huey"])"#],
        ),
        ("bell212", &[r#"Same UH-1N Exact("uh1n")"#, r#"Name Twin Huey Name(["twin", "huey"])"#]),
        (
            "h225",
            &[
                r#"Same EC-725 Family("ec725")"#,
                r#"Name Caracal Name(["caracal"])"#,
                r#"VariantOf AS-332 Family("as332")"#,
            ],
        ),
        // A parent that the lexicon does not list knows its variants.
        ("as332", &[r#"HasVariant EC-725 Family("ec725")"#, r#"HasVariant H225M Exact("h225m")"#]),
        (
            "tor",
            &[
                r#"Same SA-15 Family("sa15")"#,
                r#"NatoName Gauntlet Name(["gauntlet"])"#,
                r#"HasVariant Tor-M1 Exact("torm1")"#,
            ],
        ),
        ("mi99", &[]),
    ];
    for (family, expected) in cases {
        assert_eq!(shown(relations.of_family(family)), *expected, "{family}");
    }
}

#[test]
fn names_in_words() {
    let relations = relations();
    for (words, expected) in [
        ("four hind e helicopters", "1..3 Hind E mi35:NatoName"),
        ("hind helicopters", "0..1 Hind mi24:NatoName mi35:NatoName"),
        ("hind d", "0..2 Hind D mi24:NatoName"),
        ("hind f", "0..1 Hind mi24:NatoName mi35:NatoName"),
        ("hinds and cobras", "0..1 Hind mi24:NatoName mi35:NatoName; 2..3 Cobra ah1:Name"),
        ("sea cobra", "0..2 Sea Cobra ah1:Name"),
        ("apache longbow apache's", "0..2 Apache Longbow ah64:Name; 2..3 Apache ah64:Name"),
        ("twin huey", "0..2 Twin Huey bell212:Name"),
        ("twin hueys huey", "0..2 Twin Huey bell212:Name; 2..3 Huey uh1:Name"),
        ("behind the sea", ""),
        ("", ""),
    ] {
        let surfaces: Vec<&str> = words.split_whitespace().collect();
        let matches: Vec<String> = relations
            .names_in(&surfaces)
            .iter()
            .map(|name| {
                let families = name.families.iter();
                let families = families.map(|(key, relation)| format!(" {key}:{relation:?}"));
                format!("{:?} {}{}", name.words, name.name, families.collect::<String>())
            })
            .collect();
        assert_eq!(matches.join("; "), expected, "{words:?}");
    }
}

#[test]
fn kinds() {
    let relations = relations();
    for (key, kind) in [
        ("mi35", Some("kind of Mi-35")),
        ("fc1", Some("kind of JF-17")),
        ("wah64", Some("kind of AH-64")),
        ("h225", Some("kind of EC-725")),
        ("uh1", Some("kind of UH-1")),
        ("mi99", None),
    ] {
        assert_eq!(relations.kind_of(key), kind, "{key}");
    }
}
