//! Commits edited by tests, sealed again as their writer would have done.

use std::path::Path;

use serde_json::Value;

/// Edits the commit in an index's folder.
pub(crate) fn edit_commit(folder: &Path, edit: impl FnOnce(&mut Value)) {
    let file = folder.join("meta.json");
    let mut commit: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    commit.as_object_mut().unwrap().remove("ibid_seal");
    edit(&mut commit);
    let content = commit.to_string();
    let open = content.strip_suffix('}').unwrap();
    let seal = crc32fast::hash(open.as_bytes());
    std::fs::write(&file, format!("{open},\"ibid_seal\":\"{seal:08x}\"}}\n")).unwrap();
}

/// Edits the manifest in the commit of an index.
pub(crate) fn edit_manifest(folder: &Path, edit: impl FnOnce(&mut Value)) {
    edit_commit(folder, |commit| {
        let mut manifest = serde_json::from_str(commit["payload"].as_str().unwrap()).unwrap();
        edit(&mut manifest);
        commit["payload"] = manifest.to_string().into();
    });
}
