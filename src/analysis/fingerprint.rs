//! The fingerprint of an analysis: all that the analysis of a text depends on, in one
//! line, and what two of them differ in.

use std::collections::BTreeMap;

use crate::config::Language;
use crate::error::{AnalysisDifference, AnalysisPart};
use crate::lexicon::{Family, Lexicon, Topic};
use crate::util::fnv::fnv_1a;

/// The parts of a [`Lexicon`] that the analysis of texts depends on, serialised
/// as there.
#[derive(serde::Serialize)]
struct LexiconForTexts<'l> {
    topics: &'l BTreeMap<String, Topic>,
    families: &'l BTreeMap<String, Family>,
}

/// What a fingerprint says of this build, before what it says of the lexicon.
pub(super) fn rules(revision: u32, language: Language) -> String {
    let (major, minor, _) = unicode_segmentation::UNICODE_VERSION;
    let language = format!("{language:?}").to_ascii_lowercase();
    format!("ibid-{revision} {language} unicode-{major}.{minor} lexicon-")
}

/// See [`Analyzer::fingerprint`](super::Analyzer::fingerprint).
pub(super) fn fingerprint(revision: u32, language: Language, lexicon: &Lexicon) -> String {
    // Only queries use the thesaurus, so an index does not depend on it.
    let for_texts = LexiconForTexts { topics: &lexicon.topics, families: &lexicon.families };
    // The maps are sorted, so equal lexicons give the same bytes.
    let lexicon = serde_json::to_vec(&for_texts).unwrap_or_default();
    format!("{}{:016x}", rules(revision, language), fnv_1a(&lexicon))
}

/// What an index's fingerprint differs in from the one that is expected.
pub(crate) fn differences(found: &str, expected: &str) -> Vec<AnalysisDifference> {
    use AnalysisPart::{Language, Lexicon, Revision, Unicode, Unknown};
    let between = AnalysisDifference::between;
    let (Some(of_index), Some(own)) = (Parts::read(found), Parts::read(expected)) else {
        return between(Unknown, found, expected).into_iter().collect();
    };
    let parts = [
        between(Revision, of_index.revision, own.revision),
        between(Language, of_index.language, own.language),
        between(Unicode, of_index.unicode, own.unicode),
        between(Lexicon, of_index.lexicon, own.lexicon),
        between(Unknown, of_index.remainder, own.remainder),
    ];
    parts.into_iter().flatten().collect()
}

/// The parts of a fingerprint.
struct Parts<'f> {
    revision: &'f str,
    language: &'f str,
    unicode: &'f str,
    lexicon: &'f str,
    /// What stands behind them.
    remainder: &'f str,
}

impl<'f> Parts<'f> {
    /// `None` where a build that this one does not know wrote it.
    fn read(fingerprint: &'f str) -> Option<Self> {
        let mut parts = fingerprint.splitn(5, ' ');
        let revision = parts.next()?.strip_prefix("ibid-")?;
        let language = parts.next()?;
        let unicode = parts.next()?.strip_prefix("unicode-")?;
        let lexicon = parts.next()?.strip_prefix("lexicon-")?;
        let remainder = parts.next().unwrap_or_default();
        Some(Self { revision, language, unicode, lexicon, remainder })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_told() {
        use AnalysisPart::{Language as Stems, Lexicon as Words, Revision, Unicode, Unknown};
        let expected = fingerprint(7, Language::English, &Lexicon::default());
        let check = |from: &str, to: &str, parts: &[AnalysisPart]| {
            let found = expected.replace(from, to);
            let differences = differences(&found, &expected);
            let told: Vec<AnalysisPart> = differences.iter().map(|of| of.part).collect();
            assert_eq!(told, parts, "{found}");
        };
        check("", "", &[]);
        check("ibid-7", "ibid-1", &[Revision]);
        check("english", "french", &[Stems]);
        check("unicode-", "unicode-9", &[Unicode]);
        check("lexicon-", "lexicon-f", &[Words]);
        check("english unicode-", "tamil unicode-9", &[Stems, Unicode]);
        check("ibid-", "words-", &[Unknown]);
        let found = format!("{expected} positions-1");
        let [difference] = &differences(&found, &expected)[..] else { panic!() };
        assert_eq!((difference.part, difference.found.as_str()), (Unknown, "positions-1"));
        assert_eq!(differences("", &expected)[0].expected, expected);
    }
}
