//! Small raised signs that were drawn apart from their line, as the numbers of
//! notes: put back to where they stand, or they would cut a paragraph in two.

use super::lines::Line;

/// Characters of the longest such sign.
const MAX_CHARS: usize = 4;

/// Lines before and after in which the line of a sign is looked for.
const WITHIN: usize = 40;

/// Puts each sign into the line that it stands on.
pub(super) fn put_back(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len() {
        let target =
            lines.get(at).filter(|line| is_sign(line)).and_then(|sign| home(lines, at, sign));
        match target {
            Some(home) => {
                let sign = lines.remove(at);
                let home = if home > at { home - 1 } else { home };
                if let Some(line) = lines.get_mut(home) {
                    insert(line, &sign);
                }
            }
            None => at += 1,
        }
    }
}

fn is_sign(line: &Line) -> bool {
    let is_of_sign = |c: char| c.is_ascii_digit() || "*†‡§,".contains(c) || c.is_ascii_lowercase();
    line.text.chars().count() <= MAX_CHARS && line.text.chars().all(is_of_sign)
}

/// The line that a sign is raised from.
fn home(lines: &[Line], at: usize, sign: &Line) -> Option<usize> {
    let around = at.saturating_sub(WITHIN)..(at + WITHIN).min(lines.len());
    let is_home = |line: &Line| {
        let height = line.y - sign.y;
        let is_raised = height > 0.15 * line.size && height < 0.7 * line.size;
        let is_within = sign.x[0] >= line.x[0] && sign.x[0] <= line.x[1] + 0.5 * line.size;
        sign.size < 0.85 * line.size && is_raised && is_within && line.direction == sign.direction
    };
    around.into_iter().find(|other| *other != at && lines.get(*other).is_some_and(is_home))
}

/// Inserts a sign between the letters between which it stands.
fn insert(line: &mut Line, sign: &Line) {
    let x = sign.x[0];
    let mut pieces = std::mem::take(&mut line.pieces);
    let piece = pieces.iter_mut().rev().find(|piece| piece.x[0] <= x);
    if let Some(piece) = piece {
        let before = piece.starts.partition_point(|start| *start < x);
        // Behind the letter, not behind the blank that leaves room for the sign.
        let is_blank = |at: usize| piece.text.chars().nth(at) == Some(' ');
        let before = if before > 0 && is_blank(before - 1) { before - 1 } else { before };
        let byte = piece.text.char_indices().nth(before).map_or(piece.text.len(), |(at, _)| at);
        piece.text.insert_str(byte, &sign.text);
        for _ in sign.text.chars() {
            piece.starts.insert(before, x);
        }
        piece.x[1] = piece.x[1].max(sign.x[1]);
    }
    *line = line.of_pieces(pieces);
}
