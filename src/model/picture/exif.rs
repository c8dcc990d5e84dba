//! What EXIF data tell of a picture beside how it is turned.
//!
//! Only the first directory is looked at: which entries it has, not what they say, and 1,000 of them at
//! most. See CIPA DC-008, 4.6.

/// What a file told beside its pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing told")]
pub struct Carries {
    pub location: bool,
    pub camera: bool,
    /// Captions, owners, comments.
    pub words: bool,
    /// It is drawn one way and to be shown another: EXIF says so.
    pub turned: bool,
}

/// Entries that are looked at; a camera writes some twenty.
const MOST: u16 = 1_000;
const MAKE: u16 = 0x010f;
const MODEL: u16 = 0x0110;
const GPS: u16 = 0x8825;
const DESCRIPTION: u16 = 0x010e;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;

/// What is in EXIF data that begin with their byte order.
pub fn look(data: &[u8], carries: &mut Carries) {
    let is_little = match data.get(..4) {
        Some(b"II*\0") => true,
        Some(b"MM\0*") => false,
        _ => return,
    };
    let two = |at: usize| {
        let bytes = data.get(at..)?.first_chunk::<2>()?;
        Some(if is_little {
            u16::from_le_bytes(*bytes)
        } else {
            u16::from_be_bytes(*bytes)
        })
    };
    let start = data.get(4..).and_then(|rest| rest.first_chunk::<4>());
    let Some(start) = start.and_then(|bytes| {
        let start = if is_little {
            u32::from_le_bytes(*bytes)
        } else {
            u32::from_be_bytes(*bytes)
        };
        usize::try_from(start).ok()
    }) else {
        return;
    };
    let entries = two(start).unwrap_or_default().min(MOST);
    for entry in 0..usize::from(entries) {
        let at = start.saturating_add(2).saturating_add(entry * 12);
        match two(at) {
            Some(GPS) => carries.location = true,
            Some(MAKE | MODEL) => carries.camera = true,
            Some(DESCRIPTION | ARTIST | COPYRIGHT) => carries.words = true,
            Some(_) => {}
            None => return,
        }
    }
}

/// What is in XMP, IPTC and other texts.
pub fn look_at_words(data: &[u8], carries: &mut Carries) {
    carries.words = true;
    let has = |word: &str| memchr::memmem::find(data, word.as_bytes()).is_some();
    carries.location |= has("GPSLatitude") || has("Location");
    carries.camera |= has("tiff:Model") || has("tiff:Make");
}
