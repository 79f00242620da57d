//! Columns that a page draws row by row: read one after the other.

use super::lines::{Line, Piece};

/// Rows that leave the same gap before it parts columns.
const MIN_ROWS: usize = 8;

/// In ems: the widths of the pieces beside a gap between columns of prose. Cells of
/// a table are smaller.
const WIDE: f32 = 8.0;
const LESS_WIDE: f32 = 5.0;

/// The lines in the order that they are read in: as they are, unless rows go across
/// columns. Then the columns follow one another, between lines that cross the gap.
pub(super) fn in_reading_order(lines: Vec<Line>) -> Vec<Line> {
    let Some(gap) = gap_of(&lines) else { return lines };
    let (mut out, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let crosses = line.pieces.iter().any(|piece| crosses(piece, gap, line.size));
        if crosses || line.direction != 0 {
            out.append(&mut in_reading_order(std::mem::take(&mut left)));
            out.append(&mut in_reading_order(std::mem::take(&mut right)));
            out.push(line);
            continue;
        }
        let is_left = |piece: &Piece| f32::midpoint(piece.x[0], piece.x[1]) < gap;
        let (before, behind): (Vec<Piece>, Vec<Piece>) =
            line.pieces.iter().cloned().partition(is_left);
        for (pieces, column) in [(before, &mut left), (behind, &mut right)] {
            if !pieces.is_empty() {
                column.push(line.of_pieces(pieces));
            }
        }
    }
    out.append(&mut in_reading_order(left));
    out.append(&mut in_reading_order(right));
    out
}

fn crosses(piece: &Piece, gap: f32, em: f32) -> bool {
    piece.x[0] < gap - em && piece.x[1] > gap + em
}

/// Where the gap is that most rows of prose leave, if enough do.
fn gap_of(lines: &[Line]) -> Option<f32> {
    let mut edges: Vec<(f32, i32)> = Vec::new();
    for line in lines.iter().filter(|line| line.direction == 0) {
        for pair in line.pieces.windows(2) {
            let [left, right] = pair else { continue };
            let widths = [left, right].map(|piece| (piece.x[1] - piece.x[0]) / line.size);
            let (less, more) = (widths[0].min(widths[1]), widths[0].max(widths[1]));
            if less >= LESS_WIDE && more >= WIDE && left.x[1] < right.x[0] {
                edges.push((left.x[1], 1));
                edges.push((right.x[0], -1));
            }
        }
    }
    edges.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let (mut rows, mut most) = (0_i32, (0_i32, 0.0_f32, 0.0_f32));
    for pair in edges.windows(2) {
        let [(from, step), (to, _)] = pair else { continue };
        rows += step;
        if rows > most.0 {
            most = (rows, *from, *to);
        }
    }
    let is_enough = usize::try_from(most.0).is_ok_and(|rows| rows >= MIN_ROWS);
    is_enough.then(|| f32::midpoint(most.1, most.2))
}
