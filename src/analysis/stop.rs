//! Function words.

use crate::config::Language;

/// English function words, sorted. "not", "no", "never", "without" and
/// "against" are left out on purpose: they turn a sentence round. So are
/// words that are names or facts in this field ("may" is a month as often).
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "both", "but", "by", "can", "could", "did", "do", "does",
    "doing", "each", "for", "from", "had", "has", "have", "having", "he", "he'd", "he'll", "her",
    "here", "hers", "herself", "him", "himself", "his", "how", "i", "i'd", "i'll", "i'm", "i've",
    "if", "in", "into", "is", "it", "it'll", "its", "itself", "just", "me", "might", "must", "my",
    "myself", "of", "on", "or", "our", "ours", "ourselves", "shall", "she", "she'd", "she'll",
    "should", "so", "some", "such", "than", "that", "the", "their", "theirs", "them", "themselves",
    "then", "there", "these", "they", "they'd", "they'll", "they're", "they've", "this", "those",
    "to", "too", "upon", "us", "very", "was", "we", "we'd", "we'll", "we're", "we've", "were",
    "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with",
    "would", "you", "you'd", "you'll", "you're", "you've", "your", "yours", "yourself",
];

/// Whether the folded word is a function word of the language. Only English
/// has a list; of other languages every word counts.
pub(super) fn is_stop_word(language: Language, surface: &str) -> bool {
    language == Language::English && ENGLISH.binary_search(&surface).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn function_words() {
        let check = |surface: &str, expected: bool| {
            assert_eq!(is_stop_word(Language::English, surface), expected, "{surface}");
        };
        check("the", true);
        check("a", true);
        check("yourself", true);
        check("we've", true);
        for kept in ["not", "no", "without", "denied", "never", "against", "nor", "may", "u.s", ""]
        {
            check(kept, false);
        }
        assert!(!is_stop_word(Language::German, "the"));
    }
}
