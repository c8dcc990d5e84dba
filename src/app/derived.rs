//! What follows from the text of an article, keyed by its revision.

use crate::{
    app::State,
    model::{
        document::{Document, MAX_RICH_BYTES},
        front_matter::{self, FrontMatter},
        markdown::{
            blocks::{self, Blocks},
            outline::{Heading, outline},
            statistics::{Statistics, statistics},
        },
        site::Entry,
        text::Revision,
    },
};

/// Read once per revision and shown by form, editor and preview.
#[derive(Debug)]
pub struct Derived {
    revision: Revision,
    pub front_matter: FrontMatter,
    pub blocks: Blocks,
    pub statistics: Statistics,
    pub outline: Vec<Heading>,
    /// The article as the list shows it while its text is unsaved.
    pub entry: Entry,
}

impl Derived {
    pub fn of(document: &Document) -> Self {
        // Of a very large text only the text is shown.
        let text = match document.text() {
            large if large.len() > MAX_RICH_BYTES => "",
            text => text,
        };
        let front_matter = front_matter::read(text);
        let body_start = front_matter.head.end;
        let blocks = blocks::parse(text, body_start);
        Self {
            revision: document.revision(),
            outline: outline(text, &blocks),
            blocks,
            statistics: statistics(text.get(body_start..).unwrap_or_default()),
            entry: Entry::of(document.path().to_owned(), &front_matter, text),
            front_matter,
        }
    }

    fn is_of(&self, document: &Document) -> bool {
        self.revision == document.revision()
    }
}

/// Brings the shown article's derived values up to its text.
pub fn refresh(state: &mut State) {
    if let Some(article) = state.shown_article_mut()
        && !article.derived.is_of(&article.document)
    {
        article.derived = Derived::of(&article.document);
    }
}
