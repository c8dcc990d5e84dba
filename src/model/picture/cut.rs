//! The file of a picture without what it tells of place, camera and owner. No pixel is touched:
//! what is drawn stays byte for byte.
//!
//! | kind | cut out | kept |
//! | --- | --- | --- |
//! | JPEG | EXIF and XMP (APP1), IPTC (APP13), other `APPn`, comments, what follows its end | JFIF (APP0), colour profile (APP2), Adobe (APP14) |
//! | PNG | `eXIf tEXt zTXt iTXt tIME caBX` and what nobody knows, what follows its end | what it is drawn by |
//! | WebP | `EXIF`, `XMP ` and what nobody knows, what follows its end | what it is drawn by |
//! | GIF | comments, other applications than those of moving and colour, what follows its end | all else |
//!
//! What does not follow its format to its end is not guessed at ([`Malformed`]).
//!
//! See ITU T.81 B.1, <https://www.w3.org/TR/png-3/>, RFC 9649, `GIF89a`.

use std::borrow::Cow;

pub use super::exif::Carries;
use super::{exif, offer::Kind, png};

/// A file that cannot be followed to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A file without what it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut<'a> {
    /// The same bytes where nothing was to be cut.
    pub bytes: Cow<'a, [u8]>,
    pub carried: Carries,
}

/// Cuts out what is not the picture. Of kinds that hold no such thing, or of which it is not known,
/// the file is itself.
///
/// # Errors
/// [`Malformed`].
pub fn cut(kind: Kind, bytes: &[u8]) -> Result<Cut<'_>, Malformed> {
    let mut parts = Parts::of(bytes);
    match kind {
        Kind::Jpeg => jpeg(bytes, &mut parts),
        Kind::Png => png(bytes, &mut parts),
        Kind::WebP => return webp(bytes).ok_or(Malformed),
        Kind::Gif => gif(bytes, &mut parts),
        Kind::Avif | Kind::Svg | Kind::Bmp => Some(()),
    }
    .ok_or(Malformed)?;
    Ok(parts.finish())
}

/// What a file tells beside its pixels, as far as it can be followed: of most its start is enough.
pub fn carried(kind: Kind, bytes: &[u8]) -> Carries {
    let mut parts = Parts::of(bytes);
    let _followed = match kind {
        Kind::Jpeg => jpeg(bytes, &mut parts),
        Kind::Png => png(bytes, &mut parts),
        Kind::Gif => gif(bytes, &mut parts),
        Kind::WebP => return webp(bytes).map(|cut| cut.carried).unwrap_or_default(),
        Kind::Avif | Kind::Svg | Kind::Bmp => None,
    };
    parts.carried
}

/// A JPEG that was cut, with nothing told but how it is to be turned, from 2 to 8. `None`: it is none.
pub fn with_orientation(bytes: &[u8], turned: u8) -> Option<Vec<u8>> {
    /// EXIF data with one entry, up to the number that it says.
    const TOLD: &[u8] = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0";
    let rest = bytes.strip_prefix(JPEG_START)?;
    // JFIF comes first.
    let first = match rest {
        [0xff, 0xe0, high, low, ..] => 2 + usize::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    };
    let (first, rest) = rest.split_at_checked(first)?;
    let number = [turned, 0, 0, 0, 0, 0, 0, 0];
    Some([JPEG_START, first, TOLD, &number, rest].concat())
}

/// What is kept of a file, in its order.
struct Parts<'a> {
    whole: &'a [u8],
    kept: Vec<&'a [u8]>,
    is_cut: bool,
    carried: Carries,
}

impl<'a> Parts<'a> {
    fn of(whole: &'a [u8]) -> Self {
        Self {
            whole,
            kept: Vec::new(),
            is_cut: false,
            carried: Carries::default(),
        }
    }

    fn keep(&mut self, part: &'a [u8]) {
        self.kept.push(part);
    }

    /// The rest of the file, behind its end.
    fn end(&mut self, rest: &[u8]) {
        self.is_cut |= !rest.is_empty();
    }

    fn finish(self) -> Cut<'a> {
        let bytes = if self.is_cut {
            Cow::Owned(self.kept.concat())
        } else {
            Cow::Borrowed(self.whole)
        };
        Cut {
            bytes,
            carried: self.carried,
        }
    }
}

const JPEG_START: &[u8] = b"\xff\xd8";
/// Markers, the byte behind `FF`.
const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;
const COMMENT: u8 = 0xfe;

fn jpeg<'a>(bytes: &'a [u8], parts: &mut Parts<'a>) -> Option<()> {
    let mut rest = bytes.strip_prefix(JPEG_START)?;
    parts.keep(JPEG_START);
    let mut has_scan = false;
    loop {
        // Any number of `FF` may stand before a marker.
        let fill = rest.iter().take_while(|&&byte| byte == 0xff).count();
        let marker = *rest.get(fill)?;
        if fill == 0 || marker == 0 {
            return None;
        }
        let frame = rest.get(..=fill)?;
        let after = rest.get(fill + 1..)?;
        match marker {
            END_OF_IMAGE => {
                parts.keep(frame);
                parts.end(after);
                return has_scan.then_some(());
            }
            // Those that stand alone.
            0x01 | 0xd0..=0xd8 => return None,
            _ => {}
        }
        let len = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let (segment, after) = after.split_at_checked(len)?;
        let data = segment.get(2..)?;
        if is_kept(marker, data) {
            parts.keep(frame);
            parts.keep(segment);
        } else {
            parts.is_cut = true;
            look(marker, data, &mut parts.carried);
        }
        rest = after;
        if marker == START_OF_SCAN {
            has_scan = true;
            let (scan, behind) = rest.split_at_checked(scan_len(rest)?)?;
            parts.keep(scan);
            rest = behind;
        }
    }
}

fn is_kept(marker: u8, data: &[u8]) -> bool {
    match marker {
        // With another name it holds a small picture of its own.
        0xe0 => data.starts_with(b"JFIF\0"),
        // Others of this marker are more pictures in the same file.
        0xe2 => data.starts_with(b"ICC_PROFILE\0"),
        0xee => data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xf0..=COMMENT => false,
        _ => true,
    }
}

fn look(marker: u8, data: &[u8], carried: &mut Carries) {
    match data.strip_prefix(b"Exif\0\0") {
        Some(exif) if marker == 0xe1 => exif::look(exif, carried),
        _ if matches!(marker, 0xe1 | 0xed | COMMENT) => exif::look_at_words(data, carried),
        _ => {}
    }
}

/// How long the coded data of a scan are: up to a marker that is none of a restart.
fn scan_len(data: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(0xff, data.get(from..)?)?;
        match data.get(at + 1)? {
            0 | 0xd0..=0xd7 => from = at + 2,
            // Fills the room before a marker.
            0xff => from = at + 1,
            _ => return Some(at),
        }
    }
}

fn png<'a>(bytes: &'a [u8], parts: &mut Parts<'a>) -> Option<()> {
    let mut rest = bytes.strip_prefix(png::SIGNATURE)?;
    parts.keep(png::SIGNATURE);
    loop {
        let (kind, chunk, after) = png::next_chunk(rest)?;
        match kind {
            b"eXIf" => exif::look(png::data(chunk), &mut parts.carried),
            b"tEXt" | b"zTXt" | b"iTXt" | b"caBX" => {
                exif::look_at_words(png::data(chunk), &mut parts.carried);
            }
            _ if !is_drawn(*kind) => {}
            _ => {
                parts.keep(chunk);
                if kind == b"IEND" {
                    parts.end(after);
                    return Some(());
                }
                rest = after;
                continue;
            }
        }
        parts.is_cut = true;
        rest = after;
    }
}

/// Whether a chunk of a PNG is for drawing it, or must be understood.
fn is_drawn(kind: [u8; 4]) -> bool {
    let is_critical = kind.first().is_some_and(u8::is_ascii_uppercase);
    is_critical || PNG_DRAWN.contains(&&kind)
}

/// What of the other chunks of a PNG is for drawing it.
const PNG_DRAWN: [&[u8; 4]; 17] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"mDCv",
];
/// The chunks of a WebP that are drawn.
const WEBP_DRAWN: [&[u8; 4]; 6] = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Where a WebP says what it holds: EXIF and XMP.
const WEBP_TOLD: u8 = 0b1100;

fn webp(bytes: &[u8]) -> Option<Cut<'_>> {
    let len = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk::<4>()?)).ok()?;
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let whole = bytes.get(..len.checked_add(8)?)?;
    let mut carried = Carries::default();
    let mut kept: Vec<u8> = whole.get(..12)?.to_vec();
    let mut rest = whole.get(12..)?;
    let mut is_cut = whole.len() < bytes.len();
    while !rest.is_empty() {
        let (kind, after) = rest.split_first_chunk::<4>()?;
        let len = usize::try_from(u32::from_le_bytes(*after.first_chunk::<4>()?)).ok()?;
        let data = after.get(4..4_usize.checked_add(len)?)?;
        // Chunks end at even places; the last of some files does not.
        let padded = len.checked_add(8)?.checked_add(len % 2)?.min(rest.len());
        let (chunk, behind) = rest.split_at_checked(padded)?;
        match kind {
            b"EXIF" => exif::look(data.strip_prefix(b"Exif\0\0").unwrap_or(data), &mut carried),
            b"XMP " => exif::look_at_words(data, &mut carried),
            b"VP8X" => {
                let (frame, rest) = chunk.split_at_checked(8)?;
                let (flags, rest) = rest.split_first()?;
                kept.extend_from_slice(frame);
                kept.push(flags & !WEBP_TOLD);
                kept.extend_from_slice(rest);
                is_cut |= flags & WEBP_TOLD != 0;
            }
            _ if WEBP_DRAWN.contains(&kind) => kept.extend_from_slice(chunk),
            _ => {}
        }
        is_cut |= kind != b"VP8X" && !WEBP_DRAWN.contains(&kind);
        rest = behind;
    }
    let bytes = if is_cut {
        let len = u32::try_from(kept.len().checked_sub(8)?).ok()?;
        kept.get_mut(4..8)?.copy_from_slice(&len.to_le_bytes());
        Cow::Owned(kept)
    } else {
        Cow::Borrowed(bytes)
    };
    Some(Cut { bytes, carried })
}

/// What of the extensions of a GIF is for drawing it.
const GIF_APPLICATIONS: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

fn gif<'a>(bytes: &'a [u8], parts: &mut Parts<'a>) -> Option<()> {
    if !bytes.starts_with(b"GIF87a") && !bytes.starts_with(b"GIF89a") {
        return None;
    }
    let head = 13 + colours(*bytes.get(10)?);
    let (head, mut rest) = bytes.split_at_checked(head)?;
    parts.keep(head);
    loop {
        let len = match *rest.first()? {
            0x3b => {
                let (end, after) = rest.split_at_checked(1)?;
                parts.keep(end);
                parts.end(after);
                return Some(());
            }
            0x2c => {
                let start = 10 + colours(*rest.get(9)?) + 1;
                start + blocks_len(rest.get(start..)?)?
            }
            0x21 => 2 + blocks_len(rest.get(2..)?)?,
            _ => return None,
        };
        let (block, after) = rest.split_at_checked(len)?;
        let is_told = match block {
            [0x21, 0xfe, data @ ..] => Some(data),
            [0x21, 0xff, data @ ..] => {
                let name = data.get(1..12)?;
                (!GIF_APPLICATIONS.contains(&name)).then_some(data)
            }
            _ => None,
        };
        if let Some(data) = is_told {
            parts.is_cut = true;
            exif::look_at_words(data, &mut parts.carried);
        } else {
            parts.keep(block);
        }
        rest = after;
    }
}

/// The bytes of a table of colours, as the byte before it says.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The bytes of blocks that each begin with their length, up to the empty one.
fn blocks_len(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let len = usize::from(*data.get(at)?);
        at += 1 + len;
        if len == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests;
