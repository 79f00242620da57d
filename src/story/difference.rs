//! What a version changed, word by word.

mod changes;

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::words::StoryWord;
use crate::facts::Recogniser;
use crate::span::Span;

/// The time that a comparison may take. It is reached by texts of thousands of words
/// that have nothing in common.
const MAX_TIME: Duration = Duration::from_millis(500);

/// What a version changed of the first document of its story.
///
/// ```
/// use ibid::story::{ChangeKind, StoryOptions};
/// use ibid::{Document, Index};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// let text = |dividend| format!(
///     "The yard of Hallan will pay a dividend of {dividend} for the year, its chairman \
///      Olav Berg told the owners in the harbour hall on Friday evening."
/// );
/// writer.add(&Document::new("a", text("14 dlrs")))?;
/// writer.add(&Document::new("b", text("1.4 dlrs")))?;
/// writer.commit()?;
///
/// let stories = index.stories(&StoryOptions::default())?;
/// let details = index.story(&stories, "a")?.unwrap();
/// let change = &details.differences[0].changes[0];
/// assert_eq!(change.kind, ChangeKind::Figure);
/// assert_eq!((change.old_text.as_str(), change.new_text.as_str()), ("14 dlrs", "1.4 dlrs"));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Difference {
    /// The id of the story's first document.
    pub old: String,
    /// The id of the version.
    pub new: String,
    /// Both texts in pieces, in order: what was removed stands before what was added
    /// in its place.
    pub pieces: Vec<DifferencePiece>,
    /// What was changed: figures first, then negations, attributions and other words.
    pub changes: Vec<Change>,
    /// Whether the comparison was finished in its time, half a second. If not, more is
    /// told as changed than was.
    pub is_complete: bool,
}

/// A stretch of words of one text or of both. What stands between two pieces is
/// blanks, punctuation, or of a passage that is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DifferencePiece {
    /// Which text has it.
    pub kind: DifferenceKind,
    /// Its bytes in the old text; `None` where it was added.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Span>,
    /// Its bytes in the new text; `None` where it was removed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub new: Option<Span>,
}

/// Which of two texts has a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DifferenceKind {
    /// Both.
    Equal,
    /// The old one.
    Removed,
    /// The new one.
    Added,
}

/// Words that were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Change {
    /// What they say.
    pub kind: ChangeKind,
    /// The bytes in the old text; `None` where words were only added.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Span>,
    /// The bytes in the new text; `None` where words were only removed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub new: Option<Span>,
    /// The old words. Where a figure was changed, they are those of the whole amount,
    /// count or date.
    pub old_text: String,
    /// The new words, likewise.
    pub new_text: String,
}

/// What changed words say, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ChangeKind {
    /// A number, amount or date was replaced.
    Figure,
    /// A "not" or its like came or went.
    Negation,
    /// Who says it, or that somebody does.
    Attribution,
    /// Anything else.
    Wording,
}

/// A text to compare.
pub(crate) struct Compared<'a> {
    pub(crate) id: &'a str,
    pub(crate) text: &'a str,
    /// The words that tell its story.
    pub(crate) words: &'a [StoryWord],
}

/// Words of both texts from a place on: the same, or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    is_equal: bool,
    /// First word and number of words in the old text.
    old: (usize, usize),
    /// Likewise in the new text.
    new: (usize, usize),
}

impl Stretch {
    /// The words of the longer side.
    fn len(&self) -> usize {
        self.old.1.max(self.new.1)
    }

    /// It and the stretch behind it as a changed one.
    fn changed_with(self, next: Self) -> Self {
        let (old, new) =
            ((self.old.0, self.old.1 + next.old.1), (self.new.0, self.new.1 + next.new.1));
        Self { is_equal: false, old, new }
    }
}

/// What a text changed of another.
///
/// Cost: the words times the words that differ, within [`MAX_TIME`].
pub(crate) fn difference(
    old: &Compared<'_>,
    new: &Compared<'_>,
    recogniser: &Recogniser,
) -> Difference {
    let hashes = |words: &[StoryWord]| -> Vec<u64> { words.iter().map(|word| word.hash).collect() };
    let deadline = Instant::now().checked_add(MAX_TIME);
    let operations = capture_diff_slices_deadline(
        Algorithm::Myers,
        &hashes(old.words),
        &hashes(new.words),
        deadline,
    );
    let is_complete = deadline.is_none_or(|deadline| Instant::now() < deadline);
    let stretches = meaningful(operations.iter().map(stretch));
    let pieces = stretches.iter().flat_map(|stretch| pieces(stretch, old, new)).collect();
    let changes = changes::changes(&stretches, old, new, recogniser);
    Difference { old: old.id.to_owned(), new: new.id.to_owned(), pieces, changes, is_complete }
}

fn stretch(operation: &DiffOp) -> Stretch {
    let (old, new) = (operation.old_range(), operation.new_range());
    Stretch {
        is_equal: matches!(operation, DiffOp::Equal { .. }),
        old: (old.start, old.len()),
        new: (new.start, new.len()),
    }
}

/// Stretches with neighbouring changes joined. Words that are the same by chance, fewer
/// than were changed on either side of them, are changed, too: a rewritten sentence has
/// an "of" at another place.
fn meaningful(stretches: impl Iterator<Item = Stretch>) -> Vec<Stretch> {
    let mut kept: Vec<Stretch> = Vec::new();
    for next in stretches {
        let mut next = next;
        if let Some(chance) = kept.pop_if(|last| last.is_equal && !next.is_equal) {
            let is_by_chance = |before: &mut Stretch| {
                !before.is_equal && chance.len() < before.len() && chance.len() < next.len()
            };
            match kept.pop_if(is_by_chance) {
                Some(before) => next = before.changed_with(chance).changed_with(next),
                None => kept.push(chance),
            }
        }
        match kept.pop_if(|last| !last.is_equal && !next.is_equal) {
            Some(last) => kept.push(last.changed_with(next)),
            None => kept.push(next),
        }
    }
    kept
}

/// The pieces of a stretch.
fn pieces(
    stretch: &Stretch,
    old: &Compared<'_>,
    new: &Compared<'_>,
) -> impl Iterator<Item = DifferencePiece> + use<> {
    let (old, new) = (span_of(old.words, stretch.old), span_of(new.words, stretch.new));
    let both =
        stretch.is_equal.then_some(DifferencePiece { kind: DifferenceKind::Equal, old, new });
    let is_changed = !stretch.is_equal;
    let piece = |kind, old, new| DifferencePiece { kind, old, new };
    let removed = old.filter(|_| is_changed).map(|_| piece(DifferenceKind::Removed, old, None));
    let added = new.filter(|_| is_changed).map(|_| piece(DifferenceKind::Added, None, new));
    [both, removed, added].into_iter().flatten()
}

/// The bytes of so many words from one on; `None` of no words.
fn span_of(words: &[StoryWord], (first, count): (usize, usize)) -> Option<Span> {
    let words = words.get(first..first.checked_add(count)?)?;
    Some(Span::new(words.first()?.span.start, words.last()?.span.end))
}
