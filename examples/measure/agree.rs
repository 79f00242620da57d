//! Whether a search that passes over what cannot be among the best finds what
//! one finds that has room for every passage.

use anyhow::Result;
use ibid::Ranking;
use serde_json::{Value, json};

use super::queries::Searcher;

/// A document's id, a passage's number in it, and the bits of its score.
type Place = ((String, u32), u32);

/// Asks each query for its hits and for all there are; tells which queries
/// give others first, or in another order, or with other scores.
pub(crate) fn agree(searcher: &Searcher, texts: &[String]) -> Result<Value> {
    let room = searcher.index.stats()?.passages as usize + 1;
    let (mut hits, mut differing) = (0, Vec::new());
    for text in texts {
        let best = places(&searcher.ranking(text, searcher.k)?)?;
        let mut all = places(&searcher.ranking(text, room)?)?;
        hits += all.len();
        all.truncate(searcher.k);
        if best != all {
            differing.push(text);
        }
    }
    Ok(json!({"queries": texts.len(), "hits": hits, "differing": differing}))
}

fn places(ranking: &Ranking) -> Result<Vec<Place>> {
    let scores = ranking.scores().map(f32::to_bits);
    Ok(ranking.passages()?.into_iter().zip(scores).collect())
}
