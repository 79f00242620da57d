//! Hits as citations in a file, and receipts of searches.

use std::path::Path;

use anyhow::Result;
use clap::Args;
use ibid::cite::{Form, Receipt, Reference, write};
use ibid::{Day, Hits};

use super::beside::replace;

/// How hits are cited, besides being shown.
#[derive(Args)]
pub(crate) struct Citing {
    /// Print the hits as citations instead: text, markdown, csl-json, bibtex, ris, csv or jsonl.
    /// The example `verify` reads each of them
    #[arg(long, value_name = "FORM", conflicts_with_all = ["json", "explain", "report"])]
    pub(crate) cite: Option<Form>,
    /// Write a receipt of the search, which the example `verify` holds against a later state
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt: Option<std::path::PathBuf>,
}

impl Citing {
    /// The hits as a file of citations, where one was asked for.
    pub(crate) fn citations(&self, hits: &Hits) -> Option<String> {
        let form = self.cite?;
        let today = super::today();
        let reference = |hit| {
            let reference = Reference::of(hit);
            today.map_or(reference.clone(), |day| reference.with_accessed(day))
        };
        let references: Vec<Reference> = hits.iter().map(reference).collect();
        Some(write(&references, form))
    }
}

/// Writes a receipt with the current time.
pub(crate) fn write_receipt(path: &Path, receipt: Receipt, of: String) -> Result<()> {
    let receipt = receipt.asked_of(of);
    let receipt = now().map_or(receipt.clone(), |time| receipt.asked_at(time));
    replace(path, &format!("{receipt}\n"))
}

/// The current time in UTC, as RFC 3339 writes it.
fn now() -> Option<String> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let day = Day::from_days_since_epoch(i32::try_from(days).ok()?);
    let (hour, minute) = (second / 3600, second / 60 % 60);
    Some(format!("{day}T{hour:02}:{minute:02}:{:02}Z", second % 60))
}
