//! The marks are those of a naive search for each alternative alone.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::analysis::Analyzer;
use crate::config::Language;
use crate::lexicon::Lexicon;
use crate::query::plan::Alternative;

static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(Language::English, &Lexicon::builtin()));

/// The matches of a matcher, found by comparing every word.
fn spans(matcher: &Matcher, analysis: &Analysis, about: &[(String, Aboutness)]) -> Vec<Span> {
    let words: Vec<_> = analysis.words().collect();
    let span_of = |words: &[crate::analysis::Word<'_>]| {
        Span::new(words[0].span.start, words[words.len() - 1].span.end)
    };
    let key_spans = |kind: KeyKind, term: &str| -> Vec<Span> {
        let keys = analysis.keys().filter(|key| key.kind == kind && key.term == term);
        keys.map(|key| key.span).collect()
    };
    match matcher {
        Matcher::Stem(stem) => {
            words.iter().filter(|word| word.stem == stem).map(|word| word.span).collect()
        }
        Matcher::Surface(surface) => {
            words.iter().filter(|word| word.surface == surface).map(|word| word.span).collect()
        }
        Matcher::Stems(stems) => words
            .windows(stems.len())
            .filter(|window| window.iter().map(|word| word.stem).eq(stems))
            .map(span_of)
            .collect(),
        Matcher::Alone { stem, longer } => {
            let within = |word: &crate::analysis::Word<'_>| {
                let spans = longer
                    .iter()
                    .flat_map(|name| spans(&Matcher::Stems(name.clone()), analysis, about));
                spans
                    .into_iter()
                    .any(|span| span.start <= word.span.start && word.span.end <= span.end)
            };
            let own = words.iter().filter(|word| word.stem == stem);
            own.filter(|word| !within(word)).map(|word| word.span).collect()
        }
        Matcher::Phrase { surfaces, slop } => {
            let positions = |surface: &String| -> Vec<u32> {
                let occurrences = words.iter().filter(|word| word.surface == surface);
                occurrences.map(|word| word.position).collect()
            };
            let lists: Vec<Vec<u32>> = surfaces.iter().map(positions).collect();
            let lists: Vec<&[u32]> = lists.iter().map(Vec::as_slice).collect();
            let windows = together(&lists, *slop)
                .into_iter()
                .map(|window| words[window.first as usize..=window.last as usize].to_vec());
            if *slop == 0 {
                return windows.map(|words| span_of(&words)).collect();
            }
            let in_phrase =
                windows.flatten().filter(|word| surfaces.iter().any(|s| s == word.surface));
            in_phrase.map(|word| word.span).collect()
        }
        Matcher::Exact(term) => key_spans(KeyKind::Exact, term),
        Matcher::Family(term) => key_spans(KeyKind::Family, term),
        Matcher::Topic(name) => {
            let about = about.iter().filter(|(topic, _)| topic == name);
            let terms = about.flat_map(|(_, about)| &about.terms);
            terms.map(|term| span_of(&words[term.words.clone()])).collect()
        }
        Matcher::ExactPrefix(_)
        | Matcher::Prefix(_)
        | Matcher::PhrasePrefix { .. }
        | Matcher::Fuzzy { .. } => Vec::new(),
    }
}

fn naive_marks(
    concepts: &[&Concept],
    analysis: &Analysis,
    about: &[(String, Aboutness)],
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for concept in concepts.iter().filter(|concept| concept.scope == Scope::Anywhere) {
        for alternative in &concept.alternatives {
            let (typed, reason) = (&concept.typed, alternative.reason);
            let spans = spans(&alternative.matcher, analysis, about).into_iter();
            marks.extend(spans.map(|span| Mark {
                span,
                typed: typed.clone(),
                reason,
                value: None,
            }));
        }
    }
    marks.sort_by_key(|mark| {
        (mark.reason == Reason::Topic, Reverse(mark.span.len()), mark.span.start)
    });
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        if !kept.iter().any(|before| before.span.overlaps(mark.span)) {
            kept.push(mark);
        }
    }
    kept.sort_by_key(|mark| mark.span.start);
    kept
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["arm", "embargo", "sea", "king", "mi", "35", "sold", "of"])
        .prop_map(str::to_owned)
}

fn matcher() -> impl Strategy<Value = (Matcher, Reason)> {
    let words = || prop::collection::vec(word(), 1..4);
    prop_oneof![
        word().prop_map(|stem| (Matcher::Stem(stem), Reason::Word)),
        word().prop_map(|surface| (Matcher::Surface(surface), Reason::Exact)),
        words().prop_map(|stems| (Matcher::Stems(stems), Reason::Synonym)),
        (word(), words()).prop_map(|(stem, mut before)| {
            before.push(stem.clone());
            (Matcher::Alone { stem, longer: vec![before] }, Reason::Name)
        }),
        (words(), 0..3_u32)
            .prop_map(|(surfaces, slop)| (Matcher::Phrase { surfaces, slop }, Reason::Phrase)),
        Just((Matcher::Exact("mi35".into()), Reason::Designator)),
        Just((Matcher::Family("mi35".into()), Reason::Variant)),
        Just((Matcher::Topic("embargo".into()), Reason::Topic)),
    ]
}

fn concept() -> impl Strategy<Value = Concept> {
    let alternatives = prop::collection::vec(matcher(), 1..5);
    (word(), alternatives, any::<bool>()).prop_map(|(typed, matchers, anywhere)| Concept {
        typed,
        span: Span::default(),
        scope: if anywhere { Scope::Anywhere } else { Scope::Title },
        alternatives: matchers
            .into_iter()
            .map(|(matcher, reason)| Alternative { matcher, weight: 1.0, reason })
            .collect(),
        form: None,
        is_name: false,
        scores: true,
        times: 1,
    })
}

proptest! {
    #[test]
    fn as_each_alternative_alone(
        concepts in prop::collection::vec(concept(), 0..5),
        text in "((arms|embargo|sea|king|kings|Mi-35M|MI35|of|sold|lifted|x)[ ,-]){0,30}",
    ) {
        let analyzer = &*ANALYZER;
        let concepts: Vec<&Concept> = concepts.iter().collect();
        let analysis = analyzer.analyze(&text);
        let about = analyzer.about(&analysis);
        let marker = Marker::new(&concepts);
        let marks = marker.marks(&text, &analysis, &about);
        prop_assert_eq!(&marks, &naive_marks(&concepts, &analysis, &about));
        if !marker.needs_keys() {
            prop_assert_eq!(marks, marker.marks(&text, &analyzer.words(&text), &[]));
        }
    }
}
