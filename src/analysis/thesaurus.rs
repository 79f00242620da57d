//! The lexicon's thesaurus, prepared for matching in queries.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::phrases::stems_of;
use super::stem::{StemMemo, Stems};
use crate::lexicon::{Lexicon, Synonyms};
use crate::util::fnv::ByFnv;

/// The terms of a lexicon's thesaurus, with the terms related to each.
///
/// ```
/// use ibid::analysis::{Stems, Thesaurus};
/// use ibid::{config::Language, lexicon::Lexicon};
///
/// let lexicon = Lexicon::read("[term.chopper]\nsame = [\"helicopter\", \"rotary wing\"]").lexicon;
/// let thesaurus = Thesaurus::new(&lexicon, &Stems::new(Language::English));
/// let named = thesaurus.named_in(&["rotari", "wing", "deal"]);
/// assert_eq!(named[0].words, 0..2);
/// let others: Vec<_> = thesaurus.expansions(&named[0]).map(|other| &*other.written).collect();
/// assert_eq!(others, ["chopper", "helicopter"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    /// `None` in an empty thesaurus, which stems nothing.
    stems: Option<Stems>,
    lexicon: Arc<Lexicon>,
    groups: Vec<Group>,
    /// The terms that a query can name, by the stem of their first word.
    by_first_stem: HashMap<Box<str>, QueryTerms, ByFnv>,
}

/// A group of terms that mean the same.
#[derive(Debug, Clone)]
struct Group {
    /// The preferred term, by which the lexicon lists the group.
    key: String,
    /// Prepared for the first query that names the group: most sessions name few.
    related: OnceLock<Vec<RelatedTerm>>,
}

/// The terms whose first word has one stem.
#[derive(Debug, Clone, Default)]
struct QueryTerms {
    places: Vec<TermPlace>,
    /// Stemmed for the first query with this stem; the longest first, then by group.
    stemmed: OnceLock<Vec<StemmedTerm>>,
}

/// The place of a term in the lexicon.
#[derive(Debug, Clone, Copy)]
struct TermPlace {
    /// The number of its group.
    group: usize,
    /// Its number in the group; the preferred term is the first.
    term: usize,
}

/// A term's stems, and the number of its group.
#[derive(Debug, Clone)]
struct StemmedTerm {
    stems: Vec<Box<str>>,
    group: usize,
}

/// A term to which a query's words can be expanded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RelatedTerm {
    /// How it is related to the query's words.
    pub relation: TermRelation,
    /// As in the lexicon.
    pub written: String,
    /// The stems of its words.
    pub stems: Vec<String>,
    /// What it counts, greater than 0 and at most 1, where the lexicon says so.
    pub weight: Option<f32>,
}

/// How a term of a thesaurus is related to another, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TermRelation {
    /// A synonym.
    Same,
    /// A kind, member or part of it.
    Narrower,
    /// A subject of texts about it.
    Related,
}

/// Words of a query that a thesaurus knows as a term.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TermNamed {
    /// The positions of the words.
    pub words: Range<usize>,
    /// Their stems.
    stems: Vec<String>,
    /// The number of the term's group.
    group: usize,
}

impl Thesaurus {
    /// Prepares the thesaurus of `lexicon` for queries with these stems.
    ///
    /// The cost is one stem for the first word of every term. Other words are
    /// stemmed for the first query that needs them.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Thesaurus};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let stems = Stems::new(Language::English);
    /// let thesaurus = Thesaurus::new(&Lexicon::builtin(), &stems);
    /// let chopper = stems.stem("choppers");
    /// assert_eq!(thesaurus.named_in(&[&chopper]).len(), 1);
    /// ```
    #[must_use]
    pub fn new(lexicon: &Lexicon, stems: &Stems) -> Self {
        Self::with_memo(&Arc::new(lexicon.clone()), &mut StemMemo::new(*stems))
    }

    /// As [`new`](Self::new), with a memo of stems and without a copy of the lexicon.
    pub(super) fn with_memo(lexicon: &Arc<Lexicon>, memo: &mut StemMemo) -> Self {
        let group = |key: &String| Group { key: key.clone(), related: OnceLock::new() };
        let groups: Vec<Group> = lexicon.thesaurus.keys().map(group).collect();
        let mut by_first_stem: HashMap<Box<str>, QueryTerms, ByFnv> = HashMap::default();
        for (group, entry) in lexicon.thesaurus.iter().enumerate() {
            for (term, written) in same_terms(entry).enumerate() {
                if let Some(first) = first_stem(written, memo) {
                    let terms = by_first_stem.entry(first).or_default();
                    terms.places.push(TermPlace { group, term });
                }
            }
        }
        Self { stems: Some(memo.stems()), lexicon: Arc::clone(lexicon), groups, by_first_stem }
    }

    /// The terms that a query names, given the stems of its words; from left to right,
    /// the longest at each position, none overlapping.
    ///
    /// ```
    /// use ibid::analysis::{Stems, Thesaurus};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let thesaurus = Thesaurus::new(&Lexicon::builtin(), &Stems::new(Language::English));
    /// assert_eq!(thesaurus.named_in(&["a", "helicopt"])[0].words, 1..2);
    /// // Words must be stemmed.
    /// assert!(thesaurus.named_in(&["helicopters"]).is_empty());
    /// ```
    #[must_use]
    pub fn named_in(&self, stems: &[&str]) -> Vec<TermNamed> {
        let (mut named, mut at) = (Vec::new(), 0);
        while let Some(remaining) = stems.get(at..).filter(|remaining| !remaining.is_empty()) {
            let Some(term) = self.longest_start_of(remaining) else {
                at += 1;
                continue;
            };
            let words = at..at + term.stems.len();
            let stems = term.stems.iter().map(ToString::to_string).collect();
            at = words.end;
            named.push(TermNamed { words, stems, group: term.group });
        }
        named
    }

    /// The terms to which a named term expands: its synonyms, then narrower and
    /// related terms, each once.
    ///
    /// A term is left out if it contains a shorter one that is as near or nearer:
    /// "attack helicopter" matches nothing that "helicopter" does not. One with a
    /// weight of its own stays, and one of weight 0 is left out. A narrower term's own
    /// synonyms have its weight.
    ///
    /// ```
    /// use ibid::analysis::{Stems, TermRelation, Thesaurus};
    /// use ibid::{config::Language, lexicon::Lexicon};
    ///
    /// let text = "[term.chopper]\nsame = [\"helicopter\"]\nnarrower = [\"gunship\"]";
    /// let lexicon = Lexicon::read(text).lexicon;
    /// let thesaurus = Thesaurus::new(&lexicon, &Stems::new(Language::English));
    /// let named = thesaurus.named_in(&["helicopt"]);
    /// let terms: Vec<_> = thesaurus.expansions(&named[0]).collect();
    /// assert_eq!((terms[0].relation, terms[0].written.as_str()), (TermRelation::Same, "chopper"));
    /// assert_eq!(terms[1].relation, TermRelation::Narrower);
    /// // The narrower term does not expand to the broader one.
    /// assert!(thesaurus.named_in(&["gunship"]).is_empty());
    /// ```
    pub fn expansions(&self, named: &TermNamed) -> impl Iterator<Item = &RelatedTerm> {
        let group = self.groups.get(named.group);
        let related = group.map(|group| group.related.get_or_init(|| self.related_terms(group)));
        related.into_iter().flatten().filter(|other| other.stems != named.stems)
    }

    /// The longest term that `stems` start with, in the first of its groups.
    fn longest_start_of(&self, stems: &[&str]) -> Option<&StemmedTerm> {
        let terms = self.by_first_stem.get(*stems.first()?)?;
        let stemmed = terms.stemmed.get_or_init(|| self.stem_terms(&terms.places));
        let is_start = |own: &[Box<str>]| {
            own.len() <= stems.len() && own.iter().zip(stems).all(|(own, stem)| **own == **stem)
        };
        stemmed.iter().find(|term| is_start(&term.stems))
    }

    /// Stems terms and sorts them, the longest first, then by group.
    fn stem_terms(&self, places: &[TermPlace]) -> Vec<StemmedTerm> {
        let stemmed = places.iter().filter_map(|&TermPlace { group, term }| {
            let written = self.same_terms(self.groups.get(group)?).nth(term)?;
            Some(StemmedTerm { stems: self.stems_of(written), group })
        });
        let mut stemmed: Vec<_> = stemmed.collect();
        stemmed
            .sort_by(|a, b| b.stems.len().cmp(&a.stems.len()).then_with(|| a.group.cmp(&b.group)));
        stemmed
    }

    /// The stems of a term's words.
    fn stems_of(&self, written: &str) -> Vec<Box<str>> {
        let Some(stems) = self.stems else { return Vec::new() };
        stems_of(written, |word| stems.stem(word).into())
    }

    /// The entry of a group in the lexicon.
    fn synonyms(&self, group: &Group) -> Option<&Synonyms> {
        self.lexicon.thesaurus.get(&group.key)
    }

    /// The terms of a group, the preferred one first.
    fn same_terms<'a>(&'a self, group: &'a Group) -> impl Iterator<Item = &'a str> {
        let synonyms = self.synonyms(group).into_iter();
        synonyms.flat_map(|synonyms| same_terms((&group.key, synonyms)))
    }

    /// All terms to which the terms of a group expand.
    fn related_terms(&self, group: &Group) -> Vec<RelatedTerm> {
        let synonyms = self.synonyms(group);
        let weights = synonyms.map(lower_case_weights).unwrap_or_default();
        let weight_of = |written: &str| weights.get(&written.to_lowercase()).copied();
        let term = |written: &str, relation, weight: Option<f32>| {
            let stems = self.stems_of(written).into_iter().map(String::from).collect();
            RelatedTerm { relation, written: written.to_owned(), stems, weight }
        };
        let listed = |written: &str, relation| term(written, relation, weight_of(written));
        let same = self.same_terms(group).map(|written| listed(written, TermRelation::Same));
        let mut terms: Vec<RelatedTerm> = same.collect();
        for written in synonyms.into_iter().flat_map(|synonyms| &synonyms.narrower) {
            let narrower = listed(written, TermRelation::Narrower);
            let weight = narrower.weight;
            // A narrower term brings its own synonyms.
            let group = self.group_of(&narrower.stems).into_iter();
            let same = group.flat_map(|group| self.same_terms(group));
            let same = same.map(|written| term(written, TermRelation::Narrower, weight));
            terms.extend(std::iter::once(narrower).chain(same));
        }
        let related = synonyms.into_iter().flat_map(|synonyms| &synonyms.related);
        terms.extend(related.map(|written| listed(written, TermRelation::Related)));
        let mut terms = distinct(terms);
        terms.retain(|term| term.weight.is_none_or(|weight| weight > 0.0));
        without_containing(&terms)
    }

    /// The group of the term with exactly these stems.
    fn group_of(&self, stems: &[String]) -> Option<&Group> {
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let term = self.longest_start_of(&stems)?;
        self.groups.get(term.group).filter(|_| term.stems.len() == stems.len())
    }
}

/// The weights of an entry's words, in lower case. A lexicon that is built by hand can
/// have any: at most 1 counts, and what is no number leaves the word out.
fn lower_case_weights(synonyms: &Synonyms) -> BTreeMap<String, f32> {
    let weight = |weight: f32| if weight.is_nan() { 0.0 } else { weight.min(1.0) };
    synonyms.weights.iter().map(|(word, own)| (word.to_lowercase(), weight(*own))).collect()
}

/// The terms of an entry of the lexicon that mean the same, the preferred one first.
fn same_terms<'a>((key, synonyms): (&'a String, &'a Synonyms)) -> impl Iterator<Item = &'a str> {
    std::iter::once(key).chain(&synonyms.same).map(String::as_str)
}

/// The first of all terms with the same stems; terms without stems are dropped.
fn distinct(mut terms: Vec<RelatedTerm>) -> Vec<RelatedTerm> {
    let mut seen = BTreeSet::new();
    terms.retain(|term| !term.stems.is_empty() && seen.insert(term.stems.clone()));
    terms
}

/// Drops terms that contain another one that is as near or nearer: where "helicopter"
/// matches, "attack helicopter" adds nothing and would count twice.
fn without_containing(terms: &[RelatedTerm]) -> Vec<RelatedTerm> {
    let contains = |longer: &[String], shorter: &[String]| {
        // `windows` needs a length over 0: `distinct` dropped terms without stems.
        longer.len() > shorter.len() && longer.windows(shorter.len()).any(|part| part == shorter)
    };
    let is_contained = |term: &RelatedTerm| {
        terms
            .iter()
            .any(|other| other.relation <= term.relation && contains(&term.stems, &other.stems))
    };
    let is_needed = |term: &&RelatedTerm| term.weight.is_some() || !is_contained(term);
    terms.iter().filter(is_needed).cloned().collect()
}

/// The stem of a term's first word. Where a blank ends that word, the others are not
/// analysed.
fn first_stem(term: &str, memo: &mut StemMemo) -> Option<Box<str>> {
    let first = term.split_once(' ').map_or(term, |(first, _)| first);
    let has_only =
        |test: fn(&u8) -> bool| !first.is_empty() && first.bytes().all(|byte| test(&byte));
    // The surface of a word of letters is its lower case, except for acronyms, of
    // which none has four letters.
    if has_only(u8::is_ascii_lowercase) || first.len() >= 4 && has_only(u8::is_ascii_alphabetic) {
        return Some(memo.stem(&first.to_ascii_lowercase()));
    }
    // A blank is a boundary of words if no combining mark follows it.
    let is_first_word = has_only(u8::is_ascii_alphanumeric) && term.is_ascii();
    let analysed = if is_first_word { first } else { term };
    stems_of(analysed, |word| memo.stem(word)).into_iter().next()
}
