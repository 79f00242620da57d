//! Web and e-mail addresses in a text: what stands in them is part of a name and
//! no words that someone wrote.

use std::ops::Range;

use crate::span::Span;

/// Characters that end an address wherever they stand.
const ENDS: [char; 13] = ['<', '>', '"', '`', '{', '}', '|', '“', '”', '«', '»', '‘', '’'];

/// Characters that end a sentence or clause, and no address.
const BEHIND: [char; 9] = ['.', ',', ';', ':', '!', '?', '\'', '*', '_'];

/// The addresses of a text, in order, in its bytes: what has a scheme ("https://"),
/// begins with "www.", has a host and a path ("army.example/news"), or is an e-mail
/// address. A host alone is a word like others. Linear in the text.
pub(super) fn addresses(text: &str) -> Vec<Span> {
    let mut addresses: Vec<Span> = Vec::new();
    let mut free_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'/' | b'@' | b'w' | b'W' | b':') || at < free_from {
            continue;
        }
        let Some(start) = start_of(text, free_from..at) else { continue };
        let end = end_of(text, start);
        if at < end {
            addresses.push(Span::new(start, end));
            free_from = end;
        }
    }
    addresses
}

/// Whether `typed` is an address or a part of one with its signs, which stands in
/// this address: someone who typed it means it.
pub(super) fn is_typed(typed: &str, address: &str) -> bool {
    let typed = typed.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    typed.contains(['/', '@', ':', '.']) && address.to_lowercase().contains(&typed)
}

/// Where the address begins that the sign at the end of the range shows, not before
/// the start of the range.
fn start_of(text: &str, Range { start: from, end: at }: Range<usize>) -> Option<usize> {
    let (before, after) = (text.get(from..at)?, text.get(at..)?);
    let start_of_run = |is_part: fn(char) -> bool| at - trailing(before, is_part);
    let stands_free =
        |start: usize| !text.get(from..start).unwrap_or_default().ends_with(char::is_alphanumeric);
    let start = if after.starts_with("://") {
        start_of_run(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    } else if after.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www.")) {
        return stands_free(at).then_some(at);
    } else if let Some(domain) = after.strip_prefix('@') {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let domain = domain.get(..leading(domain, is_of_host)).unwrap_or_default();
        let start = start_of_run(is_part);
        return (start < at && is_host(domain.trim_end_matches(['.', '-']))).then_some(start);
    } else if after.starts_with('/') {
        let start = start_of_run(is_of_host);
        return is_host(text.get(start..at)?).then_some(start).filter(|&start| stands_free(start));
    } else {
        return None;
    };
    (start < at).then_some(start)
}

/// Where the address that begins there ends. A bracket that is closed and not opened
/// in it is not of it.
fn end_of(text: &str, start: usize) -> usize {
    let (mut round, mut square) = (0_usize, 0_usize);
    let is_of_address = |c: char| {
        let open = match c {
            '(' | '[' => {
                let count = if c == '(' { &mut round } else { &mut square };
                *count += 1;
                true
            }
            ')' => take(&mut round),
            ']' => take(&mut square),
            _ => true,
        };
        open && !c.is_whitespace() && !ENDS.contains(&c)
    };
    let address = text.get(start..).unwrap_or_default();
    let length = leading(address, is_of_address);
    let address = address.get(..length).unwrap_or_default();
    start + address.trim_end_matches(BEHIND).len()
}

/// Takes one of the open brackets; whether there was one.
fn take(open: &mut usize) -> bool {
    let is_open = *open > 0;
    *open = open.saturating_sub(1);
    is_open
}

/// The bytes of the first characters that pass the test.
fn leading(text: &str, mut is_part: impl FnMut(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// The bytes of the last characters that pass the test.
fn trailing(text: &str, is_part: fn(char) -> bool) -> usize {
    text.len() - text.trim_end_matches(is_part).len()
}

/// Whether a host can have the character.
fn is_of_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

/// Whether the text is a host with a domain: labels with full stops between, the
/// last in small letters. "a.m", "12.5" and "Minsk.Moscow" are none.
fn is_host(text: &str) -> bool {
    let Some((labels, domain)) = text.rsplit_once('.') else { return false };
    domain.chars().count() > 1
        && domain.chars().all(char::is_lowercase)
        && labels.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_texts() {
        let check = |text: &str, expected: &[&str]| {
            let addresses = addresses(text);
            let texts: Vec<&str> = addresses.iter().filter_map(|span| span.of(text)).collect();
            assert_eq!(texts, expected, "{text}");
        };
        check("", &[]);
        check("The deal on Mi-35s: signed/sealed at 5 km/h, 1/2 or and/or @ noon.", &[]);
        check("See https://site.example/x/deal-mi-35.", &["https://site.example/x/deal-mi-35"]);
        check("(http://a.example/b_(c)?d=e#f), then", &["http://a.example/b_(c)?d=e#f"]);
        check("[The deal](https://a.example/deal)", &["https://a.example/deal"]);
        check("[a](ftp://b.example)[c](ftp://d.example)", &["ftp://b.example", "ftp://d.example"]);
        check(
            "<https://a.example/é>,“www.b.example/c”",
            &["https://a.example/é", "www.b.example/c"],
        );
        check("WWW.Deal.example!", &["WWW.Deal.example"]);
        check("at army.example/news/deal today", &["army.example/news/deal"]);
        check("Write to deal.desk+mi@arms.example, or @mi35", &["deal.desk+mi@arms.example"]);
        check("mailto:deal@arms.example?subject=mi", &["deal@arms.example?subject=mi"]);
        // What only looks like one.
        check("at army.example today", &[]);
        check("9 a.m./p.m., 12.5/km, Minsk.Moscow/Kiev, U.S./Russia, ../deal, a..bc/d", &[]);
        check("://deal www deal@home deal@ @ www.", &["www"]);
        check("Note: the ratio 3:4 // a comment", &[]);
    }

    #[test]
    fn typed_addresses() {
        let address = "https://Site.example/x/deal-mi-35";
        for (typed, expected) in [
            ("https://site.example/x/deal-mi-35", true),
            ("site.example", true),
            ("x/deal", true),
            ("/deal-mi-35/", false),
            ("deal-mi-35", false),
            ("Mi-35", false),
            ("deal", false),
            ("deal.", false),
            ("other.example", false),
            ("", false),
        ] {
            assert_eq!(is_typed(typed, address), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn addresses_stand_apart(text in "(https?://|www\\.|[a-z]{2}|\\.|/|@|\\(|\\)|é| |[A-Z]){0,40}") {
            let addresses = addresses(&text);
            prop_assert!(addresses.iter().all(|span| span.of(&text).is_some_and(|of| !of.is_empty())));
            prop_assert!(addresses.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
