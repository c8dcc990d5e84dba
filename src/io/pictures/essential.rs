//! What of a PNG is needed to show it.
//!
//! Beside its pixels a PNG may carry profiles, texts and whatever else, and a decoder unpacks or
//! keeps all of it: some kilobytes can become gigabytes. Of that only where it is up is needed. What
//! of a file is published is another question: [`cut`](crate::model::picture::cut).

use std::borrow::Cow;

use crate::model::picture::png::{FRAME_BYTES, SIGNATURE, next_chunk};

/// Of a palette, of its transparency: three bytes for each of 256 colours at most.
const MAX_COLOURS_BYTES: usize = 768;
/// Of EXIF data. Cameras write less than 64 KB; JPEG has no room for more.
const MAX_EXIF_BYTES: usize = 64 * 1024;

/// A picture without what it is shown without; what is no PNG is itself. What cannot be followed
/// (a file that is cut) stays as it is, for the decoder to say so.
pub(super) fn essential(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(mut rest) = bytes.strip_prefix(SIGNATURE) else {
        return Cow::Borrowed(bytes);
    };
    let mut kept: Option<Vec<u8>> = None;
    let mut has_exif = false;
    while let Some((kind, chunk, after)) = next_chunk(rest) {
        let len = chunk.len() - FRAME_BYTES;
        let is_needed = match kind {
            b"IHDR" | b"IDAT" | b"IEND" => true,
            b"PLTE" | b"tRNS" => len <= MAX_COLOURS_BYTES,
            b"eXIf" => len <= MAX_EXIF_BYTES && !std::mem::replace(&mut has_exif, true),
            _ => false,
        };
        match &mut kept {
            Some(kept) if is_needed => kept.extend_from_slice(chunk),
            None if !is_needed => {
                let before = bytes.len() - rest.len();
                kept = Some(bytes.get(..before).unwrap_or_default().to_vec());
            }
            _ => {}
        }
        rest = after;
    }
    match kept {
        Some(mut kept) => {
            let is_left_out = rest
                .get(4..8)
                .is_some_and(|kind| kind.first() >= Some(&b'a'));
            if !is_left_out {
                kept.extend_from_slice(rest);
            }
            Cow::Owned(kept)
        }
        None => Cow::Borrowed(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let len = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&len[..], &kind, data, b"sums"].concat()
    }

    fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
        [SIGNATURE.to_vec(), chunks.concat()].concat()
    }

    #[test]
    fn only_what_a_picture_is_shown_by_is_left() {
        let needed = [
            chunk(*b"IHDR", &[0; 13]),
            chunk(*b"PLTE", &[0; 768]),
            chunk(*b"tRNS", &[0; 256]),
            chunk(*b"eXIf", b"MM"),
            chunk(*b"IDAT", &[7; 999]),
            chunk(*b"IDAT", &[8; 99]),
            chunk(*b"IEND", b""),
        ];
        let plain = file(&needed);
        let mut mixed = needed.to_vec();
        for kind in [
            b"iCCP", b"iTXt", b"zTXt", b"tEXt", b"fdAT", b"acTL", b"odDx",
        ] {
            mixed.insert(1, chunk(*kind, &[1; 50]));
        }
        mixed.insert(1, chunk(*b"PLTE", &[0; 9_000]));
        mixed.insert(1, chunk(*b"eXIf", &vec![0; 70_000]));
        mixed.insert(14, chunk(*b"eXIf", b"II"));

        assert!(matches!(essential(&plain), Cow::Borrowed(_)));
        assert_eq!(*essential(&file(&mixed)), plain);
    }

    #[test]
    fn a_cut_file_and_others_stay_for_the_decoder() {
        let whole = file(&[
            chunk(*b"IHDR", &[0; 13]),
            chunk(*b"iCCP", &[0; 9]),
            chunk(*b"IDAT", &[7; 99]),
        ]);
        let cut = &whole[..whole.len() - 50];
        let left = essential(cut);

        assert!(left.ends_with(&[7; 49]), "{left:?}");
        assert_eq!(left.len(), cut.len() - FRAME_BYTES - 9);
        let in_profile = &whole[..SIGNATURE.len() + 25 + 12];
        assert_eq!(*essential(in_profile), *in_profile);
        for other in [&b"GIF89a"[..], b"", b"\x89PNG", SIGNATURE] {
            assert_eq!(*essential(other), *other);
        }
    }
}
