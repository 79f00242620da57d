//! Stop phrases: the words of a query that only phrase the request, such as
//! "I am looking for articles on" or "what is known about".
//!
//! Callan, Croft and Harding, "The INQUERY retrieval system", DEXA 1992,
//! removed stop phrases from queries by a list of them. A small grammar
//! recognises them here: words of three lists, from the start of a sentence.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, Word};

/// Words for what is requested, or for the person who requests it. A stop
/// phrase has at least one of them. Sorted.
#[rustfmt::skip]
const CORES: &[&str] = &[
    "anything", "article", "articles", "coverage", "description", "descriptions", "details",
    "document", "documents", "everything", "i", "i'd", "i'm", "information", "literature", "me",
    "news", "paper", "papers", "passage", "passages", "publications", "references", "report",
    "reports", "something", "stories", "story",
];

/// Other words of stop phrases, besides function words. Sorted.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "available", "concern", "concerning", "concerns", "contain", "containing", "cover", "covering",
    "covers", "deal", "dealing", "deals", "describe", "describes", "describing", "discuss",
    "discusses", "discussing", "exist", "existing", "exists", "explain", "find", "give",
    "interested", "know", "like", "looking", "mention", "mentioning", "mentions", "need", "please",
    "recent", "regarding", "related", "relating", "relevant", "search", "searching", "see", "show",
    "tell", "treating", "various", "want", "written",
];

/// The last word of a stop phrase. Sorted.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "about", "concerning", "containing", "covering", "describe", "describes", "describing",
    "discuss", "discusses", "discussing", "explain", "mention", "mentioning", "mentions", "of",
    "on", "regarding", "that", "treating", "where", "which", "with",
];

/// The last word of a stop phrase after one of [`LEADS`]. Sorted.
const ENDS_LED: &[&str] = &["for", "in", "to"];
/// Words that a preposition belongs to. Sorted.
const LEADS: &[&str] = &["interested", "looking", "related", "relating", "relevant", "searching"];

/// Words before a pronoun "us". Sorted.
const BEFORE_US: &[&str] = &["give", "show", "tell"];

/// Whether a pronoun "us" stands behind a word: someone is to be told.
pub(super) fn is_before_us(word: &str) -> bool {
    BEFORE_US.binary_search(&word).is_ok()
}

/// The stop phrases of a text, as ranges of word positions: at most one at the
/// start of each sentence.
pub(super) fn stop_phrases(
    text: &str,
    analysis: &Analysis,
    analyzer: &Analyzer,
) -> Vec<Range<usize>> {
    // A stop phrase leaves at least one word to search for.
    if analysis.len() < 2 {
        return Vec::new();
    }
    let words: Vec<Word<'_>> = analysis.words().collect();
    let same_sentence = |word: &Word<'_>, next: &Word<'_>| {
        let between = text.get(word.span.end..next.span.start).unwrap_or_default();
        !between.contains(['.', '?', '!', ';', ':'])
    };
    let mut phrases = Vec::new();
    let mut start = 0;
    for sentence in words.chunk_by(same_sentence) {
        let surfaces: Vec<&str> = sentence.iter().map(|word| word.surface).collect();
        let length = stop_phrase_length(&surfaces, analyzer);
        if length > 0 {
            phrases.push(start..start + length);
        }
        start += sentence.len();
    }
    phrases
}

/// How many words the stop phrase of a sentence has, 0 for none. It has a core
/// and an end, and leaves at least one word of the sentence.
fn stop_phrase_length(sentence: &[&str], analyzer: &Analyzer) -> usize {
    let has = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    // "us" may be the country, unless someone is to tell.
    let is_country = |at: usize, word: &str| {
        let before = at.checked_sub(1).and_then(|before| sentence.get(before));
        word == "us" && !before.is_some_and(|before| is_before_us(before))
    };
    let belongs = |(at, word): &(usize, &&str)| {
        let is_request = has(CORES, word) || has(FILLERS, word) || analyzer.is_stop_word(word);
        is_request && !is_country(*at, word)
    };
    let words = sentence.iter().enumerate();
    let longest = words.take_while(belongs).count().min(sentence.len().saturating_sub(1));
    let ends = |length: &usize| match sentence.get(..*length) {
        Some([.., lead, last]) if has(ENDS_LED, last) => has(LEADS, lead),
        Some([.., last]) => has(ENDS, last),
        _ => false,
    };
    let length = (1..=longest).rev().find(ends).unwrap_or(0);
    let phrase = sentence.get(..length).unwrap_or_default();
    // An "us" in it is someone who is told.
    if phrase.iter().any(|word| has(CORES, word) || *word == "us") { length } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn lists_are_sorted() {
        assert!(
            [CORES, FILLERS, ENDS, ENDS_LED, LEADS, BEFORE_US].iter().all(|list| list.is_sorted())
        );
    }

    #[test]
    fn words_that_are_searched_for() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let check = |text: &str, expected: &str| {
            let analysis = analyzer.analyze_query(text);
            let phrases = stop_phrases(text, &analysis, &analyzer);
            let is_searched =
                |position: &usize| !phrases.iter().any(|phrase| phrase.contains(position));
            let words = analysis.words().enumerate();
            let searched = words.filter(|(position, _)| is_searched(position));
            let surfaces: Vec<&str> = searched.map(|(_, word)| word.surface).collect();
            assert_eq!(surfaces.join(" "), expected, "{text}");
        };
        check("I am interested in arms embargoes", "arms embargoes");
        check("I'd like to find articles describing engines", "engines");
        check("What articles exist which deal with export licences?", "export licences");
        check("tell me about the Mi-35", "the mi 35");
        check("Any information on rotor blades. Papers about hubs", "rotor blades hubs");
        check("tell us about tanks", "tanks");
        check("show us reports on tanks", "tanks");
        // "us" may be the country.
        check("us reports on tanks", "us reports on tanks");
        check("US reports on tanks", "u.s reports on tanks");
        check("reports on us about tanks", "us about tanks");
        check("WHO reports on tanks", "w.h.o reports on tanks");
        // The subject itself in the same words.
        check("search for the missing helicopter", "search for the missing helicopter");
        check("deal with Iran", "deal with iran");
        check("information retrieval", "information retrieval");
        check("news conference on Friday", "news conference on friday");
        check("who wants the contract", "who wants the contract");
        check("information to the enemy", "information to the enemy");
        // A stop phrase before nothing is the subject.
        check("reports on", "reports on");
        check("reports", "reports");
        check("", "");
    }
}
