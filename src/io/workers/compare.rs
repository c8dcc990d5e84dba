//! The thread that merges and compares texts.

use std::{ops::Range, sync::Arc};

use crate::{
    io::{Event, worker::Job},
    model::{
        compare::{Comparison, compare},
        date::Tongue,
        document::{ContentHash, DocumentId, Snapshot},
        git::difference::{Around, Difference, FieldChange},
        merge::{Three, merge},
        said::{Said, said},
        schema::Schema,
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
    /// Find what of an article is other than in a commit. Answers [`CompareEvent::ComparedSince`].
    CompareSince {
        document: DocumentId,
        revision: Revision,
        before: Arc<str>,
        text: Arc<str>,
        schema: Arc<Schema>,
        section: String,
        tongue: Option<&'static Tongue>,
    },
}

#[derive(Debug)]
pub enum CompareEvent {
    ComparedSince {
        document: DocumentId,
        revision: Revision,
        fields: Vec<FieldChange>,
        /// The lines that are other, in bytes of the text; of lines that are gone where they were.
        lines: Vec<Range<usize>>,
    },
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
            Self::Compare { .. } | Self::CompareSince { .. } => said!("job-compare"),
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
            Self::CompareSince {
                document, revision, ..
            } => Some(
                CompareEvent::ComparedSince {
                    document: *document,
                    revision: *revision,
                    fields: Vec::new(),
                    lines: Vec::new(),
                }
                .into(),
            ),
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
        CompareJob::CompareSince {
            document,
            revision,
            before,
            text,
            schema,
            section,
            tongue,
        } => {
            let form = schema.form(&section);
            let difference = Difference::of(&before, &text, Around { form, tongue });
            // With other line ends its places are others.
            let is_same = *difference.new == *text;
            let paragraphs = difference.paragraphs.into_iter().filter(|_| is_same);
            CompareEvent::ComparedSince {
                document,
                revision,
                fields: difference.fields,
                lines: paragraphs.map(|it| it.new).collect(),
            }
        }
    };
    Some(event.into())
}
