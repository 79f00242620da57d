//! What is searched for: queries of six classes, out of the text itself.

use std::collections::BTreeMap;

use super::text::{FUNCTION_WORDS, Random};

/// A kind of query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// One word; a third each frequent, of the middle and rare.
    Term,
    /// Two to four words of one passage, all required.
    And,
    /// Two to six words of one passage, none required.
    Or,
    /// Eight to sixteen words of one passage as they stand, as people ask.
    Natural,
    /// Two to four words that stand side by side.
    Phrase,
    /// The first letters of a word.
    Prefix,
}

impl Class {
    pub(crate) const ALL: [Self; 6] =
        [Self::Term, Self::And, Self::Or, Self::Natural, Self::Phrase, Self::Prefix];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::And => "and, 2-4 words",
            Self::Or => "or, 2-6 words",
            Self::Natural => "nl, 8-16 words",
            Self::Phrase => "phrase, 2-4 words",
            Self::Prefix => "prefix, 4-5 letters",
        }
    }

    /// The query in a language that both engines read; a prefix has no sign,
    /// as each engine writes it in its own way.
    fn query(self, source: &Source, random: &mut Random) -> String {
        match self {
            Self::Term => source.by_frequency(random).to_owned(),
            Self::And => {
                let words = source.content(random.between(2, 5), random);
                words.iter().map(|word| format!("+{word}")).collect::<Vec<_>>().join(" ")
            }
            Self::Or => source.content(random.between(2, 7), random).join(" "),
            Self::Natural => source.stretch(random.between(8, 17), random).join(" "),
            Self::Phrase => {
                format!("\"{}\"", source.stretch(random.between(2, 5), random).join(" "))
            }
            Self::Prefix => {
                let word = source.content(1, random).concat();
                word.chars().take(random.between(4, 6)).collect()
            }
        }
    }

    /// So many queries, the same at every run.
    pub(crate) fn queries(self, passages: &[String], count: usize) -> Vec<String> {
        let source = Source::new(passages);
        let mut random = Random::new(self as u64 + 1);
        (0..count).map(|_| self.query(&source, &mut random)).collect()
    }
}

/// The text to take queries from.
struct Source {
    /// Runs of plain words within a passage, in lower case.
    runs: Vec<Vec<String>>,
    /// Words worth a query, the most frequent first.
    words: Vec<String>,
}

impl Source {
    fn new(passages: &[String]) -> Self {
        let runs: Vec<Vec<String>> = passages.iter().flat_map(|text| runs(text)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in runs.iter().flatten().filter(|word| is_content(word)) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words: Vec<String> = counts.keys().map(ToString::to_string).collect();
        words.sort_by_key(|word| std::cmp::Reverse(counts.get(word.as_str()).copied()));
        Self { runs: runs.into_iter().filter(|run| run.len() >= LEAST_RUN).collect(), words }
    }

    /// A word among the 100 most frequent, the next 2,000, or all others.
    fn by_frequency(&self, random: &mut Random) -> &str {
        let all = self.words.len();
        let [first, second] = [100, 2100].map(|end: usize| end.min(all - 1));
        let (from, to) = *random.one_of(&[(0, first), (first, second), (second, all)]);
        &self.words[random.between(from.min(to - 1), to)]
    }

    /// Words worth a query out of one run, maybe one of them twice.
    fn content(&self, count: usize, random: &mut Random) -> Vec<&str> {
        loop {
            let run = random.one_of(&self.runs);
            let content: Vec<&str> =
                run.iter().map(String::as_str).filter(|word| is_content(word)).collect();
            if !content.is_empty() {
                return (0..count).map(|_| *random.one_of(&content)).collect();
            }
        }
    }

    /// Words of one run as they stand.
    fn stretch(&self, count: usize, random: &mut Random) -> &[String] {
        let run = random.one_of(&self.runs);
        let count = count.min(run.len());
        let from = random.between(0, run.len() - count + 1);
        &run[from..from + count]
    }
}

/// Runs shorter than that are not taken from: the longest query has 16 words.
const LEAST_RUN: usize = 12;

/// Words of ASCII letters, in lower case, with nothing else between them than
/// blanks, commas and full stops.
fn runs(text: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_end_matches(['.', ','])).collect();
    let is_plain =
        |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let lower = |run: &[&str]| run.iter().map(|word| word.to_lowercase()).collect();
    words.split(|word| !is_plain(word)).map(lower).collect()
}

fn is_content(word: &str) -> bool {
    word.len() > 4 && !FUNCTION_WORDS.contains(&word)
}
