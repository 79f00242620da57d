//! The manifest: what an index says of itself, committed with the data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::older::PlainManifest;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// Version of ibid's own format on top of tantivy's. Raised whenever the
/// schema, the stored forms or the manifest change.
pub(crate) const FORMAT_VERSION: u32 = 3;

/// The format before: without a seal of the commit and checksums of texts, the
/// same otherwise. It is read and written on.
const UNSEALED_FORMAT: u32 = 2;

/// Everything that is needed to open an index without giving its configuration
/// again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// [`FORMAT_VERSION`] of the writer.
    pub(crate) ibid_format: u32,
    /// Version of the crate that wrote it, for people.
    pub(crate) written_by: String,
    /// Fingerprint of the analysis: its version, language, Unicode, lexicon.
    pub(crate) analysis: String,
    /// The configuration that it was created with.
    pub(crate) config: Config,
    /// The lexicon it was analysed with.
    #[serde(with = "super::packed_lexicon")]
    pub(crate) lexicon: Arc<Lexicon>,
}

/// The part of a manifest that every format has.
#[derive(Deserialize)]
struct Version {
    ibid_format: u32,
}

/// The payload of a commit, as far as it could be read.
#[derive(Debug)]
pub(crate) enum CommitPayload {
    /// A manifest of this format.
    Manifest(Box<Manifest>),
    /// A manifest of this other format.
    OtherFormat(u32),
    /// A manifest of ibid's that cannot be read.
    Damaged(String),
    /// No manifest of ibid's.
    Foreign,
}

impl Manifest {
    /// The manifest of an index that this build creates.
    pub(crate) fn new(config: Config, lexicon: Arc<Lexicon>, analysis: String) -> Self {
        let written_by = concat!("ibid ", env!("CARGO_PKG_VERSION")).to_owned();
        Self { ibid_format: FORMAT_VERSION, written_by, analysis, config, lexicon }
    }

    /// Whether the format seals its commits and keeps checksums of texts.
    pub(crate) fn has_seals(&self) -> bool {
        self.ibid_format > UNSEALED_FORMAT
    }

    /// The payload of a commit.
    ///
    /// # Errors
    /// [`Error::Config`] where the lexicon is too large to be read back.
    pub(crate) fn to_payload(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Config {
            parameter: "lexicon",
            value: error.to_string(),
            range: "of up to 64 MiB as JSON",
        })
    }
}

/// Reads the payload of a commit.
pub(crate) fn read_payload(payload: Option<&str>) -> CommitPayload {
    let Some(payload) = payload else { return CommitPayload::Foreign };
    match serde_json::from_str::<Version>(payload) {
        Err(_) => CommitPayload::Foreign,
        Ok(Version { ibid_format: FORMAT_VERSION | UNSEALED_FORMAT }) => {
            let manifest = serde_json::from_str(payload);
            let manifest: Result<Manifest, _> =
                manifest.or_else(|error| of_first_builds(payload).ok_or(error));
            let valid = manifest.map_err(|error| error.to_string()).and_then(|manifest| {
                let valid = manifest.config.validate().map_err(|error| error.to_string());
                valid.map(|()| manifest)
            });
            valid.map_or_else(CommitPayload::Damaged, |manifest| {
                CommitPayload::Manifest(Box::new(manifest))
            })
        }
        Ok(Version { ibid_format }) => CommitPayload::OtherFormat(ibid_format),
    }
}

/// The manifest of an index that the first builds of format 2 wrote, with its
/// lexicon as plain JSON. The positions of some of these are not those of
/// today, though the fingerprint says nothing of it: theirs gets an ending
/// that no build expects, so that the index is rebuilt and not searched.
fn of_first_builds(payload: &str) -> Option<Manifest> {
    let PlainManifest { written_by, analysis, config, lexicon } = PlainManifest::read(payload)?;
    let analysis = format!("{analysis} positions-1");
    let lexicon = Arc::new(lexicon);
    Some(Manifest { ibid_format: UNSEALED_FORMAT, written_by, analysis, config, lexicon })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Topic;

    /// It was committed as an empty payload, so that the index was nobody's.
    #[test]
    fn a_lexicon_that_could_not_be_read_back_is_not_written() {
        let mut lexicon = Lexicon::default();
        lexicon.topics.insert("t".repeat(65 << 20), Topic::default());
        let manifest = Manifest::new(Config::default(), Arc::new(lexicon), "a".to_owned());
        let error = manifest.to_payload().unwrap_err();
        assert!(matches!(error, Error::Config { parameter: "lexicon", .. }), "{error:?}");
        let message = error.to_string();
        let expected = "lexicon is of 68157";
        assert!(message.starts_with(expected), "{message}");
        let expected = " bytes as JSON: it must be of up to 64 MiB as JSON";
        assert!(message.ends_with(expected), "{message}");
    }

    #[test]
    fn payloads_are_told_apart() {
        let manifest = Manifest::new(Config::default(), Arc::default(), "a".to_owned());
        let payload = manifest.to_payload().unwrap();
        assert!(
            matches!(read_payload(Some(&payload)), CommitPayload::Manifest(read) if *read == manifest)
        );
        let newer = payload.replace("\"ibid_format\":3", "\"ibid_format\":7,\"more\":[]");
        assert!(matches!(read_payload(Some(&newer)), CommitPayload::OtherFormat(7)));
        for damaged in ["{\"ibid_format\":2}", "{\"ibid_format\":3,\"lexicon\":7}"] {
            assert!(matches!(read_payload(Some(damaged)), CommitPayload::Damaged(_)), "{damaged}");
        }
        let former = payload.replace("\"ibid_format\":3", "\"ibid_format\":2");
        let CommitPayload::Manifest(former) = read_payload(Some(&former)) else {
            panic!("refused")
        };
        assert!(manifest.has_seals() && !former.has_seals());
        for foreign in [None, Some(""), Some("{}")] {
            assert!(matches!(read_payload(foreign), CommitPayload::Foreign), "{foreign:?}");
        }
    }
}
