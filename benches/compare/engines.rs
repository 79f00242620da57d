//! The two engines, each used as its documentation advises.

use std::path::Path;

use anyhow::Result;
use ibid::rank::Profile;
use ibid::{Document, Index, Query, WriterOptions};
use tantivy::collector::TopDocs;
use tantivy::query::QueryParser;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{DocAddress, IndexReader, IndexWriter, Searcher, TantivyDocument, doc};

use super::queries::QueryClass;

/// The most hits of a search.
const LIMIT: usize = 10;

/// Bytes that a writer of either engine may use.
const WRITER_BYTES: usize = 128 << 20;

/// An index of ibid in a folder.
pub(crate) struct Ibid(Index);

impl Ibid {
    /// Indexes the documents with one indexing thread.
    pub(crate) fn index(folder: &Path, documents: &[Document]) -> Result<Self> {
        let index = Index::create(folder)?;
        let options = WriterOptions::default().with_threads(1).with_memory_bytes(WRITER_BYTES);
        let mut writer = index.writer_with(&options)?;
        for document in documents {
            writer.add(document)?;
        }
        writer.commit()?;
        writer.close()?;
        Ok(Self(index))
    }

    /// Merges all segments into one.
    pub(crate) fn optimize(&self) -> Result<()> {
        let mut writer = self.0.writer()?;
        writer.optimize()?;
        Ok(writer.close()?)
    }

    /// Runs the whole search; gives the number of hits.
    pub(crate) fn search(&self, class: QueryClass, query: &str) -> Result<usize> {
        let hits = self.0.search(&query_of(class, query))?;
        Ok(std::hint::black_box(hits).len())
    }

    /// Ranks the typed words by the first stage without reading the hits; gives
    /// the number of hits.
    pub(crate) fn rank(&self, class: QueryClass, query: &str) -> Result<usize> {
        let ranking = self.0.rank(&query_of(class, query).as_typed(), &Profile::fast())?;
        Ok(std::hint::black_box(ranking).len())
    }
}

/// The query in ibid's syntax.
fn query_of(class: QueryClass, query: &str) -> Query {
    let suffix = if class == QueryClass::Prefix { "*" } else { "" };
    Query::new(format!("{query}{suffix}")).limit(LIMIT)
}

/// Plain tantivy: one stored text field with `en_stem`, its query parser, its
/// collector.
pub(crate) struct Tantivy {
    index: tantivy::Index,
    text: Field,
    reader: IndexReader,
}

impl Tantivy {
    /// Indexes the passages with one indexing thread.
    pub(crate) fn index(folder: &Path, passages: &[String]) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", indexed_and_stored());
        let index = tantivy::Index::create_in_dir(folder, schema.build())?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
        for passage in passages {
            writer.add_document(doc!(text => passage.as_str()))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index.reader()?;
        Ok(Self { index, text, reader })
    }

    /// Merges all segments into one.
    pub(crate) fn optimize(&self) -> Result<()> {
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, WRITER_BYTES)?;
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }

    /// The query parser; for the class of prefixes it reads each word as one.
    pub(crate) fn parser(&self, class: QueryClass) -> QueryParser {
        let mut parser = QueryParser::for_index(&self.index, vec![self.text]);
        if class == QueryClass::Prefix {
            parser.set_field_fuzzy(self.text, true, 0, true);
        }
        parser
    }

    /// Searches and reads the text of each hit; gives the number of hits.
    pub(crate) fn search(&self, parser: &QueryParser, query: &str) -> Result<usize> {
        let searcher: Searcher = self.reader.searcher();
        let top = top_docs(&searcher, parser, query)?;
        for (_, address) in &top {
            let hit: TantivyDocument = searcher.doc(*address)?;
            std::hint::black_box(hit.get_first(self.text).and_then(|text| text.as_str()));
        }
        Ok(top.len())
    }

    /// Searches without reading the hits; gives the number of hits.
    pub(crate) fn rank(&self, parser: &QueryParser, query: &str) -> Result<usize> {
        let top = top_docs(&self.reader.searcher(), parser, query)?;
        Ok(std::hint::black_box(top).len())
    }

    /// Analyses the passages as the field does; gives the number of words.
    pub(crate) fn analyse(&self, passages: &[String]) -> Result<usize> {
        let mut analyser = self.index.tokenizer_for_field(self.text)?;
        let mut words = 0;
        for passage in passages {
            analyser.token_stream(passage).process(&mut |_| words += 1);
        }
        Ok(words)
    }
}

fn top_docs(
    searcher: &Searcher,
    parser: &QueryParser,
    query: &str,
) -> Result<Vec<(f32, DocAddress)>> {
    let query = parser.parse_query(query)?;
    Ok(searcher.search(&query, &TopDocs::with_limit(LIMIT).order_by_score())?)
}

impl Ibid {
    /// Analyses the passages; gives the number of words.
    pub(crate) fn analyse(&self, passages: &[String]) -> usize {
        let analyser = self.0.analyzer();
        passages.iter().map(|passage| analyser.analyze(passage).words().count()).sum()
    }
}

fn indexed_and_stored() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::from(STORED).set_indexing_options(indexing)
}
