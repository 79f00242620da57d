//! The pieces of a word: those that a mark joins without a blank, a figure and
//! its unit, the parts of a compound in capitals.

use super::unit_names::{figure_length, product_length};

/// Calls `emit` with the start and the end of each piece of a word of Unicode's
/// rules, in order; with the word itself where it has one piece.
///
/// By these rules a full stop or colon joins letters, and an underscore joins
/// anything: "Bergen.Oslo", "QVYD.L", `a_b`. Single letters with stops
/// between them are an acronym and stay whole, and so do the figures of a number.
/// A figure is a piece before its unit, unless `is_variant`: the "35m" of "Mi-35m"
/// is no length.
pub(super) fn for_each_piece(word: &str, is_variant: bool, mut emit: impl FnMut(usize, usize)) {
    if !word.bytes().any(|byte| matches!(byte, b'.' | b':' | b'_' | b'0'..=b'9' | 0xef)) {
        return emit(0, word.len());
    }
    let mut start = 0;
    for part in word.split_inclusive(['_', ':', '：', '＿']) {
        let end = start + part.trim_end_matches(['_', ':', '：', '＿']).len();
        let body = word.get(start..end).unwrap_or_default();
        let factor = match product_length(body).filter(|_| !is_variant) {
            Some((figure, sign)) => {
                emit(start, start + figure);
                emit(start + figure, start + figure + sign);
                figure + sign
            }
            None => 0,
        };
        let at = start + factor;
        let body = word.get(at..end).unwrap_or_default();
        match figure_length(body).filter(|_| !is_variant) {
            Some(length) => {
                emit(at, at + length);
                emit(at + length, end);
            }
            None => between_stops(body, |from, to| emit(at + from, at + to)),
        }
        start += part.len();
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '．')
}

/// The pieces of a word between the full stops that do not belong to it.
fn between_stops(word: &str, mut emit: impl FnMut(usize, usize)) {
    // The piece so far, and whether it is single letters alone.
    let mut piece: Option<(usize, usize, bool)> = None;
    let mut start = 0;
    for part in word.split_inclusive(is_stop) {
        let end = start + part.trim_end_matches(is_stop).len();
        let body = word.get(start..end).unwrap_or_default();
        let is_letter = is_single_letter(body);
        let follows_digit = word.get(..start).is_some_and(|before| {
            before.trim_end_matches(is_stop).ends_with(|c: char| c.is_numeric())
        });
        let is_number = follows_digit && body.starts_with(char::is_numeric);
        match piece {
            Some((from, _, letters)) if is_number || letters && is_letter => {
                piece = Some((from, end, letters && is_letter));
            }
            _ => {
                emit_piece(piece, &mut emit);
                piece = Some((start, end, is_letter));
            }
        }
        start += part.len();
    }
    emit_piece(piece, &mut emit);
}

fn emit_piece(piece: Option<(usize, usize, bool)>, emit: &mut impl FnMut(usize, usize)) {
    if let Some((start, end, _)) = piece.filter(|(start, end, _)| start < end) {
        emit(start, end);
    }
}

/// Whether the text is one letter, with its marks.
fn is_single_letter(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() == 1
        && text.starts_with(char::is_alphabetic)
}

/// The fewest letters of a part that is a word.
const SHORTEST_PART: usize = 3;

/// The parts of a word in which a capital follows a small letter, as starts and
/// ends: `RosOboronExport`. Empty for any other word, and where a part has too few
/// letters to be a word (`McDonnell`, `MiG`), unless a sign before the word shows
/// that it is several (`#StopTheWar`).
pub(super) fn capital_parts(word: &str, is_tagged: bool) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before.is_lowercase() {
            parts.push((start, at));
            start = at;
        }
        before = c;
    }
    if parts.is_empty() {
        return parts;
    }
    // Scottish and Irish names, as "MacDonald".
    let is_of_name = parts
        .first()
        .and_then(|&(from, to)| word.get(from..to))
        .is_some_and(|first| matches!(first, "Mac" | "Mc"));
    if is_of_name {
        return Vec::new();
    }
    parts.push((start, word.len()));
    let letters = |&(start, end): &(usize, usize)| {
        word.get(start..end).map_or(0, |part| part.chars().filter(|c| c.is_alphabetic()).count())
    };
    let all_are_words = || parts.iter().all(|part| letters(part) >= SHORTEST_PART);
    if is_tagged || all_are_words() { parts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(word: &str, is_variant: bool) -> Vec<&str> {
        let mut pieces = Vec::new();
        for_each_piece(word, is_variant, |start, end| pieces.push(&word[start..end]));
        pieces
    }

    #[test]
    fn joined_by_marks() {
        let check =
            |word: &str, expected: &[&str]| assert_eq!(pieces(word, false), expected, "{word}");
        check("Bergen.Oslo", &["Bergen", "Oslo"]);
        check("QVYD.L", &["QVYD", "L"]);
        check("www.army.mil", &["www", "army", "mil"]);
        check("press_office", &["press", "office"]);
        check("_press_", &["press"]);
        check("Moscow:Delhi", &["Moscow", "Delhi"]);
        check("U.S", &["U.S"]);
        check("e.g", &["e.g"]);
        check("U.S.Army", &["U.S", "Army"]);
        check("army.U.S", &["army", "U.S"]);
        check("J.Smith", &["J", "Smith"]);
        check("35M.Russia", &["35M", "Russia"]);
        check("3.5", &["3.5"]);
        check("1,000.50", &["1,000.50"]);
        check("1.2.3", &["1.2.3"]);
        check("v1.2", &["v1.2"]);
        check("don't", &["don't"]);
        check("Москва.Дели", &["Москва", "Дели"]);
        check("С.Ш.А", &["С.Ш.А"]);
    }

    #[test]
    fn figures_and_units() {
        let check =
            |word: &str, expected: &[&str]| assert_eq!(pieces(word, false), expected, "{word}");
        check("30mm", &["30", "mm"]);
        check("7.62mm", &["7.62", "mm"]);
        check("2.30p.m", &["2.30", "p.m"]);
        check("7.62x39mm", &["7.62", "x", "39", "mm"]);
        check("4x4", &["4", "x", "4"]);
        check("30men", &["30men"]);
        check("72B3", &["72B3"]);
        check("30", &["30"]);
        assert_eq!(pieces("35m", true), ["35m"]);
    }

    #[test]
    fn capitals() {
        let check = |word: &str, is_tagged: bool, expected: &[&str]| {
            let parts = capital_parts(word, is_tagged);
            let parts: Vec<&str> = parts.iter().map(|&(start, end)| &word[start..end]).collect();
            assert_eq!(parts, expected, "{word}");
        };
        check("RosOboronExport", false, &["Ros", "Oboron", "Export"]);
        check("StopTheWar", false, &["Stop", "The", "War"]);
        check("StopTheWar", true, &["Stop", "The", "War"]);
        check("ArmsToIran", true, &["Arms", "To", "Iran"]);
        check("МирДругу", true, &["Мир", "Другу"]);
        check("McDonnell", false, &[]);
        check("MacDonald", false, &[]);
        check("MiG", false, &[]);
        check("Moscow", true, &[]);
        check("MOSCOW", true, &[]);
        check("eBay", false, &[]);
    }
}
