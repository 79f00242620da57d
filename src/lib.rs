//! Full-text search that answers with passages and cites each of them exactly.
//!
//! ```
//! use ibid::{Document, Index, Query};
//!
//! // On disk: Index::create("news.ibid")?, and later Index::open("news.ibid")?
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! let text = "Moscow has lifted the arms embargo of its own accord, the minister said.\n\n\
//!             Four Mi-35M gunships will follow in the new year, he added on Friday.";
//! writer.add(&Document::new("thaw-7", text).with_title("A thaw").with_source("Gazette"))?;
//! writer.commit()?;
//!
//! let hits = index.search(&Query::new("MI35 gunship").limit(5))?;
//! let best = &hits[0];
//! assert_eq!(best.citation.to_string(), r#"thaw-7 (Gazette, "A thaw"), line 3, bytes 74..143"#);
//! assert_eq!(best.matches(), ["Mi-35M", "gunships"]);
//! assert_eq!(&text[best.citation.span.range()], best.text);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! A [`Document`] goes in as a whole and is split into passages: paragraphs, or
//! a few sentences of a long one. A [`Query`] is what a person types; any text
//! is one. A [`Hit`] is one passage with its [`Citation`]: the document, the
//! line, the characters and the **bytes of the text as it was given**, so that
//! `&text[span]` is the passage, always.
//!
//! # Where to find what
//!
//! | for | see |
//! |---|---|
//! | an index: make, open, search, read back | [`Index`], [`IndexOptions`], [`config`] |
//! | writing: add, replace, delete, commit, roll back, merge | [`Writer`], [`WriterOptions`] |
//! | the query language, and what became of a query | [`query`], [`query::Report`] |
//! | what comes out | [`Hits`], [`Hit`], [`Citation`], [`hit::Mark`] |
//! | why a hit stands where it stands, and other weights | [`rank::Explanation`], [`rank::Profile`] |
//! | topics, equipment and other words for one thing | [`lexicon`], [`Lexicon`] |
//! | folders of files and JSON Lines | [`source`] |
//! | the parts by themselves | [`passage`] splits, [`analysis`] reads words and designators, [`eval`] scores |
//!
//! Everything that fails gives an [`Error`], whose message names the value and
//! says the way out. Parameter objects are built by value ([`IndexOptions`],
//! [`WriterOptions`], [`Query`], [`rank::Profile`]), and what has ranges checks
//! them.
//!
//! # Replace, delete, roll back
//!
//! ```
//! use ibid::{Document, Index, Query};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("a", "Talks on helicopters have begun."))?;
//! writer.commit()?;
//!
//! writer.add(&Document::new("a", "Talks on submarines have begun."))?; // replaces "a"
//! assert_eq!(index.search(&Query::new("helicopters"))?.len(), 1); // not before the commit
//! writer.commit()?;
//! assert!(index.search(&Query::new("helicopters"))?.is_empty());
//!
//! writer.delete("a");
//! writer.rollback()?; // nothing happened since the commit
//! assert_eq!(index.document("a")?.unwrap().text, "Talks on submarines have begun.");
//!
//! writer.delete("a");
//! writer.commit()?;
//! assert_eq!(index.stats()?.documents, 0);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # A folder of articles
//!
//! Files that cannot be read are reported and the others indexed.
//! [`source::changes`] tells on a later run which files are new, changed or
//! gone.
//!
//! ```
//! # #[cfg(feature = "folder")] {
//! use ibid::source::Folder;
//! use ibid::{Index, Query};
//!
//! let folder = Folder::new("seeds/articles");
//! let listing = folder.list()?;
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! for file in &listing.files {
//!     match folder.read(file) {
//!         Ok(article) => drop(writer.add(&article)?),
//!         Err(skipped) => eprintln!("{skipped}"),
//!     }
//! }
//! writer.commit()?;
//!
//! let hits = index.search(&Query::new("\"arms embargo\" label:body").per_document(1))?;
//! assert!(!hits.is_empty());
//! # }
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # Queries by people and by programs
//!
//! [`Query::new`] takes anything and tells in its [notices](Query::notices)
//! what may not mean what its writer meant; the [report](Hits::report) of a
//! search adds what the query was expanded to and which words occur nowhere.
//! [`Query::parse`] refuses what is not well formed, for queries that a program
//! writes.
//!
//! ```
//! use ibid::{Error, Index, Query};
//!
//! let odd = Query::new("price:153 AND");
//! assert_eq!(odd.notices().len(), 2);
//! let refused = Query::parse("price:153 AND").unwrap_err();
//! assert!(matches!(refused, Error::Query { span, .. } if span.start == 0));
//!
//! let hits = Index::in_memory()?.search(&Query::new("Mi-35"))?;
//! assert!(hits.report.expanded.iter().any(|added| added.added == "Hind"));
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # Why a hit stands where it stands
//!
//! ```
//! use ibid::{Document, Index, Query};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("a", "The arms embargo was lifted in June."))?;
//! writer.commit()?;
//!
//! let hits = index.search(&Query::new("embargo lifted"))?;
//! let explanation = &hits[0].explanation;
//! println!("{explanation}"); // a line a number, each with its name
//! let sum: f32 = explanation.parts.iter().map(|part| part.value).sum();
//! assert!((sum - hits[0].score).abs() < 1e-5);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # A lexicon of one's own
//!
//! Laid over the built-in one, or in its place. A topic takes part in queries
//! that name it and is `topic:name` by itself; a term's other words are looked
//! for with it.
//!
//! ```
//! use ibid::{Document, Index, IndexOptions, Lexicon, Query};
//!
//! let mine = Lexicon::builtin().read_over(
//!     r#"
//!     [topic.drought]
//!     names = ["drought"]
//!     terms = { "water shortage" = 0.9, "failed harvest" = 0.8 }
//!
//!     [family."Heron-TP"]
//!     kind = "drone"
//!     names = ["Eitan"]
//!
//!     [term.reservoir]
//!     same = ["artificial lake"]
//!     "#,
//! );
//! assert!(mine.problems.is_empty());
//!
//! let options = IndexOptions::default().with_lexicon(Lexicon::builtin().with(&mine.lexicon));
//! let index = options.in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("a", "After the failed harvest came the water shortage."))?;
//! writer.commit()?;
//! writer.add(&Document::new("b", "Boats lay on the ground of the artificial lake."))?;
//! writer.commit()?;
//! assert_eq!(index.search(&Query::new("topic:drought"))?.len(), 1);
//! assert_eq!(index.search(&Query::new("reservoirs"))?[0].matches(), ["artificial lake"]);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # How good a ranking is
//!
//! [`Index::search_documents`] ranks documents by their passages; [`eval`]
//! reads judgments and scores the ranking.
//!
//! ```
//! use ibid::eval::{Qrels, Run, score};
//! use ibid::rank::Profile;
//! use ibid::{Document, Index, Query};
//!
//! let index = Index::in_memory()?;
//! let mut writer = index.writer()?;
//! writer.add(&Document::new("d1", "The embargo was lifted."))?;
//! writer.add(&Document::new("d2", "The harvest was good."))?;
//! writer.commit()?;
//!
//! let mut run = Run::new();
//! for (document, value) in index.search_documents(&Query::new("embargo"), &Profile::default())? {
//!     run.add("q1", document, f64::from(value));
//! }
//! let qrels = Qrels::read("query-id\tcorpus-id\tscore\nq1\td1\t1\n")?;
//! assert_eq!(score(&qrels, &run).ndcg_at_10, 1.0);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # Threads
//!
//! [`Index`] is cheap to clone, `Send` and `Sync`. Searches run side by side,
//! each on the last commit, also while a writer writes or another process
//! commits. One [`Writer`] is open at a time; several threads may
//! [add](Writer::add) through it. The hits are the same with any number of
//! threads, before and after a merge.
//!
//! # Limits and quirks
//!
//! - A score has a meaning within one search only.
//! - What is not committed when a writer is dropped is forgotten.
//! - An id has at most 32 KiB, a text at most 4 GiB. Of a word the first 200
//!   bytes count.
//! - Of a query at most 64 KiB, 1,024 words and groups 32 deep are read, and
//!   512 different words, phrases and the like are searched for. A prefix or
//!   fuzzy word stands for at most 256 words, the most frequent ones; the report
//!   says how many were left out.
//! - Function words ("the", "of") do not score beside other words; in quotation
//!   marks they count as any word does.
//! - A document without a title takes the first headline of its text, one
//!   without a date that of its byline or dateline; [`Index::document`] gives
//!   back what was given. `date:` passes over documents without a date.
//! - Where a document has the words in its title alone, its first passage is
//!   the hit.
//! - A document without text is found by its title; its one hit has an empty
//!   text.
//! - Labels, dates and the built-in lexicon are made for English news. Other
//!   words are looked for with loose words; quotation marks and `=` ask for the
//!   very word. A query is given at most 512 of them.
//! - Of the first passages' words those that several of them have help to rank.
//!   An index of fewer than twenty passages teaches nothing.
//! - A search reads all postings of its words: it takes longer the more
//!   frequent they are.
//!
//! # Features
//!
//! `folder`, on by default: [`source`]'s reading of folders, with the encodings
//! of their files. Without it JSON Lines and documents of one's own making
//! remain.

pub mod analysis;
pub mod config;
mod date;
mod document;
mod error;
pub mod eval;
pub mod hit;
pub mod index;
pub mod lexicon;
pub mod passage;
mod postings;
pub mod query;
mod range;
pub mod rank;
mod search;
pub mod source;
mod span;
mod store;
mod util;

pub use date::{Day, DayRange};
pub use document::{Document, DocumentInfo};
pub use error::{Error, Result};
pub use hit::citation::Citation;
pub use hit::{Hit, Hits};
pub use index::{Index, IndexOptions, IndexStats};
pub use lexicon::Lexicon;
pub use query::Query;
pub use search::Ranking;
pub use span::Span;
pub use store::writer::Writer;
pub use store::writer_options::WriterOptions;

/// The README's program, compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
