//! The parts of an article that a passage can be.

use serde::{Deserialize, Serialize};

/// The part of an article that a passage is. Labels other than
/// [`Body`](Label::Body) and [`Table`](Label::Table) weigh less in the ranking.
///
/// ```
/// use ibid::passage::Label;
///
/// assert_eq!(Label::Caption.name(), "caption");
/// assert_eq!(Label::from_name("Captions"), Some(Label::Caption));
/// assert_eq!(Label::from_name("picture"), None);
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Label {
    /// The article's own text.
    #[default]
    Body,
    /// Its headline or a headline within it.
    Headline,
    /// The author's name, often with a date.
    Byline,
    /// A place and date above the text.
    Dateline,
    /// The text under a picture.
    Caption,
    /// A pointer to another article: "Read more:", "Also Read".
    Teaser,
    /// A reader's comment.
    Comment,
    /// A block quoted from elsewhere.
    Quote,
    /// The rows of a table with its title.
    Table,
    /// Notes at the foot of a page or behind the text.
    Note,
}

impl Label {
    /// Every label.
    pub const ALL: [Self; 10] = [
        Self::Body,
        Self::Headline,
        Self::Byline,
        Self::Dateline,
        Self::Caption,
        Self::Teaser,
        Self::Comment,
        Self::Quote,
        Self::Table,
        Self::Note,
    ];

    /// Its name, as typed after `label:` in a query.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::Teaser => "teaser",
            Self::Comment => "comment",
            Self::Quote => "quote",
            Self::Table => "table",
            Self::Note => "note",
        }
    }

    /// The label with this name, in any letter case, singular or plural;
    /// `None` if there is none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let singular = name.strip_suffix('s').unwrap_or(&name);
        Self::ALL.into_iter().find(|label| label.name() == name || label.name() == singular)
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
