//! What must hold when the parser, the splitter, the analyser and the lexicon's
//! reader get any text. The fuzz targets and the property tests share it.
//!
//! Each function panics where an invariant is broken and uses public items
//! only. The cursors over posting lists are private: `src/postings` tests them
//! on damaged bytes.

// A fuzz target is a crate of its own and uses one of these.
#![allow(dead_code, clippy::unwrap_used)]

use ibid::analysis::{Analysis, Analyzer};
use ibid::config::PassageConfig;
use ibid::passage::split;
use ibid::{Document, Lexicon, Query};

/// Any text is a query; strict parsing refuses it for an erroneous notice only.
pub(crate) fn parse(text: &str) {
    let query = Query::new(text);
    let is_erroneous = query.notices().iter().any(|notice| notice.kind.is_error());
    for notice in query.notices() {
        assert!(notice.span.of(text).is_some(), "notice {notice:?} outside of {text:?}");
        assert!(!notice.message.is_empty(), "notice {notice:?} of {text:?}");
    }
    assert_eq!(Query::parse(text).is_err(), is_erroneous, "strict parsing of {text:?}");
    // Printing must end, whatever the depth of the groups.
    drop(query.to_string());
}

/// Passages are in order, do not overlap and leave out blanks only.
pub(crate) fn split_text(text: &str, config: &PassageConfig) {
    let document = Document::new("any", text);
    let mut previous_end = 0;
    for (ordinal, passage) in (0..).zip(split(&document, config).passages) {
        let span = passage.span;
        assert_eq!(passage.ordinal, ordinal, "ordinals of {text:?}");
        assert!(span.of(text).is_some_and(|passage| !passage.is_empty()), "{span} of {text:?}");
        let gap = text.get(previous_end..span.start);
        assert!(gap.is_some_and(is_blank), "gap before {span} of {text:?}");
        previous_end = span.end;
    }
    assert!(is_blank(&text[previous_end..]), "gap after {previous_end} of {text:?}");
}

/// White space, a byte order mark or a zero-width space.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || "\u{feff}\u{200b}".contains(c))
}

/// Words and keys have spans within the text; words have ascending positions.
pub(crate) fn analyze(analyzer: &Analyzer, text: &str) {
    check_analysis(&analyzer.analyze(text), text);
    check_analysis(&analyzer.analyze_query(text), text);
}

fn check_analysis(analysis: &Analysis, text: &str) {
    for (position, word) in (0..).zip(analysis.words()) {
        assert_eq!(word.position, position, "{word:?} of {text:?}");
        assert!(word.span.of(text).is_some_and(|s| !s.is_empty()), "{word:?} of {text:?}");
        assert!(!word.surface.is_empty() && !word.stem.is_empty(), "{word:?} of {text:?}");
    }
    for reading in analysis.readings() {
        let end = reading.position as usize + reading.width as usize;
        assert!(reading.span.of(text).is_some_and(|s| !s.is_empty()), "{reading:?} of {text:?}");
        assert!(reading.width > 0 && end <= analysis.len(), "{reading:?} of {text:?}");
        assert!(!reading.surface.is_empty() && !reading.stem.is_empty(), "{reading:?} of {text:?}");
    }
    for key in analysis.keys() {
        let end = key.position as usize + key.width as usize;
        assert!(key.span.of(text).is_some(), "{key:?} of {text:?}");
        assert!(key.width > 0 && end <= analysis.len(), "{key:?} of {text:?}");
    }
}

/// Any text is a lexicon; its bad entries are reported, each with its line.
pub(crate) fn read_lexicon(text: &str) {
    let lines = text.lines().count();
    for problem in Lexicon::read(text).problems {
        assert!((1..=lines.max(1)).contains(&problem.line), "{problem} of {lines} lines");
        assert!(!problem.to_string().is_empty());
    }
}

/// Any bytes are a file: read, or skipped for a reason. No reader panics, and each
/// offset of a page or paragraph is a character of the text, in order.
#[cfg(feature = "folder")]
pub(crate) fn read_file(name: &str, bytes: &[u8]) {
    match ibid::source::read_bytes(name, bytes) {
        Ok(read) => read.documents.iter().for_each(|document| check_file(document, name)),
        Err(skipped) => {
            assert!(!skipped.reason.contains("made its reader fail"), "{name}: {bytes:?}");
            assert!(!skipped.reason.is_empty());
        }
    }
}

#[cfg(feature = "folder")]
fn check_file(document: &Document, name: &str) {
    assert!(document.id.starts_with(name), "{}", document.id);
    for list in ["pages", "paragraphs"] {
        let starts = document.extra.get(list).map_or("", String::as_str);
        let starts = starts.split_whitespace().map(|start| start.parse().unwrap());
        let starts: Vec<usize> = starts.collect();
        let of_text = |start: &usize| document.text.is_char_boundary(*start);
        assert!(starts.is_sorted() && starts.iter().all(of_text), "{starts:?} of {name}");
    }
}
