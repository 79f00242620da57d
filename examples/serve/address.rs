//! Addresses of pages: names and values, percent-encoded.

use std::fmt::Write;

/// An address in the making: a path, and parameters in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    path: &'static str,
    parameters: Vec<(String, String)>,
    place: Option<&'static str>,
}

impl Address {
    pub(crate) fn of(path: &'static str) -> Self {
        Self { path, parameters: Vec::new(), place: None }
    }

    /// With a parameter behind those that it has.
    #[allow(clippy::needless_pass_by_value)] // Numbers and texts read alike where they are given.
    pub(crate) fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.parameters.push((name.into(), value.to_string()));
        self
    }

    /// With a parameter that is left out where its value is empty.
    pub(crate) fn with_some(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.with(name, value) }
    }

    /// With all values of a parameter.
    pub(crate) fn with_all(self, name: &str, values: &[String]) -> Self {
        values.iter().fold(self, |address, value| address.with(name, value))
    }

    /// With a place within the page.
    pub(crate) fn at(mut self, place: &'static str) -> Self {
        self.place = Some(place);
        self
    }

    /// The parameters, as hidden fields of a form have them.
    pub(crate) fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.path)?;
        for (number, (name, value)) in self.parameters.iter().enumerate() {
            let sign = if number == 0 { '?' } else { '&' };
            write!(f, "{sign}{}={}", encoded(name), encoded(value))?;
        }
        match self.place {
            Some(place) => write!(f, "#{place}"),
            None => Ok(()),
        }
    }
}

/// The text percent-encoded, whatever is not a letter, a digit or one of `-._~`.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                write!(out, "%{byte:02X}").ok();
            }
        }
    }
    out
}
