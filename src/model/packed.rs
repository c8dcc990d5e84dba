//! Values one behind the other in bytes, as what is known of many articles is held and kept on disk.
//!
//! What is unpacked may be damaged, or a stranger's: whatever does not fit is `None`, nothing is taken
//! for longer than what is there, and nothing panics.
//!
//! Not by `postcard`: what is packed stays so in memory, and is read in place by what borrows from it, against names
//! that all articles share; and values of heads nest, of which serde's readers follow as many as a file pretends, to
//! the end of the stack. The types of the wire and these limits would be longer than what is here.

use std::str;

/// Puts values behind each other.
#[derive(Debug, Default)]
pub struct Packer {
    bytes: Vec<u8>,
}

impl Packer {
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Seven bits a byte, the lowest first.
    pub fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    pub fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// One near 0 takes few bytes, whatever its sign.
    pub fn signed(&mut self, number: i64) {
        self.number((number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned());
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// What is there or not.
    pub fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Self, T)) {
        self.byte(value.is_some().into());
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn packed(self) -> Box<[u8]> {
        self.bytes.into()
    }
}

/// Takes them out in their order.
#[derive(Clone, Copy, Debug)]
pub struct Unpacker<'a> {
    rest: &'a [u8],
}

impl<'a> Unpacker<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Whether all is taken.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// How many things follow. Each takes a byte at least: more than there are bytes is none.
    pub fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.rest.len()).then_some(count)
    }

    pub fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub fn text(&mut self) -> Option<&'a str> {
        str::from_utf8(self.bytes()?).ok()
    }

    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.count()?;
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }

    /// `None`: it does not fit. `Some(None)`: there is none.
    pub fn option<T>(&mut self, take: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            1 => Some(Some(take(self)?)),
            _ => None,
        }
    }
}

/// Several texts in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Box<[u8]>);

impl Texts {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut texts = Unpacker::new(&self.0);
        std::iter::from_fn(move || texts.text())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: AsRef<str>> FromIterator<T> for Texts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut packer = Packer::default();
        for text in texts {
            packer.text(text.as_ref());
        }
        Self(packer.packed())
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::any, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            numbers in vec(any::<u64>(), 0..4),
            signed in vec(any::<i64>(), 0..4),
            text in any::<String>(),
            byte in any::<Option<u8>>(),
        ) {
            let mut packer = Packer::default();
            for number in &numbers {
                packer.number(*number);
            }
            for number in &signed {
                packer.signed(*number);
            }
            packer.text(&text);
            packer.option(byte, Packer::byte);
            let packed = packer.packed();

            let mut unpacker = Unpacker::new(&packed);
            for number in numbers {
                prop_assert_eq!(unpacker.number(), Some(number));
            }
            for number in signed {
                prop_assert_eq!(unpacker.signed(), Some(number));
            }
            prop_assert_eq!(unpacker.text(), Some(&*text));
            prop_assert_eq!(unpacker.option(Unpacker::byte), Some(byte));
            prop_assert_eq!(unpacker.is_done(), true);
        }

        #[test]
        fn texts_in_one_piece_are_those_that_were_put_there(texts in vec(any::<String>(), 0..5)) {
            let packed: Texts = texts.iter().collect();

            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), texts);
        }

        #[test]
        fn whatever_the_bytes_are_nothing_is_taken_that_is_not_there(bytes in vec(any::<u8>(), 0..40)) {
            let mut unpacker = Unpacker::new(&bytes);
            while unpacker.text().is_some() && unpacker.number().is_some() {}

            let mut unpacker = Unpacker::new(&bytes);
            let count = unpacker.count();
            prop_assert_eq!(count.filter(|count| *count > bytes.len()), None);
        }
    }
}
