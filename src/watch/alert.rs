//! What a run of watches tells.

use serde::Serialize;

use crate::hit::citation::Citation;
use crate::hit::highlight::Mark;
use crate::hit::piece::{self, Piece};
use crate::passage::label::Label;
use crate::span::Span;

/// What a run tells.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Alerts {
    /// The alerts, by date, id and place of their passages.
    pub alerts: Vec<Alert>,
    /// Further copies of what earlier runs told.
    pub copies: Vec<CopiesSince>,
    /// Watches that did not run.
    pub refused: Vec<RefusedWatch>,
    /// Documents that had new passages.
    pub documents: usize,
    /// Passages that were looked through.
    pub passages: usize,
}

/// A passage that watches fire on, told once.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alert {
    /// The same for each alert of a passage with these words, in whatever document.
    pub id: String,
    /// The watches that fire, in their order, and on what.
    pub watches: Vec<Firing>,
    /// Where the passage stands.
    pub citation: Citation,
    /// Which part of its document it is.
    pub label: Label,
    /// Its text. Empty for a document that has a title and no text.
    pub text: String,
    /// Where copies of it stand that came with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Citation>,
}

/// A watch that fires, and on what.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Firing {
    /// The name of the watch.
    pub name: String,
    /// What of the passage the watch matched, with the reasons, in bytes of the document.
    pub marks: Vec<Mark>,
    /// What of the title it matched, in bytes of the title, where the title counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<Mark>,
}

/// Further copies of a passage that an earlier run told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CopiesSince {
    /// The [id](Alert::id) of its alert.
    pub id: String,
    /// The watches that told it.
    pub watches: Vec<String>,
    /// How many copies there are by now besides the first.
    pub count: usize,
    /// Where those of this run stand.
    pub citations: Vec<Citation>,
}

/// A watch that did not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RefusedWatch {
    /// Its name.
    pub name: String,
    /// Why, and the way out.
    pub reason: String,
}

impl RefusedWatch {
    /// A watch with the reason why it does not run.
    #[must_use]
    pub fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { name: name.into(), reason: reason.into() }
    }
}

impl Alert {
    /// The names of the watches that fire.
    ///
    /// ```
    /// use ibid::watch::{Watch, WatchState};
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs were sold."))?;
    /// writer.commit()?;
    ///
    /// let watches = [Watch::new("north", "tugs"), Watch::new("south", "tugs sold")];
    /// let told = index.alerts(&watches, &mut WatchState::default())?;
    /// assert_eq!(told.alerts[0].names(), ["north", "south"]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.watches.iter().map(|firing| firing.name.as_str()).collect()
    }

    /// The text, cut at the marks of all watches. Escaped piece by piece it is safe HTML.
    ///
    /// Never panics. Cost: linear in the text and the marks.
    ///
    /// ```
    /// use ibid::watch::{Watch, WatchState};
    /// use ibid::{Document, Index};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs were sold."))?;
    /// writer.commit()?;
    ///
    /// let told = index.alerts(&[Watch::new("a", "tugs")], &mut WatchState::default())?;
    /// let texts: Vec<&str> = told.alerts[0].pieces().iter().map(|piece| piece.text).collect();
    /// assert_eq!(texts, ["Six ", "tugs", " were sold."]);
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let marks: Vec<Mark> =
            self.watches.iter().flat_map(|firing| &firing.marks).cloned().collect();
        let whole = Span::new(0, self.text.len());
        piece::pieces(&self.text, whole, &marks, self.citation.span.start)
    }
}
