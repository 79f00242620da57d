//! Prints what is read of each file of some folders: the text that passages are cut
//! from and citations point into, or why there is none.
//!
//! ```text
//! cargo run --release --example extract -- ~/Downloads
//! cargo run --release --example extract -- --json ~/Downloads
//! ```
//!
//! With `--json` each document is a line: `{"file", "id", "text", "title", "date",
//! "source", "pages", "extra"}`, without what it does not have. `file` is a path within
//! the folder; `id` that of the document in an index. `pages` holds the
//! byte at which each page of the text begins. A file that gives no document is
//! `{"file", "skipped"}`; with `--skipped` these alone are printed. What was left out of one that does is `{"file", "note"}`.
//!
//! It ends with 0 where something was read, with 1 where nothing was, and with 2
//! where a folder could not be read.

#[path = "common/mod.rs"]
mod common;

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use ibid::hit::Place;
use ibid::source::{Folder, PassedOver};
use ibid::{Document, Span};
use serde_json::{Map, Value, json};

/// Print what is read of each file of folders.
#[derive(Parser)]
struct Args {
    /// Folders
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Print a JSON object a line
    #[arg(long)]
    json: bool,
    /// Print only what is not read, or not whole, and why
    #[arg(long)]
    skipped: bool,
}

fn main() -> ExitCode {
    common::exit_code(run())
}

/// Whether something was read.
fn run() -> Result<bool> {
    let args = Args::parse();
    // A reader that panics is told as a file that is skipped.
    std::panic::set_hook(Box::new(|_| {}));
    let mut printer =
        Printer { json: args.json, only_skipped: args.skipped, out: stdout().lock(), documents: 0 };
    let outcome = args.folders.iter().try_for_each(|folder| printer.folder(folder));
    common::unless_closed(outcome)?;
    Ok(printer.documents > 0)
}

struct Printer<W> {
    json: bool,
    only_skipped: bool,
    out: W,
    documents: usize,
}

impl<W: Write> Printer<W> {
    fn folder(&mut self, path: &Path) -> Result<()> {
        let folder = Folder::new(path);
        let listing = folder.list()?;
        let root = &listing.root;
        for skipped in &listing.skipped {
            self.skipped(&within(&skipped.path, root), &skipped.reason)?;
        }
        for entry in &listing.files {
            let name = within(&entry.path, root);
            match folder.documents(entry) {
                Ok(read) => {
                    for document in &read.documents {
                        self.document(&name, document)?;
                    }
                    for note in &read.notes {
                        self.line(&name, "note", &note.reason)?;
                    }
                }
                Err(skipped) => self.skipped(&name, &skipped.reason)?,
            }
        }
        for path in &listing.others {
            self.skipped(&within(path, root), &PassedOver::reason(path))?;
        }
        Ok(())
    }

    fn document(&mut self, file: &str, document: &Document) -> Result<()> {
        self.documents += 1;
        if self.only_skipped {
            return Ok(());
        }
        if self.json {
            return Ok(writeln!(self.out, "{}", object(file, document))?);
        }
        writeln!(self.out, "== {}\n", document.id)?;
        Ok(writeln!(self.out, "{}\n", document.text)?)
    }

    fn skipped(&mut self, file: &str, reason: &str) -> Result<()> {
        self.line(file, "skipped", reason)
    }

    fn line(&mut self, file: &str, name: &str, said: &str) -> Result<()> {
        if self.json {
            return Ok(writeln!(self.out, "{}", json!({"file": file, name: said}))?);
        }
        if self.only_skipped {
            return Ok(writeln!(self.out, "{file} {said}")?);
        }
        common::say(format_args!("{name}: {file} {said}"));
        Ok(())
    }
}

/// The path of a file within a folder.
fn within(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned()
}

fn object(file: &str, document: &Document) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("file", file.into());
    put("id", document.id.as_str().into());
    put("text", document.text.as_str().into());
    for (name, value) in [("title", &document.title), ("source", &document.source)] {
        if !value.is_empty() {
            put(name, value.as_str().into());
        }
    }
    if let Some(date) = document.date {
        put("date", date.to_string().into());
    }
    // A text can have a field of that name itself.
    let has_pages = Place::of(Span::new(0, 1), &document.extra).page.is_some();
    if let Some(pages) = document.extra.get("pages").filter(|_| has_pages) {
        put("pages", pages.split(' ').filter_map(|page| page.parse::<usize>().ok()).collect());
    }
    put("extra", json!(document.extra));
    Value::Object(object)
}
