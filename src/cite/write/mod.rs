//! References in the forms that other programs read.

mod bibtex;
mod csl;
mod csv;
mod json_lines;
mod place;
mod ris;
mod text;

use super::form::Form;
use super::reference::Reference;

/// A file of citations in a form. Without references it is the empty file of that form.
///
/// What a form has no room for is left out: the [anchor](super::Anchor) and the quotation
/// are in all of them. In forms of one line a field (text, Markdown, BibTeX, RIS) each
/// stretch of white space is one space, and characters that control a terminal or turn
/// the direction of text are U+FFFD. The others have every character.
///
/// Never panics. Cost: linear in the texts.
///
/// ```
/// use ibid::cite::{Form, Reference, write};
/// use ibid::{Document, Index, Query};
///
/// let index = Index::in_memory()?;
/// let mut writer = index.writer()?;
/// writer.add(&Document::new("thaw-7", "“Four gunships”, he said.").with_source("Gazette"))?;
/// writer.commit()?;
///
/// let hits = index.search(&Query::new("gunship"))?;
/// let references: Vec<Reference> = hits.iter().map(Reference::of).collect();
/// let markdown = write(&references, Form::Markdown);
/// assert!(markdown.starts_with("> “‘Four gunships’, he said.”\n"));
/// assert_eq!(write(&[], Form::CslJson), "[]\n");
/// # Ok::<(), ibid::Error>(())
/// ```
#[must_use]
pub fn write(references: &[Reference], form: Form) -> String {
    match form {
        Form::Text => text::footnotes(references),
        Form::Markdown => text::markdown(references),
        Form::CslJson => csl::array(references),
        Form::BibTex => bibtex::entries(references),
        Form::Ris => ris::records(references),
        Form::Csv => csv::table(references),
        Form::JsonLines => json_lines::lines(references),
    }
}

impl Reference {
    /// The citation in a form, as a file of its own.
    #[must_use]
    pub fn written(&self, form: Form) -> String {
        write(std::slice::from_ref(self), form)
    }
}

#[cfg(test)]
mod tests;
