//! Web addresses that may be links, with a text fragment that leads to the passage.

use std::fmt::Write;

/// A passage of more words is named by its first and last ones.
const WHOLE_WORDS: usize = 10;

/// So many at each end.
const END_WORDS: usize = 5;

/// The address of a page, if it is one of the web: `http` or `https`, and a host. What no
/// address may have is percent-encoded.
pub(super) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, behind) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = behind.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '[');
    if !is_web || !has_host {
        return None;
    }
    let kept = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    let pieces: Vec<String> = address.split('%').map(|piece| encoded(piece, kept)).collect();
    Some(percent_joined(&pieces))
}

/// The pieces with a `%` between them, written `%25` where no two hexadecimal digits follow.
fn percent_joined(pieces: &[String]) -> String {
    let mut pieces = pieces.iter();
    let mut address = pieces.next().cloned().unwrap_or_default();
    for piece in pieces {
        let digits = piece.bytes().take(2).filter(u8::is_ascii_hexdigit).count();
        address.push_str(if digits == 2 { "%" } else { "%25" });
        address.push_str(piece);
    }
    address
}

/// The address with a text fragment: a browser that knows these scrolls to the passage.
///
/// As <https://wicg.github.io/scroll-to-text-fragment/> has it: `-`, `,` and `&` have a
/// meaning in it and are encoded, whatever else an address may have. The fragment that an
/// address has stays before it.
pub(super) fn with_text_fragment(address: &str, passage: &str) -> String {
    let address = address.split(":~:").next().unwrap_or_default().trim_end_matches('#');
    let words: Vec<&str> = passage.split_whitespace().collect();
    if words.is_empty() {
        return address.to_owned();
    }
    let text = |words: &[&str]| {
        encoded(&words.join(" "), |byte| byte.is_ascii_alphanumeric() || b"._".contains(&byte))
    };
    let directive = match (words.first_chunk::<END_WORDS>(), words.last_chunk::<END_WORDS>()) {
        (Some(first), Some(last)) if words.len() > WHOLE_WORDS => {
            format!("{},{}", text(first), text(last))
        }
        _ => text(&words),
    };
    let hash = if address.contains('#') { "" } else { "#" };
    format!("{address}{hash}:~:text={directive}")
}

/// The text with the bytes that are not kept as `%20`.
fn encoded(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_kept(byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web() {
        let cases = [
            (" https://news.example/a ", Some("https://news.example/a")),
            ("HTTP://news.example", Some("HTTP://news.example")),
            ("https://news.example/a b?q=ä", Some("https://news.example/a%20b?q=%C3%A4")),
            ("https://a.example/\"><script>", Some("https://a.example/%22%3E%3Cscript%3E")),
            ("https://a.example/{}\\", Some("https://a.example/%7B%7D%5C")),
            ("https://a.example/50%?%20%2", Some("https://a.example/50%25?%20%252")),
            ("http://[::1]/a", Some("http://[::1]/a")),
            ("javascript:alert(1)", None),
            ("javascript://x/%0aalert(1)", None),
            (" java\nscript:alert(1)", None),
            ("data:text/html,<b>", None),
            ("file:///etc/hosts", None),
            ("https:///a", None),
            ("https://", None),
            ("//news.example/a", None),
            ("news.example/a", None),
            ("", None),
        ];
        for (address, expected) in cases {
            assert_eq!(web_address(address).as_deref(), expected, "{address:?}");
        }
    }

    #[test]
    fn text_fragments() {
        let long = "One two-three, four & five six seven eight nine ten eleven.";
        let cases = [
            ("https://a.example/b", "Six tugs.", "https://a.example/b#:~:text=Six%20tugs."),
            ("https://a.example/b#", "Six", "https://a.example/b#:~:text=Six"),
            ("https://a.example/b#c", "Six", "https://a.example/b#c:~:text=Six"),
            ("https://a.example/b#:~:text=Old", "Six", "https://a.example/b#:~:text=Six"),
            ("https://a.example/b", " \n", "https://a.example/b"),
            ("https://a.example/", "<b>\"é\"", "https://a.example/#:~:text=%3Cb%3E%22%C3%A9%22"),
            (
                "https://a.example/",
                long,
                "https://a.example/#:~:text=One%20two%2Dthree%2C%20four%20%26%20five,\
                 seven%20eight%20nine%20ten%20eleven.",
            ),
        ];
        for (address, passage, expected) in cases {
            assert_eq!(with_text_fragment(address, passage), expected);
        }
    }
}
