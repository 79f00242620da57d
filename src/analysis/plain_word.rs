//! The stem of a text that is one plain word, without an analysis.

use super::Analyzer;
use super::stem_cache::StemCache;
use super::word::AsciiWord;

impl Analyzer {
    /// The stem of a text that is one word in small letters of ASCII, as
    /// [`words`](Self::words) gives it; `None` of any other text.
    pub(crate) fn stem_of_plain_word(&self, text: &str) -> Option<String> {
        // A lone "s" is what is left of a possessive.
        let is_plain = text.len() > 1
            && text.len() <= AsciiWord::MAX_BYTES
            && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let stem_of = |cache: &mut StemCache| {
            let stem = cache.stem(self.shared.stems, text);
            let suffix = str::from_utf8(stem.suffix).ok()?;
            Some(format!("{}{suffix}", text.get(..stem.kept_bytes)?))
        };
        if is_plain { self.shared.caches.with(stem_of) } else { None }
    }
}
