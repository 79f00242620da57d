//! What differs between the analysis that an index was made with and another one.

use std::fmt;

/// A part of the analysis that an index was made with which is not what this build
/// or the given options have.
///
/// It displays as the words of the message, "another language (french, not english)".
///
/// ```
/// use ibid::{AnalysisPart, Error, IndexOptions, config::{Config, Language}};
///
/// let folder = tempfile::tempdir().unwrap();
/// let options = |language| IndexOptions::default().with_config(Config::default().with_language(language));
/// options(Language::French).create(folder.path())?;
///
/// let other = options(Language::English).open_or_create(folder.path());
/// let Err(Error::Analysis { differences, .. }) = other else { panic!() };
/// assert_eq!(differences[0].part, AnalysisPart::Language);
/// assert_eq!(differences[0].to_string(), "another language (french, not english)");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnalysisDifference {
    /// Which part.
    pub part: AnalysisPart,
    /// What the index was made with, in short: "french", "15.0". Of a lexicon it is
    /// a checksum.
    pub found: String,
    /// What this build or the options have.
    pub expected: String,
}

/// The parts of an analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnalysisPart {
    /// The revision of the rules by which this crate reads words and designators.
    Revision,
    /// The language of the stems.
    Language,
    /// The version of Unicode, by whose rules a text is split into words.
    Unicode,
    /// The topics and families of the lexicon.
    Lexicon,
    /// The thesaurus of the lexicon. Texts are analysed the same without it, but an
    /// index keeps its lexicon whole.
    Thesaurus,
    /// How documents are split into passages.
    Passages,
    /// The [fields](crate::config::Config::fields) that the index names.
    Fields,
    /// What another build had and this one does not know.
    Unknown,
}

impl AnalysisDifference {
    /// The difference in a part, where there is one.
    pub(crate) fn between(part: AnalysisPart, found: &str, expected: &str) -> Option<Self> {
        let (found, expected) = (found.to_owned(), expected.to_owned());
        (found != expected).then_some(Self { part, found, expected })
    }
}

impl fmt::Display for AnalysisDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, found, expected } = self;
        let name = match part {
            AnalysisPart::Revision => "another revision of the analysis",
            AnalysisPart::Language => "another language",
            AnalysisPart::Unicode => "another version of Unicode",
            AnalysisPart::Passages => "passages of another size",
            AnalysisPart::Fields => "other fields",
            // A checksum tells a person nothing.
            AnalysisPart::Lexicon => return f.write_str("another lexicon"),
            AnalysisPart::Thesaurus => return f.write_str("another thesaurus"),
            AnalysisPart::Unknown => {
                return write!(f, "an analysis that this build does not know ({found})");
            }
        };
        write!(f, "{name} ({found}, not {expected})")
    }
}

/// The differences as the end of "was made with".
pub(super) fn in_words(differences: &[AnalysisDifference]) -> String {
    let words: Vec<String> = differences.iter().map(ToString::to_string).collect();
    match words.as_slice() {
        [] => "another analysis".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_in_words() {
        use AnalysisPart::{Language, Lexicon, Passages, Revision, Thesaurus, Unicode, Unknown};
        let check = |parts: &[(AnalysisPart, &str, &str)], expected: &str| {
            let differences = parts
                .iter()
                .filter_map(|&(part, a, b)| AnalysisDifference::between(part, a, b))
                .collect::<Vec<_>>();
            assert_eq!(in_words(&differences), expected);
        };
        check(&[], "another analysis");
        check(&[(Revision, "2", "2"), (Language, "tamil", "tamil")], "another analysis");
        check(&[(Revision, "2", "3")], "another revision of the analysis (2, not 3)");
        check(&[(Language, "none", "greek")], "another language (none, not greek)");
        check(&[(Unicode, "15.0", "16.0")], "another version of Unicode (15.0, not 16.0)");
        check(&[(Lexicon, "0a", "0b")], "another lexicon");
        check(&[(Thesaurus, "", "other")], "another thesaurus");
        check(&[(Unknown, "words-0", "")], "an analysis that this build does not know (words-0)");
        check(
            &[(Language, "none", "greek"), (Lexicon, "0a", "0b"), (Passages, "a", "b")],
            "another language (none, not greek), another lexicon and passages of another size (a, \
             not b)",
        );
    }
}
