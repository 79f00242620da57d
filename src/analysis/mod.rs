//! Text in, words and keys out: the one analysis that documents and queries
//! share.
//!
//! Pure: no input or output, the same text gives the same analysis on every
//! thread and machine. Words are what Unicode's rules (UAX #29) say, folded;
//! each has one position. Designators of equipment are recognised on the text
//! itself, since the rules of words tear them apart, and lie as keys on the
//! words that spell them.

mod about;
mod cache;
pub mod designator;
mod phrases;
pub mod relation;
mod stem;
mod stop;
mod surface;
pub mod thesaurus;
mod token;
pub mod topic;
mod word;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use designator::{Designator, Designators, Mode};
pub use relation::{NameMatch, Related, Relation, Relations, Target};
pub use stem::Stems;
pub use thesaurus::{Expansion, Kinship, TermNamed, Thesaurus};
pub use token::{Analysis, Key, KeyKind, Word};
pub use topic::{Aboutness, TopicNamed, TopicTerm, TopicWord, Topics};

use crate::Span;
use crate::config::Language;
use crate::lexicon::{Family, Lexicon, Topic};
use cache::{CachePool, Cut, StemCache};
use word::Segment;

/// Counts up with every change of this module that changes what any text's
/// analysis is, and with every release of the stemmers that does.
const REVISION: u32 = 1;

/// Turns texts and queries into words and keys.
///
/// Made once for an index; a clone is a reference to the same analyser, and
/// all threads can use one at once.
///
/// ```
/// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
///
/// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
/// let analysis = analyzer.analyze("The U.S. has lifted its embargoes.");
/// let stems: Vec<_> = analysis.words().map(|word| word.stem).collect();
/// assert_eq!(stems, ["the", "u.s", "has", "lift", "it", "embargo"]);
/// ```
#[derive(Clone)]
pub struct Analyzer {
    shared: Arc<Shared>,
}

struct Shared {
    language: Language,
    stems: Stems,
    designators: Designators,
    relations: Relations,
    topics: Topics,
    thesaurus: Thesaurus,
    caches: CachePool,
    fingerprint: String,
}

impl Analyzer {
    /// An analyser with the stems of `language`, which recognises the
    /// equipment of `lexicon` and whatever is written like it.
    #[must_use]
    pub fn new(language: Language, lexicon: &Lexicon) -> Self {
        let stems = Stems::new(language);
        let shared = Shared {
            language,
            topics: Topics::new(lexicon, &stems),
            thesaurus: Thesaurus::new(lexicon, &stems),
            stems,
            designators: Designators::new(lexicon),
            relations: Relations::new(lexicon),
            caches: CachePool::default(),
            fingerprint: fingerprint(language, lexicon),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The words and keys of a document's passage.
    ///
    /// "US", "IT" and "WHO" in capitals are the acronyms ("u.s"), unless the
    /// whole text is in capitals and they may as well be pronouns.
    ///
    /// Costs one pass over the text for the words and one for the keys;
    /// never panics.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        let capitals_tell = text.chars().any(char::is_lowercase);
        self.analyze_as(text, Mode::Text, capitals_tell)
    }

    /// The words and keys of what a user typed: as those of a text, but
    /// designators may be in lower case and spaced ("mi 35"), and "US" is
    /// always the acronym.
    #[must_use]
    pub fn analyze_query(&self, text: &str) -> Analysis {
        self.analyze_as(text, Mode::Query, true)
    }

    /// The stem of a folded word.
    #[must_use]
    pub fn stem<'a>(&self, folded: &'a str) -> std::borrow::Cow<'a, str> {
        self.shared.stems.stem(folded)
    }

    /// Whether the surface is a function word of the language, such as "the".
    /// Words that turn a sentence round ("not", "without", "never") are none.
    /// Only English has a list.
    #[must_use]
    pub fn is_stop_word(&self, surface: &str) -> bool {
        stop::is_stop_word(self.shared.language, surface)
    }

    /// The surface of the acronym that is spelt like this function word:
    /// "u.s" for "us". Who types a query in lower case may mean either.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// assert_eq!(analyzer.acronym_spelt_like("us"), Some("u.s"));
    /// assert_eq!(analyzer.acronym_spelt_like("the"), None);
    /// ```
    #[must_use]
    pub fn acronym_spelt_like(&self, surface: &str) -> Option<&'static str> {
        surface::acronym_spelt_like(self.shared.language, surface)
    }

    /// What the lexicon's families are to each other.
    #[must_use]
    pub fn relations(&self) -> &Relations {
        &self.shared.relations
    }

    /// The lexicon's topics, with the stems of this analyser.
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.shared.topics
    }

    /// What the lexicon's thesaurus knows of other words for one thing.
    #[must_use]
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.shared.thesaurus
    }

    /// What the analysis depends on, as one short string that is the same on
    /// every machine: an index made with another is to be made anew.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.shared.fingerprint.clone()
    }

    fn analyze_as(&self, text: &str, mode: Mode, capitals_tell: bool) -> Analysis {
        let mut analysis = Analysis::with_capacity(text.len());
        self.shared.caches.with(|cache| {
            word::for_each_segment(text, |segment| {
                self.push_word(text, segment, capitals_tell, cache, &mut analysis);
            });
        });
        for designator in self.shared.designators.recognise(text, mode) {
            analysis.push_key(KeyKind::Exact, &designator.exact, designator.span);
            analysis.push_key(KeyKind::Family, &designator.family, designator.span);
        }
        analysis
    }

    fn push_word(
        &self,
        text: &str,
        segment: Segment,
        capitals_tell: bool,
        cache: &mut StemCache,
        analysis: &mut Analysis,
    ) {
        let mut span = Span::new(segment.start, segment.end);
        let mut word = span.of(text).unwrap_or_default();
        let terms = analysis.terms_mut();
        let start = terms.len();
        if segment.is_plain && word.len() > surface::LONGEST_SPECIAL {
            surface::push_plain(word, terms);
        } else {
            // By the rules a space can belong to a word, when a mark makes it one.
            word = word.trim_start_matches(' ');
            span.start = span.end - word.len();
            if surface::is_loose_possessive(text.get(..span.start).unwrap_or_default(), word) {
                return;
            }
            surface::push_surface(self.shared.language, word, capitals_tell, terms);
        }
        let surface = terms.get(start..).unwrap_or_default();
        if surface.is_empty() {
            return;
        }
        let Cut { keep, tail } = cache.stem(self.shared.stems, surface);
        analysis.push_word(span, start, keep, tail);
    }
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Analyzer").field(&self.shared.fingerprint).finish()
    }
}

/// What of a lexicon the analysis of texts hangs on, written as in a
/// [`Lexicon`].
#[derive(serde::Serialize)]
struct OfTexts<'l> {
    topics: &'l BTreeMap<String, Topic>,
    families: &'l BTreeMap<String, Family>,
}

fn fingerprint(language: Language, lexicon: &Lexicon) -> String {
    let (major, minor, _) = unicode_segmentation::UNICODE_VERSION;
    let language = format!("{language:?}").to_ascii_lowercase();
    // The thesaurus helps queries alone: an index does not hang on it.
    let of_texts = OfTexts { topics: &lexicon.topics, families: &lexicon.families };
    // Maps are sorted, so equal lexicons are the same bytes.
    let lexicon = serde_json::to_vec(&of_texts).unwrap_or_default();
    format!("ibid-{REVISION} {language} unicode-{major}.{minor} lexicon-{:016x}", fnv_1a(&lexicon))
}

/// FNV-1a, 64 bits: the standard library's hashes may change with its release.
fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
