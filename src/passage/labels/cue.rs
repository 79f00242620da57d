//! Matching the fixed phrases that tell what a line is.

/// No phrase, with the marks around it, is longer than this many bytes.
const LONGEST: usize = 64;

/// What follows `phrase` at the start of `line`, in any case, where a word
/// ends there.
pub(super) fn after<'t>(line: &'t str, phrase: &str) -> Option<&'t str> {
    let head = line.as_bytes().get(..phrase.len())?;
    let first = |bytes: &[u8]| bytes.first().map(u8::to_ascii_lowercase);
    if first(head) != first(phrase.as_bytes()) || !head.eq_ignore_ascii_case(phrase.as_bytes()) {
        return None;
    }
    let rest = line.get(phrase.len()..)?;
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    (!rest.starts_with(goes_on)).then_some(rest)
}

/// What follows the first of the phrases that `line` starts with.
pub(super) fn after_any<'t>(line: &'t str, phrases: &[&str]) -> Option<&'t str> {
    phrases.iter().find_map(|phrase| after(line, phrase))
}

/// Whether nothing but marks follows one of the phrases.
pub(super) fn is_only(line: &str, phrases: &[&str]) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let bare = |rest: &str| !rest.contains(char::is_alphanumeric);
    phrases.iter().any(|phrase| after(line, phrase).is_some_and(bare))
}

/// Whether one of the phrases starts the line with a colon, bar or dash
/// after it.
pub(super) fn is_before_colon(line: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let rest = after(line, phrase).unwrap_or_default().trim_start();
        rest.starts_with([':', '|', '»', '>', '–', '—']) || rest.starts_with("- ")
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
