//! Properties of an analysis as a whole.

use proptest::prelude::*;

use super::*;
use crate::span::Span;
use crate::util::fold::fold;

fn english() -> Analyzer {
    Analyzer::new(Language::English, &Lexicon::default())
}

fn surfaces(analysis: &Analysis) -> Vec<&str> {
    analysis.words().map(|word| word.surface).collect()
}

#[test]
fn words_of_a_text() {
    let analyzer = english();
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(surfaces(&analyzer.analyze(text)), expected, "{text:?}");
    };
    check("", &[]);
    check("🚁 \u{345} — …", &[]);
    check("Russia’s deal,\r\nsigned", &["russia", "deal", "signed"]);
    check("Mi-35M for $1,000", &["mi", "35m", "for", "1000"]);
    check("a Mi-35's rotor", &["a", "mi", "35", "rotor"]);
    check("The US told us", &["the", "u.s", "told", "us"]);
    check("U.S.-led, U.N. and UN", &["u.s", "led", "un", "and", "un"]);
    check("CONTACT US", &["contact", "us"]);
    check("did not deny", &["did", "not", "deny"]);
    check("co\u{ad}operation with\u{a0}Iran", &["cooperation", "with", "iran"]);
}

#[test]
fn words_of_a_query() {
    let analyzer = english();
    let check = |text: &str, expected: &[&str]| {
        assert_eq!(surfaces(&analyzer.analyze_query(text)), expected, "{text:?}");
    };
    check("US EMBARGO", &["u.s", "embargo"]);
    check("us embargo", &["us", "embargo"]);
}

#[test]
fn a_giant_word_is_cut_and_its_span_is_not() {
    let text = "é".repeat(100_000);
    let analysis = english().analyze(&text);
    let word = analysis.word(0).unwrap();
    assert_eq!((word.surface.len(), word.span), (200, Span::new(0, 200_000)));
}

#[test]
fn keys_lie_on_the_words_that_spell_them() {
    let analyzer = english();
    let check = |text: &str, expected: &[(&str, u32, u32)]| {
        let analysis = analyzer.analyze(text);
        let keys: Vec<_> = analysis.keys().map(|key| (key.term, key.position, key.width)).collect();
        assert_eq!(keys, expected, "{text:?}");
    };
    check("no equipment", &[]);
    check("the Mi-35M sold", &[("mi35m", 1, 2), ("mi35", 1, 2)]);
    check("the MI35M’s rotor", &[("mi35m", 1, 1), ("mi35", 1, 1)]);
}

#[test]
fn fingerprints() {
    let fingerprint = |language, lexicon: &Lexicon| Analyzer::new(language, lexicon).fingerprint();
    let mut lexicon = Lexicon::default();
    let empty = fingerprint(Language::English, &lexicon);
    let (major, minor, _) = unicode_segmentation::UNICODE_VERSION;
    let expected = format!("ibid-4 english unicode-{major}.{minor} lexicon-");
    assert!(empty.starts_with(&expected), "{empty}");
    assert_eq!(fingerprint(Language::English, &lexicon), empty);
    assert_ne!(fingerprint(Language::German, &lexicon), empty);
    lexicon.topics.insert("deal".to_owned(), crate::lexicon::Topic::default());
    assert_ne!(fingerprint(Language::English, &lexicon), empty);
    assert_eq!(crate::util::fnv::fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
}

#[test]
fn one_analyzer_on_many_threads() {
    let analyzer = english();
    let text = "Helicopters delivered under embargoes, negotiations resumed. ".repeat(50);
    let expected = analyzer.analyze(&text);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (analyzer, text, expected) = (analyzer.clone(), &text, &expected);
            scope.spawn(move || assert_eq!(&analyzer.analyze(text), expected));
        }
    });
}

/// Texts with characters that split words: marks, quotes, digits, many scripts.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[A-Za-z]{1,9}",
        "(Mi|F|AH|Су)[-– ]?[0-9]{1,2}[A-ZМ]?('s|’s|s)?",
        "[0-9]{1,3}([.,][0-9]{1,3}){0,2}",
        "(U\\.S\\.|US|WHO|don't|Russia’s|é|e\u{301}|ß|🚁|\u{345}|漢字|Й)",
        "[ \u{a0}\r\n\t.,;:'\"’“”_/–-]{1,3}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The words of a text without a fast path: by Unicode's rules alone, each
/// normalised in full and stemmed without the cache.
fn word_by_word(text: &str, capitals_matter: bool) -> Vec<(String, String, Span)> {
    use unicode_segmentation::UnicodeSegmentation;

    let stems = Stems::new(Language::English);
    // The last character keeps the library from its own path for ASCII.
    let with_witness = format!("{text} …");
    let mut words = Vec::new();
    for (at, word) in with_witness.unicode_word_indices() {
        let end = at + word.len();
        let word = word.trim_start_matches(' ');
        let from = end - word.len();
        if normalize::is_loose_possessive(&text[..from], word) {
            continue;
        }
        let owner = text[..from].strip_suffix(['-', '\u{2010}', '\u{2011}']);
        let is_variant = owner.is_some_and(|owner| owner.ends_with(char::is_alphabetic));
        let after = text.get(end..).unwrap_or_default();
        let is_variant = is_variant || tokenizer::begins_designator(word, after);
        pieces::for_each_piece(word, is_variant, |start, end| {
            let piece = &word[start..end];
            let mut surface = String::new();
            normalize::push_surface(Language::English, piece, capitals_matter, &mut surface);
            if !surface.is_empty() {
                let stem = stems.stem(&surface).into_owned();
                words.push((surface, stem, Span::new(from + start, from + end)));
            }
        });
    }
    words
}

proptest! {
    #[test]
    fn as_word_by_word(text in prop_oneof![
        any::<String>(),
        "([a-zA-Z0-9]{0,30}[ .,'’_:é-]){0,12}",
        "((US|us|IT|WHO|s|35's|Russia’s|U\\.S|1,000|hopping|flies|analysis)[ .,'-]){0,12}",
    ]) {
        let analysis = english().analyze_query(&text);
        // What is removed, elided or signed has tables of its own.
        prop_assume!(clean::clean(&text).is_none() && !text.contains(['#', '+', '\'', '’']));
        let words: Vec<_> =
            analysis.words().map(|w| (w.surface.into(), w.stem.into(), w.span)).collect();
        prop_assert_eq!(words, word_by_word(&text, true));
    }

    #[test]
    fn spans_ascend_and_give_the_surface(text in texts()) {
        let analysis = english().analyze(&text);
        let mut end = 0;
        for (position, word) in analysis.words().enumerate() {
            prop_assert!(end <= word.span.start && word.span.start < word.span.end);
            end = word.span.end;
            prop_assert_eq!(word.position as usize, position);
            let folded = fold(word.span.of(&text).unwrap()).into_owned();
            // Signs that stand for letters have a table of their own.
            if folded.contains(['%', '×']) {
                continue;
            }
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert!(letters(&folded).starts_with(&letters(word.surface)), "{} {}", folded, word.surface);
            prop_assert_eq!(word.stem, english().stem(word.surface));
        }
    }

    #[test]
    fn keys_are_in_order_and_on_words(text in texts()) {
        let analysis = english().analyze(&text);
        let keys: Vec<_> = analysis.keys().collect();
        let readings: Vec<_> = analysis.readings().collect();
        prop_assert!(readings.is_sorted_by_key(|reading| reading.position));
        for reading in readings {
            let under: Vec<_> = (reading.position..reading.position + reading.width)
                .map(|position| analysis.word(position as usize).unwrap())
                .collect();
            let (first, last) = (under[0].span, under[under.len() - 1].span);
            // Of an article that lost its vowel the word's span lacks the article.
            prop_assert!(reading.span.end <= last.end && reading.span.overlaps(first));
            prop_assert!(reading.stem != under[0].stem);
        }
        prop_assert!(keys.is_sorted_by_key(|key| (key.span.start, key.kind)));
        for key in keys {
            let (first, after) = (key.position as usize, (key.position + key.width) as usize);
            prop_assert!(key.width > 0 && after <= analysis.len());
            for (position, word) in analysis.words().enumerate() {
                let under = (first..after).contains(&position);
                prop_assert_eq!(word.span.overlaps(key.span), under);
            }
        }
    }

    #[test]
    fn the_same_text_is_analysed_the_same(text in any::<String>()) {
        let analyzer = english();
        let first = analyzer.analyze(&text);
        prop_assert_eq!(&analyzer.analyze(&text), &first);
        prop_assert_eq!(&english().analyze(&text), &first);
        prop_assert!(analyzer.analyze_query(&text).len() == first.len());
    }

    /// A phrase of the lexicon has the words of a text with it, or it never matches.
    #[test]
    fn phrases_of_the_lexicon_have_the_words_of_a_text(
        phrase in "([A-Za-z]{1,4}|[0-9]{1,3}[a-zA-Z]{0,3}|C[+]{2}|F#|U[.]S[.]|’s)([ -](MiG|Su|[0-9]{2}[A-Z]{0,2}|mm|km|[0-9]{1,2}mm|C#)){0,3}",
    ) {
        prop_assume!(clean::clean(&phrase).is_none());
        let text = english().analyze_query(&phrase);
        let words: Vec<&str> = text.words().map(|word| word.surface).collect();
        let own = phrases::words_of(&phrase);
        prop_assert_eq!(own.iter().map(Box::as_ref).collect::<Vec<_>>(), words);
    }

    /// The analysis of a sentence does not depend on the text before it.
    #[test]
    fn a_sentence_is_analysed_as_in_its_context(before in "[a-z ]{0,20}", text in "[a-zA-Z’é0-9 ,.]{0,40}") {
        let analyzer = english();
        let alone = analyzer.analyze(&format!("x {text}"));
        let within = analyzer.analyze(&format!("{before} y {text}"));
        let (alone, within) = (surfaces(&alone), surfaces(&within));
        prop_assert!(within.ends_with(&alone[1..]));
    }
}
