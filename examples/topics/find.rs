//! The passages about a topic.

use std::fmt;

use anyhow::{Error, Result};
use ibid::analysis::TopicTerm;
use ibid::{Hit, Index, Query};
use serde_json::{Value, json};

/// The passages about one topic.
pub(crate) struct Findings {
    pub(crate) topic: String,
    /// In descending order of aboutness.
    pub(crate) findings: Vec<Finding>,
}

/// A passage that is about the topic.
pub(crate) struct Finding {
    /// How much it is about the topic, over 0 up to 1.
    pub(crate) aboutness: f32,
    /// The terms that made it so, in descending order of weight.
    pub(crate) terms: Vec<Term>,
    pub(crate) hit: Hit,
}

/// A term of the topic that the passage has.
pub(crate) struct Term {
    name: String,
    weight: f32,
    times: usize,
}

/// Every passage whose aboutness is `min_aboutness` or more.
pub(crate) fn about(index: &Index, topic: &str, min_aboutness: f32) -> Result<Findings> {
    let passages = usize::try_from(index.stats()?.passages)?;
    // Documents without text have no passage and can be found by their title.
    let limit = passages.max(1);
    let hits = index.search(&Query::new(format!("topic:\"{topic}\"")).limit(limit))?;
    let findings = hits.into_iter().filter_map(|hit| finding(index, topic, hit));
    let mut findings: Vec<Finding> = findings.filter(|f| f.aboutness >= min_aboutness).collect();
    // Passages that are shown with the same number stay in the order of the search.
    findings.sort_by(|a, b| rounded(b.aboutness).total_cmp(&rounded(a.aboutness)));
    Ok(Findings { topic: topic.to_owned(), findings })
}

fn finding(index: &Index, topic: &str, hit: Hit) -> Option<Finding> {
    // A document without text is analysed by its title, and so it is here.
    let text = if hit.text.is_empty() { &hit.citation.title } else { &hit.text };
    let analyzer = index.analyzer();
    let about = analyzer.about(&analyzer.analyze(text));
    let (_, about) = about.into_iter().find(|(name, _)| name == topic)?;
    Some(Finding { aboutness: about.score, terms: terms(&about.terms), hit })
}

/// Each term once, with how often the passage has it.
fn terms(occurrences: &[TopicTerm]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for TopicTerm { term, weight, .. } in occurrences {
        match terms.iter_mut().find(|counted| counted.name == *term) {
            Some(counted) => counted.times += 1,
            None => terms.push(Term { name: term.clone(), weight: *weight, times: 1 }),
        }
    }
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    terms
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.2}", self.name, self.weight)?;
        if self.times > 1 { write!(f, " ×{}", self.times) } else { Ok(()) }
    }
}

impl Finding {
    /// The hit as the example `search` writes it, with its topic and terms.
    pub(crate) fn to_json(&self, topic: &str) -> Result<Value> {
        let term =
            |t: &Term| json!({"term": t.name, "weight": rounded(t.weight), "times": t.times});
        let mut object = serde_json::to_value(&self.hit)?;
        let fields = object.as_object_mut().ok_or_else(|| Error::msg("a hit is an object"))?;
        fields.insert("topic".to_owned(), json!(topic));
        fields.insert("aboutness".to_owned(), json!(rounded(self.aboutness)));
        fields.insert("terms".to_owned(), self.terms.iter().map(term).collect());
        Ok(object)
    }
}

/// Rounded to two places, as it is shown.
pub(crate) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}
