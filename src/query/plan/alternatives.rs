//! The alternatives of one concept: the ways to match what was typed.

use super::broken_compounds::broken_compounds;
use super::plural::plural;
use super::{Alternative, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, KeyKind};

/// What an occurrence of an alternative adds to its concept's frequency, where
/// an occurrence of what was typed adds 1. What the thesaurus and topics add is in
/// the profile.
pub(super) mod weight {
    /// The typed variant of a designator, added to its family's weight.
    pub(in crate::query) const EXACT_BONUS: f32 = 0.5;
    /// The family, where one variant of it was typed.
    pub(in crate::query) const OTHER_VARIANT: f32 = 0.5;
    /// Another designation of the same thing.
    pub(in crate::query) const SAME: f32 = 0.9;
    /// A name of the designated thing.
    pub(in crate::query) const NAME: f32 = 0.5;
    /// The designator that a typed name stands for.
    pub(in crate::query) const NAMED: f32 = 0.6;
    /// A word of a run with letters that mean nothing alone: "Bashir" of
    /// "Al-Bashir".
    pub(in crate::query) const OF_RUN: f32 = 0.3;
    /// Another name of the thing that a typed name stands for.
    pub(in crate::query) const OTHER_NAME: f32 = 0.3;
    /// A doubtful name, times the weight of a name.
    pub(in crate::query) const DOUBTFUL: f32 = 0.4;
    /// A name without its class word, times the weight of the name.
    pub(in crate::query) const CLASSLESS: f32 = 0.6;
    /// A designation that was not typed as ordinary words, times its weight. Most
    /// texts have its key as well.
    pub(in crate::query) const AS_WORDS: f32 = 0.25;
    /// A single word of a typed name.
    pub(in crate::query) const NAME_PART: f32 = 0.05;
    /// A word of a typed name that only says what kind of thing it is.
    pub(in crate::query) const CLASS_WORD: f32 = 0.02;
    /// The same number in digits, or in words.
    pub(in crate::query) const NUMBER: f32 = 0.5;
    /// A word of a run beside the others, added to its own weight.
    pub(in crate::query) const SIDE_BY_SIDE: f32 = 0.5;
}

pub(super) fn alternative(matcher: Matcher, weight: f32, reason: Reason) -> Alternative {
    Alternative { matcher, weight, reason }
}

/// The matcher of surfaces side by side; of one, no phrase.
pub(super) fn phrase_of(surfaces: &[String]) -> Matcher {
    match surfaces {
        [single] => Matcher::Surface(single.clone()),
        several => Matcher::Phrase { surfaces: several.to_vec(), slop: 0 },
    }
}

/// The byte of the first digit of a designator.
pub(super) fn first_digit(key: &str) -> Option<usize> {
    key.find(|c: char| c.is_ascii_digit())
}

/// A designator split before its first digit into two words, unless it begins
/// with that digit.
fn split_phrase(key: &str) -> Option<Matcher> {
    let (letters, number) = key.split_at_checked(first_digit(key)?)?;
    (!letters.is_empty()).then(|| phrase_of(&[letters.to_owned(), number.to_owned()]))
}

/// A designator as ordinary words. A text is not recognised to have one where
/// it is in lower case (`rd93`) or split (`RD 93`); the typed spelling is
/// matched as well, one of words alone by their stems ("sea kings"). No matcher
/// is there twice, as each would count an occurrence again.
pub(super) fn as_words(exact: &str, typed: &[String], analyzer: &Analyzer) -> Vec<Matcher> {
    if first_digit(exact).is_none() && typed.concat().is_ascii() {
        return as_name(exact, typed, analyzer);
    }
    let is_split = typed.len() > 1;
    let may_be_split = analyzer.designators().may_stand_apart(exact, is_split);
    let mut out = vec![as_word(exact, analyzer)];
    if first_digit(exact) == Some(0) {
        // In small letters no rule takes "2s6s" for the plural of 2S6.
        out.push(Matcher::Stem(analyzer.stem(&format!("{exact}s")).into_owned()));
    }
    out.extend(may_be_split.then(|| split_phrase(exact)).flatten());
    let joined = typed.concat();
    if is_split
        && may_be_split
        && joined.strip_suffix('s') == Some(exact)
        && let Some((last, before)) = typed.split_last()
    {
        let singular = last.strip_suffix('s').unwrap_or(last).to_owned();
        let singular = phrase_of(&[before, &[singular]].concat());
        out.extend((!out.contains(&singular)).then_some(singular));
    }
    let as_typed = phrase_of(typed);
    // The last of a list such as F-16C/D is typed in part: as a word, "D"
    // would match anything. Other scripts are transliterated in `exact`.
    let is_whole = joined.starts_with(exact) || !joined.is_ascii();
    let is_new = if is_split { may_be_split && !out.contains(&as_typed) } else { joined != exact };
    out.extend((is_whole && is_new).then_some(as_typed));
    out
}

/// A designator without a number as ordinary words: as one, and as typed.
fn as_name(exact: &str, typed: &[String], analyzer: &Analyzer) -> Vec<Matcher> {
    let stem = |word: &String| analyzer.stem(word).into_owned();
    let as_typed = match typed {
        [single] => Matcher::Surface(single.clone()),
        several => Matcher::Stems(several.iter().map(stem).collect()),
    };
    let written = analyzer.relations().designation(exact).unwrap_or(exact);
    let is_acronym = !written.contains(char::is_lowercase);
    let mut out = vec![as_word(exact, analyzer), Matcher::Surface(plural(exact, is_acronym))];
    if !out.contains(&as_typed) {
        out.push(as_typed);
    }
    out
}

/// A designator as one word. One with a digit has no inflected forms, so that
/// its stem matches the same words as its surface and is faster to look up.
fn as_word(exact: &str, analyzer: &Analyzer) -> Matcher {
    if first_digit(exact).is_some() {
        Matcher::Stem(analyzer.stem(exact).into_owned())
    } else {
        Matcher::Surface(exact.to_owned())
    }
}

/// The exact key of the designator that a text as a whole is.
fn whole_key(text: &str, analysis: &Analysis) -> Option<String> {
    let trimmed = text.trim();
    let key = analysis.keys().find(|key| key.kind == KeyKind::Exact)?;
    (key.span.len() >= trimmed.len()).then(|| key.term.to_owned())
}

/// The surface of each word.
fn surfaces(analysis: &Analysis) -> Vec<String> {
    analysis.words().map(|word| word.surface.to_owned()).collect()
}

/// The surfaces of the words, of a compound as one word: "overflight" for
/// "over-flight".
fn joined_surfaces(analysis: &Analysis) -> Vec<String> {
    let mut out = Vec::with_capacity(analysis.len());
    let mut next = 0;
    for word in analysis.words().filter(|word| !word.surface.is_empty()) {
        if word.position < next {
            continue;
        }
        let compound = analysis.readings_at(word.position).find(|reading| reading.width > 1);
        next = word.position + compound.map_or(1, |compound| compound.width);
        out.push(compound.map_or(word.surface, |compound| compound.surface).to_owned());
    }
    out
}

/// The alternatives of `"text"`: a phrase or, of one word, its surface; and the
/// designator that it spells.
pub(super) fn phrase(text: &str, analysis: &Analysis, slop: u32) -> Vec<Alternative> {
    let surfaces = surfaces(analysis);
    let mut out: Vec<Alternative> = match surfaces.as_slice() {
        [] => Vec::new(),
        [single] => vec![alternative(Matcher::Surface(single.clone()), 1.0, Reason::Exact)],
        _ => vec![alternative(Matcher::Phrase { surfaces, slop }, 1.0, Reason::Phrase)],
    };
    let joined = joined_surfaces(analysis);
    let mut joined = if joined.len() < analysis.len() { vec![joined] } else { Vec::new() };
    for broken in broken_compounds(text, analysis) {
        if !joined.contains(&broken) {
            joined.push(broken);
        }
    }
    out.extend(joined.iter().map(|words| alternative(phrase_of(words), 1.0, Reason::Phrase)));
    let key = whole_key(text, analysis);
    out.extend(key.map(|key| alternative(Matcher::Exact(key), 1.0, Reason::Designator)));
    out
}

/// The alternatives of `=text`: the designator and its spelling as one word or,
/// of any other text, the phrase.
pub(super) fn exact(text: &str, analysis: &Analysis) -> Vec<Alternative> {
    match whole_key(text, analysis) {
        Some(key) => {
            let word = first_digit(&key).map(|_| Matcher::Surface(key.clone()));
            let matchers = std::iter::once(Matcher::Exact(key)).chain(word);
            matchers.map(|matcher| alternative(matcher, 1.0, Reason::Exact)).collect()
        }
        None => phrase(text, analysis, 0)
            .into_iter()
            .map(|alternative| Alternative { reason: Reason::Exact, ..alternative })
            .collect(),
    }
}

/// The alternatives of `text*`: designators and words with that prefix.
pub(super) fn prefix(text: &str, analysis: &Analysis) -> Vec<Alternative> {
    let key = whole_key(text, analysis);
    // The last word of a split designator ("Mi 3*") is a prefix of too much,
    // and a name of only letters ("Tor") means the designator.
    let is_word = |key: &String| analysis.len() == 1 && first_digit(key).is_some();
    let word = key.as_ref().is_none_or(is_word).then(|| analysis.words().last()).flatten();
    let word = word.map(|word| {
        // What was typed before the last word belongs to it: "Al-Shab*".
        let before = analysis.words().take_while(|other| other.position < word.position);
        let surfaces: Vec<String> = before.map(|word| word.surface.to_owned()).collect();
        let prefix = word.surface.to_owned();
        if surfaces.is_empty() {
            Matcher::Prefix(prefix)
        } else {
            Matcher::PhrasePrefix { surfaces, prefix }
        }
    });
    let compound = analysis.readings_at(0).find(|r| r.width as usize == analysis.len());
    let compound = compound.filter(|_| analysis.len() > 1 && key.is_none());
    let compound = compound.map(|reading| Matcher::Prefix(reading.surface.to_owned()));
    let matchers = key.map(Matcher::ExactPrefix).into_iter().chain(word).chain(compound);
    matchers.map(|matcher| alternative(matcher, 1.0, Reason::Prefix)).collect()
}

/// The alternatives of `text~`: the word itself, and those within `edits` of
/// it, each occurrence of which counts half.
pub(super) fn fuzzy(analysis: &Analysis, edits: u8) -> Vec<Alternative> {
    let Some(surface) = analysis.words().last().map(|word| word.surface.to_owned()) else {
        return Vec::new();
    };
    vec![
        alternative(Matcher::Surface(surface.clone()), 1.0, Reason::Exact),
        alternative(Matcher::Fuzzy { surface, edits }, 0.5, Reason::Fuzzy),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn designators_as_words() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |exact: &str, typed: &[&str], expected: &[&str]| {
            let typed: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
            let spelling = |matcher: Matcher| match matcher {
                Matcher::Stem(word) | Matcher::Surface(word) => word,
                Matcher::Phrase { surfaces, slop: 0 } => surfaces.join(" "),
                Matcher::Stems(stems) => stems.join("+"),
                other => format!("{other:?}"),
            };
            let spellings: Vec<String> =
                as_words(exact, &typed, &analyzer).into_iter().map(spelling).collect();
            assert_eq!(spellings, expected, "{exact} as {typed:?}");
        };
        check("mi35", &["mi35"], &["mi35", "mi 35"]);
        check("mi35", &["mi", "35"], &["mi35", "mi 35"]);
        check("mi35", &["mi35s"], &["mi35", "mi 35", "mi35s"]);
        check("su35", &["су35"], &["su35", "su 35", "су35"]);
        check("fa18", &["f", "a", "18"], &["fa18", "fa 18", "f a 18"]);
        check("f16d", &["d"], &["f16d", "f 16d"]);
        check("eet1", &["ee", "t1s"], &["eet1", "eet 1", "ee t1", "ee t1s"]);
        check("a10", &["a", "10"], &["a10"]);
        check("t1", &["t1"], &["t1"]);
        check("t1", &["t", "1"], &["t1", "t 1"]);
        check("9k331", &["9k", "331"], &["9k331", "9k331s", "9k 331"]);
        check("seaking", &["sea", "king"], &["seaking", "seakings", "sea+king"]);
        check("tor", &["tor"], &["tor", "tors"]);
        check("tor", &["tors"], &["tor", "tors"]);
    }
}
