//! The threads that read what a frame has no time for: long texts as markdown, and code in the
//! preview. Apart from the pictures, which take longer.

use std::sync::Arc;

use crate::{
    io::{Event, worker::Job},
    model::{
        code::{Code, Grammars, Span},
        document::DocumentId,
        markdown::blocks::{self, Blocks, Dialect},
        said::{Said, said},
        text::Revision,
    },
};

/// Parse a long text. Answers [`Event::Parsed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parse {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: Arc<str>,
    /// Where its body starts, in bytes.
    pub body_start: usize,
    pub dialect: Dialect,
}

#[derive(Debug)]
pub struct Parsed {
    pub document: DocumentId,
    pub revision: Revision,
    pub blocks: Blocks,
}

/// Tell the parts of code apart. Answers [`Event::CodeRead`].
#[derive(Clone, Debug, PartialEq)]
pub struct ReadCode(pub Code);

#[derive(Debug)]
pub struct CodeRead {
    pub code: Code,
    pub spans: Vec<Span>,
}

impl Job for Parse {
    fn title(&self) -> Said {
        said!("job-parse")
    }

    /// The blocks that are there stay.
    fn if_lost(&self) -> Option<Event> {
        None
    }
}

impl Job for ReadCode {
    fn title(&self) -> Said {
        said!("job-colour", language = &self.0.language)
    }

    /// Plain, and not asked for again.
    fn if_lost(&self) -> Option<Event> {
        let (code, spans) = (self.0.clone(), Vec::new());
        Some(Event::CodeRead(CodeRead { code, spans }))
    }
}

pub(super) fn parse(job: &Parse) -> Event {
    Event::Parsed(Box::new(Parsed {
        document: job.document,
        revision: job.revision,
        blocks: blocks::parse_as(job.dialect, &job.text, job.body_start),
    }))
}

/// `grammars` are made for the first code.
pub(super) fn read_code(ReadCode(code): ReadCode, grammars: &mut Option<Grammars>) -> Event {
    let grammars = grammars.get_or_insert_with(Grammars::new);
    let spans = grammars.read(&code);
    Event::CodeRead(CodeRead { code, spans })
}
