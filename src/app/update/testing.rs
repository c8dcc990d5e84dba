//! Builders for the tests of `update`: a state with one open article, and no disk.

use std::path::PathBuf;

use crate::{
    action::{Action, Command},
    app::{State, article::Article, update::update},
    io::{
        Effect, Event,
        workers::{JournalJob, StoreEvent, StoreJob, Write},
    },
    model::{
        document::{ContentHash, Document, FileFormat, Snapshot},
        front_matter::Change,
        settings::Settings,
        text::{Cause, Edit},
    },
};

/// What a file with this text is. The hash stands for the text; it is no BLAKE3.
pub fn snapshot(text: &str) -> Snapshot {
    let mut hash = [0; 32];
    for (at, byte) in text.bytes().enumerate() {
        hash[at % 32] ^= byte.rotate_left(u32::try_from(at / 32 % 8).unwrap());
    }
    hash[31] ^= u8::try_from(text.len() % 251).unwrap();
    Snapshot {
        text: text.into(),
        format: FileFormat::default(),
        hash: ContentHash(hash),
    }
}

/// A state that shows one article with this text, saved.
pub fn opened(text: &str) -> State {
    let mut state = State::new(&egui::Context::default(), Settings::default());
    let id = state.session.new_document_id();
    let document = Document::new(id, PathBuf::from("post.md"), snapshot(text));
    state.session.articles.insert(id, Article::new(document));
    state.session.shown = Some(id);
    state
}

pub fn text(state: &State) -> &str {
    state.shown_article().unwrap().document.text()
}

pub fn type_at(state: &mut State, at: usize, insert: &str) {
    let document = state.session.shown.unwrap();
    let made_at = state.session.articles[&document].document.revision();
    let edit = Edit {
        range: at..at,
        insert: insert.to_owned(),
    };
    update(
        state,
        Action::Edit {
            document,
            made_at,
            edit,
            cause: Cause::Typing { at_millis: 0 },
            select: None,
        },
    );
}

pub fn field(state: &mut State, change: Change) {
    let document = state.session.shown.unwrap();
    update(
        state,
        Action::ChangeField {
            document,
            changes: vec![change],
            typed: false,
        },
    );
}

pub fn save_command(state: &mut State) -> Write {
    let effects = update(state, Action::Run(Command::Save));
    write_in(&effects)
}

/// The one save among the effects; the text went to the journal before it.
#[track_caller]
pub fn write_in(effects: &[Effect]) -> Write {
    let [
        Effect::Journal(JournalJob::Keep(entry)),
        Effect::Store(StoreJob::Write(write)),
        ..,
    ] = effects
    else {
        panic!("expected the journal and one write, got {effects:?}");
    };
    assert_eq!(entry.text, write.save.text);
    write.clone()
}

pub fn written_event(write: &Write) -> Event {
    Event::Store(StoreEvent::Written {
        document: write.document,
        revision: write.revision,
        snapshot: snapshot(&write.save.text),
    })
}
