//! The name of a party as a text writes it.

/// The name where the text has it, in its capitals, else with a capital for each
/// word: a party may be known by another word, as Russia by "Moscow".
pub(super) fn written(name: &str, text: &str) -> String {
    let words = name.replace('-', " ");
    let lower = text.to_ascii_lowercase();
    let place = lower.match_indices(&words).find(|(at, _)| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + words.len()..).and_then(|after| after.chars().next());
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_apart(before) && is_apart(after)
    });
    let as_written = place.and_then(|(at, _)| text.get(at..at + words.len()));
    let as_written = as_written.filter(|word| word.starts_with(char::is_uppercase));
    as_written.map_or_else(|| titled(name), super::cite::one_line)
}

/// The name with a capital for each word.
pub(super) fn titled(name: &str) -> String {
    let words = name.split(['-', ' ']).filter(|word| !word.is_empty());
    let titled = words.map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect::<String>()
        })
    });
    titled.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_the_text_writes_them() {
        assert_eq!(written("klm", "Later KLM and Fokker agreed."), "KLM");
        assert_eq!(written("new-zealand", "From New Zealand."), "New Zealand");
        assert_eq!(written("russia", "The Russian embassy in Moscow"), "Russia");
        assert_eq!(written("iran", "Tirana. iran"), "Iran");
    }
}
