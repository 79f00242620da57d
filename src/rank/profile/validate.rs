//! The ranges of a profile's parameters.

use super::Profile;
use crate::error::{Error, Result};
use crate::passage::label::Label;

impl Profile {
    /// Checks every range.
    ///
    /// # Errors
    /// [`Error::Config`] names the first parameter that is out of its range.
    pub fn validate(&self) -> Result<()> {
        let up_to = |parameter, value: f32, max: f32, range| {
            // Written so that NaN is out of every range.
            if (0.0..=max).contains(&value) {
                return Ok(());
            }
            Err(Error::Config { parameter, value: value.to_string(), range })
        };
        up_to("profile.passage_k1", self.passage_k1, 10.0, "from 0 to 10")?;
        up_to("profile.document_k1", self.document_k1, 10.0, "from 0 to 10")?;
        up_to("profile.title_weight", self.title_weight, 100.0, "from 0 to 100")?;
        up_to("profile.proximity", self.proximity, 10.0, "from 0 to 10")?;
        up_to("profile.typed_form", self.typed_form, 10.0, "from 0 to 10")?;
        up_to("profile.rare_form", self.rare_form, 10.0, "from 0 to 10")?;
        up_to("profile.neighbour", self.neighbour, 10.0, "from 0 to 10")?;
        up_to("profile.answer", self.answer, 10.0, "from 0 to 10")?;
        let shares = [
            ("profile.passage_b", self.passage_b),
            ("profile.passage_b_of_documents", self.passage_b_of_documents),
            ("profile.feedback.without_name", self.feedback.without_name),
            ("profile.document_b", self.document_b),
            ("profile.title_b", self.title_b),
            ("profile.document_share", self.document_share),
            ("profile.document_share_of_documents", self.document_share_of_documents),
            ("profile.coverage", self.coverage),
            ("profile.document_coverage", self.document_coverage),
            ("profile.expansion.synonym", self.expansion.synonym),
            ("profile.expansion.narrower", self.expansion.narrower),
            ("profile.expansion.related", self.expansion.related),
            ("profile.expansion.topic", self.expansion.topic),
        ];
        for (parameter, value) in shares {
            up_to(parameter, value, 1.0, "from 0 to 1")?;
        }
        for label in Label::ALL {
            up_to("profile.labels", self.labels.of(label), 1.0, "from 0 to 1 for each label")?;
        }
        up_to("profile.feedback.weight", self.feedback.weight, 10.0, "from 0 to 10")?;
        up_to("profile.feedback.doubt", self.feedback.doubt, 10.0, "from 0 to 10")?;
        self.validate_counts()
    }

    fn validate_counts(&self) -> Result<()> {
        let counts = [
            ("profile.depth", self.depth, 10_000, "from 1 to 10000"),
            ("profile.feedback.passages", self.feedback.passages, 100, "from 1 to 100"),
            ("profile.feedback.terms", self.feedback.terms, 200, "from 1 to 200"),
            ("profile.feedback.agreeing", self.feedback.agreeing, 100, "from 1 to 100"),
            ("profile.feedback.rounds", self.feedback.rounds, 5, "from 1 to 5"),
        ];
        for (parameter, value, max, range) in counts {
            if !(1..=max).contains(&value) {
                return Err(Error::Config { parameter, value: value.to_string(), range });
            }
        }
        let short_query = self.feedback.short_query;
        if short_query > 512 {
            let (parameter, value) = ("profile.feedback.short_query", short_query.to_string());
            return Err(Error::Config { parameter, value, range: "from 0 to 512" });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every parameter of the TOML, out of its range.
    #[test]
    fn what_is_out_of_range_is_named() {
        let check = |toml: &str, expected: &str| {
            let profile: Profile = toml::from_str(toml).unwrap();
            assert_eq!(profile.validate().unwrap_err().to_string(), expected, "{toml}");
        };
        for (name, value, most) in [
            ("passage_k1", "10.5", 10),
            ("passage_b", "1.5", 1),
            ("passage_b_of_documents", "1.5", 1),
            ("document_k1", "-1", 10),
            ("document_b", "nan", 1),
            ("title_weight", "101", 100),
            ("title_b", "-0.5", 1),
            ("document_share", "2", 1),
            ("document_share_of_documents", "2", 1),
            ("coverage", "1.25", 1),
            ("document_coverage", "-1", 1),
            ("proximity", "inf", 10),
            ("typed_form", "-1", 10),
            ("rare_form", "11", 10),
            ("neighbour", "-1", 10),
            ("answer", "11", 10),
            ("feedback.without_name", "1.5", 1),
            ("expansion.synonym", "1.5", 1),
            ("expansion.narrower", "-1", 1),
            ("expansion.related", "nan", 1),
            ("expansion.topic", "2", 1),
            ("feedback.weight", "11", 10),
            ("feedback.doubt", "-2", 10),
        ] {
            let shown = value.replace("nan", "NaN");
            let number: f64 = value.parse().unwrap();
            let written = if number.is_finite() { format!("{number:?}") } else { value.into() };
            check(
                &format!("{name} = {written}"),
                &format!("profile.{name} is {shown}: it must be from 0 to {most}"),
            );
        }
        for (name, value, most) in [
            ("depth", 0, 10_000),
            ("feedback.passages", 101, 100),
            ("feedback.terms", 0, 200),
            ("feedback.agreeing", 0, 100),
            ("feedback.rounds", 6, 5),
        ] {
            check(
                &format!("{name} = {value}"),
                &format!("profile.{name} is {value}: it must be from 1 to {most}"),
            );
        }
        let expected = "profile.feedback.short_query is 513: it must be from 0 to 512";
        check("feedback.short_query = 513", expected);
        check("labels.quote = 1.5", "profile.labels is 1.5: it must be from 0 to 1 for each label");
    }
}
