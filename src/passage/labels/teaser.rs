//! Recognises links to other articles and to the outlet's own pages.

use super::cue::{after, after_any, is_before_colon, is_only};
use super::shape::starts_large;

/// Teasers have at most this many bytes.
const MAX_BYTES: usize = 240;

/// Requests to the reader have at most this many bytes.
const MAX_REQUEST_BYTES: usize = 150;

/// The heading of a list of teasers, or a link alone.
const HEADINGS: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read",
    "read next",
    "see also",
    "also see",
    "related",
    "related articles",
    "related stories",
    "related news",
    "related topics",
    "related posts",
    "related coverage",
    "related content",
    "related links",
    "more on this",
    "more on this story",
    "more from this author",
    "more stories",
    "recommended",
    "recommended for you",
    "you may also like",
    "you might also like",
    "must read",
    "don't miss",
    "don’t miss",
    "continue reading",
    "continue reading below",
    "read full story",
    "read the full story",
    "top stories",
    "trending",
    "most read",
    "most popular",
    "editors' picks",
    "editor's pick",
    "click here",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign in",
    "log in",
    "share",
    "share this",
    "share this article",
    "share this story",
    "tweet",
    "email",
    "print",
    "advertisement",
    "follow us",
    "story continues below advertisement",
    "watch",
    "listen",
];

/// What stands before a colon and the title of another article.
const BEFORE_COLON: &[&str] = &[
    "read",
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "see",
    "related",
    "related story",
    "related stories",
    "related article",
    "related articles",
    "more",
    "more on this",
    "watch",
    "watch more",
    "watch also",
    "also watch",
    "listen",
    "must read",
    "don't miss",
    "don’t miss",
    "recommended",
    "explainer",
    "in pictures",
    "video",
    "click here",
    "tags",
    "filed under",
    "posted in",
];

/// What stands before the colon of an article's own title as well.
const OF_TITLES: &[&str] = &["watch", "explainer", "in pictures", "video", "related", "listen"];

/// How a request to the reader begins.
const REQUESTS: &[&str] = &[
    "read more about",
    "read more on",
    "read more at",
    "read more in",
    "read the full story",
    "read our",
    "click here",
    "click the link",
    "subscribe to",
    "subscribe for",
    "sign up for",
    "sign up to",
    "follow us",
    "like us on",
    "find us on",
    "join us on",
    "share this",
    "share on",
    "download our",
    "download the app",
    "get our newsletter",
    "get the latest",
    "more from",
    "watch the video",
    "watch video",
    "watch our",
    "visit our website",
    "support our journalism",
    "skip to",
];

/// A menu has at least this many entries.
const MIN_ENTRIES: usize = 4;

/// An entry of a menu has at most this many words.
const MAX_ENTRY_WORDS: usize = 3;

/// Whether the line leads elsewhere: "Read more: ...", "Click here to ...".
pub(super) fn is_teaser(line: &str) -> bool {
    let line = without_ornaments(line);
    line.len() <= MAX_BYTES
        && (is_list_heading(line)
            || is_before_colon(line, BEFORE_COLON)
            || (line.len() <= MAX_REQUEST_BYTES && after_any(line, REQUESTS).is_some())
            || is_menu(line)
            || is_imprint(line))
}

/// "Home | News | World | Sport", "Home > World".
fn is_menu(line: &str) -> bool {
    // Most lines have none of these, and are read no further.
    if !line.bytes().any(|byte| matches!(byte, b'|' | b'>') || !byte.is_ascii()) {
        return false;
    }
    let least = if after(line, "home").is_some() { 2 } else { MIN_ENTRIES };
    let (mut entries, mut words) = (1, 0);
    for part in line.split_whitespace() {
        if matches!(part, "|" | "·" | "»" | "›" | ">" | "•") {
            // The row of a table begins with a mark.
            if words == 0 {
                return false;
            }
            (entries, words) = (entries + 1, 0);
        } else {
            words += 1;
        }
        if words > MAX_ENTRY_WORDS {
            return false;
        }
    }
    entries >= least && !line.contains(char::is_numeric)
}

/// "© 2012 Harbour Gazette. All rights reserved."
pub(super) fn is_imprint(line: &str) -> bool {
    let has_sign = line.starts_with(['©', '(']) && after_any(line, &["©", "(c)"]).is_some();
    line.len() <= MAX_BYTES
        && (has_sign || after_any(line, &["copyright ©", "copyright (c)"]).is_some())
}

/// Whether a line that stands first is the title of the article itself: "In pictures:
/// the last voyage".
pub(super) fn may_be_title(line: &str) -> bool {
    is_before_colon(line, OF_TITLES) && line.split_once(':').is_some_and(|(_, of)| !of.is_empty())
}

/// Whether titles of other articles may follow in the next lines.
pub(super) fn is_list_heading(line: &str) -> bool {
    starts_large(line) && is_only(without_ornaments(line), HEADINGS)
}

/// The line without the brackets and arrows at the start of links.
fn without_ornaments(line: &str) -> &str {
    line.trim_start_matches(['[', '(', '>', '»', '→', '►', '*', '#', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides() {
        let yes = [
            "Read more:",
            "Read more",
            "Read more: Yard sells tugs",
            "Read: Yard ready to sell tugs: report",
            "Also Read",
            "ALSO READ: Yard sells tugs",
            "See also: Tugs",
            "RELATED | Tugs",
            "(Read more)",
            "More on this",
            "Watch: Tug sails",
            "Click here to subscribe.",
            "Subscribe to our newsletter",
            "Share this article",
            "Follow us on Facebook",
            "ADVERTISEMENT",
            "ALSO SEE",
            "Tags: tugs, ports",
            "Home | News | World | Sport",
            "Home > World",
            "Skip to main content",
            "© 2012 Harbour Gazette",
            "Copyright © 2012 Harbour Gazette. All rights reserved.",
        ];
        let no = [
            "Readers want more",
            "Read the treaty closely and the ban is still there.",
            "Related developments include a new contract.",
            "Watch keepers saw the tug.",
            "Subscribers fell",
            "Shares rose",
            "More tugs were sold",
            "See you: later",
            "Follow-up talks",
            "Print runs fell",
            "Oslo | 5 June | Ann Lee | 10:13",
            "Home port",
            "| Year | Yard | Ships | Type |",
            "HOME YARD <HYRD> SELLS TUGS",
            "Copyright law is old",
            "(cont.)",
            "share.",
            "",
        ];
        let unexpected_yes: Vec<_> = yes.iter().filter(|line| !is_teaser(line)).collect();
        let unexpected_no: Vec<_> = no.iter().filter(|line| is_teaser(line)).collect();
        assert!(
            unexpected_yes.is_empty() && unexpected_no.is_empty(),
            "{unexpected_yes:?} {unexpected_no:?}"
        );
        assert!(may_be_title("In pictures: six tugs") && !may_be_title("Watch:"));
        assert!(!may_be_title("Read more: six tugs") && !may_be_title("Watch keepers"));
        assert!(!is_teaser(&format!("Read: {}", "tugs ".repeat(60))));
        assert!(is_list_heading("Also Read") && !is_list_heading("Also Read: Tugs"));
    }
}
