//! Marks in titles. The index keeps titles as stems, so what is matched by its form
//! in texts is matched by its stem there.

use crate::analysis::Analyzer;
use crate::query::plan::{Alternative, Concept, Matcher, Scope};

/// The concepts as titles are searched for them, for a marker [of
/// titles](super::Marker::of_titles). Titles have no topics.
pub(crate) fn in_titles(concepts: &[&Concept], analyzer: &Analyzer) -> Vec<Concept> {
    let in_title = |alternative: &Alternative| {
        let matcher = matcher_in_title(&alternative.matcher, analyzer)?;
        Some(Alternative { matcher, ..alternative.clone() })
    };
    let concept = |concept: &&Concept| Concept {
        scope: Scope::Anywhere,
        alternatives: concept.alternatives.iter().filter_map(in_title).collect(),
        ..(*concept).clone()
    };
    concepts.iter().map(concept).collect()
}

fn matcher_in_title(matcher: &Matcher, analyzer: &Analyzer) -> Option<Matcher> {
    let stem = |surface: &String| analyzer.stem(surface).into_owned();
    Some(match matcher {
        Matcher::Surface(surface) => Matcher::Stem(stem(surface)),
        Matcher::Phrase { surfaces, slop } => {
            Matcher::Phrase { surfaces: surfaces.iter().map(stem).collect(), slop: *slop }
        }
        Matcher::Topic(_) => return None,
        other => other.clone(),
    })
}
