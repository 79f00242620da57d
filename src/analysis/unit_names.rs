//! Units of measurement that stand right behind a figure: "30mm", "30 mm".

/// Units that only small letters write: "35M" is a variant, "5G" a network.
const SMALL: [&str; 6] = ["g", "l", "m", "t", "v", "w"];

/// Other units, sorted. Those that are also words are missing: "35 in the yard".
#[rustfmt::skip]
const UNITS: [&str; 69] = [
    "a.m", "bhp", "bn", "cc", "cm", "db", "dbm", "deg", "dm", "dpi", "fps", "ft", "gb", "ghz", "gw",
    "gwh", "ha", "hp", "hr", "hrs", "hz", "kb", "kbps", "kg", "kgf", "kgs", "khz", "kj", "km",
    "kmh", "kms", "kn", "kph", "kt", "kts", "kv", "kw", "kwh", "lb", "lbf", "lbs", "ltr", "mb",
    "mbps", "mbt", "mg", "mhz", "mins", "ml", "mln", "mm", "mn", "mph", "mw", "nm", "oz", "p.m",
    "pc", "pct", "pm", "psi", "rpm", "sec", "secs", "shp", "sq", "tb", "trn", "yd",
];

/// The longest unit, in bytes.
const MAX_BYTES: usize = 4;

/// Whether a text behind a figure is a unit.
pub(crate) fn is_unit(text: &str) -> bool {
    (1..=MAX_BYTES).contains(&text.len())
        && (SMALL.contains(&text)
            || UNITS.binary_search(&text.to_ascii_lowercase().as_str()).is_ok())
}

/// The length in bytes of the figure that a word begins with, where a unit
/// follows to its end: 4 of "7.62mm". `None` for any other word.
pub(super) fn figure_length(word: &str) -> Option<usize> {
    let is_of_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let unit = word.trim_start_matches(is_of_figure);
    let length = word.len() - unit.len();
    let is_figure = word.starts_with(|c: char| c.is_ascii_digit());
    (is_figure && is_unit(unit)).then_some(length)
}

/// The words for percents, each with its parts.
pub(crate) const PERCENTS: [&[&str]; 4] = [&["percent"], &["pct"], &["per", "cent"], &["pc"]];

/// The words for a thousand thousands and its thousandfolds, as figures have them
/// behind. The single letter is a metre, too, unless a currency says what is counted.
pub(crate) const SCALES: [&[&str]; 3] =
    [&["million", "mln", "mn", "m"], &["billion", "bn", "bln"], &["trillion", "trn"]];

/// The lengths in bytes of the figures, and of the sign between them, that a word
/// begins with: 4 and 1 of "7.62x39mm". `None` for any other word.
pub(super) fn product_length(word: &str) -> Option<(usize, usize)> {
    let is_of_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let after = word.trim_start_matches(is_of_figure);
    let second = after.strip_prefix(['x', 'X'])?;
    let is_product = word.starts_with(|c: char| c.is_ascii_digit())
        && second.starts_with(|c: char| c.is_ascii_digit())
        && (second.chars().all(is_of_figure) || figure_length(second).is_some());
    is_product.then_some((word.len() - after.len(), 1))
}

/// Whether a surface is a figure: digits, with a mark for fractions.
pub(crate) fn is_figure(surface: &str) -> bool {
    surface.starts_with(|c: char| c.is_ascii_digit())
        && surface.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_sorted() {
        assert!(UNITS.is_sorted());
        assert!(UNITS.iter().all(|unit| is_unit(unit)) && SMALL.iter().all(|unit| is_unit(unit)));
    }

    #[test]
    fn figures_with_units() {
        let check = |word: &str, expected: Option<usize>| {
            assert_eq!(figure_length(word), expected, "{word}");
        };
        check("30mm", Some(2));
        check("30MM", Some(2));
        check("7.62mm", Some(4));
        check("1,000kg", Some(5));
        check("250km", Some(3));
        check("30m", Some(2));
        check("6p.m", Some(1));
        check("20pc", Some(2));
        check("1.5bn", Some(3));
        check("30", None);
        check("35M", None);
        check("72B3", None);
        check("9K331", None);
        check("16C", None);
        check("5G", None);
        check("30men", None);
        check("mm", None);
        check("1st", None);
        check("35in", None);
    }

    #[test]
    fn products() {
        let check = |word: &str, expected| assert_eq!(product_length(word), expected, "{word}");
        check("7.62x39mm", Some((4, 1)));
        check("4x4", Some((1, 1)));
        check("120X570", Some((3, 1)));
        check("0x1F", None);
        check("x4", None);
        check("4xab", None);
        check("44", None);
    }
}
