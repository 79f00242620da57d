//! Scores a run against relevance judgments.

use serde::{Deserialize, Serialize};

use super::qrels::Qrels;
use super::run::Run;
use crate::eval::metrics;

/// Four measures of a run as means over queries, each from 0 to 1.
///
/// ```
/// use ibid::eval::{Qrels, Run, score};
///
/// let qrels = Qrels::read("q1 0 a.txt 1\nq2 0 b.txt 1\n")?;
/// let mut run = Run::new();
/// run.add("q1", "a.txt", 1.0);
/// let scores = score(&qrels, &run);
/// assert_eq!(scores.queries, 2); // q2, without a document, counts as 0
/// assert_eq!(scores.to_string(), "nDCG@10 0.5000  MAP 0.5000  R@100 0.5000  MRR@10 0.5000  queries 2");
/// # Ok::<(), ibid::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scores {
    /// [`ndcg`](metrics::ndcg) at 10.
    pub ndcg_at_10: f64,
    /// [`average_precision`](metrics::average_precision) at 1000.
    pub map: f64,
    /// [`recall`](metrics::recall) at 100.
    pub recall_at_100: f64,
    /// [`reciprocal_rank`](metrics::reciprocal_rank) at 10.
    pub mrr_at_10: f64,
    /// The number of queries in the means.
    pub queries: usize,
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { ndcg_at_10, map, recall_at_100, mrr_at_10, queries } = self;
        write!(f, "nDCG@10 {ndcg_at_10:.4}  MAP {map:.4}  R@100 {recall_at_100:.4}  ")?;
        write!(f, "MRR@10 {mrr_at_10:.4}  queries {queries}")
    }
}

/// The means over the judged queries that have a relevant document. A query
/// that the run does not have counts as 0. Queries that were not judged are
/// ignored.
///
/// ```
/// use ibid::eval::{Qrels, Run, score};
///
/// let qrels = Qrels::read("q1 0 a.txt 1\n")?;
/// let run = Run::read("q1 Q0 b.txt 1 2 t\nq1 Q0 a.txt 2 1 t\nq9 Q0 a.txt 1 1 t\n")?;
/// let scores = score(&qrels, &run);
/// assert_eq!((scores.mrr_at_10, scores.queries), (0.5, 1));
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn score(qrels: &Qrels, run: &Run) -> Scores {
    let by_query = per_query(qrels, run);
    let mean = |measure: fn(&Scores) -> f64| {
        let total: f64 = by_query.iter().map(|(_, scores)| measure(scores)).sum();
        if by_query.is_empty() { 0.0 } else { total / by_query.len() as f64 }
    };
    Scores {
        ndcg_at_10: mean(|scores| scores.ndcg_at_10),
        map: mean(|scores| scores.map),
        recall_at_100: mean(|scores| scores.recall_at_100),
        mrr_at_10: mean(|scores| scores.mrr_at_10),
        queries: by_query.len(),
    }
}

/// The measures of each judged query that has a relevant document, with its
/// id, in the order of the ids. `queries` is 1 in each.
///
/// ```
/// use ibid::eval::{Qrels, Run, per_query};
///
/// let qrels = Qrels::read("q1 0 a.txt 1\nq2 0 a.txt 1\n")?;
/// let run = Run::read("q1 Q0 a.txt 1 1 t\n")?;
/// let recalls: Vec<f64> =
///     per_query(&qrels, &run).iter().map(|(_, scores)| scores.recall_at_100).collect();
/// assert_eq!(recalls, [1.0, 0.0]);
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn per_query(qrels: &Qrels, run: &Run) -> Vec<(String, Scores)> {
    let judged = qrels.queries().filter(|query| qrels.relevant(query).next().is_some());
    judged.map(|query| (query.to_owned(), score_query(qrels, run, query))).collect()
}

fn score_query(qrels: &Qrels, run: &Run, query: &str) -> Scores {
    let ranked: Vec<f64> =
        run.ranked(query).into_iter().map(|(document, _)| qrels.grade(query, document)).collect();
    let ideal: Vec<f64> = qrels.relevant(query).map(|(_, grade)| grade).collect();
    Scores {
        ndcg_at_10: metrics::ndcg(&ranked, &ideal, 10),
        map: metrics::average_precision(&ranked, ideal.len(), 1000),
        recall_at_100: metrics::recall(&ranked, ideal.len(), 100),
        mrr_at_10: metrics::reciprocal_rank(&ranked, 10),
        queries: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QRELS: &str = "q1 0 a 2\nq1 0 b 1\nq1 0 c 0\nq2 0 a 1\nq3 0 a 0\n";

    #[test]
    fn worked_by_hand() {
        // q1 returns c, a, b: DCG 0 + 2/log2(3) + 1/2, ideal 2 + 1/log2(3);
        // AP (1/2 + 2/3) / 2, halved for the mean; both found; first at rank 2.
        // The run does not have q2: 0. q3 has nothing relevant: not counted.
        // q4 was not judged: ignored.
        let run = Run::read(
            "q1 Q0 c 1 3 t\nq1 Q0 a 2 2 t\nq1 Q0 b 3 1 t\nq3 Q0 a 1 1 t\nq4 Q0 a 1 1 t\n",
        )
        .unwrap();
        let scores = score(&Qrels::read(QRELS).unwrap(), &run);
        let log2_3 = 3_f64.log2();
        let expected = [
            (scores.ndcg_at_10, (2.0 / log2_3 + 0.5) / (2.0 + 1.0 / log2_3) / 2.0),
            (scores.map, (1.0 / 2.0 + 2.0 / 3.0) / 4.0),
            (scores.recall_at_100, 0.5),
            (scores.mrr_at_10, 0.25),
        ];
        for (value, expected) in expected {
            assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
        }
        assert_eq!(scores.queries, 2);
    }

    #[test]
    fn the_means_are_those_of_the_queries() {
        let qrels = Qrels::read(QRELS).unwrap();
        let run = Run::read("q1 Q0 b 1 3 t\nq2 Q0 x 1 3 t\nq2 Q0 a 2 1 t\n").unwrap();
        let by_query = per_query(&qrels, &run);
        assert_eq!(
            by_query.iter().map(|(query, _)| query.as_str()).collect::<Vec<_>>(),
            ["q1", "q2"]
        );
        let mean = by_query.iter().map(|(_, scores)| scores.ndcg_at_10).sum::<f64>() / 2.0;
        assert!((score(&qrels, &run).ndcg_at_10 - mean).abs() < 1e-15);
        assert!(by_query.iter().all(|(_, scores)| scores.queries == 1));
    }

    #[test]
    fn nothing_judged_is_zero() {
        assert_eq!(score(&Qrels::default(), &Run::new()), Scores::default());
    }
}
