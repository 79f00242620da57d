//! An id as it is typed, in the forms that a document's can have.

use unicode_normalization::UnicodeNormalization;

use crate::query::syntax::escape::Unescaped;

/// The text as typed, as an id may have backslashes of its own, without those
/// that escape a sign, and both composed, as the ids of files are.
pub(crate) fn id_forms(typed: &str) -> Vec<String> {
    let unescaped = Unescaped::of(typed).text;
    let mut forms = vec![typed.to_owned(), unescaped.clone().into_owned()];
    forms.extend([typed.nfc().collect(), unescaped.nfc().collect()]);
    forms.sort();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases: [(&str, &[&str]); 4] = [
            ("ru-2005", &["ru-2005"]),
            (r"ru\-2005", &["ru-2005", r"ru\-2005"]),
            ("e\u{301}t.txt", &["e\u{301}t.txt", "\u{e9}t.txt"]),
            ("report*", &["report*"]),
        ];
        for (typed, expected) in cases {
            assert_eq!(id_forms(typed), expected, "{typed}");
        }
    }
}
