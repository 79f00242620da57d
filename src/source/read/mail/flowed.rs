//! Joins the lines of `format=flowed` (RFC 3676), which were broken for sending.

use mail_parser::{MessagePart, MimeHeaders};

/// The text of a part with its line ends as `\n`, and lines joined where the part
/// says that they flow.
pub(super) fn unfolded(text: &str, part: &MessagePart<'_>) -> String {
    let text = text.replace("\r\n", "\n");
    let kind = part.content_type();
    let format = kind.and_then(|kind| kind.attribute("format")).unwrap_or_default();
    if !format.eq_ignore_ascii_case("flowed") {
        return text;
    }
    let deletes = kind
        .and_then(|kind| kind.attribute("delsp"))
        .is_some_and(|value| value.eq_ignore_ascii_case("yes"));
    joined(&text, deletes)
}

/// A line that ends in a blank flows into the next, if that is quoted as deep. The
/// sign of a signature, `-- `, does not flow.
fn joined(text: &str, deletes: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut flows_at: Option<usize> = None;
    for (number, line) in text.split('\n').enumerate() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if flows_at == Some(depth) {
            out.push_str(content);
        } else {
            if number > 0 {
                out.push('\n');
            }
            let start = line.len() - content.len();
            out.push_str(if depth > 0 { line } else { line.get(start..).unwrap_or(line) });
        }
        let flows = content.ends_with(' ') && content != "-- ";
        if flows && deletes {
            out.pop();
        }
        flows_at = flows.then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_flow() {
        let cases = [
            ("Nine \ntugs \nsold.\n\nFour.", false, "Nine tugs sold.\n\nFour."),
            ("Nine \n> quoted \n> line\nown", false, "Nine \n> quoted line\nown"),
            ("x\n-- \nname", false, "x\n-- \nname"),
            ("ab \ncd", true, "abcd"),
            (" From here", false, "From here"),
        ];
        for (text, deletes, expected) in cases {
            assert_eq!(joined(text, deletes), expected, "{text}");
        }
    }
}
