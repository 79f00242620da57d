//! What is kept of a document while its stories are looked for.

use super::hash::run_hash;
use super::winnow::winnow;
use super::words::StoryWord;

/// Words of a run that likeness counts.
const LIKENESS_RUN_WORDS: usize = 3;

/// Fewest words of a text that can be another's copy: shorter ones, such as "See
/// picture.", say nothing.
const MIN_COPY_WORDS: usize = 5;

/// A document as hashes: about 10 bytes a word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sketch {
    /// The hash of all words and how many there are; `None` of a text that is too
    /// short to be a copy.
    pub(super) text: Option<(u64, usize)>,
    /// Distinct runs of three words, ascending.
    pub(super) runs: Box<[u32]>,
    /// Distinct figures, ascending.
    pub(super) figures: Box<[u32]>,
    /// Distinct words that are no figures, ascending.
    pub(super) vocabulary: Box<[u32]>,
    /// Distinct fingerprints, ascending.
    pub(super) fingerprints: Box<[u64]>,
    /// All words.
    pub(super) words: usize,
}

impl Sketch {
    /// Cost: the words and their order.
    pub(crate) fn new(words: &[StoryWord]) -> Self {
        let all = run_hash(words.iter().map(|word| word.hash));
        let runs = words.windows(LIKENESS_RUN_WORDS);
        let of_kind = |is_figure: bool| {
            let words = words.iter().filter(move |word| word.is_figure == is_figure);
            // The lower half of a hash is one, too.
            distinct(words.map(|word| word.hash as u32).collect())
        };
        Self {
            text: (words.len() >= MIN_COPY_WORDS).then_some((all, words.len())),
            runs: distinct(
                runs.map(|run| run_hash(run.iter().map(|word| word.hash)) as u32).collect(),
            ),
            figures: of_kind(true),
            vocabulary: of_kind(false),
            fingerprints: distinct(winnow(words).iter().map(|print| print.hash).collect()),
            words: words.len(),
        }
    }
}

fn distinct<T: Ord>(mut values: Vec<T>) -> Box<[T]> {
    values.sort_unstable();
    values.dedup();
    values.into_boxed_slice()
}

/// The values that two ascending lists have in common.
pub(super) fn common<'a, T: Ord + Copy>(one: &'a [T], other: &'a [T]) -> impl Iterator<Item = T> {
    let mut others = other.iter().copied().peekable();
    one.iter().copied().filter(move |value| {
        while others.next_if(|other| other < value).is_some() {}
        others.peek() == Some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn what_two_lists_have_in_common() {
        let cases: [(&[u8], &[u8], &[u8]); 5] = [
            (&[], &[1], &[]),
            (&[1, 2, 3], &[], &[]),
            (&[1, 2, 3], &[1, 2, 3], &[1, 2, 3]),
            (&[1, 4, 9], &[2, 4, 8, 9, 11], &[4, 9]),
            (&[5], &[1, 2, 3, 4, 5], &[5]),
        ];
        for (one, other, expected) in cases {
            assert_eq!(common(one, other).collect::<Vec<_>>(), expected, "{one:?} {other:?}");
        }
    }
}
