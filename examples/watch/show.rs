//! Alerts for people and for programs.

use std::io::Write;

use anyhow::Result;
use ibid::watch::{Alert, Alerts};

use super::common::Colours;
use super::common::fit::one_line;
use super::saved::reasons;

/// Writes an object a line.
pub(super) fn write_json(out: &mut impl Write, alerts: &Alerts) -> Result<()> {
    for alert in &alerts.alerts {
        writeln!(out, "{}", serde_json::to_string(alert)?)?;
    }
    for copies in &alerts.copies {
        writeln!(out, "{{\"copies\":{}}}", serde_json::to_string(copies)?)?;
    }
    Ok(())
}

pub(super) fn write_text(out: &mut impl Write, alerts: &Alerts, colours: Colours) -> Result<()> {
    for alert in &alerts.alerts {
        write_alert(out, alert, colours)?;
    }
    for copies in &alerts.copies {
        let (count, noun) = copies_of(copies.count);
        let watches = one_line(&copies.watches.join(", "));
        writeln!(out, "{watches}: {count} {noun} since of what was told")?;
        for citation in &copies.citations {
            writeln!(out, "   {}", one_line(&citation.to_string()))?;
        }
    }
    Ok(())
}

fn write_alert(out: &mut impl Write, alert: &Alert, colours: Colours) -> Result<()> {
    let Colours { mark, faint, bold, end } = colours;
    let names = one_line(&alert.names().join(", "));
    let citation = one_line(&alert.citation.to_string());
    writeln!(out, "{bold}{names}{end}  {citation} {faint}{}{end}", alert.label)?;
    let [open, close] = if mark.is_empty() { ["[", "]"] } else { [mark, end] };
    let mut text = String::new();
    for piece in alert.pieces() {
        // A text must not move the cursor, nor change a colour.
        let printable: String =
            piece.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let [open, close] = if piece.is_marked() { [open, close] } else { ["", ""] };
        text.extend([open, &printable, close]);
    }
    if !text.is_empty() {
        writeln!(out, "   {}", text.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    for reason in reasons(alert) {
        writeln!(out, "   {faint}{}{end}", one_line(&reason))?;
    }
    if !alert.copies.is_empty() {
        let (count, noun) = copies_of(alert.copies.len());
        let ids: Vec<&str> = alert.copies.iter().map(|copy| copy.document.as_str()).collect();
        writeln!(out, "   {faint}{count} {noun}: {}{end}", one_line(&ids.join(", ")))?;
    }
    Ok(writeln!(out)?)
}

fn copies_of(count: usize) -> (usize, &'static str) {
    (count, if count == 1 { "copy" } else { "copies" })
}

/// What a run did, in a line.
pub(super) fn summary(alerts: &Alerts) -> String {
    let noun = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    };
    format!(
        "{} from {} in {}",
        noun(alerts.alerts.len(), "alert"),
        noun(alerts.passages, "new passage"),
        noun(alerts.documents, "document")
    )
}
