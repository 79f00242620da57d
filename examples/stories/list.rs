//! The list of stories.

use std::io::Write;

use anyhow::Result;
use ibid::story::{MemberKind, Stories, Story, StoryMember};
use serde::Serialize;

use super::common::Colours;

/// The stories of several articles, or `all`.
pub(crate) fn shown(stories: &Stories, all: bool) -> Vec<&Story> {
    stories.stories.iter().filter(|story| all || story.members.len() > 1).collect()
}

/// A story as it is written: the ids by what the articles are, then all of it.
#[derive(Serialize)]
struct Line<'a> {
    cluster: Vec<&'a str>,
    first: &'a str,
    copies: Vec<&'a str>,
    versions: Vec<&'a str>,
    #[serde(flatten)]
    story: &'a Story,
}

/// One object a line.
pub(crate) fn write_json(out: &mut impl Write, stories: &[&Story]) -> Result<()> {
    for story in stories {
        let ids = |kind: Option<MemberKind>| -> Vec<&str> {
            let members = story.members.iter().filter(|it| kind.is_none_or(|kind| it.kind == kind));
            members.map(|member| member.document.as_str()).collect()
        };
        let line = Line {
            cluster: ids(None),
            first: story.first().map_or("", |first| &first.document),
            copies: ids(Some(MemberKind::Copy)),
            versions: ids(Some(MemberKind::Version)),
            story,
        };
        serde_json::to_writer(&mut *out, &line).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A paragraph for each story, and the recurring reports behind them.
pub(crate) fn write_text(
    out: &mut impl Write,
    stories: &Stories,
    shown: &[&Story],
    colours: Colours,
) -> Result<()> {
    let Colours { faint, end, .. } = colours;
    for story in shown {
        write_story(out, story, colours)?;
        writeln!(out)?;
    }
    for report in &stories.recurring {
        let first = report.documents.first().map(head).unwrap_or_default();
        writeln!(out, "{faint}recurring, not folded: {first}{end}")?;
        for document in report.documents.iter().skip(1) {
            writeln!(out, "{faint}    {}{end}", head(document))?;
        }
    }
    if shown.is_empty() {
        writeln!(out, "no two articles tell one report")?;
    }
    Ok(())
}

/// A story: its first article, how many others, and each of them.
pub(crate) fn write_story(out: &mut impl Write, story: &Story, colours: Colours) -> Result<()> {
    let Colours { faint, bold, end, .. } = colours;
    let first = story.first().map(head).unwrap_or_default();
    writeln!(out, "{bold}{first}{end}")?;
    let dates = story.dates.map(|dates| format!(", {dates}")).unwrap_or_default();
    let sources = match story.sources.len() {
        0 => String::new(),
        _ => format!(", {}", printable(&story.sources.join(", "))),
    };
    let (copies, versions) = (counted(story.copies(), "copy", "copies"), story.versions());
    let versions = counted(versions, "version", "versions");
    writeln!(out, "   {faint}{copies}, {versions}{sources}{dates}{end}")?;
    for member in story.members.iter().skip(1) {
        let kind = match (member.kind, &member.copy_of) {
            (MemberKind::Copy, Some(of)) if Some(of) != story.first().map(|it| &it.document) => {
                format!("copy of {}", printable(of))
            }
            (MemberKind::Copy, _) => "copy".into(),
            _ => format!("version, {:.0} % alike", member.likeness * 100.0),
        };
        writeln!(out, "   {}: {faint}{kind}{end}", head(member))?;
    }
    Ok(())
}

fn counted(number: usize, singular: &str, plural: &str) -> String {
    format!("{number} {}", if number == 1 { singular } else { plural })
}

/// The id of an article, its outlet, title and date.
pub(crate) fn head(member: &StoryMember) -> String {
    let mut head = member.document.clone();
    for part in [&member.source, &member.title] {
        if !part.is_empty() {
            head = format!("{head}, {part}");
        }
    }
    let date = member.date.map(|date| format!(", {date}")).unwrap_or_default();
    printable(&format!("{head}{date}"))
}

/// The text on one line, without what controls a terminal.
pub(crate) fn printable(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "\u{fffd}")
}
