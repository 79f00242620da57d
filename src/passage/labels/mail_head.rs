//! Finds the heads of e-mails and memoranda, above a message and between two.

use super::mail_line::{MailLine, line};
use crate::passage::layout::block::Block;

/// A head has at least this many lines.
const MIN_LINES: usize = 2;

/// What each block tells in a head; nothing for blocks outside of heads.
///
/// A head is a run of such lines. It has a subject and a sender or addressee; or a
/// sender with an address, or below a separator. A record of goods "From:" one place
/// "To:" another is none.
pub(super) fn heads(text: &str, blocks: &[Block]) -> Vec<Option<MailLine>> {
    let mut lines: Vec<_> = blocks.iter().map(|block| line(block.of(text))).collect();
    let mut start = 0;
    while start < lines.len() {
        let run = lines.iter().skip(start).take_while(|line| line.is_some()).count();
        let end = start + run;
        let is_head = is_head(text, blocks.get(start..end), lines.get(start..end));
        if let Some(run) = lines.get_mut(start..end).filter(|_| !is_head) {
            run.fill(None);
        }
        start = end + 1;
    }
    lines
}

fn is_head(text: &str, blocks: Option<&[Block]>, lines: Option<&[Option<MailLine>]>) -> bool {
    let (blocks, lines) = (blocks.unwrap_or_default(), lines.unwrap_or_default());
    let has = |line: MailLine| lines.contains(&Some(line));
    let has_address = || blocks.iter().any(|block| block.of(text).contains('@'));
    let is_sent = has(MailLine::From) && (has(MailLine::Separator) || has_address());
    let is_addressed = has(MailLine::From) || has(MailLine::To);
    lines.len() >= MIN_LINES && (is_sent || (is_addressed && has(MailLine::Subject)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::layout::block::tests::blocks;

    #[test]
    fn heads_of_messages() {
        let check = |text: &str, expected: usize| {
            let heads = heads(text, &blocks(text));
            assert_eq!(heads.iter().flatten().count(), expected, "{text}");
        };
        check("From: Ann\nTo: Bo\nSubject: Tugs\n\nSix.", 3);
        check("TO: Bo\n\nSUBJECT: Tugs\n\nSix.", 2);
        check("From: ann@a.example\nDate: 5 June 2012\n\nSix.", 2);
        check("Six.\n\n---- Original Message ----\nFrom: Ann\nSent: Monday\n\nNo.", 3);
        check("From: Oslo\nTo: Bergen\nDate: 5 June 2012\n\nSix.", 0);
        check("Subject: Tugs\n\nSix.", 0);
        check("User: bo_77\nDate: 5 June 2012\n\nSix.", 0);
    }
}
