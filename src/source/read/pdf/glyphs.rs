//! The glyphs of a page, with their places, as it draws them.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RectExt, SoftMask, TransformExt, interpret_page,
};

use super::unnamed::UnnamedGlyphs;

/// Bytes of the instructions of one page.
const MAX_CONTENT_BYTES: usize = 32 << 20;

/// Glyphs of one page.
const MAX_GLYPHS: usize = 2_000_000;

/// Pieces within pieces that one page draws: one can draw another twice, this one the
/// next twice, and so on.
const MAX_CLIPS: usize = 50_000;

/// Bytes that a clip takes with its path, as in "0 0 9 9 re W n". A long report clips
/// each of its cells.
const CLIP_BYTES: usize = 12;

/// In points: so far beyond the edge of the sheet a glyph can begin that reaches into it.
const BESIDE: f64 = 4.0;

/// What all pages of a document may take: they can be one page, many times.
#[derive(Debug)]
pub(super) struct Budget {
    content_bytes: usize,
    glyphs: usize,
    clips: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { content_bytes: 512 << 20, glyphs: 20_000_000, clips: 500_000 }
    }
}

impl Budget {
    /// Whether nothing is left of it.
    pub(super) fn is_spent(&self) -> bool {
        self.content_bytes == 0 || self.glyphs == 0 || self.clips == 0
    }

    fn spend(&mut self, content_bytes: usize, glyphs: usize, clips: usize) {
        self.content_bytes = self.content_bytes.saturating_sub(content_bytes);
        self.glyphs = self.glyphs.saturating_sub(glyphs);
        self.clips = self.clips.saturating_sub(clips);
    }
}

/// A character on a page. Places are in points, turned so that it is read to the
/// right: `x` grows to the right, and `y` down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Where it begins and ends.
    pub(super) x: [f32; 2],
    /// Its base line.
    pub(super) y: f32,
    /// Its height of an em.
    pub(super) size: f32,
    /// Which way it is read: to the right, down, to the left, up.
    pub(super) direction: u8,
}

/// What a page draws: its glyphs in their order.
pub(super) struct PageContent {
    pub(super) glyphs: Vec<Glyph>,
    /// Whether the page draws a picture.
    pub(super) has_picture: bool,
    /// Why they are not all.
    pub(super) fault: Option<&'static str>,
}

/// Reads a page. A panic of the interpreter costs what comes after it.
pub(super) fn of_page<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    unnamed: &mut UnnamedGlyphs,
    budget: &mut Budget,
) -> PageContent {
    let length = page.page_stream().map_or(0, <[u8]>::len);
    if length > MAX_CONTENT_BYTES {
        budget.spend(length, 0, 0);
        let fault = Some("has more than 32 MiB of instructions: it was left out");
        return PageContent { glyphs: Vec::new(), has_picture: false, fault };
    }
    let own_clips = length / CLIP_BYTES;
    let transform = page.initial_transform(true).to_kurbo();
    let sheet = transform.transform_rect_bbox(page.media_box().to_kurbo());
    let mut collector =
        Collector { glyphs: Vec::new(), sheet, unnamed, own_clips, clips: 0, has_picture: false };
    let interpreted = catch_unwind(AssertUnwindSafe(|| {
        let crop = page.intersected_crop_box().to_kurbo();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, crop, cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut collector);
    }));
    budget.spend(length, collector.glyphs.len(), collector.clips);
    let fault = match interpreted {
        Ok(()) => None,
        Err(cause) if cause.is::<TooMuch>() => Some("draws too much: its start was read"),
        Err(_) => Some("is damaged: its start was read"),
    };
    PageContent { glyphs: collector.glyphs, has_picture: collector.has_picture, fault }
}

/// Ends the interpreter, which cannot be stopped in another way.
struct TooMuch;

struct Collector<'u> {
    glyphs: Vec<Glyph>,
    /// The sheet that the page is on: what is cropped off it is read, too.
    sheet: Rect,
    unnamed: &'u mut UnnamedGlyphs,
    /// Clips that the instructions of the page itself can still make: what it draws
    /// many times over is counted beyond them.
    own_clips: usize,
    clips: usize,
    has_picture: bool,
}

impl Collector<'_> {
    fn add(&mut self, drawn: &Drawn<'_>, transform: Affine) {
        let Some(text) = self.text_of(drawn) else {
            self.unnamed.without_letter += 1;
            return;
        };
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let Some(placed) = placed(transform, f64::from(advance.unwrap_or(500.0))) else { return };
        let characters = characters(&text);
        // The letters of a ligature share its width.
        let width = (placed.x[1] - placed.x[0]) / characters.len().max(1) as f32;
        for (at, character) in characters.into_iter().enumerate() {
            let start = placed.x[0] + width * at as f32;
            self.glyphs.push(Glyph { character, x: [start, start + width], ..placed });
        }
    }

    /// Whether a glyph stands on the sheet: several pages can be parts of one drawing.
    fn is_on_page(&self, transform: Affine) -> bool {
        let origin = transform * Point::ORIGIN;
        self.sheet.inflate(BESIDE, BESIDE).contains(origin)
    }

    /// What a glyph stands for: as the file says, as its font says, or its code.
    fn text_of(&mut self, drawn: &Drawn<'_>) -> Option<String> {
        let named = match drawn.as_unicode() {
            Some(BfString::Char(character)) => Some(character.to_string()),
            Some(BfString::String(text)) => Some(text),
            None => None,
        };
        if let Some(text) = named.filter(|text| text.chars().any(is_readable)) {
            return Some(text);
        }
        let character = match drawn {
            Drawn::Outline(glyph) => self.unnamed.character_of(glyph),
            Drawn::Type3(glyph) => {
                char::from_u32(glyph.char_code()).filter(|c| c.is_ascii_graphic() || *c == ' ')
            }
        };
        character.filter(|c| is_readable(*c)).map(String::from)
    }
}

/// Whether a character can be read: no sign for one that is missing, and none that
/// means something in its font alone.
fn is_readable(character: char) -> bool {
    let is_private = ('\u{E000}'..='\u{F8FF}').contains(&character);
    !is_private && character != '\u{FFFD}' && (!character.is_control() || character.is_whitespace())
}

/// The characters of a glyph: ligatures as letters, any blank as one, and a soft
/// hyphen, for which fonts have one glyph with the hyphen, as that.
fn characters(text: &str) -> Vec<char> {
    let mut out = Vec::new();
    for character in text.chars().filter(|character| is_readable(*character)) {
        match character {
            '\u{FB00}' => out.extend("ff".chars()),
            '\u{FB01}' => out.extend("fi".chars()),
            '\u{FB02}' => out.extend("fl".chars()),
            '\u{FB03}' => out.extend("ffi".chars()),
            '\u{FB04}' => out.extend("ffl".chars()),
            '\u{FB05}' | '\u{FB06}' => out.extend("st".chars()),
            '\u{AD}' | '\u{2010}' => out.push('-'),
            blank if blank.is_whitespace() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// The place of a glyph by the transform from its own units, a thousand an em.
fn placed(transform: Affine, advance: f64) -> Option<Glyph> {
    let origin = transform * Point::ORIGIN;
    let along: Vec2 = transform * Point::new(1000.0, 0.0) - origin;
    let size = (transform * Point::new(0.0, 1000.0) - origin).hypot();
    let is_sane = origin.is_finite() && size.is_finite() && size > 0.01 && along.hypot() > 0.01;
    if !is_sane || size > 1e5 || origin.to_vec2().hypot() > 1e6 {
        return None;
    }
    let end = origin + along * (advance / 1000.0);
    let direction = if along.x.abs() >= along.y.abs() {
        if along.x >= 0.0 { 0 } else { 2 }
    } else if along.y >= 0.0 {
        1
    } else {
        3
    };
    let turned = |point: Point| match direction {
        0 => (point.x, point.y),
        1 => (point.y, -point.x),
        2 => (-point.x, -point.y),
        _ => (-point.y, point.x),
    };
    let ((x, y), (x_end, _)) = (turned(origin), turned(end));
    Some(Glyph {
        character: ' ',
        x: [x as f32, x_end.max(x) as f32],
        y: y as f32,
        size: size as f32,
        direction,
    })
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let first = run.glyphs().first();
        // A line that runs over the edge is read to its end.
        if first.is_some_and(|glyph| !self.is_on_page(props.transform * glyph.transform())) {
            return;
        }
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
        if self.glyphs.len() > MAX_GLYPHS {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        if self.own_clips > 0 {
            self.own_clips -= 1;
            return;
        }
        self.clips += 1;
        if self.clips > MAX_CLIPS {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.has_picture = true;
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
