//! A notice belongs to an event: something happened, or could not.

/// How a notice is shown: an error stays until it is dismissed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    Done,
    /// Nothing was done, and nothing is wrong.
    Note,
    Error,
}

/// One line for the writer: what did not happen, then why, then the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: u32,
    pub kind: NoticeKind,
    pub text: String,
}
