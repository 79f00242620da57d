//! What no passage has, in words.

use std::fmt::{Display, Formatter, Result};

use super::list::{joined, listed_within};
use super::{AcrossPassages, MissingWord, WordsApart};

/// Characters of the documents that are named.
const NAMED_CHARS: usize = 90;

/// Where a word is missing that texts and titles were searched for.
pub(super) const NOWHERE: &str = "nowhere";

/// Where a word is missing that titles alone were searched for.
pub(super) const IN_NO_TITLE: &str = "in no title";

/// The most words that stand nowhere beside another one that are named.
const NAMED_WORDS: usize = 3;

impl Display for WordsApart {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self { words, most, word, never_beside } = self;
        let are_words = words.iter().all(|word| !word.contains(char::is_whitespace));
        let noun = if are_words { "words" } else { "terms" };
        match words.len() {
            2 => write!(f, "no passage has both of your {noun}")?,
            of => write!(f, "no passage has more than {most} of your {of} {noun}")?,
        }
        if never_beside.is_empty() {
            return Ok(());
        }
        let beside = if never_beside.len() > NAMED_WORDS {
            let named = never_beside.get(..NAMED_WORDS - 1).unwrap_or_default();
            format!("{} or {} others", named.join(", "), never_beside.len() - named.len())
        } else {
            joined(never_beside, "or")
        };
        write!(f, ": {word} stands nowhere beside {beside}")
    }
}

impl Display for AcrossPassages {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self { required, has_passages, documents, nearest, .. } = self;
        let (all, them) = match required.as_slice() {
            [_, _] => (format!("both {}", joined(required, "and")), "both"),
            _ => (format!("all of {}", joined(required, "and")), "all"),
        };
        let more = if *has_passages { " more" } else { "" };
        let what = match documents {
            _ if *has_passages => "few passages have",
            Some(0) => "no document has",
            _ => "no passage has",
        };
        write!(f, "{what} {all}")?;
        if self.is_filtered {
            f.write_str(" within the filters")?;
        }
        match documents {
            Some(0) => return Ok(()),
            Some(1) => write!(f, "; 1{more} document has {them}, in different passages")?,
            Some(count) => {
                write!(f, "; {count}{more} documents have {them}, in different passages")?;
            }
            None => write!(f, "; documents may have {them} in different passages")?,
        }
        if !nearest.is_empty() {
            let named = listed_within(nearest, NAMED_CHARS);
            write!(
                f,
                ": {named}{}",
                if nearest.len() < documents.unwrap_or(0) { ", …" } else { "" }
            )?;
        }
        f.write_str("; ask without AND or + to see them")
    }
}

impl MissingWord {
    /// The word with what was done about it, or can be.
    pub(super) fn in_words(&self) -> String {
        let Self { nearest, is_repaired, .. } = self;
        let word = self.bare_word();
        let is_name = word.contains(char::is_whitespace) && !word.contains('"');
        let word = if is_name { format!("\"{word}\"") } else { word.to_owned() };
        if nearest.is_empty() {
            word
        } else if *is_repaired {
            format!("{word} (searched for {} instead)", joined(nearest, "and"))
        } else {
            format!("{word} (did you mean {}?)", joined(nearest, "or"))
        }
    }

    /// The word without the field that [`MissingWord::place`] tells.
    pub(super) fn bare_word(&self) -> &str {
        let in_title = self.word.strip_prefix("title:").filter(|_| self.in_titles);
        in_title.unwrap_or(&self.word)
    }

    /// Where it is missing.
    pub(super) fn place(&self) -> &'static str {
        if self.in_titles { IN_NO_TITLE } else { NOWHERE }
    }
}
