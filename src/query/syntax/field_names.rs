//! The names of fields that a query is read with.

use super::ast::Field;
use super::chars::field_name;
use super::figure::Figure;
use crate::config::field_names::is_of_name;
use crate::range::RangeField;

/// The fields of the query language, and those that an index was made to search.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FieldNames<'n> {
    named: &'n [String],
}

impl<'n> FieldNames<'n> {
    /// With these fields besides those of the language.
    pub(super) fn new(named: &'n [String]) -> Self {
        Self { named }
    }

    /// Every field with its name, in the order in which messages list them.
    pub(super) fn all(self) -> impl Iterator<Item = (Field, &'n str)> {
        let fixed = [Field::Title, Field::Source, Field::Id, Field::Label, Field::Topic];
        let ranges = RangeField::ALL.iter().copied().map(Field::Range);
        let figures = [Figure::Amount, Figure::Count].map(Field::Figure);
        let claims = [Field::Status, Field::Says];
        let named = (0..self.named.len()).map(Field::Named);
        fixed
            .into_iter()
            .chain(ranges)
            .chain(figures)
            .chain(claims)
            .chain(named)
            .map(move |field| (field, self.name(field)))
    }

    /// What stands before the colon.
    pub(super) fn name(self, field: Field) -> &'n str {
        match field {
            Field::Title => "title",
            Field::Source => "source",
            Field::Id => "id",
            Field::Label => "label",
            Field::Topic => "topic",
            Field::Range(field) => field.name(),
            Field::Figure(figure) => figure.name(),
            Field::Status => "status",
            Field::Says => "says",
            Field::Named(number) => self.named.get(number).map_or("", String::as_str),
        }
    }

    /// The field of that name, in any case.
    pub(super) fn field_named(self, name: &str) -> Option<Field> {
        let is_name = |other: &str| other.to_lowercase() == name.to_lowercase();
        self.all().find(|(_, other)| is_name(other)).map(|(field, _)| field)
    }

    /// The name before a colon that the text begins with. That of an index may
    /// have hyphens and dots.
    pub(super) fn at_start(self, text: &str) -> Option<&str> {
        if self.named.is_empty() {
            return field_name(text);
        }
        let end = text.find(|c| !is_of_name(c));
        let name = end.and_then(|at| text.get(at..)?.starts_with(':').then(|| text.get(..at))?);
        let named = name.filter(|name| matches!(self.field_named(name), Some(Field::Named(_))));
        named.or_else(|| field_name(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::field_names::RESERVED;

    #[test]
    fn names_in_any_case() {
        let own = ["author".to_owned(), "story-id".to_owned()];
        let names = FieldNames::new(&own);
        let cases = [
            ("author:Kim", Some("author"), Some(Field::Named(0))),
            ("Author:Kim", Some("Author"), Some(Field::Named(0))),
            ("story-id:7", Some("story-id"), Some(Field::Named(1))),
            ("Title:deal", Some("Title"), Some(Field::Title)),
            ("price:153", Some("price"), None),
            ("story-ids:7", None, None),
            ("author", None, None),
        ];
        for (text, name, field) in cases {
            assert_eq!(names.at_start(text), name, "{text}");
            assert_eq!(name.and_then(|name| names.field_named(name)), field, "{text}");
        }
    }

    /// A field of an index would never be reached by a name of the language.
    #[test]
    fn every_name_of_the_language_is_reserved() {
        for (_, name) in FieldNames::default().all() {
            assert!(RESERVED.contains(&name), "add {name:?} to config::field_names::RESERVED");
        }
    }
}
