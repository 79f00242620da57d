//! Retrieval and ranking beside a naive implementation of the formula: every
//! passage is split, analysed and scored by itself, without an index; synonyms
//! and feedback included.

use std::collections::BTreeMap;

use ibid::analysis::Analyzer;
use ibid::config::{Language, PassageConfig};
use ibid::passage::split;
use ibid::rank::Profile;
use ibid::{Document, Hit, IndexOptions, Lexicon, Query};
use proptest::prelude::*;

/// Words that stem to themselves, none of them a function word.
const WORDS: [&str; 10] =
    ["rotor", "accord", "radar", "embargo", "tank", "crew", "metal", "north", "fuel", "pilot"];

type Counts = BTreeMap<String, f32>;

/// A passage, or a title, as a bag of stems.
struct Bag {
    counts: Counts,
    words: f32,
}

struct Article {
    id: String,
    title: Bag,
    /// Of the name of its file.
    name: Bag,
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
    let path = document.extra.get("path").map_or("", String::as_str);
    let name = path.trim_start_matches("/news/").trim_end_matches(".txt").replace('_', " ");
    let (title, name) = (bag(analyzer, &document.title), bag(analyzer, &name));
    Article { id: document.id.clone(), title, name, passages }
}

fn count(bag: &Bag, word: &str) -> f32 {
    bag.counts.get(word).copied().unwrap_or(0.0)
}

/// A small thesaurus of the words.
const THESAURUS: &str = "
[term.radar]
same = [\"metal\"]
narrower = [\"fuel\"]
related = [\"north\"]
";

/// A word and its synonyms, each with the weight of an occurrence.
fn alternatives(word: &str) -> Vec<(&str, f32)> {
    let synonyms: &[(&str, f32)] = match word {
        "radar" => &[("metal", 0.6), ("fuel", 0.4), ("north", 0.15)],
        "metal" => &[("radar", 0.6), ("fuel", 0.4), ("north", 0.15)],
        _ => &[],
    };
    [(word, 1.0)].into_iter().chain(synonyms.iter().copied()).collect()
}

fn frequency(bag: &Bag, alternatives: &[(&str, f32)]) -> f32 {
    alternatives.iter().map(|(word, weight)| count(bag, word) * weight).sum()
}

/// How often a title has a word. Where it does not, the name of the file counts a
/// quarter, once, by the first alternative that it has.
fn titled(article: &Article, alternatives: &[(&str, f32)]) -> f32 {
    let title = frequency(&article.title, alternatives);
    let named = alternatives.iter().find(|(word, _)| count(&article.name, word) > 0.0);
    if title > 0.0 { title } else { named.map_or(0.0, |(_, weight)| 0.25 * weight) }
}

fn saturated(frequency: f32, k1: f32) -> f32 {
    frequency * (k1 + 1.0) / (frequency + k1)
}

/// The whole collection and its mean lengths, in words.
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

    /// The number of passages, or else of titles, with any of the words.
    fn document_frequency(&self, words: &[(&str, f32)]) -> f32 {
        let has = |bag: &Bag| words.iter().any(|(word, _)| count(bag, word) > 0.0);
        let is_titled = |article: &&Article| titled(article, words) > 0.0;
        let in_text = self.passages().filter(|(article, at)| has(&article.passages[*at])).count();
        let in_titles = self.articles.iter().filter(is_titled).count();
        if in_text > 0 { in_text as f32 } else { in_titles as f32 }
    }

    /// The inverse document frequency of the typed word, or where it occurs nowhere
    /// of its synonyms.
    fn idf(&self, word: &str) -> f32 {
        let (total, all) = (self.passages().count() as f32, alternatives(word));
        let typed =
            self.passages().filter(|(a, at)| count(&a.passages[*at], word) > 0.0).count() as f32;
        let with = if typed > 0.0 { typed } else { self.document_frequency(&all) };
        (1.0 + (total - with + 0.5) / (with + 0.5)).ln()
    }

    fn passages(&self) -> impl Iterator<Item = (&Article, usize)> {
        self.articles
            .iter()
            .flat_map(|article| (0..article.passages.len()).map(move |n| (article, n)))
    }

    /// The value of a word in a passage: its saturated frequencies in the passage
    /// and in the document with its title, where it is that often.
    fn value(
        &self,
        article: &Article,
        number: usize,
        (alternatives, title): (&[(&str, f32)], f32),
        p: &Profile,
    ) -> f32 {
        let passage = &article.passages[number];
        let norm = |words: f32, mean: f32, b: f32| 1.0 - b + b * words / mean;
        let all: f32 = article.passages.iter().map(|bag| bag.words).sum();
        let around: f32 = article.passages.iter().map(|bag| frequency(bag, alternatives)).sum();
        let here =
            frequency(passage, alternatives) / norm(passage.words, self.passage_mean, p.passage_b);
        let text = around / norm(all, self.document_mean, p.document_b);
        let title = title / norm(article.title.words.max(1.0), self.title_mean, p.title_b);
        (1.0 - p.document_share) * saturated(here, p.passage_k1)
            + p.document_share * saturated(text + p.title_weight * title, p.document_k1)
    }

    /// Score of a passage without feedback, or `None` where it is no hit.
    fn score(&self, article: &Article, number: usize, query: &Counts, p: &Profile) -> Option<f32> {
        let (mut sum, mut total, mut covered) = (0.0, 0.0, 0.0);
        let (mut own, mut is_titled) = (false, false);
        for (word, times) in query {
            let (weight, alternatives) = (self.idf(word) * times, alternatives(word));
            let here = frequency(&article.passages[number], &alternatives);
            let title = titled(article, &alternatives);
            let around: f32 =
                article.passages.iter().map(|bag| frequency(bag, &alternatives)).sum();
            sum += weight * self.value(article, number, (&alternatives, title), p);
            total += weight;
            let (near, far) = (here.min(1.0), (around + title).min(1.0));
            covered += weight * (near + p.document_coverage * (far - near).max(0.0));
            own |= here > 0.0;
            is_titled |= title > 0.0;
        }
        let is_hit = own || (is_titled && number == 0);
        let forms: f32 =
            query.iter().map(|(word, times)| self.form(article, number, word) * times).sum();
        let beside: f32 = query
            .iter()
            .map(|(word, times)| self.neighbour(article, number, word, p) * times)
            .sum();
        is_hit.then(|| {
            sum * (1.0 - p.coverage * (1.0 - covered / total))
                + p.typed_form * forms
                + p.neighbour * beside
        })
    }

    /// What a word is worth in the better one of the passages before and behind.
    fn neighbour(&self, article: &Article, number: usize, word: &str, p: &Profile) -> f32 {
        let neighbours = [number.checked_sub(1), Some(number + 1)];
        let passages = neighbours.iter().flatten().filter_map(|&at| article.passages.get(at));
        let most = passages.map(|bag| frequency(bag, &alternatives(word))).fold(0.0, f32::max);
        self.idf(word) * saturated(most, p.passage_k1)
    }

    /// The rarity of a word where the passage has it as typed: all words here are
    /// their own stems.
    fn form(&self, article: &Article, number: usize, word: &str) -> f32 {
        if count(&article.passages[number], word) > 0.0 { self.idf(word) } else { 0.0 }
    }

    /// The share of what was learnt that counts in a document: that of a short
    /// query's weight which the document has.
    fn learnt_share(&self, article: &Article, query: &Counts, p: &Profile) -> f32 {
        if query.len() > p.feedback.short_query {
            return 1.0;
        }
        let (mut covered, mut total) = (0.0, 0.0);
        for (word, times) in query {
            let (weight, alternatives) = (self.idf(word) * times, alternatives(word));
            let around: f32 =
                article.passages.iter().map(|bag| frequency(bag, &alternatives)).sum();
            covered += weight * (around + titled(article, &alternatives)).min(1.0);
            total += weight;
        }
        covered / total
    }

    /// The feedback terms of the top passages with their weights. `None` where
    /// scores are so close that rounding decides which passages are on top.
    fn learn(&self, scores: &Scores, concepts: usize, p: &Profile) -> Option<Vec<(String, f32)>> {
        let mut ranked: Vec<(f32, &Article, usize)> = Vec::new();
        for (article, number) in self.passages() {
            let Some(&score) = scores.get(&(article.id.clone(), number)) else { continue };
            let best = ranked.iter_mut().find(|(_, other, _)| other.id == article.id);
            match best {
                Some(best) if best.0 >= score => {}
                Some(best) => *best = (score, article, number),
                None => ranked.push((score, article, number)),
            }
        }
        let mut all: Vec<f32> = scores.values().copied().collect();
        all.sort_by(f32::total_cmp);
        if all.windows(2).any(|pair| pair[1] - pair[0] < 1e-4) {
            return None;
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.truncate(p.feedback.passages.min(self.passages().count() / 10));
        let best = ranked.first().map_or(0.0, |first| first.0);
        let trust = |score: f32| (-p.feedback.doubt * (best - score)).exp();
        let trusted: f32 = ranked.iter().map(|(score, ..)| trust(*score)).sum();
        let mut learnt: Vec<(String, f32)> = Vec::new();
        for word in WORDS {
            let mut value = 0.0;
            let mut samples = 0;
            for (score, article, number) in &ranked {
                let (passage, title) = (&article.passages[*number], &article.title);
                let here = count(passage, word) + count(title, word);
                let words = passage.words + title.words;
                let norm = 1.0 - p.passage_b + p.passage_b * words / self.passage_mean;
                value += trust(*score) / trusted * saturated(here / norm, p.passage_k1);
                samples += usize::from(here > 0.0);
            }
            if samples >= p.feedback.agreeing {
                learnt.push((word.to_owned(), value * self.rarity(word)));
            }
        }
        let sum: f32 = learnt.iter().map(|(_, value)| value).sum();
        let whole = p.feedback.weight * concepts as f32;
        Some(
            learnt
                .into_iter()
                .map(|(w, v)| {
                    let r = self.rarity(&w);
                    (w, whole * v / sum * r)
                })
                .collect(),
        )
    }

    /// Inverse document frequency by passages, without synonyms.
    fn rarity(&self, word: &str) -> f32 {
        let total = self.passages().count() as f32;
        let with = self.passages().filter(|(a, at)| count(&a.passages[*at], word) > 0.0).count();
        (1.0 + (total - with as f32 + 0.5) / (with as f32 + 0.5)).ln()
    }

    /// All scores, or `None` as for [`Self::learn`].
    fn scores(&self, query: &Counts, p: &Profile) -> Option<Scores> {
        let mut scores = Scores::new();
        for (article, number) in self.passages() {
            let score = self.score(article, number, query, p);
            scores.extend(score.map(|score| ((article.id.clone(), number), score)));
        }
        if p.feedback.weight > 0.0 {
            let learnt = self.learn(&scores, query.len(), p)?;
            for (article, number) in self.passages() {
                let Some(score) = scores.get_mut(&(article.id.clone(), number)) else { continue };
                let share = self.learnt_share(article, query, p);
                for (word, weight) in &learnt {
                    // What is learnt is of texts and titles.
                    let (word, title) = ([(word.as_str(), 1.0)], count(&article.title, word));
                    *score += share * weight * self.value(article, number, (&word, title), p);
                }
            }
        }
        Some(scores)
    }
}

fn words(min: usize, max: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), min..=max)
        .prop_map(|words| words.join(" "))
}

fn documents(min: usize, max: usize) -> impl Strategy<Value = Vec<Document>> {
    // A full stop makes each paragraph body text; up to 18 words keep the
    // index's length norms exact.
    let text = prop::collection::vec(words(9, 18), 1..=2)
        .prop_map(|paragraphs| format!("{}.\n", paragraphs.join(".\n\n")));
    let name = prop::option::weighted(0.3, words(1, 3));
    prop::collection::vec((text, words(0, 4), name), min..=max).prop_map(|texts| {
        let document =
            |(number, (text, title, name)): (usize, (String, String, Option<String>))| {
                let document = Document::new(format!("d{number:02}"), text).with_title(title);
                name.map_or(document.clone(), |name| of_file(document, &name.replace(' ', "_")))
            };
        texts.into_iter().enumerate().map(document).collect()
    })
}

/// The document as a folder gives it that reads it from a file of that name.
fn of_file(document: Document, name: &str) -> Document {
    let path = format!("/news/{name}.txt");
    let fields = [("encoding", "UTF-8"), ("folder", "/news"), ("path", &path), ("stamp", "1@5")];
    fields.into_iter().fold(document, |document, (name, value)| document.with_extra(name, value))
}

/// Scores by document and passage.
type Scores = BTreeMap<(String, usize), f32>;

fn index_scores(documents: &[Document], query: &str, profile: &Profile) -> ibid::Result<Scores> {
    let options = IndexOptions::default().with_lexicon(Lexicon::read(THESAURUS).lexicon);
    let index = options.in_memory()?;
    let mut writer = index.writer()?;
    for document in documents {
        writer.add(document)?;
    }
    writer.commit()?;
    let hits = index.search_with(&Query::new(query).limit(1000), profile)?;
    let key = |hit: &Hit| (hit.citation.document.clone(), hit.citation.passage as usize);
    Ok(hits.iter().map(|hit| (key(hit), hit.score)).collect())
}

/// Checks that the index and the naive implementation find the same passages with
/// the same scores.
fn check(documents: &[Document], query: &str, profile: &Profile) -> Result<(), TestCaseError> {
    let analyzer = Analyzer::new(Language::English, &Lexicon::default());
    let naive = Naive::new(&analyzer, documents);
    let mut of_passages = profile.clone();
    if naive.passages().count() == documents.len() {
        of_passages.passage_b = profile.passage_b_of_documents;
    }
    let expected = naive.scores(&bag(&analyzer, query).counts, &of_passages);
    prop_assume!(expected.is_some());
    let expected = expected.unwrap_or_default();
    let actual =
        index_scores(documents, query, profile).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert!(actual.keys().eq(expected.keys()), "{:?} for {:?}", actual, expected);
    for ((passage, score), expected) in actual.iter().zip(expected.values()) {
        prop_assert!((score - expected).abs() < 2e-3, "{passage:?}: {score} for {expected}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_global_rejects: 4096, ..ProptestConfig::default() })]

    #[test]
    fn scores_follow_the_formula(documents in documents(1, 5), query in words(1, 4)) {
        check(&documents, &query, &Profile::fast())?;
    }

    #[test]
    fn feedback_follows_the_formula(documents in documents(14, 24), query in words(1, 3)) {
        check(&documents, &query, &Profile::default().with_proximity(0.0))?;
    }
}
