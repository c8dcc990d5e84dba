//! Writes several files of the headless commands: all of a run is one change that `kopij undo` takes
//! back, by the save protocol.
//!
//! Limits: a file that other programs change between the look and the write is tried four times.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{
    Done, Error, really, say, shown,
    told::{self, Told},
};
use crate::{
    io::{
        changes::{Changes, Turn},
        folders::Folders,
        fs::folder_of,
        place::Place,
        saves::Saves,
        settings_file,
        store::{self, Outcome, Store, Unfinished, WriteError},
    },
    model::{
        change::{self, ChangeId, ChangeSet, Part, Refusal, Rewrite},
        document::{ContentHash, Snapshot},
        text::Edit,
        words::say,
    },
};

/// Whether a link may lead out of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Links {
    /// Only where the writer has said so in the window.
    Within,
    Followed,
}

impl Links {
    pub fn of(are_followed: bool) -> Self {
        if are_followed {
            Self::Followed
        } else {
            Self::Within
        }
    }
}

/// How a run writes.
pub(super) struct Manner<'a> {
    /// Print the difference and write nothing.
    pub is_dry: bool,
    pub links: Links,
    /// Folders outside of the site that links may lead into.
    pub allow_outside: &'a [PathBuf],
}

/// What a run makes of a file.
pub(super) trait Plan {
    /// What becomes of the file at `target`, which was given as `file`; `None`: it stays as it is.
    fn made(&mut self, file: &Path, target: &Path) -> Result<Option<Made>, Error>;

    /// For the list of changes.
    fn title(&self) -> String;
}

/// What becomes of a file.
pub(super) struct Made {
    pub rewrite: Rewrite,
    /// What is printed of it.
    pub told: String,
    /// What it must still hold.
    pub expected: ContentHash,
    pub old_bytes: u64,
}

/// What edits make of a text; what is printed of it is the difference.
pub(super) fn edited(
    file: &Path,
    target: &Path,
    edits: impl FnOnce(&Snapshot) -> Result<Vec<Edit>, Refusal>,
) -> Result<Option<Made>, Error> {
    let old = store::read(target)?;
    let new = edits(&old).and_then(|edits| {
        let new = change::edited(&old.text, &edits)?.into_owned();
        Ok((edits, new))
    });
    let (edits, new) = new.map_err(|refusal| Error::Refused {
        path: file.to_owned(),
        refusal,
    })?;
    Ok((*new != *old.text).then(|| Made {
        told: difference(file, &old.text, &new),
        expected: old.hash,
        old_bytes: old.text.len() as u64,
        rewrite: Rewrite::Edits(edits),
    }))
}

/// A file that another program changed between the look and the change is tried so often.
const TRIES: usize = 4;

/// What is to be written, and what writing it needs.
///
/// More than twelve fields: they are what one run of the command needs, and nothing else has them.
pub(super) struct Writing<P> {
    plan: P,
    is_dry: bool,
    links: Links,
    /// Links resolved.
    allowed: Vec<PathBuf>,
    folders: Folders,
    saves: Saves,
    records: Changes,
    /// Sets of all commands take turns, so that none undoes what another does.
    _turn: Option<Turn>,
    /// All that is changed is one change, whatever number of sets it takes.
    id: Option<ChangeId>,
    batch: Batch,
    /// Saves in place that were broken off before.
    unfinished: Vec<Unfinished>,
    /// The folders that were looked through for what broken-off saves left.
    swept: BTreeSet<PathBuf>,
    /// A warning is said once.
    has_warned: bool,
}

/// The files of the next set: all in one site.
#[derive(Default)]
struct Batch {
    planned: BTreeMap<PathBuf, Planned>,
    root: PathBuf,
    old_bytes: u64,
}

/// What becomes of one file.
struct Planned {
    /// As it was named.
    file: PathBuf,
    /// In the site.
    place: Place,
    made: Made,
}

impl<P: Plan> Writing<P> {
    /// Makes of each file what the plan says, and prints what differs.
    pub fn run(
        manner: &Manner<'_>,
        plan: P,
        files: Vec<PathBuf>,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<Done, Error> {
        let mut writing = Self::start(manner, plan, err)?;
        let mut told = Told::new(out, err);
        for file in files {
            writing.add(file, &mut told)?;
        }
        writing.apply(&mut told)?;
        writing.end();
        told.end()
    }

    fn start(asked: &Manner<'_>, plan: P, err: &mut dyn Write) -> Result<Self, Error> {
        let folders = Folders::find()?;
        let store = Store::of_commands(&folders.state);
        let records = Changes::new(folders.changes());
        let turn = if asked.is_dry {
            None
        } else {
            Some(records.take_turn()?)
        };
        let (saves, unfinished) = if asked.is_dry {
            (Saves::without_start(store, &folders), Vec::new())
        } else {
            Saves::start(store, &folders)
        };
        for unfinished in &unfinished {
            say_unfinished(unfinished, err);
        }
        Ok(Self {
            plan,
            is_dry: asked.is_dry,
            links: asked.links,
            allowed: really(asked.allow_outside),
            folders,
            saves,
            records,
            _turn: turn,
            id: None,
            batch: Batch::default(),
            unfinished,
            swept: BTreeSet::new(),
            has_warned: false,
        })
    }

    /// Puts one file into the set; one that is full is applied first.
    fn add(&mut self, file: PathBuf, told: &mut Told<'_>) -> Result<(), Error> {
        match self.planned(file, told.errors()) {
            Ok(Some(planned)) if self.is_dry => told.print(format_args!("{}", planned.made.told)),
            Ok(Some(planned)) => {
                if !self.batch.takes(&planned) {
                    self.apply(told)?;
                    // It may be one of those that were changed just now, by another name.
                    return self.add(planned.file, told);
                }
                self.batch.put(planned);
            }
            Ok(None) => {}
            Err(error) => told.fail(&error),
        }
        Ok(())
    }

    /// What the changes make of one file; `None`: the same.
    fn planned(&mut self, file: PathBuf, err: &mut dyn Write) -> Result<Option<Planned>, Error> {
        // That it is missing is said of the name that was given.
        store::look(&file)?;
        let place = Place::of(&file).map_err(|source| Error::Place {
            path: file.clone(),
            source,
        })?;
        let target = self.may_be_written(&file, &place)?;
        if !self.is_dry {
            self.sweep(&target, err);
            if Saves::is_torn(&self.unfinished, &target) {
                return Err(Error::Torn { path: target });
            }
        }
        let made = self.plan.made(&file, &target)?;
        Ok(made.map(|made| Planned { file, place, made }))
    }

    /// Applies the set. A file that was changed meanwhile is planned again.
    fn apply(&mut self, told: &mut Told<'_>) -> Result<(), Error> {
        for _ in 0..TRIES {
            let again = self.apply_once(told)?;
            if again.is_empty() {
                return Ok(());
            }
            for file in again {
                match self.planned(file, told.errors()) {
                    Ok(Some(planned)) => self.batch.put(planned),
                    Ok(None) => {}
                    Err(error) => told.fail(&error),
                }
            }
        }
        for (_, planned) in std::mem::take(&mut self.batch).planned {
            told.fail(&Error::Refused {
                path: planned.file,
                refusal: Refusal::Changed,
            });
        }
        Ok(())
    }

    /// Returns the files that were changed by others since they were planned.
    fn apply_once(&mut self, told: &mut Told<'_>) -> Result<Vec<PathBuf>, Error> {
        let batch = std::mem::take(&mut self.batch);
        if batch.planned.is_empty() {
            return Ok(Vec::new());
        }
        let id = match &self.id {
            Some(id) => id.clone(),
            None => self.records.new_id(jiff::Timestamp::now())?,
        };
        self.id = Some(id.clone());
        if self.links == Links::Within {
            self.keep_within(batch.root.clone());
        }
        let set = ChangeSet::new(self.plan.title(), batch.root.clone(), batch.parts());
        let outcome = self.records.apply(&self.saves, id, set)?;
        let changed: BTreeSet<_> = outcome.changed.into_iter().map(|it| it.path).collect();
        let mut skipped: BTreeMap<_, _> = outcome.skipped.into_iter().collect();
        let mut again = Vec::new();
        for (path, planned) in batch.planned {
            match skipped.remove(&path) {
                _ if changed.contains(&path) => told.print(format_args!("{}", planned.made.told)),
                None | Some(Refusal::Changed) => again.push(planned.file),
                Some(refusal) => told.fail(&Error::Refused {
                    path: planned.file,
                    refusal,
                }),
            }
        }
        if let Some(warning) = outcome.warning
            && !std::mem::replace(&mut self.has_warned, true)
        {
            told.warn(&warning);
        }
        Ok(again)
    }

    fn keep_within(&mut self, root: PathBuf) {
        let allowed = self.allowed.clone();
        self.saves.store.keep_within_and(root, allowed);
    }

    /// Where the file really is.
    fn may_be_written(&mut self, file: &Path, place: &Place) -> Result<PathBuf, Error> {
        if self.links == Links::Within {
            self.keep_within(place.root.clone());
        }
        let found = self.saves.store.place_of(&place.path);
        let found = found.and_then(|target| {
            let is_allowed = self.allowed.iter().any(|folder| target.starts_with(folder));
            if place.left.is_some() && self.links == Links::Within && !is_allowed {
                let path = file.to_owned();
                return Err(WriteError::Outside { path, target });
            }
            Ok(target)
        });
        match found {
            Err(WriteError::Outside { path, target }) => {
                let allowed = settings_file::glance(&self.folders).written_links;
                if !allowed.contains(&target) {
                    return Err(Error::Outside { path, target });
                }
                self.saves.store.allow(target.clone());
                Ok(target)
            }
            result => Ok(result?),
        }
    }

    /// Removes what broken-off saves left beside a file.
    fn sweep(&mut self, target: &Path, err: &mut dyn Write) {
        let folder = folder_of(target);
        if self.swept.contains(folder) {
            return;
        }
        self.swept.insert(folder.to_owned());
        told::sweep(folder, err);
    }

    fn end(&self) {
        if !self.is_dry {
            self.saves.tidy();
            self.records.sweep(SystemTime::now());
        }
    }
}

impl Batch {
    fn takes(&self, planned: &Planned) -> bool {
        let is_first = self.planned.is_empty();
        let has_room = self.planned.len() < change::MAX_PARTS
            && self.old_bytes + planned.made.old_bytes <= change::MAX_OLD_BYTES;
        let is_new = !self.planned.contains_key(&planned.place.path);
        is_first || (has_room && is_new && self.root == planned.place.root)
    }

    fn put(&mut self, planned: Planned) {
        self.root.clone_from(&planned.place.root);
        self.old_bytes += planned.made.old_bytes;
        let path = planned.place.path.clone();
        self.planned.insert(path, planned);
    }

    fn parts(&self) -> Vec<Part> {
        let planned = self.planned.iter();
        planned
            .map(|(path, it)| Part {
                rewrite: it.made.rewrite.clone(),
                ..Part::edit(path.clone(), it.made.expected, Vec::new())
            })
            .collect()
    }
}

fn say_unfinished(unfinished: &Unfinished, err: &mut dyn Write) {
    let path = shown::path(&unfinished.path);
    let what = match &unfinished.outcome {
        Outcome::Finished => say!("cli-save-finished", path = path),
        Outcome::Foreign { .. } => say!("cli-save-foreign", path = path),
        Outcome::Failed { why } => {
            say!("cli-save-damaged", why = why, path = path)
        }
    };
    say(err, &what);
}

/// As git prints it.
fn difference(file: &Path, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&shown::quoted("a", file), &shown::quoted("b", file))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(root: &str, path: &str, old_bytes: u64) -> Planned {
        Planned {
            file: path.into(),
            place: Place {
                root: root.into(),
                path: path.into(),
                left: None,
            },
            made: Made {
                told: String::new(),
                rewrite: Rewrite::Keep,
                expected: ContentHash([0; 32]),
                old_bytes,
            },
        }
    }

    #[test]
    fn a_set_is_in_one_site_and_has_its_limits() {
        let mut batch = Batch::default();
        assert!(batch.takes(&planned("/a", "/a/huge.md", u64::MAX)));
        batch.put(planned("/a", "/a/1.md", 10));

        assert!(batch.takes(&planned("/a", "/a/2.md", 10)));
        assert!(
            !batch.takes(&planned("/a", "/a/1.md", 10)),
            "twice the same"
        );
        assert!(!batch.takes(&planned("/b", "/b/2.md", 10)), "another site");
        assert!(!batch.takes(&planned("/a", "/a/2.md", change::MAX_OLD_BYTES)));
        for number in 1..=change::MAX_PARTS {
            batch.put(planned("/a", &format!("/a/{number}.md"), 1));
        }
        assert!(!batch.takes(&planned("/a", "/a/more.md", 1)));
    }
}
