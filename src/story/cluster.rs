//! Sketched documents to stories.

use std::collections::BTreeMap;

use super::join::{Joined, join};
use super::options::StoryOptions;
use super::sketched::Sketched;
use super::stories::{Placed, Stories};
use super::window::is_near;

/// The stories of documents, which may come in any order.
///
/// Cost: linear in the words, but for sorting; the pairs of candidates are at most 15 for each
/// fingerprint.
pub(crate) fn cluster(mut documents: Vec<Sketched>, options: &StoryOptions) -> Stories {
    documents.sort_by(|a, b| a.published().cmp(&b.published()));
    let copies = Copies::among(&documents, options.max_days);
    let numbers = copies.representatives();
    let representatives: Vec<&Sketched> =
        numbers.iter().filter_map(|&number| documents.get(number)).collect();
    let Joined { first_of, likeness, recurring, shared } = join(&representatives, options);
    let number_of = |at: usize| numbers.get(at).copied().unwrap_or_default();
    let pairs = |pairs: Vec<(usize, usize)>| -> Vec<(usize, usize)> {
        pairs.into_iter().map(|(one, other)| (number_of(one), number_of(other))).collect()
    };
    let mut of_representative = BTreeMap::new();
    for ((&number, first), likeness) in numbers.iter().zip(first_of).zip(likeness) {
        of_representative.insert(number, (number_of(first), likeness));
    }
    let place = |(number, &copy_of): (usize, &usize)| {
        let (first, likeness) = of_representative.get(&copy_of).copied().unwrap_or((number, 1.0));
        Placed { first, copy_of: (copy_of != number).then_some(copy_of), likeness }
    };
    let placed = copies.of.iter().enumerate().map(place).collect();
    let mut again = copies.recurring;
    again.extend(pairs(recurring));
    let infos = documents.into_iter().map(|document| document.info).collect();
    Stories::new(infos, placed, &again, pairs(shared))
}

/// Documents of equal words.
struct Copies {
    /// The earliest document that each is a copy of, itself where it is none.
    of: Vec<usize>,
    /// Documents of equal words that are far apart in time.
    recurring: Vec<(usize, usize)>,
}

impl Copies {
    /// Those among documents in order of publication.
    fn among(documents: &[Sketched], max_days: u32) -> Self {
        let mut copies = Self { of: Vec::with_capacity(documents.len()), recurring: Vec::new() };
        let mut of_text: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            let Some(text) = document.sketch.text else {
                copies.of.push(number);
                continue;
            };
            let earlier = of_text.entry(text).or_default();
            let is_copy_of = |other: &&usize| {
                documents
                    .get(**other)
                    .is_some_and(|other| is_near(other.info.date, document.info.date, max_days))
            };
            let copy_of = earlier.iter().find(is_copy_of).copied();
            if copy_of.is_none() {
                copies.recurring.extend(earlier.last().map(|&last| (last, number)));
                earlier.push(number);
            }
            copies.of.push(copy_of.unwrap_or(number));
        }
        copies
    }

    /// The documents that are no copies.
    fn representatives(&self) -> Vec<usize> {
        let own = self.of.iter().enumerate().filter(|&(number, copy_of)| number == *copy_of);
        own.map(|(number, _)| number).collect()
    }
}
