//! Brings blocks up to a change in a block that is too long to be read while the writer waits.
//!
//! The blocks that the change touches are taken to be what they were, with the text that they
//! have now; all others move. A part of a long block is read by itself when it is shown, so what
//! was typed is seen at once, and nearly always as the whole text will be read.

use std::{ops::Range, sync::Arc};

use super::{
    Block, Blocks,
    parts::Part,
    shift::{Shift, Stands, shift_all},
};
use crate::model::text::Change;

impl Blocks {
    pub(super) fn stretch(&mut self, text: &str, change: &Change, shift: Shift) {
        forget(&mut self.targets, change, shift);
        forget(&mut self.references, change, shift);
        forget(&mut self.headings, change, shift);
        forget(&mut self.open_code, change, shift);
        let start_of = |blocks: &[Block]| Some(blocks.get(holder(blocks, change)?)?.range.start);
        let is_in_note = start_of(&self.notes) > start_of(&self.blocks);
        let definitions = self.definitions.hash;
        stretch_all(&mut self.blocks, change, shift, !is_in_note, |block| {
            block.look_again(text, definitions);
        });
        stretch_all(&mut self.notes, change, shift, is_in_note, |block| {
            block.look_again(text, definitions);
        });
        self.number_footnotes(text);
        let len = self.blocks.len();
        self.trail.edited(&(0..len), len);
    }
}

impl Block {
    /// Sets what follows from its source.
    fn look_again(&mut self, text: &str, definitions: u64) {
        let source = text.get(self.range.clone()).unwrap_or_default();
        self.line_breaks = source.bytes().filter(|&byte| byte == b'\n').count();
        self.may_refer |= source.contains('[');
        (self.source_hash, self.own_hash) = super::hashes(text, &self.range, self.part.as_ref());
        self.hash = self.hash_with(definitions);
    }
}

/// The last block that starts at or before the change.
fn holder(blocks: &[Block], change: &Change) -> Option<usize> {
    blocks
        .partition_point(|block| block.range.start <= change.old.start)
        .checked_sub(1)
}

/// Forgets what stood in the text that is gone, and moves the rest.
fn forget<T: Stands>(all: &mut Vec<T>, change: &Change, shift: Shift) {
    let first = all.partition_point(|one| one.at_byte() < change.old.start);
    let after = all.partition_point(|one| one.at_byte() < change.old.end);
    shift_all(all.get_mut(after..).unwrap_or_default(), 0, shift);
    all.drain(first..after.max(first));
}

/// Fits the blocks to a change; the new text is of the one that holds its start, if it `holds`.
fn stretch_all(
    blocks: &mut Vec<Block>,
    change: &Change,
    shift: Shift,
    holds: bool,
    look_again: impl Fn(&mut Block),
) {
    let first = blocks.partition_point(|block| block.range.end <= change.old.start);
    let holder = holder(blocks, change).filter(|_| holds);
    let first = holder.map_or(first, |holder| holder.min(first));
    let after = blocks.partition_point(|block| block.range.start < change.old.end);
    let after = after.max(holder.map_or(first, |holder| holder + 1));
    shift_all(blocks.get_mut(after..).unwrap_or_default(), 0, shift);
    for (index, block) in blocks.iter_mut().enumerate().take(after).skip(first) {
        block.range = stretched(&block.range, change, shift, holder == Some(index));
    }
    let touched = after - first;
    let gone = blocks.extract_if(first..after, |block| block.range.is_empty());
    let left = touched - gone.count();
    // Those beside them may be the first and the last part now.
    let first = first.saturating_sub(1);
    for index in first..first + left + 2 {
        let parts = parts_around(blocks, index);
        Part::number(blocks.get_mut(parts).unwrap_or_default());
    }
    let touched = blocks.get_mut(first..).unwrap_or_default();
    touched.iter_mut().take(left + 2).for_each(look_again);
}

/// Where a block is that the change touches.
fn stretched(old: &Range<usize>, change: &Change, shift: Shift, is_holder: bool) -> Range<usize> {
    let start = if old.start <= change.old.start {
        old.start
    } else {
        change.new.end
    };
    let end = if old.end >= change.old.end && old.end > change.old.start {
        shift.moved(old.end)
    } else if is_holder {
        change.new.end
    } else {
        old.end.min(change.new.start)
    };
    start..end.max(start)
}

/// The parts of the block that the one at `index` is a part of.
fn parts_around(blocks: &[Block], index: usize) -> Range<usize> {
    let whole_of = |block: &Block| block.part.as_ref().map(|part| Arc::as_ptr(&part.whole));
    let Some(whole) = blocks.get(index).and_then(whole_of) else {
        return index..index;
    };
    let (above, rest) = blocks.split_at_checked(index).unwrap_or_default();
    let is_part = |block: &&Block| whole_of(block) == Some(whole);
    let before = above.iter().rev().take_while(is_part).count();
    let after = rest.iter().take_while(is_part).count();
    index - before..index + after
}
