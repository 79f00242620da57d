//! Documents ranked for judged queries.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use ibid::eval::Run;
use ibid::{Index, Query};
use serde_json::{Value, json};

use super::queries::{Wanted, read};

/// Documents a query.
const DEPTH: usize = 1000;

/// Writes the best documents for each query in TREC form.
pub(crate) fn run(dir: &Path, queries: &Path, out: &Path, wanted: &Wanted) -> Result<Value> {
    let (index, profile) = (Index::open(dir)?, wanted.profile()?);
    let (mut run, mut count) = (Run::new(), 0);
    let started = Instant::now();
    for line in read(queries)?.lines() {
        let (id, text) = line.split_once('\t').with_context(|| format!("no tab in {line:?}"))?;
        let query = Query::new(text).limit(DEPTH);
        for (document, score) in index.search_documents(&query, &profile)? {
            run.add(id, document, f64::from(score));
        }
        count += 1;
    }
    let wall_s = started.elapsed().as_secs_f64();
    let written = std::fs::write(out, run.write("ibid"));
    written.with_context(|| format!("writing {}", out.display()))?;
    Ok(json!({"queries": count, "wall_s": wall_s}))
}
