//! The tantivy schema: the only file with field names.

use tantivy::Term;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::tokens::TokenWriter;
use crate::facts::value::FactKind;
use crate::passage::label::Label;
use crate::range::RangeField;

/// Handles of the schema's fields. One tantivy document is one passage; the
/// passages of a document lie side by side in one segment, the first of them
/// carrying what belongs to the document as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Document id as one term, on every passage: deletes go by it.
    pub(crate) id: Field,
    /// Stems of the document's title, on its first passage.
    pub(crate) title: Field,
    /// Stems of the passage; for their positions see `term_lookup`.
    pub(crate) body: Field,
    /// Surface forms that differ from their stems.
    pub(crate) exact: Field,
    /// Designators, topics, label and source as typed terms; see [`KeyTerm`].
    pub(crate) keys: Field,
    /// Ordinal of the passage in its document.
    pub(crate) ordinal: Field,
    /// Number of the passage's label; see [`label_number`].
    pub(crate) label: Field,
    /// Days of the document; see [`RANGE_COLUMNS`].
    days: RangeHandles,
    /// Facts of the passage by kind, as `fact_codec` writes them; see
    /// [`FactKind::ALL`].
    pub(crate) facts: [Field; FactKind::ALL.len()],
    /// Pages of the passage; see [`RANGE_COLUMNS`].
    pages: RangeHandles,
    /// Stored: the blanks before the passage and its text.
    pub(crate) text: Field,
    /// Stored: where the passage stands and, on the first passage, the document
    /// without its text; see `decode`.
    pub(crate) record: Field,
}

impl Fields {
    /// The fields whose posting lists ibid's own cursors read.
    pub(crate) fn listed(&self) -> [Field; 4] {
        [self.body, self.exact, self.title, self.keys]
    }

    /// The schema, and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let [days, pages] = RANGE_COLUMNS;
        let fields = Self {
            id: schema.add_text_field("id", whole_text()),
            title: schema
                .add_text_field("title", terms(IndexRecordOption::WithFreqsAndPositions, true)),
            body: schema
                .add_text_field("body", terms(IndexRecordOption::WithFreqsAndPositions, true)),
            exact: schema
                .add_text_field("exact", terms(IndexRecordOption::WithFreqsAndPositions, false)),
            keys: schema
                .add_text_field("keys", terms(IndexRecordOption::WithFreqsAndPositions, false)),
            ordinal: schema.add_u64_field("ordinal", FAST),
            label: schema.add_u64_field("label", FAST),
            days: RangeHandles::add(&mut schema, days),
            text: schema.add_text_field("text", STORED),
            record: schema.add_bytes_field("record", STORED),
            // Behind the fields of earlier formats, whose numbers stay.
            facts: FactKind::ALL.map(|kind| schema.add_bytes_field(fact_column_name(kind), FAST)),
            pages: RangeHandles::add(&mut schema, pages),
        };
        (schema.build(), fields)
    }

    /// The columns of the range fields.
    pub(crate) fn ranges(&self) -> [RangeHandles; RANGE_COLUMNS.len()] {
        [self.days, self.pages]
    }

    /// Whether the schema is that of this build, or that of an index from before
    /// pages or facts were kept: its documents can be read for a rebuild.
    pub(crate) fn is_schema(schema: &Schema) -> bool {
        let (current, fields) = Self::schema();
        let pages = [fields.pages.first, fields.pages.last];
        let is_without = |later: &[Field]| {
            let before = current.fields().filter(|(field, _)| !later.contains(field));
            schema.fields().map(|(_, entry)| entry).eq(before.map(|(_, entry)| entry))
        };
        let facts_and_pages = [&fields.facts[..], &pages[..]].concat();
        *schema == current || is_without(&pages) || is_without(&facts_and_pages)
    }

    /// Whether the schema has the columns of facts.
    pub(super) fn has_facts(schema: &Schema) -> bool {
        FactKind::ALL.iter().all(|kind| schema.get_field(fact_column_name(*kind)).is_ok())
    }
}

/// The columns of a range field: the lowest and the highest number of each of
/// its values. Values of a document stand on its first passage, those of a place on
/// every passage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RangeColumnNames {
    pub(crate) field: RangeField,
    pub(crate) first: &'static str,
    pub(crate) last: &'static str,
}

/// The columns of each range field. Their order is that of the schema.
#[rustfmt::skip]
pub(crate) const RANGE_COLUMNS: [RangeColumnNames; 2] = [
    RangeColumnNames { field: RangeField::DATE, first: "first_day", last: "last_day" },
    RangeColumnNames { field: RangeField::PAGE, first: "first_page", last: "last_page" },
];

/// The name of the column of a kind of facts.
pub(crate) fn fact_column_name(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Amount => "amounts",
        FactKind::Count => "counts",
        FactKind::Date => "mentions",
        FactKind::Claim => "claims",
    }
}

/// Handles of the columns of a range field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RangeHandles {
    pub(crate) field: RangeField,
    pub(crate) first: Field,
    pub(crate) last: Field,
}

impl RangeHandles {
    fn add(schema: &mut SchemaBuilder, names: RangeColumnNames) -> Self {
        Self {
            field: names.field,
            first: schema.add_i64_field(names.first, FAST),
            last: schema.add_i64_field(names.last, FAST),
        }
    }
}

/// The whole text as one term, also kept as a column.
fn whole_text() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing).set_fast("raw")
}

/// Terms given by ibid's own analysis.
fn terms(record: IndexRecordOption, fieldnorms: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(super::tokens::NAME)
        .set_index_option(record)
        .set_fieldnorms(fieldnorms);
    TextOptions::default().set_indexing_options(indexing)
}

/// A typed term of the `keys` field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyTerm<'a> {
    /// A designator with its variant: `mi35m`.
    Exact(&'a str),
    /// A designator's family: `mi35`.
    Family(&'a str),
    /// The same in the title, on the document's first passage.
    TitleExact(&'a str),
    /// See `TitleExact`.
    TitleFamily(&'a str),
    /// A topic; its frequency is the passage's aboutness in [`TOPIC_STEPS`].
    Topic(&'a str),
    /// The passage's label.
    Label(Label),
    /// A word of the document's source, on its first passage.
    Source(&'a str),
    /// A stem of the name of the document's file, likewise; see `file_name_keys`.
    FileWord(&'a str),
    /// A designator with its variant in that name.
    FileExact(&'a str),
    /// A designator's family in that name.
    FileFamily(&'a str),
    /// A word of a field that the index names, likewise; see `named_fields`.
    Named(&'a str),
}

/// What the key of a word of a file's name begins with.
pub(super) const FILE_WORD: &str = "n:";

/// How many steps an aboutness from 0 to 1 is indexed in.
pub(crate) const TOPIC_STEPS: u32 = 8;

impl KeyTerm<'_> {
    /// The term's text in two parts: a letter for the type, then the value.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            KeyTerm::Exact(key) => ("d:", key),
            KeyTerm::Family(key) => ("f:", key),
            KeyTerm::TitleExact(key) => ("D:", key),
            KeyTerm::TitleFamily(key) => ("F:", key),
            KeyTerm::Topic(name) => ("t:", name),
            KeyTerm::Label(label) => ("l:", label.name()),
            KeyTerm::Source(word) => ("s:", word),
            KeyTerm::FileWord(stem) => (FILE_WORD, stem),
            KeyTerm::FileExact(key) => ("nd:", key),
            KeyTerm::FileFamily(key) => ("nf:", key),
            KeyTerm::Named(word) => ("x:", word),
        }
    }

    /// The term's text.
    pub(crate) fn text(self) -> String {
        let (kind, value) = self.parts();
        format!("{kind}{value}")
    }

    /// Appends the term at a position.
    pub(super) fn push(self, tokens: &mut TokenWriter, position: u32) {
        let (kind, value) = self.parts();
        tokens.push_parts(position, kind, value);
    }

    /// The term.
    pub(crate) fn term(self, fields: Fields) -> Term {
        Term::from_field_text(fields.keys, &self.text())
    }
}

/// The number of a label on disk. A number never changes and is never used
/// again: a new label takes the next.
pub(crate) fn label_number(label: Label) -> u64 {
    match label {
        Label::Body => 0,
        Label::Headline => 1,
        Label::Byline => 2,
        Label::Dateline => 3,
        Label::Caption => 4,
        Label::Teaser => 5,
        Label::Comment => 6,
        Label::Quote => 7,
        Label::Table => 8,
        Label::Note => 9,
    }
}

/// The label of a number. An unknown number is body, whose weight changes no
/// score.
pub(crate) fn label_of(number: u64) -> Label {
    match number {
        1 => Label::Headline,
        2 => Label::Byline,
        3 => Label::Dateline,
        4 => Label::Caption,
        5 => Label::Teaser,
        6 => Label::Comment,
        7 => Label::Quote,
        8 => Label::Table,
        9 => Label::Note,
        _ => Label::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::Owner;

    /// These numbers are in every index on disk.
    #[test]
    fn labels_have_the_numbers_they_were_given() {
        let numbers = [
            (Label::Body, 0),
            (Label::Headline, 1),
            (Label::Byline, 2),
            (Label::Dateline, 3),
            (Label::Caption, 4),
            (Label::Teaser, 5),
            (Label::Comment, 6),
            (Label::Quote, 7),
            (Label::Table, 8),
            (Label::Note, 9),
        ];
        for (label, number) in numbers {
            assert_eq!((label_number(label), label_of(number)), (number, label));
        }
        assert_eq!(numbers.len(), Label::ALL.len(), "a label without a number");
        for unknown in [10, 99, u64::MAX] {
            assert_eq!(label_of(unknown), Label::Body);
        }
    }

    #[test]
    fn each_range_field_has_its_columns() {
        // Values that stand in texts are facts, which have columns of their own.
        let kept = RangeField::ALL.iter().filter(|f| f.definition().owner() != Owner::Text);
        assert!(RANGE_COLUMNS.iter().map(|names| &names.field).eq(kept.clone()));
        let (_, fields) = Fields::schema();
        assert!(fields.ranges().iter().map(|handles| &handles.field).eq(kept));
    }

    #[test]
    fn keys_of_different_types_never_collide() {
        let keys = [
            KeyTerm::Exact("mi35"),
            KeyTerm::Family("mi35"),
            KeyTerm::TitleExact("mi35"),
            KeyTerm::TitleFamily("mi35"),
            KeyTerm::Topic("mi35"),
            KeyTerm::Source("mi35"),
            KeyTerm::FileWord("mi35"),
            KeyTerm::FileExact("mi35"),
            KeyTerm::FileFamily("mi35"),
            KeyTerm::Named("mi35"),
        ];
        let mut texts: Vec<String> = keys.iter().map(|key| key.text()).collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), keys.len());
    }
}
