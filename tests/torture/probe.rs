//! A child process that opens, searches, reads and verifies indexes, so that an
//! abort, a loop without end or gigabytes of memory are faults of one index.

use std::io::{BufRead, BufReader, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use ibid::{Error, Index, Query, Result};

use crate::common::{WORK, child, work};

/// Kilobytes of address space that a child may have: threads and allocator
/// reserve most of it.
const MAX_KILOBYTES: u64 = 1 << 20;

/// How long one index may take.
const MAX_TIME: Duration = Duration::from_secs(5);

const QUERIES: [&str; 9] = [
    "\"arms embargo\" lifted",
    "Mi-35 helicop*",
    "embarog~",
    "topic:embargo -oil",
    "title:deal",
    "date:2014",
    "label:body minister",
    "source:Gazette id:*",
    "oil prices",
];

/// What became of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Probed {
    /// It opened, was searched and read; whether it was verified.
    Answers { answers: String, verified: bool },
    /// Opening, searching or reading it was an error.
    Told(String),
    /// It panicked, took too long, or ended the process.
    Fault(&'static str),
}

fn answers(index: &Index) -> Result<String> {
    let mut all = String::new();
    for query in QUERIES {
        for hit in &index.search(&Query::new(query))? {
            all += &format!("{} {} {} {};", hit.citation, hit.citation.span, hit.text, hit.score);
        }
    }
    for document in index.documents()? {
        all += &format!("{:?}", document?);
    }
    Ok(all)
}

fn probe(path: &Path) -> Probed {
    let probed = || -> Result<Probed> {
        let index = Index::open(path)?;
        let answers = answers(&index)?;
        let hash = crc32fast::hash(answers.as_bytes());
        let answers = format!("{hash:08x}-{}", answers.len());
        Ok(Probed::Answers { answers, verified: index.verify().is_ok() })
    };
    match catch_unwind(AssertUnwindSafe(probed)) {
        Ok(Ok(probed)) => probed,
        Ok(Err(Error::Limit { .. })) => Probed::Fault("asks for too much memory"),
        Ok(Err(error)) => Probed::Told(error.to_string()),
        Err(_) => Probed::Fault("panics"),
    }
}

#[test]
#[ignore = "runs as the child of a prober"]
fn child_probes() {
    if work().is_none() {
        return;
    }
    for path in std::io::stdin().lock().lines() {
        let line = match probe(Path::new(&path.unwrap())) {
            Probed::Answers { answers, verified } => format!("answers\t{answers}\t{verified}"),
            Probed::Told(error) => format!("told\t{}", error.replace(['\n', '\t'], " ")),
            Probed::Fault(fault) => format!("fault\t{fault}"),
        };
        writeln!(std::io::stdout(), "\nprobed\t{line}").unwrap();
    }
}

/// The child, started again where it died.
#[derive(Default)]
pub(crate) struct Prober {
    running: Option<Running>,
}

struct Running {
    child: Child,
    paths: ChildStdin,
    lines: Receiver<String>,
}

impl Prober {
    /// Opens, searches, reads and verifies the index at that path.
    pub(crate) fn probe(&mut self, path: &Path) -> Probed {
        let running = self.running.get_or_insert_with(Running::start);
        writeln!(running.paths, "{}", path.display()).unwrap();
        let line = match running.lines.recv_timeout(MAX_TIME) {
            Ok(line) => line,
            Err(error) => {
                self.running = None;
                return Probed::Fault(match error {
                    RecvTimeoutError::Disconnected => "ends the process",
                    RecvTimeoutError::Timeout => "takes too long",
                });
            }
        };
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["answers", answers, verified] => {
                Probed::Answers { answers: answers.to_owned(), verified: verified == "true" }
            }
            ["told", error] => Probed::Told(error.to_owned()),
            ["fault", "panics"] => Probed::Fault("panics"),
            _ => Probed::Fault("asks for too much memory"),
        }
    }
}

impl Running {
    fn start() -> Self {
        let program = child("probe::child_probes");
        let mut limited = Command::new(program.get_program());
        if cfg!(target_os = "linux") {
            limited = Command::new("sh");
            limited.args(["-c", &format!("ulimit -v {MAX_KILOBYTES}; exec \"$0\" \"$@\"")]);
            limited.arg(program.get_program()).env("MALLOC_ARENA_MAX", "2");
        }
        limited.args(program.get_args()).env(WORK, "probe");
        let limited = limited.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = limited.spawn().unwrap();
        let paths = child.stdin.take().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap()).lines();
        let (send, lines) = channel();
        std::thread::spawn(move || {
            let probed = out.map_while(std::result::Result::ok);
            let mut probed =
                probed.filter_map(|line| Some(line.strip_prefix("probed\t")?.to_owned()));
            probed.try_for_each(|line| send.send(line))
        });
        Self { child, paths, lines }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
