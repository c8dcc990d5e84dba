use proptest::prelude::*;

use super::*;

/// EXIF data with one entry each of these.
fn exif(tags: &[u16]) -> Vec<u8> {
    let mut data = b"II*\0\x08\0\0\0".to_vec();
    data.extend(u16::try_from(tags.len()).unwrap().to_le_bytes());
    for tag in tags {
        data.extend(tag.to_le_bytes());
        data.extend([3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    }
    data.extend([0; 4]);
    data
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &len[..], data].concat()
}

/// A JPEG whose drawn part is this, with the segments before its tables.
fn jpeg_with(told: &[Vec<u8>], drawn: &[u8], after: &[u8]) -> Vec<u8> {
    let scan = [segment(0xda, &[1, 2, 3]), drawn.to_vec()].concat();
    let tables = [segment(0xdb, &[9; 65]), segment(0xc0, &[8; 15])].concat();
    let parts = [
        JPEG_START.to_vec(),
        segment(0xe0, b"JFIF\0\x01\x01"),
        told.concat(),
        tables,
        scan.clone(),
        // Another scan, as of a picture that comes step by step.
        segment(0xc4, &[7; 20]),
        scan,
        b"\xff\xd9".to_vec(),
        after.to_vec(),
    ];
    parts.concat()
}

fn told() -> Vec<Vec<u8>> {
    let exif = [b"Exif\0\0", &exif(&[GPS, MAKE])[..]].concat();
    vec![
        segment(0xe1, &exif),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:GPSLatitude/>"),
        segment(0xed, b"Photoshop 3.0\0 owner"),
        segment(0xe2, b"MPF\0more pictures"),
        segment(0xfe, b"a comment"),
        segment(0xeb, b"JP claims"),
    ]
}

const GPS: u16 = 0x8825;
const MAKE: u16 = 0x010f;
const DRAWN: &[u8] = b"abc\xff\x00def\xff\xd3ghi\xff\xff\xff\x00z";

#[test]
fn a_jpeg_keeps_what_is_drawn_and_its_colours() {
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01profile");
    let adobe = segment(0xee, b"Adobe\0");
    let kept = [profile, adobe];
    let all = [&told()[..], &kept].concat();
    let bytes = jpeg_with(&all, DRAWN, b"a film behind the picture");

    let cut = cut(Kind::Jpeg, &bytes).unwrap();

    assert_eq!(*cut.bytes, jpeg_with(&kept, DRAWN, b""));
    let Carries {
        location,
        camera,
        words,
        ..
    } = cut.carried;
    assert!(location && camera && words);
}

#[test]
fn a_picture_that_tells_nothing_is_itself() {
    let bytes = jpeg_with(&[], DRAWN, b"");
    let cut = cut(Kind::Jpeg, &bytes).unwrap();
    assert!(matches!(cut.bytes, Cow::Borrowed(_)));
    assert_eq!(cut.carried, Carries::default());
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&len[..], &kind, data, b"sums"].concat()
}

#[test]
fn a_png_keeps_all_but_what_it_tells() {
    let file = |chunks: &[Vec<u8>]| [png::SIGNATURE.to_vec(), chunks.concat()].concat();
    let needed = [
        chunk(*b"IHDR", &[0; 13]),
        chunk(*b"iCCP", b"profile"),
        chunk(*b"acTL", &[1; 8]),
        chunk(*b"IDAT", &[7; 99]),
        chunk(*b"fdAT", &[8; 99]),
        chunk(*b"IEND", b""),
    ];
    let mut mixed = needed.to_vec();
    for kind in [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX"] {
        mixed.insert(1, chunk(*kind, b"words"));
    }
    mixed.insert(3, chunk(*b"eXIf", &exif(&[GPS])));
    let bytes = [file(&mixed), b"more".to_vec()].concat();

    let cut = cut(Kind::Png, &bytes).unwrap();

    assert_eq!(*cut.bytes, file(&needed));
    assert!(cut.carried.location && cut.carried.words && !cut.carried.camera);
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (kind, data) in chunks {
        body.extend(*kind);
        body.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
        body.extend(*data);
        body.extend(vec![0; data.len() % 2]);
    }
    let len = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &len[..], &body].concat()
}

#[test]
fn a_webp_keeps_what_is_drawn_and_says_that_nothing_is_told() {
    let flags = |told: u8| [0x20 | told, 0, 0, 0, 9, 0, 0, 9, 0, 0];
    let [with, without] = [flags(WEBP_TOLD), flags(0)];
    let exif = exif(&[GPS, MAKE]);
    let bytes = riff(&[
        (b"VP8X", &with),
        (b"ICCP", b"odd"),
        (b"ANMF", &[5; 30]),
        (b"EXIF", &exif),
        (b"XMP ", b"<x/>"),
    ]);
    let bytes = [bytes, b"behind".to_vec()].concat();

    let cut = cut(Kind::WebP, &bytes).unwrap();

    let plain = riff(&[(b"VP8X", &without), (b"ICCP", b"odd"), (b"ANMF", &[5; 30])]);
    assert_eq!(*cut.bytes, plain);
    assert!(cut.carried.location && cut.carried.camera && cut.carried.words);
}

#[test]
fn a_gif_moves_on_and_tells_nothing() {
    let head = [b"GIF89a", &[1, 0, 1, 0, 0x80, 0, 0][..], &[0; 6]].concat();
    let moves = [&[0x21, 0xff, 11][..], b"NETSCAPE2.0", &[3, 1, 0, 0, 0]].concat();
    let xmp = [&[0x21, 0xff, 11][..], b"XMP DataXMP", &[4], b"<x/>", &[0]].concat();
    let comment = [&[0x21, 0xfe, 2][..], b"hi", &[0]].concat();
    let image = [&[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0][..]].concat();
    let end = vec![0x3b];
    let whole = [
        &head[..],
        &moves,
        &comment,
        &image,
        &xmp,
        &image,
        &end,
        b"behind",
    ]
    .concat();

    let cut = cut(Kind::Gif, &whole).unwrap();

    assert_eq!(
        *cut.bytes,
        [&head[..], &moves, &image, &image, &end].concat()
    );
    assert!(cut.carried.words);
}

#[test]
fn what_is_cut_or_lies_is_not_guessed_at() {
    let jpeg = jpeg_with(&told(), DRAWN, b"");
    for end in 0..jpeg.len() {
        assert_eq!(cut(Kind::Jpeg, &jpeg[..end]), Err(Malformed), "{end}");
    }
    let lying = jpeg_with(&[vec![0xff, 0xe1, 0xff, 0xff]], DRAWN, b"");
    assert_eq!(cut(Kind::Jpeg, &lying), Err(Malformed));
    let webp = riff(&[(b"VP8 ", b"data")]);
    for end in 0..webp.len() {
        assert_eq!(cut(Kind::WebP, &webp[..end]), Err(Malformed), "{end}");
    }
}

/// Each marker of a segment that is drawn from, and the data of the scans, in order.
fn drawn(mut rest: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    rest = &rest[2..];
    loop {
        let marker = rest[1];
        if marker == 0xd9 {
            return found;
        }
        let len = usize::from(u16::from_be_bytes([rest[2], rest[3]]));
        let (segment, after) = rest.split_at(2 + len);
        if !matches!(marker, 0xe1..=0xef | 0xfe) {
            found.push(segment.to_vec());
        }
        rest = after;
        if marker == 0xda {
            let mut at = 0;
            while rest[at] != 0xff || matches!(rest[at + 1], 0 | 0xd0..=0xd7 | 0xff) {
                at += 1;
            }
            found.push(rest[..at].to_vec());
            rest = &rest[at..];
        }
    }
}

fn any_told() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let marker = prop_oneof![Just(0xe1_u8), 0xe1..=0xef_u8, Just(0xfe)];
    let start = prop::sample::select(vec![
        &b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88"[..],
        b"Exif\0\0",
        b"http://ns.adobe.com/xap/1.0/\0",
        b"ICC_PROFILE\0",
        b"MPF\0",
        b"",
    ]);
    let one = (marker, start, prop::collection::vec(any::<u8>(), 0..40));
    let one = one.prop_map(|(marker, start, rest)| segment(marker, &[start, &rest].concat()));
    prop::collection::vec(one, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_drawn_is_the_same_and_nothing_is_told(
        told in any_told(),
        data in prop::collection::vec(0_u8..0xff, 0..60),
        after in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let whole = jpeg_with(&told, &data, &after);
        let cut = cut(Kind::Jpeg, &whole).unwrap();

        prop_assert_eq!(drawn(&cut.bytes), drawn(&whole));
        for told in [&b"Exif\0"[..], b"http://ns.adobe.com/xap"] {
            prop_assert!(memchr::memmem::find(&cut.bytes, told).is_none());
        }
        let again = super::cut(Kind::Jpeg, &cut.bytes).unwrap();
        prop_assert_eq!(again.carried, Carries::default());
        prop_assert!(matches!(again.bytes, Cow::Borrowed(_)));
    }

    #[test]
    fn any_bytes_are_followed_without_a_fault(
        mut bytes in prop::collection::vec(any::<u8>(), 0..200),
        start in prop::sample::select(vec![
            &b"\xff\xd8\xff\xe1"[..], png::SIGNATURE, b"RIFF\xff\0\0\0WEBPVP8X", b"GIF89a",
        ]),
    ) {
        bytes.splice(0..0, start.iter().copied());
        for kind in [Kind::Jpeg, Kind::Png, Kind::WebP, Kind::Gif] {
            drop(cut(kind, &bytes));
        }
    }
}
