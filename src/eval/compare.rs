//! Compares two runs and tests whether their difference is due to chance.

use serde::{Deserialize, Serialize};

use super::qrels::Qrels;
use super::run::Run;
use super::scores::per_query;

/// How two runs differ in nDCG@10, query by query.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// Queries on which the first run is better.
    pub wins: usize,
    /// Queries on which the second run is better.
    pub losses: usize,
    /// Queries on which they are equal.
    pub ties: usize,
    /// Mean over queries of the first run's nDCG@10 minus the second's, from
    /// -1 to 1.
    pub mean_difference: f64,
    /// The probability of a mean difference at least as large, to either
    /// side, if both runs are equally good. Usually a difference counts as
    /// significant below 0.05.
    pub p_value: f64,
}

impl std::fmt::Display for Comparison {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { wins, losses, ties, mean_difference, p_value } = self;
        write!(
            f,
            "nDCG@10 {mean_difference:+.4}  wins {wins}  losses {losses}  ties {ties}  p {p_value:.4}"
        )
    }
}

/// Up to this many differing queries all 2^16 assignments are counted; above,
/// a sample is drawn.
const MAX_EXACT_QUERIES: usize = 16;

/// Size of the sample, as in Smucker et al.
const SAMPLES: u32 = 100_000;

/// Sums that differ by less differ only by rounding.
const ROUNDING: f64 = 1e-9;

/// Compares the nDCG@10 of two runs with the paired two-sided randomisation
/// test, over the judged queries that have a relevant document.
///
/// If both runs are equally good, each query's two values can as well be
/// exchanged. The p-value is the share of all such exchanges whose means
/// differ at least as much. It is exact up to 16 differing queries. Above, it
/// is estimated from 100,000 exchanges drawn with a fixed seed, so the same
/// runs always give the same value. Cost: the exchanges times the queries.
///
/// Smucker, Allan and Carterette, *A comparison of statistical significance
/// tests for information retrieval evaluation*, CIKM 2007.
///
/// ```
/// use ibid::eval::{Qrels, Run, compare};
///
/// let qrels = Qrels::read("q1 0 a 1\nq2 0 a 1\n")?;
/// let run = Run::read("q1 Q0 a 1 1.0 t\n")?;
/// let same = compare(&qrels, &run, &run);
/// assert_eq!((same.ties, same.p_value), (2, 1.0));
/// assert_eq!(same.to_string(), "nDCG@10 +0.0000  wins 0  losses 0  ties 2  p 1.0000");
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn compare(qrels: &Qrels, a: &Run, b: &Run) -> Comparison {
    let (a, b) = (per_query(qrels, a), per_query(qrels, b));
    let differences: Vec<f64> =
        a.iter().zip(&b).map(|((_, a), (_, b))| a.ndcg_at_10 - b.ndcg_at_10).collect();
    let count = |test: fn(f64) -> bool| differences.iter().filter(|&&d| test(d)).count();
    let (wins, losses) = (count(|d| d > ROUNDING), count(|d| d < -ROUNDING));
    let queries = differences.len();
    Comparison {
        wins,
        losses,
        ties: queries - wins - losses,
        mean_difference: differences.iter().sum::<f64>() / queries.max(1) as f64,
        p_value: p_value(&differences),
    }
}

fn p_value(differences: &[f64]) -> f64 {
    // To exchange equal values changes nothing, so ties are left out.
    let differing: Vec<f64> =
        differences.iter().copied().filter(|difference| difference.abs() > ROUNDING).collect();
    let observed = differing.iter().sum::<f64>().abs() - ROUNDING;
    let is_extreme = |total: f64| total.abs() >= observed;
    if differing.len() <= MAX_EXACT_QUERIES {
        let all = 1_u64 << differing.len();
        let is_extreme = |&signs: &u64| is_extreme(exchanged_sum(&differing, || signs));
        (0..all).filter(is_extreme).count() as f64 / all as f64
    } else {
        let mut random = SplitMix64(0);
        let mut draw = || is_extreme(exchanged_sum(&differing, || random.next()));
        let extreme = (0..SAMPLES).filter(|_| draw()).count();
        // The observed assignment counts as one more draw: p is never 0.
        (extreme as f64 + 1.0) / (f64::from(SAMPLES) + 1.0)
    }
}

/// The sum of the differences, each negated if its bit is set. `bits` is
/// called once for every 64 differences.
fn exchanged_sum(differences: &[f64], mut bits: impl FnMut() -> u64) -> f64 {
    let mut total = 0.0;
    for chunk in differences.chunks(64) {
        let mut signs = bits();
        for difference in chunk {
            total += if signs & 1 == 0 { *difference } else { -difference };
            signs >>= 1;
        }
    }
    total
}

/// A pseudorandom generator that gives the same numbers on every machine.
///
/// Steele, Lea and Flood, *Fast splittable pseudorandom number generators*,
/// OOPSLA 2014.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_values_worked_by_hand() {
        let check = |differences: &[f64], expected: f64| {
            let p = p_value(differences);
            assert!((p - expected).abs() < 1e-12, "{differences:?}: {p} is not {expected}");
        };
        check(&[], 1.0);
        check(&[0.0, 0.0], 1.0);
        // Only the observed assignment and its mirror image are as extreme.
        check(&[0.5, 0.25], 2.0 / 4.0);
        check(&[0.1; 5], 2.0 / 32.0);
        // Sums of ±3 ±2 ±1: 6 4 2 0 0 -2 -4 -6; at least 4 away: 4 of 8.
        check(&[0.3, 0.2, -0.1], 4.0 / 8.0);
        // Ties are left out.
        check(&[0.3, 0.0, 0.2, -0.1, 0.0], 4.0 / 8.0);
        // Ten wins of one size: 2 of 1024.
        check(&[0.2; 10], 2.0 / 1024.0);
    }

    #[test]
    fn the_sample_agrees_with_the_binomial() {
        // Equal sizes make the test a sign test: 20 queries, 15 wins, at
        // least 15 to a side: 2 (15504 + 4845 + 1140 + 190 + 20 + 1) / 2^20.
        let mut differences = [0.1; 20];
        differences[..5].fill(-0.1);
        let expected = 2.0 * 21_700.0 / f64::from(1 << 20);
        let p = p_value(&differences);
        // Five standard errors of a sample of 100,000.
        assert!((p - expected).abs() < 5.0 * (expected / 1e5).sqrt(), "{p} {expected}");
        assert_eq!(p.to_bits(), p_value(&differences).to_bits());
        // All to one side, more than 64 of them: no draw is as extreme.
        assert!((p_value(&[0.01; 100]) - 1.0 / 100_001.0).abs() < 1e-12);
    }

    #[test]
    fn first_values_of_the_generator() {
        // Published values of the reference implementation for seed 1234567.
        let mut random = SplitMix64(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        assert_eq!([random.next(), random.next()], expected);
    }

    #[test]
    fn sides() {
        let qrels = Qrels::read("q1 0 a 1\nq2 0 a 1\nq3 0 a 1\nq4 0 a 0\n").unwrap();
        let a = Run::read("q1 Q0 a 1 1 t\nq2 Q0 a 1 1 t\nq4 Q0 a 1 1 t\n").unwrap();
        let b = Run::read("q2 Q0 a 1 9 t\nq3 Q0 x 1 3 t\nq3 Q0 a 2 2 t\n").unwrap();
        let forth = compare(&qrels, &a, &b);
        assert_eq!((forth.wins, forth.losses, forth.ties), (1, 1, 1));
        // (1 + 0 - 1/log2(3)) / 3.
        assert!((forth.mean_difference - (1.0 - 1.0 / 3_f64.log2()) / 3.0).abs() < 1e-12);
        let back = compare(&qrels, &b, &a);
        assert_eq!((back.wins, back.losses, back.p_value), (1, 1, forth.p_value));
        assert!((back.mean_difference + forth.mean_difference).abs() < 1e-15);
    }
}
