//! Text in, words and keys out: the one analysis that documents and queries
//! share.
//!
//! Pure: no input or output, the same text gives the same analysis on every
//! thread and machine. Words are what Unicode's rules (UAX #29) say, folded;
//! each has one position. Designators of equipment are recognised on the text
//! itself, since the rules of words tear them apart, and lie as keys on the
//! words that spell them.

mod about;
pub mod designator;
mod normalize;
mod phrases;
pub mod relation;
mod stem;
mod stem_cache;
mod stop;
pub mod thesaurus;
pub(crate) mod token;
pub mod topic;
mod word;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use designator::{Designator, Designators, Mode};
pub use relation::{NameMatch, Related, Relation, Relations, Target};
pub use stem::Stems;
pub use thesaurus::{Expansion, TermNamed, TermRelation, Thesaurus};
pub use token::{Analysis, Key, KeyKind, Word};
pub use topic::{Aboutness, TopicNamed, TopicTerm, TopicWord, Topics};

use crate::config::Language;
use crate::lexicon::{Family, Lexicon, Topic};
use crate::span::Span;
use crate::util::fnv::fnv_1a;
use crate::util::join::join;
use stem::Remembered;
use stem_cache::{CachePool, StemCache};
use token::AnalysisBuilder;
use word::AsciiWord;

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
        Self::sharing(language, &Arc::new(lexicon.clone()))
    }

    /// The same, without a copy of the lexicon.
    pub(crate) fn sharing(language: Language, lexicon: &Arc<Lexicon>) -> Self {
        let stems = Stems::new(language);
        // Parted so that both take about as long: who opens an index waits.
        let of_words = || {
            let mut stems = Remembered::new(stems);
            let topics = Topics::remembering(lexicon, &mut stems);
            let thesaurus = Thesaurus::remembering(lexicon, &mut stems);
            (topics, thesaurus, fingerprint(language, lexicon))
        };
        let of_equipment = || (Designators::new(lexicon), Relations::new(lexicon));
        let ((topics, thesaurus, fingerprint), (designators, relations)) =
            join(of_words, of_equipment);
        let caches = CachePool::default();
        let shared = Shared {
            language,
            stems,
            designators,
            relations,
            topics,
            thesaurus,
            caches,
            fingerprint,
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
        self.with_keys(text, Mode::Text, capitals_tell(text))
    }

    /// As [`analyze`](Self::analyze), without the keys.
    pub(crate) fn words(&self, text: &str) -> Analysis {
        self.read(text, capitals_tell(text))
    }

    /// The words and keys of what a user typed: as those of a text, but
    /// designators may be in lower case and spaced ("mi 35"), and "US" is
    /// always the acronym.
    #[must_use]
    pub fn analyze_query(&self, text: &str) -> Analysis {
        self.with_keys(text, Mode::Query, true)
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
        normalize::acronym_spelt_like(self.shared.language, surface)
    }

    /// What recognises equipment.
    pub(crate) fn designators(&self) -> &Designators {
        &self.shared.designators
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

    fn with_keys(&self, text: &str, mode: Mode, capitals_tell: bool) -> Analysis {
        let mut analysis = self.read(text, capitals_tell);
        for designator in self.shared.designators.recognise(text, mode) {
            analysis.push_key(KeyKind::Exact, &designator.exact, designator.span);
            analysis.push_key(KeyKind::Family, &designator.family, designator.span);
        }
        analysis
    }

    fn read(&self, text: &str, capitals_tell: bool) -> Analysis {
        let mut filling = AnalysisBuilder::with_capacity(text.len());
        self.shared.caches.with(|cache| {
            let mut reader = TextReader { shared: &self.shared, text, capitals_tell, cache };
            let mut surface = String::new();
            word::for_each_segment(text, |start, end, plain| {
                reader.read(Span::new(start, end), plain, &mut surface, &mut filling);
            });
        });
        filling.finish()
    }
}

/// Whether a word in capitals is so by choice.
fn capitals_tell(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// What is needed to read the words of a text.
struct TextReader<'a> {
    shared: &'a Shared,
    text: &'a str,
    capitals_tell: bool,
    cache: &'a mut StemCache,
}

impl TextReader<'_> {
    #[inline]
    fn read(
        &mut self,
        span: Span,
        plain: Option<&AsciiWord>,
        surface: &mut String,
        filling: &mut AnalysisBuilder,
    ) {
        match plain.filter(|word| !normalize::is_special(word, span.len())) {
            Some(word) => {
                let stem = self.cache.stem_plain(self.shared.stems, word, span.len());
                filling.push_plain(span, word, stem);
            }
            None => self.read_any(span, surface, filling),
        }
    }

    /// Reads a word that may need more than small letters.
    fn read_any(&mut self, mut span: Span, surface: &mut String, filling: &mut AnalysisBuilder) {
        // By the rules a space can belong to a word, when a mark makes it one.
        let word = span.of(self.text).unwrap_or_default().trim_start_matches(' ');
        span.start = span.end - word.len();
        if normalize::is_loose_possessive(self.text.get(..span.start).unwrap_or_default(), word) {
            return;
        }
        surface.clear();
        normalize::push_surface(self.shared.language, word, self.capitals_tell, surface);
        if !surface.is_empty() {
            filling.push(span, surface, self.cache.stem(self.shared.stems, surface));
        }
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
struct LexiconOfTexts<'l> {
    topics: &'l BTreeMap<String, Topic>,
    families: &'l BTreeMap<String, Family>,
}

fn fingerprint(language: Language, lexicon: &Lexicon) -> String {
    let (major, minor, _) = unicode_segmentation::UNICODE_VERSION;
    let language = format!("{language:?}").to_ascii_lowercase();
    // The thesaurus helps queries alone: an index does not hang on it.
    let of_texts = LexiconOfTexts { topics: &lexicon.topics, families: &lexicon.families };
    // Maps are sorted, so equal lexicons are the same bytes.
    let lexicon = serde_json::to_vec(&of_texts).unwrap_or_default();
    format!("ibid-{REVISION} {language} unicode-{major}.{minor} lexicon-{:016x}", fnv_1a(&lexicon))
}

#[cfg(test)]
mod tests;
