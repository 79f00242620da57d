//! Letters of glyphs that a file gives no names: by the font's own map of
//! characters, read backwards.

use std::collections::BTreeMap;

use hayro_interpret::font::OutlineGlyph;
use skrifa::{FontRef, MetadataProvider};

/// What glyphs of embedded fonts stand for.
#[derive(Debug, Default)]
pub(super) struct UnnamedGlyphs {
    /// For each font the character of each glyph that one leads to.
    fonts: BTreeMap<u128, BTreeMap<u32, char>>,
    /// Glyphs that stand for no letter.
    pub(super) without_letter: usize,
}

impl UnnamedGlyphs {
    /// The character that leads to a glyph; of several the first.
    pub(super) fn character_of(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let font = glyph.font_data()?;
        let id = glyph.glyph_id().to_u32();
        let known = self
            .fonts
            .entry(font.cache_key)
            .or_insert_with(|| characters(font.data.as_ref().as_ref()));
        known.get(&id).copied()
    }
}

fn characters(font: &[u8]) -> BTreeMap<u32, char> {
    let mut characters = BTreeMap::new();
    let Ok(font) = FontRef::new(font) else { return characters };
    for (code, glyph) in font.charmap().mappings() {
        if let Some(character) = char::from_u32(code) {
            characters.entry(glyph.to_u32()).or_insert(character);
        }
    }
    characters
}
