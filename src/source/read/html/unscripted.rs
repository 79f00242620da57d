//! What a page says to a browser that runs no scripts.

use std::borrow::Cow;

use super::tags::{Token, Tokens};

/// The element that is shown where no scripts run.
const NAME: &str = "noscript";

/// A page without its `noscript` elements, whose tags pair with none outside of them.
///
/// For a browser that runs scripts their content is no HTML. Read as HTML, a `<div>`
/// that it opens keeps the element open, and the whole page is within it. One that
/// does not end stays.
///
/// Cost: one pass over the page where it has such an element.
pub(super) fn without_unscripted(html: &str) -> Cow<'_, str> {
    let is_name = |window: &[u8]| window.eq_ignore_ascii_case(NAME.as_bytes());
    if !html.as_bytes().windows(NAME.len()).any(is_name) {
        return Cow::Borrowed(html);
    }
    let (mut kept, mut from) = (String::new(), 0);
    let mut tokens = Tokens::new(html);
    loop {
        let start = tokens.at();
        let Some(token) = tokens.next() else { break };
        let is_unscripted = matches!(token, Token::Open { name, .. } if is_name(name.as_bytes()));
        if is_unscripted && tokens.skip_element(NAME) {
            kept.push_str(html.get(from..start).unwrap_or_default());
            from = tokens.at();
        }
    }
    kept.push_str(html.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_go_as_wholes() {
        let cases = [
            ("<p>a</p>", "<p>a</p>"),
            ("a<noscript><div></noscript>b", "ab"),
            ("a<NoScript class=x>on</NOSCRIPT >b<noscript></noscript>c", "abc"),
            ("a<noscript>b", "a<noscript>b"),
            ("<script>'<noscript>'</script>a", "<script>'<noscript>'</script>a"),
            ("the noscript element", "the noscript element"),
        ];
        for (html, expected) in cases {
            assert_eq!(without_unscripted(html), expected, "{html}");
        }
    }
}
