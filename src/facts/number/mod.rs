//! Numbers in digits and in words, with scales, fractions and ranges: the one
//! reader below amounts, counts, measures and dates.

mod digits;
pub(super) mod numeral;
pub(super) mod range;
pub(super) mod read_number;
pub(super) mod words;

#[cfg(test)]
mod tests;
