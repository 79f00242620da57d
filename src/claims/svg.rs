//! A timeline as a drawing: SVG that prints in black and white and can be read
//! aloud.

use std::fmt::Write as _;

use super::cite::one_line;
use super::timeline::{Timeline, TimelineBasis, TimelineEntry};
use crate::date::{Day, DayRange};
use crate::facts::Certainty;

/// Pixels of the whole drawing, and of its parts.
const WIDTH: i32 = 960;
const MARGIN: i32 = 16;
const AXIS_WIDTH: i32 = 300;
const TEXT_LEFT: i32 = MARGIN + AXIS_WIDTH + 24;
const HEAD_HEIGHT: i32 = 56;
const ROW_HEIGHT: i32 = 40;

/// The most characters of a quotation in a row.
const QUOTE_CHARS: usize = 92;

/// The most marks of the axis.
const MAX_TICKS: i32 = 6;

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
        let mut svg = Svg::default();
        svg.open(name, height, &description(self));
        let scale = Scale::new(&self.entries);
        svg.axis(&scale, height - MARGIN);
        for (row, entry) in self.entries.iter().enumerate() {
            let row = i32::try_from(row).unwrap_or(rows);
            svg.entry(&scale, entry, HEAD_HEIGHT + row.saturating_mul(ROW_HEIGHT));
        }
        svg.text.push_str("</svg>\n");
        svg.text
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

/// Days to pixels.
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    fn new(entries: &[TimelineEntry]) -> Self {
        let first = entries.iter().map(|entry| entry.days.first.days_since_epoch()).min();
        let last = entries.iter().map(|entry| entry.days.last.days_since_epoch()).max();
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
        Self { first, last: last.max(first.saturating_add(1)) }
    }

    fn x(&self, day: i32) -> i32 {
        let width = i64::from(self.last) - i64::from(self.first) + 1;
        let days = (i64::from(day) - i64::from(self.first)).clamp(0, width);
        MARGIN + i32::try_from(days * i64::from(AXIS_WIDTH) / width).unwrap_or(0)
    }

    /// The first days of years or months, with their names.
    fn ticks(&self) -> Vec<(i32, String)> {
        let bound = |day: i32| {
            let (year, month, _) = Day::from_days_since_epoch(day).civil().unwrap_or((1970, 1, 1));
            year * 12 + i32::from(month) - 1
        };
        let (first, last) = (bound(self.first), bound(self.last));
        let steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 60_000];
        let fits = |step: &&i32| (last - first) / **step < MAX_TICKS;
        let step = steps.iter().find(fits).copied().unwrap_or(120_000);
        let mut month = first.div_euclid(step) * step;
        let mut ticks = Vec::new();
        while month <= last {
            let year = month.div_euclid(12);
            let of_year = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
            let day = Day::new(year, of_year, 1).map(Day::days_since_epoch);
            if let Some(day) = day.filter(|day| *day >= self.first) {
                let named =
                    if step < 12 { format!("{year}-{of_year:02}") } else { year.to_string() };
                ticks.push((day, named));
            }
            month += step;
        }
        ticks
    }
}

/// A document under way.
#[derive(Default)]
struct Svg {
    text: String,
}

impl Svg {
    /// Adds markup. Writing to a string does not fail.
    fn put(&mut self, markup: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(markup);
        self.text.push('\n');
    }

    fn open(&mut self, name: &str, height: i32, description: &str) {
        self.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
             width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"ibid-title ibid-desc\" font-family=\"sans-serif\" \
             font-size=\"13\" fill=\"#000\">"
        ));
        let name = escaped(&one_line(name));
        self.put(format_args!("<title id=\"ibid-title\">Timeline: {name}</title>"));
        self.put(format_args!("<desc id=\"ibid-desc\">{}</desc>", escaped(description)));
        self.put(format_args!("<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>"));
    }

    fn axis(&mut self, scale: &Scale, bottom: i32) {
        for (day, name) in scale.ticks() {
            let x = scale.x(day);
            let top = HEAD_HEIGHT - 20;
            self.put(format_args!(
                "<line x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#bbb\"/>"
            ));
            self.put(format_args!(
                "<text x=\"{x}\" y=\"{}\" font-size=\"11\">{name}</text>",
                top - 4
            ));
        }
    }

    fn entry(&mut self, scale: &Scale, entry: &TimelineEntry, top: i32) {
        let DayRange { first, last } = entry.days;
        let start = scale.x(first.days_since_epoch());
        let end = scale.x(last.days_since_epoch().saturating_add(1));
        let width = (end - start).max(6);
        let is_sure = entry.certainty.is_none_or(|sure| sure == Certainty::Asserted);
        let fill = match entry.basis {
            TimelineBasis::Published => "#fff",
            _ if is_sure => "#444",
            _ => "#ddd",
        };
        let dashes = if is_sure { "" } else { " stroke-dasharray=\"3 2\"" };
        self.put(format_args!(
            "<rect x=\"{start}\" y=\"{}\" width=\"{width}\" height=\"10\" fill=\"{fill}\" \
             stroke=\"#000\"{dashes}/>",
            top + 6
        ));
        self.put(format_args!(
            "<text x=\"{TEXT_LEFT}\" y=\"{}\"><tspan font-weight=\"bold\">{}</tspan> \
             {}:{}</text>",
            top + 14,
            escaped(&head(entry)),
            escaped(&one_line(&entry.citation.document)),
            entry.citation.line
        ));
        self.put(format_args!(
            "<text x=\"{TEXT_LEFT}\" y=\"{}\" font-size=\"12\">{}</text>",
            top + 30,
            escaped(&shortened(&one_line(&entry.quote)))
        ));
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTE_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The text as XML has it; characters that XML 1.0 does not allow are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(
            escaped("a<b> & \"c\"\u{0}\u{1b}[1m\u{ffff}"),
            "a&lt;b&gt; &amp; &quot;c&quot;[1m"
        );
        assert_eq!(shortened(&"é".repeat(93)).chars().count(), QUOTE_CHARS + 1);
        assert_eq!(shortened("short"), "short");
    }

    #[test]
    fn an_axis_has_few_marks() {
        let day = |text: &str| DayRange::parse(text).unwrap().first.days_since_epoch();
        let check = |first: &str, last: &str, expected: &[&str]| {
            let ticks = Scale { first: day(first), last: day(last) }.ticks();
            let names: Vec<&str> = ticks.iter().map(|(_, name)| name.as_str()).collect();
            assert_eq!(names, expected, "{first} {last}");
        };
        check("2014-06-01", "2017-08-29", &["2015", "2016", "2017"]);
        check("2014-06-03", "2014-09-29", &["2014-07", "2014-08", "2014-09"]);
        check("1911", "2014", &["1920", "1940", "1960", "1980", "2000"]);
        check("0001", "9999", &["5000"]);
    }

    #[test]
    fn an_empty_timeline_is_a_drawing() {
        let svg = Timeline::default().to_svg("x");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    }
}
