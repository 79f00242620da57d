//! The ways to say one thing: alternatives for what was typed.

use super::{Alternative, Matcher, Reason};
use crate::analysis::Analyzer;
use crate::analysis::token::{Analysis, KeyKind};

/// Occurrences of what stands for the typed form count so much.
pub(super) mod weight {
    /// The variant of a designator that was typed, beside its family.
    pub(in crate::query) const EXACT_BONUS: f32 = 0.5;
    /// Other variants, where one variant was typed.
    pub(in crate::query) const OTHER_VARIANT: f32 = 0.5;
    /// Another designation of the same thing.
    pub(in crate::query) const SAME: f32 = 0.9;
    /// A name of it.
    pub(in crate::query) const NAME: f32 = 0.5;
    /// What a name stands for.
    pub(in crate::query) const NAMED: f32 = 0.6;
    /// Another word for it.
    pub(in crate::query) const SYNONYM: f32 = 0.6;
    /// A kind, member or part of it.
    pub(in crate::query) const NARROWER: f32 = 0.4;
    /// What texts about it speak of.
    pub(in crate::query) const RELATED: f32 = 0.15;
    /// Passages about a topic that the word names.
    pub(in crate::query) const TOPIC: f32 = 0.5;
}

pub(super) fn of(matcher: Matcher, weight: f32, reason: Reason) -> Alternative {
    Alternative { matcher, weight, reason }
}

pub(super) fn phrase_of(surfaces: &[String]) -> Matcher {
    match surfaces {
        [single] => Matcher::Surface(single.clone()),
        several => Matcher::Phrase { surfaces: several.to_vec(), slop: 0 },
    }
}

/// The first figure of a designator.
fn figure_in(key: &str) -> Option<usize> {
    key.find(|c: char| c.is_ascii_digit())
}

/// A designator's letters and the rest as two words, where it has both.
fn split_phrase(key: &str) -> Option<Matcher> {
    let (letters, rest) = key.split_at_checked(figure_in(key)?)?;
    (!letters.is_empty()).then(|| phrase_of(&[letters.to_owned(), rest.to_owned()]))
}

/// A designator as the words of a text, for spellings that are no evidence of
/// one: in small letters (`rd93`), or apart (`RD 93`). What was typed is one
/// of them.
pub(super) fn as_words(exact: &str, typed: &[String], analyzer: &Analyzer) -> Vec<Matcher> {
    let is_apart = typed.len() > 1;
    let may_be_apart = analyzer.designators().may_stand_apart(exact, is_apart);
    let mut out = vec![as_word(exact, analyzer)];
    out.extend(may_be_apart.then(|| split_phrase(exact)).flatten());
    let (whole, as_typed) = (typed.concat(), phrase_of(typed));
    // Of a list such as F-16C/D the last was typed in part.
    let is_whole = whole.starts_with(exact) || !whole.is_ascii();
    let is_new = if is_apart { may_be_apart && !out.contains(&as_typed) } else { whole != exact };
    out.extend((is_whole && is_new).then_some(as_typed));
    out
}

/// A designator as one word. With a figure in it that has no other forms, and
/// its stem is looked up sooner than its surface.
fn as_word(exact: &str, analyzer: &Analyzer) -> Matcher {
    if figure_in(exact).is_some() {
        Matcher::Stem(analyzer.stem(exact).into_owned())
    } else {
        Matcher::Surface(exact.to_owned())
    }
}

/// Designator keys that cover the whole of a short text.
fn whole_key(text: &str, analysis: &Analysis) -> Option<String> {
    let trimmed = text.trim();
    let key = analysis.keys().find(|key| key.kind == KeyKind::Exact)?;
    (key.span.len() >= trimmed.len()).then(|| key.term.to_owned())
}

fn surfaces(analysis: &Analysis) -> Vec<String> {
    analysis.words().map(|word| word.surface.to_owned()).collect()
}

pub(super) fn phrase(text: &str, analysis: &Analysis, slop: u32) -> Vec<Alternative> {
    let surfaces = surfaces(analysis);
    let mut out: Vec<Alternative> = match surfaces.as_slice() {
        [] => Vec::new(),
        [single] => vec![of(Matcher::Surface(single.clone()), 1.0, Reason::Exact)],
        _ => vec![of(Matcher::Phrase { surfaces, slop }, 1.0, Reason::Phrase)],
    };
    let key = whole_key(text, analysis);
    out.extend(key.map(|key| of(Matcher::Exact(key), 1.0, Reason::Designator)));
    out
}

pub(super) fn exact(text: &str, analysis: &Analysis) -> Vec<Alternative> {
    match whole_key(text, analysis) {
        Some(key) => {
            let word = figure_in(&key).map(|_| Matcher::Surface(key.clone()));
            let ways = std::iter::once(Matcher::Exact(key)).chain(word);
            ways.map(|matcher| of(matcher, 1.0, Reason::Exact)).collect()
        }
        None => phrase(text, analysis, 0)
            .into_iter()
            .map(|alternative| Alternative { reason: Reason::Exact, ..alternative })
            .collect(),
    }
}

pub(super) fn prefix(text: &str, analysis: &Analysis) -> Vec<Alternative> {
    let key = whole_key(text, analysis);
    // Of a designator typed apart the last word says nothing, and a name of
    // letters alone ("Tor") is meant as the designator.
    let is_word = |key: &String| analysis.len() == 1 && figure_in(key).is_some();
    let word = key.as_ref().is_none_or(is_word).then(|| analysis.words().last()).flatten();
    let word = word.map(|word| Matcher::Prefix(word.surface.to_owned()));
    let ways = key.map(Matcher::ExactPrefix).into_iter().chain(word);
    ways.map(|matcher| of(matcher, 1.0, Reason::Prefix)).collect()
}

/// The word itself counts in full, misspellings of it half.
pub(super) fn fuzzy(analysis: &Analysis, edits: u8) -> Vec<Alternative> {
    let Some(surface) = analysis.words().last().map(|word| word.surface.to_owned()) else {
        return Vec::new();
    };
    vec![
        of(Matcher::Surface(surface.clone()), 0.5, Reason::Exact),
        of(Matcher::Fuzzy { surface, edits }, 0.5, Reason::Fuzzy),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;
    use crate::lexicon::Lexicon;

    /// No two of the ways are one: each would count an occurrence again.
    #[test]
    fn designators_as_words() {
        let analyzer = Analyzer::new(Language::English, &Lexicon::builtin());
        let check = |exact: &str, typed: &[&str], expected: &[&str]| {
            let typed: Vec<String> = typed.iter().map(|&word| word.to_owned()).collect();
            let said = |matcher: Matcher| match matcher {
                Matcher::Stem(word) | Matcher::Surface(word) => word,
                Matcher::Phrase { surfaces, slop: 0 } => surfaces.join(" "),
                other => format!("{other:?}"),
            };
            let found: Vec<String> =
                as_words(exact, &typed, &analyzer).into_iter().map(said).collect();
            assert_eq!(found, expected, "{exact} as {typed:?}");
        };
        check("mi35", &["mi35"], &["mi35", "mi 35"]);
        check("mi35", &["mi", "35"], &["mi35", "mi 35"]);
        check("mi35", &["mi35s"], &["mi35", "mi 35", "mi35s"]);
        check("su35", &["су35"], &["su35", "su 35", "су35"]);
        check("fa18", &["f", "a", "18"], &["fa18", "fa 18", "f a 18"]);
        check("f16d", &["d"], &["f16d", "f 16d"]);
        check("a10", &["a", "10"], &["a10"]);
        check("t1", &["t1"], &["t1"]);
        check("t1", &["t", "1"], &["t1", "t 1"]);
        check("9k331", &["9k", "331"], &["9k331", "9k 331"]);
        check("seaking", &["sea", "king"], &["seaking", "sea king"]);
        check("tor", &["tor"], &["tor"]);
    }
}
