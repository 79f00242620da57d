//! Recognises rows of tables whose columns stand apart.

use super::line::is_blank;

/// Blanks that separate two columns; fewer can stand in justified prose.
const MIN_COLUMN_BLANKS: usize = 3;

/// Rows have at most this many bytes.
const MAX_BYTES: usize = 240;

/// Whether at least two of the lines have columns.
pub(super) fn is_table<'t>(mut lines: impl Iterator<Item = &'t str>) -> bool {
    lines.by_ref().any(has_columns) && lines.any(has_columns)
}

/// Fields between semicolons are this many or more.
const MIN_FIELDS: usize = 3;

/// Whether columns stand apart in the line: with a tab or three blanks between
/// them, in two places, or in one with a figure after it; or with semicolons.
pub(super) fn has_columns(line: &str) -> bool {
    // Most lines have none of these, and are read no further.
    let may_have = || line.contains(['\t', ';']) || line.contains("   ") || line.contains(LEADER);
    if line.len() > MAX_BYTES || !may_have() {
        return false;
    }
    let (mut gaps, mut has_figure) = (0, false);
    let (mut blanks, mut has_tab) = (0, false);
    for c in line.chars() {
        if is_blank(c) {
            blanks += 1;
            has_tab |= c == '\t';
            continue;
        }
        if has_tab || blanks >= MIN_COLUMN_BLANKS {
            gaps += 1;
            has_figure |= c.is_numeric();
        }
        (blanks, has_tab) = (0, false);
    }
    gaps >= 2 || (gaps == 1 && has_figure) || has_fields(line) || has_leader(line)
}

/// Dots that lead from the title of a section to its page.
const LEADER: &str = "....";

/// Whether dots lead to a figure at the end: "2 Deliveries ..... 12".
fn has_leader(line: &str) -> bool {
    line.split_once(LEADER).is_some_and(|(_, page)| {
        let page = page.trim_start_matches(['.', ' ']);
        !page.is_empty() && page.chars().all(char::is_numeric)
    })
}

/// Whether the line is one of a file of fields: in prose a blank follows a
/// semicolon.
fn has_fields(line: &str) -> bool {
    line.split(';').count() >= MIN_FIELDS && !line.contains("; ") && !line.ends_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        for line in [
            "Oslo\tTug\t6",
            "Oslo    Tug     6",
            "Tugs    12",
            "Tugs\t12",
            "a   b   c",
            "Oslo;tug;6",
            "2 Deliveries ...... 12",
        ] {
            assert!(has_columns(line), "{line}");
        }
        for line in [
            "Oslo Tug 6",
            "It was sold.  It was late.",
            "Tugs   sold",
            "tugs; barges; ferries",
            "",
            "6 tugs",
            "It sailed .... and came back",
        ] {
            assert!(!has_columns(line), "{line}");
        }
    }
}
