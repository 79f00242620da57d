//! Class words: the words at the end of a name that only say what kind of thing it
//! is, and that texts leave out ("MX missile", "the MX").

/// The class words, in the singular. Sorted.
#[rustfmt::skip]
const CLASS_WORDS: &[&str] = &[
    "aircraft", "airplane", "atgm", "bomb", "bomber", "carrier", "chopper", "destroyer", "drone",
    "engine", "fighter", "frigate", "gun", "gunship", "helicopter", "howitzer", "interceptor", "jet",
    "launcher", "missile", "plane", "program", "programme", "project", "radar", "rocket", "ship",
    "submarine", "system", "tank", "torpedo", "trainer", "transport", "vehicle", "weapon",
];

/// Whether the folded word says what kind of thing a name is of, in the singular
/// or the plural.
pub(crate) fn is_class_word(word: &str) -> bool {
    let is_listed = |word: &str| CLASS_WORDS.binary_search(&word).is_ok();
    is_listed(word) || word.strip_suffix('s').is_some_and(is_listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_class() {
        assert!(CLASS_WORDS.is_sorted());
        for (word, expected) in [
            ("missile", true),
            ("missiles", true),
            ("systems", true),
            ("aircraft", true),
            // Ships are named after the first of their class: "Los Angeles".
            ("class", false),
            ("hawk", false),
            ("s", false),
            ("", false),
        ] {
            assert_eq!(is_class_word(word), expected, "{word}");
        }
    }
}
