//! The shortest program that indexes, searches and cites.
//!
//! ```text
//! cargo run --example quickstart
//! ```

// Its output goes to the terminal.
#![allow(clippy::print_stdout)]

use ibid::{Document, Index, Query};

fn main() -> ibid::Result<()> {
    let index = Index::in_memory()?; // or on disk: Index::create("articles.ibid")?
    let mut writer = index.writer()?;
    let text = "Moscow lifted its arms embargo. Islamabad wants six Mi-35M.";
    writer.add(&Document::new("gazette-7", text).with_source("Gazette"))?;
    writer.commit()?;

    for hit in index.search(&Query::new("MI35 embargo"))? {
        println!("{}", hit.citation);
        println!("  {}", hit.snippet(200, "[", "]"));
    }
    Ok(())
}
