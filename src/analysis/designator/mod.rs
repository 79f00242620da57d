//! Designations of equipment: `Mi-35M`, `F-16C/D`, `С-400`, `Tor-M1`.
//!
//! A designation is letters, a number and a variant. It is written glued, with
//! any dash, with a blank, in Cyrillic, in the plural; all spellings have the
//! same two keys, the exact one and that of the family. The lexicon is needed
//! only where the spelling is no evidence by itself: for a blank ("Mi 35"
//! against "in 35"), for small letters, for names without a number ("Tor").

mod chars;
pub(crate) mod entry;
mod known;
mod mode;
mod names;
mod prefilter;
mod prefix;
mod rules;
mod split_words;
mod suffix;
mod transliterate;
mod word_lists;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

use chars::{next, run};
pub use mode::Mode;

use known::KnownDesignations;
use prefilter::Prefilter;
use prefix::Separator;
use rules::Candidate;
use suffix::{Suffix, SuffixRules};
use transliterate::{Reading, key};

use crate::lexicon::Lexicon;
use crate::span::Span;

/// A designation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Designator {
    /// Bytes of the text, with a plural or possessive s.
    ///
    /// Of a list such as `F-16C/D` the first has all up to its variant, each
    /// further one its own variant only.
    pub span: Span,
    /// All letters and digits, lower case and Latin: `mi35m`.
    pub exact: String,
    /// Prefix and number: `mi35`; or the key of the family that lists it as a variant.
    pub family: String,
}

/// Finds designations.
///
/// Made once from a lexicon; shared between threads.
///
/// ```
/// use ibid::analysis::designator::{Designators, Mode};
/// use ibid::lexicon::Lexicon;
///
/// let lexicon = Lexicon::read("[family.\"Mi-35\"]\nkind = \"helicopter\"").lexicon;
/// let designators = Designators::new(&lexicon);
/// let found = designators.recognise("In 35 days, four Mi 35Ms", Mode::Text);
/// assert_eq!(found.len(), 1);
/// assert_eq!((found[0].exact.as_str(), found[0].family.as_str()), ("mi35m", "mi35"));
/// ```
#[derive(Debug, Clone)]
pub struct Designators {
    book: KnownDesignations,
    text: Prefilter,
    query: Prefilter,
}

impl Designators {
    /// A recogniser that knows the designations of `lexicon`.
    ///
    /// Costs a pass over the lexicon's families.
    pub fn new(lexicon: &Lexicon) -> Self {
        let book = KnownDesignations::new(lexicon);
        let [text, query] = [Mode::Text, Mode::Query].map(|mode| Prefilter::new(&book, mode));
        Self { book, text, query }
    }

    /// The designations in `text`, by start, none overlapping another.
    ///
    /// Never fails or panics. Costs one pass: only numbers and the initials of
    /// names in the lexicon are looked at.
    pub fn recognise(&self, text: &str, mode: Mode) -> Vec<Designator> {
        let glance = match mode {
            Mode::Text => &self.text,
            Mode::Query => &self.query,
        };
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(stop) = glance.next_stop(text, at) {
            at = self.read_at(text, stop, mode, &mut found);
        }
        found
    }

    /// As [`recognise`](Self::recognise), with a full look at every character.
    #[cfg(test)]
    fn recognise_everywhere(&self, text: &str, mode: Mode) -> Vec<Designator> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = self.read_at(text, at, mode, &mut found);
        }
        found
    }

    /// Reads what stands at `stop`; gives where to go on.
    fn read_at(&self, text: &str, stop: usize, mode: Mode, found: &mut Vec<Designator>) -> usize {
        if let Some(name) = self.book.names.find(text, stop, mode) {
            let span = Span::new(stop, name.end);
            found.push(Designator { span, exact: name.exact, family: name.family });
            return name.end;
        }
        let end = end_of_number(text, stop);
        if end == stop {
            return next(text, stop).map_or(text.len(), |(_, after)| after);
        }
        let small = mode == Mode::Query;
        if !prefix::may_have_prefix(text, stop, self.book.longest, small) {
            return end;
        }
        let (digits, _) = run(text, stop, 5, |c| c.is_ascii_digit());
        let number = Number { text, at: stop, end, digits: &digits, mode };
        self.read_number(&number, found).unwrap_or(end)
    }

    /// Reads the designation around a number; gives its end, `None` if it is
    /// only a number.
    fn read_number(&self, number: &Number<'_>, found: &mut Vec<Designator>) -> Option<usize> {
        let &Number { text, digits, mode, .. } = number;
        let taken = found.last().map_or(0, |last| last.span.end);
        let head = prefix::look_back(text, number.at, self.book.longest)
            .filter(|head| head.start >= taken && digits.len() <= 4)?;
        let (prefix, reading) = self.book.read_prefix(&head.letters, digits)?;
        // Most words before a blank and a number end here, at little cost.
        if head.form == Separator::Spaced && self.book.prefix(&prefix).is_none() {
            return None;
        }
        let family = format!("{prefix}{digits}");
        let claim = Candidate { text, head: &head, prefix: &prefix, digits, family: &family, mode };
        if !claim.accepts_prefix(&self.book) {
            return None;
        }
        let base =
            Base { allow: self.allow(&claim), family: family.clone(), reading, start: head.start };
        let tail = suffix::read(text, number.end, base.allow)?;
        let tail = self.with_known_mark(text, &base, tail);
        if !claim.ends_well(&self.book, tail.outer, !tail.variant.is_empty()) {
            return None;
        }
        self.push(&base, &tail, found)?;
        Some(self.read_list(&claim, base, tail, found))
    }

    /// Which variants the way of writing lets through.
    fn allow(&self, claim: &Candidate<'_>) -> SuffixRules {
        let spaced = claim.head.form == Separator::Spaced;
        SuffixRules {
            lower: !spaced || claim.mode == Mode::Query,
            metric: self.book.prefix(claim.prefix).is_some(),
            dashed_number: !spaced
                || (claim.prefix.len() > 1 && self.book.knows_family(claim.family)),
        }
    }

    /// Takes a mark after a blank in, where the lexicon knows it: `Su-30 MKI`.
    fn with_known_mark(&self, text: &str, base: &Base, tail: Suffix) -> Suffix {
        if tail.end != tail.outer {
            return tail;
        }
        let known = suffix::read_spaced(text, tail.end).filter(|(mark, _)| {
            base.exact(&format!("{}{mark}", tail.variant))
                .is_some_and(|exact| self.book.knows_exact(&exact))
        });
        match known {
            Some((mark, end)) => Suffix {
                attached: mark.chars().count(),
                variant: format!("{}{mark}", tail.variant),
                end,
                outer: suffix::after_possessive(text, end),
            },
            None => tail,
        }
    }

    /// Reads on after a designation: `/D` of `F-16C/D`, `/17` of `Mi-8/17`.
    /// Gives where the list ends.
    fn read_list(
        &self,
        claim: &Candidate<'_>,
        mut base: Base,
        mut tail: Suffix,
        found: &mut Vec<Designator>,
    ) -> usize {
        while tail.end == tail.outer {
            let listed = suffix::read_listed(claim.text, tail.end, tail.attached, base.allow);
            if let Some((start, next)) = listed {
                base.start = start;
                tail = next;
            } else if let Some((sibling, next)) = self.read_sibling(claim, &base, tail.end) {
                base = sibling;
                tail = next;
            } else {
                break;
            }
            if self.push(&base, &tail, found).is_none() {
                break;
            }
        }
        tail.outer
    }

    /// `/17` after `Mi-8`: another number with the same prefix. Only where the
    /// lexicon knows it, as a date or a share can follow a slash too.
    fn read_sibling(
        &self,
        claim: &Candidate<'_>,
        base: &Base,
        at: usize,
    ) -> Option<(Base, Suffix)> {
        let (_, start) = next(claim.text, at).filter(|&(c, _)| c == '/')?;
        let (digits, end) = run(claim.text, start, 5, |c| c.is_ascii_digit());
        let family = format!("{}{digits}", claim.prefix);
        if !self.book.knows_family(&family) {
            return None;
        }
        let tail = suffix::read(claim.text, end, base.allow)?;
        let claim = Candidate { digits: &digits, family: &family, ..*claim };
        if !claim.ends_well(&self.book, tail.outer, !tail.variant.is_empty()) {
            return None;
        }
        Some((Base { family, start, ..*base }, tail))
    }

    fn push(&self, base: &Base, tail: &Suffix, found: &mut Vec<Designator>) -> Option<()> {
        let exact = base.exact(&tail.variant)?;
        let family = self.book.home(&exact, base.family.clone());
        found.push(Designator { span: Span::new(base.start, tail.outer), exact, family });
        Some(())
    }
}

/// A number in a text, and how the text is read.
#[derive(Debug)]
struct Number<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    digits: &'t str,
    mode: Mode,
}

/// Prefix and number of a designation, to which variants are added.
#[derive(Debug)]
struct Base {
    family: String,
    /// How Cyrillic variant letters are read.
    reading: Reading,
    allow: SuffixRules,
    start: usize,
}

impl Base {
    fn exact(&self, variant: &str) -> Option<String> {
        Some(format!("{}{}", self.family, key(variant, self.reading)?))
    }
}

/// The byte after the digits at `at`.
fn end_of_number(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some((_, after)) = next(text, end).filter(|&(c, _)| c.is_ascii_digit()) {
        end = after;
    }
    end
}
