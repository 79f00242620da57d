//! How much a client may send, and how long anything may take.

use std::time::Duration;

/// The bounds of the server. All lengths are in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The address of a request, without scheme and host.
    pub(crate) address: usize,
    /// A query.
    pub(crate) query: usize,
    /// All headers of a request, names and values.
    pub(crate) headers: usize,
    /// The body of a request.
    pub(crate) body: usize,
    /// The body of a batch of queries.
    pub(crate) batch: usize,
    /// The rows of a batch.
    pub(crate) batch_rows: usize,
    /// How long a client may take to send the head of a request.
    pub(crate) header_time: Duration,
    /// How long an answer may take.
    pub(crate) answer_time: Duration,
    /// How long a client may take nothing of what is sent to it.
    pub(crate) read_time: Duration,
    /// How long a search waits for others to end.
    pub(crate) wait: Duration,
    /// How long answers may take after the server was told to end.
    pub(crate) end_time: Duration,
    /// Connections at once.
    pub(crate) connections: usize,
    /// Searches at once.
    pub(crate) searches: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        const KIB: usize = 1 << 10;
        Self {
            address: 16 * KIB,
            query: 8 * KIB,
            headers: 32 * KIB,
            body: KIB * KIB,
            batch: 10 * KIB * KIB,
            batch_rows: 10_000,
            header_time: Duration::from_secs(5),
            answer_time: Duration::from_secs(10),
            read_time: Duration::from_secs(30),
            wait: Duration::from_secs(2),
            end_time: Duration::from_secs(10),
            connections: 64,
            searches: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}
