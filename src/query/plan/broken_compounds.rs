//! Compounds of a phrase as a text has them that breaks its line at their hyphen: as one
//! word.

use crate::analysis::token::{Analysis, Word};

/// The most compounds of a phrase that are looked for as one word.
const MAX_COMPOUNDS: usize = 8;

/// The surfaces of a phrase with one of its compounds as one word: a list for each
/// compound. No line is broken at two hyphens.
pub(super) fn broken_compounds(text: &str, analysis: &Analysis) -> Vec<Vec<String>> {
    let words: Vec<Word<'_>> = analysis.words().collect();
    let pairs = words.windows(2).enumerate();
    let compounds = pairs.filter(|(_, pair)| matches!(pair, [a, b] if is_compound(text, *a, *b)));
    let joined = |at: usize| {
        let surface = |(position, word): (usize, &Word<'_>)| match position {
            _ if position == at + 1 => None,
            _ if position == at => {
                let second = words.get(at + 1).map_or("", |second| second.surface);
                Some([word.surface, second].concat())
            }
            _ => Some(word.surface.to_owned()),
        };
        words.iter().enumerate().filter_map(surface).collect()
    };
    compounds.take(MAX_COMPOUNDS).map(|(at, _)| joined(at)).collect()
}

/// Whether two words of letters have a hyphen between them and nothing else.
fn is_compound(text: &str, first: Word<'_>, second: Word<'_>) -> bool {
    let between = text.get(first.span.end..second.span.start).unwrap_or_default();
    let is_word = |word: Word<'_>| word.surface.chars().all(char::is_alphabetic);
    matches!(between, "-" | "‐" | "‑") && is_word(first) && is_word(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn compounds_as_one_word() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |text: &str, expected: &str| {
            let lists = broken_compounds(text, &analyzer.analyze_query(text));
            let lists: Vec<String> = lists.iter().map(|words| words.join(" ")).collect();
            assert_eq!(lists.join("|"), expected, "{text}");
        };
        check("Navy-linked", "navylinked");
        check("the Navy-linked yard", "the navylinked yard");
        check("army-run Navy-linked", "armyrun navy linked|army run navylinked");
        check("Navy linked", "");
        check("Navy - linked", "");
        check("Mi-35", "");
        check("", "");
    }
}
