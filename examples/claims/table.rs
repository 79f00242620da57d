//! A question as a table: each statement with its citation, then what is to be
//! said of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::Result;
use ibid::claims::{CitedStatement, Question};
use ibid::facts::{Certainty, RelationKind};

use crate::common::Colours;
use crate::common::fit::{cut, fit, one_line, widest};
use crate::common::place;
use crate::sign;

/// The most columns of a figure, of a status, of an outlet, and of a quotation.
const MAX_FIGURE: usize = 28;
const MAX_STATUS: usize = 20;
const MAX_OUTLET: usize = 44;
const MAX_QUOTE: usize = 110;

/// Writes a question with its statements and relations, and a blank line.
pub(crate) fn write(out: &mut impl Write, question: &Question, colours: Colours) -> Result<()> {
    let Colours { bold, faint, end, .. } = colours;
    writeln!(out, "{bold}{}{end}", question.title())?;
    let figures: Vec<String> = question.statements.iter().map(figure).collect();
    let outlets: Vec<String> = question.statements.iter().map(outlet).collect();
    let width = widest(figures.iter().map(String::as_str), MAX_FIGURE);
    let outlet_width = widest(outlets.iter().map(String::as_str), MAX_OUTLET);
    for (number, said) in question.statements.iter().enumerate() {
        let who = said.speaker.as_deref().map_or_else(|| "the outlet".to_owned(), one_line);
        writeln!(
            out,
            "{:>4}  {}  {}  {}  {}",
            number + 1,
            fit(&figures[number], width),
            fit(&status(said), MAX_STATUS),
            fit(&outlets[number], outlet_width),
            cut(&who, MAX_OUTLET),
        )?;
        let places: Vec<String> =
            [&said.citation].into_iter().chain(&said.copies).map(place).collect();
        writeln!(
            out,
            "{faint}      “{}” {}{end}",
            cut(&one_line(&said.quote), MAX_QUOTE),
            places.join(" = "),
        )?;
    }
    write_relations(out, question, colours)?;
    Ok(writeln!(out)?)
}

fn figure(said: &CitedStatement) -> String {
    let part = if said.is_part { " (a part)" } else { "" };
    format!("{}{part}", said.value)
}

fn status(said: &CitedStatement) -> String {
    match said.certainty {
        Certainty::Asserted => said.status.to_string(),
        certainty => format!("{}, {certainty}", said.status),
    }
}

fn outlet(said: &CitedStatement) -> String {
    let date = said.published.map_or_else(|| "undated".to_owned(), |days| days.to_string());
    format!("{}, {date}", said.outlet)
}

/// One line for each kind and reason, with the values and the numbers of the
/// statements. What agrees has a line for each value.
fn write_relations(out: &mut impl Write, question: &Question, colours: Colours) -> Result<()> {
    let Colours { mark, end, .. } = colours;
    let value = |number: usize| question.statements[number].value.as_str();
    let mut kinds: BTreeMap<(RelationKind, &str, &str), BTreeSet<usize>> = BTreeMap::new();
    for relation in &question.relations {
        let is_flag = !matches!(relation.kind, RelationKind::Agrees | RelationKind::Refines);
        let group = if is_flag { "" } else { value(relation.first) };
        let numbers = kinds.entry((relation.kind, &relation.reason, group)).or_default();
        numbers.extend([relation.first, relation.second]);
    }
    for ((kind, reason, _), numbers) in kinds {
        let (sign, name) = sign(kind);
        let mut values: Vec<&str> = Vec::new();
        for number in &numbers {
            if !values.contains(&value(*number)) {
                values.push(value(*number));
            }
        }
        let numbers: Vec<String> = numbers.iter().map(|number| (number + 1).to_string()).collect();
        let is_flag = !matches!(kind, RelationKind::Agrees | RelationKind::Refines);
        let (mark, end) = if is_flag { (mark, end) } else { ("", "") };
        writeln!(
            out,
            "   {mark}{sign} {name}{end}: {} (rows {}): {reason}",
            values.join(" · "),
            numbers.join(", "),
        )?;
    }
    Ok(())
}
