//! What a disk keeps of what it was asked for when the power is lost.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::Random;

/// One thing that a program asked of the disk, or told its user.
#[derive(Debug, Clone)]
pub(crate) enum Operation {
    /// The folder of the index is made.
    MakeFolder,
    /// The folder above it is made durable.
    SyncParent,
    /// The name is given to a file, and the other name is taken from it.
    Name {
        file: usize,
        name: String,
        former: Option<String>,
    },
    Remove {
        name: String,
    },
    Write {
        file: usize,
        at: usize,
        bytes: Vec<u8>,
    },
    SyncFile {
        file: usize,
    },
    /// The folder of the index is made durable.
    SyncFolder,
    /// The user was told that this commit is made.
    Told(u64),
}

/// What is lost of what was not made durable.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// Every name; no content.
    Names,
    /// What came after a random moment.
    Suffix,
    /// No name; every content.
    Contents,
    /// Anything.
    AnyPart,
}

impl Rule {
    pub(crate) const ALL: [Self; 4] = [Self::Names, Self::Suffix, Self::Contents, Self::AnyPart];

    /// Which of the operations that are not durable are kept: the `number`th
    /// of `count`, `cut` of which came before the random moment.
    fn keeps(self, is_content: bool, number: usize, cut: usize, random: &mut Random) -> bool {
        match self {
            Self::Names => is_content,
            Self::Suffix => number < cut,
            Self::Contents => !is_content,
            Self::AnyPart => random.below(2) == 0,
        }
    }
}

/// Whether an operation is durable at the end of all of them.
fn is_durable(operation: &Operation, later: &[Operation]) -> bool {
    later.iter().any(|sync| match (operation, sync) {
        (Operation::MakeFolder, Operation::SyncParent)
        | (Operation::Name { .. } | Operation::Remove { .. }, Operation::SyncFolder) => true,
        (Operation::Write { file, .. }, Operation::SyncFile { file: synced }) => file == synced,
        _ => false,
    })
}

/// Makes the folder that is there after the power was lost.
pub(crate) fn lose_power(operations: &[Operation], rule: Rule, random: &mut Random, to: &Path) {
    let cut = random.index(operations.len() + 1);
    let (mut has_folder, mut names) = (false, BTreeMap::new());
    let mut files: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
    for (number, operation) in operations.iter().enumerate() {
        let is_content = matches!(operation, Operation::Write { .. });
        let is_kept = is_durable(operation, &operations[number + 1..])
            || rule.keeps(is_content, number, cut, random);
        if !is_kept {
            continue;
        }
        match operation {
            Operation::MakeFolder => has_folder = true,
            Operation::Name { file, name, former } => {
                former.as_ref().and_then(|former| names.remove(former));
                names.insert(name.clone(), *file);
            }
            Operation::Remove { name } => drop(names.remove(name)),
            Operation::Write { file, at, bytes } => {
                let content = files.entry(*file).or_default();
                // A part that was lost before it is zeros.
                content.resize(content.len().max(at + bytes.len()), 0);
                content[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            _ => {}
        }
    }
    if has_folder {
        std::fs::create_dir(to).unwrap();
        for (name, file) in names {
            std::fs::write(to.join(name), files.get(&file).map_or(&[][..], Vec::as_slice)).unwrap();
        }
    }
}
