//! How coarse the clocks of file systems are.

use std::time::Duration;

/// The tick of the coarsest clock among file systems in use (FAT), 2 s. A file
/// or folder that changed less than a tick ago can change again and keep its
/// times: only after it do equal times mean that nothing changed.
pub(crate) const COARSEST_TICK: Duration = Duration::from_secs(2);
