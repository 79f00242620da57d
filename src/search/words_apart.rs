//! Words of a query that no passage has together, counted over all passages
//! that have the rarest of them.

use std::collections::BTreeMap;

use tantivy::DocId;

use super::matching::gather::{ConceptPostings, SegmentPostings};
use super::matching::matched::Matched;
use super::matching::posting::Posting;
use super::stages::Ranked;
use crate::error::Result;
use crate::query::plan::{Concept, Reason};
use crate::query::report::WordsApart;
use crate::rank::evidence::Evidence;
use crate::store::ordinals::{DocumentOrd, SegmentOrd};
use crate::store::segment::Segment;
use crate::store::snapshot::Snapshot;

/// Passages are looked up in lists at most this many times: a few hundredths of
/// a search.
const MAX_LOOKUPS: usize = 8_192;

/// A query of at most this many words is expected to stand in one passage as a
/// whole. Of a longer one it is told which word the hits lack.
const FEW_WORDS: u32 = 4;

/// A set of words is a number with a bit for each.
const MAX_WORDS: usize = 64;

/// A word of the query, or another part that scores, which some passage or title
/// has.
struct Word<'a> {
    bit: u64,
    concept: &'a Concept,
    postings: &'a ConceptPostings,
    /// As [`ConceptPostings::live_postings`].
    size: usize,
}

/// What the report says where no passage has all words of a query that has hits.
/// A word of the title counts for every passage. `None` where some passage has
/// all, where it would take too long to know, and where it is not worth saying.
///
/// A passage with more words than any hit has one of the rarest, as it lacks
/// fewer words than these are. So only the lists of these are read.
pub(super) fn words_apart(
    snapshot: &Snapshot,
    matched: &Matched<'_>,
    ranked: &Ranked<'_>,
) -> Result<Option<WordsApart>> {
    let words = words(matched);
    let hits = ranked.candidates.iter().filter_map(|hit| ranked.evidence.evidence(hit));
    let sets: Vec<u64> = hits.map(words_in).collect();
    let most_in_hits = sets.iter().map(|set| set.count_ones()).max().unwrap_or(0);
    let in_hits = sets.iter().fold(0, |all, set| all | set);
    let lacking = words.len().saturating_sub(most_in_hits as usize);
    if most_in_hits == 0 || lacking == 0 || matched.scoring.len() > MAX_WORDS {
        return Ok(None);
    }
    let are_few = matched.scoring.len() as u32 <= FEW_WORDS;
    let is_said = |most: u32| are_few || most * 2 <= matched.scoring.len() as u32;
    let is_lacked = words.iter().any(|word| word.bit & in_hits == 0);
    if !is_said(most_in_hits) && !is_lacked {
        return Ok(None);
    }
    let read = to_read(&words, lacking, in_hits);
    let Some(scan) = Scan::of(snapshot, &read, &words).map_err(|e| snapshot.read_error(e))? else {
        return Ok(None);
    };
    let most = scan.most.max(most_in_hits);
    let may_be_told = |word: &Word<'_>| are_few || word.bit & in_hits == 0;
    let (word, never_beside) = never_beside(&words, &scan, may_be_told).unwrap_or_default();
    let is_said = is_said(most) || !word.is_empty();
    let all = matched.scoring().map(|(concept, _)| concept.shown()).collect();
    let apart = WordsApart { words: all, most: most as usize, word, never_beside };
    Ok((is_said && (most as usize) < words.len()).then_some(apart))
}

/// The words that stand somewhere, the rarest first.
fn words<'a>(matched: &'a Matched<'_>) -> Vec<Word<'a>> {
    let word = |(number, (concept, postings)): (u32, (&'a Concept, &'a ConceptPostings))| {
        let size = postings.live_postings();
        Some(Word { bit: 1_u64.checked_shl(number)?, concept, postings, size })
    };
    let all = (0..).zip(matched.scoring()).filter_map(word);
    let mut words: Vec<Word<'_>> = all.filter(|word| word.size > 0).collect();
    words.sort_by_key(|word| (word.size, word.bit));
    words
}

/// The words whose passages are read: the rarest, as many as every hit lacks, and
/// those that no hit has, as far as these are not too many.
fn to_read<'w, 'a>(words: &'w [Word<'a>], lacking: usize, in_hits: u64) -> Vec<&'w Word<'a>> {
    let (rarest, others) = words.split_at(lacking.min(words.len()));
    let mut read: Vec<&Word<'_>> = rarest.iter().collect();
    let mut passages: usize = read.iter().map(|word| word.size).sum();
    for word in others.iter().filter(|word| word.bit & in_hits == 0) {
        passages += word.size;
        if passages <= max_passages(words) {
            read.push(word);
        }
    }
    read
}

/// How many passages may be looked up in the lists of the words.
fn max_passages(words: &[Word<'_>]) -> usize {
    MAX_LOOKUPS / words.len().max(1)
}

/// The words that a passage or its title has.
fn words_in(evidence: &Evidence) -> u64 {
    let mut set = 0;
    for (number, frequencies) in (0..).zip(&evidence.concepts) {
        if frequencies.in_passage > 0.0 || frequencies.in_title > 0.0 {
            set |= 1_u64.checked_shl(number).unwrap_or(0);
        }
    }
    set
}

/// What stands beside the words whose passages were read.
struct Scan {
    /// The most words of a passage that has one of the words read.
    most: u32,
    /// Of each of them its bit, and the words that stand beside it somewhere.
    beside: Vec<(u64, u64)>,
}

impl Scan {
    /// Looks all words up in the passages that have one of those to `read`. `None`
    /// where these are too many.
    fn of(
        snapshot: &Snapshot,
        read: &[&Word<'_>],
        words: &[Word<'_>],
    ) -> tantivy::Result<Option<Self>> {
        let max_passages = max_passages(words);
        if read.iter().map(|word| word.size).sum::<usize>() > max_passages {
            return Ok(None);
        }
        let beside = read.iter().map(|word| (word.bit, word.bit)).collect();
        let mut scan = Self { most: 0, beside };
        let mut passages_read = 0;
        for (number, segment) in (0..).map(SegmentOrd).zip(&snapshot.segments) {
            let passages = passages_with(segment, number, read)?;
            passages_read += passages.len();
            if passages_read > max_passages {
                return Ok(None);
            }
            for set in sets_of(segment, number, words, &passages)? {
                scan.add(set);
            }
        }
        Ok(Some(scan))
    }

    /// Adds the words of a passage.
    fn add(&mut self, set: u64) {
        self.most = self.most.max(set.count_ones());
        for (bit, beside) in &mut self.beside {
            if set & *bit != 0 {
                *beside |= set;
            }
        }
    }

    /// Whether no passage has both words, where that is known.
    fn are_apart(&self, one: &Word<'_>, other: &Word<'_>) -> bool {
        let lacks = |bit: u64, other: u64| {
            self.beside.iter().any(|&(of, beside)| of == bit && beside & other == 0)
        };
        lacks(one.bit, other.bit) || lacks(other.bit, one.bit)
    }
}

/// The passages that have one of the words or whose titles have it, ascending.
fn passages_with(
    segment: &Segment,
    number: SegmentOrd,
    words: &[&Word<'_>],
) -> tantivy::Result<Vec<DocId>> {
    let end = segment.document_of.len() as DocId;
    let mut passages: Vec<DocId> = Vec::new();
    let mut read: Vec<Posting> = Vec::new();
    for postings in words.iter().filter_map(|word| word.of_segment(number)) {
        read.clear();
        let mut cursor = postings.cursor(segment)?;
        cursor.fill(0, end, &mut read);
        cursor.check()?;
        passages.extend(read.iter().map(|&(passage, _)| passage));
        let titled = postings.titles.iter().map(|title| title.document);
        passages.extend(titled.flat_map(|document| segment.passages_of(document)));
    }
    passages.sort_unstable();
    passages.dedup();
    Ok(passages)
}

/// The words of each of the passages, which ascend.
fn sets_of(
    segment: &Segment,
    number: SegmentOrd,
    words: &[Word<'_>],
    passages: &[DocId],
) -> tantivy::Result<Vec<u64>> {
    let mut sets = vec![0; passages.len()];
    for word in words {
        let Some(postings) = word.of_segment(number) else { continue };
        let mut cursor = postings.cursor(segment)?;
        for (&passage, set) in passages.iter().zip(&mut sets) {
            let is_titled = || {
                let document = segment.document_at(passage).unwrap_or(DocumentOrd::NONE);
                postings.titles.binary_search_by_key(&document, |title| title.document).is_ok()
            };
            if cursor.seek(passage) == passage || is_titled() {
                *set |= word.bit;
            }
        }
        cursor.check()?;
    }
    Ok(sets)
}

/// The word to name of those that stand nowhere beside some other, and those
/// others: a name before other words, then the rarest of those that `may_be_told`.
fn never_beside(
    words: &[Word<'_>],
    scan: &Scan,
    may_be_told: impl Fn(&Word<'_>) -> bool,
) -> Option<(String, Vec<String>)> {
    let are_all_capital = words.iter().all(Word::is_capital);
    // What was repaired stands nowhere at all, which is told elsewhere.
    let mut by_weight: Vec<&Word<'_>> =
        words.iter().filter(|word| !word.concept.is_repaired()).collect();
    by_weight.sort_by_key(|word| !word.is_designator() && (are_all_capital || !word.is_capital()));
    let is_pair =
        |one: &Word<'_>, other: &Word<'_>| one.bit != other.bit && scan.are_apart(one, other);
    by_weight.iter().filter(|word| may_be_told(word)).find_map(|word| {
        let others = by_weight.iter().filter(|other| is_pair(word, other));
        let others: BTreeMap<u64, String> =
            others.map(|other| (other.bit, other.concept.shown())).collect();
        (!others.is_empty()).then(|| (word.concept.shown(), others.into_values().collect()))
    })
}

impl Word<'_> {
    fn of_segment(&self, number: SegmentOrd) -> Option<&SegmentPostings> {
        self.postings.segments.get(number.index())
    }

    /// Whether it is typed with a capital, as names are.
    fn is_capital(&self) -> bool {
        self.concept.typed.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a designator, or a name of equipment.
    fn is_designator(&self) -> bool {
        let is_designator =
            |reason: Reason| matches!(reason, Reason::Designator | Reason::Variant | Reason::Named);
        self.concept.alternatives.iter().any(|alternative| is_designator(alternative.reason))
    }
}
