//! The forms that citations are written in.

use serde::{Deserialize, Serialize};

/// A form of a file of citations. It displays as its name, `csl-json`, and is read from
/// it with `parse`.
///
/// ```
/// use ibid::cite::Form;
///
/// assert_eq!("bibtex".parse(), Ok(Form::BibTex));
/// assert_eq!(Form::CslJson.to_string(), "csl-json");
/// let names = "text, markdown, csl-json, bibtex, ris, csv or jsonl";
/// let error = "word".parse::<Form>().unwrap_err();
/// assert_eq!(error.to_string(), format!("form is \"word\": it must be {names}"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Form {
    /// A footnote, and the line behind it.
    Text,
    /// A quotation of Markdown with its source.
    Markdown,
    /// The JSON of the Citation Style Language, as Zotero and pandoc read it.
    CslJson,
    /// BibTeX with the fields of biblatex.
    #[serde(rename = "bibtex")]
    BibTex,
    /// RIS, as most programs for bibliographies read it.
    Ris,
    /// Comma-separated values with a row of names.
    Csv,
    /// One object of JSON a line.
    #[serde(rename = "jsonl")]
    JsonLines,
}

/// A name that no [`Form`] has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("form is {0:?}: it must be text, markdown, csl-json, bibtex, ris, csv or jsonl")]
pub struct UnknownForm(pub(crate) String);

impl Form {
    /// All forms.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Markdown,
        Self::CslJson,
        Self::BibTex,
        Self::Ris,
        Self::Csv,
        Self::JsonLines,
    ];

    /// Its name, for command lines and addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::CslJson => "csl-json",
            Self::BibTex => "bibtex",
            Self::Ris => "ris",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The usual ending of a file of it, without a dot.
    ///
    /// ```
    /// assert_eq!(ibid::cite::Form::BibTex.extension(), "bib");
    /// ```
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::CslJson => "json",
            Self::BibTex => "bib",
            Self::Ris => "ris",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// Its media type, in UTF-8.
    ///
    /// ```
    /// let csl = "application/vnd.citationstyles.csl+json";
    /// assert_eq!(ibid::cite::Form::CslJson.media_type(), csl);
    /// ```
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::BibTex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/jsonl; charset=utf-8",
        }
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Form {
    type Err = UnknownForm;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let form = Self::ALL.into_iter().find(|form| form.name() == name);
        form.ok_or_else(|| UnknownForm(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for form in Form::ALL {
            assert_eq!(form.name().parse(), Ok(form));
            assert_eq!(serde_json::to_value(form).unwrap(), form.name());
        }
    }
}
