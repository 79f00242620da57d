//! Analysis of texts and queries into words and keys.
//!
//! Documents and queries share one analysis. It is pure: it does no input or
//! output, and the same text gives the same analysis on every thread and machine.
//!
//! What stands between the characters of a word, as a hyphen at the end of a line,
//! is removed first. Words are the segments of Unicode's rules (UAX #29), split
//! where a mark joins words, and folded; each has one position. A word or two that
//! are also written in another way have readings beside them. Designators of
//! equipment are recognised in the text itself, because those rules split them. A
//! designator becomes keys over the words that spell it.

mod about;
mod apostrophe;
mod builder;
mod clean;
mod compounds;
pub mod designator;
mod entity;
pub(crate) mod file_name;
pub(crate) mod fingerprint;
mod normalize;
pub(crate) mod numerals;
mod phrases;
mod pieces;
mod plain_word;
pub mod relation;
mod stem;
mod stem_cache;
mod stop;
pub mod thesaurus;
mod thousands;
pub(crate) mod token;
mod tokenizer;
pub mod topic;
pub(crate) mod unit_names;
mod word;

use std::fmt;
use std::sync::Arc;

pub use designator::{Designator, Designators, Mode};
pub use relation::{NameMatch, Related, Relation, Relations, Target};
pub use stem::Stems;
pub use thesaurus::{RelatedTerm, TermNamed, TermRelation, Thesaurus};
pub use token::{Analysis, Key, KeyKind, Reading, Word};
pub use topic::{Aboutness, TopicNamed, TopicTerm, TopicWord, Topics};

use crate::config::Language;
use crate::lexicon::Lexicon;
use crate::util::join::join;
use builder::AnalysisBuilder;
use clean::{Cleaned, clean};
use fingerprint::fingerprint;
use stem::StemMemo;
use stem_cache::CachePool;
use tokenizer::Tokenizer;

/// The revision of the analysis. It is raised with every change of this module,
/// or of the stemmers, that changes the analysis of any text.
const REVISION: u32 = 4;

/// Turns texts and queries into words and keys.
///
/// It is made once for an index. A clone refers to the same analyser, and all
/// threads can use one concurrently.
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

/// The parts of an analyser that its clones share.
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
    /// An analyser with the stems of `language` that recognises the equipment of
    /// `lexicon`, and unknown designations by their spelling.
    ///
    /// The cost is linear in the lexicon. Two threads share the work, if a second one
    /// can be started.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// let analysis = analyzer.analyze("The Mi-35M was delivered.");
    /// let keys: Vec<_> = analysis.keys().map(|key| key.term).collect();
    /// assert_eq!(keys, ["mi35m", "mi35"]);
    /// ```
    #[must_use]
    pub fn new(language: Language, lexicon: &Lexicon) -> Self {
        Self::sharing(language, &Arc::new(lexicon.clone()))
    }

    /// As [`new`](Self::new), without a copy of the lexicon.
    pub(crate) fn sharing(language: Language, lexicon: &Arc<Lexicon>) -> Self {
        Self::known(language, lexicon, None)
    }

    /// As [`sharing`](Self::sharing), with the fingerprint of that lexicon where it is
    /// known: it is not hashed again, unless this build has other rules.
    pub(crate) fn known(language: Language, lexicon: &Arc<Lexicon>, known: Option<&str>) -> Self {
        let known =
            known.filter(|known| known.starts_with(&fingerprint::rules(REVISION, language)));
        let stems = Stems::new(language);
        // Both halves take about the same time; opening an index waits for them.
        let prepare_words = || {
            let mut memo = StemMemo::new(stems);
            let topics = Topics::with_memo(lexicon, &mut memo);
            let thesaurus = Thesaurus::with_memo(lexicon, &mut memo);
            let computed = || fingerprint(REVISION, language, lexicon);
            (topics, thesaurus, known.map_or_else(computed, str::to_owned))
        };
        let prepare_equipment = || (Designators::new(lexicon), Relations::new(lexicon));
        let ((topics, thesaurus, fingerprint), (designators, relations)) =
            join(prepare_words, prepare_equipment);
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
    /// "US", "IT" and "WHO" in capitals are acronyms ("u.s"). If the whole text is
    /// in capitals, they are read as pronouns, because the case tells nothing.
    ///
    /// Never panics. The cost is one pass over the text for the words and one for
    /// the keys.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// let surfaces = |text| -> Vec<String> {
    ///     analyzer.analyze(text).words().map(|word| word.surface.to_owned()).collect()
    /// };
    /// assert_eq!(surfaces("The US told us"), ["the", "u.s", "told", "us"]);
    /// assert_eq!(surfaces("CONTACT US"), ["contact", "us"]);
    /// ```
    #[must_use]
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_with_designators(text).0
    }

    /// As [`analyze`](Self::analyze), with the designators of the text, so that none
    /// is recognised twice. `None` of a text that is analysed as a cleaned copy: its
    /// own may be others.
    pub(crate) fn analyze_with_designators(
        &self,
        text: &str,
    ) -> (Analysis, Option<Vec<Designator>>) {
        let capitals_matter = has_lower_case(text);
        match clean(text) {
            None => {
                let (analysis, designators) =
                    self.with_keys(text, &[], Mode::Text, capitals_matter);
                (analysis, Some(designators))
            }
            Some(cleaned) => {
                let analyze = |text: &str, breaks: &[usize]| {
                    self.with_keys(text, breaks, Mode::Text, capitals_matter).0
                };
                (of_cleaned(&cleaned, analyze), None)
            }
        }
    }

    /// As [`analyze`](Self::analyze), without the keys.
    pub(crate) fn words(&self, text: &str) -> Analysis {
        on_clean(text, |clean, breaks| self.tokenize(clean, breaks, has_lower_case(text)))
    }

    /// The words and keys of a query as typed.
    ///
    /// It differs from a text in two ways: designators may be in lower case and
    /// spaced ("mi 35"), and "US" is always the acronym.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// let key_count = |analysis: ibid::analysis::Analysis| analysis.keys().count();
    /// assert_eq!(key_count(analyzer.analyze_query("mi 35")), 2);
    /// assert_eq!(key_count(analyzer.analyze("mi 35")), 0);
    /// ```
    #[must_use]
    pub fn analyze_query(&self, text: &str) -> Analysis {
        on_clean(text, |text, breaks| self.with_keys(text, breaks, Mode::Query, true).0)
    }

    /// The stem of a folded word, see [`Stems::stem`].
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// assert_eq!(analyzer.stem("helicopters"), "helicopt");
    /// ```
    #[must_use]
    pub fn stem<'a>(&self, folded: &'a str) -> std::borrow::Cow<'a, str> {
        self.shared.stems.stem(folded)
    }

    /// Whether the surface is a function word of the language, such as "the".
    ///
    /// Words that reverse the meaning of a sentence ("not", "without", "never") do
    /// not count. Only English has a list.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    /// assert!(analyzer.is_stop_word("the"));
    /// assert!(!analyzer.is_stop_word("not"));
    /// ```
    #[must_use]
    pub fn is_stop_word(&self, surface: &str) -> bool {
        stop::is_stop_word(self.shared.language, surface)
    }

    /// The surface of the acronym that is spelt like this function word: "u.s" for
    /// "us". A query in lower case may mean either.
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

    /// The recogniser of equipment.
    pub(crate) fn designators(&self) -> &Designators {
        &self.shared.designators
    }

    /// The relations between the lexicon's families.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// assert_eq!(analyzer.relations().kind_of("mi24"), Some("helicopter"));
    /// ```
    #[must_use]
    pub fn relations(&self) -> &Relations {
        &self.shared.relations
    }

    /// The lexicon's topics, with the stems of this analyser.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// assert!(analyzer.topics().index_of("embargo").is_some());
    /// ```
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.shared.topics
    }

    /// The lexicon's thesaurus, with the stems of this analyser.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
    /// let chopper = analyzer.stem("chopper");
    /// assert_eq!(analyzer.thesaurus().named_in(&[&chopper])[0].words, 0..1);
    /// ```
    #[must_use]
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.shared.thesaurus
    }

    /// A short string of everything that the analysis of a text depends on; it is
    /// the same on every machine.
    ///
    /// An index made with another fingerprint must be rebuilt. The thesaurus is not
    /// part of it, because only queries use it.
    ///
    /// ```
    /// use ibid::{analysis::Analyzer, config::Language, lexicon::Lexicon};
    ///
    /// let fingerprint = |language| Analyzer::new(language, &Lexicon::default()).fingerprint();
    /// assert!(fingerprint(Language::English).starts_with("ibid-4 english unicode-"));
    /// assert_ne!(fingerprint(Language::English), fingerprint(Language::German));
    /// ```
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.shared.fingerprint.clone()
    }

    /// The words of a cleaned text with the keys of its designators, and these.
    fn with_keys(
        &self,
        text: &str,
        breaks: &[usize],
        mode: Mode,
        capitals_matter: bool,
    ) -> (Analysis, Vec<Designator>) {
        let mut analysis = self.tokenize(text, breaks, capitals_matter);
        let designators = self.shared.designators.recognise(text, mode);
        for designator in &designators {
            analysis.push_key(KeyKind::Exact, &designator.exact, designator.span);
            analysis.push_key(KeyKind::Family, &designator.family, designator.span);
        }
        (analysis, designators)
    }

    /// The words of a cleaned text.
    fn tokenize(&self, text: &str, breaks: &[usize], capitals_matter: bool) -> Analysis {
        let mut builder = AnalysisBuilder::with_capacity(text.len());
        self.shared.caches.with(|cache| {
            let &Shared { language, stems, .. } = &*self.shared;
            let surface = String::new();
            let mut tokenizer =
                Tokenizer { language, stems, text, breaks, capitals_matter, cache, surface };
            tokenizer.run(&mut builder);
        });
        builder.finish()
    }
}

/// Analyses the cleaned text; its spans are those of the text itself.
fn on_clean(text: &str, analyze: impl FnOnce(&str, &[usize]) -> Analysis) -> Analysis {
    match clean(text) {
        None => analyze(text, &[]),
        Some(cleaned) => of_cleaned(&cleaned, analyze),
    }
}

/// Analyses a cleaned text; the spans are those of the text that it was made of.
fn of_cleaned(cleaned: &Cleaned, analyze: impl FnOnce(&str, &[usize]) -> Analysis) -> Analysis {
    let mut analysis = analyze(&cleaned.text, &cleaned.breaks);
    analysis.map_spans(|span| cleaned.source_of(span));
    analysis
}

/// Whether the text has a letter in lower case. If not, capitals tell nothing
/// about a word.
fn has_lower_case(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Analyzer").field(&self.shared.fingerprint).finish()
    }
}

#[cfg(test)]
mod spelling_tests;
#[cfg(test)]
mod tests;
