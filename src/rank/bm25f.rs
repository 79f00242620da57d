//! BM25F: term frequencies of several fields, each normalised by its own
//! length, are added before they saturate.
//!
//! Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple
//! weighted fields", CIKM 2004; Robertson and Zaragoza, "The probabilistic
//! relevance framework: BM25 and beyond", 2009, equations 3.15 to 3.20.

/// Inverse document frequency of a term that `with_it` of `total` passages
/// have: `ln(1 + (N - n + 0.5) / (n + 0.5))`, always above 0.
pub(crate) fn idf(total: u64, with_it: u64) -> f32 {
    let (total, with_it) = (total as f64, with_it.min(total) as f64);
    ((total - with_it + 0.5) / (with_it + 0.5)).ln_1p() as f32
}

/// The length norm that a term frequency is divided by: `1 - b` for length 0, 1
/// for the mean length, and linear in between and beyond. Kept above 0, so that
/// an empty field never divides by 0.
pub(crate) fn length_norm(words: u32, mean_words: f32, b: f32) -> f32 {
    (1.0 - b + b * words as f32 / mean_words).max(f32::MIN_POSITIVE)
}

/// The saturated frequency: it grows from 0 towards `k1 + 1`.
pub(crate) fn saturated(frequency: f32, k1: f32) -> f32 {
    // Most passages lack most concepts; a division of 0 by 0 is left out too.
    if frequency <= 0.0 {
        return 0.0;
    }
    frequency * (k1 + 1.0) / (frequency + k1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f32, expected: f32) {
        assert!((found - expected).abs() < 1e-4, "{found} for {expected}");
    }

    /// N = 10, n = 2: ln(1 + 8.5 / 2.5) = ln 4.4. A passage twice as long as
    /// the mean with b = 0.75 has norm 1.75; tf 3 becomes 1.714286; with
    /// k1 = 1.2 that gives 1.714286 * 2.2 / 2.914286 = 1.294118.
    #[test]
    fn worked_by_hand() {
        close(idf(10, 2), 1.481_604_5);
        let norm = length_norm(20, 10.0, 0.75);
        close(norm, 1.75);
        close(saturated(3.0 / norm, 1.2), 1.294_118);
    }

    #[test]
    fn ranges() {
        assert!(idf(5, 5) > 0.0);
        assert!(idf(5, 9) > 0.0);
        close(saturated(0.0, 1.2), 0.0);
        close(saturated(0.0, 0.0), 0.0);
        assert!(saturated(1e9, 1.2) <= 2.2);
        let rising = (1..50).map(|tf| saturated(tf as f32, 0.9)).collect::<Vec<_>>();
        assert!(rising.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
