//! The bytes of a part, in UTF-8 where the part says its charset.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders};

/// The content of a part. Without a charset the parser takes it for UTF-8 and
/// replaces what is none; then these are the bytes as they were sent.
pub(super) fn bytes<'p>(message: &'p Message<'_>, part: &'p MessagePart<'_>) -> Cow<'p, [u8]> {
    let contents = part.contents();
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let is_known =
        charset.is_some_and(|label| encoding_rs::Encoding::for_label(label.as_bytes()).is_some());
    let has_replaced = || contents.windows(3).any(|bytes| bytes == "\u{FFFD}".as_bytes());
    if is_known || !has_replaced() {
        return contents.into();
    }
    let sent = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let sent = sent.and_then(|sent| match part.encoding {
        Encoding::None => Some(Cow::Borrowed(sent)),
        Encoding::QuotedPrintable => quoted_printable_decode(sent).map(Cow::Owned),
        Encoding::Base64 => base64_decode(sent).map(Cow::Owned),
    });
    sent.filter(|sent| !sent.is_empty()).unwrap_or(contents.into())
}
