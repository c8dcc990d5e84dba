//! What the system says of a file without reading it. Limit: a change within 50 ms of the reading is not told from
//! it, so such a stamp is not trusted.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use crate::model::packed::{Packer, Unpacker};

/// A file that was changed so shortly before it was read may be changed again within the same tick
/// of the system's clock; its stamp would not show it.
const TICK: Duration = Duration::from_millis(50);

/// What the system says of a file without reading it: another stamp, another content perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    size_bytes: u64,
    modified: Option<SystemTime>,
    /// Number of the file, and when its number or content last changed: they see a rename of an
    /// older file over this one.
    #[cfg(unix)]
    inode: (u64, i64, i64),
}

impl Stamp {
    /// `false`: this cannot be kept.
    pub(in crate::io) fn pack(self, packer: &mut Packer) -> bool {
        let modified = self
            .modified
            .map(|time| time.duration_since(SystemTime::UNIX_EPOCH));
        let Some(Ok(modified)) = modified else {
            return false;
        };
        packer.number(self.size_bytes);
        packer.number(modified.as_secs());
        packer.number(modified.subsec_nanos().into());
        #[cfg(unix)]
        {
            let (number, secs, nanos) = self.inode;
            packer.number(number);
            packer.signed(secs);
            packer.signed(nanos);
        }
        true
    }

    pub(in crate::io) fn unpack(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let size_bytes = unpacker.number()?;
        let secs = unpacker.number()?;
        let nanos = u32::try_from(unpacker.number()?).ok()?;
        let since = Duration::from_secs(secs).checked_add(Duration::from_nanos(nanos.into()))?;
        Some(Self {
            size_bytes,
            modified: Some(SystemTime::UNIX_EPOCH.checked_add(since)?),
            #[cfg(unix)]
            inode: (unpacker.number()?, unpacker.signed()?, unpacker.signed()?),
        })
    }

    /// When the file was changed, in seconds since 1970.
    pub fn modified_secs(self) -> Option<i64> {
        let since = self.modified?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }

    /// `None`: it would not show the next change.
    pub(super) fn trusted(self) -> Option<Self> {
        let age = self.modified?.elapsed().ok()?;
        (age > TICK).then_some(self)
    }

    /// `None`: there is no such file.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(Self {
            size_bytes: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt as _;

                (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
            },
        })
    }
}
