//! Names of statuses, as queries and reports write them.

use super::claim::status::Status;

impl Status {
    /// Every status, from the first talk to a threat.
    ///
    /// ```
    /// use ibid::facts::Status;
    ///
    /// assert!(Status::ALL.iter().all(|status| Status::from_name(status.name()) == Some(*status)));
    /// ```
    pub const ALL: [Self; 14] = [
        Self::Planned,
        Self::Requested,
        Self::Offered,
        Self::Negotiated,
        Self::Approved,
        Self::Signed,
        Self::Delivered,
        Self::Suspended,
        Self::Cancelled,
        Self::Rejected,
        Self::Denied,
        Self::Imposed,
        Self::Lifted,
        Self::Threatened,
    ];

    /// Its name, as typed after `status:` in a query.
    ///
    /// ```
    /// assert_eq!(ibid::facts::Status::Lifted.name(), "lifted");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Requested => "requested",
            Self::Offered => "offered",
            Self::Negotiated => "negotiated",
            Self::Approved => "approved",
            Self::Signed => "signed",
            Self::Delivered => "delivered",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
            Self::Denied => "denied",
            Self::Imposed => "imposed",
            Self::Lifted => "lifted",
            Self::Threatened => "threatened",
        }
    }

    /// The status with this name, in any letter case; `None` if there is none.
    ///
    /// ```
    /// use ibid::facts::Status;
    ///
    /// assert_eq!(Status::from_name("Lifted"), Some(Status::Lifted));
    /// assert_eq!(Status::from_name("gone"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(name))
    }
}
