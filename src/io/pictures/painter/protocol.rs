//! What goes to the process that draws pictures, and comes back. All numbers have four bytes, the
//! lowest first.
//!
//! An order is a mark, the most pixels a side, the milliseconds of the processor that it may take, the
//! length of the file and the file. It is answered
//! by `M`, width and height as soon as they are known, if they are; then by `P`, whether the
//! process stays, width and height as drawn and as stored, and the pixels, or by `E`, whether it
//! stays, a kind, the length of a text and the text.
//!
//! Whoever reads believes nothing: each length has a limit, and what makes no sense is an error.

use std::io::{self, Read, Write};

use crate::{
    io::pictures::{MAX_FILE_BYTES, PictureError, decode::side},
    model::{
        picture::Pixels,
        said::{Said, Value},
        words::id,
    },
};

const MARK: [u8; 4] = *b"kop2";
const MEASURED: u8 = b'M';
const DRAWN: u8 = b'P';
const FAILED: u8 = b'E';
/// Of the words of an error.
const MAX_TEXT_BYTES: usize = 500;
/// Of the side of a picture as it is stored.
const MAX_STORED: u32 = 100_000;

/// Whether the process takes another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stay {
    Stays,
    Leaves,
}

/// What is to be drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order<B> {
    /// The file.
    pub bytes: B,
    /// The most pixels a side.
    pub max_pixels: u32,
    /// Of the processor.
    pub millis: u32,
}

#[derive(Debug)]
pub(super) enum Answer {
    /// Width and height, in pixels.
    Measured([usize; 2]),
    /// `stored_bytes` is zero.
    Drawn {
        pixels: Pixels,
        stay: Stay,
    },
    Failed {
        error: PictureError,
        stay: Stay,
    },
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum AnswerError<E> {
    /// It cannot be read.
    Source(E),
    /// It is no answer.
    Lie,
}

impl Order<&[u8]> {
    pub fn written(&self) -> Vec<u8> {
        let length = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
        let mut written = Vec::with_capacity(16 + self.bytes.len());
        written.extend(MARK);
        for number in [self.max_pixels, self.millis, length] {
            written.extend(number.to_le_bytes());
        }
        written.extend(self.bytes);
        written
    }
}

/// `None`: no more orders.
pub(super) fn read_order(input: &mut impl Read) -> io::Result<Option<Order<Vec<u8>>>> {
    let mut mark = [0; 4];
    match input.read_exact(&mut mark) {
        Err(err) if err.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut numbers = [[0; 4]; 3];
    input.read_exact(numbers.as_flattened_mut())?;
    let [max_pixels, millis, length] = numbers.map(u32::from_le_bytes);
    if mark != MARK || u64::from(length) > MAX_FILE_BYTES {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; side(length)];
    input.read_exact(&mut bytes)?;
    Ok(Some(Order {
        bytes,
        max_pixels,
        millis,
    }))
}

pub(super) fn write_measured(output: &mut impl Write, size: [usize; 2]) -> io::Result<()> {
    output.write_all(&[MEASURED])?;
    write_size(output, size)?;
    output.flush()
}

pub(super) fn write_drawn(output: &mut impl Write, pixels: &Pixels, stay: Stay) -> io::Result<()> {
    output.write_all(&[DRAWN, u8::from(stay == Stay::Stays)])?;
    write_size(output, pixels.size)?;
    write_size(output, pixels.stored_size)?;
    output.write_all(&pixels.rgba)?;
    output.flush()
}

pub(super) fn write_failed(
    output: &mut impl Write,
    error: &PictureError,
    stay: Stay,
) -> io::Result<()> {
    let (kind, text) = match error {
        PictureError::TooLarge => (0, ""),
        PictureError::TooMuch => (1, ""),
        PictureError::NotShown(kind) => (2, written(kind)),
        PictureError::Broken(why) => (3, written(why)),
        _ => (3, ""),
    };
    let text = text.get(..text.floor_char_boundary(MAX_TEXT_BYTES));
    let text = text.unwrap_or_default();
    output.write_all(&[FAILED, u8::from(stay == Stay::Stays), kind])?;
    write_number(output, text.len())?;
    output.write_all(text.as_bytes())?;
    output.flush()
}

/// What the painter has to say itself; all else is what a decoder says.
const OWN: [&str; 6] = [
    id!("picture-ends-early"),
    id!("picture-moving-avif"),
    id!("picture-no-svg"),
    id!("picture-none-in-it"),
    id!("picture-reader-fault"),
    id!("picture-such-avif"),
];

/// The id of what the painter says itself, or what it says word for word.
fn written(said: &Said) -> &str {
    match said.values.first() {
        Some((_, Value::Text(text))) => text,
        _ => said.id,
    }
}

fn read(text: String) -> Said {
    let own = OWN.into_iter().find(|id| *id == text);
    own.map_or_else(
        || Said::verbatim(text),
        |id| Said {
            id,
            values: Vec::new(),
        },
    )
}

fn write_size(output: &mut impl Write, size: [usize; 2]) -> io::Result<()> {
    size.into_iter()
        .try_for_each(|side| write_number(output, side))
}

fn write_number(output: &mut impl Write, number: usize) -> io::Result<()> {
    output.write_all(&u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes())
}

/// The next answer to an order for at most `max_pixels` a side; `fill` reads as much as it is
/// given room for.
pub(super) fn read_answer<E>(
    fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>,
    max_pixels: u32,
) -> Result<Answer, AnswerError<E>> {
    match number_in(fill)? {
        MEASURED => Ok(Answer::Measured(size(fill, MAX_STORED)?)),
        DRAWN => {
            let stay = stay(fill)?;
            let size @ [width, height] = size(fill, max_pixels)?;
            let stored_size = self::size(fill, MAX_STORED)?;
            let mut rgba = vec![0; width * height * 4];
            fill(&mut rgba).map_err(AnswerError::Source)?;
            let pixels = Pixels {
                size,
                rgba: rgba.into(),
                stored_size,
                stored_bytes: 0,
            };
            Ok(Answer::Drawn { pixels, stay })
        }
        FAILED => {
            let stay = stay(fill)?;
            let kind: u8 = number_in(fill)?;
            let text = text(fill)?;
            let error = match kind {
                0 => PictureError::TooLarge,
                1 => PictureError::TooMuch,
                2 => PictureError::NotShown(read(text)),
                3 => PictureError::Broken(read(text)),
                _ => return Err(AnswerError::Lie),
            };
            Ok(Answer::Failed { error, stay })
        }
        _ => Err(AnswerError::Lie),
    }
}

fn stay<E>(fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<Stay, AnswerError<E>> {
    match number_in(fill)? {
        0 => Ok(Stay::Leaves),
        1 => Ok(Stay::Stays),
        _ => Err(AnswerError::Lie),
    }
}

fn text<E>(fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<String, AnswerError<E>> {
    let length = side(number(fill)?);
    if length > MAX_TEXT_BYTES {
        return Err(AnswerError::Lie);
    }
    let mut text = vec![0; length];
    fill(&mut text).map_err(AnswerError::Source)?;
    let text = String::from_utf8(text).map_err(|_odd| AnswerError::Lie)?;
    Ok(text.replace(char::is_control, " "))
}

fn size<E>(
    fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>,
    most: u32,
) -> Result<[usize; 2], AnswerError<E>> {
    let size = [number(fill)?, number(fill)?];
    if size.iter().all(|side| (1..=most).contains(side)) {
        Ok(size.map(side))
    } else {
        Err(AnswerError::Lie)
    }
}

fn number<E>(fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<u32, AnswerError<E>> {
    let mut bytes = [0; 4];
    fill(&mut bytes).map_err(AnswerError::Source)?;
    Ok(u32::from_le_bytes(bytes))
}

fn number_in<E>(fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>) -> Result<u8, AnswerError<E>> {
    let mut byte = [0];
    fill(&mut byte).map_err(AnswerError::Source)?;
    let [byte] = byte;
    Ok(byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(mut bytes: &[u8], max_pixels: u32) -> Result<Answer, AnswerError<io::ErrorKind>> {
        let mut fill = |room: &mut [u8]| bytes.read_exact(room).map_err(|err| err.kind());
        read_answer(&mut fill, max_pixels)
    }

    fn pixels() -> Pixels {
        Pixels {
            size: [2, 1],
            rgba: [1, 2, 3, 4, 5, 6, 7, 8].into(),
            stored_size: [20, 10],
            stored_bytes: 0,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let order = |bytes| Order {
            bytes,
            max_pixels: 400,
            millis: 70,
        };
        let bytes = order(&b"picture"[..]).written();
        let read_back = read_order(&mut &bytes[..]).unwrap().unwrap();
        assert_eq!(read_back.bytes, b"picture");
        assert_eq!((read_back.max_pixels, read_back.millis), (400, 70));
        assert_eq!(read_order(&mut &b""[..]).unwrap(), None);

        let mut bytes = Vec::new();
        write_drawn(&mut bytes, &pixels(), Stay::Stays).unwrap();
        let Ok(Answer::Drawn {
            pixels: drawn,
            stay,
        }) = read(&bytes, 2)
        else {
            panic!("{bytes:?}");
        };
        assert!(drawn == pixels() && stay == Stay::Stays);

        let mut bytes = Vec::new();
        let error = PictureError::Broken(Said::verbatim("é".repeat(400)));
        write_failed(&mut bytes, &error, Stay::Leaves).unwrap();
        let Ok(Answer::Failed { error, stay }) = read(&bytes, 2) else {
            panic!("{bytes:?}");
        };
        assert!(error.to_string().contains(&"é".repeat(250)), "{error}");
        assert_eq!(stay, Stay::Leaves);
    }

    #[test]
    fn what_makes_no_sense_is_no_answer() {
        let mut drawn = Vec::new();
        write_drawn(&mut drawn, &pixels(), Stay::Stays).unwrap();
        // Wider than was asked for.
        assert!(matches!(read(&drawn, 1), Err(AnswerError::Lie)));
        // Cut off.
        let cut = read(&drawn[..drawn.len() - 1], 2);
        assert!(matches!(cut, Err(AnswerError::Source(_))), "{cut:?}");
        for lie in [
            &b"x"[..],
            b"P\x02",
            b"P\x01\0\0\0\0\0\0\0\0",
            b"P\x01\xff\xff\xff\xff\xff\xff\xff\xff",
            b"M\x01\0\0\0\xff\xff\xff\xff",
            b"E\0\x09\0\0\0\0",
            b"E\0\x03\xff\xff\xff\xff",
            b"E\0\x03\x01\0\0\0\xff",
        ] {
            let read = read(lie, 3_200);
            assert!(matches!(read, Err(AnswerError::Lie)), "{lie:?}: {read:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_answered_does_harm(bytes: Vec<u8>, kind in 0_usize..3) {
            let kind = [MEASURED, DRAWN, FAILED][kind];
            let bytes = [&[kind], &bytes[..]].concat();
            if let Ok(Answer::Drawn { pixels, .. }) = read(&bytes, 64) {
                prop_assert_eq!(pixels.rgba.len(), pixels.size[0] * pixels.size[1] * 4);
            }
        }
    }
}
