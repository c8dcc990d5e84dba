//! Odd files: opened and saved without an edit, nothing is written.

use std::time::SystemTime;

use super::*;

/// Parts that odd files are made of: line ends, marks, encodings, control characters.
const PARTS: [&[u8]; 20] = [
    b"---\ntitle: A\n---\n",
    b"+++\r\ntitle = \"A\"\r\n+++\r\n",
    b"a line\n",
    b"a line\r\n",
    b"a line\r",
    b"\n",
    b"\r\n",
    b"no end",
    b"trailing  \n",
    b"\t\x0b\x0c",
    b"\0",
    b"caf\xE9 ",
    b"\x80\x93 ",
    b"\xFF",
    b"\xC3",
    "één \u{1F600}\u{200d} ".as_bytes(),
    "\u{2028}\u{85}\u{feff}".as_bytes(),
    "日本語\r\n".as_bytes(),
    b"\xED\xA0\x80",
    b"\x1a",
];
const MARKS: [&[u8]; 4] = [b"", b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];

/// A stream of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

fn odd_file(numbers: &mut Numbers) -> Vec<u8> {
    let mark = MARKS[numbers.below(12).min(3)];
    let mut bytes = mark.to_vec();
    for _ in 0..numbers.below(12) {
        bytes.extend_from_slice(PARTS[numbers.below(PARTS.len())]);
    }
    if mark.len() == 2 && numbers.below(2) == 0 {
        bytes = mark.to_vec();
        for unit in "één\r\n日 😀".encode_utf16() {
            let unit = if mark == MARKS[2] {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            };
            bytes.extend_from_slice(&unit);
        }
    }
    bytes
}

/// 10,000 with `KOPIJ_LONG=1`.
fn rounds() -> usize {
    if std::env::var_os("KOPIJ_LONG").is_some() {
        10_000
    } else {
        1_000
    }
}

#[test]
fn odd_files_are_opened_and_saved_without_a_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.md");
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let (mut saved, mut only_read, mut no_text) = (0, 0, 0);
    for round in 0..rounds() {
        let bytes = odd_file(&mut numbers);
        fs::write(&path, &bytes).unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();

        let Ok(snapshot) = read(&path) else {
            no_text += 1;
            continue;
        };
        let result = write(&Save {
            format: snapshot.format,
            expected: Some(snapshot.hash),
            ..job(&path, &snapshot.text, None)
        });

        match result {
            Ok(_) => saved += 1,
            Err(WriteError::Lossy { .. }) => only_read += 1,
            Err(err) => panic!("{err} in round {round}: {bytes:?}"),
        }
        let after = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(after, long_ago, "round {round}: {bytes:?}");
        assert!(
            fs::read(&path).unwrap() == bytes,
            "round {round}: {bytes:?}"
        );
    }
    assert!(
        saved * 3 > rounds() && only_read * 10 > rounds() && no_text * 50 > rounds(),
        "{saved} saved, {only_read} only read, {no_text} are no text"
    );
}
