//! The indexed text: generated, the same on every machine, or a collection in the
//! BEIR layout.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use ibid::Document;
use ibid::eval::beir;

use super::random::Random;

/// Function words, the most frequent first: a quarter of any English text.
pub(crate) const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "to", "and", "in", "a", "is", "that", "for", "on", "with", "as", "was", "by",
    "it", "at", "be", "from", "has", "its", "are", "an", "have", "will", "not", "this", "which",
    "were", "had", "but", "their", "they", "or", "been", "would", "who", "his", "he", "after",
    "than",
];

/// Words of the built-in lexicon, so that the text has topics.
const DOMAIN_WORDS: &[&str] = &[
    "helicopter",
    "deal",
    "embargo",
    "arms",
    "contract",
    "sanctions",
    "gunship",
    "agreement",
    "missile",
    "weapons",
    "rotor",
    "export",
    "delivery",
    "ban",
    "fighter",
    "squadron",
    "order",
];

/// Designators in the spellings of newspapers.
const DESIGNATORS: &[&str] =
    &["Mi-35M", "Mi 35", "MI-35s", "S-400", "F-16C/D", "AH-64", "C130J", "JF-17", "Su-35", "UH-60"];

const DISTINCT_WORDS: usize = 30_000;

/// Words with the cumulative sums of their Zipf weights.
struct Vocabulary {
    words: Vec<String>,
    sums: Vec<f64>,
}

impl Vocabulary {
    fn new(random: &mut Random) -> Self {
        let mut words: Vec<String> = FUNCTION_WORDS.iter().map(ToString::to_string).collect();
        while words.len() < DISTINCT_WORDS {
            let stem = pronounceable(random);
            let endings = ["", "s", "ed", "ing", "er", "ation"];
            let inflected = endings.iter().filter(|_| random.chance(0.6));
            words.extend(inflected.map(|ending| format!("{stem}{ending}")));
        }
        // Frequent, but less than function words.
        for (rank, word) in DOMAIN_WORDS.iter().enumerate() {
            words.insert(100 + 40 * rank, (*word).to_owned());
        }
        Self { sums: zipf_sums(words.len()), words }
    }

    fn pick(&self, random: &mut Random) -> &str {
        let target = random.fraction() * self.sums.last().copied().unwrap_or(0.0);
        let index = self.sums.partition_point(|&sum| sum <= target);
        // Rounding can put the target at the last sum.
        &self.words[index.min(self.words.len() - 1)]
    }
}

/// Cumulative sums of `1 / (rank + 2.7)`, the law of Zipf and Mandelbrot.
fn zipf_sums(words: usize) -> Vec<f64> {
    let weights = (0..words).map(|rank| 1.0 / (rank as f64 + 2.7));
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

fn pronounceable(random: &mut Random) -> String {
    const ONSETS: &[&str] =
        &["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl"];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ou"];
    const CODAS: &[&str] = &["", "", "n", "r", "l", "s", "t", "m"];
    let mut word = String::new();
    for _ in 0..random.between(2, 4) {
        for parts in [ONSETS, VOWELS, CODAS] {
            word.push_str(random.one_of::<&str>(parts));
        }
    }
    word
}

/// Articles of at least `bytes` bytes in total.
pub(crate) fn generated(bytes: usize) -> Vec<Document> {
    let mut random = Random::new(20_141_120);
    let vocabulary = Vocabulary::new(&mut random);
    let mut documents = Vec::new();
    let mut generated_bytes = 0;
    while generated_bytes < bytes {
        let document = article(documents.len(), &vocabulary, &mut random);
        generated_bytes += document.text.len();
        documents.push(document);
    }
    documents
}

fn article(number: usize, vocabulary: &Vocabulary, random: &mut Random) -> Document {
    let title = sentence(5, 10, vocabulary, random);
    let paragraphs: Vec<String> = (0..random.between(4, 15))
        .map(|_| {
            let count = random.between(1, 4);
            let sentences: Vec<String> =
                (0..count).map(|_| sentence(10, 28, vocabulary, random)).collect();
            sentences.join(" ")
        })
        .collect();
    let text = format!("{title}\n\n{}\n", paragraphs.join("\n\n"));
    Document::new(format!("article-{number}"), text).with_title(title.trim_end_matches('.'))
}

/// A sentence of `min` up to, not including, `end` words.
fn sentence(min: usize, end: usize, vocabulary: &Vocabulary, random: &mut Random) -> String {
    let mut out = String::new();
    for position in 0..random.between(min, end) {
        let separator = match position {
            0 => "",
            _ if random.chance(0.05) => ", ",
            _ => " ",
        };
        out.push_str(separator);
        push_word(position == 0, vocabulary, random, &mut out);
    }
    out.push('.');
    out
}

fn push_word(first: bool, vocabulary: &Vocabulary, random: &mut Random, out: &mut String) {
    match random.between(0, 100) {
        0 => out.push_str(random.one_of::<&str>(DESIGNATORS)),
        1 => out.push_str(&random.between(1, 3000).to_string()),
        _ => {
            let (head, tail) = vocabulary.pick(random).split_at(1);
            let capital = first || random.chance(0.06);
            out.push_str(&if capital { head.to_uppercase() } else { head.to_owned() });
            out.push_str(tail);
        }
    }
}

/// The documents of a `corpus.jsonl` in the BEIR layout.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>> {
    let file = std::fs::File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let mut documents = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line?;
        if !line.trim().is_empty() {
            documents.push(beir::document(&line, number)?);
        }
    }
    Ok(documents)
}
