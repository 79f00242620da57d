//! What the examples share: arguments, an index over a folder, the lexicon and profile of
//! a file, colours, the width of the terminal, exit statuses, and a quiet end where the
//! output is closed.

// Each example is a program of its own and uses a part of this.
#![allow(dead_code)]

pub(crate) mod articles;
pub(crate) mod beside;
#[cfg(feature = "cite")]
pub(crate) mod cited;
pub(crate) mod csv;
pub(crate) mod fit;
pub(crate) mod kept;
pub(crate) mod markup;
pub(crate) mod progress;
pub(crate) mod wrap;

use std::ffi::OsStr;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use ibid::rank::Profile;
use ibid::{Citation, Day, Lexicon};

/// The sample articles that come with the library.
pub(crate) fn sample_articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles")
}

/// The document and line of a citation.
pub(crate) fn place(citation: &Citation) -> String {
    format!("{}:{}", citation.document, citation.line)
}

/// The lexicon in a file laid over the built-in one.
pub(crate) fn lexicon(file: Option<&Path>) -> Result<Lexicon> {
    let Some(file) = file else { return Ok(Lexicon::builtin()) };
    Ok(Lexicon::builtin().with(&own_lexicon(file)?))
}

/// The lexicon in a file by itself, to be laid over the built-in one. Bad lines
/// are reported on standard error and the good ones kept.
pub(crate) fn own_lexicon(file: &Path) -> Result<Lexicon> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the lexicon {}", file.display()))?;
    let read = Lexicon::builtin().read_over(&text);
    for problem in &read.problems {
        say(format_args!("{}, {problem}", file.display()));
    }
    Ok(read.lexicon)
}

/// The profile of a name, or else of a TOML file.
pub(crate) fn profile(name_or_file: &str) -> Result<Profile> {
    let unknown = match Profile::named(name_or_file) {
        Ok(profile) => return Ok(profile),
        Err(unknown) => unknown,
    };
    let text = std::fs::read_to_string(name_or_file)
        .with_context(|| format!("{unknown}, or a file: cannot read {name_or_file}"))?;
    let profile: Profile =
        toml::from_str(&text).with_context(|| format!("reading the profile {name_or_file}"))?;
    profile.validate()?;
    Ok(profile)
}

/// The current day, as the clock of the machine has it.
pub(crate) fn today() -> Option<Day> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let days = i32::try_from(since.as_secs() / (24 * 60 * 60)).ok()?;
    Some(Day::from_days_since_epoch(days))
}

/// Escape codes, or nothing where the output is not a terminal.
#[derive(Clone, Copy)]
pub(crate) struct Colours {
    pub(crate) mark: &'static str,
    pub(crate) faint: &'static str,
    pub(crate) bold: &'static str,
    pub(crate) end: &'static str,
}

/// When the output has colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ColourChoice {
    /// On a terminal that has them, unless `NO_COLOR` is set
    #[default]
    Auto,
    Always,
    Never,
}

impl Colours {
    /// Those of standard output, where it has some.
    pub(crate) fn for_terminal() -> Self {
        Self::for_output(ColourChoice::Auto)
    }

    /// Those of standard output, as chosen.
    pub(crate) fn for_output(choice: ColourChoice) -> Self {
        let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
        let has_colours =
            choice.has_colours(stdout().is_terminal(), no_color.as_deref(), term.as_deref());
        if has_colours {
            Self { mark: "\x1b[1;33m", faint: "\x1b[2m", bold: "\x1b[1m", end: "\x1b[0m" }
        } else {
            Self { mark: "", faint: "", bold: "", end: "" }
        }
    }
}

impl ColourChoice {
    /// As <https://no-color.org> says, an empty `NO_COLOR` is none.
    pub(crate) fn has_colours(
        self,
        terminal: bool,
        no_color: Option<&OsStr>,
        term: Option<&OsStr>,
    ) -> bool {
        let refused = no_color.is_some_and(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => terminal && !refused && term != Some(OsStr::new("dumb")),
        }
    }
}

/// Writes a line to standard error. Nobody has to listen.
pub(crate) fn say(line: std::fmt::Arguments<'_>) {
    writeln!(stderr(), "{line}").ok();
}

/// How a program ends: 0 where something was done or answered, 1 where nothing
/// was, and 2 with the error, in one line, where it failed.
pub(crate) fn exit_code(outcome: Result<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            say(format_args!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// A reader that closed the output (`| head`) has seen enough: no failure.
pub(crate) fn unless_closed(written: Result<()>) -> Result<()> {
    match written {
        Err(error) if is_closed_pipe(&error) => Ok(()),
        other => other,
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
