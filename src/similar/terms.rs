//! The weightiest words, equipment and phrases of a passage.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::analysis::token::{Analysis, Word};
use crate::analysis::{Analyzer, KeyKind};
use crate::error::Result;
use crate::rank::bm25f::{idf, saturated};
use crate::rank::profile::Profile;

/// The most pairs of words that are counted as phrases.
const MAX_PHRASES: usize = 12;

/// A word, name or phrase of a passage that is searched for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SimilarTerm {
    /// As it stands in the query.
    pub text: String,
    /// What it is.
    pub kind: SimilarTermKind,
    /// Its rarity among the passages of other stories times how much it is repeated in the
    /// passage; what the terms are chosen by.
    pub weight: f32,
}

/// What a term of a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SimilarTermKind {
    /// A word.
    Word,
    /// A designator, which stands for its family.
    Family,
    /// Words side by side.
    Phrase,
}

/// How many passages of an index that are not of the passage's own story have something.
pub(crate) trait Counts {
    /// All passages of the index.
    fn passages(&self) -> u64;

    /// Those with a stem.
    fn with_stem(&self, stem: &str) -> Result<u64>;

    /// Those that name equipment of a family, which is spelt so in a query.
    fn with_family(&self, family: &str, spelling: &str) -> Result<u64>;

    /// Those with two folded words side by side, which the query in quotes asks for.
    fn with_pair(&self, pair: [&str; 2], query: &str) -> Result<u64>;
}

/// A stem of the passage.
struct Stem<'a> {
    /// Its first word.
    word: Word<'a>,
    /// How often the passage has it.
    times: usize,
    /// The passages of other stories that have it.
    passages: u64,
}

/// The weightiest terms of a passage, at most so many. Each is in a passage of another
/// story, too.
///
/// Cost: a look-up of each word, and the passages with each of at most 12 phrases.
pub(crate) fn weightiest(
    text: &str,
    analyzer: &Analyzer,
    max_terms: usize,
    counts: &impl Counts,
) -> Result<Vec<SimilarTerm>> {
    let analysis = analyzer.analyze(text);
    let (families, taken) = families(text, &analysis, counts)?;
    let stems = stems(&analysis, &taken, analyzer, counts)?;
    let phrases = phrases(text, &analysis, &stems, counts)?;
    let in_phrases: BTreeSet<&str> = phrases.iter().flat_map(|phrase| phrase.stems).collect();
    let mut terms = families;
    for stem in stems.values().filter(|stem| !in_phrases.contains(stem.word.stem)) {
        let weight = weight(counts, stem.passages, stem.times);
        let Some(text) = stem.word.span.of(text) else { continue };
        terms.push(SimilarTerm { text: typed(text), kind: SimilarTermKind::Word, weight });
    }
    terms.extend(phrases.into_iter().map(|phrase| phrase.term));
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text.cmp(&b.text)));
    terms.truncate(max_terms);
    Ok(terms)
}

fn weight(counts: &impl Counts, passages: u64, times: usize) -> f32 {
    let saturated = saturated(times as f32, Profile::default().passage_k1);
    idf(counts.passages(), passages) * saturated
}

/// A word as it is typed: one that could be an operator or a field stands in quotes.
fn typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let is_operator = matches!(word, "AND" | "OR" | "NOT" | "NEAR");
    if word.chars().all(is_plain) && !is_operator {
        return word.to_owned();
    }
    quoted(word)
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace(['"', '\\'], " "))
}

/// The equipment that the passage names, and the positions of the words that spell it.
fn families(
    text: &str,
    analysis: &Analysis,
    counts: &impl Counts,
) -> Result<(Vec<SimilarTerm>, BTreeSet<u32>)> {
    let mut taken = BTreeSet::new();
    let mut times: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for key in analysis.keys().filter(|key| key.kind == KeyKind::Family) {
        taken.extend(key.position..key.position.saturating_add(key.width));
        let spelling = key.span.of(text).unwrap_or_default();
        times.entry(key.term).or_insert((0, spelling)).0 += 1;
    }
    let mut terms = Vec::new();
    for (family, (times, spelling)) in times {
        // A line may end within a designator, behind its hyphen.
        let text = spelling.split_whitespace().collect::<Vec<_>>().join(" ").replace("- ", "-");
        let passages = counts.with_family(family, &text)?;
        if passages > 0 {
            let weight = weight(counts, passages, times);
            terms.push(SimilarTerm { text, kind: SimilarTermKind::Family, weight });
        }
    }
    Ok((terms, taken))
}

/// The stems that mean something and that a passage of another story has, too.
fn stems<'a>(
    analysis: &'a Analysis,
    taken: &BTreeSet<u32>,
    analyzer: &Analyzer,
    counts: &impl Counts,
) -> Result<BTreeMap<&'a str, Stem<'a>>> {
    let has_meaning = |word: &Word<'_>| {
        let is_figure = word.surface.starts_with(|c: char| c.is_ascii_digit());
        word.stem.len() > 1 && !is_figure && !analyzer.is_stop_word(word.surface)
    };
    let mut stems: BTreeMap<&str, Stem<'_>> = BTreeMap::new();
    let words = analysis.words().filter(|word| !taken.contains(&word.position));
    for word in words.filter(has_meaning) {
        stems.entry(word.stem).or_insert(Stem { word, times: 0, passages: 0 }).times += 1;
    }
    for (stem, counted) in &mut stems {
        counted.passages = counts.with_stem(stem)?;
    }
    stems.retain(|_, stem| stem.passages > 0);
    Ok(stems)
}

/// Two words that mostly stand side by side.
struct Phrase<'a> {
    stems: [&'a str; 2],
    term: SimilarTerm,
}

/// The pairs of neighbouring words that stand together in at least half of the passages
/// that have the rarer of them. They stand for both words.
fn phrases<'a>(
    text: &str,
    analysis: &'a Analysis,
    stems: &BTreeMap<&'a str, Stem<'a>>,
    counts: &impl Counts,
) -> Result<Vec<Phrase<'a>>> {
    let words: Vec<Word<'_>> = analysis.words().collect();
    let mut pairs = Vec::new();
    for pair in words.windows(2) {
        let [one, other] = pair else { continue };
        let between = text.get(one.span.end..other.span.start);
        let (Some(first), Some(second)) = (stems.get(one.stem), stems.get(other.stem)) else {
            continue;
        };
        if one.stem != other.stem && between.is_some_and(|between| between.trim().is_empty()) {
            pairs.push((first.passages.min(second.passages), [*one, *other], first.times));
        }
    }
    // The rarest first; one that shares a word with a rarer one is left out.
    pairs.sort_by_key(|(rarer, [one, _], _)| (*rarer, one.position));
    let mut phrases: Vec<Phrase<'_>> = Vec::new();
    for (rarer, [one, other], times) in pairs.into_iter().take(MAX_PHRASES) {
        let is_used = |stem: &str| phrases.iter().any(|phrase| phrase.stems.contains(&stem));
        let Some(words) = text.get(one.span.start..other.span.end) else { continue };
        if is_used(one.stem) || is_used(other.stem) {
            continue;
        }
        let text = quoted(&words.split_whitespace().collect::<Vec<_>>().join(" "));
        let passages = counts.with_pair([one.surface, other.surface], &text)?;
        if passages > 0 && 2 * passages >= rarer {
            let (kind, weight) = (SimilarTermKind::Phrase, weight(counts, passages, times));
            let term = SimilarTerm { text, kind, weight };
            phrases.push(Phrase { stems: [one.stem, other.stem], term });
        }
    }
    Ok(phrases)
}
