//! Two texts compared word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::super::folded::folded;

/// A stretch of words that two texts share, or that one of them has.
///
/// It displays as `[-removed-]`, `{+added+}` or the words themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WordChange {
    /// Which of the two texts has it.
    pub kind: ChangeKind,
    /// The words, with the blanks and signs between them.
    pub text: String,
}

/// Which of two texts has a stretch of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// Both.
    Kept,
    /// What was quoted.
    Removed,
    /// The text as it is.
    Added,
}

impl std::fmt::Display for WordChange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            ChangeKind::Kept => f.write_str(&self.text),
            ChangeKind::Removed => write!(f, "[-{}-]", self.text),
            ChangeKind::Added => write!(f, "{{+{}+}}", self.text),
        }
    }
}

/// What was quoted, and the text as it is. Blanks, dashes and quotation marks of another
/// kind count as changes only where nothing else differs.
pub(super) fn difference(quoted: &str, text: &str) -> Vec<WordChange> {
    let changes = compared(quoted, text, folded);
    if changes.iter().all(|change| change.kind == ChangeKind::Kept) {
        return compared(quoted, text, str::to_owned);
    }
    changes
}

fn compared(quoted: &str, text: &str, key: impl Fn(&str) -> String) -> Vec<WordChange> {
    let old: Vec<&str> = quoted.split_word_bounds().collect();
    let new: Vec<&str> = text.split_word_bounds().collect();
    let keys = |words: &[&str]| words.iter().map(|word| key(word)).collect::<Vec<String>>();
    let mut changes: Vec<WordChange> = Vec::new();
    let mut push = |kind, words: Option<&[&str]>| {
        let text = words.unwrap_or_default().concat();
        match changes.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(&text),
            _ => changes.push(WordChange { kind, text }),
        }
    };
    for operation in capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new)) {
        let (tag, of_old, of_new) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            push(ChangeKind::Kept, new.get(of_new));
        } else {
            push(ChangeKind::Removed, old.get(of_old));
            push(ChangeKind::Added, new.get(of_new));
        }
    }
    changes
}

/// How many words of two lists stand in the same order in both.
pub(super) fn words_in_order(old: &[u64], new: &[u64]) -> usize {
    let operations = capture_diff_slices(Algorithm::Myers, old, new);
    let tuples = operations.iter().map(similar::DiffOp::as_tag_tuple);
    tuples.filter(|(tag, ..)| *tag == DiffTag::Equal).map(|(_, range, _)| range.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences() {
        let cases = [
            ("Four tugs follow.", "Four tugs follow.", "Four tugs follow."),
            ("Four tugs follow.", "Six tugs will follow.", "[-Four-]{+Six+} tugs {+will +}follow."),
            ("“Six” tugs", "\"Six\"\ntugs", "[-“-]{+\"+}Six[-” -]{+\"\n+}tugs"),
            ("“Six” tugs", "\"Six\" tug", "\"Six\" [-tugs-]{+tug+}"),
            ("", "Six", "{+Six+}"),
            ("1.4m", "14m", "[-1.4m-]{+14m+}"),
        ];
        for (quoted, text, expected) in cases {
            let shown: String = difference(quoted, text).iter().map(ToString::to_string).collect();
            assert_eq!(shown, expected);
        }
    }
}
