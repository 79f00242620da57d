//! A number that was read.

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::facts) struct Numeral {
    pub(in crate::facts) value: f64,
    /// The place behind its last token.
    pub(in crate::facts) end: usize,
    /// The value of its scale word ("million"), or 1.
    pub(in crate::facts) scale: f64,
    /// Whether it is one run of digits, as a year is.
    pub(in crate::facts) is_plain: bool,
    /// Whether it says no figure: "hundreds", "several hundred". `value` is
    /// then the least that it says.
    pub(in crate::facts) is_vague: bool,
}

impl Numeral {
    pub(super) fn new(value: f64, end: usize) -> Self {
        Self { value, end, scale: 1.0, is_plain: false, is_vague: false }
    }

    pub(super) fn scaled(self, scale: f64, end: usize) -> Self {
        Self { value: self.value * scale, end, scale, is_plain: false, ..self }
    }
}
