//! Stemming: the common form of a word's inflected forms.

use std::borrow::Cow;
use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};

use crate::config::Language;
use crate::util::fnv::ByFnv;

/// Longest word that is stemmed, in bytes of the folded word. Anything longer is
/// not a word of a language, and the cost of stemming grows with the length.
const MAX_STEMMED_BYTES: usize = 200;

/// The stemmer of one language.
///
/// It uses Snowball's algorithms, with two additions for English. A plural of
/// numbers loses its s ("1990s", "16s"), and British and American spellings share a
/// stem ("defence", "defense").
///
/// No word is exempt from stemming. The surfaces of a query's words are compared
/// too, which separates "united" from "units".
///
/// ```
/// use ibid::{analysis::Stems, config::Language};
///
/// let stems = Stems::new(Language::English);
/// assert_eq!(stems.stem("helicopters"), "helicopt");
/// assert_eq!(stems.stem("defence"), stems.stem("defense"));
/// assert_eq!(stems.stem("mi35s"), "mi35s");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Stems {
    language: Language,
}

impl Stems {
    /// The stemmer of `language`; with [`Language::None`], every word is its own
    /// stem.
    ///
    /// ```
    /// use ibid::{analysis::Stems, config::Language};
    ///
    /// assert_eq!(Stems::new(Language::None).stem("helicopters"), "helicopters");
    /// ```
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The stem of a folded word.
    ///
    /// A word with characters other than letters and apostrophes is its own stem,
    /// and so is one of more than 200 bytes. Never panics; the cost is under a
    /// microsecond.
    ///
    /// ```
    /// use ibid::{analysis::Stems, config::Language};
    ///
    /// let stems = Stems::new(Language::English);
    /// assert_eq!(stems.stem("embargoes"), "embargo");
    /// assert_eq!(stems.stem("1990s"), "1990");
    /// // Only a folded word is stemmed well: see `Analyzer::analyze`.
    /// assert_ne!(stems.stem("EMBARGOES"), "embargo");
    /// ```
    #[must_use]
    pub fn stem<'a>(&self, folded: &'a str) -> Cow<'a, str> {
        let is_english = self.language == Language::English;
        if !is_word_of_letters(folded) {
            let stem = if is_english { without_plural_of_number(folded) } else { folded };
            return Cow::Borrowed(stem);
        }
        let Some(algorithm) = algorithm(self.language) else { return Cow::Borrowed(folded) };
        let stemmer = Stemmer::new(algorithm);
        let stem = stemmer.stem(folded);
        if is_english { american(stem, stemmer) } else { stem }
    }

    /// Whether every word is its own stem.
    pub(super) fn are_words(self) -> bool {
        algorithm(self.language).is_none()
    }
}

/// Whether a folded word is short enough to be stemmed and has only letters and
/// apostrophes. Bytes beyond ASCII count as letters.
fn is_word_of_letters(folded: &str) -> bool {
    folded.len() <= MAX_STEMMED_BYTES
        && folded.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'' || byte >= 0x80)
}

/// "1990s" without its s; other words as they are.
fn without_plural_of_number(folded: &str) -> &str {
    match folded.strip_suffix('s') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => folded,
    }
}

/// The American spelling of an English stem, so that one word matches texts in
/// either spelling.
///
/// The rules work on stems, so words that shared a stem still do. They change some
/// stems that have no other spelling ("contour", "promise"). That is harmless,
/// because every text and query is treated alike.
fn american(stem: Cow<'_, str>, stemmer: Stemmer) -> Cow<'_, str> {
    let american = match &*stem {
        "defenc" => "defens",
        "offenc" => "offens",
        "licenc" => "licens",
        "centr" => "center",
        "theatr" => "theater",
        "programm" => "program",
        "manoeuvr" => "maneuv",
        "aeroplan" => "airplan",
        // Shorter stems are other words: "four" is not "for".
        long if long.len() >= 6 => return american_ending(stem, stemmer),
        _ => return stem,
    };
    Cow::Borrowed(american)
}

/// A memo of stems while a lexicon is prepared: its terms share most of their
/// words.
pub(super) struct StemMemo {
    stems: Stems,
    by_word: HashMap<Box<str>, Box<str>, ByFnv>,
}

impl StemMemo {
    /// An empty memo.
    pub(super) fn new(stems: Stems) -> Self {
        Self { stems, by_word: HashMap::default() }
    }

    /// The stemmer behind the memo.
    pub(super) fn stems(&self) -> Stems {
        self.stems
    }

    /// As [`Stems::stem`].
    pub(super) fn stem(&mut self, folded: &str) -> Box<str> {
        if let Some(stem) = self.by_word.get(folded) {
            return stem.clone();
        }
        let stem: Box<str> = self.stems.stem(folded).into();
        self.by_word.insert(folded.into(), stem.clone());
        stem
    }
}

/// Replaces a British ending: "authoris" becomes "author", the stem of "authorize",
/// "analys" becomes "analyz", and "armour" becomes "armor".
fn american_ending(stem: Cow<'_, str>, stemmer: Stemmer) -> Cow<'_, str> {
    if let Some(root) = stem.strip_suffix("is") {
        return Cow::Owned(stemmer.stem(&format!("{root}ize")).into_owned());
    }
    if let Some(root) = stem.strip_suffix("lys") {
        return Cow::Owned(format!("{root}lyz"));
    }
    if let Some(root) = stem.strip_suffix("our") {
        return Cow::Owned(format!("{root}or"));
    }
    stem
}

/// Snowball's algorithm for a language.
fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::English => Algorithm::English,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
        Language::None => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LANGUAGES: [Language; 19] = [
        Language::Arabic,
        Language::Danish,
        Language::Dutch,
        Language::English,
        Language::Finnish,
        Language::French,
        Language::German,
        Language::Greek,
        Language::Hungarian,
        Language::Italian,
        Language::Norwegian,
        Language::Portuguese,
        Language::Romanian,
        Language::Russian,
        Language::Spanish,
        Language::Swedish,
        Language::Tamil,
        Language::Turkish,
        Language::None,
    ];

    #[test]
    fn english() {
        let check = |word: &str, expected: &str| {
            assert_eq!(Stems::new(Language::English).stem(word), expected, "{word}");
        };
        check("helicopters", "helicopt");
        check("negotiating", "negoti");
        check("embargoes", "embargo");
        check("news", "news");
        check("agreed", "agre");
        check("1990s", "1990");
        check("s", "s");
        check("mi35s", "mi35s");
        check("u.s", "u.s");
        check("", "");
    }

    #[test]
    fn spellings_share_a_stem() {
        let stems = Stems::new(Language::English);
        let check = |british: &str, american: &str| {
            assert_eq!(stems.stem(british), stems.stem(american), "{british} {american}");
        };
        check("defence", "defense");
        check("defences", "defensive");
        check("licences", "licensed");
        check("armoured", "armored");
        check("neighbouring", "neighbors");
        check("authorised", "authorize");
        check("organisations", "organization");
        check("realising", "realized");
        check("analysed", "analyzing");
        check("programmes", "programs");
        check("centres", "center");
        check("manoeuvres", "maneuver");
        check("aeroplanes", "airplane");
        assert_ne!(stems.stem("four"), stems.stem("for"));
        assert_ne!(stems.stem("tours"), stems.stem("tors"));
        check("precise", "precisely");
        check("promise", "promising");
    }

    #[test]
    fn other_languages() {
        assert_eq!(Stems::new(Language::Russian).stem("вертолёты"), "вертолет");
        assert_eq!(Stems::new(Language::French).stem("helicopteres"), "helicopter");
        assert_eq!(Stems::new(Language::German).stem("1990s"), "1990s");
        assert_eq!(Stems::new(Language::None).stem("helicopters"), "helicopters");
    }

    #[test]
    fn a_word_that_is_too_long_is_its_own_stem() {
        let word = "ing".repeat(100);
        assert_eq!(Stems::new(Language::English).stem(&word), word);
    }

    proptest! {
        #[test]
        fn any_text_in_any_language(text in "\\PC*", letters in "[a-zà-ÿа-яёα-ωا-ي'ı-ş]{0,40}") {
            for language in LANGUAGES {
                let stems = Stems::new(language);
                prop_assert!(stems.stem(&text).len() <= 4 * text.len() + 8);
                prop_assert_eq!(stems.stem(&letters), stems.stem(&letters));
            }
        }
    }
}
