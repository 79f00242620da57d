//! Finds tables: rows of columns with the lines that belong to them.

use super::cue::after_any;
use super::labelled::{Joining, LabelledBlock};
use super::outline::Layout;
use crate::passage::label::Label;
use crate::passage::layout::block::LineMark;

/// Tables have at least this many rows.
const MIN_ROWS: usize = 2;

/// The title of a table has at most this many bytes.
const MAX_TITLE_BYTES: usize = 160;

/// Labels the rows of tables, the lines between them, and the title above.
pub(super) fn label_tables(layout: &Layout<'_>, labelled: &mut [LabelledBlock]) {
    let mut start = 0;
    while start < labelled.len() {
        let end = (start + 1..labelled.len())
            .find(|&index| !layout.continues_previous(index))
            .unwrap_or(labelled.len());
        label_table(layout, labelled, start, end);
        start = end;
    }
}

/// Labels blocks from `start` up to `end`, each of which continues the one before
/// it, if most of them are rows. Prose above the first row introduces the table.
fn label_table(layout: &Layout<'_>, labelled: &mut [LabelledBlock], start: usize, end: usize) {
    let is_row =
        |index: usize| layout.blocks.get(index).is_some_and(|block| block.mark == LineMark::Row);
    let rows = (start..end).filter(|&index| is_row(index)).count();
    if rows < MIN_ROWS || 2 * rows < end - start {
        return;
    }
    let first_row = (start..end).find(|&index| is_row(index)).unwrap_or(end);
    let mut first =
        (start..first_row).rfind(|&index| layout.is_prose(index)).map_or(start, |i| i + 1);
    if first == start {
        first = with_title(layout, start);
    }
    for (index, block) in labelled.iter_mut().enumerate().take(end).skip(first) {
        if layout.mail_line(index).is_some() {
            continue;
        }
        if matches!(block.label, Label::Body | Label::Dateline) {
            block.label = Label::Table;
        }
        if index > first {
            block.joining = Joining::WhileFits;
        }
    }
}

/// The first block of the title above a table: "Table 3. Sales", or "Table 3" with
/// another line right below it; the table's own first block if it has none.
fn with_title(layout: &Layout<'_>, table: usize) -> usize {
    let is_title =
        |back: usize| table.checked_sub(back).filter(|&index| is_title(layout.block_text(index)));
    let is_second_line = layout
        .blocks
        .get(table.saturating_sub(1))
        .is_some_and(|block| !block.blank_before && block.span.len() <= MAX_TITLE_BYTES);
    is_title(1).or_else(|| is_title(2).filter(|_| is_second_line)).unwrap_or(table)
}

/// "Table 3. Deliveries of tugs".
fn is_title(line: &str) -> bool {
    let number = after_any(line, &["table", "tab."]).unwrap_or_default().trim_start();
    let is_number =
        number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'));
    is_number && line.len() <= MAX_TITLE_BYTES && !line.contains(['\n', '\r'])
}
