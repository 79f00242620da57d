//! Which passages were listed before for which query.

use std::collections::BTreeSet;

use crate::hit::Hit;
use crate::util::passage_key::{key_of, pair_key, text_key};

/// The passages that were listed before, each for its query. A passage is known by the
/// id of its document and the words of its text: it is listed again where its text
/// has changed, and not where its place has.
///
/// ```
/// use ibid::batch::Listed;
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("a", "Six tugs were sold."))?;
/// writer.commit()?;
///
/// let mut listed = Listed::default();
/// let hits = index.search(&Query::new("tugs"))?;
/// assert!(listed.add("tugs", &hits[0]));
/// let listed = Listed::read(&listed.to_string()).unwrap();
/// assert!(listed.has("tugs", &hits[0]) && !listed.has("boats", &hits[0]));
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    keys: BTreeSet<u64>,
}

/// The first line of a state.
const HEAD: &str = "ibid listed 1";

/// Why a text is no state of a batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not of a state of a batch: {text:?}; name another file, or remove it")]
#[non_exhaustive]
pub struct NotListed {
    /// The line, from 1.
    pub line: usize,
    /// Its first 40 characters.
    pub text: String,
}

impl Listed {
    /// Whether the passage was listed before for the query.
    #[must_use]
    pub fn has(&self, query: &str, hit: &Hit) -> bool {
        self.keys.contains(&key(query, hit))
    }

    /// Notes that the passage is listed for the query; whether that is new.
    pub fn add(&mut self, query: &str, hit: &Hit) -> bool {
        self.keys.insert(key(query, hit))
    }

    /// Adds what another one has.
    pub fn append(&mut self, mut other: Self) {
        self.keys.append(&mut other.keys);
    }

    /// How many passages were listed, each counted once for a query.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether none was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Reads what [`to_string`](ToString::to_string) writes.
    ///
    /// ```
    /// use ibid::batch::Listed;
    ///
    /// let refused = Listed::read("query,team\n").unwrap_err();
    /// assert!(refused.to_string().starts_with("line 1 is not of a state of a batch"));
    /// ```
    ///
    /// # Errors
    /// [`NotListed`] with the first line that it does not write.
    pub fn read(text: &str) -> Result<Self, NotListed> {
        let refused = |number: usize, line: &str| NotListed {
            line: number + 1,
            text: line.chars().take(40).collect(),
        };
        let mut lines = text.lines().enumerate();
        match lines.next() {
            Some((_, HEAD)) => {}
            first => return Err(refused(0, first.map_or("", |(_, line)| line))),
        }
        let key = |(number, line): (usize, &str)| {
            u64::from_str_radix(line, 16).map_err(|_| refused(number, line))
        };
        Ok(Self { keys: lines.map(key).collect::<Result<_, _>>()? })
    }
}

impl std::fmt::Display for Listed {
    /// As lines, the same for the same passages.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{HEAD}")?;
        self.keys.iter().try_for_each(|key| writeln!(f, "{key:016x}"))
    }
}

fn key(query: &str, hit: &Hit) -> u64 {
    let passage = key_of([query, &hit.citation.document].into_iter());
    // A document without a text is listed by its title.
    let text = if hit.text.is_empty() { &hit.citation.title } else { &hit.text };
    pair_key(passage, text_key(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_that_is_none_is_refused() {
        let check = |text: &str, line: usize| {
            assert_eq!(Listed::read(text).unwrap_err().line, line, "{text}");
        };
        check("", 1);
        check("ibid listed 2\n", 1);
        check("ibid listed 1\n00\nxy\n", 3);
        check("ibid listed 1\n00\n\n", 3);
        assert_eq!(Listed::read("ibid listed 1\n").unwrap(), Listed::default());
    }
}
