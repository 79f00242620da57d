//! Programs that search a folder keep its index: they answer the same again, sooner.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{code, example, folder, name, paragraph, run_with_cache, text};

fn search(cache: &Path, arguments: &[&str]) -> Output {
    run_with_cache(Command::new(example("search")).args(arguments), "", cache)
}

/// A folder with those files as if written a minute ago: their stamps are settled.
fn old_folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = folder(files);
    let old = SystemTime::now() - Duration::from_mins(1);
    for (name, _) in files {
        let file = fs::File::options().write(true).open(dir.path().join(name)).unwrap();
        file.set_modified(old).unwrap();
    }
    dir
}

/// The files of the indexes in a cache that end so.
fn index_files(cache: &Path, ending: &str) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(cache.join("ibid")).into_iter().flatten();
    let indexes = entries.map(|entry| entry.unwrap().path().join("index"));
    let files = indexes.flat_map(|index| fs::read_dir(index).unwrap());
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect()
}

/// Hundreds of lines stood before the hits of a folder with many files that are skipped.
#[test]
fn many_skipped_files_are_summed_up() {
    let names: Vec<String> = (0..8).map(|number| format!("b{number}.txt")).collect();
    let blank = names.iter().map(|name| (name.as_str(), &b" "[..]));
    let files: Vec<(&str, &[u8])> = blank.chain([("a.txt", &b"Six gunships."[..])]).collect();
    let (dir, cache) = (old_folder(&files), tempfile::tempdir().unwrap());
    let told = |more: &[&str]| {
        let arguments = [&["--folder", name(dir.path()), "gunships"], more].concat();
        text(&search(cache.path(), &arguments).stderr)
    };
    let few = told(&[]);
    assert_eq!(few.matches(": has only blanks").count(), 5, "{few}");
    let sum = "skipped 3 more: `extract --skipped` lists them with their reasons";
    assert!(few.contains(sum), "{few}");
    assert_eq!(told(&["--skipped"]).matches(": has only blanks").count(), 8);
}

#[test]
fn a_folder_is_remembered() {
    let dir = old_folder(&[("a.txt", b"Six gunships."), ("b.txt", b" ")]);
    let cache = tempfile::tempdir().unwrap();
    let arguments = ["--folder", name(dir.path()), "--json", "gunships"];
    let in_memory = search(cache.path(), &[&arguments[..], &["--no-cache"]].concat());
    assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
    for program in ["claims", "timeline", "search", "search"] {
        let arguments = ["--folder", name(dir.path()), "gunships"];
        let command = &mut Command::new(example(program));
        let output = run_with_cache(command.args(arguments), "", cache.path());
        assert_ne!(code(&output), 2, "{program}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("b.txt: has only blanks"), "{program}");
    }
    assert_eq!(fs::read_dir(cache.path().join("ibid")).unwrap().count(), 1);
    let kept = search(cache.path(), &arguments);
    assert_eq!(text(&kept.stdout), text(&in_memory.stdout));
    assert_eq!(text(&kept.stderr), text(&in_memory.stderr));
    fs::write(dir.path().join("c.txt"), "Two gunships more.").unwrap();
    let updated = text(&search(cache.path(), &arguments).stdout);
    assert!(updated.contains("\"document\":\"c.txt\""), "{updated}");
    let help = text(&search(cache.path(), &["--help"]).stdout);
    assert!(help.contains("~/.cache") && help.contains("--no-cache"), "{help}");
}

/// Each file of another kind by its name, whether its folder is read, known or in memory.
#[test]
fn files_that_are_passed_over_are_named() {
    let dir = old_folder(&[("a.txt", b"Six gunships."), ("b.doc", b"x"), ("c.txt", b" ")]);
    let cache = tempfile::tempdir().unwrap();
    let arguments = ["--folder", name(dir.path()), "--skipped", "gunships"];
    let other = dir.path().join("b.doc");
    let reason = "is an old Office document (.doc): convert it, as to .docx or .eml";
    let expected = format!("passed over {}: {reason}", other.display());
    for more in [&[][..], &[], &["--no-cache"]] {
        let said = text(&search(cache.path(), &[&arguments[..], more].concat()).stderr);
        assert!(said.lines().any(|line| line == expected), "{said}");
        assert!(said.contains("c.txt: has only blanks"), "{said}");
    }
    let quiet = text(
        &search(
            cache.path(),
            &arguments[..2].iter().chain(&["gunships"]).copied().collect::<Vec<_>>(),
        )
        .stderr,
    );
    assert!(!quiet.contains("b.doc") && quiet.contains("1 .doc"), "{quiet}");
    let index = cache.path().join("index");
    let arguments = ["--skipped", "--index", name(&index), name(dir.path())];
    let printed = text(&super::run("index", &arguments, "").stdout);
    assert!(
        printed.contains(&format!("passed over (1):\n  {}: {reason}\n", other.display())),
        "{printed}"
    );
}

#[test]
fn an_index_that_shows_to_be_damaged_is_made_anew() {
    let dir = old_folder(&[("a.txt", paragraph(1).as_bytes())]);
    let cache = tempfile::tempdir().unwrap();
    let arguments = ["--folder", name(dir.path()), "gunships"];
    let first = search(cache.path(), &arguments);
    for ending in [".store", ".pos", ".idx"] {
        for path in index_files(cache.path(), ending) {
            let mut bytes = fs::read(&path).unwrap();
            bytes.iter_mut().take(40).for_each(|byte| *byte ^= 0xff);
            fs::write(&path, bytes).unwrap();
        }
        let again = search(cache.path(), &arguments);
        let said = text(&again.stderr);
        assert!(said.contains("damaged") && said.contains("it is made anew"), "{ending}: {said}");
        assert_eq!(text(&again.stdout), text(&first.stdout), "{ending}");
        let quiet = search(cache.path(), &arguments);
        assert_eq!(text(&quiet.stderr), "", "{ending}");
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_said() {
    let dir = folder(&[("a.txt", b"Six gunships.")]);
    let file = tempfile::NamedTempFile::new().unwrap();
    let arguments = ["--folder", name(dir.path()), "gunships"];
    let output = search(file.path(), &arguments);
    let said = text(&output.stderr);
    assert_eq!(code(&output), 0, "{said}");
    let expected = "answering from memory, as no index can be kept: cannot access";
    assert!(said.starts_with(expected) && said.lines().count() == 1, "{said}");
}

fn begin(cache: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(example("search"));
    command.args(arguments).env("XDG_CACHE_HOME", cache);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn two_at_once_both_answer_and_one_that_is_killed_harms_nothing() {
    let texts: Vec<(String, String)> =
        (0..60).map(|n| (format!("{n}.txt"), paragraph(n).repeat(4))).collect();
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let dir = old_folder(&files);
    let arguments = ["--folder", name(dir.path()), "--json", "report"];
    let expected = search(dir.path(), &[&arguments[..], &["--no-cache"]].concat()).stdout;
    for milliseconds in [0, 30, 120, 400] {
        let cache = tempfile::tempdir().unwrap();
        let mut killed = begin(cache.path(), &arguments);
        std::thread::sleep(Duration::from_millis(milliseconds));
        killed.kill().unwrap();
        killed.wait().unwrap();
        let both = [begin(cache.path(), &arguments), begin(cache.path(), &arguments)];
        for child in both {
            let output = child.wait_with_output().unwrap();
            assert_eq!(code(&output), 0, "{}", text(&output.stderr));
            assert!(output.stdout == expected, "{milliseconds} ms: {}", text(&output.stdout));
        }
    }
}
