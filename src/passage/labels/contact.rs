//! Recognises what a press release says about itself: when it may be used, and whom
//! to ask.

use super::cue::{after_any, is_only};
use super::shape::{is_name, words};

/// These lines have at most this many bytes.
const MAX_BYTES: usize = 80;

/// Telephone numbers have at least this many digits.
const MIN_PHONE_DIGITS: usize = 7;

/// How a line begins that says when a text may be used.
const RELEASES: &[&str] = &[
    "for immediate release",
    "for release",
    "for immediate use",
    "not for release before",
    "embargoed until",
    "embargoed for",
    "embargo until",
    "hold for release",
];

/// What stands before the person to ask.
const CONTACTS: &[&str] = &[
    "contact",
    "contacts",
    "media contact",
    "media contacts",
    "press contact",
    "press contacts",
    "media enquiries",
    "media inquiries",
    "press enquiries",
    "press inquiries",
    "for further information",
    "for further information contact",
    "for more information",
    "for more information contact",
    "for more information, contact",
    "for further information, contact",
];

/// Whole lines above the person to ask.
const ALONE: &[&str] = &["contacts", "contact us", "media contacts", "press contacts"];

/// What stands before a number or address.
const CHANNELS: &[&str] =
    &["tel", "tel.", "telephone", "phone", "fax", "mobile", "cell", "e-mail", "email"];

/// Whether a line says when the text may be used: "FOR IMMEDIATE RELEASE". In a
/// sentence more words follow.
pub(super) fn is_release(line: &str) -> bool {
    line.len() <= MAX_BYTES
        && !line.ends_with('.')
        && after_any(line, RELEASES)
            .is_some_and(|after| after.contains(|c: char| c.is_ascii_digit()) || is_end(after))
}

/// Nothing but marks.
fn is_end(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// Whether a line is above or among the ways to reach somebody: "Media contact:",
/// "Tel. +47 55 01 02 03", "press@yard.example".
pub(super) fn is_contact(line: &str) -> bool {
    // Most lines have none of these, and are read no further.
    let has_sign = || line.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'@' | b':'));
    let channel = line.rsplit_once(", ").filter(|(name, _)| is_name(name));
    line.len() <= MAX_BYTES
        && (is_contact_head(line)
            || (has_sign() && is_channel(channel.map_or(line, |(_, channel)| channel))))
}

fn is_contact_head(line: &str) -> bool {
    if is_only(line, ALONE) {
        return true;
    }
    let head = line.split_once(':').map(|(head, _)| head);
    head.is_some_and(|head| CONTACTS.iter().any(|contact| contact.eq_ignore_ascii_case(head)))
}

fn is_channel(line: &str) -> bool {
    let bare = after_any(line, CHANNELS).unwrap_or(line);
    let bare = bare.trim_start_matches(['.', ':', ' ']);
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = bare.chars().all(|c| c.is_ascii_digit() || " +()-/.".contains(c));
    let is_address = bare.contains('@') && bare.contains('.') && words(bare).count() == 1;
    // A year and a serial number have no sign in front.
    let is_named = bare.len() < line.len() || bare.starts_with(['+', '(']);
    is_address || (is_phone && is_named && digits >= MIN_PHONE_DIGITS && !is_years(line))
}

/// "(1914-1918)", "(2014/2015)".
fn is_years(line: &str) -> bool {
    let groups = line.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    line.starts_with('(')
        && groups.clone().count() == 2
        && groups.into_iter().all(|group| group.len() == 4 && group.starts_with(['1', '2']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for line in [
            "FOR IMMEDIATE RELEASE",
            "For immediate release:",
            "EMBARGOED UNTIL 10:00 GMT, 5 June 2012",
            "For release on 5 June 2012",
        ] {
            assert!(is_release(line), "{line}");
        }
        for line in ["For release of the crew", "FOR IMMEDIATE RELEASE OF ALL", "Release", ""] {
            assert!(!is_release(line), "{line}");
        }
        for line in [
            "Media contact:",
            "CONTACT: Ann Lee",
            "+47 55 01 02 03",
            "Tel.: 55 01 02 03",
            "press@yard.example",
            "E-mail: press@yard.example",
            "Ann Lee, +47 55 01 02 03",
            "Contacts",
        ] {
            assert!(is_contact(line), "{line}");
        }
        for line in [
            "Contact was lost on Monday",
            "Contacts with the yard",
            "1987 1988 1989",
            "(1914-1918)",
            "Phone calls rose",
            "Ann Lee, press@yard.example, said so",
            "",
        ] {
            assert!(!is_contact(line), "{line}");
        }
    }
}
