//! The files of a record: one folder for each set that was applied.
//!
//! - `plan`: what is to be done, on the disk before any of it is;
//! - `before`: the old bytes of the files that are rewritten, packed;
//! - `done`: what became of each part; without it the set was broken off;
//! - `undone`: another set takes it back, or has;
//! - `lock`: held for as long as the set is being applied.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib};

use super::{ChangeError, prepare::Step, state::StepState};
use crate::{
    io::{
        fs::{Content as Typed, Fs, Readers, create_private_folder, folder_of},
        own,
        record::{Magic, RecordError, RecordReader, RecordWriter},
    },
    model::{
        change::{ChangeId, Content, Deed, Rewrite, SetId},
        document::{ContentHash, Encoding, Fidelity, FileFormat, LineEndings},
        text::Edit,
    },
};

const VERSION: u32 = 1;
const PLAN: Magic = *b"KOPIJ-CP";
const BEFORE: Magic = *b"KOPIJ-CB";
const DONE: Magic = *b"KOPIJ-CD";
/// Most of the time is the disk's.
const COMPRESSION: u8 = 3;

/// What a plan says beside its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub title: String,
    pub root: PathBuf,
    /// The change that this one takes back.
    pub undoes: Option<SetId>,
    /// Folders that the set makes.
    pub made: Vec<PathBuf>,
    /// Folders that it removes at the end, if they are empty.
    pub emptied: Vec<PathBuf>,
}

/// The folder of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub folder: PathBuf,
}

impl Record {
    /// Returns when the plan and the old bytes are on the disk.
    pub fn write(&self, fs: &dyn Fs, head: &Head, steps: &[Step]) -> Result<(), ChangeError> {
        let written = create_private_folder(&self.folder)
            .and_then(|()| self.put(fs, "before", &seal_before(steps)))
            .and_then(|()| self.put(fs, "plan", &seal_plan(head, steps)))
            .and_then(|()| fs.sync_folder(&self.folder))
            .and_then(|()| fs.sync_folder(folder_of(&self.folder)))
            .and_then(|()| fs.sync_folder(folder_of(folder_of(&self.folder))));
        written.map_err(|source| {
            self.remove();
            ChangeError::NoRecord { source }
        })
    }

    fn put(&self, fs: &dyn Fs, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut temporary = fs.create_temporary(&self.folder, Typed::Derived, Readers::Owner)?;
        fs.write(temporary.as_file_mut(), bytes)?;
        fs.sync(temporary.as_file())?;
        fs.rename_new(temporary, &self.folder.join(name))
    }

    /// What became of each step.
    pub fn write_done(&self, fs: &dyn Fs, states: &[StepState]) -> io::Result<()> {
        if self.is_done() {
            return Ok(());
        }
        self.put(fs, "done", &seal_done(states))?;
        fs.sync_folder(&self.folder)
    }

    pub fn write_undone(&self, fs: &dyn Fs, by: &ChangeId) -> io::Result<()> {
        if self.is_undone() {
            return Ok(());
        }
        self.put(fs, "undone", by.0.as_bytes())?;
        fs.sync_folder(&self.folder)
    }

    /// It was not taken back whole, and may be asked for again.
    pub fn unmark_undone(&self) {
        if let Err(err) = fs::remove_file(self.folder.join("undone")) {
            log::warn!("a change stays marked as taken back: {err}");
        }
    }

    /// Which set of its change it is of.
    pub fn number(&self) -> u32 {
        let name = self.folder.file_name().and_then(OsStr::to_str);
        name.and_then(|name| name.parse().ok()).unwrap_or(u32::MAX)
    }

    /// Whether there is a plan, or what is only written once there is one. What has none of it was never begun; and
    /// what lies in their place, whatever it is, says that something was there.
    pub fn is_begun(&self) -> bool {
        let is_folder = fs::symlink_metadata(&self.folder).is_ok_and(|it| it.is_dir());
        let with_a_plan = ["plan", "done", "undone", "lock"];
        !is_folder || with_a_plan.into_iter().any(|name| self.has(name))
    }

    /// Whether it cannot be said what the set changed, and where, or whether it was taken back.
    pub fn is_damaged(&self) -> bool {
        let is_odd = |name| {
            let found = fs::symlink_metadata(self.folder.join(name));
            found.is_ok_and(|it| !it.is_file())
        };
        self.read_head().is_err() || is_odd("done") || is_odd("undone")
    }

    /// Whether something has the name. What the system does not tell may be there.
    fn has(&self, name: &str) -> bool {
        let found = fs::symlink_metadata(self.folder.join(name));
        !found.is_err_and(|err| err.kind() == io::ErrorKind::NotFound)
    }

    /// Whether nothing of it is to be asked about any more.
    pub fn is_settled(&self) -> bool {
        self.is_done() || self.is_undone()
    }

    pub fn is_done(&self) -> bool {
        self.has("done")
    }

    pub fn is_undone(&self) -> bool {
        self.has("undone")
    }

    /// `None`: the set is being applied by someone.
    pub fn lock(&self) -> Option<File> {
        let lock = self.folder.join("lock");
        let file = own::open_to_write(&lock);
        file.ok().filter(|file| file.try_lock().is_ok())
    }

    pub fn read_head(&self) -> Result<Head, ChangeError> {
        self.read("plan", |record| {
            let mut fields = RecordReader::open(record, PLAN, VERSION)?;
            read_head(&mut fields)
        })
    }

    /// The steps; their old bytes are read where they are asked for.
    pub fn read_plan(&self) -> Result<(Head, Vec<Step>), ChangeError> {
        self.read("plan", open_plan)
    }

    /// The old bytes of each step.
    pub fn read_before(&self) -> Result<Vec<Option<Arc<[u8]>>>, ChangeError> {
        self.read("before", open_before)
    }

    /// `None`: the set was broken off.
    pub fn read_done(&self) -> Result<Option<Vec<StepState>>, ChangeError> {
        if self.is_done() {
            self.read("done", open_done).map(Some)
        } else {
            Ok(None)
        }
    }

    fn read<T>(
        &self,
        name: &str,
        open: impl FnOnce(&[u8]) -> Result<T, RecordError>,
    ) -> Result<T, ChangeError> {
        let path = self.folder.join(name);
        let record = own::read(&path).map_err(|source| ChangeError::Read {
            path: path.clone(),
            source,
        })?;
        open(&record).map_err(|source| ChangeError::Record { path, source })
    }

    pub fn size_bytes(&self) -> u64 {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries
            .filter_map(|entry| entry.metadata().ok())
            .map(|metadata| metadata.len())
            .sum()
    }

    /// The plan goes last: what is left where this is broken off is no record that has lost it.
    pub fn remove(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name() != "plan" {
                fs::remove_file(entry.path()).ok();
            }
        }
        if let Err(err) = fs::remove_dir_all(&self.folder)
            && err.kind() != io::ErrorKind::NotFound
        {
            log::warn!(
                "an old record stays: {err} ({})",
                Path::display(&self.folder)
            );
        }
        // Fails, as it should, where others are left.
        fs::remove_dir(folder_of(&self.folder)).ok();
    }
}

fn seal_before(steps: &[Step]) -> Vec<u8> {
    let mut record = RecordWriter::new(BEFORE, VERSION);
    record.number(steps.len() as u64);
    for step in steps {
        match &step.before {
            None => record.byte(0),
            Some(bytes) => {
                record.byte(1);
                record.bytes(&compress_to_vec_zlib(bytes, COMPRESSION));
            }
        }
    }
    record.seal()
}

fn open_before(record: &[u8]) -> Result<Vec<Option<Arc<[u8]>>>, RecordError> {
    let mut fields = RecordReader::open(record, BEFORE, VERSION)?;
    let count = fields.number()?;
    (0..count)
        .map(|_| match fields.byte()? {
            0 => Ok(None),
            _ => unpacked(fields.bytes()?).map(Some),
        })
        .collect()
}

fn unpacked(packed: &[u8]) -> Result<Arc<[u8]>, RecordError> {
    let bytes = decompress_to_vec_zlib(packed).map_err(|_damaged| RecordError::Torn)?;
    Ok(bytes.into())
}

fn seal_done(states: &[StepState]) -> Vec<u8> {
    let mut record = RecordWriter::new(DONE, VERSION);
    record.number(states.len() as u64);
    for state in states {
        record.byte(match state {
            StepState::ToDo => 0,
            StepState::Moved => 1,
            StepState::Done => 2,
            StepState::Foreign => 3,
        });
    }
    record.seal()
}

fn open_done(record: &[u8]) -> Result<Vec<StepState>, RecordError> {
    let mut fields = RecordReader::open(record, DONE, VERSION)?;
    let count = fields.number()?;
    (0..count)
        .map(|_| {
            Ok(match fields.byte()? {
                0 => StepState::ToDo,
                1 => StepState::Moved,
                2 => StepState::Done,
                _ => StepState::Foreign,
            })
        })
        .collect()
}

fn seal_plan(head: &Head, steps: &[Step]) -> Vec<u8> {
    let mut record = RecordWriter::new(PLAN, VERSION);
    record.bytes(head.title.as_bytes());
    record.path(&head.root);
    match &head.undoes {
        None => record.byte(0),
        Some(SetId { change, number }) => {
            record.byte(1);
            record.bytes(change.0.as_bytes());
            record.number(u64::from(*number));
        }
    }
    put_paths(&mut record, &head.made);
    put_paths(&mut record, &head.emptied);
    record.number(steps.len() as u64);
    for step in steps {
        record.path(&step.path);
        record.path(&step.place);
        put_hash(&mut record, step.hash_before);
        put_hash(&mut record, step.hash_after);
        put_deed(&mut record, &step.deed);
        put_rewrite(&mut record, &step.rewrite);
    }
    record.seal()
}

fn open_plan(record: &[u8]) -> Result<(Head, Vec<Step>), RecordError> {
    let mut fields = RecordReader::open(record, PLAN, VERSION)?;
    let head = read_head(&mut fields)?;
    let count = fields.number()?;
    let steps = (0..count).map(|_| {
        Ok(Step {
            path: fields.path()?,
            place: fields.path()?,
            hash_before: read_hash(&mut fields)?,
            hash_after: read_hash(&mut fields)?,
            deed: read_deed(&mut fields)?,
            rewrite: read_rewrite(&mut fields)?,
            before: None,
            after: None,
        })
    });
    Ok((head, steps.collect::<Result<_, RecordError>>()?))
}

fn read_head(fields: &mut RecordReader<'_>) -> Result<Head, RecordError> {
    let title = fields.text()?.to_owned();
    let root = fields.path()?;
    let undoes = match fields.byte()? {
        0 => None,
        _ => Some(SetId {
            change: ChangeId(fields.text()?.to_owned()),
            number: u32::try_from(fields.number()?).map_err(|_too_large| RecordError::Torn)?,
        }),
    };
    Ok(Head {
        title,
        root,
        undoes,
        made: read_paths(fields)?,
        emptied: read_paths(fields)?,
    })
}

fn put_paths(record: &mut RecordWriter, paths: &[PathBuf]) {
    record.number(paths.len() as u64);
    for path in paths {
        record.path(path);
    }
}

fn read_paths(fields: &mut RecordReader<'_>) -> Result<Vec<PathBuf>, RecordError> {
    let count = fields.number()?;
    (0..count).map(|_| fields.path()).collect()
}

fn put_hash(record: &mut RecordWriter, hash: Option<ContentHash>) {
    match hash {
        None => record.byte(0),
        Some(ContentHash(hash)) => {
            record.byte(1);
            record.array(hash);
        }
    }
}

fn read_hash(fields: &mut RecordReader<'_>) -> Result<Option<ContentHash>, RecordError> {
    Ok(match fields.byte()? {
        0 => None,
        _ => Some(ContentHash(fields.array()?)),
    })
}

fn put_deed(record: &mut RecordWriter, deed: &Deed) {
    match deed {
        Deed::Stay | Deed::Refused(_) => record.byte(0),
        Deed::Create => record.byte(1),
        Deed::Copy { to } => {
            record.byte(2);
            record.path(to);
        }
        Deed::Move { to } => {
            record.byte(3);
            record.path(to);
        }
        Deed::MoveFolder { to } => {
            record.byte(4);
            record.path(to);
        }
        Deed::ToBin { only_if } => {
            record.byte(5);
            put_paths(record, only_if);
        }
        Deed::FromBin => record.byte(6),
    }
}

fn read_deed(fields: &mut RecordReader<'_>) -> Result<Deed, RecordError> {
    Ok(match fields.byte()? {
        0 => Deed::Stay,
        1 => Deed::Create,
        2 => Deed::Copy { to: fields.path()? },
        3 => Deed::Move { to: fields.path()? },
        4 => Deed::MoveFolder { to: fields.path()? },
        5 => Deed::ToBin {
            only_if: read_paths(fields)?,
        },
        6 => Deed::FromBin,
        _ => return Err(RecordError::Torn),
    })
}

fn put_rewrite(record: &mut RecordWriter, rewrite: &Rewrite) {
    match rewrite {
        Rewrite::Keep => record.byte(0),
        Rewrite::Edits(edits) => {
            record.byte(1);
            record.number(edits.len() as u64);
            for edit in edits {
                record.number(edit.range.start as u64);
                record.number(edit.range.end as u64);
                record.bytes(edit.insert.as_bytes());
            }
        }
        Rewrite::Whole(Content::Bytes(bytes)) => {
            record.byte(2);
            record.bytes(&compress_to_vec_zlib(bytes, COMPRESSION));
        }
        Rewrite::Whole(Content::Text(text, format)) => {
            record.byte(3);
            put_format(record, *format);
            record.bytes(&compress_to_vec_zlib(text.as_bytes(), COMPRESSION));
        }
        Rewrite::Whole(Content::File(path)) => {
            record.byte(4);
            record.path(path);
        }
    }
}

fn read_rewrite(fields: &mut RecordReader<'_>) -> Result<Rewrite, RecordError> {
    Ok(match fields.byte()? {
        0 => Rewrite::Keep,
        1 => {
            let count = fields.number()?;
            let edits = (0..count).map(|_| read_edit(fields));
            Rewrite::Edits(edits.collect::<Result<_, _>>()?)
        }
        2 => Rewrite::Whole(Content::Bytes(unpacked(fields.bytes()?)?)),
        3 => {
            let format = read_format(fields)?;
            let text = unpacked(fields.bytes()?)?;
            let text = std::str::from_utf8(&text).map_err(|_not_text| RecordError::Torn)?;
            Rewrite::Whole(Content::Text(text.into(), format))
        }
        4 => Rewrite::Whole(Content::File(fields.path()?)),
        _ => return Err(RecordError::Torn),
    })
}

fn read_edit(fields: &mut RecordReader<'_>) -> Result<Edit, RecordError> {
    let mut at = || usize::try_from(fields.number()?).map_err(|_too_large| RecordError::Torn);
    Ok(Edit {
        range: at()?..at()?,
        insert: fields.text()?.to_owned(),
    })
}

fn put_format(record: &mut RecordWriter, format: FileFormat) {
    record.byte(u8::from(format.byte_order_mark));
    record.byte(match format.line_endings {
        LineEndings::Lf => 0,
        LineEndings::CrLf => 1,
        LineEndings::Mixed => 2,
    });
    record.byte(match format.encoding {
        Encoding::Utf8 => 0,
        Encoding::Utf16Le => 1,
        Encoding::Utf16Be => 2,
        Encoding::Windows1252 => 3,
    });
}

fn read_format(fields: &mut RecordReader<'_>) -> Result<FileFormat, RecordError> {
    Ok(FileFormat {
        byte_order_mark: fields.byte()? != 0,
        line_endings: match fields.byte()? {
            0 => LineEndings::Lf,
            1 => LineEndings::CrLf,
            _ => LineEndings::Mixed,
        },
        encoding: match fields.byte()? {
            0 => Encoding::Utf8,
            1 => Encoding::Utf16Le,
            2 => Encoding::Utf16Be,
            _ => Encoding::Windows1252,
        },
        fidelity: Fidelity::Exact,
    })
}
