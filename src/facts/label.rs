//! Numbers that name something: "Flight 103", "page 3", "No. 10".

use super::token::Tokens;

/// Words before a number that names something.
const LABELS: &[&str] = &[
    "act",
    "age",
    "aged",
    "apollo",
    "appendix",
    "article",
    "articles",
    "bay",
    "book",
    "box",
    "case",
    "channel",
    "chapter",
    "class",
    "clause",
    "column",
    "exercise",
    "figure",
    "flight",
    "form",
    "grade",
    "highway",
    "item",
    "level",
    "line",
    "lot",
    "nr",
    "number",
    "page",
    "pages",
    "paragraph",
    "part",
    "phase",
    "pier",
    "resolution",
    "resolutions",
    "room",
    "route",
    "rule",
    "section",
    "size",
    "stage",
    "step",
    "table",
    "track",
    "type",
    "version",
    "volume",
    "zone",
];

/// Whether the words before a number make it a name.
pub(super) fn is_labelled(tokens: &Tokens<'_>, at: usize) -> bool {
    let (before, second) = (at.wrapping_sub(1), at.wrapping_sub(2));
    LABELS.binary_search(&tokens.word(before)).is_ok()
        || tokens.is(before, ".") && tokens.is_any(second, &["no", "nos", "art", "vol", "nr"])
        || tokens.is(before, "of") && tokens.is(second, "group")
        // "page 2 of 40".
        || tokens.is(before, "of") && tokens.is_digits(second) && LABELS.contains(&tokens.word(at.wrapping_sub(3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(LABELS.is_sorted());
    }
}
