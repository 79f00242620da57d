//! Function words.

use crate::config::Language;
use crate::util::prefix_filter::prefix8;

/// English function words, sorted. "not", "no", "never", "without" and
/// "against" are left out on purpose: they turn a sentence round. So are
/// words that are names or facts in this field ("may" is a month as often).
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "above", "across", "after", "all", "along", "also", "am", "among", "an", "and",
    "another", "any", "are", "around", "as", "at", "away", "be", "because", "been", "before",
    "being", "below", "between", "beyond", "both", "but", "by", "can", "could", "did", "do", "does",
    "doing", "down", "during", "e.g", "each", "either", "else", "etc", "ever", "few", "for", "from",
    "further", "had", "has", "have", "having", "he", "he'd", "he'll", "her", "here", "hers",
    "herself", "him", "himself", "his", "how", "however", "i", "i'd", "i'll", "i'm", "i've", "i.e",
    "if", "in", "instead", "into", "is", "it", "it'll", "its", "itself", "just", "many", "me",
    "might", "more", "most", "much", "must", "my", "myself", "of", "off", "often", "on", "or",
    "other", "others", "our", "ours", "ourselves", "out", "over", "own", "per", "quite", "rather",
    "same", "shall", "she", "she'd", "she'll", "should", "since", "so", "some", "still", "such",
    "than", "that", "the", "their", "theirs", "them", "themselves", "then", "there", "these",
    "they", "they'd", "they'll", "they're", "they've", "this", "those", "through", "throughout",
    "thus", "to", "too", "under", "until", "up", "upon", "us", "very", "via", "was", "we", "we'd",
    "we'll", "we're", "we've", "were", "what", "when", "where", "whether", "which", "while", "who",
    "whom", "whose", "why", "will", "with", "within", "would", "yet", "you", "you'd", "you'll",
    "you're", "you've", "your", "yours", "yourself",
];

/// The lengths of the function words, one bit for each, by their first byte:
/// every word of many texts is asked for, and most are none.
const LENGTHS: [u16; 256] = {
    let mut lengths = [0; 256];
    let mut at = 0;
    while at < ENGLISH.len() {
        let word = ENGLISH[at].as_bytes();
        lengths[word[0] as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// The first eight bytes of each, as numbers in the order of the list.
const HEADS: [u64; ENGLISH.len()] = {
    let mut heads = [0; ENGLISH.len()];
    let mut at = 0;
    while at < ENGLISH.len() {
        let word = ENGLISH[at].as_bytes();
        let mut number = 0;
        while number < 8 {
            heads[at] = heads[at] << 8 | if number < word.len() { word[number] as u64 } else { 0 };
            number += 1;
        }
        at += 1;
    }
    heads
};

fn may_be_english(surface: &str) -> bool {
    let first = surface.bytes().next().unwrap_or_default();
    surface.len() < 16 && LENGTHS[usize::from(first)] >> surface.len() & 1 != 0
}

/// Whether the folded word is a function word of the language. Only English
/// has a list; of other languages every word counts.
pub(super) fn is_stop_word(language: Language, surface: &str) -> bool {
    language == Language::English && may_be_english(surface) && is_english(surface)
}

fn is_english(surface: &str) -> bool {
    let head = prefix8(surface.as_bytes(), surface.len()).swap_bytes();
    let from = HEADS.partition_point(|&known| known < head);
    let rest = HEADS.iter().zip(ENGLISH).skip(from);
    rest.take_while(|&(&known, _)| known == head).any(|(_, &word)| word == surface)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn every_word_of_the_list_is_found() {
        assert!(ENGLISH.iter().all(|word| is_stop_word(Language::English, word)));
        assert!(!is_stop_word(Language::English, &"a".repeat(16)));
        assert!(ENGLISH.iter().all(|word| !is_stop_word(Language::English, &format!("{word}\0"))));
        assert!(!is_stop_word(Language::English, "throughput"));
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
