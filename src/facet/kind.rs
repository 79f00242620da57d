//! What passages can be counted by.

use std::fmt;

use serde::{Serialize, Serializer};

use super::date_unit::DateUnit;

/// What passages are counted by. Serde writes its [name](Self::name).
///
/// ```
/// use ibid::facet::Facet;
///
/// assert_eq!(Facet::from_name("topic", &[]), Some(Facet::Topic));
/// let fields = ["author".to_owned()];
/// assert_eq!(Facet::from_name("Author", &fields), Some(Facet::Field("author".to_owned())));
/// assert_eq!(Facet::from_name("author", &[]), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Facet {
    /// The document's source, as it is written.
    Source,
    /// The year of the document's date: `2014`; of a date that is no part of one year
    /// `2013..2014`.
    Year,
    /// The month of that date: `2014-06`; `2014` of a date that is known to the year.
    Month,
    /// The day of that date: `2014-06-02`; `2014-06` or `2014` of one that is not
    /// known to the day.
    Day,
    /// Topics that the passage is about.
    Topic,
    /// The passage's label.
    Label,
    /// Families of equipment whose designators the passage has, by their keys: `mi35`.
    Family,
    /// The document's extra field `language` or `lang`, where it has one.
    Language,
    /// How far a deal or measure has come that the passage claims.
    Status,
    /// Who claims it, by the stems of the name without an article.
    Speaker,
    /// Years that the passage speaks of.
    Mentioned,
    /// An extra field of the document, by its name in any letter case. The items of a
    /// list in JSON are values each.
    Field(String),
}

impl Facet {
    /// Every facet but those of extra fields.
    pub const ALL: [Self; 11] = [
        Self::Source,
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Topic,
        Self::Label,
        Self::Family,
        Self::Language,
        Self::Status,
        Self::Speaker,
        Self::Mentioned,
    ];

    /// Its name: `source`, `year`, `month`, `day`, `topic`, `label`, `family`,
    /// `language`, `status`, `speaker`, `mentioned`, or that of the extra field.
    ///
    /// ```
    /// assert_eq!(ibid::facet::Facet::Family.name(), "family");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Source => "source",
            Self::Year => DateUnit::Year.name(),
            Self::Month => DateUnit::Month.name(),
            Self::Day => DateUnit::Day.name(),
            Self::Topic => "topic",
            Self::Label => "label",
            Self::Family => "family",
            Self::Language => "language",
            Self::Status => "status",
            Self::Speaker => "speaker",
            Self::Mentioned => "mentioned",
            Self::Field(name) => name,
        }
    }

    /// The facet with that name, in any letter case, for an index that names these
    /// [fields](crate::config::Config::fields); `None` where there is none. A field
    /// that has the name of a facet is asked for as [`Facet::Field`].
    #[must_use]
    pub fn from_name(name: &str, fields: &[String]) -> Option<Self> {
        let name = name.to_lowercase();
        let field = || fields.iter().find(|field| field.to_lowercase() == name);
        let known = Self::ALL.into_iter().find(|facet| facet.name() == name);
        known.or_else(|| field().map(|field| Self::Field(field.clone())))
    }

    /// What a person reads in place of the empty value, as "undated".
    ///
    /// ```
    /// use ibid::facet::Facet;
    ///
    /// assert_eq!(Facet::Year.name_of_none(), "undated");
    /// assert_eq!(Facet::Field("author".to_owned()).name_of_none(), "no author");
    /// ```
    #[must_use]
    pub fn name_of_none(&self) -> String {
        match self {
            Self::Year | Self::Month | Self::Day => "undated".to_owned(),
            Self::Family => "no equipment".to_owned(),
            Self::Status => "no claim".to_owned(),
            Self::Mentioned => "no year".to_owned(),
            other => format!("no {}", other.name()),
        }
    }

    /// The unit of a facet of documents' dates.
    pub(crate) fn date_unit(&self) -> Option<DateUnit> {
        match self {
            Self::Year => Some(DateUnit::Year),
            Self::Month => Some(DateUnit::Month),
            Self::Day => Some(DateUnit::Day),
            _ => None,
        }
    }
}

impl DateUnit {
    /// The facet whose values are the bars by this unit.
    ///
    /// ```
    /// use ibid::facet::{DateUnit, Facet};
    ///
    /// assert_eq!(DateUnit::Month.facet(), Facet::Month);
    /// ```
    #[must_use]
    pub fn facet(self) -> Facet {
        match self {
            Self::Year => Facet::Year,
            Self::Month => Facet::Month,
            Self::Day => Facet::Day,
        }
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Facet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_read_back() {
        for facet in Facet::ALL {
            assert_eq!(Facet::from_name(facet.name(), &[]), Some(facet));
        }
        let fields = ["Desk".to_owned(), "source".to_owned()];
        let of = |name: &str| Facet::from_name(name, &fields);
        assert_eq!(of("desk"), Some(Facet::Field("Desk".to_owned())));
        assert_eq!(of("source"), Some(Facet::Source));
        assert_eq!(of("colour"), None);
    }
}
