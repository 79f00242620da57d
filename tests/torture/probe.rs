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
use crate::every_call::call_all;

/// Kilobytes of memory that one index may take, the child's own among them.
const MAX_KILOBYTES: u64 = 300 << 10;

/// Kilobytes of address space that a child may have, so that the machine has room
/// for the others: threads and allocator reserve much that they do not use.
const MAX_ADDRESSES: u64 = 4 << 20;

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
    /// It panicked, took too long or too much memory, or ended the process.
    Fault(String),
}

fn answers(index: &Index, work: Work) -> Result<String> {
    let mut all = String::new();
    for query in QUERIES {
        for hit in &index.search(&Query::new(query))? {
            all += &format!("{} {} {} {};", hit.citation, hit.citation.span, hit.text, hit.score);
        }
    }
    if let Work::Sample = work {
        for number in (0..3000).step_by(71) {
            all += &format!("{:?}", index.document(&format!("d{number:05}"))?);
        }
        return Ok(all);
    }
    for document in index.documents()? {
        all += &format!("{:?}", document?);
    }
    Ok(all)
}

fn probe(path: &Path, work: Work) -> Probed {
    let probed = || -> Result<Probed> {
        let index = Index::open(path)?;
        let answers = answers(&index, work)?;
        let hash = crc32fast::hash(answers.as_bytes());
        let answers = format!("{hash:08x}-{}", answers.len());
        Ok(Probed::Answers { answers, verified: index.verify().is_ok() })
    };
    match catch_unwind(AssertUnwindSafe(probed)) {
        Ok(Ok(probed)) => probed,
        Ok(Err(Error::Limit { .. })) => Probed::Fault("asks for too much memory".to_owned()),
        Ok(Err(error)) => Probed::Told(error.to_string()),
        Err(_) => Probed::Fault("panics".to_owned()),
    }
}

/// Begins to measure the largest that the process is; does nothing on systems that
/// cannot.
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
}

/// The largest that the process has been, in kilobytes.
pub(crate) fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

#[test]
#[ignore = "runs as the child of a prober"]
fn child_probes() {
    let Some(work) = work() else { return };
    for path in std::io::stdin().lock().lines() {
        let path = path.unwrap();
        forget_peak();
        let path = Path::new(&path);
        let mut probed = match &*work[0] {
            "calls" => call_all(path),
            "sample" => probe(path, Work::Sample),
            _ => probe(path, Work::Probe),
        };
        if let Some(kilobytes) = peak_kilobytes().filter(|kilobytes| *kilobytes > MAX_KILOBYTES) {
            probed = Probed::Fault(format!("takes {} MB", kilobytes >> 10));
        }
        let line = match probed {
            Probed::Answers { answers, verified } => format!("answers\t{answers}\t{verified}"),
            Probed::Told(error) => format!("told\t{}", error.replace(['\n', '\t'], " ")),
            Probed::Fault(fault) => format!("fault\t{fault}"),
        };
        writeln!(std::io::stdout(), "\nprobed\t{line}").unwrap();
    }
}

/// What a child does with each index.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    /// Opens, searches, reads and verifies it.
    Probe,
    /// Opens and searches it, reads a part of its documents, verifies it.
    Sample,
    /// Makes every public call.
    Calls,
}

/// The child, started again where it died.
pub(crate) struct Prober {
    work: Work,
    running: Option<Running>,
}

struct Running {
    child: Child,
    paths: ChildStdin,
    lines: Receiver<String>,
}

impl Prober {
    pub(crate) fn new(work: Work) -> Self {
        Self { work, running: None }
    }

    /// What becomes of the index at that path.
    pub(crate) fn probe(&mut self, path: &Path) -> Probed {
        let work = self.work;
        let running = self.running.get_or_insert_with(|| Running::start(work));
        writeln!(running.paths, "{}", path.display()).unwrap();
        let mut call = String::new();
        let next = loop {
            // Each call has that time.
            let next = running.lines.recv_timeout(MAX_TIME);
            match next.as_deref().ok().and_then(|line| line.strip_prefix("calls\t")) {
                Some(name) => name.clone_into(&mut call),
                None => break next,
            }
        };
        let line = match next {
            Ok(line) => line,
            Err(error) => {
                self.running = None;
                let fault = match error {
                    RecvTimeoutError::Disconnected => "ends the process",
                    RecvTimeoutError::Timeout => "takes too long",
                };
                return Probed::Fault(format!("{fault} {call}").trim_end().to_owned());
            }
        };
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["probed", "answers", answers, verified] => {
                Probed::Answers { answers: answers.to_owned(), verified: verified == "true" }
            }
            ["probed", "told", error] => Probed::Told(error.to_owned()),
            ["probed", "fault", fault] => Probed::Fault(fault.to_owned()),
            _ => Probed::Fault(format!("prints {line:?}")),
        }
    }
}

impl Running {
    fn start(work: Work) -> Self {
        let program = child("probe::child_probes");
        let work = match work {
            Work::Probe => "probe",
            Work::Sample => "sample",
            Work::Calls => "calls",
        };
        let mut limited = Command::new(program.get_program());
        if cfg!(target_os = "linux") {
            limited = Command::new("sh");
            limited.args(["-c", &format!("ulimit -v {MAX_ADDRESSES}; exec \"$0\" \"$@\"")]);
            limited.arg(program.get_program()).env("MALLOC_ARENA_MAX", "2");
        }
        // A backtrace reads the program's debug information, which takes more memory
        // than an index.
        limited.args(program.get_args()).env(WORK, work).env("RUST_BACKTRACE", "0");
        let limited = limited.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = limited.spawn().unwrap();
        let paths = child.stdin.take().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap()).lines();
        let (send, lines) = channel();
        std::thread::spawn(move || {
            let lines = out.map_while(std::result::Result::ok);
            let is_ours =
                |line: &String| ["calls\t", "probed\t"].iter().any(|p| line.starts_with(p));
            lines.filter(is_ours).try_for_each(|line| send.send(line))
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
