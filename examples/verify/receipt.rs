//! A receipt of a search, held against a later state.

use std::io::{Write, stdout};

use anyhow::Result;
use ibid::IndexOptions;
use ibid::cite::Receipt;

use crate::{Arguments, common, open, printable};

/// The receipt that a text is; `None` of citations.
pub(crate) fn read(text: &str) -> Result<Option<Receipt>> {
    let is_receipt = text.trim_start().starts_with('{') && text.contains("\"ibid_receipt\"");
    if is_receipt { Ok(Some(text.parse()?)) } else { Ok(None) }
}

/// Asks again, shows what has changed, and says whether the same hits came.
pub(crate) fn verify(receipt: &Receipt, arguments: &Arguments) -> Result<bool> {
    let mut compared = receipt.clone();
    let index = match &arguments.texts.folder {
        Some(folder) => {
            // The index is made for this alone: the name of its commit says nothing.
            compared.commit = None;
            common::kept::index_in_memory(folder, IndexOptions::default())?
        }
        None => open(&arguments.texts)?,
    };
    let check = index.verify_receipt(&compared)?;
    let mut out = stdout().lock();
    let mut show = || -> Result<()> {
        if arguments.json {
            return Ok(writeln!(out, "{}", serde_json::to_string(&check)?)?);
        }
        let asked = [("asked", &receipt.asked_at), ("of", &receipt.asked_of)];
        writeln!(out, "query: {}", printable(&receipt.query))?;
        for (name, value) in asked {
            if let Some(value) = value {
                writeln!(out, "{name}: {}", printable(value))?;
            }
        }
        for line in check.to_string().lines() {
            writeln!(out, "{}", printable(line))?;
        }
        Ok(())
    };
    common::unless_closed(show())?;
    Ok(check.holds())
}
