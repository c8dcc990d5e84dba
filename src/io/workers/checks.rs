//! The thread that asks all rules of a text as it is written.

use std::{path::PathBuf, sync::Arc};

use crate::{
    io::{
        Event,
        checks::{self, OfSite},
        worker::Job,
    },
    model::{
        check::Located,
        document::DocumentId,
        said::{Said, said},
        text::Revision,
    },
};

/// Ask all rules of a text. Answers [`TextChecked`].
#[derive(Clone, Debug, PartialEq)]
pub struct CheckText {
    pub of_site: Arc<OfSite>,
    pub document: DocumentId,
    pub revision: Revision,
    pub path: PathBuf,
    pub text: Arc<str>,
    pub now_secs: i64,
}

#[derive(Debug)]
pub struct TextChecked {
    pub document: DocumentId,
    /// Of the text that was looked at.
    pub revision: Revision,
    /// In the order of the text; `None`: by a fault of ours they are not known.
    pub found: Option<Vec<Located>>,
}

impl Job for CheckText {
    fn title(&self) -> Said {
        said!("job-check-text")
    }

    fn if_lost(&self) -> Option<Event> {
        Some(Event::TextChecked(TextChecked {
            document: self.document,
            revision: self.revision,
            found: None,
        }))
    }
}

pub(super) fn perform(job: &CheckText) -> Event {
    let found = checks::in_text(&job.of_site, &job.path, &job.text, job.now_secs);
    Event::TextChecked(TextChecked {
        document: job.document,
        revision: job.revision,
        found: Some(found),
    })
}
