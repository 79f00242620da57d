//! Queries of six classes, made from words of the searched text.

use std::collections::BTreeMap;

use super::random::Random;
use super::text::FUNCTION_WORDS;

/// A class of queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryClass {
    /// One word; a third each of frequent, middling and rare words.
    Term,
    /// Two to four words of one passage, all required.
    And,
    /// Two to six words of one passage, none required.
    Or,
    /// Eight to sixteen neighbouring words, as in a question.
    Natural,
    /// Two to four neighbouring words, quoted.
    Phrase,
    /// The first letters of a word.
    Prefix,
}

impl QueryClass {
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

    /// The query in the syntax of both engines. A prefix has no sign, because
    /// each engine has its own.
    fn query(self, source: &WordSource, random: &mut Random) -> String {
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

    /// `count` queries, the same in every run.
    pub(crate) fn queries(self, passages: &[String], count: usize) -> Vec<String> {
        let source = WordSource::new(passages);
        let mut random = Random::new(self as u64 + 1);
        (0..count).map(|_| self.query(&source, &mut random)).collect()
    }
}

/// The words that queries are made from.
struct WordSource {
    /// Runs of neighbouring plain words, in lower case.
    runs: Vec<Vec<String>>,
    /// Content words, the most frequent first.
    words: Vec<String>,
}

impl WordSource {
    fn new(passages: &[String]) -> Self {
        let runs: Vec<Vec<String>> = passages.iter().flat_map(|text| runs(text)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in runs.iter().flatten().filter(|word| is_content(word)) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words: Vec<String> = counts.keys().map(ToString::to_string).collect();
        words.sort_by_key(|word| std::cmp::Reverse(counts.get(word.as_str()).copied()));
        Self { runs: runs.into_iter().filter(|run| run.len() >= MIN_RUN_WORDS).collect(), words }
    }

    /// A word among the 100 most frequent, the next 2,000, or all others.
    fn by_frequency(&self, random: &mut Random) -> &str {
        let count = self.words.len();
        let [frequent, middling] = [100, 2100].map(|end: usize| end.min(count - 1));
        let ranges = [(0, frequent), (frequent, middling), (middling, count)];
        let (start, end) = *random.one_of(&ranges);
        &self.words[random.between(start.min(end - 1), end)]
    }

    /// Content words of one run; a word can occur twice.
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

    /// Neighbouring words of one run.
    fn stretch(&self, count: usize, random: &mut Random) -> &[String] {
        let run = random.one_of(&self.runs);
        let count = count.min(run.len());
        let start = random.below(run.len() - count + 1);
        &run[start..start + count]
    }
}

/// Shorter runs are left out, as the longest query has 16 words.
const MIN_RUN_WORDS: usize = 12;

/// Runs of words of ASCII letters, in lower case, separated by blanks, commas and
/// full stops only.
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
