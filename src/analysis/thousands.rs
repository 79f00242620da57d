//! Numbers whose thousands are set apart, by blanks or by signs, as each country
//! writes them: "12,500", "12 500", "12.500.000", "12’500".

use super::stop::is_stop_word;
use crate::config::Language;
use crate::span::Span;

/// Words that may begin a sentence right before a number.
const LEADS: [&str; 7] = ["almost", "around", "nearly", "only", "roughly", "least", "some"];

/// Whether the blank is one that no line is broken at; typesetters put it into
/// numbers.
fn is_fixed_blank(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}')
}

/// The blanks within the grouped number whose first digit is at byte `start`;
/// empty where no number is grouped beyond doubt.
///
/// A number has one to three digits, then groups of three, with the same blank
/// before each. A number beside it makes it a list ("100 200 3000") or a telephone's.
/// Ordinary blanks say less than fixed ones, so that more is asked of them, see
/// [`is_number_with_blanks`].
pub(super) fn blanks_in_number(text: &str, start: usize) -> Vec<Span> {
    let before = text.get(..start).unwrap_or_default();
    if !may_precede(before) {
        return Vec::new();
    }
    let digits = |at: usize| {
        text.as_bytes().iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count()
    };
    let first = digits(start);
    if !(1..=3).contains(&first) || text.as_bytes().get(start) == Some(&b'0') {
        return Vec::new();
    }
    let mut blanks: Vec<Span> = Vec::new();
    let mut blank = None;
    let mut end = start + first;
    while let Some(c) = text.get(end..).and_then(|after| after.chars().next()) {
        let after = end + c.len_utf8();
        let is_blank = c == ' ' || is_fixed_blank(c);
        if !is_blank || digits(after) == 0 {
            break;
        }
        // Another blank, or a group of another length: a list of numbers.
        if blank.is_some_and(|blank| blank != c) || digits(after) != 3 {
            return Vec::new();
        }
        blank = Some(c);
        blanks.push(Span::new(end, after));
        end = after + 3;
    }
    let number = text.get(start..end).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let is_number =
        !continues(after) && (blank != Some(' ') || is_number_with_blanks(before, number));
    if is_number { blanks } else { Vec::new() }
}

/// Whether a number may begin after this text: not within a word or a larger
/// number, and not after another number.
fn may_precede(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some(c) if c == ' ' || is_fixed_blank(c) => {
            !back.next().is_some_and(|c| c.is_ascii_digit())
        }
        Some(c) => {
            !c.is_alphanumeric()
                && !matches!(c, '.' | ',' | ':' | '/' | '+' | '-' | '‐' | '‑' | '\'' | '’' | '_')
        }
    }
}

/// Whether what follows shows that the digits before it are no number: another
/// number after a sign that does not make a fraction.
fn continues(after: &str) -> bool {
    let mut chars = after.chars();
    let (sign, digit) = (chars.next(), chars.next());
    matches!(sign, Some('-' | '/' | ':' | '\'')) && digit.is_some_and(|c| c.is_ascii_digit())
}

/// Whether digits with ordinary blanks are one number: after a small or a
/// function word, not after a name or a month ("June 15 500 men"); several
/// groups of three ("100 200 300") are a list unless they end in zeros.
fn is_number_with_blanks(before: &str, number: &str) -> bool {
    let groups: Vec<&str> = number.split(' ').collect();
    let ends_in_zeros = groups.last() == Some(&"000");
    let all_of_three = groups.iter().all(|group| group.len() == 3);
    if groups.len() > 2 && all_of_three && !ends_in_zeros {
        return false;
    }
    let word_before = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next();
    let Some(word) = word_before.filter(|word| !word.is_empty()) else { return true };
    let lower = word.to_lowercase();
    let is_lead = is_stop_word(Language::English, &lower) || LEADS.contains(&lower.as_str());
    // "mi 8 171" and "BMP 2 500" are designators.
    is_lead || word.chars().count() > 3 && word.chars().all(char::is_lowercase)
}

/// Removes the signs between thousands from the number `out[start..]`: "1,000,000"
/// is "1000000", and so are "1.000.000" and "1'000'000"; "1,50,000" has the groups
/// of India.
pub(super) fn remove_separators(start: usize, out: &mut String) {
    let number = out.get(start..).unwrap_or_default();
    let separator = if has_groups(number, ',', 2) {
        ','
    } else if has_groups(number, '\'', 3) {
        '\''
    } else if number.matches('.').count() > 1 && has_groups(number, '.', 3) && !is_address(number) {
        '.'
    } else {
        return;
    };
    let without: String = number.chars().filter(|&c| c != separator).collect();
    out.truncate(start);
    out.push_str(&without);
}

/// Whether the separators are between thousands: one to three digits, then groups
/// of `shortest` to three, the last of exactly three. Letters may follow ("1,000kg").
fn has_groups(word: &str, separator: char, shortest: usize) -> bool {
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    let is_group =
        |group: &str, min: usize| (min..=3).contains(&group.len()) && digits(group) == group.len();
    let Some((before_last, last)) = word.rsplit_once(separator) else { return false };
    let mut groups = before_last.split(separator);
    groups.next().is_some_and(|first| is_group(first, 1))
        && groups.all(|group| is_group(group, shortest))
        && digits(last) == 3
}

/// Whether four groups may be an address of the internet, whose groups are below
/// 256.
fn is_address(number: &str) -> bool {
    let mut groups = number.split('.').map(str::parse::<u8>);
    groups.clone().count() == 4 && groups.all(|group| group.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with the blanks removed that are within numbers.
    fn joined(text: &str) -> String {
        let starts = (0..text.len()).filter(|&at| text.as_bytes()[at].is_ascii_digit());
        let blanks: Vec<Span> = starts.flat_map(|start| blanks_in_number(text, start)).collect();
        let mut out = String::new();
        let mut from = 0;
        for blank in blanks {
            out.push_str(&text[from..blank.start]);
            from = blank.end;
        }
        out + &text[from..]
    }

    #[test]
    fn numbers() {
        let check = |text: &str, expected: &str| assert_eq!(joined(text), expected, "{text:?}");
        check("employs 12\u{a0}500 people", "employs 12500 people");
        check("employs 12\u{202f}500 people", "employs 12500 people");
        check("employs 12\u{2009}500\u{2009}000 people", "employs 12500000 people");
        check("employs 12 500 people", "employs 12500 people");
        check("The 12 500 men", "The 12500 men");
        check("Nearly 125 000 men", "Nearly 125000 men");
        check("1 234 567", "1234567");
        check("costs 12 500,50 or 12 500.5 euros", "costs 12500,50 or 12500.5 euros");
        check("(12 500)", "(12500)");
        check("some 12 500kg", "some 12500kg");
    }

    #[test]
    fn what_is_no_grouped_number() {
        for text in [
            "in 2014 2015",
            "in 2014 500 men",
            "2014\u{a0}500",
            "June 15 500 men",
            "on Mi-8 171 times",
            "mi 8 171",
            "BMP 2 500",
            "100 200 300",
            "10 20 300",
            "12 500 30",
            "12 5000",
            "12 50",
            "0 500",
            "007 500",
            "+7 495 123 45 67",
            "495 123 4567",
            "555 123-4567",
            "12  500",
            "1.12 500",
            "x12 500",
            "12 500:30",
            "12\u{a0}500 600",
        ] {
            assert_eq!(joined(text), text);
        }
    }
}
