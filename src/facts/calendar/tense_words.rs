//! Words that look forward or back.

/// Words that look forward by themselves.
pub(super) const FORWARD: &[&str] = &[
    "aims",
    "begins",
    "can",
    "comes",
    "could",
    "deadline",
    "due",
    "effective",
    "ends",
    "expected",
    "expects",
    "expires",
    "forthcoming",
    "hopes",
    "intends",
    "ll",
    "matures",
    "may",
    "might",
    "must",
    "opens",
    "planned",
    "planning",
    "plans",
    "ready",
    "runs",
    "scheduled",
    "shall",
    "should",
    "starting",
    "starts",
    "takes",
    "tomorrow",
    "upcoming",
    "until",
    "will",
    "would",
    "arriving",
    "likely",
    "beginning",
    "going",
    "lasts",
    "meets",
    "visits",
    "ending",
    "if",
    "when",
];

/// Auxiliaries and past tenses that do not end in -ed.
pub(super) const BACK: &[&str] = &[
    "ago", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose",
    "cut", "did", "drew", "fell", "flew", "fought", "found", "gave", "got", "grew", "had", "has",
    "have", "held", "hit", "kept", "knew", "led", "left", "lost", "made", "met", "paid", "put",
    "ran", "rose", "sank", "saw", "sent", "shot", "since", "sold", "spent", "spoke", "stood",
    "struck", "taken", "took", "told", "was", "went", "were", "won", "wrote",
];

/// The words that look forward or back by themselves, and "by".
pub(in crate::facts) fn words() -> impl Iterator<Item = &'static str> {
    FORWARD.iter().chain(BACK).copied().chain(["by"])
}
