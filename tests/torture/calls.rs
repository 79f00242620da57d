//! The calls of a writer, on an index and on the plain map that it has to be.

use std::collections::BTreeMap;

use ibid::{Document, Index, Result, Writer, WriterOptions};

use crate::common::Random;

/// Documents by id.
pub(crate) type Texts = BTreeMap<String, String>;

/// One call.
#[derive(Debug, Clone)]
pub(crate) enum Call {
    Add(String, String),
    Delete(String),
    DeleteAll,
    Commit,
    Rollback,
    Optimize,
    /// Drops the writer with what is not committed, and opens another.
    Reopen,
}

impl Call {
    /// A random call; `step` goes into its text, so that no two are the same.
    pub(crate) fn random(random: &mut Random, step: u64) -> Self {
        let id = format!("d{}", random.below(12));
        match random.below(100) {
            0..42 => {
                // Segments of different sizes are merged in another order.
                let paragraphs = if random.below(6) == 0 { random.below(120) } else { 1 };
                let text = format!("Text {step} of {id}.\n\n").repeat(paragraphs as usize);
                Self::Add(id, text)
            }
            42..57 => Self::Delete(id),
            57..61 => Self::DeleteAll,
            61..86 => Self::Commit,
            86..90 => Self::Rollback,
            90..93 => Self::Optimize,
            _ => Self::Reopen,
        }
    }
}

/// What an index has to hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    pub(crate) committed: Texts,
    pending: Texts,
}

impl Model {
    pub(crate) fn apply(&mut self, call: &Call) {
        match call {
            Call::Add(id, text) => drop(self.pending.insert(id.clone(), text.clone())),
            Call::Delete(id) => drop(self.pending.remove(id)),
            Call::DeleteAll => self.pending.clear(),
            Call::Commit | Call::Optimize => self.committed.clone_from(&self.pending),
            Call::Rollback | Call::Reopen => self.pending.clone_from(&self.committed),
        }
    }
}

/// A writer that can be dropped and opened again.
pub(crate) struct Turns<'a> {
    index: &'a Index,
    writer: Option<Writer>,
}

impl<'a> Turns<'a> {
    pub(crate) fn new(index: &'a Index) -> Result<Self> {
        Ok(Self { index, writer: Some(open(index)?) })
    }

    pub(crate) fn apply(&mut self, call: &Call) -> Result<()> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        match call {
            Call::Add(id, text) => writer.add(&Document::new(&**id, &**text)).map(drop),
            Call::Delete(id) => {
                writer.delete(id);
                Ok(())
            }
            Call::DeleteAll => writer.delete_all(),
            Call::Commit => writer.commit(),
            Call::Rollback => writer.rollback(),
            Call::Optimize => writer.optimize(),
            Call::Reopen => {
                drop(self.writer.take());
                self.writer = Some(open(self.index)?);
                Ok(())
            }
        }
    }

    /// Waits for merges under way.
    pub(crate) fn close(mut self) -> Result<()> {
        self.writer.take().map_or(Ok(()), Writer::close)
    }
}

fn open(index: &Index) -> Result<Writer> {
    index.writer_with(&WriterOptions::default().with_threads(2).with_lock_wait_ms(20_000))
}

/// The texts of an index by id; a document that is there twice is an error.
pub(crate) fn texts(index: &Index) -> std::result::Result<Texts, String> {
    let mut texts = Texts::new();
    for document in index.documents().map_err(|error| error.to_string())? {
        let document = document.map_err(|error| error.to_string())?;
        if texts.insert(document.id.clone(), document.text).is_some() {
            return Err(format!("{} is there twice", document.id));
        }
    }
    Ok(texts)
}

/// In what an index differs from what it has to hold.
pub(crate) fn difference(texts: &Texts, expected: &Texts) -> Option<String> {
    let ids = |texts: &Texts, others: &Texts| -> Vec<String> {
        texts
            .iter()
            .filter(|(id, text)| others.get(*id) != Some(text))
            .map(|(id, _)| id.clone())
            .collect()
    };
    let (wrong, missing) = (ids(texts, expected), ids(expected, texts));
    let is_same = wrong.is_empty() && missing.is_empty();
    (!is_same).then(|| format!("wrong or too many: {wrong:?}, wrong or missing: {missing:?}"))
}
