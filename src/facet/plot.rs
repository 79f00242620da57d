//! A histogram as a drawing.

use super::histogram::{Bar, Histogram};
use crate::date::DayRange;
use crate::date::axis::Axis;
use crate::util::svg::{Heading, Svg, escaped};

/// Pixels of the whole drawing, and of its parts.
const WIDTH: i32 = 960;
const HEIGHT: i32 = 300;
const MARGIN: i32 = 48;
const TOP: i32 = 56;
const BOTTOM: i32 = HEIGHT - 48;
/// The bar of passages without a date stands apart, at the right.
const UNDATED_WIDTH: i32 = 48;
const UNDATED_LEFT: i32 = WIDTH - MARGIN - UNDATED_WIDTH;
const AXIS_LENGTH: i32 = UNDATED_LEFT - MARGIN - 24;

/// Bars that have their numbers above them, at most: more would overlap.
const MAX_NUMBERED: usize = 24;

impl Histogram {
    /// The histogram as an SVG document: a title, a description with every bar, a bar
    /// for each, as high as its passages. Text is text. What is known less precisely
    /// than the unit is hollow and as wide as its days.
    ///
    /// Equal histograms give equal bytes. Never panics; linear in the bars.
    ///
    /// ```
    /// use ibid::facet::FacetOptions;
    /// use ibid::{DayRange, Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// let june = DayRange::parse("2014-06-02").unwrap();
    /// writer.add(&Document::new("a", "Six tugs.").with_date(june))?;
    /// writer.commit()?;
    ///
    /// let options = FacetOptions::default().with_histogram();
    /// let svg = index.facets(&Query::new("tugs"), &options)?.histogram.unwrap().to_svg("a & b");
    /// assert!(svg.contains("<title id=\"ibid-histogram-title\">By day: a &amp; b</title>"));
    /// assert!(svg.contains("2014-06-02: 1 passage in 1 document"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self, name: &str) -> String {
        let title = format!("By {}: {}", self.unit, one_line(name));
        let bars = self.bars.iter().chain(&self.undated);
        let description = bars.map(Bar::in_words).collect::<Vec<_>>().join(". ");
        let heading = Heading { id: "ibid-histogram", title: &title, description: &description };
        let mut svg = Svg::open(heading, WIDTH, HEIGHT);
        svg.text((MARGIN, 24), 15, "start", &title);
        self.draw_axis(&mut svg);
        // The less precise ones are wider, and lie behind the others.
        for is_of_unit in [false, true] {
            let bars = self.bars.iter().filter(|bar| bar.is_of_unit == is_of_unit);
            bars.for_each(|bar| self.draw(&mut svg, bar));
        }
        self.undated.iter().for_each(|bar| self.draw(&mut svg, bar));
        svg.finish()
    }

    fn axis(&self) -> Axis {
        Axis::of(self.bars.iter().filter_map(|bar| bar.days), AXIS_LENGTH)
    }

    fn draw_axis(&self, svg: &mut Svg) {
        svg.line((MARGIN, BOTTOM), (WIDTH - MARGIN, BOTTOM));
        if self.undated.is_some() {
            let middle = UNDATED_LEFT + UNDATED_WIDTH / 2;
            svg.text((middle, BOTTOM + 18), 11, "middle", "undated");
        }
        let axis = self.axis();
        let ticks = if self.bars.is_empty() { Vec::new() } else { axis.ticks() };
        for (day, name) in ticks {
            let x = MARGIN + axis.at(day);
            svg.line((x, BOTTOM), (x, BOTTOM + 5));
            svg.text((x, BOTTOM + 18), 11, "start", &name);
        }
        if let Some((first, last)) = self.bars.first().zip(self.bars.last()) {
            svg.text((MARGIN, BOTTOM + 36), 11, "start", &first.value);
            svg.text((MARGIN + AXIS_LENGTH, BOTTOM + 36), 11, "end", &last.value);
        }
    }

    fn draw(&self, svg: &mut Svg, bar: &Bar) {
        let (left, width) = self.place(bar.days);
        let height = self.height(bar.passages);
        let top = BOTTOM - height;
        let (class, fill, stroke) = match (bar.is_chosen, bar.is_of_unit) {
            (true, _) => ("ibid-bar ibid-chosen", "#000", ""),
            (_, true) => ("ibid-bar", "#666", ""),
            (_, false) => {
                ("ibid-bar ibid-open", "none", " stroke=\"#444\" stroke-dasharray=\"3 2\"")
            }
        };
        svg.put(format_args!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" \
             fill=\"{fill}\"{stroke}><title>{}</title></rect>",
            escaped(&bar.in_words())
        ));
        if self.bars.len() <= MAX_NUMBERED {
            svg.text((left + width / 2, top - 4), 11, "middle", &bar.passages.to_string());
        }
    }

    /// The left side and the width of the bar of these days.
    fn place(&self, days: Option<DayRange>) -> (i32, i32) {
        let Some(days) = days else { return (UNDATED_LEFT, UNDATED_WIDTH) };
        let axis = self.axis();
        let left = axis.at(days.first.days_since_epoch());
        let right = axis.at(days.last.days_since_epoch().saturating_add(1));
        // A pixel is left between two bars that are wide enough.
        let width = right - left;
        (MARGIN + left, if width > 4 { width - 1 } else { width.max(1) })
    }

    /// The height of a bar: the longest has all of the room.
    fn height(&self, passages: u64) -> i32 {
        let longest = self.bars.iter().chain(&self.undated).map(|bar| bar.passages).max();
        let longest = u128::from(longest.unwrap_or(0).max(1));
        let room = u128::from((BOTTOM - TOP).unsigned_abs());
        i32::try_from(u128::from(passages) * room / longest).unwrap_or(0).max(1)
    }
}

impl Bar {
    /// `2014-06: 12 passages in 4 documents`.
    fn in_words(&self) -> String {
        let value = if self.days.is_some() { &self.value } else { "undated" };
        format!("{value}: {}", in_words(self.passages, self.documents))
    }
}

/// `12 passages in 4 documents`.
pub(super) fn in_words(passages: u64, documents: u64) -> String {
    let counted =
        |count: u64, of: &str| format!("{count} {of}{}", if count == 1 { "" } else { "s" });
    format!("{} in {}", counted(passages, "passage"), counted(documents, "document"))
}

/// The text with single blanks, on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facet::count::Count;
    use crate::facet::date_unit::DateUnit;

    fn histogram(unit: DateUnit, bars: &[(&str, u64)]) -> Histogram {
        let count = |passages| Count { passages, documents: 1 };
        let bars = bars.iter().map(|(days, passages)| {
            let days: Option<DayRange> = days.parse().ok();
            (days.map(|days| unit.rounded(days)), count(*passages))
        });
        Histogram::new(unit, bars, &|value| value == "2014-07")
    }

    #[test]
    fn bars_are_by_their_first_days() {
        let bars =
            [("2014-08-02", 1), ("2013-12..2014-01", 2), ("2014", 3), ("2014-01-05", 4), ("", 5)];
        let histogram = histogram(DateUnit::Month, &bars);
        let shown = |bar: &Bar| (bar.value.clone(), bar.is_of_unit, bar.passages);
        let shown: Vec<_> = histogram.bars.iter().map(shown).collect();
        let expected = [
            ("2013-12..2014-01", false, 2),
            ("2014", false, 3),
            ("2014-01", true, 4),
            ("2014-08", true, 1),
        ];
        assert_eq!(shown, expected.map(|(value, is, passages)| (value.to_owned(), is, passages)));
        assert_eq!(histogram.undated.map(|bar| bar.passages), Some(5));
    }

    #[test]
    fn drawings_have_every_bar() {
        let bars = [("2014-06-02", 1), ("2014", 300), ("2014-07", 7), ("", 5)];
        let svg = histogram(DateUnit::Month, &bars).to_svg("x <y>");
        for part in [
            "By month: x &lt;y&gt;",
            "2014-06: 1 passage in 1 document",
            "2014: 300 passages in 1 document",
            "undated: 5 passages in 1 document",
            "ibid-bar ibid-chosen",
            "ibid-bar ibid-open",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert_eq!(svg.matches("<rect class=\"ibid-bar").count(), 4);
        assert!(!svg.contains("height=\"0\"") && !svg.contains("width=\"0\""));
        let empty = histogram(DateUnit::Year, &[]).to_svg("");
        assert!(empty.ends_with("</svg>\n") && !empty.contains("ibid-bar"));
    }

    #[test]
    fn far_years_are_drawn() {
        let svg = histogram(DateUnit::Year, &[("0001", 1), ("2014", 2), ("9999", u64::MAX)]);
        let svg = svg.to_svg("x");
        assert!(svg.contains("0001: 1 passage") && svg.contains("9999: "));
    }
}
