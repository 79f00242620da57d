//! How a request is put, beside what it is about: "I am looking for articles
//! on ...", "what is known about ...".
//!
//! Callan, Croft and Harding, "The INQUERY retrieval system", DEXA 1992, took
//! such stop phrases off queries; here they are read by a small grammar
//! instead of a list of sentences.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, Word};

/// What one asks for, or who asks; a frame has at least one. Sorted.
#[rustfmt::skip]
const CORES: &[&str] = &[
    "anything", "article", "articles", "coverage", "description", "descriptions", "details",
    "document", "documents", "everything", "i", "i'd", "i'm", "information", "literature", "me",
    "news", "paper", "papers", "passage", "passages", "publications", "references", "report",
    "reports", "something", "stories", "story",
];

/// What stands beside them, as function words do. Sorted.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "available", "concern", "concerning", "concerns", "contain", "containing", "cover", "covering",
    "covers", "deal", "dealing", "deals", "describe", "describes", "describing", "discuss",
    "discusses", "discussing", "exist", "existing", "exists", "explain", "find", "give",
    "interested", "know", "like", "looking", "mention", "mentioning", "mentions", "need", "please",
    "recent", "regarding", "related", "relating", "relevant", "search", "searching", "see", "show",
    "tell", "treating", "various", "want", "written",
];

/// What a frame ends with. Sorted.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "about", "concerning", "containing", "covering", "describe", "describes", "describing",
    "discuss", "discusses", "discussing", "explain", "mention", "mentioning", "mentions", "of",
    "on", "regarding", "that", "treating", "where", "which", "with",
];

/// What a frame ends with behind one of [`LEADS`].
const ENDS_LED: &[&str] = &["for", "in", "to"];
const LEADS: &[&str] = &["interested", "looking", "related", "relating", "relevant", "searching"];

/// The words of a text, by position, that only say how the request is put:
/// at the beginning of a sentence, as far as its words frame what follows.
pub(super) fn frames(text: &str, analysis: &Analysis, analyzer: &Analyzer) -> Vec<Range<usize>> {
    if analysis.len() < 2 {
        // Behind a frame there is something to ask for.
        return Vec::new();
    }
    let words: Vec<Word<'_>> = analysis.words().collect();
    let goes_on = |one: &Word<'_>, next: &Word<'_>| {
        let between = text.get(one.span.end..next.span.start).unwrap_or_default();
        !between.contains(['.', '?', '!', ';', ':'])
    };
    let mut frames = Vec::new();
    let mut start = 0;
    for sentence in words.chunk_by(goes_on) {
        let surfaces: Vec<&str> = sentence.iter().map(|word| word.surface).collect();
        let length = frame(&surfaces, analyzer);
        if length > 0 {
            frames.push(start..start + length);
        }
        start += sentence.len();
    }
    frames
}

/// How many words at the beginning of a sentence are a frame: they have a
/// core, end as frames end, and leave something to ask for.
fn frame(sentence: &[&str], analyzer: &Analyzer) -> usize {
    let has = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    let belongs =
        |word: &&&str| has(CORES, word) || has(BESIDE, word) || analyzer.is_stop_word(word);
    let run = sentence.iter().take_while(belongs).count().min(sentence.len().saturating_sub(1));
    let ends = |length: &usize| match sentence.get(..*length) {
        Some([.., lead, last]) if has(ENDS_LED, last) => has(LEADS, lead),
        Some([.., last]) => has(ENDS, last),
        _ => false,
    };
    let length = (1..=run).rev().find(ends).unwrap_or(0);
    let framed = sentence.get(..length).unwrap_or_default();
    if framed.iter().any(|word| has(CORES, word)) { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn lists_are_sorted() {
        assert!([CORES, BESIDE, ENDS, ENDS_LED, LEADS].iter().all(|list| list.is_sorted()));
    }

    #[test]
    fn what_is_left_to_look_for() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let check = |text: &str, expected: &str| {
            let analysis = analyzer.analyze_query(text);
            let framed = frames(text, &analysis, &analyzer);
            let left = analysis.words().enumerate();
            let left = left.filter(|(at, _)| !framed.iter().any(|frame| frame.contains(at)));
            let left: Vec<&str> = left.map(|(_, word)| word.surface).collect();
            assert_eq!(left.join(" "), expected, "{text}");
        };
        check("I am interested in arms embargoes", "arms embargoes");
        check("I'd like to find articles describing engines", "engines");
        check("What articles exist which deal with export licences?", "export licences");
        check("tell me about the Mi-35", "the mi 35");
        check("Any information on rotor blades. Papers about hubs", "rotor blades hubs");
        // What is asked about, in the same words.
        check("search for the missing helicopter", "search for the missing helicopter");
        check("deal with Iran", "deal with iran");
        check("information retrieval", "information retrieval");
        check("news conference on Friday", "news conference on friday");
        check("who wants the contract", "who wants the contract");
        check("information to the enemy", "information to the enemy");
        // A frame round nothing is what is asked for.
        check("reports on", "reports on");
        check("reports", "reports");
        check("", "");
    }
}
