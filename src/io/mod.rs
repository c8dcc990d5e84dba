//! The disk, the network, other programs, watching, and the threads that talk to them. Knows
//! nothing of egui.
//!
//! `app` asks with an [`Effect`]; a worker thread answers with an [`Event`].

pub mod beneath;
pub mod bin;
pub mod changes;
pub mod checks;
pub mod clipboard;
pub mod crash;
pub mod create;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod dialogs;
pub mod encoding;
pub mod file_manager;
pub mod find_in_site;
pub mod folders;
pub mod frequent_words;
pub mod fs;
pub mod git;
pub mod history;
mod http;
mod ignored;
pub mod in_site;
pub mod index;
mod index_cache;
pub mod journal;
pub mod languages;
pub mod link_targets;
pub mod own;
pub mod pictures;
pub mod place;
pub mod process;
pub mod record;
pub mod sample_site;
pub mod saves;
pub mod scan;
pub mod settings_file;
#[cfg(unix)]
pub mod signals;
pub mod site_fields;
pub mod site_files;
#[cfg(test)]
#[path = "../../tests/it/support/skip.rs"]
#[expect(dead_code, reason = "no test of this floor needs a program")]
mod skip;
pub mod spelling;
pub mod stock;
pub mod store;
pub mod typefaces;
pub mod watcher;
pub mod web_page;
pub mod windows;
pub mod worker;
pub mod workers;

use watcher::WatchEvent;
use windows::WindowsEvent;
use workers::{
    AsideEvent, AsideJob, CheckSite, CheckText, CodeRead, CompareEvent, CompareJob, GitEvent,
    GitJob, InSiteEvent, InSiteJob, IndexEvent, IndexJob, JournalEvent, JournalJob, MediaEvent,
    MediaJob, Parse, Parsed, ReadCode, SearchEvent, SearchJob, SiteChecked, SpellingEvent,
    SpellingJob, StockEvent, StockJob, StoreEvent, StoreJob, TextChecked,
};

use crate::model::said::Said;

/// Something to be done outside the program: a job for one of the threads.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Store(StoreJob),
    Journal(JournalJob),
    Index(IndexJob),
    Compare(CompareJob),
    Parse(Parse),
    Check(Box<CheckText>),
    CheckSite(Box<CheckSite>),
    ReadCode(ReadCode),
    Spelling(SpellingJob),
    Search(SearchJob),
    Media(MediaJob),
    Git(GitJob),
    InSite(InSiteJob),
    Stock(StockJob),
    Aside(AsideJob),
}

/// Something that happened outside the program.
#[derive(Debug)]
pub enum Event {
    Store(StoreEvent),
    Journal(JournalEvent),
    Index(IndexEvent),
    Watch(WatchEvent),
    Windows(WindowsEvent),
    Compare(CompareEvent),
    Parsed(Box<Parsed>),
    TextChecked(TextChecked),
    SiteChecked(SiteChecked),
    CodeRead(CodeRead),
    Spelling(SpellingEvent),
    Search(SearchEvent),
    Media(MediaEvent),
    Git(GitEvent),
    InSite(InSiteEvent),
    Stock(StockEvent),
    Aside(AsideEvent),
    /// A job failed for a fault of ours, and its thread was started again. What was asked for is
    /// answered as not done.
    Faulted {
        thread: String,
        work: Said,
    },
    /// Something beside what was asked for could not be kept or read.
    NotKept {
        error: Said,
    },
    /// Whether the desktop is set to be dark; `None`: it does not say.
    DesktopDark(Option<bool>),
    /// The system asks the program to end.
    EndAsked,
}

macro_rules! effect_of {
    ($($job:ty => $effect:ident),* $(,)?) => {
        $(impl From<$job> for Effect {
            fn from(job: $job) -> Self {
                Self::$effect(job)
            }
        })*
    };
}

effect_of! {
    StoreJob => Store,
    JournalJob => Journal,
    IndexJob => Index,
    CompareJob => Compare,
    Parse => Parse,
    ReadCode => ReadCode,
    SpellingJob => Spelling,
    SearchJob => Search,
    MediaJob => Media,
    GitJob => Git,
    InSiteJob => InSite,
    StockJob => Stock,
    AsideJob => Aside,
}
