//! What the parts of a key cost that follow from the text alone, at the lengths of `key_frame`.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::fmt::Write as _;

use kopij::model::{
    find::{Pattern, Query},
    front_matter,
    markdown::blocks::{self, Blocks, Exactness},
    text::{Buffer, Cause, Change, Edit},
};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

fn document(bytes: usize) -> String {
    let mut text = "---\ntitle: \"A\"\ndate: 2026-02-24\ntags: [a, b]\n---\n\n".to_owned();
    let mut at = 0;
    while text.len() < bytes {
        at += 1;
        writeln!(text, "## Heading {at}\n\nThe *ferry* leaves at **half past** eleven, with [a link](https://example.org/{at}) and `code` for those who wait on the quay for it.\n\n- one\n- two\n").unwrap();
    }
    text
}

/// What the find bar does with a text of 10 MB.
#[divan::bench(args = ["ferry", "the", r"(\w+) for (\w+)"])]
fn find_all_in_10_megabytes(bencher: divan::Bencher<'_, '_>, query: &str) {
    let text = document(10_000_000);
    let pattern = Pattern::new(&Query {
        text: query.to_owned(),
        is_expression: true,
        ..Query::default()
    });
    let pattern = pattern.unwrap().unwrap();
    bencher.bench_local(|| pattern.find_all(&text, 0..text.len()));
}

#[divan::bench(args = SIZES)]
fn read_head(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = document(bytes);
    bencher.bench_local(|| front_matter::read(&text));
}

#[divan::bench(args = SIZES)]
fn parse_blocks(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = document(bytes);
    bencher.bench_local(|| blocks::parse(&text, 50));
}

/// What a key in the middle of the text costs.
#[divan::bench(args = SIZES)]
fn edit_blocks(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut keys = Keys::new(document(bytes));
    bencher.bench_local(|| keys.press());
}

/// What a key costs in an article that has a footnote and defines a link.
#[divan::bench(args = SIZES)]
fn edit_blocks_with_definitions(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = document(bytes) + "\nA note[^1], [a link][a].\n\n[^1]: The note.\n\n[a]: /there\n";
    let mut keys = Keys::new(text);
    bencher.bench_local(|| keys.press());
}

/// Types and takes back a letter in the middle of a text.
struct Keys {
    text: String,
    blocks: Blocks,
    at: usize,
    is_typed: bool,
}

impl Keys {
    fn new(text: String) -> Self {
        let middle = text.len() / 2;
        let at = middle + text.get(middle..).unwrap().find("leaves").unwrap();
        Self {
            blocks: blocks::parse(&text, 50),
            text,
            at,
            is_typed: false,
        }
    }

    fn press(&mut self) {
        let (short, long) = (self.at..self.at, self.at..self.at + 1);
        let (old, new) = if self.is_typed {
            self.text.remove(self.at);
            (long, short)
        } else {
            self.text.insert(self.at, 'x');
            (short, long)
        };
        self.is_typed = !self.is_typed;
        let exactness = self
            .blocks
            .edited(&self.text, 50, &Change { old, new }, 32 * 1024);
        assert_eq!(exactness, Exactness::Exact);
    }
}

#[divan::bench(args = SIZES)]
fn apply_edit(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let mut buffer = Buffer::new(document(bytes));
    bencher.bench_local(|| {
        let edit = Edit {
            range: 200..200,
            insert: "x".to_owned(),
        };
        let revision = buffer.revision();
        buffer
            .apply(revision, &edit, Cause::Typing { at_millis: 0 })
            .unwrap();
    });
}

#[divan::bench(args = SIZES)]
fn place_of_caret(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let buffer = Buffer::new(document(bytes));
    bencher.bench_local(|| buffer.line_column(buffer.text().len()));
}
