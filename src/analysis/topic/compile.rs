//! From a lexicon to topics that can be found.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::texts::{PhraseRole, Texts, TopicEvidence};
use super::{Source, Topics};
use crate::analysis::designator::entry::DesignationEntry;
use crate::analysis::phrases::{By, Phrases, stems_of, words_of};
use crate::analysis::stem::Remembered;
use crate::lexicon::{Family, Lexicon, Topic};
use crate::util::fold::fold;

/// How much of its kind's weight a family's name of one word has: most are
/// everyday words as well ("tiger", "hip").
const ONE_WORD_NAME: f32 = 0.5;

/// The topics of a lexicon, as far as queries need them.
pub(super) fn topics(lexicon: &Arc<Lexicon>, stems: &mut Remembered) -> Topics {
    let source = Source { lexicon: Arc::clone(lexicon), stems: stems.stems() };
    let by_name = by_name(&lexicon.topics);
    let mut named = Phrases::default();
    for (number, topics) in by_name.values().enumerate() {
        for (own, topic) in topics {
            // A topic without names is named by its own.
            let own = topic.names.is_empty().then_some(*own);
            for name in topic.names.iter().map(String::as_str).chain(own) {
                let stems = stems_of(name, |word| stems.stem(word));
                if let Some(first) = stems.first().cloned() {
                    named.add(&first, stems, By::Stem, (number, name.to_owned()));
                }
            }
        }
    }
    Topics { names: by_name.into_keys().collect(), named, source, texts: OnceLock::new() }
}

/// What speaks for them in texts.
pub(super) fn texts(source: &Source) -> Texts {
    let by_name = by_name(&source.lexicon.topics);
    let mut stems = Remembered::new(source.stems);
    let mut compiler = Compiler::new(&mut stems);
    for (number, topics) in by_name.values().enumerate() {
        for (_, topic) in topics {
            compiler.topic(number, topic, &source.lexicon.families);
        }
    }
    compiler.finish(by_name.len())
}

/// Names that fold to the same are one topic.
fn by_name(topics: &BTreeMap<String, Topic>) -> BTreeMap<String, Vec<(&str, &Topic)>> {
    let mut by_name: BTreeMap<String, Vec<(&str, &Topic)>> = BTreeMap::new();
    for (name, topic) in topics {
        by_name.entry(fold(name.trim()).into_owned()).or_default().push((name, topic));
    }
    by_name
}

/// What has been compiled so far.
struct Compiler<'a> {
    stems: &'a mut Remembered,
    evidence: Vec<TopicEvidence>,
    /// Numbers of the evidence by topic and stems, so that "sanction" and "sanctions" are one.
    by_stems: HashMap<(usize, Vec<Box<str>>), usize>,
    phrases: Phrases<PhraseRole>,
    families: HashMap<Box<str>, Vec<usize>>,
}

impl<'a> Compiler<'a> {
    fn new(stems: &'a mut Remembered) -> Self {
        Self {
            stems,
            evidence: Vec::new(),
            by_stems: HashMap::new(),
            phrases: Phrases::default(),
            families: HashMap::new(),
        }
    }

    fn finish(self, topics: usize) -> Texts {
        let Self { evidence, phrases, families, .. } = self;
        Texts { topics, evidence, phrases, families }
    }

    fn topic(&mut self, number: usize, topic: &Topic, families: &BTreeMap<String, Family>) {
        for phrase in &topic.excludes {
            let words = words_of(phrase);
            if let Some(first) = words.first().map(|word| self.stems.stem(word)) {
                self.phrases.add(&first, words, By::Surface, PhraseRole::Exclude { topic: number });
            }
        }
        for (term, &weight) in &topic.terms {
            let evidence =
                TopicEvidence { topic: number, term: term.clone(), weight, needs_company: false };
            self.term(evidence, &words_of(term));
        }
        for (designation, family) in families {
            if let Some(&weight) = topic.kinds.get(&family.kind).filter(|&&weight| weight > 0.0) {
                self.family(number, designation, family, weight);
            }
        }
    }

    /// A term with the stems of another of its topic is that one, and the greater weight
    /// holds.
    fn term(&mut self, mut evidence: TopicEvidence, words: &[Box<str>]) {
        let stems: Vec<Box<str>> = words.iter().map(|word| self.stems.stem(word)).collect();
        let topic = evidence.topic;
        evidence.weight = evidence.weight.min(1.0);
        if stems.is_empty() || evidence.weight.is_nan() || evidence.weight <= 0.0 {
            return;
        }
        let number = self.evidence.len();
        let known = match self.by_stems.entry((topic, stems)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let stems = new.key().1.clone();
                new.insert(number);
                self.evidence.push(evidence);
                if let Some(first) = stems.first().cloned() {
                    let role = PhraseRole::Term { topic, evidence: number };
                    self.phrases.add(&first, stems, By::Stem, role);
                }
                return;
            }
        };
        if let Some(known) = self.evidence.get_mut(known).filter(|k| k.weight < evidence.weight) {
            *known = evidence;
        }
    }

    /// A family by the keys that its designations have, and by its names.
    fn family(&mut self, topic: usize, designation: &str, family: &Family, weight: f32) {
        let number = self.evidence.len();
        let term = designation.to_owned();
        self.evidence.push(TopicEvidence { topic, term, weight, needs_company: false });
        let same = family.same.iter().map(String::as_str);
        for designation in std::iter::once(designation).chain(same) {
            if let Some(written) = DesignationEntry::read(designation) {
                let known = self.families.entry(written.family.into()).or_default();
                // Two designations can have one key: a thing is not to count twice.
                if !known.iter().any(|&at| self.evidence.get(at).is_some_and(|e| e.topic == topic))
                {
                    known.push(number);
                }
            }
        }
        for name in family.names.iter().chain(&family.nato) {
            let words = words_of(name);
            let is_one_word = words.len() == 1;
            let weight = if is_one_word { weight * ONE_WORD_NAME } else { weight };
            let needs_company = is_one_word;
            self.term(TopicEvidence { topic, term: name.clone(), weight, needs_company }, &words);
        }
    }
}
