//! The address of a passage in its document, which finds it again where the document changed.

use ibid::Citation;
use ibid::cite::Anchor;

use crate::address::Address;
use crate::asked::Asked;

/// The most characters of the passage that the address has.
const START_CHARS: usize = 60;

/// The document with the passage framed. `text` is the passage; where it is known, the
/// address has its hash and its first words.
pub(crate) fn address(asked: &Asked, citation: &Citation, text: &str) -> Address {
    let span = citation.span;
    let address = Address::of("/doc")
        .with("id", &citation.document)
        .with("at", format!("{}-{}", span.start, span.end));
    let address = if text.is_empty() {
        address
    } else {
        let start: String = text.chars().take(START_CHARS).collect();
        let anchor = Anchor::new(&citation.document, span, text);
        address.with("sha256", anchor.sha256).with("text", start.trim_end())
    };
    address.with_some("q", &asked.q).with_some("back", &asked.back()).at("at")
}
