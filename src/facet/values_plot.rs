//! The values of a facet as a drawing.

use super::counts::{FacetCounts, FacetValue};
use super::plot::{in_words, one_line};
use crate::util::svg::{Heading, Svg, escaped, shortened};

/// Pixels of the drawing's parts.
const WIDTH: i32 = 960;
const MARGIN: i32 = 16;
const TOP: i32 = 44;
const ROW_HEIGHT: i32 = 24;
const BAR_LEFT: i32 = 280;
const BAR_LENGTH: i32 = 440;

/// The most characters of a value's name.
const NAME_CHARS: usize = 40;

impl FacetCounts {
    /// The listed values as an SVG document: a row for each with its name, a bar as
    /// long as its passages, and its numbers. It has a title and a description with
    /// every value, and text as text.
    ///
    /// Equal counts give equal bytes. Never panics; linear in the values.
    ///
    /// ```
    /// use ibid::facet::{Facet, FacetOptions};
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six tugs.").with_source("The <old> Gazette"))?;
    /// writer.commit()?;
    ///
    /// let options = FacetOptions::default().facet(Facet::Source);
    /// let svg = index.facets(&Query::new("tugs"), &options)?.facets[0].to_svg("tugs");
    /// assert!(svg.contains("<title id=\"ibid-source-title\">By source: tugs</title>"));
    /// assert!(svg.contains("The &lt;old&gt; Gazette"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self, name: &str) -> String {
        let title = format!("By {}: {}", one_line(self.facet.name()), one_line(name));
        let description = self.description();
        // An id of an element has no blanks.
        let known = self.facet.name().chars().filter(char::is_ascii_alphanumeric);
        let id = format!("ibid-{}", known.collect::<String>());
        let heading = Heading { id: &id, title: &title, description: &description };
        let rows = i32::try_from(self.values.len() + usize::from(self.other > 0));
        let rows = rows.unwrap_or(i32::MAX / (2 * ROW_HEIGHT));
        let height = TOP + rows.saturating_mul(ROW_HEIGHT) + MARGIN;
        let mut svg = Svg::open(heading, WIDTH, height);
        svg.text((MARGIN, 24), 15, "start", &title);
        let longest = self.values.iter().map(|value| value.passages).max().unwrap_or(0);
        let mut top = TOP;
        for value in &self.values {
            draw(&mut svg, value, longest, top);
            top = top.saturating_add(ROW_HEIGHT);
        }
        if self.other > 0 {
            svg.text((MARGIN, top + 16), 12, "start", &self.others());
        }
        svg.finish()
    }

    /// Every listed value in words.
    fn description(&self) -> String {
        let value = |value: &FacetValue| {
            format!("{}: {}", one_line(&value.name), in_words(value.passages, value.documents))
        };
        let mut parts: Vec<String> = self.values.iter().map(value).collect();
        parts.extend((self.other > 0).then(|| self.others()));
        parts.join(". ")
    }

    fn others(&self) -> String {
        format!("{} other values", self.other)
    }
}

fn draw(svg: &mut Svg, value: &FacetValue, longest: u64, top: i32) {
    let name = one_line(&value.name);
    let (class, fill) =
        if value.is_chosen { ("ibid-bar ibid-chosen", "#000") } else { ("ibid-bar", "#666") };
    let length = u128::from(value.passages) * u128::from(BAR_LENGTH.unsigned_abs());
    let length = i32::try_from(length / u128::from(longest.max(1))).unwrap_or(0).max(1);
    svg.text((MARGIN, top + 16), 13, "start", &shortened(&name, NAME_CHARS));
    let counted = in_words(value.passages, value.documents);
    svg.put(format_args!(
        "<rect class=\"{class}\" x=\"{BAR_LEFT}\" y=\"{}\" width=\"{length}\" height=\"14\" \
         fill=\"{fill}\"><title>{}: {counted}</title></rect>",
        top + 5,
        escaped(&name)
    ));
    let numbers = format!("{} in {}", value.passages, value.documents);
    svg.text((BAR_LEFT + length + 8, top + 16), 12, "start", &numbers);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facet::kind::Facet;

    #[test]
    fn names_are_text() {
        let value = |name: &str, passages| FacetValue {
            value: name.to_owned(),
            name: name.to_owned(),
            passages,
            documents: 1,
            is_chosen: passages == 1,
        };
        let long = "a\u{7}<b> \n\t".to_owned() + &"é".repeat(90);
        let values = vec![value(&long, u64::MAX), value("]]>", 1)];
        let facet = Facet::Field("odd \"name\"".to_owned());
        let counts = FacetCounts { facet, values, chosen: Vec::new(), distinct: 9, other: 7 };
        let svg = counts.to_svg("x");
        assert!(svg.contains("id=\"ibid-oddname-title\"") && svg.contains("7 other values"));
        assert!(svg.contains("]]&gt;") && svg.contains("ibid-chosen") && svg.contains("é…"));
        assert!(!svg.contains('\u{7}') && !svg.contains("<b>"));
    }
}
