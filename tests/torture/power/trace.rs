//! System calls, as strace prints them, to what was asked of the disk.

use std::collections::HashMap;
use std::path::Path;

use super::disk::Operation;

pub(super) const SYSTEM_CALLS: &str = "trace=openat,close,write,writev,pwrite64,lseek,rename,\
     renameat,renameat2,unlink,unlinkat,fsync,fdatasync,mkdir,mkdirat,ftruncate,copy_file_range,\
     link,linkat";

/// What a file descriptor stands for.
#[derive(Clone, Copy)]
enum Opened {
    File { file: usize, at: usize },
    Folder,
    Parent,
}

struct Reader<'a> {
    index: &'a Path,
    descriptors: HashMap<u32, Opened>,
    /// Files by name.
    names: HashMap<String, usize>,
    lengths: Vec<usize>,
    operations: Vec<Operation>,
}

/// What was asked of the disk beneath the folder of that index, and what was
/// told on standard output.
pub(super) fn read_trace(trace: &str, index: &Path) -> Vec<Operation> {
    let (descriptors, names) = (HashMap::new(), HashMap::new());
    let mut reader =
        Reader { index, descriptors, names, lengths: Vec::new(), operations: Vec::new() };
    // Calls that another thread's call cuts in two, by thread.
    let mut unfinished: HashMap<&str, String> = HashMap::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if let Some(begin) = call.strip_suffix(" <unfinished ...>") {
            unfinished.insert(thread, begin.to_owned());
        } else if let Some((_, end)) = call.split_once(" resumed>") {
            let begin = unfinished.remove(thread).unwrap_or_default();
            reader.read(&format!("{begin}{end}"));
        } else {
            reader.read(call);
        }
    }
    reader.operations
}

/// The bytes of the strings of a call, which are all hexadecimal.
fn strings(call: &str) -> Vec<Vec<u8>> {
    let quoted = call.split('"').skip(1).step_by(2);
    let byte = |pair: &str| u8::from_str_radix(pair, 16).unwrap();
    quoted.map(|hex| hex.split("\\x").skip(1).map(byte).collect()).collect()
}

impl Reader<'_> {
    /// The name of a file of the index.
    fn name(&self, path: &[u8]) -> Option<String> {
        let path = Path::new(std::str::from_utf8(path).ok()?);
        let name = path.strip_prefix(self.index).ok()?.to_str()?;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn read(&mut self, call: &str) {
        let Some((name, rest)) = call.split_once('(') else { return };
        let Some(result) = rest
            .rsplit_once(" = ")
            .and_then(|(_, result)| result.split(' ').next()?.parse::<u32>().ok())
        else {
            return;
        };
        let first = rest.split([',', ')']).next().and_then(|number| number.parse::<u32>().ok());
        let strings = strings(rest);
        match name {
            "openat" => self.open(&strings[0], rest, result),
            "close" => drop(first.and_then(|first| self.descriptors.remove(&first))),
            "write" | "writev" | "pwrite64" => {
                let bytes = strings.concat();
                self.write(first.unwrap(), &bytes[..result as usize]);
            }
            "rename" | "renameat" | "renameat2" => self.rename(&strings[0], &strings[1]),
            "unlink" | "unlinkat" => self.remove(&strings[0]),
            "fsync" | "fdatasync" => self.sync(first.unwrap()),
            "mkdir" | "mkdirat" if self.is_index(&strings[0]) => {
                self.operations.push(Operation::MakeFolder);
            }
            "lseek" | "ftruncate" | "copy_file_range" => {
                let is_file = |opened| matches!(opened, Some(&Opened::File { .. }));
                let of_index = first.is_some_and(|first| is_file(self.descriptors.get(&first)));
                let is_modelled = !of_index || rest.contains("SEEK_CUR");
                assert!(is_modelled, "{name} is not modelled");
            }
            _ => {}
        }
    }

    fn is_index(&self, path: &[u8]) -> bool {
        Some(path) == self.index.to_str().map(str::as_bytes)
    }

    fn open(&mut self, path: &[u8], call: &str, descriptor: u32) {
        let opened = if self.is_index(path) {
            Opened::Folder
        } else if self.index.parent().and_then(Path::to_str).map(str::as_bytes) == Some(path) {
            Opened::Parent
        } else {
            let Some(name) = self.name(path) else { return };
            assert!(!call.contains("O_APPEND"), "appending is not modelled");
            let file = self.names.get(&name).copied().unwrap_or_else(|| self.create(name));
            assert!(
                !call.contains("O_TRUNC") || self.lengths[file] == 0,
                "cutting is not modelled"
            );
            Opened::File { file, at: 0 }
        };
        self.descriptors.insert(descriptor, opened);
    }

    fn create(&mut self, name: String) -> usize {
        let file = self.lengths.len();
        self.lengths.push(0);
        self.names.insert(name.clone(), file);
        self.operations.push(Operation::Name { file, name, former: None });
        file
    }

    fn write(&mut self, descriptor: u32, bytes: &[u8]) {
        if let Some(Opened::File { file, at }) = self.descriptors.get_mut(&descriptor) {
            let (file, begin) = (*file, *at);
            *at += bytes.len();
            self.lengths[file] = self.lengths[file].max(*at);
            self.operations.push(Operation::Write { file, at: begin, bytes: bytes.to_vec() });
        } else if descriptor == 1 {
            let text = String::from_utf8_lossy(bytes);
            let told = text.trim().strip_prefix("committed ").and_then(|n| n.parse().ok());
            self.operations.extend(told.map(Operation::Told));
        }
    }

    fn rename(&mut self, from: &[u8], to: &[u8]) {
        let (Some(former), Some(name)) = (self.name(from), self.name(to)) else { return };
        let file = self.names.remove(&former).expect("a file that was made");
        self.names.insert(name.clone(), file);
        self.operations.push(Operation::Name { file, name, former: Some(former) });
    }

    fn remove(&mut self, path: &[u8]) {
        if let Some(name) = self.name(path) {
            self.names.remove(&name);
            self.operations.push(Operation::Remove { name });
        }
    }

    fn sync(&mut self, descriptor: u32) {
        let sync = match self.descriptors.get(&descriptor) {
            Some(&Opened::File { file, .. }) => Operation::SyncFile { file },
            Some(Opened::Folder) => Operation::SyncFolder,
            Some(Opened::Parent) => Operation::SyncParent,
            None => return,
        };
        self.operations.push(sync);
    }
}
