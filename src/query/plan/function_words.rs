//! Function words of a query, which score only where nothing else does.

use super::lower::{Lowered, Lowering};
use super::{Concept, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::query::report::ignored::{FUNCTION_WORD, Ignored, IgnoredKind};
use crate::util::fold::fold;

/// The word that stands for an acronym in small letters as well: people ask for
/// "us embargo", and hardly ever for the pronoun. They do ask "who" and "it".
const SMALL_ACRONYM: &str = "us";

/// Whether a word that was typed is a function word. One whose stem is another
/// than that of its letters is a name: "US" is the country ("u.s").
pub(super) fn is_function_word(typed: &str, stem: &str, analyzer: &Analyzer) -> bool {
    let folded = fold(typed);
    analyzer.is_stop_word(&folded) && analyzer.stem(&folded) == stem
}

/// Whether the concept is a function word and nothing else, besides an acronym
/// that only capitals tell from it.
pub(super) fn is_only_function_word(concept: &Concept, analyzer: &Analyzer) -> bool {
    let Some(Matcher::Stem(stem)) = concept.alternatives.first().map(|first| &first.matcher) else {
        return false;
    };
    let folded = fold(&concept.typed);
    let acronym = analyzer.acronym_spelt_like(&folded).filter(|_| folded != SMALL_ACRONYM);
    let is_acronym =
        |matcher: &Matcher| matches!(matcher, Matcher::Surface(s) if Some(s.as_str()) == acronym);
    let mut alternatives = concept.alternatives.iter();
    is_function_word(&concept.typed, stem, analyzer)
        && alternatives.all(|a| a.reason == Reason::Word || is_acronym(&a.matcher))
}

impl Lowering<'_> {
    /// Stops function words from scoring, unless the query has nothing else.
    pub(super) fn drop_function_words(&mut self) {
        let analyzer = self.analyzer;
        let is_dropped =
            |concept: &Concept| concept.scores && is_only_function_word(concept, analyzer);
        let Lowered { plan, ignored, .. } = &mut self.lowered;
        if !plan.concepts.iter().any(|concept| concept.scores && !is_dropped(concept)) {
            return;
        }
        for concept in &mut plan.concepts {
            if is_dropped(concept) {
                concept.scores = false;
                let why = why(&concept.typed, analyzer);
                let (kind, text) = (IgnoredKind::FunctionWord, concept.typed.clone());
                ignored.push(Ignored::new(kind, text, concept.span, why));
            }
        }
    }
}

/// Why a function word was left out, and how to ask for an acronym that it may
/// be.
fn why(typed: &str, analyzer: &Analyzer) -> String {
    match analyzer.acronym_spelt_like(&fold(typed)) {
        Some(acronym) => format!("{FUNCTION_WORD}; write {}. for the name", acronym.to_uppercase()),
        None => FUNCTION_WORD.to_owned(),
    }
}
