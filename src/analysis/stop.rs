//! The list of English function words, and a fast lookup in it.

use crate::config::Language;
use crate::util::prefix_filter::prefix8;

/// English function words, sorted.
///
/// "not", "no", "never", "without" and "against" are missing on purpose, because
/// they reverse the meaning of a sentence. Words that are also names or facts in
/// this field are missing too ("may" is as often a month).
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "about", "above", "across", "after", "all", "along", "also", "am", "among", "an", "and",
    "another", "any", "are", "around", "as", "at", "away", "be", "because", "been", "before",
    "being", "below", "between", "beyond", "both", "but", "by", "can", "could", "did", "do", "does",
    "doing", "down", "during", "e.g", "each", "eg", "either", "else", "etc", "ever", "few", "for", "from",
    "further", "had", "has", "have", "having", "he", "he'd", "he'll", "her", "here", "hers",
    "herself", "him", "himself", "his", "how", "however", "i", "i'd", "i'll", "i'm", "i've", "i.e",
    "ie", "if", "in", "instead", "into", "is", "it", "it'll", "its", "itself", "just", "many", "me",
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

/// The lengths of the function words by their first byte, one bit for each length.
/// It rejects most words of a text without a search.
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

/// The first eight bytes of each word as a big-endian number, so that the numbers
/// have the order of the list.
const PREFIXES: [u64; ENGLISH.len()] = {
    let mut prefixes = [0; ENGLISH.len()];
    let mut at = 0;
    while at < ENGLISH.len() {
        let word = ENGLISH[at].as_bytes();
        let mut i = 0;
        while i < 8 {
            let byte = if i < word.len() { word[i] } else { 0 };
            prefixes[at] = prefixes[at] << 8 | byte as u64;
            i += 1;
        }
        at += 1;
    }
    prefixes
};

/// Whether some function word has this first byte and this length.
fn may_be_english(surface: &str) -> bool {
    let first = surface.bytes().next().unwrap_or_default();
    // The shift is defined for the 16 bits of a length only.
    surface.len() < 16 && LENGTHS[usize::from(first)] >> surface.len() & 1 != 0
}

/// Whether the folded word is a function word of the language. Only English has a
/// list.
pub(super) fn is_stop_word(language: Language, surface: &str) -> bool {
    language == Language::English && may_be_english(surface) && is_english(surface)
}

/// Whether the word is in the English list.
fn is_english(surface: &str) -> bool {
    let prefix = prefix8(surface.as_bytes(), surface.len()).swap_bytes();
    let first = PREFIXES.partition_point(|&listed| listed < prefix);
    // Eight equal bytes are not enough: "throughput" is not "throughout".
    PREFIXES
        .iter()
        .zip(ENGLISH)
        .skip(first)
        .take_while(|&(&listed, _)| listed == prefix)
        .any(|(_, &word)| word == surface)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn every_listed_word_is_a_stop_word() {
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
