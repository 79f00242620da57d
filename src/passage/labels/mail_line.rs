//! Reads the lines of which the heads of e-mails and memoranda consist: "From: Ann",
//! "Subject: Six tugs".

use super::shape::is_all_capitals;
use super::writer::has_clock;
use crate::passage::calendar::is_weekday;
use crate::passage::label::Label;
use crate::passage::layout::line::is_blank;

/// A name before a colon has at most this many bytes.
const MAX_NAME_BYTES: usize = 28;

/// A line between two messages has at most this many bytes.
const MAX_SEPARATOR_BYTES: usize = 120;

/// What a line of a head tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MailLine {
    /// "-----Original Message-----", "From ann Mon Mar  7 09:12:00 2011".
    Separator,
    From,
    To,
    Subject,
    Date,
    /// "Message-ID:", "Received:".
    Other,
}

impl MailLine {
    /// The label of its block.
    pub(super) fn label(self) -> Label {
        match self {
            Self::Subject => Label::Headline,
            Self::Date => Label::Dateline,
            Self::Separator | Self::From | Self::To | Self::Other => Label::Byline,
        }
    }
}

/// Lines that stand in a head beside the ones that make it a head.
const OTHERS: &[&str] = &[
    "attachments",
    "content-transfer-encoding",
    "content-type",
    "delivered-to",
    "importance",
    "in-reply-to",
    "message-id",
    "mime-version",
    "newsgroups",
    "organization",
    "priority",
    "received",
    "ref",
    "references",
    "return-path",
    "user-agent",
];

/// What a line would tell in a head; `None` for one that stands in no head.
pub(crate) fn line(line: &str) -> Option<MailLine> {
    if is_separator(line) {
        return Some(MailLine::Separator);
    }
    if is_sender(line) {
        return Some(MailLine::From);
    }
    let Some((name, _)) = field(line) else { return of_cable(line) };
    let name = name.to_lowercase();
    Some(match name.as_str() {
        "from" | "sender" | "fm" | "reply-to" | "von" | "de" | "от" => MailLine::From,
        "to" | "cc" | "bcc" | "info" | "an" | "à" | "para" | "кому" => MailLine::To,
        "subject" | "subj" | "betreff" | "objet" | "asunto" | "тема" => MailLine::Subject,
        "date" | "sent" | "datum" | "gesendet" | "envoyé" | "fecha" | "enviado" | "дата" => {
            MailLine::Date
        }
        other => {
            let is_other =
                OTHERS.contains(&other) || other.starts_with("x-") || other.starts_with("list-");
            return is_other.then_some(MailLine::Other);
        }
    })
}

/// "Ann Lee <ann@yard.example>  Tue, Jun 5, 2012 at 10:13 AM".
fn is_sender(line: &str) -> bool {
    if line.len() > MAX_SEPARATOR_BYTES {
        return false;
    }
    let address = line.split_once('<').and_then(|(_, address)| address.split_once('>'));
    address.is_some_and(|(address, when)| address.contains('@') && has_clock(when))
        && field(line).is_none()
}

/// "FM PORT OFFICE", "TO COAST GUARD": the heads of cables have no colons.
fn of_cable(line: &str) -> Option<MailLine> {
    let (name, office) = line.split_once(' ').filter(|_| line.len() <= MAX_SEPARATOR_BYTES)?;
    let field = match name {
        "FM" => MailLine::From,
        "TO" | "INFO" => MailLine::To,
        _ => return None,
    };
    is_all_capitals(office).then_some(field)
}

/// The subject that a line of a head gives.
pub(crate) fn subject(text: &str) -> Option<&str> {
    let (_, value) = field(text).filter(|_| line(text) == Some(MailLine::Subject))?;
    Some(value.trim_matches(is_blank)).filter(|value| !value.is_empty())
}

/// The name before the first colon, which marks of emphasis may stand around, and
/// what follows it.
fn field(line: &str) -> Option<(&str, &str)> {
    let is_mark = |c: char| matches!(c, '*' | '_') || is_blank(c);
    let colon = line.bytes().take(MAX_NAME_BYTES).position(|byte| byte == b':')?;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let name = name.trim_matches(is_mark);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '-');
    is_name.then_some((name, value.trim_start_matches(['*', '_'])))
}

/// A line between two messages.
fn is_separator(line: &str) -> bool {
    // Most lines begin as no separator does: these are read no further.
    if line.len() > MAX_SEPARATOR_BYTES || !line.starts_with(['F', 'B', 'b', '-', '_', '*']) {
        return false;
    }
    let is_mailbox = || {
        let year = line.rsplit(is_blank).next().unwrap_or_default();
        line.split(is_blank).any(is_weekday)
            && has_clock(line)
            && year.len() == 4
            && year.bytes().all(|byte| byte.is_ascii_digit())
    };
    if line.starts_with("From ") {
        return is_mailbox();
    }
    let inner = line.trim_matches(|c: char| matches!(c, '-' | '_' | '*') || is_blank(c));
    let is_ruled = line.len() >= inner.len() + 4;
    let is_named = |name: &str| inner.eq_ignore_ascii_case(name);
    is_named("begin forwarded message:")
        || (is_ruled && ["original message", "forwarded message"].into_iter().any(is_named))
}

/// Whether a line introduces the message that is quoted below it: "On 5 June 2012,
/// Ann Lee wrote:".
pub(super) fn introduces_quote(line: &str) -> bool {
    let has_verb = [" wrote:", " writes:", " a écrit :", " a écrit:", " escribió:"];
    let has_verb = has_verb.iter().any(|verb| line.ends_with(verb))
        || (line.ends_with(':') && line.contains(" schrieb "));
    has_verb && line.len() <= 2 * MAX_SEPARATOR_BYTES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let cases = [
            ("From: Ann Lee <ann@a.example>", Some(MailLine::From)),
            ("*Sent:* Monday", Some(MailLine::Date)),
            ("**To:** Bo Ray", Some(MailLine::To)),
            ("SUBJECT:  Six tugs", Some(MailLine::Subject)),
            ("X-Spam: no", Some(MailLine::Other)),
            ("-----Original Message-----", Some(MailLine::Separator)),
            ("---------- Forwarded message ---------", Some(MailLine::Separator)),
            ("Begin forwarded message:", Some(MailLine::Separator)),
            ("From ann at a.example  Mon Mar  7 09:12:00 2011", Some(MailLine::Separator)),
            ("Ann Lee <ann@a.example>  Tue, Jun 5, 2012 at 10:13 AM", Some(MailLine::From)),
            ("Betreff: Sechs Schlepper", Some(MailLine::Subject)),
            ("Envoyé: lundi", Some(MailLine::Date)),
            ("Тема: Буксиры", Some(MailLine::Subject)),
            ("Six tugs <HTUG> sailed at 10:13", None),
            ("From Oslo the tug sailed at 09:12 in 2011", None),
            ("The original message", None),
            ("FM PORT OFFICE", Some(MailLine::From)),
            ("TO COAST GUARD", Some(MailLine::To)),
            ("To the coast guard", None),
            ("Supplier: Norland", None),
            ("To all: good day", None),
            ("Subject", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(line(text), expected, "{text}");
        }
        assert_eq!(subject("Subject:\n Six tugs"), Some("Six tugs"));
        assert_eq!(subject("Subject: "), None);
        assert_eq!(subject("To: Six tugs"), None);
    }

    #[test]
    fn introductions() {
        assert!(introduces_quote("On Tue, Jun 5, 2012 at 10:13 AM, Ann <a@b.example> wrote:"));
        assert!(introduces_quote("Am 04.06.2012 um 10:13 schrieb Bo Ray:"));
        assert!(!introduces_quote("The minister said:"));
        assert!(!introduces_quote(&format!("{} wrote:", "tugs ".repeat(60))));
    }
}
