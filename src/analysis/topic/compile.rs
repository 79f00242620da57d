//! Compiles the topics of a lexicon into phrases and evidence.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use super::matcher::{PhraseRole, TopicEvidence, TopicMatcher};
use super::{Source, Topics};
use crate::analysis::designator::entry::DesignationEntry;
use crate::analysis::phrases::{Phrases, WordForm, stems_of, words_of};
use crate::analysis::stem::StemMemo;
use crate::lexicon::{Family, Lexicon, Topic};
use crate::util::fold::fold;

/// The weight of a family's name of one word, relative to that of its kind: most
/// such names are also everyday words ("tiger", "hip").
const ONE_WORD_NAME: f32 = 0.5;

/// The weight of a topic's name as a term where the lexicon does not list it: that of
/// a plain one.
const UNLISTED_NAME: f32 = 0.6;

/// Compiles the topics for queries; the matcher of texts is left for later.
pub(super) fn topics(lexicon: &Arc<Lexicon>, memo: &mut StemMemo) -> Topics {
    let source = Source { lexicon: Arc::clone(lexicon), stems: memo.stems() };
    let by_name = by_name(&lexicon.topics);
    let mut query_names = Phrases::default();
    for (number, topics) in by_name.values().enumerate() {
        for (key, topic) in topics {
            let mut seen = BTreeSet::new();
            for name in names_of(key, topic) {
                let stems = stems_of(name, |word| memo.stem(word));
                if let Some(first) = stems.first().cloned()
                    && seen.insert(stems.clone())
                {
                    query_names.add(&first, stems, WordForm::Stem, (number, name.to_owned()));
                }
            }
        }
    }
    let names = by_name.into_keys().collect();
    Topics { names, query_names, source, matcher: OnceLock::new() }
}

/// Compiles the evidence of all topics for texts.
pub(super) fn matcher(source: &Source) -> TopicMatcher {
    let by_name = by_name(&source.lexicon.topics);
    let mut memo = StemMemo::new(source.stems);
    let mut compiler = Compiler::new(&mut memo);
    for (number, topics) in by_name.values().enumerate() {
        for (name, topic) in topics {
            compiler.add_topic(number, (name, topic), &source.lexicon.families);
        }
    }
    compiler.finish(by_name.len())
}

/// The topics by folded name; names that fold to the same are one topic.
fn by_name(topics: &BTreeMap<String, Topic>) -> BTreeMap<String, Vec<(&str, &Topic)>> {
    let mut by_name: BTreeMap<String, Vec<(&str, &Topic)>> = BTreeMap::new();
    for (name, topic) in topics {
        by_name.entry(fold(name.trim()).into_owned()).or_default().push((name, topic));
    }
    by_name
}

/// What a topic is called: the names that it lists, and the one that it has in the
/// lexicon.
fn names_of<'l>(own_name: &'l str, topic: &'l Topic) -> impl Iterator<Item = &'l str> {
    topic.names.iter().map(String::as_str).chain([own_name])
}

/// A [`TopicMatcher`] in the making.
struct Compiler<'a> {
    memo: &'a mut StemMemo,
    evidence: Vec<TopicEvidence>,
    /// The numbers of the evidence by topic and stems, so that "sanction" and
    /// "sanctions" are one term.
    by_stems: HashMap<(usize, Vec<Box<str>>), usize>,
    phrases: Phrases<PhraseRole>,
    families: HashMap<Box<str>, Vec<usize>>,
}

impl<'a> Compiler<'a> {
    fn new(memo: &'a mut StemMemo) -> Self {
        Self {
            memo,
            evidence: Vec::new(),
            by_stems: HashMap::new(),
            phrases: Phrases::default(),
            families: HashMap::new(),
        }
    }

    /// The matcher of all evidence added, for this number of topics.
    fn finish(self, topics: usize) -> TopicMatcher {
        let Self { evidence, phrases, families, .. } = self;
        TopicMatcher { topics, evidence, phrases, families }
    }

    /// Adds the evidence of a topic: excluded phrases, terms, its names, and families by
    /// kind.
    fn add_topic(
        &mut self,
        number: usize,
        (own_name, topic): (&str, &Topic),
        families: &BTreeMap<String, Family>,
    ) {
        for phrase in &topic.excludes {
            let words = words_of(phrase);
            if let Some(first) = words.first().map(|word| self.memo.stem(word)) {
                let role = PhraseRole::Exclude { topic: number };
                self.phrases.add(&first, words, WordForm::Surface, role);
            }
        }
        for (term, &weight) in &topic.terms {
            let evidence =
                TopicEvidence { topic: number, term: term.clone(), weight, needs_support: false };
            self.add_term(evidence, &words_of(term));
        }
        self.add_names(number, own_name, topic);
        for (designation, family) in families {
            if let Some(&weight) = topic.kinds.get(&family.kind).filter(|&&weight| weight > 0.0) {
                self.add_family(number, designation, family, weight);
            }
        }
    }

    /// Adds the names that the topic does not list as terms; listed with a weight of 0, a
    /// name is none.
    fn add_names(&mut self, number: usize, own_name: &str, topic: &Topic) {
        let stems = |memo: &mut StemMemo, term: &str| stems_of(term, |word| memo.stem(word));
        let listed = topic.terms.keys().map(|term| stems(self.memo, term));
        let listed: BTreeSet<Vec<Box<str>>> = listed.collect();
        for name in names_of(own_name, topic) {
            if listed.contains(&stems(self.memo, name)) {
                continue;
            }
            let (term, weight) = (name.to_owned(), UNLISTED_NAME);
            let evidence = TopicEvidence { topic: number, term, weight, needs_support: false };
            self.add_term(evidence, &words_of(name));
        }
    }

    /// Adds a term. Two terms of a topic with the same stems are one, with the greater
    /// weight.
    fn add_term(&mut self, mut evidence: TopicEvidence, words: &[Box<str>]) {
        let stems: Vec<Box<str>> = words.iter().map(|word| self.memo.stem(word)).collect();
        let Some(first) = stems.first().cloned() else { return };
        let topic = evidence.topic;
        // `min` turns NaN into 1, so it is excluded first. A lexicon built by hand can
        // have any weight.
        if evidence.weight.is_nan() || evidence.weight <= 0.0 {
            return;
        }
        evidence.weight = evidence.weight.min(1.0);
        match self.by_stems.entry((topic, stems)) {
            Entry::Occupied(number) => {
                let same = self.evidence.get_mut(*number.get());
                if let Some(same) = same.filter(|same| same.weight < evidence.weight) {
                    *same = evidence;
                }
            }
            Entry::Vacant(entry) => {
                let number = self.evidence.len();
                let role = PhraseRole::Term { topic, evidence: number };
                self.phrases.add(&first, entry.key().1.clone(), WordForm::Stem, role);
                entry.insert(number);
                self.evidence.push(evidence);
            }
        }
    }

    /// Adds a family by the keys of its designations, and by its names.
    fn add_family(&mut self, topic: usize, designation: &str, family: &Family, weight: f32) {
        let number = self.evidence.len();
        let term = designation.to_owned();
        self.evidence.push(TopicEvidence { topic, term, weight, needs_support: false });
        let same = family.same.iter().map(String::as_str);
        for designation in std::iter::once(designation).chain(same) {
            let Some(entry) = DesignationEntry::read(designation) else { continue };
            let numbers = self.families.entry(entry.family.into()).or_default();
            // Two designations can have one key: a family must not count twice.
            let is_of_topic =
                |&at: &usize| self.evidence.get(at).is_some_and(|of| of.topic == topic);
            if !numbers.iter().any(is_of_topic) {
                numbers.push(number);
            }
        }
        for name in family.names.iter().chain(&family.nato) {
            let words = words_of(name);
            let is_one_word = words.len() == 1;
            let weight = if is_one_word { weight * ONE_WORD_NAME } else { weight };
            let term = name.clone();
            let evidence = TopicEvidence { topic, term, weight, needs_support: is_one_word };
            self.add_term(evidence, &words);
        }
    }
}
