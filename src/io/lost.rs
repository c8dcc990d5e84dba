//! What is answered where a thread failed while it did what was asked: nobody waits for ever.

use crate::{
    io::{
        Effect, Event, JournalRequest, Parse,
        create::CreateError,
        scan::OpenError,
        store::{ReadError, WriteError},
        worker::Job,
    },
    model::document::Access,
};

impl Job for Effect {
    fn title(&self) -> String {
        match self {
            Self::OpenSite { root, .. } => format!("Opening {}", root.display()),
            Self::Read { path, .. } => format!("Opening {}", path.display()),
            Self::Write(write) => format!("Saving {}", write.path.display()),
            Self::Look { path, .. } => format!("Reading {} again", path.display()),
            Self::Merge { .. } => "Merging changes from the disk".to_owned(),
            Self::Compare { .. } => "Comparing two texts".to_owned(),
            Self::KeepVersion { path, .. } | Self::MoveVersions { to: path, .. } => {
                format!("Keeping an earlier version of {}", path.display())
            }
            Self::WriteCopy(write) => format!("Saving a copy of {}", write.path.display()),
            Self::ReadEntries { .. } => "Reading the list of articles".to_owned(),
            Self::KeepWithin { .. } | Self::AllowNamed { .. } => "Guarding the site".to_owned(),
            Self::Sweep { .. } | Self::RemoveLeftover { .. } => {
                "Looking for broken-off saves".to_owned()
            }
            Self::Follow { .. } => "Watching the open articles".to_owned(),
            Self::FindMoved { .. } => "Finding a moved article".to_owned(),
            Self::Learn { .. } => "Learning the form".to_owned(),
            Self::LoadPicture { .. } | Self::GiveUpPictures(_) => "Showing pictures".to_owned(),
            Self::ReadCode(code) => format!("Colouring {}", code.language),
            Self::CopyPicture { from, .. } => format!("Copying {}", from.display()),
            Self::FindVersions { path }
            | Self::ReadVersion { path, .. }
            | Self::ReadCommitted { path } => {
                format!("Reading earlier versions of {}", path.display())
            }
            Self::CreateArticle { path, .. } => format!("Making {}", path.display()),
            Self::SaveSettings(_) => "Saving the settings".to_owned(),
            Self::FindAll { .. } => "Finding in the text".to_owned(),
            Self::FindInSite(_) => "Finding in the site".to_owned(),
            Self::ReplaceInFile(asked) => format!("Replacing in {}", asked.path.display()),
            Self::ReadClipboard { .. } => "Reading the clipboard".to_owned(),
            Self::CheckSpelling(_) => "Checking the spelling".to_owned(),
            Self::FindDictionaries => "Looking for dictionaries".to_owned(),
            Self::Suggest { word, .. } => format!("Suggesting for “{word}”"),
            Self::AddWord { word, .. } => format!("Adding “{word}” to the dictionary"),
            Self::Journal(request) => request.title(),
            Self::Parse(parse) => parse.title(),
            Self::ChooseFolder { .. } | Self::ChoosePicture { .. } => "A dialog".to_owned(),
        }
    }

    fn if_lost(&self) -> Option<Event> {
        Some(match self {
            Self::OpenSite { root, .. } => Event::SiteOpened {
                root: root.clone(),
                site: Err(OpenError::Fault { path: root.clone() }),
            },
            Self::Read { document, path } => Event::ArticleRead {
                document: *document,
                path: path.clone(),
                access: Access::default(),
                result: Err(ReadError::Fault { path: path.clone() }),
            },
            Self::Write(write) => Event::NotWritten {
                document: write.document,
                error: WriteError::Fault {
                    path: write.path.clone(),
                },
            },
            // The writer is asked instead.
            Self::Merge {
                document,
                revision,
                theirs,
                ..
            } => Event::Merged {
                document: *document,
                revision: *revision,
                theirs: theirs.hash,
                merged: None,
            },
            Self::WriteCopy(write) => Event::CopyWritten {
                document: write.document,
                revision: write.revision,
                result: Err(WriteError::Fault {
                    path: write.path.clone(),
                }),
            },
            Self::CreateArticle { path, .. } => Event::ArticleCreated {
                path: path.clone(),
                result: Err(CreateError::Write(WriteError::Fault { path: path.clone() })),
            },
            // Plain, and not asked for again.
            Self::ReadCode(code) => Event::CodeRead {
                code: code.clone(),
                spans: Vec::new(),
            },
            Self::FindAll { key, .. } => Event::FoundAll {
                key: key.clone(),
                matches: Vec::new().into(),
            },
            Self::FindInSite(query) => Event::FoundInSite {
                number: query.number,
                found: Vec::new(),
                is_cut: false,
            },
            Self::FindDictionaries => Event::DictionariesFound(Vec::new()),
            Self::Suggest { word, .. } => Event::Suggested {
                word: word.clone(),
                suggestions: Vec::new(),
            },
            Self::Learn { .. } => Event::NotLearned,
            Self::Journal(request) => return request.if_lost(),
            Self::Parse(parse) => return parse.if_lost(),
            _ => return None,
        })
    }
}

impl Job for Parse {
    fn title(&self) -> String {
        "Reading a long text for the preview".to_owned()
    }

    /// The blocks that are there stay.
    fn if_lost(&self) -> Option<Event> {
        None
    }
}

impl Job for JournalRequest {
    fn title(&self) -> String {
        match self {
            Self::Recover => "Finding unsaved text of the last run",
            Self::Keep(_) | Self::Hold(_) | Self::Change(_) => "Keeping unsaved text",
            Self::Forget(_) => "Forgetting saved text",
            Self::Discard(_) => "Putting unsaved text aside",
        }
        .to_owned()
    }

    fn if_lost(&self) -> Option<Event> {
        match self {
            Self::Keep(_) => Some(Event::NotJournalled {
                error: "a fault inside of Kopij".to_owned(),
            }),
            Self::Hold(entry) => Some(Event::JournalBehind {
                origin: entry.origin.clone(),
            }),
            Self::Change(change) => Some(Event::JournalBehind {
                origin: change.origin.clone(),
            }),
            Self::Recover | Self::Forget(_) | Self::Discard(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io::Write,
        model::{
            document::{DocumentId, FileFormat},
            text::Revision,
        },
    };

    #[test]
    fn a_save_whose_thread_failed_is_a_save_that_was_not_made() {
        let write = Effect::Write(Write {
            document: DocumentId(7),
            revision: Revision::default(),
            path: "post.md".into(),
            text: "text".into(),
            format: FileFormat::default(),
            expected: None,
        });

        let Some(Event::NotWritten { document, error }) = write.if_lost() else {
            panic!("a save is always answered");
        };

        assert_eq!(document, DocumentId(7));
        assert!(error.to_string().ends_with("(post.md)"), "{error}");
    }
}
