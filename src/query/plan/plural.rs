//! The plural of an English name, by its last letters.

/// The plural of a folded word; an acronym has always an s.
pub(super) fn plural(word: &str, is_acronym: bool) -> String {
    let is_vowel = |c: char| "aeiouy".contains(c);
    if is_acronym {
        return format!("{word}s");
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        return format!("{word}es");
    }
    match word.strip_suffix('y') {
        Some(base) if !base.ends_with(is_vowel) => format!("{base}ies"),
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_names() {
        for (word, expected) in [
            ("hawk", "hawks"),
            ("galaxy", "galaxies"),
            ("osprey", "ospreys"),
            ("sovremennyy", "sovremennyys"),
            ("phoenix", "phoenixes"),
            ("finch", "finches"),
            ("hercules", "herculeses"),
        ] {
            assert_eq!(plural(word, false), expected);
        }
        assert_eq!(plural("lhx", true), "lhxs");
    }
}
