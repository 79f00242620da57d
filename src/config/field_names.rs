//! The names of the fields that an index is made to search.

use std::collections::BTreeSet;

use crate::error::{Error, Result};

/// Names that the query language has or will have, those that a document has for
/// itself, and what links begin with.
pub(crate) const RESERVED: [&str; 21] = [
    "title", "source", "id", "label", "topic", "date", "mentions", "amount", "count", "claim",
    "event", "text", "extra", "near", "status", "says", "page", "http", "https", "ftp", "mailto",
];

/// The most fields that an index can name.
const MAX_FIELDS: usize = 64;

/// Whether a field's name can have the character.
pub(crate) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Checks the names of fields.
pub(super) fn validate(fields: &[String]) -> Result<()> {
    let refuse = |value: &str, range| {
        Err(Error::Config { parameter: "fields", value: value.to_owned(), range })
    };
    let mut seen = BTreeSet::new();
    for name in fields {
        let lower = name.to_lowercase();
        if !name.starts_with(char::is_alphabetic) || !name.chars().all(is_of_name) {
            return refuse(
                &format!("{name:?}"),
                "names of a letter, and letters, digits, \"_\", \"-\" and \".\" after it, as they \
                 are typed before a colon",
            );
        }
        if RESERVED.contains(&lower.as_str()) {
            return refuse(
                &format!("{name:?}"),
                "names that the query language does not have for itself: give the field another \
                 name in the documents",
            );
        }
        if !seen.insert(lower) {
            return refuse(&format!("{name:?} twice"), "names that differ, in capitals or not");
        }
    }
    if fields.len() > MAX_FIELDS {
        return refuse(&format!("{} names", fields.len()), "at most 64 names");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let check = |names: &[&str], expected: &str| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let refused = validate(&names).err().map(|e| e.to_string()).unwrap_or_default();
            assert_eq!(refused, expected, "{names:?}");
        };
        check(&[], "");
        check(&["author", "Section", "story-id", "a.b_c", "auteur2", "автор"], "");
        for name in ["", "7up", "two words", "a:b", "-a", "a\""] {
            let expected = format!(
                "fields is {name:?}: it must be names of a letter, and letters, digits, \"_\", \
                 \"-\" and \".\" after it, as they are typed before a colon"
            );
            check(&["author", name], &expected);
        }
        check(
            &["Title"],
            "fields is \"Title\": it must be names that the query language does not have for \
             itself: give the field another name in the documents",
        );
        check(
            &["author", "Author"],
            "fields is \"Author\" twice: it must be names that differ, in capitals or not",
        );
        for name in ["HTTP", "https", "ftp", "mailto"] {
            let expected = format!(
                "fields is {name:?}: it must be names that the query language does not have for \
                 itself: give the field another name in the documents"
            );
            check(&[name], &expected);
        }
        let many: Vec<String> = (0..65).map(|number| format!("f{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        check(&many, "fields is 65 names: it must be at most 64 names");
    }
}
