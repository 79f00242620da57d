//! Full-text search that returns passages and cites each of them exactly.
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
//! A [`Document`] is split into passages: paragraphs, or a few sentences of a
//! long one. A [`Query`] is what a person types; any text is one. A [`Hit`] is
//! one passage with its [`Citation`]: the document, line, characters and bytes.
//! The bytes are those of **the text as it was given**, so `&text[span]` is
//! always the passage.
//!
//! # Where to find what
//!
//! | to | see |
//! |---|---|
//! | create, open and search an index, and read documents back | [`Index`], [`IndexOptions`], [`config`] |
//! | add, replace and delete documents, commit, roll back, merge | [`Writer`], [`WriterOptions`] |
//! | learn the query language, and how a query was understood | [`query`], [`query::Report`] |
//! | use the results of a search | [`Hits`], [`Hit`], [`Citation`], [`hit::Mark`] |
//! | explain a hit's rank, and change the weights | [`rank::Explanation`], [`rank::Profile`] |
//! | define topics, equipment and synonyms | [`lexicon`], [`Lexicon`] |
//! | count and narrow what matches by source, date, topic and more | [`facet`] |
//! | tell copies and versions of one report, and what each version changed | [`story`] |
//! | find passages like one | [`similar`] |
//! | read folders of files and JSON Lines | [`source`] |
//! | split texts into passages without an index | [`passage`] |
//! | read words and designators without an index | [`analysis`] |
//! | cite in the forms of other programs, and verify citations | `cite` |
//! | be told of new passages by saved queries | [`watch`] |
//! | answer the rows of a table of queries | `batch` |
//! | measure a ranking | [`eval`] |
//!
//! Whatever fails returns an [`Error`]. Its message names the value and says
//! what to do. Options are built by value ([`IndexOptions`], [`WriterOptions`],
//! [`Query`], [`rank::Profile`]); parameters out of their range are errors.
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
//! assert_eq!(index.search(&Query::new("helicopters"))?.len(), 1); // not committed yet
//! writer.commit()?;
//! assert!(index.search(&Query::new("helicopters"))?.is_empty());
//!
//! writer.delete("a");
//! writer.rollback()?; // back to the last commit
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
//! Files that cannot be read are reported; the others are indexed. On a later
//! run [`source::changes`] tells which files are new, changed or deleted.
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
//!     match folder.documents(file) {
//!         Ok(read) => read.documents.iter().try_for_each(|article| writer.add(article).map(drop))?,
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
//! [`Query::new`] accepts any text, and its [notices](Query::notices) report
//! doubtful parts. The [report](Hits::report) of a search adds what the query
//! was expanded to and which words occur nowhere. For queries that a program
//! writes, [`Query::parse`] rejects what is not well formed.
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
//! # The rank of a hit, explained
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
//! println!("{explanation}"); // each part of the score with its name
//! let sum: f32 = explanation.parts.iter().map(|part| part.value).sum();
//! assert!((sum - hits[0].score).abs() < 1e-5);
//! # Ok::<(), ibid::Error>(())
//! ```
//!
//! # A lexicon of your own
//!
//! It extends the built-in lexicon or replaces it. A query that names a topic
//! also matches passages about it, and `topic:name` matches only those. A query
//! with a term also matches the term's synonyms.
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
//! # Measure a ranking
//!
//! [`Index::search_documents`] ranks documents by their passages; [`eval`]
//! reads relevance judgments and scores the ranking.
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
//! [`Index`] is cheap to clone, `Send` and `Sync`. Searches run concurrently
//! with each other, with the writer and with other processes; each sees the
//! last commit. One [`Writer`] is open at a time; several threads may
//! [add](Writer::add) through it. The hits do not depend on the number of
//! threads, nor on whether segments have been merged.
//!
//! # Cost of a search
//!
//! A search prunes: it skips passages whose upper bound of the score is below
//! the worst hit so far. Pruning changes no hit, no score and no order. What
//! remains grows with the number of query words and expansions, and with the
//! postings of the rarer ones; frequent words are mostly skipped. A larger
//! [limit](Query::limit) prunes less. [`Index::count`] counts every match and
//! prunes nothing.
//!
//! # Limits
//!
//! - An id has at most 32 KiB, a text at most 4 GiB. Words are compared by
//!   their first 200 bytes.
//! - The first 64 KiB of a query are read, with at most 1,024 words and groups
//!   nested 32 deep. At most 512 different words and phrases are searched for,
//!   and at most 512 synonyms.
//! - A prefix or fuzzy word stands for at most 256 words, the most frequent
//!   ones. The report says how many were left out.
//! - Scores can be compared within one search only.
//!
//! # Behaviour to know
//!
//! - Dropping a writer discards what is not committed.
//! - Function words ("the", "of") score only in a query without other words,
//!   or within quotation marks.
//! - A document without a title takes the first headline of its text. One
//!   without a date takes that of its byline or dateline. [`Index::document`]
//!   returns the document as it was given.
//! - `date:` never matches a document without a date.
//! - If only the title of a document matches, its first passage is the hit. The
//!   hit of a document without text has an empty text.
//! - The words of a file's name find its document, where a folder was read. They
//!   count little, are compared by stems, and not by prefixes and fuzzy words. A hit
//!   [says](Hit::in_file_name) what only the name has.
//! - Extra fields of documents are searched where the index
//!   [names](config::Config::fields) them.
//! - Labels, dates and the built-in lexicon are made for English news.
//! - Unquoted words are searched with their synonyms. Quotation marks and `=`
//!   search for the exact word.
//! - Pseudo-relevance feedback: terms that several of the top passages share
//!   influence the ranking. An index of fewer than twenty passages has none.
//!
//! # Features
//!
//! All but `page` are on by default. Without any of them [`source`] reads JSON Lines only.
//!
//! | feature | for |
//! |---|---|
//! | `folder` | folders of files: texts with the detection of their encodings, tables, RTF; tables of queries (`batch`) |
//! | `html` | web pages: HTML and, with `mail`, MHTML |
//! | `office` | DOCX, ODT |
//! | `mail` | messages and mailboxes, with what is attached to them |
//! | `pdf` | PDF |
//! | `cite` | citations in other forms, their verification, receipts of searches |
//! | `stories` | differences of the versions of a story |
//! | `page` | nothing in the library: the crates of the example `serve` |

pub mod analysis;
#[cfg(feature = "folder")]
pub mod batch;
#[cfg(feature = "cite")]
pub mod cite;
pub mod claims;
mod commit;
pub mod config;
mod date;
mod document;
mod error;
pub mod eval;
pub mod facet;
pub mod facts;
pub mod hit;
pub mod index;
pub mod lexicon;
pub mod passage;
mod postings;
pub mod query;
mod range;
pub mod rank;
mod search;
pub mod similar;
pub mod source;
mod span;
mod store;
pub mod story;
mod util;
pub mod watch;

pub use commit::CommitName;
pub use date::{DateError, Day, DayRange};
pub use document::{Document, DocumentInfo};
pub use error::{AnalysisDifference, AnalysisPart, Error, Result};
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
