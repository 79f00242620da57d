//! A timeline as a drawing: SVG that prints in black and white and can be read
//! aloud.

use std::fmt::Write as _;

use super::cite::one_line;
use super::timeline::{Timeline, TimelineBasis, TimelineEntry};
use crate::date::DayRange;
use crate::date::axis::Axis;
use crate::facts::Certainty;
use crate::util::svg::{Heading, Svg, escaped, shortened};

/// Pixels of the whole drawing, and of its parts.
const WIDTH: i32 = 960;
const MARGIN: i32 = 16;
const AXIS_WIDTH: i32 = 300;
const TEXT_LEFT: i32 = MARGIN + AXIS_WIDTH + 24;
const HEAD_HEIGHT: i32 = 56;
const ROW_HEIGHT: i32 = 40;

/// The most characters of a quotation in a row.
const QUOTE_CHARS: usize = 92;

impl Timeline {
    /// The timeline as an SVG document. It has a title, a description with every
    /// entry, and text as text; a bar spans the days of an entry. What is certain is
    /// filled, what is only expected or possible is dashed, and what has the days of
    /// its document is hollow.
    ///
    /// Equal timelines give equal bytes. Never panics; linear in the entries.
    ///
    /// ```
    /// use ibid::claims::FactOptions;
    /// use ibid::{Document, Index, Query};
    ///
    /// let index = Index::in_memory()?;
    /// let mut writer = index.writer()?;
    /// writer.add(&Document::new("a", "Six <old> tugs were delivered in June 2014."))?;
    /// writer.commit()?;
    ///
    /// let svg = index.timeline(&Query::new("tugs"), &FactOptions::default())?.to_svg("tugs & more");
    /// assert!(svg.contains("<title id=\"ibid-title\">Timeline: tugs &amp; more</title>"));
    /// assert!(svg.contains("Six &lt;old&gt; tugs"));
    /// # Ok::<(), ibid::Error>(())
    /// ```
    #[must_use]
    pub fn to_svg(&self, name: &str) -> String {
        let rows = i32::try_from(self.entries.len()).unwrap_or(i32::MAX / (2 * ROW_HEIGHT));
        let height = HEAD_HEIGHT + rows.saturating_mul(ROW_HEIGHT) + MARGIN;
        let title = format!("Timeline: {}", one_line(name));
        let heading = Heading { id: "ibid", title: &title, description: &description(self) };
        let axis = Axis::of(self.entries.iter().map(|entry| entry.days), AXIS_WIDTH);
        let mut drawing = Drawing { svg: Svg::open(heading, WIDTH, height), axis };
        drawing.axis(height - MARGIN);
        for (row, entry) in self.entries.iter().enumerate() {
            let row = i32::try_from(row).unwrap_or(rows);
            drawing.entry(entry, HEAD_HEIGHT + row.saturating_mul(ROW_HEIGHT));
        }
        drawing.svg.finish()
    }
}

/// The entries in words.
fn description(timeline: &Timeline) -> String {
    let count = match timeline.entries.len() {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    };
    let lines = timeline.entries.iter().map(|entry| {
        format!("{}: {} ({})", head(entry), one_line(&entry.quote), entry.citation.document)
    });
    let lines: Vec<String> = lines.collect();
    format!("{count}. {}", lines.join(" "))
}

/// The days of an entry with what is to be known of them.
fn head(entry: &TimelineEntry) -> String {
    let mut head = entry.days.to_string();
    if let Some(days) = entry.or_days {
        let _ = write!(head, " or {days}");
    }
    if entry.basis == TimelineBasis::Published {
        head.push_str(" (published)");
    }
    if let Some(status) = entry.status {
        let _ = write!(head, " {status}");
    }
    if let Some(certainty) = entry.certainty.filter(|sure| *sure != Certainty::Asserted) {
        let _ = write!(head, ", {certainty}");
    }
    head
}

/// A drawing under way.
struct Drawing {
    svg: Svg,
    axis: Axis,
}

impl Drawing {
    fn axis(&mut self, bottom: i32) {
        for (day, name) in self.axis.ticks() {
            let x = MARGIN + self.axis.at(day);
            let top = HEAD_HEIGHT - 20;
            self.svg.line((x, top), (x, bottom));
            self.svg.text((x, top - 4), 11, "start", &name);
        }
    }

    fn entry(&mut self, entry: &TimelineEntry, top: i32) {
        let DayRange { first, last } = entry.days;
        let start = MARGIN + self.axis.at(first.days_since_epoch());
        let end = MARGIN + self.axis.at(last.days_since_epoch().saturating_add(1));
        let width = (end - start).max(6);
        let is_sure = entry.certainty.is_none_or(|sure| sure == Certainty::Asserted);
        let (class, fill) = match entry.basis {
            TimelineBasis::Published => ("ibid-bar ibid-open", "#fff"),
            _ if is_sure => ("ibid-bar", "#444"),
            _ => ("ibid-bar ibid-unsure", "#ddd"),
        };
        let dashes = if is_sure { "" } else { " stroke-dasharray=\"3 2\"" };
        self.svg.put(format_args!(
            "<rect class=\"{class}\" x=\"{start}\" y=\"{}\" width=\"{width}\" height=\"10\" \
             fill=\"{fill}\" stroke=\"#000\"{dashes}/>",
            top + 6
        ));
        self.svg.put(format_args!(
            "<text class=\"ibid-text\" x=\"{TEXT_LEFT}\" y=\"{}\">\
             <tspan font-weight=\"bold\">{}</tspan> {}:{}</text>",
            top + 14,
            escaped(&head(entry)),
            escaped(&one_line(&entry.citation.document)),
            entry.citation.line
        ));
        self.svg.put(format_args!(
            "<text class=\"ibid-text\" x=\"{TEXT_LEFT}\" y=\"{}\" font-size=\"12\">{}</text>",
            top + 30,
            escaped(&shortened(&one_line(&entry.quote), QUOTE_CHARS))
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_timeline_is_a_drawing() {
        let svg = Timeline::default().to_svg("x");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
