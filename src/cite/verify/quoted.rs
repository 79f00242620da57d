//! Whether a quotation is of a passage.

use super::super::folded::folded;

/// Whether a passage says what is quoted of it. An ellipsis in the quotation leaves words
/// out: `…`, `...`, or one in brackets.
pub(super) fn says(passage: &str, quotation: &str) -> bool {
    let (passage, quotation) = (folded(passage), folded(quotation));
    if passage.contains(quotation.trim()) {
        return true;
    }
    let plain = quotation.replace("[...]", "…").replace("[…]", "…").replace("...", "…");
    let mut remaining = passage.as_str();
    let mut has_words = false;
    for piece in plain.split('…').map(str::trim).filter(|piece| !piece.is_empty()) {
        has_words = true;
        let Some((_, behind)) = remaining.split_once(piece) else { return false };
        remaining = behind;
    }
    has_words
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn quotations_of_a_passage() {
        let passage = "The minister said: \"Four gunships\nwill follow in the new year.\"";
        let cases = [
            ("The minister said: ‘Four gunships will follow in the new year.’", true),
            ("Four gunships will follow", true),
            ("The minister … will follow", true),
            ("The minister [...] in the new year", true),
            ("will follow … The minister", false),
            ("Five gunships will follow", false),
            ("…", false),
            ("", true),
        ];
        for (quotation, expected) in cases {
            assert_eq!(says(passage, quotation), expected, "{quotation}");
        }
    }
}
