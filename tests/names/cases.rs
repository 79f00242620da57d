//! Cases of names, with a trap beside each: a text that has the words of a name and
//! not the thing.

use std::collections::BTreeSet;

use ibid::{Document, Hits, Index, IndexOptions, Lexicon, Query};

/// An index of texts, by their number.
fn index_of(lexicon: Lexicon, texts: &[&str]) -> Index {
    let index = IndexOptions::default().with_lexicon(lexicon).in_memory().unwrap();
    let mut writer = index.writer().unwrap();
    for (number, text) in texts.iter().enumerate() {
        writer.add(&Document::new(number.to_string(), *text)).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// The numbers of the texts that are found.
fn numbers(hits: &Hits) -> BTreeSet<usize> {
    hits.iter().map(|hit| hit.citation.document.parse().unwrap()).collect()
}

/// A query with texts that it must find, and texts that it must not.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Each query over its texts alone.
fn check(lexicon: &Lexicon, cases: &[Case]) {
    for (query, found, not_found) in cases {
        let texts: Vec<&str> = found.iter().chain(*not_found).copied().collect();
        let index = index_of(lexicon.clone(), &texts);
        let hits = index.search(&Query::new(*query).limit(50)).unwrap();
        let expected: BTreeSet<usize> = (0..found.len()).collect();
        assert_eq!(numbers(&hits), expected, "{query:?} over {texts:#?}");
    }
}

/// A query with a text that comes first, and those that may come after.
fn check_first(lexicon: &Lexicon, cases: &[Case]) {
    for (query, first, others) in cases {
        let texts: Vec<&str> = first.iter().chain(*others).copied().collect();
        let index = index_of(lexicon.clone(), &texts);
        let hits = index.search(&Query::new(*query).limit(50)).unwrap();
        let firsts: Vec<&str> =
            hits.iter().take(first.len()).map(|hit| hit.text.as_str()).collect();
        let firsts: BTreeSet<&str> = firsts.into_iter().collect();
        assert_eq!(firsts, first.iter().copied().collect(), "{query:?} over {texts:#?}");
    }
}

#[test]
fn a_name_finds_the_other_names_of_its_thing() {
    check(
        &Lexicon::builtin(),
        &[
            (
                "MLRS",
                &["The Multiple Launch Rocket System was sold.", "The M270 was sold.", "Two MLRS."],
                &["A system was launched.", "Rockets were sold."],
            ),
            (
                "Hind",
                &["Two Mi-24 came.", "Two Mi-35M came.", "Two Hinds came.", "A Hind E came."],
                &["Two Mi-17 came.", "He was behind."],
            ),
            (
                "Grail missile",
                &["An SA-7 was fired.", "A Strela-2 was fired."],
                &["A gun was fired."],
            ),
            ("Huey", &["The Iroquois was sold.", "A UH-1H was sold."], &["The AH-64 was sold."]),
            ("Sea King", &["Two SH-3D came.", "The S-61 came."], &["The H-3 radio came."]),
            (
                "Sidewinder",
                &["An AIM-9L was sold.", "Some AIM-9s were sold."],
                &["The AIM-7 was sold."],
            ),
            (
                "Fishbeds",
                &["A MiG-21 was lost.", "The Fishbed L was lost."],
                &["A fish bed was lost."],
            ),
            (
                "AWACS",
                &["The E-3A was sold.", "The Sentry aircraft were sold."],
                &["The E-2C was sold."],
            ),
        ],
    );
}

#[test]
fn a_name_of_several_words_is_found_in_the_singular_and_the_plural() {
    check(
        &Lexicon::builtin(),
        &[
            ("Sea Kings", &["A Sea King was lost.", "two sea kings were lost"], &["He was lost."]),
            ("Sea King", &["Sea Kings were lost."], &["The Chinook was lost."]),
            ("fighting falcons", &["A Fighting Falcon came."], &["The flight came."]),
            ("Fighting Falcon", &["Fighting Falcons came.", "An F-16C came."], &["The F-15 came."]),
            ("Black Hawks", &["A Black Hawk came.", "The Blackhawk came."], &["Night came."]),
            (
                "Joint Strike Fighter",
                &["Joint Strike Fighters came.", "The JSF came."],
                &["Day came."],
            ),
            (
                "multiple launch rocket systems",
                &["The Multiple Launch Rocket System.", "The MLRS came."],
                &["The Patriot came."],
            ),
        ],
    );
}

#[test]
fn the_class_word_may_be_absent() {
    let builtin = Lexicon::builtin();
    check_first(
        &builtin,
        &[
            (
                "MX missile",
                &["The MX was put into silos."],
                &["The missile was put into silos.", "Silos were put up."],
            ),
            ("MX missiles", &["The MX program was cut."], &["Missiles were cut.", "A program."]),
            ("Peacekeeper missile", &["The MX was cut."], &["A missile was cut."]),
            (
                "Army Tactical Missile System",
                &["The Army Tactical Missile was sold."],
                &["The army has a system.", "A tactical missile."],
            ),
            ("Panther tank", &["The KF51 was shown."], &["A tank was shown.", "Panther leaped."]),
            ("Al Khalid tank", &["The Al-Khalid was shown."], &["Al was shown.", "The tank."]),
        ],
    );
    // An everyday word does not stand for the thing: HARM, Arrow, Lance.
    check(
        &builtin,
        &[
            ("AGM-88", &["A HARM missile was fired."], &["It did no harm."]),
            ("Arrow 2", &["The Arrow missile was fired."], &["An arrow was shot."]),
            ("MGM-52", &["The Lance missile was cut."], &["He broke a lance."]),
        ],
    );
}

#[test]
fn the_plain_words_of_a_name_are_not_lost() {
    check(
        &Lexicon::builtin(),
        &[
            ("Sea King", &["The king went to sea.", "A king."], &["The queen went home."]),
            ("MX missile", &["A missile.", "MX is a code."], &["A gun."]),
            ("Multiple Launch Rocket System", &["Multiple rockets.", "A system."], &["A gun."]),
            ("Black Hawk", &["A black day.", "A hawk was seen."], &["A gun."]),
            ("Iron Dome", &["The dome fell.", "Iron is sold."], &["A gun."]),
            // A mark or a number of a name is none of its words.
            ("Rainbow 4", &["A rainbow."], &["It rained for 4 days."]),
            ("Jericho II", &["He went to Jericho."], &["World War II."]),
        ],
    );
    // What is required or excluded is the thing, and not one of its words.
    check(
        &Lexicon::builtin(),
        &[
            (
                "(Sea King) AND sold",
                &["A Sea King was sold."],
                &["The sea was sold.", "A king sold."],
            ),
            (
                "sold -(Sea King)",
                &["The sea was sold."],
                &["A Sea King was sold.", "The SH-3 sold."],
            ),
            ("(MX missile) AND cut", &["The MX was cut."], &["A missile was cut."]),
        ],
    );
}

#[test]
fn a_name_within_the_name_of_another_thing_is_not_it() {
    let builtin = Lexicon::builtin();
    check(
        &builtin,
        &[
            (
                "Hawk",
                &[
                    "A Hawk trainer.",
                    "Hawk missiles.",
                    "MIM-23 batteries.",
                    "a Black Hawk and a Hawk",
                ],
                &["A Black Hawk.", "black hawks", "Pave Hawks.", "A Global Hawk drone.", "UH-60A."],
            ),
            ("hawks", &["Two Hawks.", "two hawks"], &["Black Hawks.", "Sea Hawks."]),
            ("MIM-23", &["Hawk missiles."], &["Black Hawk helicopters.", "Black Hawks."]),
            ("Hercules", &["A Hercules.", "The C-130."], &["The Nike Hercules.", "The MIM-14."]),
            (
                "Eagle",
                &["An Eagle.", "An F-15E.", "A Strike Eagle."],
                &["A Sea Eagle.", "Golden Eagles."],
            ),
            ("Black Hawk", &["A UH-60.", "An S-70."], &["A MIM-23.", "A T-45."]),
            // Of one kin: a Sea Cobra is a Cobra, a Super Puma comes of the Puma.
            ("Cobra", &["A Sea Cobra.", "An AH-1W."], &["A Mi-24."]),
            ("Puma", &["A Super Puma.", "An SA-330."], &["An SA-342."]),
        ],
    );
}

#[test]
fn a_name_is_marked_outside_the_names_of_other_things() {
    let index = index_of(Lexicon::builtin(), &["A Black Hawk and a Hawk, and two black hawks."]);
    for (query, expected) in [
        ("Hawk", "Hawk"),
        ("hawks", "Hawk"),
        ("MIM-23", "Hawk"),
        ("Black Hawk", "Black Hawk|Hawk|black hawks"),
        ("UH-60", "Black Hawk|black hawks"),
        ("black", "Black|black"),
    ] {
        let hits = index.search(&Query::new(query)).unwrap();
        let marks: Vec<&str> =
            hits[0].marks.iter().filter_map(|mark| mark.span.of(&hits[0].text)).collect();
        assert_eq!(marks.join("|"), expected, "{query}");
    }
}

#[test]
fn a_designator_with_its_own_name_is_one_thing() {
    let builtin = Lexicon::builtin();
    check_first(
        &builtin,
        &[
            (
                "C130 Hercules delivered",
                &["Two C-130s were delivered."],
                &["Hercules Inc delivered a report.", "Hercules Inc said Hercules paints."],
            ),
            ("UH-60 Black Hawk", &["A UH-60A came."], &["A black day came.", "A hawk came."]),
            ("Mi-24 Hind", &["An Mi-24 came."], &["Mi-26 came.", "The hind legs."]),
            ("AH-64 Apache sold", &["An AH-64D was sold."], &["Apache Corp sold oil to Apache."]),
            ("Tor SA-15 parade", &["An SA-15 on parade."], &["Tor Olsen on parade, Tor said."]),
            ("Tu-95 Bear", &["A Tu-95 came."], &["A bear came.", "Bear left. A bear."]),
            ("Sentry E-3A", &["An E-3A came."], &["A sentry stood.", "The sentry of sentries."]),
        ],
    );
}

#[test]
fn a_doubtful_name_alone_weighs_less_than_the_designator() {
    check_first(
        &Lexicon::builtin(),
        &[
            ("C-130", &["The C-130 landed."], &["Hercules rose, Hercules fell, said Hercules."]),
            ("AH-64", &["The AH-64 landed."], &["Apache rose, Apache fell, said Apache."]),
            ("SA-15", &["The SA-15 landed."], &["Tor rose, Tor fell, said Tor."]),
            ("Tu-142", &["The Tu-142 landed."], &["The bear rose, the bear fell, the bear."]),
            ("F-15", &["The F-15 landed."], &["The eagle rose, an eagle fell, an eagle."]),
            ("FIM-92", &["The FIM-92 landed."], &["A stinger rose, a stinger fell, a stinger."]),
        ],
    );
    // No other form of the word is the name; what is required is not doubtful.
    check(
        &Lexicon::builtin(),
        &[
            ("Tu-95", &["A Bear came.", "Two Bears came."], &["He was bearing gifts."]),
            ("+C-130", &["A C-130H came.", "A Super Hercules came."], &["Hercules Inc came."]),
            ("+Mi-35", &["A Hind E came.", "Two Hinds came."], &["A Mi-28 came."]),
        ],
    );
}

#[test]
fn figures_of_a_designator_are_no_numbers_of_a_query() {
    check(
        &Lexicon::builtin(),
        &[
            ("Mi-35", &["A Mi-35M came."], &["Some 35 men came.", "Mi came."]),
            ("mi 35", &["A MI35 came."], &["In 35 days.", "35"]),
            ("F-16", &["F-16s came."], &["16 men came.", "F came with 16."]),
            ("C130 Hercules crew", &["A C-130 crew came."], &["Some 130 came."]),
            // Digits are never repaired.
            ("Mi-36", &["A Mi-36 came."], &["A Mi-35 came.", "A Mi-26 came."]),
            ("XQ-581", &["An XQ-581 came."], &["An XQ-582 came.", "The XQ-58 came."]),
        ],
    );
}

#[test]
fn a_lexicon_of_ones_own_works_the_same_way() {
    let read = Lexicon::read(
        "[family.\"ZX-900\"]\nkind = \"helicopter\"\nnames = [\"Night Owl\", \"NOX missile\"]\n\
         nato = [\"Crocodile\"]\nsame = [\"QB-7\"]\n\
         [family.\"Owl\"]\nkind = \"drone\"\nnames = [\"Barn Door\"]\n",
    );
    assert_eq!(read.problems, []);
    check(
        &read.lexicon,
        &[
            (
                "night owls",
                &["A Night Owl.", "A ZX900.", "QB-7s.", "Crocodiles.", "The NOX."],
                &["Day."],
            ),
            ("QB7", &["A ZX-900.", "Night Owls.", "A NOX missile."], &["An Owl."]),
            ("Owl", &["An Owl drone.", "two owls", "A Barn Door."], &["A Night Owl.", "A ZX-900."]),
            ("Barn Doors", &["Owls.", "a barn door"], &["Night Owls."]),
            ("+ZX-900", &["A Night Owl."], &["A crocodile."]),
            ("zx 900 night owl", &["A ZX-900.", "By night."], &["900 men."]),
        ],
    );
}

#[test]
fn the_report_tells_names_and_not_keys() {
    let index = index_of(Lexicon::builtin(), &["A Hind."]);
    for (query, added) in
        [("Hind", "Mi-24"), ("MLRS", "M-270"), ("Grail", "SA-7"), ("Mi-35", "Hind")]
    {
        let hits = index.search(&Query::new(query)).unwrap();
        let all: Vec<&str> = hits.report.expanded.iter().map(|of| of.added.as_str()).collect();
        assert!(all.contains(&added), "{query}: {all:?}");
        assert!(!all.iter().any(|of| ["mi24", "m270", "sa7"].contains(of)), "{query}: {all:?}");
    }
}
