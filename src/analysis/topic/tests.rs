//! Tests of topics against tables, and against a naive reading of the definition.

use proptest::prelude::*;

use super::*;
use crate::config::Language;

const LANGUAGE: Language = Language::English;

fn topics(lexicon: &str) -> Topics {
    let read = Lexicon::read(lexicon);
    assert_eq!(read.problems, [], "{lexicon}");
    Topics::new(&read.lexicon, &Stems::new(LANGUAGE))
}

/// The words between blanks, which must be in lower case, with their stems.
fn stemmed(text: &str) -> Vec<(&str, String)> {
    let stems = Stems::new(LANGUAGE);
    text.split_whitespace().map(|word| (word, stems.stem(word).into_owned())).collect()
}

fn about(topics: &Topics, text: &str, families: &[(Range<usize>, &str)]) -> Vec<Aboutness> {
    let stemmed = stemmed(text);
    let words: Vec<_> = stemmed.iter().map(|(surface, stem)| TopicWord { stem, surface }).collect();
    topics.about(&words, families)
}

/// The matched terms of each topic, as "topic: term@start..end".
fn matches(topics: &Topics, text: &str, families: &[(Range<usize>, &str)]) -> Vec<String> {
    let names: Vec<_> = topics.names().collect();
    let all = about(topics, text, families);
    let all = all.iter().flat_map(|about| {
        let name = names[about.topic];
        about.terms.iter().map(move |term| format!("{name}: {}@{:?}", term.term, term.words))
    });
    all.collect()
}

/// One topic with everything, and another that shares words with it.
const SAMPLE: &str = "
[topic.ban]
names = ['ban', 'arms ban']
excludes = ['ban ki moon', 'banning order', 'to ban']
terms = { ban = 0.5, 'arms ban' = 0.75, 'ban on arms' = 0.75, bans = 0.25, 'arms ban vote' = 0.5 }
[topic.Rotor]
terms = { rotor = 0.5, 'arms ban' = 0.25 }
kinds = { helicopter = 0.8 }
[family.'Mi-24']
kind = 'helicopter'
nato = ['Hind', 'Hind D']
[family.'Ka-50']
kind = 'helicopter'
same = ['V-80']
names = ['Black Shark']
[family.'T-72']
kind = 'tank'
names = ['Ural']
";

#[test]
fn matched_terms() {
    let topics = topics(SAMPLE);
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(matches(&topics, text, &[]), expected, "{text:?}");
    };
    check("", &[]);
    check("nothing of it", &[]);
    check("bans banned banning", &["ban: ban@0..1", "ban: ban@1..2", "ban: ban@2..3"]);
    check("an arms ban", &["ban: arms ban@1..3", "rotor: arms ban@1..3"]);
    check("arms ban vote", &["ban: arms ban vote@0..3", "rotor: arms ban@0..2"]);
    check("arms ban on arms", &["ban: arms ban@0..2", "rotor: arms ban@0..2"]);
    check("a ban on arms ban", &["ban: ban on arms@1..4", "ban: ban@4..5", "rotor: arms ban@3..5"]);
    check("ban ki moon", &[]);
    check("ban ki", &["ban: ban@0..1"]);
    // Excluded phrases compare surfaces: "ban" has the stem of "banning".
    check("ban order", &["ban: ban@0..1"]);
    check("banning order", &[]);
    check("to ban arms", &[]);
    check("arms ban to ban", &["ban: arms ban@0..2", "rotor: arms ban@0..2"]);
    check("a black shark", &["rotor: Black Shark@1..3"]);
    check("the ural", &[]);
}

#[test]
fn matched_families() {
    let topics = topics(SAMPLE);
    let check = |text: &str, families: &[(Range<usize>, &str)], expected: &[&str]| {
        assert_eq!(matches(&topics, text, families), expected, "{text:?} {families:?}");
    };
    check("a mi 24", &[(1..3, "mi24")], &["rotor: Mi-24@1..3"]);
    check("a v 80", &[(1..3, "v80")], &["rotor: Ka-50@1..3"]);
    check("a t 72", &[(1..3, "t72"), (1..3, "unknown"), (7..9, "")], &[]);
    check("mi 24 hind", &[(0..2, "mi24")], &["rotor: Mi-24@0..2", "rotor: Hind@2..3"]);
    check("hind d", &[(0..2, "mi24")], &["rotor: Mi-24@0..2"]);
    check("hind d and hind", &[], &["rotor: Hind D@0..2", "rotor: Hind@3..4"]);
}

#[test]
fn scores() {
    let topics = topics(SAMPLE);
    let check = |topic: &str, text: &str, families: &[(Range<usize>, &str)], expected: f32| {
        let topic = topics.index_of(topic).unwrap();
        let all = about(&topics, text, families);
        let score = all.iter().find(|about| about.topic == topic).map_or(0.0, |about| about.score);
        assert!((score - expected).abs() < 1e-6, "{text:?}: {score}, not {expected}");
    };
    check("ban", "ban", &[], 0.5);
    check("ban", "ban and arms ban", &[], 1.0 - 0.5 * 0.25);
    // Twice: 0.5 (1 + ¼ · ½ · ½).
    check("ban", "ban and bans", &[], 0.53125);
    check("rotor", "black shark", &[], 0.8);
    check("rotor", "mi 24", &[(0..2, "mi24")], 0.8);
    // A single word: half of 0.8, and half of that without other evidence.
    check("rotor", "hind", &[], 0.2);
    check("rotor", "hind rotor", &[], 1.0 - 0.6 * 0.5);
    check("rotor", "ban", &[], 0.0);
}

#[test]
fn named_in_queries() {
    let topics = topics(SAMPLE);
    let check = |query: &str, expected: &[(&str, Range<usize>, &str)]| {
        let stemmed = stemmed(query);
        let stems: Vec<&str> = stemmed.iter().map(|(_, stem)| stem.as_str()).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(topic, words, name)| TopicNamed {
                topic: topics.index_of(topic).unwrap(),
                words: words.clone(),
                name: (*name).to_owned(),
            })
            .collect();
        assert_eq!(topics.named_in(&stems), expected, "{query:?}");
    };
    check("", &[]);
    check("arms", &[]);
    check("the banned", &[("ban", 1..2, "ban")]);
    check("arms ban ban", &[("ban", 0..2, "arms ban"), ("ban", 2..3, "ban")]);
    // A topic's own name is one of its names.
    check("rotors banned", &[("rotor", 0..1, "Rotor"), ("ban", 1..2, "ban")]);
}

#[test]
fn names_are_terms() {
    let check = |lexicon: &str, text: &str, expected: &[&str]| {
        assert_eq!(matches(&topics(lexicon), text, &[]), expected, "{lexicon}: {text}");
    };
    let own = "[topic.'Arms deal']";
    check(own, "two arms deals", &["arms deal: Arms deal@1..3"]);
    check(own, "arms and a deal", &[]);
    let named = "[topic.trade]\nnames = ['gun sale', 'trade']\n";
    check(named, "trades in guns", &["trade: trade@0..1"]);
    check(named, "gun sales", &["trade: gun sale@0..2"]);
    let hyphen = "[topic.air-defence]";
    check(hyphen, "air defence", &["air-defence: air-defence@0..2"]);
    // What the lexicon says of the word holds: an excluded phrase, or no term.
    let excluded = format!("{named}excludes = ['trade wind']\n");
    check(&excluded, "trade wind", &[]);
    let none = format!("{named}terms = {{ Trade = 0, guns = 0.25 }}\n");
    check(&none, "trade in guns", &["trade: guns@2..3"]);
    let stems = Stems::new(LANGUAGE);
    let [trade, guns] = ["trades", "guns"].map(|word| stems.stem(word).into_owned());
    assert_eq!(topics(&none).named_in(&[&trade, &guns]).len(), 1, "it names the topic still");
    let weight = |lexicon: &str, text: &str| about(&topics(lexicon), text, &[])[0].score;
    assert!((weight(named, "gun sale") - 0.6).abs() < 1e-6);
    // Listed in another form, with its own weight.
    let listed = format!("{named}terms = {{ 'gun sales' = 0.25 }}\n");
    assert!((weight(&listed, "gun sale") - 0.25).abs() < 1e-6);
}

/// The built-in topics list what they are called, so that nothing is weighed by the
/// weight of a name that nobody chose.
#[test]
fn builtin_topics_list_their_names() {
    let lexicon = Lexicon::builtin();
    let stems = Stems::new(LANGUAGE);
    let stemmed = |text: &str| {
        let words =
            text.split([' ', '-']).map(|word| stems.stem(&word.to_lowercase()).into_owned());
        words.collect::<Vec<String>>()
    };
    let mut unlisted = Vec::new();
    for (own, topic) in &lexicon.topics {
        let listed: Vec<Vec<String>> = topic.terms.keys().map(|term| stemmed(term)).collect();
        let names = topic.names.iter().chain([own]);
        unlisted.extend(names.filter(|name| !listed.contains(&stemmed(name))));
    }
    assert_eq!(unlisted, [""; 0]);
}

/// A lexicon that is built by hand can have any weight.
#[test]
fn terms_without_a_positive_weight_are_ignored() {
    for (weight, expected) in [(0.0, 0), (-1.0, 0), (f32::NAN, 0), (0.5, 1), (7.0, 1)] {
        let mut lexicon = Lexicon::default();
        let topic = lexicon.topics.entry("spin".to_owned()).or_default();
        topic.terms.insert("rotor".to_owned(), weight);
        let topics = Topics::new(&lexicon, &Stems::new(LANGUAGE));
        let all = about(&topics, "a rotor", &[]);
        assert_eq!(all.len(), expected, "{weight}");
        assert!(all.iter().all(|about| about.score <= 1.0), "{weight}");
    }
}

#[test]
fn numbers_of_topics() {
    let topics = topics(SAMPLE);
    assert_eq!(topics.names().collect::<Vec<_>>(), ["ban", "rotor"]);
    assert_eq!(topics.index_of(" ROTOR "), Some(1));
    assert_eq!(topics.index_of("rotors"), None);
    assert_eq!(Topics::new(&Lexicon::default(), &Stems::new(LANGUAGE)).names().count(), 0);
}

/// Sentences written for this test, with topics that each is about and topics that
/// it is not about.
#[test]
fn builtin_topics() {
    let topics = Topics::new(&Lexicon::builtin(), &Stems::new(LANGUAGE));
    let check = |text: &str, expected: &[&str], unexpected: &[&str]| {
        let all = about(&topics, text, &[]);
        let score = |topic: &str| {
            let topic = topics.index_of(topic).unwrap();
            all.iter().find(|about| about.topic == topic).map_or(0.0, |about| about.score)
        };
        for topic in expected {
            assert!(score(topic) >= 0.6, "{text:?}: {topic} {} {all:#?}", score(topic));
        }
        for topic in unexpected {
            assert!(score(topic) <= 0.25, "{text:?}: {topic} {} {all:#?}", score(topic));
        }
    };
    check(
        "the two countries signed a contract for twelve gunships",
        &["deal", "helicopter"],
        &["embargo"],
    );
    check(
        "the council eased sanctions and ended its arms embargo",
        &["embargo"],
        &["deal", "helicopter"],
    );
    check("according to the minister it was a great deal of rain", &[], &["deal"]);
    check("secretary general ban ki moon spoke in order to calm them", &[], &["embargo", "deal"]);
    check("the tail rotor of the chopper failed", &["helicopter"], &["deal", "embargo"]);
    check("the storm wreaked havoc and hip hop was cancelled", &[], &["helicopter", "aircraft"]);
    check("moscow imposed a moratorium on arms sales", &["embargo"], &["helicopter"]);
    check(
        "the navy ordered a second frigate worth two billion euros",
        &["warship"],
        &["helicopter"],
    );
    check("the first batch of tanks was handed over", &["delivery", "armour"], &["embargo"]);
    check(
        "letter of offer and acceptance for surface to air missiles",
        &["deal", "air-defence"],
        &["helicopter"],
    );
    check("the unit cost of the drone", &["price", "drone"], &["embargo", "helicopter"]);
    check(
        "both armies agreed on military technical cooperation",
        &["defence-cooperation"],
        &["embargo"],
    );
    check("the licence was denied under the export controls", &["embargo"], &["helicopter"]);
}

#[test]
fn every_builtin_term_matches() {
    let lexicon = Lexicon::builtin();
    let topics = Topics::new(&lexicon, &Stems::new(LANGUAGE));
    for (name, topic) in &lexicon.topics {
        let number = topics.index_of(name).unwrap();
        for term in topic.terms.keys() {
            // In lower case and without signs. Terms with capitals are left out: their
            // acronyms have another surface.
            let text = term.replace(['\'', '-'], " ");
            if text.chars().any(char::is_uppercase) {
                continue;
            }
            let all = about(&topics, &text, &[]);
            let about = all.iter().find(|about| about.topic == number);
            let whole = 0..text.split_whitespace().count();
            let terms = about.map(|about| about.terms.clone()).unwrap_or_default();
            assert!(terms.iter().any(|of| of.words == whole), "{name}: {term:?}: {terms:?}");
        }
    }
}

/// The first and longest term at each word, read from the definition.
fn naive(text: &str) -> Vec<String> {
    const TERMS: [(&str, bool); 8] = [
        ("banning order", false),
        ("ban ki moon", false),
        ("to ban", false),
        ("arms ban vote", true),
        ("ban on arms", true),
        ("arms ban", true),
        ("ban", true),
        ("rotor", false),
    ];
    let words = stemmed(text);
    let stems = Stems::new(LANGUAGE);
    let (mut matches, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let fits = |term: &str, is_term: bool| {
            let parts: Vec<_> = term.split(' ').collect();
            parts.len() <= words.len() - at
                && parts.iter().zip(&words[at..]).all(|(part, (surface, stem))| {
                    if is_term { stems.stem(part) == *stem } else { part == surface }
                })
        };
        let longest = TERMS
            .iter()
            .filter(|(term, is_term)| fits(term, *is_term))
            .max_by_key(|(term, is_term)| (term.split(' ').count(), !is_term));
        let length = longest.map_or(1, |(term, _)| term.split(' ').count());
        if let Some((term, true)) = longest {
            matches.push(format!("ban: {term}@{at}..{}", at + length));
        }
        at += length;
    }
    matches
}

proptest! {
    #[test]
    fn as_the_definition_says(text in "((arms|ban|bans|banning|order|on|ki|moon|to|vote|the) ){0,12}") {
        let topics = topics(SAMPLE);
        let mut ours = matches(&topics, &text, &[]);
        ours.retain(|term| term.starts_with("ban: "));
        prop_assert_eq!(ours, naive(&text));
    }

    /// A further term never lowers the score, and the same words give the same score.
    #[test]
    fn scores_grow(terms in prop::collection::vec(
        prop::sample::select(vec!["ban", "arms ban", "rotor", "hind", "black shark", "rain"]), 1..12
    )) {
        let topics = topics(SAMPLE);
        let mut before = [0.0_f32; 2];
        for count in 1..=terms.len() {
            let text = terms[..count].join(" the ");
            let all = about(&topics, &text, &[]);
            prop_assert_eq!(&all, &about(&topics, &text, &[]));
            prop_assert!(all.windows(2).all(|pair| pair[0].topic < pair[1].topic));
            let mut now = [0.0_f32; 2];
            for about in &all {
                now[about.topic] = about.score;
                prop_assert!(about.score > 0.0 && about.score <= 1.0);
            }
            prop_assert!(now.iter().zip(before).all(|(now, before)| *now >= before), "{} {:?}", text, all);
            before = now;
        }
    }

    /// Any words and any ranges are accepted.
    #[test]
    fn any_input_is_accepted(text in "\\PC{0,80}", start in 0_usize..9, end in 0_usize..9) {
        let topics = topics(SAMPLE);
        let all = about(&topics, &text, &[(start..end, "mi24")]);
        prop_assert_eq!(all.last().map(|about| about.topic), Some(1));
        prop_assert!(all.iter().all(|about| about.score > 0.0 && about.score <= 1.0));
    }
}
