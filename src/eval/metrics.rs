//! The measures of a ranking, as pure functions of its grades.
//!
//! `ranked` has the grade of each returned document, best rank first, and 0
//! for documents that were not judged. A grade above 0 is relevant. A grade
//! below 0, which some collections give to spam, counts as 0. `k` is the
//! depth: lower ranks are ignored.
//!
//! Each measure is 0 if nothing is relevant or nothing relevant was returned.
//! It is at most 1 if a ranking has each document once. None panics.

/// Normalised discounted cumulative gain at `k`, with linear gain and a
/// log2 discount.
///
/// `ideal` has the grades of all judged documents in any order. The gain is
/// divided by the gain of their best order. Cost: a sort of `ideal`.
///
/// Järvelin and Kekäläinen, *Cumulated gain-based evaluation of IR
/// techniques*, ACM TOIS 20(4), 2002. The discount is 1 / log2(rank + 1) from
/// the first rank on, as in Burges et al., ICML 2005, and `trec_eval`.
///
/// ```
/// use ibid::eval::metrics::ndcg;
///
/// assert_eq!(ndcg(&[2.0, 1.0, 0.0], &[1.0, 2.0], 10), 1.0);
/// assert!(ndcg(&[1.0, 2.0, 0.0], &[1.0, 2.0], 10) < 1.0);
/// ```
#[must_use]
pub fn ndcg(ranked: &[f64], ideal: &[f64], k: usize) -> f64 {
    let mut best_order = ideal.to_vec();
    best_order.sort_unstable_by(|a, b| b.total_cmp(a));
    ratio(discounted_gain(ranked, k), discounted_gain(&best_order, k))
}

/// The sum of grade / log2(rank + 1), ranks from 1.
fn discounted_gain(grades: &[f64], k: usize) -> f64 {
    // From 2: the first rank plus 1.
    (2_u32..)
        .zip(grades.iter().take(k))
        .map(|(rank_plus_1, grade)| grade.max(0.0) / f64::from(rank_plus_1).log2())
        .sum()
}

/// Average precision down to rank `k`: the mean of the precision at the rank
/// of each relevant document. Those that were not returned count as 0.
/// `relevant` is the number of all relevant documents.
///
/// Voorhees and Harman (eds), *TREC: Experiment and Evaluation in
/// Information Retrieval*, MIT Press, 2005, chapter 3; the mean over queries
/// is MAP.
///
/// ```
/// use ibid::eval::metrics::average_precision;
///
/// // Two at ranks 1 and 3, a third not returned: (1/1 + 2/3 + 0) / 3.
/// assert_eq!(average_precision(&[1.0, 0.0, 1.0], 3, 1000), (1.0 + 2.0 / 3.0) / 3.0);
/// ```
#[must_use]
pub fn average_precision(ranked: &[f64], relevant: usize, k: usize) -> f64 {
    let ranks = (1_u32..).zip(ranked.iter().take(k)).filter(|&(_, &grade)| grade > 0.0);
    let total: f64 =
        (1_u32..).zip(ranks).map(|(count, (rank, _))| f64::from(count) / f64::from(rank)).sum();
    ratio(total, relevant as f64)
}

/// The share of relevant documents that are in the first `k` ranks.
/// `relevant` is the number of all relevant documents.
///
/// Voorhees and Harman 2005, chapter 3.
///
/// ```
/// use ibid::eval::metrics::recall;
///
/// assert_eq!(recall(&[0.0, 2.0, 1.0, 1.0], 4, 3), 0.5);
/// ```
#[must_use]
pub fn recall(ranked: &[f64], relevant: usize, k: usize) -> f64 {
    let returned = ranked.iter().take(k).filter(|&&grade| grade > 0.0).count();
    ratio(returned as f64, relevant as f64)
}

/// One over the rank of the first relevant document, or 0 if none is in the
/// first `k` ranks.
///
/// Voorhees, *The TREC-8 Question Answering Track Report*, 1999; the mean
/// over queries is MRR.
///
/// ```
/// use ibid::eval::metrics::reciprocal_rank;
///
/// assert_eq!(reciprocal_rank(&[0.0, 0.0, 1.0, 2.0], 10), 1.0 / 3.0);
/// assert_eq!(reciprocal_rank(&[0.0, 0.0, 1.0, 2.0], 2), 0.0);
/// ```
#[must_use]
pub fn reciprocal_rank(ranked: &[f64], k: usize) -> f64 {
    let first = (1_u32..).zip(ranked.iter().take(k)).find(|&(_, &grade)| grade > 0.0);
    first.map_or(0.0, |(rank, _)| 1.0 / f64::from(rank))
}

/// `part / whole`, or 0 if the whole is 0.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    /// log2 3 = 1.5849625..., log2 4 = 2, log2 5 = 2.3219280...
    const LOG2_3: f64 = 1.584_962_500_721_156;
    const LOG2_5: f64 = 2.321_928_094_887_362;

    #[test]
    fn ndcg_worked_by_hand() {
        // DCG 0/1 + 2/log2(3) + 1/2, ideal 2/1 + 1/log2(3).
        check(ndcg(&[0.0, 2.0, 1.0], &[2.0, 1.0], 10), (2.0 / LOG2_3 + 0.5) / (2.0 + 1.0 / LOG2_3));
        // Only rank 1 counts, and the ideal is cut there too: 1/3.
        check(ndcg(&[1.0, 3.0], &[1.0, 3.0, 2.0], 1), 1.0 / 3.0);
        // One of two found, at rank 4: 1/log2(5) over 1 + 1/log2(3).
        check(ndcg(&[0.0, 0.0, 0.0, 1.0], &[1.0, 1.0], 10), (1.0 / LOG2_5) / (1.0 + 1.0 / LOG2_3));
        // Spam is no gain and no loss.
        check(ndcg(&[-2.0, 1.0], &[1.0, -2.0], 10), 1.0 / LOG2_3);
        check(ndcg(&[1.0], &[1.0], 0), 0.0);
        check(ndcg(&[], &[], 10), 0.0);
        check(ndcg(&[0.0], &[0.0, -1.0], 10), 0.0);
    }

    #[test]
    fn average_precision_worked_by_hand() {
        // At rank 2 one of two, at rank 3 two of three, at rank 6 three of six.
        let ranked = [0.0, 1.0, 2.0, 0.0, 0.0, 1.0];
        check(average_precision(&ranked, 4, 1000), (1.0 / 2.0 + 2.0 / 3.0 + 3.0 / 6.0) / 4.0);
        check(average_precision(&ranked, 4, 3), (1.0 / 2.0 + 2.0 / 3.0) / 4.0);
        check(average_precision(&[-1.0, 1.0], 1, 1000), 0.5);
        check(average_precision(&[], 3, 1000), 0.0);
        check(average_precision(&[], 0, 1000), 0.0);
    }

    #[test]
    fn recall_and_reciprocal_rank_worked_by_hand() {
        check(recall(&[1.0, 0.0, 2.0], 5, 100), 0.4);
        check(recall(&[1.0, 0.0, 2.0], 5, 2), 0.2);
        check(recall(&[], 0, 100), 0.0);
        check(reciprocal_rank(&[0.0, -1.0, 0.5], 10), 1.0 / 3.0);
        check(reciprocal_rank(&[1.0], 0), 0.0);
        check(reciprocal_rank(&[], 10), 0.0);
    }

    /// The four measures at their usual depths.
    fn all(ranked: &[f64], ideal: &[f64]) -> [f64; 4] {
        let relevant = ideal.iter().filter(|&&grade| grade > 0.0).count();
        [
            ndcg(ranked, ideal, 10),
            average_precision(ranked, relevant, 1000),
            recall(ranked, relevant, 100),
            reciprocal_rank(ranked, 10),
        ]
    }

    fn grades() -> impl Strategy<Value = Vec<f64>> {
        proptest::collection::vec((-1_i8..4).prop_map(f64::from), 0..40)
    }

    proptest! {
        #[test]
        fn between_nothing_and_one(ideal in grades(), cut in 0_usize..40) {
            let ranked = ideal.get(..cut).unwrap_or(&ideal);
            for value in all(ranked, &ideal) {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&value), "{value}");
            }
        }

        #[test]
        fn the_best_order_is_one(mut ideal in grades()) {
            ideal.push(1.0);
            let mut best_order = ideal.clone();
            best_order.sort_unstable_by(|a, b| b.total_cmp(a));
            for value in all(&best_order, &ideal) {
                prop_assert!((value - 1.0).abs() < 1e-12, "{value}");
            }
        }

        /// Moving a better grade up over a worse one never lowers a measure,
        /// and raises nDCG where both stand in view.
        #[test]
        fn a_better_order_scores_no_less(
            mut ideal in grades(), worse in -1_i8..3, step in 1_i8..3, at in any::<prop::sample::Index>(),
        ) {
            let at = at.index(ideal.len() + 1);
            ideal.splice(at..at, [f64::from(worse), f64::from(worse + step)]);
            let mut better = ideal.clone();
            better.swap(at, at + 1);
            for (worse, better) in all(&ideal, &ideal).into_iter().zip(all(&better, &ideal)) {
                prop_assert!(better >= worse - 1e-12);
            }
            if at < 10 && ideal[at + 1] > 0.0 {
                prop_assert!(ndcg(&better, &ideal, 10) > ndcg(&ideal, &ideal, 10));
            }
        }

        #[test]
        fn ranks_below_the_depth_are_ignored(cut in grades(), more in grades()) {
            let longer: Vec<f64> = cut.iter().chain(&more).copied().collect();
            let at_depth = |ranked: &[f64]| {
                let k = cut.len();
                let values = [
                    ndcg(ranked, &[3.0, 1.0], k),
                    average_precision(ranked, 9, k),
                    recall(ranked, 9, k),
                    reciprocal_rank(ranked, k),
                ];
                values.map(f64::to_bits)
            };
            prop_assert_eq!(at_depth(&cut), at_depth(&longer));
        }
    }
}
