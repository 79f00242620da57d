//! Designations of equipment: `Mi-35M`, `F-16C/D`, `С-400`, `Tor-M1`.
//!
//! A designation is letters, a number and a variant. Texts write it as one word,
//! with any dash, with a blank, in Cyrillic or in the plural. All spellings have
//! the same two keys: the exact key and the key of the family.
//!
//! The lexicon is needed only where the spelling is no evidence by itself. These
//! are a blank ("Mi 35" against "in 35"), lower case, and names without a number
//! ("Tor").

mod chars;
pub(crate) mod entry;
mod known;
mod longer_names;
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

use chars::{MAX_DIGITS, is_blank, next_char, take_digits};
use known::KnownDesignations;
pub use mode::Mode;
use names::FoundName;
use prefilter::Prefilter;
use prefix::{Letters, Separator};
use rules::Candidate;
use suffix::{Suffix, SuffixRules};
use transliterate::{Reading, key};

use crate::lexicon::Lexicon;
use crate::span::Span;

/// A designation in a text.
///
/// ```
/// use ibid::analysis::designator::{Designators, Mode};
/// use ibid::lexicon::Lexicon;
///
/// let designators = Designators::new(&Lexicon::builtin());
/// let text = "four F-16C/Ds";
/// let recognised = designators.recognise(text, Mode::Text);
/// let (first, second) = (&recognised[0], &recognised[1]);
/// assert_eq!((first.span.of(text), first.exact.as_str()), (Some("F-16C"), "f16c"));
/// assert_eq!((second.span.of(text), second.exact.as_str()), (Some("Ds"), "f16d"));
/// assert_eq!(second.family, "f16");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Designator {
    /// The bytes of the text, with a plural or possessive s.
    ///
    /// In a list such as `F-16C/D`, the first designator spans everything up to its
    /// variant, and each further one spans only its own variant.
    pub span: Span,
    /// All letters and digits, in lower case and Latin: `mi35m`.
    pub exact: String,
    /// Prefix and number: `mi35`; or the key of the family that lists it as a variant.
    pub family: String,
}

/// Recognises designations in texts and queries.
///
/// It is made once from a lexicon and can be shared between threads.
///
/// ```
/// use ibid::analysis::designator::{Designators, Mode};
/// use ibid::lexicon::Lexicon;
///
/// let lexicon = Lexicon::read("[family.\"Mi-35\"]\nkind = \"helicopter\"").lexicon;
/// let designators = Designators::new(&lexicon);
/// let recognised = designators.recognise("In 35 days, four Mi 35Ms", Mode::Text);
/// assert_eq!(recognised.len(), 1);
/// assert_eq!((recognised[0].exact.as_str(), recognised[0].family.as_str()), ("mi35m", "mi35"));
/// ```
#[derive(Debug, Clone)]
pub struct Designators {
    known: KnownDesignations,
    text_prefilter: Prefilter,
    query_prefilter: Prefilter,
}

impl Designators {
    /// Prepares a recogniser that knows the designations of `lexicon`.
    ///
    /// The cost is linear in the lexicon's families.
    ///
    /// ```
    /// use ibid::analysis::designator::{Designators, Mode};
    /// use ibid::lexicon::Lexicon;
    ///
    /// // Without a lexicon only the spelling is evidence.
    /// let designators = Designators::new(&Lexicon::default());
    /// assert_eq!(designators.recognise("the Mi-35M", Mode::Text)[0].exact, "mi35m");
    /// assert!(designators.recognise("the Mi 35M", Mode::Text).is_empty());
    /// ```
    pub fn new(lexicon: &Lexicon) -> Self {
        let known = KnownDesignations::new(lexicon);
        let text_prefilter = Prefilter::new(&known, Mode::Text);
        let query_prefilter = Prefilter::new(&known, Mode::Query);
        Self { known, text_prefilter, query_prefilter }
    }

    /// The designations in `text`, by start; none overlaps another.
    ///
    /// Never fails or panics. The cost is one pass over the bytes, and a closer
    /// read at numbers and at the initials of the lexicon's names.
    ///
    /// ```
    /// use ibid::analysis::designator::{Designators, Mode};
    /// use ibid::lexicon::Lexicon;
    ///
    /// let designators = Designators::new(&Lexicon::builtin());
    /// assert_eq!(designators.recognise("mi 35", Mode::Query)[0].exact, "mi35");
    /// // In an article, lower case and a blank are too little evidence.
    /// assert!(designators.recognise("mi 35", Mode::Text).is_empty());
    /// assert!(designators.recognise("May 35", Mode::Text).is_empty());
    /// ```
    pub fn recognise(&self, text: &str, mode: Mode) -> Vec<Designator> {
        let prefilter = match mode {
            Mode::Text => &self.text_prefilter,
            Mode::Query => &self.query_prefilter,
        };
        let mut recognised = Vec::new();
        let mut at = 0;
        while let Some(start) = prefilter.next_candidate(text, at) {
            at = self.recognise_at(text, start, mode, &mut recognised);
        }
        recognised
    }

    /// As [`recognise`](Self::recognise), without the prefilter.
    #[cfg(test)]
    fn recognise_everywhere(&self, text: &str, mode: Mode) -> Vec<Designator> {
        let mut recognised = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = self.recognise_at(text, at, mode, &mut recognised);
        }
        recognised
    }

    /// Recognises the name or the number at byte `at`; returns the byte from which
    /// to continue.
    fn recognise_at(
        &self,
        text: &str,
        at: usize,
        mode: Mode,
        recognised: &mut Vec<Designator>,
    ) -> usize {
        if let Some(name) = self.known.names.find(text, at, mode) {
            if self.known.longer_names.end_with(&name.family, text, at)
                || self.is_prefix_of_family(text, &name)
            {
                return next_char(text, at).map_or(text.len(), |(_, after)| after);
            }
            let span = Span::new(at, name.end);
            recognised.push(Designator { span, exact: name.exact, family: name.family });
            return name.end;
        }
        let end = end_of_number(text, at);
        if end == at {
            return next_char(text, at).map_or(text.len(), |(_, after)| after);
        }
        let accepts_lower = mode == Mode::Query;
        if !prefix::may_have_prefix(text, at, self.known.max_letters, accepts_lower) {
            return end;
        }
        // One digit more than allowed, so that a longer number is noticed.
        let (digits, _) = take_digits(text, at, MAX_DIGITS + 1);
        let number = Number { text, start: at, end, digits: &digits, mode };
        self.recognise_number(&number, recognised).unwrap_or(end)
    }

    /// Whether the name is only the letters of a family with a number: "AMX" of
    /// "AMX 10".
    fn is_prefix_of_family(&self, text: &str, name: &FoundName) -> bool {
        let after_gap = next_char(text, name.end).filter(|&(c, _)| is_blank(c));
        let number = after_gap.map(|(_, at)| take_digits(text, at, MAX_DIGITS + 1).0);
        let with_number = number.map(|digits| format!("{}{digits}", name.exact));
        [Some(&name.exact), with_number.as_ref()]
            .into_iter()
            .flatten()
            .any(|key| *key != name.family && self.known.has_family(key))
    }

    /// Recognises the designation around a number; returns the byte after it, or
    /// `None` if the number is only a number.
    fn recognise_number(
        &self,
        number: &Number<'_>,
        recognised: &mut Vec<Designator>,
    ) -> Option<usize> {
        let &Number { text, digits, mode, .. } = number;
        let last_end = recognised.last().map_or(0, |last| last.span.end);
        let letters = Letters::before(text, number.start, self.known.max_letters)
            .filter(|letters| letters.start >= last_end && digits.len() <= MAX_DIGITS)?;
        let (prefix, reading) = self.known.read_prefix(&letters.text, digits)?;
        // Most words before a blank and a number are rejected here, at little cost.
        if letters.separator == Separator::Spaced && self.known.prefix(&prefix).is_none() {
            return None;
        }
        let family = format!("{prefix}{digits}");
        let candidate =
            Candidate { text, letters: &letters, prefix: &prefix, digits, family: &family, mode };
        if !candidate.accepts_prefix(&self.known) {
            return None;
        }
        let rules = self.suffix_rules(&candidate);
        let base = Base { family: family.clone(), reading, rules, start: letters.start };
        let suffix = suffix::read(text, number.end, rules)?;
        let suffix = self.with_known_mark(text, &base, suffix);
        if !candidate.accepts_end(&self.known, suffix.end, !suffix.variant.is_empty()) {
            return None;
        }
        recognised.push(self.designator(&base, &suffix)?);
        Some(self.read_list(&candidate, base, suffix, recognised))
    }

    /// The variants that the spelling of a candidate allows.
    fn suffix_rules(&self, candidate: &Candidate<'_>) -> SuffixRules {
        let is_spaced = candidate.letters.separator == Separator::Spaced;
        SuffixRules {
            lower_case: !is_spaced || candidate.mode == Mode::Query,
            measure: self.known.prefix(candidate.prefix).is_some(),
            dashed_number: !is_spaced
                || (candidate.prefix.len() > 1 && self.known.has_family(candidate.family)),
        }
    }

    /// Adds the mark after a blank, if the lexicon knows it: `Su-30 MKI`.
    fn with_known_mark(&self, text: &str, base: &Base, suffix: Suffix) -> Suffix {
        if suffix.has_s() {
            return suffix;
        }
        let Some((mark, end)) = suffix::read_spaced(text, suffix.end) else { return suffix };
        let variant = format!("{}{mark}", suffix.variant);
        if !base.exact(&variant).is_some_and(|exact| self.known.has_exact(&exact)) {
            return suffix;
        }
        Suffix {
            variant,
            attached_chars: mark.chars().count(),
            variant_end: end,
            end: suffix::after_possessive(text, end),
        }
    }

    /// Adds the designations that a slash joins to the last one: `/D` after `F-16C`,
    /// `/17` after `Mi-8`. Returns the byte after the list.
    fn read_list(
        &self,
        candidate: &Candidate<'_>,
        mut base: Base,
        mut suffix: Suffix,
        recognised: &mut Vec<Designator>,
    ) -> usize {
        let text = candidate.text;
        while !suffix.has_s() {
            let (at, max_letters) = (suffix.end, suffix.attached_chars);
            if let Some((start, next)) = suffix::read_listed(text, at, max_letters, base.rules) {
                base.start = start;
                suffix = next;
            } else if let Some((sibling, next)) = self.read_sibling(candidate, &base, at) {
                base = sibling;
                suffix = next;
            } else {
                break;
            }
            let Some(designator) = self.designator(&base, &suffix) else { break };
            recognised.push(designator);
        }
        suffix.end
    }

    /// `/17` after `Mi-8`: another number with the same prefix. The lexicon must
    /// know it, because a date or a share can follow a slash too.
    fn read_sibling(
        &self,
        candidate: &Candidate<'_>,
        base: &Base,
        at: usize,
    ) -> Option<(Base, Suffix)> {
        let text = candidate.text;
        let (_, start) = next_char(text, at).filter(|&(c, _)| c == '/')?;
        let (digits, end) = take_digits(text, start, MAX_DIGITS + 1);
        let family = format!("{}{digits}", candidate.prefix);
        if !self.known.has_family(&family) {
            return None;
        }
        let suffix = suffix::read(text, end, base.rules)?;
        let sibling = Candidate { digits: &digits, family: &family, ..*candidate };
        if !sibling.accepts_end(&self.known, suffix.end, !suffix.variant.is_empty()) {
            return None;
        }
        Some((Base { family, start, ..*base }, suffix))
    }

    /// The designator of a base with its suffix; `None` if a letter has no reading.
    fn designator(&self, base: &Base, suffix: &Suffix) -> Option<Designator> {
        let exact = base.exact(&suffix.variant)?;
        let family = self.known.family_of(&exact, &base.family);
        Some(Designator { span: Span::new(base.start, suffix.end), exact, family })
    }
}

/// A number in a text, and the mode in which the text is read.
#[derive(Debug)]
struct Number<'t> {
    text: &'t str,
    start: usize,
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
    rules: SuffixRules,
    /// The first byte of the designation, or of its own part of a list.
    start: usize,
}

impl Base {
    /// The exact key with `variant`; `None` if a letter has no reading.
    fn exact(&self, variant: &str) -> Option<String> {
        Some(format!("{}{}", self.family, key(variant, self.reading)?))
    }
}

/// The byte after the digits at byte `at`.
fn end_of_number(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some((_, after)) = next_char(text, end).filter(|&(c, _)| c.is_ascii_digit()) {
        end = after;
    }
    end
}
