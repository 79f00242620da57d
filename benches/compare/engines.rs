//! The two engines, each used as its documentation says.

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

use super::queries::Class;

/// Hits a search gives.
const LIMIT: usize = 10;

const MEMORY: usize = 128 << 20;

/// ibid's index in a folder.
pub(crate) struct Ibid(Index);

impl Ibid {
    /// Indexes the documents with one indexing thread.
    pub(crate) fn index(folder: &Path, documents: &[Document]) -> Result<Self> {
        let index = Index::create(folder)?;
        let options = WriterOptions::default().with_threads(1).with_memory_bytes(MEMORY);
        let mut writer = index.writer_with(&options)?;
        for document in documents {
            writer.add(document)?;
        }
        writer.commit()?;
        writer.close()?;
        Ok(Self(index))
    }

    /// Makes one segment of all.
    pub(crate) fn optimize(&self) -> Result<()> {
        let mut writer = self.0.writer()?;
        writer.optimize()?;
        Ok(writer.close()?)
    }

    /// Searches, with all that a hit has; how many hits there are.
    pub(crate) fn search(&self, class: Class, query: &str) -> Result<usize> {
        let hits = self.0.search(&read(class, query))?;
        Ok(std::hint::black_box(hits).len())
    }

    /// Ranks what was typed by the first stage alone, and reads nothing of
    /// the hits; how many there are.
    pub(crate) fn rank(&self, class: Class, query: &str) -> Result<usize> {
        let ranking = self.0.rank(&read(class, query).as_typed(), &Profile::fast())?;
        Ok(std::hint::black_box(ranking).len())
    }
}

/// The query in ibid's language.
fn read(class: Class, query: &str) -> Query {
    let sign = if class == Class::Prefix { "*" } else { "" };
    Query::new(format!("{query}{sign}")).limit(LIMIT)
}

/// tantivy used plainly: one stored text field with `en_stem`, its query
/// parser, its collector.
pub(crate) struct Plain {
    index: tantivy::Index,
    text: Field,
    reader: IndexReader,
}

impl Plain {
    /// Indexes the passages with one indexing thread.
    pub(crate) fn index(folder: &Path, passages: &[String]) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", indexed_and_stored());
        let index = tantivy::Index::create_in_dir(folder, schema.build())?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for passage in passages {
            writer.add_document(doc!(text => passage.as_str()))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        let reader = index.reader()?;
        Ok(Self { index, text, reader })
    }

    /// Makes one segment of all.
    pub(crate) fn optimize(&self) -> Result<()> {
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, MEMORY)?;
        let segments = self.index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }

    /// The parser; for prefixes one that takes every word as such.
    pub(crate) fn parser(&self, class: Class) -> QueryParser {
        let mut parser = QueryParser::for_index(&self.index, vec![self.text]);
        if class == Class::Prefix {
            parser.set_field_fuzzy(self.text, true, 0, true);
        }
        parser
    }

    /// Searches and reads the hits' texts; how many hits there are.
    pub(crate) fn search(&self, parser: &QueryParser, query: &str) -> Result<usize> {
        let searcher: Searcher = self.reader.searcher();
        let best = best(&searcher, parser, query)?;
        for (_, address) in &best {
            let hit: TantivyDocument = searcher.doc(*address)?;
            std::hint::black_box(hit.get_first(self.text).and_then(|text| text.as_str()));
        }
        Ok(best.len())
    }

    /// Searches and reads nothing of the hits; how many there are.
    pub(crate) fn rank(&self, parser: &QueryParser, query: &str) -> Result<usize> {
        let best = best(&self.reader.searcher(), parser, query)?;
        Ok(std::hint::black_box(best).len())
    }

    /// Runs the field's analysis over the passages; how many words there are.
    pub(crate) fn analyse(&self, passages: &[String]) -> Result<usize> {
        let mut analyser = self.index.tokenizer_for_field(self.text)?;
        let mut words = 0;
        for passage in passages {
            analyser.token_stream(passage).process(&mut |_| words += 1);
        }
        Ok(words)
    }
}

fn best(searcher: &Searcher, parser: &QueryParser, query: &str) -> Result<Vec<(f32, DocAddress)>> {
    let query = parser.parse_query(query)?;
    Ok(searcher.search(&query, &TopDocs::with_limit(LIMIT).order_by_score())?)
}

impl Ibid {
    /// Runs the analysis over the passages; how many words there are.
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
