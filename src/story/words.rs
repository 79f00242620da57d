//! The words of a document that tell its story.

use crate::analysis::Analyzer;
use crate::passage::label::Label;
use crate::span::Span;
use crate::util::fnv::fnv_1a;

/// Most words of a document that are compared: no report has more, and the memory
/// that a book takes is bounded.
const MAX_WORDS: usize = 20_000;

/// A word of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StoryWord {
    /// The hash of its folded form.
    pub(crate) hash: u64,
    /// Its bytes in the document.
    pub(crate) span: Span,
    /// Whether it begins with a digit.
    pub(crate) is_figure: bool,
}

/// Whether passages with the label tell the story: bylines, teasers and comments
/// differ from outlet to outlet, and from day to day.
fn tells_story(label: Label) -> bool {
    !matches!(label, Label::Byline | Label::Dateline | Label::Teaser | Label::Comment)
}

/// The words of a document's passages, given in order: each with its first byte, its
/// label and its text.
///
/// Runs of words go on from one passage to the next: two outlets break one text into
/// paragraphs in different ways.
pub(crate) fn story_words<'a>(
    analyzer: &Analyzer,
    passages: impl IntoIterator<Item = (usize, Label, &'a str)>,
) -> Vec<StoryWord> {
    let mut words = Vec::new();
    let told = passages.into_iter().filter(|(_, label, _)| tells_story(*label));
    for (start, _, text) in told {
        if words.len() >= MAX_WORDS {
            break;
        }
        let analysis = analyzer.words(text);
        words.extend(analysis.words().map(|word| StoryWord {
            hash: fnv_1a(word.surface.as_bytes()),
            span: word.span.shifted(start),
            is_figure: word.surface.starts_with(|c: char| c.is_ascii_digit()),
        }));
    }
    words.truncate(MAX_WORDS);
    words
}
