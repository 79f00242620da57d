//! Function words that people shorten when they type: "w/", "w/o", "b/c", "vs".

use std::ops::Range;

use crate::analysis::token::Analysis;
use crate::span::Span;

/// Shortened function words between blanks, in small letters. Sorted.
const ABBREVIATIONS: &[&str] = &["b/c", "btw", "v.s.", "versus", "vs", "vs.", "w/", "w/o"];

/// Stands for "with" before a word without a blank: "w/Peru".
const WITH: &str = "w/";

/// The shortened function words of a text, as ranges of word positions with their
/// bytes; none where the text has nothing else.
pub(super) fn abbreviations(text: &str, analysis: &Analysis) -> Vec<(Range<usize>, Span)> {
    let mut shortened: Vec<(Range<usize>, Span)> = Vec::new();
    let mut at = 0;
    let mut words = analysis.words().peekable();
    for token in text.split_inclusive(char::is_whitespace) {
        let (start, end) = (at, at + token.len());
        at = end;
        let mut positions = Vec::new();
        while let Some(word) = words.next_if(|word| word.span.start < end) {
            positions.push(word.position as usize);
        }
        let folded = token.trim().to_ascii_lowercase();
        let (width, bytes) = if ABBREVIATIONS.binary_search(&folded.as_str()).is_ok() {
            (positions.len(), folded.len())
        } else {
            // "w/5" is an operator, and "w/e" may mean anything.
            let behind = folded.strip_prefix(WITH).unwrap_or_default();
            let is_with = behind.len() > 2 && behind.chars().all(char::is_alphabetic);
            (usize::from(is_with), WITH.len())
        };
        if let Some(first) = positions.first().filter(|_| width > 0) {
            shortened.push((*first..first + width, Span::new(start, start + bytes)));
        }
    }
    let count: usize = shortened.iter().map(|(words, _)| words.len()).sum();
    if count < analysis.len() { shortened } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn abbreviations_of_queries() {
        assert!(ABBREVIATIONS.is_sorted());
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let check = |text: &str, expected: &str| {
            let analysis = analyzer.analyze_query(text);
            let ranges = abbreviations(text, &analysis);
            let typed: Vec<&str> = ranges.iter().map(|(_, span)| span.of(text).unwrap()).collect();
            assert_eq!(typed.join(" "), expected, "{text}");
        };
        check("deal w/ Peru", "w/");
        check("Deal W/ Peru", "W/");
        check("deal w/Peru", "w/");
        check("deal w/o tugs", "w/o");
        check("late b/c of rain", "b/c");
        check("tugs vs. tankers", "vs.");
        check("tugs versus tankers", "versus");
        // Not shortened, or nothing else.
        check("w/e", "");
        check("AN/APG and A/B", "");
        check("vs", "");
        check("w/ vs", "");
        check("", "");
    }
}
