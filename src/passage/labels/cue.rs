//! Matches fixed phrases that tell a line's label, such as "Read more".

/// A phrase with the marks around it has at most this many bytes.
const MAX_BYTES: usize = 64;

/// The text after `phrase` at the start of `line`. The phrase may be in any
/// letter case and must end with a word.
pub(super) fn after<'t>(line: &'t str, phrase: &str) -> Option<&'t str> {
    let head = line.as_bytes().get(..phrase.len())?;
    let first = |bytes: &[u8]| bytes.first().map(u8::to_ascii_lowercase);
    // The first byte rules out most phrases without comparing the others.
    if first(head) != first(phrase.as_bytes()) || !head.eq_ignore_ascii_case(phrase.as_bytes()) {
        return None;
    }
    let remaining = line.get(phrase.len()..)?;
    let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    (!remaining.starts_with(is_in_word)).then_some(remaining)
}

/// The text after the first of the phrases that `line` starts with.
pub(super) fn after_any<'t>(line: &'t str, phrases: &[&str]) -> Option<&'t str> {
    phrases.iter().find_map(|phrase| after(line, phrase))
}

/// Whether the line is one of the phrases, with nothing but marks after it.
pub(super) fn is_only(line: &str, phrases: &[&str]) -> bool {
    if line.len() > MAX_BYTES {
        return false;
    }
    let is_wordless = |text: &str| !text.contains(char::is_alphanumeric);
    phrases.iter().any(|phrase| after(line, phrase).is_some_and(is_wordless))
}

/// Whether the line starts with one of the phrases and a colon, bar or dash
/// after it.
pub(super) fn is_before_colon(line: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let remaining = after(line, phrase).unwrap_or_default().trim_start();
        remaining.starts_with([':', '|', '»', '>', '–', '—']) || remaining.starts_with("- ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        assert_eq!(after("READ MORE: tugs", "read more"), Some(": tugs"));
        assert_eq!(after("Readers", "read"), None);
        assert_eq!(after("Read-only", "read"), None);
        assert_eq!(after("Ré", "rea"), None);
        assert!(is_only("Read more »", &["read", "read more"]));
        assert!(!is_only("Read more tugs", &["read more"]));
        assert!(is_before_colon("Read : tugs", &["read"]));
        assert!(!is_before_colon("Read tugs:", &["read"]));
    }
}
