//! Glyphs to lines, in the order that a page draws them: this survives columns,
//! which places alone would splice.

use std::collections::HashMap;

use super::glyphs::Glyph;

/// In ems: how near a glyph is one that was drawn before, as programs do that have
/// no bold font.
const SAME_PLACE: f32 = 0.15;

/// In ems: a gap between letters that is a blank between words.
const BLANK: f32 = 0.18;

/// In ems: a gap that parts the cells of a table.
const TAB: f32 = 1.5;

/// In ems: how far letters of one line can stand apart from its base line.
const LEVEL: f32 = 0.25;

/// In ems: how far a letter may begin before the one that it follows ends.
const OVERLAP: f32 = 0.6;

/// Letters that stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x: [f32; 2],
    /// Where each character begins.
    pub(super) starts: Vec<f32>,
}

/// A line: pieces on one base line, with wide gaps between.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The text, with tabs between the pieces.
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) x: [f32; 2],
    pub(super) y: f32,
    /// The size that most of its letters have.
    pub(super) size: f32,
    pub(super) direction: u8,
    /// The width of its first word, once it is shrunk.
    pub(super) first_word: f32,
}

impl Line {
    /// A line of some pieces of another one.
    pub(super) fn of_pieces(&self, pieces: Vec<Piece>) -> Self {
        let text = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\t");
        let start = pieces.first().map_or(0.0, |piece| piece.x[0]);
        let end = pieces.iter().fold(start, |end, piece| piece.x[1].max(end));
        Self { text, pieces, x: [start, end], ..*self }
    }

    /// Forgets where its letters stand, but for the width of its first word: all
    /// lines of a document are in memory.
    pub(super) fn shrink(&mut self) {
        if let Some(piece) = self.pieces.first() {
            let blank = piece.text.chars().position(|c| c == ' ');
            let end = blank.and_then(|at| piece.starts.get(at)).copied().unwrap_or(piece.x[1]);
            self.first_word = end - piece.x[0];
        }
        for piece in &mut self.pieces {
            piece.starts = Vec::new();
        }
    }
}

/// The lines of a page.
pub(super) fn of(glyphs: &[Glyph]) -> Vec<Line> {
    let mut drawn = Drawn::default();
    let (mut lines, mut under_way) = (Vec::new(), UnderWay::default());
    for glyph in glyphs.iter().filter(|glyph| !drawn.has(glyph)) {
        if !under_way.follows(glyph) {
            lines.extend(std::mem::take(&mut under_way).finish());
        }
        under_way.push(glyph);
    }
    lines.extend(under_way.finish());
    lines
}

/// Glyphs that were drawn, by character and place.
#[derive(Default)]
struct Drawn {
    places: HashMap<(char, u8, i32, i32), [f32; 2]>,
}

impl Drawn {
    /// Whether it was drawn here before; it is from now on.
    fn has(&mut self, glyph: &Glyph) -> bool {
        if glyph.character == ' ' {
            return false;
        }
        let reach = (SAME_PLACE * glyph.size).max(0.01);
        // Cells of a fixed size: glyphs of two sizes are compared, too.
        let cell = |value: f32| (value / 4.0).floor() as i32;
        let key = |dx: i32, dy: i32| {
            (glyph.character, glyph.direction, cell(glyph.x[0]) + dx, cell(glyph.y) + dy)
        };
        let is_near = |place: &[f32; 2]| {
            (place[0] - glyph.x[0]).abs() < reach && (place[1] - glyph.y).abs() < reach
        };
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let mut around = around.filter_map(|(dx, dy)| self.places.get(&key(dx, dy)));
        let is_there = around.any(is_near);
        self.places.insert(key(0, 0), [glyph.x[0], glyph.y]);
        is_there
    }
}

/// A line that is being put together.
#[derive(Default)]
struct UnderWay {
    pieces: Vec<Piece>,
    /// The first glyph, by which others are on its line.
    first: Option<Glyph>,
    /// Where the last glyph ends.
    end: f32,
    has_blank: bool,
    /// How many letters there are of each size, in tenths of a point.
    sizes: std::collections::BTreeMap<i32, usize>,
}

impl UnderWay {
    /// Whether a glyph goes on with the line.
    fn follows(&self, glyph: &Glyph) -> bool {
        let Some(first) = self.first else { return true };
        let em = first.size.max(glyph.size);
        let is_level = (glyph.y - first.y).abs() <= LEVEL * em || self.is_raised(glyph);
        let is_behind = glyph.x[0] >= self.end - OVERLAP * em;
        glyph.direction == first.direction && is_level && is_behind
    }

    /// Whether it is a small sign that stands above or below the line, right behind
    /// its last letter.
    fn is_raised(&self, glyph: &Glyph) -> bool {
        let Some(first) = self.first else { return false };
        let is_small = glyph.size < 0.85 * first.size;
        let is_near = glyph.x[0] - self.end < 0.5 * first.size;
        is_small && is_near && (glyph.y - first.y).abs() < 0.6 * first.size
    }

    fn push(&mut self, glyph: &Glyph) {
        if glyph.character == ' ' {
            // Blanks before a line are none of it: a page can begin with them.
            if self.first.is_some() {
                self.has_blank = true;
            }
            return;
        }
        let gap = glyph.x[0] - self.end;
        let em = glyph.size;
        if self.pieces.is_empty() || gap > TAB * em {
            let piece = Piece { text: String::new(), x: [glyph.x[0]; 2], starts: Vec::new() };
            self.pieces.push(piece);
        } else if self.has_blank || gap > BLANK * em {
            self.put(' ', self.end);
        }
        self.put(glyph.character, glyph.x[0]);
        if let Some(piece) = self.pieces.last_mut() {
            piece.x[1] = glyph.x[1].max(piece.x[1]);
        }
        *self.sizes.entry((glyph.size * 10.0) as i32).or_default() += 1;
        self.first = self.first.or(Some(*glyph));
        self.end = glyph.x[1];
        self.has_blank = false;
    }

    fn put(&mut self, character: char, x: f32) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.text.push(character);
            piece.starts.push(x);
        }
    }

    fn finish(self) -> Option<Line> {
        let first = self.first?;
        let size = self
            .sizes
            .iter()
            .max_by_key(|(_, count)| **count)
            .map_or(first.size, |(size, _)| *size as f32 / 10.0);
        let line = Line {
            text: String::new(),
            pieces: Vec::new(),
            x: [0.0; 2],
            y: first.y,
            size: size.max(0.1),
            direction: first.direction,
            first_word: 0.0,
        };
        Some(line.of_pieces(self.pieces))
    }
}
