//! `index --watch` follows a folder: what changes is found in seconds, and a signal ends it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use ibid::Index;

use super::{code, example, folder, name, run, text};

/// Far longer than a change takes: the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// `index --watch` at work, with the lines that it writes.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(index: &Path, paths: &[&Path], options: &[&str]) -> Self {
        let mut command = Command::new(example("index"));
        command.args(["--watch", "--index", name(index)]).args(options).args(paths);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                sender.send(line).ok();
            }
        });
        Self { child, lines }
    }

    /// Waits for a line that begins so, and gives it.
    fn expect(&self, start: &str) -> String {
        let started = Instant::now();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE.saturating_sub(started.elapsed())) {
            if line.starts_with(start) {
                return line;
            }
        }
        panic!("no line begins with {start:?}");
    }

    /// Sends a signal, and waits for the end.
    fn end(mut self, signal: &str) -> ExitStatus {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // Where the test fails it would stay for ever.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Waits until the index has these documents and no others.
fn wait_for(index: &Path, expected: &[&str]) {
    let started = Instant::now();
    let mut ids = Vec::new();
    while started.elapsed() < PATIENCE {
        let infos = Index::open(index).and_then(|index| index.document_infos()?.collect());
        ids = infos.map_or(Vec::new(), |infos: Vec<ibid::DocumentInfo>| {
            infos.into_iter().map(|info| info.id).collect()
        });
        if ids == expected {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{ids:?}, not {expected:?}");
}

#[test]
fn a_folder_is_followed_until_a_signal() {
    for (signal, options) in [("-TERM", &[][..]), ("-INT", &["--poll"][..])] {
        let dir = folder(&[("a.txt", b"Six gunships.")]);
        let above = tempfile::tempdir().unwrap();
        let index = above.path().join("index");
        let at = |name: &str| dir.path().join(name);
        let watching = Watching::begin(&index, &[dir.path()], options);
        watching.expect("in the index");
        wait_for(&index, &["a.txt"]);

        // A burst is one commit: new, in a new folder.
        fs::create_dir(at("sub")).unwrap();
        fs::write(at("sub/b.txt"), "Two tugs.").unwrap();
        fs::write(at("c.txt"), "A crane.").unwrap();
        wait_for(&index, &["a.txt", "c.txt", "sub/b.txt"]);
        let line = watching.expect("documents:");
        assert!(line.starts_with("documents: 2 added"), "{line}");

        // Changed.
        fs::write(at("sub/b.txt"), "Two submarines.").unwrap();
        let started = Instant::now();
        while code(&run("search", &["--index", name(&index), "submarines"], "")) != 0 {
            assert!(started.elapsed() < PATIENCE);
        }
        // Moved, and deleted.
        fs::rename(at("sub/b.txt"), at("b.txt")).unwrap();
        wait_for(&index, &["a.txt", "b.txt", "c.txt"]);
        fs::remove_file(at("a.txt")).unwrap();
        wait_for(&index, &["b.txt", "c.txt"]);
        // What cannot be read is told, and ends nothing.
        fs::write(at("d.txt"), "x\0\x01\x02\x03\x04").unwrap();
        let line = watching.expect("skipped");
        assert!(line.contains("d.txt"), "{line}");
        fs::write(at("e.txt"), "The end.").unwrap();
        wait_for(&index, &["b.txt", "c.txt", "e.txt"]);
        // It was told once for all, also where it was mended and broke again.
        fs::write(at("d.txt"), "A yacht.").unwrap();
        wait_for(&index, &["b.txt", "c.txt", "d.txt", "e.txt"]);
        fs::write(at("d.txt"), "x\0\x01\x02\x03\x04").unwrap();
        let line = watching.expect("skipped");
        assert!(line.contains("d.txt"), "{line}");

        assert_eq!(watching.end(signal).code(), Some(0), "{signal}");
        Index::open(&index).unwrap().verify().unwrap();
    }
}

/// Another writer holds the index for longer than is waited: it is tried again.
#[test]
fn failures_do_not_end_it() {
    let dir = folder(&[("a.txt", b"Six gunships.")]);
    let above = tempfile::tempdir().unwrap();
    let index = above.path().join("index");
    let held = Index::create(&index).unwrap().writer().unwrap();
    let watching = Watching::begin(&index, &[dir.path(), &above.path().join("none")], &[]);
    std::thread::sleep(Duration::from_secs(3));
    drop(held);
    wait_for(&index, &["a.txt"]);
    watching.expect("skipped (1):");
    assert_eq!(watching.end("-TERM").code(), Some(0));
}

#[test]
fn standard_input_is_not_followed() {
    let above = tempfile::tempdir().unwrap();
    let output = run("index", &["--watch", "--index", name(above.path()), "-"], "");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("--watch is of folders and files"));
}
