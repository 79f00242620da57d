//! What a query is narrowed to, as a filter over an index.

use crate::analysis::Analyzer;
use crate::analysis::token::KeyKind;
use crate::facet::kind::Facet;
use crate::facts::value::{stems, without_article};
use crate::passage::label::Label;
use crate::query::Query;
use crate::query::plan::{Filter, Plan};
use crate::query::report::Narrowed;
use crate::util::fold::fold;

/// A facet with what is chosen of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selection {
    pub(crate) facet: Facet,
    /// For each choice the values that it stands for: as typed, and as the index
    /// has it.
    pub(crate) choices: Vec<Vec<String>>,
}

impl Selection {
    /// All that a query is narrowed to.
    pub(crate) fn all(query: &Query, analyzer: &Analyzer) -> Vec<Self> {
        let of_facet = |(facet, values): (&Facet, Vec<&str>)| Self {
            facet: facet.clone(),
            choices: values.into_iter().map(|value| alike(facet, value, analyzer)).collect(),
        };
        query.narrowings().map(of_facet).collect()
    }

    /// The values of which a passage must have one.
    pub(crate) fn values(&self) -> Vec<String> {
        self.choices.iter().flatten().cloned().collect()
    }
}

/// The values that a typed one stands for.
fn alike(facet: &Facet, typed: &str, analyzer: &Analyzer) -> Vec<String> {
    let in_index = match facet {
        Facet::Topic | Facet::Status => Some(fold(typed).into_owned()),
        Facet::Label => Label::from_name(typed).map(|label| label.name().to_owned()),
        Facet::Speaker => Some(without_article(&stems(typed, analyzer)).to_owned()),
        Facet::Family => {
            let analysis = analyzer.analyze_query(typed);
            let key = analysis.keys().find(|key| key.kind == KeyKind::Family);
            key.map(|key| key.term.to_owned())
        }
        _ => None,
    };
    let mut alike = vec![typed.to_owned()];
    // The empty value is the one of what has none.
    alike.extend(in_index.filter(|value| value != typed && !value.is_empty()));
    alike
}

/// Narrows a plan. One whose query has nothing to look for keeps all that passes; one
/// that could not be searched for at all keeps nothing.
pub(crate) fn narrow(plan: &mut Plan, query: &Query, selections: &[Selection]) {
    if query.narrowing().is_empty() {
        return;
    }
    let mut parts = vec![base(plan, query)];
    let filters = selections.iter().map(|of| Filter::Facet(of.facet.clone(), of.values()));
    parts.extend(filters);
    plan.filter = Some(Filter::All(parts));
}

/// What passes before anything is chosen.
pub(crate) fn base(plan: &Plan, query: &Query) -> Filter {
    match &plan.filter {
        Some(filter) => filter.clone(),
        None if plan.concepts.is_empty() && !query.clauses().is_empty() => Filter::Any(Vec::new()),
        None => Filter::All(Vec::new()),
    }
}

/// A value as a person reads it.
pub(crate) fn name(facet: &Facet, value: &str, analyzer: &Analyzer) -> String {
    match facet {
        _ if value.is_empty() => facet.name_of_none(),
        Facet::Family => match analyzer.relations().designation(value) {
            Some(designation) => designation.to_owned(),
            None => value.to_uppercase(),
        },
        _ => value.to_owned(),
    }
}

/// What the report says of it.
pub(crate) fn narrowed(query: &Query, analyzer: &Analyzer) -> Vec<Narrowed> {
    let of_facet = |(facet, values): (&Facet, Vec<&str>)| Narrowed {
        facet: facet.name().to_owned(),
        names: values.iter().map(|value| name(facet, value, analyzer)).collect(),
        values: values.into_iter().map(str::to_owned).collect(),
    };
    query.narrowings().map(of_facet).collect()
}
