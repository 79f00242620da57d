//! Prints every fact of some articles as a JSON line: amounts of money, counts,
//! measures, dates, claims, events and bare numbers, each with its bytes and its
//! value.
//!
//! ```text
//! cargo run --release --example facts -- articles.jsonl
//! cargo run --release --example facts -- articles/ more.jsonl
//! cat articles.jsonl | cargo run --release --example facts -- -
//! ```
//!
//! `--relations` adds the statements of claims, each with the deal that it is about,
//! and what those of different articles say of each other:
//! agrees, refines, differs, conflicts or denied, each with both places and the
//! reason. It needs no index. A date such as "last June" is resolved by the date of its
//! article, or by that of the article's dateline. What cannot be read is told on
//! standard error, and the status is then 1; 2 means a wrong call.

#[path = "../common/mod.rs"]
mod common;
mod rows;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use ibid::analysis::Analyzer;
use ibid::config::{Language, PassageConfig};
use ibid::facts::{Recogniser, Source, compare};
use ibid::source::{Folder, Skipped, jsonl};
use ibid::{Document, passage};

/// Print every fact of articles as a JSON line.
#[derive(Parser)]
struct Args {
    /// Folders, .jsonl files with one document a line, or - for lines on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Equipment, laid over the built-in lexicon
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Also print the articles' statements and what they say of each other; all statements are then
    /// held in memory
    #[arg(long)]
    relations: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut printer = match Printer::new(&args) {
        Ok(printer) => printer,
        Err(error) => {
            common::say(format_args!("error: {error:#}"));
            return ExitCode::from(2);
        }
    };
    let written = args.paths.iter().try_for_each(|path| printer.print_path(path));
    let written = written.and_then(|()| printer.print_relations());
    let written = written.and_then(|()| printer.out.flush().map_err(Into::into));
    if let Err(error) = common::unless_closed(written) {
        common::say(format_args!("error: {error:#}"));
        return ExitCode::from(1);
    }
    ExitCode::from(u8::from(printer.skipped > 0))
}

/// Recognises facts and prints them.
struct Printer {
    recogniser: Recogniser,
    out: BufWriter<std::io::Stdout>,
    skipped: usize,
    /// The ids and statements to be compared, if they are.
    compared: Option<(Vec<String>, Vec<Source>)>,
}

impl Printer {
    fn new(args: &Args) -> Result<Self> {
        let lexicon = common::lexicon(args.lexicon.as_deref())?;
        let recogniser = Recogniser::new(&Analyzer::new(Language::English, &lexicon));
        let compared = args.relations.then(Default::default);
        Ok(Self { recogniser, out: BufWriter::new(stdout()), skipped: 0, compared })
    }

    fn print_path(&mut self, path: &Path) -> Result<()> {
        if path == Path::new("-") {
            return self.print_lines(stdin().lock(), path);
        }
        if path.is_dir() {
            return self.print_folder(path);
        }
        match File::open(path).with_context(|| format!("cannot open {}", path.display())) {
            Ok(file) => self.print_lines(BufReader::new(file), path),
            Err(error) => {
                self.skip(&format!("{error:#}"));
                Ok(())
            }
        }
    }

    fn print_relations(&mut self) -> Result<()> {
        let Some((ids, sources)) = &self.compared else { return Ok(()) };
        for relation in compare(sources) {
            if let Some(row) = rows::relation(&relation, sources, ids) {
                writeln!(self.out, "{row}")?;
            }
        }
        Ok(())
    }

    fn print_lines(&mut self, reader: impl BufRead, path: &Path) -> Result<()> {
        for document in jsonl::read(reader, path) {
            self.print_or_skip(document)?;
        }
        Ok(())
    }

    fn print_folder(&mut self, path: &Path) -> Result<()> {
        let folder = Folder::new(path);
        let listing = folder.list()?;
        for skipped in listing.skipped {
            self.skip(&skipped.to_string());
        }
        for entry in &listing.files {
            match folder.documents(entry) {
                Ok(read) => read.documents.iter().try_for_each(|document| self.print(document))?,
                Err(skipped) => self.skip(&skipped.to_string()),
            }
        }
        Ok(())
    }

    fn print_or_skip(&mut self, document: Result<Document, Skipped>) -> Result<()> {
        match document {
            Ok(document) => self.print(&document),
            Err(skipped) => {
                self.skip(&skipped.to_string());
                Ok(())
            }
        }
    }

    fn skip(&mut self, reason: &str) {
        self.skipped += 1;
        common::say(format_args!("skipped {reason}"));
    }

    fn print(&mut self, document: &Document) -> Result<()> {
        let (id, text) = (document.id.as_str(), document.text.as_str());
        let published =
            document.date.or_else(|| passage::split(document, &PassageConfig::default()).date);
        for fact in self.recogniser.facts(text, published) {
            writeln!(self.out, "{}", rows::fact(id, text, &fact))?;
        }
        if let Some((ids, sources)) = &mut self.compared {
            let source = self.recogniser.source_with_title(&document.title, text, published);
            for statement in &source.statements {
                writeln!(self.out, "{}", rows::statement(id, text, statement))?;
            }
            ids.push(id.to_owned());
            sources.push(source);
        }
        for claim in self.recogniser.claims(text) {
            writeln!(self.out, "{}", rows::claim(id, text, &claim))?;
        }
        for event in self.recogniser.events(text, published) {
            writeln!(self.out, "{}", rows::event(id, text, &event))?;
        }
        for number in self.recogniser.numbers(text) {
            writeln!(self.out, "{}", rows::number(id, text, &number))?;
        }
        Ok(())
    }
}
