//! The thread that merges and compares texts.

use std::sync::Arc;

use crate::{
    io::{Event, worker::Job},
    model::{
        compare::{Comparison, compare},
        document::{ContentHash, DocumentId, Snapshot},
        merge::{Three, merge},
        said::{Said, said},
        text::Revision,
    },
};

#[derive(Clone, Debug, PartialEq)]
pub enum CompareJob {
    /// Merge three texts. Answers [`CompareEvent::Merged`].
    Merge {
        document: DocumentId,
        revision: Revision,
        base: Arc<str>,
        mine: Arc<str>,
        theirs: Snapshot,
    },
    /// Compare the text of a document with another. Answers [`CompareEvent::Compared`].
    Compare {
        document: DocumentId,
        revision: Revision,
        left: Arc<str>,
        right: Arc<str>,
        /// What both come from, if that is known.
        base: Option<Arc<str>>,
    },
}

#[derive(Debug)]
pub enum CompareEvent {
    /// `merged` is `None` where the changes overlap.
    Merged {
        document: DocumentId,
        revision: Revision,
        theirs: ContentHash,
        merged: Option<String>,
    },
    Compared {
        document: DocumentId,
        revision: Revision,
        comparison: Comparison,
    },
}

impl Job for CompareJob {
    fn title(&self) -> Said {
        match self {
            Self::Merge { .. } => said!("job-merge"),
            Self::Compare { .. } => said!("job-compare"),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        match self {
            // The writer is asked instead.
            Self::Merge {
                document,
                revision,
                theirs,
                ..
            } => Some(
                CompareEvent::Merged {
                    document: *document,
                    revision: *revision,
                    theirs: theirs.hash,
                    merged: None,
                }
                .into(),
            ),
            Self::Compare { .. } => None,
        }
    }
}

impl From<CompareEvent> for Event {
    fn from(event: CompareEvent) -> Self {
        Self::Compare(event)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a job answers")]
pub(super) fn perform(job: CompareJob) -> Option<Event> {
    let event = match job {
        CompareJob::Merge {
            document,
            revision,
            base,
            mine,
            theirs,
        } => CompareEvent::Merged {
            document,
            revision,
            theirs: theirs.hash,
            merged: merge(Three {
                base: &base,
                mine: &mine,
                theirs: &theirs.text,
            }),
        },
        CompareJob::Compare {
            document,
            revision,
            left,
            right,
            base,
        } => CompareEvent::Compared {
            document,
            revision,
            comparison: compare(&left, &right, base.as_deref()),
        },
    };
    Some(event.into())
}
