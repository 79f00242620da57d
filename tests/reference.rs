//! Retrieval and ranking beside a naive reading of the formula: every
//! passage of every document is split, analysed and scored on its own, with
//! no index in between.

use std::collections::BTreeMap;

use ibid::analysis::Analyzer;
use ibid::config::{Language, PassageConfig};
use ibid::passage::split;
use ibid::rank::Profile;
use ibid::{Document, Hit, IndexOptions, Lexicon, Query};
use proptest::prelude::*;

/// Words that stem to themselves, none of them a function word.
const WORDS: [&str; 10] =
    ["rotor", "treaty", "radar", "embargo", "tank", "crew", "metal", "north", "fuel", "pilot"];

type Counts = BTreeMap<String, f32>;

/// A passage, or a title, as a bag of stems.
struct Bag {
    counts: Counts,
    words: f32,
}

struct Article {
    id: String,
    title: Bag,
    passages: Vec<Bag>,
}

fn bag(analyzer: &Analyzer, text: &str) -> Bag {
    let analysis = analyzer.analyze(text);
    let mut counts = Counts::new();
    for word in analysis.words() {
        *counts.entry(word.stem.to_owned()).or_default() += 1.0;
    }
    Bag { counts, words: analysis.len() as f32 }
}

fn article(analyzer: &Analyzer, document: &Document) -> Article {
    let passages = split(document, &PassageConfig::default()).passages;
    let passages = passages.iter().map(|p| bag(analyzer, &document.text[p.span.range()])).collect();
    Article { id: document.id.clone(), title: bag(analyzer, &document.title), passages }
}

fn count(bag: &Bag, word: &str) -> f32 {
    bag.counts.get(word).copied().unwrap_or(0.0)
}

fn saturated(frequency: f32, k1: f32) -> f32 {
    frequency * (k1 + 1.0) / (frequency + k1)
}

/// The whole collection, and the means of its lengths.
struct Naive {
    articles: Vec<Article>,
    passage_mean: f32,
    document_mean: f32,
    title_mean: f32,
}

impl Naive {
    fn new(analyzer: &Analyzer, documents: &[Document]) -> Self {
        let articles: Vec<Article> = documents.iter().map(|d| article(analyzer, d)).collect();
        let passages: Vec<&Bag> = articles.iter().flat_map(|a| &a.passages).collect();
        let words: f32 = passages.iter().map(|bag| bag.words).sum();
        let titles: f32 = articles.iter().map(|a| a.title.words).sum();
        let mean = |sum: f32, of: usize| (sum / of as f32).max(1.0);
        let (passage_mean, document_mean) =
            (mean(words, passages.len()), mean(words, articles.len()));
        let title_mean = mean(titles, articles.len());
        Self { articles, passage_mean, document_mean, title_mean }
    }

    fn idf(&self, word: &str) -> f32 {
        let passages = self.articles.iter().flat_map(|a| &a.passages);
        let total = passages.clone().count() as f32;
        let in_text = passages.filter(|bag| count(bag, word) > 0.0).count();
        let in_titles = self.articles.iter().filter(|a| count(&a.title, word) > 0.0).count();
        let with = if in_text > 0 { in_text } else { in_titles } as f32;
        (1.0 + (total - with + 0.5) / (with + 0.5)).ln()
    }

    /// Score of a passage, or `None` where it is no hit.
    fn score(&self, article: &Article, number: usize, query: &Counts, p: &Profile) -> Option<f32> {
        let passage = &article.passages[number];
        let norm = |words: f32, mean: f32, b: f32| 1.0 - b + b * words / mean;
        let all: f32 = article.passages.iter().map(|bag| bag.words).sum();
        let (mut sum, mut total, mut covered) = (0.0, 0.0, 0.0);
        let (mut own, mut titled) = (false, false);
        for (word, times) in query {
            let weight = self.idf(word) * times;
            let here = count(passage, word);
            let around: f32 = article.passages.iter().map(|bag| count(bag, word)).sum();
            let title = count(&article.title, word);
            let of_passage =
                saturated(here / norm(passage.words, self.passage_mean, p.passage_b), p.passage_k1);
            let text = around / norm(all, self.document_mean, p.document_b);
            let title_norm = norm(article.title.words, self.title_mean, p.title_b);
            let of_document = saturated(text + p.title_weight * title / title_norm, p.document_k1);
            sum +=
                weight * ((1.0 - p.document_share) * of_passage + p.document_share * of_document);
            total += weight;
            let elsewhere = around > 0.0 || title > 0.0;
            covered += weight
                * if here > 0.0 {
                    1.0
                } else if elsewhere {
                    p.document_coverage
                } else {
                    0.0
                };
            own |= here > 0.0;
            titled |= title > 0.0;
        }
        let is_hit = own || (titled && number == 0);
        is_hit.then(|| sum * (1.0 - p.coverage * (1.0 - covered / total)))
    }
}

fn words(least: usize, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), least..=most)
        .prop_map(|words| words.join(" "))
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    // A full stop makes each paragraph body text; up to 18 words keep the
    // index's length norms exact.
    let text = prop::collection::vec(words(9, 18), 1..=2)
        .prop_map(|paragraphs| format!("{}.\n", paragraphs.join(".\n\n")));
    prop::collection::vec((text, words(1, 4)), 1..6).prop_map(|texts| {
        let document = |(number, (text, title)): (usize, (String, String))| {
            Document::new(format!("d{number}"), text).with_title(title)
        };
        texts.into_iter().enumerate().map(document).collect()
    })
}

/// Scores by document and passage.
type Found = BTreeMap<(String, u32), f32>;

fn found(documents: &[Document], query: &str, profile: &Profile) -> ibid::Result<Found> {
    let options = IndexOptions::default().with_lexicon(Lexicon::default());
    let index = options.in_memory()?;
    let mut writer = index.writer()?;
    for document in documents {
        writer.add(document)?;
    }
    writer.commit()?;
    let hits = index.search_with(&Query::new(query).limit(1000), profile)?;
    let key = |hit: &Hit| (hit.citation.document.clone(), hit.citation.passage);
    Ok(hits.iter().map(|hit| (key(hit), hit.score)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn scores_as_the_formula_says(documents in documents(), query in words(1, 4)) {
        let profile = Profile::fast();
        let analyzer = Analyzer::new(Language::English, &Lexicon::default());
        let naive = Naive::new(&analyzer, &documents);
        let terms = bag(&analyzer, &query).counts;
        let mut found = found(&documents, &query, &profile).map_err(|e| TestCaseError::fail(e.to_string()))?;
        for article in &naive.articles {
            for number in 0..article.passages.len() {
                let expected = naive.score(article, number, &terms, &profile);
                let score = found.remove(&(article.id.clone(), number as u32));
                prop_assert_eq!(score.is_some(), expected.is_some(), "{} {}", article.id, number);
                let (score, expected) = (score.unwrap_or(0.0), expected.unwrap_or(0.0));
                prop_assert!((score - expected).abs() < 1e-3, "{} for {}", score, expected);
            }
        }
        prop_assert!(found.is_empty(), "{:?}", found);
    }
}
