//! Documents of different wording to the stories that they are versions of.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::alike::{Rarity, likeness};
use super::candidates::{Candidates, candidates};
use super::options::StoryOptions;
use super::sketch::Sketch;
use super::sketched::Sketched;
use super::window::is_near;

/// What became of documents of different wording, by their numbers in order of
/// publication.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The first document of each one's story.
    pub(super) first_of: Vec<usize>,
    /// How alike each one is to that document.
    pub(super) likeness: Vec<f32>,
    /// Pairs that are as alike as versions and far apart in time.
    pub(super) recurring: Vec<(usize, usize)>,
    /// Pairs that share passages and are neither.
    pub(super) shared: Vec<(usize, usize)>,
}

/// A document that an earlier one is as alike as a version: the more alike first,
/// then the earlier.
type Neighbour = (Reverse<u32>, usize);

/// Joins each document, in order of publication, to the one story whose member it is
/// most alike and whose first it is a version of. Stories are never merged: single
/// links would chain the reports of a series together.
pub(super) fn join(documents: &[&Sketched], options: &StoryOptions) -> Joined {
    let sketches: Vec<&Sketch> = documents.iter().map(|document| &document.sketch).collect();
    let alike = Alike { documents, rarity: Rarity::of(sketches.iter().copied()), options };
    let mut joined = Joined::default();
    let mut neighbours: BTreeMap<usize, Vec<Neighbour>> = BTreeMap::new();
    let Candidates { pairs, crowded } = candidates(&sketches);
    let pairs = pairs.into_iter().map(|pair| (pair, false));
    for ((earlier, later), is_crowded) in pairs.chain(crowded.into_iter().map(|pair| (pair, true)))
    {
        let (earlier, later) = (earlier as usize, later as usize);
        let value = alike.likeness(earlier, later);
        match (value >= options.min_likeness, alike.are_near(earlier, later)) {
            (true, true) => {
                // Bits of floats over 0 have their order.
                neighbours.entry(later).or_default().push((Reverse(value.to_bits()), earlier));
            }
            (true, false) => joined.recurring.push((earlier, later)),
            // What a crowd shares is the wording of a form.
            (false, _) if is_crowded => {}
            (false, _) => joined.shared.push((earlier, later)),
        }
    }
    for number in 0..documents.len() {
        let mut near = neighbours.remove(&number).unwrap_or_default();
        near.sort_unstable();
        let first = alike.first_that_fits(number, &near, &joined.first_of);
        joined.first_of.push(first.map_or(number, |(first, _)| first));
        joined.likeness.push(first.map_or(1.0, |(_, likeness)| likeness));
    }
    joined
}

/// Documents that can be compared.
struct Alike<'a> {
    documents: &'a [&'a Sketched],
    rarity: Rarity,
    options: &'a StoryOptions,
}

impl Alike<'_> {
    fn likeness(&self, one: usize, other: usize) -> f32 {
        let (one, other) = (self.documents.get(one), self.documents.get(other));
        one.zip(other)
            .map_or(0.0, |(one, other)| likeness(&one.sketch, &other.sketch, &self.rarity))
    }

    fn are_near(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.documents.get(one), self.documents.get(other));
        let near = |(one, other): (&&Sketched, &&Sketched)| {
            is_near(one.info.date, other.info.date, self.options.max_days)
        };
        one.zip(other).is_some_and(near)
    }

    /// The first document of the first story, by the order of the neighbours, that a
    /// document is a version of.
    fn first_that_fits(
        &self,
        number: usize,
        neighbours: &[Neighbour],
        first_of: &[usize],
    ) -> Option<(usize, f32)> {
        let firsts = neighbours.iter().filter_map(|&(_, earlier)| first_of.get(earlier).copied());
        firsts.map(|first| (first, self.likeness(first, number))).find(|&(first, likeness)| {
            likeness >= self.options.min_likeness && self.are_near(first, number)
        })
    }
}
