//! The places of the blocks on the page: heights that are guessed until measured, and who is who
//! from one revision to the next.

use std::{collections::HashMap, ops::Range};

use super::look::{Page as PageLook, Size};
use crate::model::markdown::blocks::{Block, Blocks, Fold, Kind};

/// A block's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// Of the content.
    pub hash: u64,
    /// Stays with a block while its content changes; names its widgets.
    pub serial: u64,
    /// In points; a guess until the block has been in view, nothing while it is hidden.
    pub height: f32,
    /// Folded in, with what it is part of.
    pub is_hidden: bool,
    /// Whether the blocks below it are folded out; `None`: it folds none.
    pub fold: Option<bool>,
}

/// The header, then the blocks in reading order.
#[derive(Debug, Default)]
pub(super) struct Slots {
    pub all: Vec<Slot>,
    next_serial: u64,
    /// What the writer folded out or in, by serial.
    folded: HashMap<u64, bool>,
}

impl Slots {
    /// Takes up a new revision. What stayed the same at both ends keeps its places; what lies
    /// between is paired in order. Returns where the slots of the old revision are now.
    pub(super) fn refresh(&mut self, header: u64, blocks: &Blocks, look: PageLook) -> Moved {
        let new_len = blocks.len() + 1;
        let old_len = self.all.len();
        let hashes = || std::iter::once(header).chain(blocks.in_reading_order().map(|b| b.hash));
        let backwards = blocks
            .in_reading_order()
            .rev()
            .map(|block| block.hash)
            .chain(std::iter::once(header));
        let same = |(slot, hash): &(&Slot, u64)| slot.hash == *hash;
        let start = self.all.iter().zip(hashes()).take_while(same).count();
        let most = old_len.min(new_len) - start;
        let from_end = self.all.iter().rev().zip(backwards);
        let end = from_end.take(most).take_while(same).count();

        let old_middle = start..old_len - end;
        let mut middle = Vec::with_capacity(new_len - end - start);
        let mut old = self.all.get(old_middle.clone()).unwrap_or_default().iter();
        for (index, hash) in hashes().enumerate().take(new_len - end).skip(start) {
            let block = index.checked_sub(1).and_then(|index| blocks.get(index));
            let guess = block.map_or(300.0, |block| guess_height(block, look));
            let paired = old.next();
            let serial = paired.map_or_else(
                || {
                    self.next_serial += 1;
                    self.next_serial
                },
                |slot| slot.serial,
            );
            middle.push(Slot {
                hash,
                serial,
                height: paired.map_or(guess, |slot| slot.height),
                is_hidden: false,
                fold: None,
            });
        }
        self.all.splice(old_middle, middle);
        self.fold_all(blocks, look);
        Moved {
            from: old_len - end,
            old_len,
            new_len,
        }
    }

    /// Forgets what was measured; the page is set differently now.
    pub(super) fn guess_all(&mut self, blocks: &Blocks, look: PageLook) {
        for (slot, block) in self.all.iter_mut().skip(1).zip(blocks.in_reading_order()) {
            slot.height = if slot.is_hidden {
                0.0
            } else {
                guess_height(block, look)
            };
        }
    }

    pub(super) fn is_hidden(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|slot| slot.is_hidden)
    }

    /// Folds out or in what follows slot `index`.
    pub(super) fn fold(&mut self, index: usize, is_open: bool, blocks: &Blocks, look: PageLook) {
        if let Some(slot) = self.all.get(index) {
            self.folded.insert(slot.serial, is_open);
            self.fold_all(blocks, look);
        }
    }

    /// Folds out what hides slot `index`, if anything does.
    pub(super) fn show(&mut self, index: usize, blocks: &Blocks, look: PageLook) {
        while self.is_hidden(index) {
            let above = self.all.get(..index).unwrap_or_default();
            let Some(by) = above
                .iter()
                .rposition(|slot| slot.fold == Some(false) && !slot.is_hidden)
            else {
                return;
            };
            self.fold(by, true, blocks, look);
        }
    }

    /// Sets what is hidden. What is opened and never ends folds nothing.
    fn fold_all(&mut self, blocks: &Blocks, look: PageLook) {
        let folds = folds(blocks);
        if folds.is_empty() && !self.all.iter().any(|slot| slot.is_hidden) {
            return;
        }
        let before: Vec<bool> = self.all.iter().map(|slot| slot.is_hidden).collect();
        for slot in &mut self.all {
            (slot.is_hidden, slot.fold) = (false, None);
        }
        for (inside, is_open_at_first) in folds {
            let Some(slot) = self.all.get_mut(inside.start.saturating_sub(1)) else {
                continue;
            };
            let is_open = self.folded.get(&slot.serial).copied();
            let is_open = is_open.unwrap_or(is_open_at_first);
            slot.fold = Some(is_open);
            for slot in self.all.get_mut(inside).unwrap_or_default() {
                slot.is_hidden |= !is_open;
            }
        }
        for (index, (slot, was_hidden)) in self.all.iter_mut().zip(before).enumerate() {
            if slot.is_hidden {
                slot.height = 0.0;
            } else if was_hidden && let Some(block) = blocks.get(index.saturating_sub(1)) {
                slot.height = guess_height(block, look);
            }
        }
    }

    /// The top of slot `index`, in points from the top of the first one.
    pub(super) fn top_of(&self, index: usize) -> f64 {
        self.all
            .iter()
            .take(index)
            .map(|slot| f64::from(slot.height))
            .sum()
    }

    /// The slot at `y` and its top.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let mut top = 0.0;
        for (index, slot) in self.all.iter().enumerate() {
            let bottom = top + f64::from(slot.height);
            if y < bottom {
                return (index, top);
            }
            top = bottom;
        }
        (self.all.len(), top)
    }
}

/// The slots that each `details` holds, and whether readers find it open.
fn folds(blocks: &Blocks) -> Vec<(Range<usize>, bool)> {
    let mut open = Vec::new();
    let mut folds = Vec::new();
    for (index, block) in blocks.blocks.iter().enumerate() {
        match block.fold {
            Fold::None => {}
            Fold::Starts { is_open } => open.push((index + 1, is_open)),
            Fold::Ends => {
                let start = open.pop();
                folds.extend(start.map(|(slot, is_open)| (slot + 1..index + 1, is_open)));
            }
        }
    }
    folds
}

/// How slots moved from one revision to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moved {
    /// Slots from here to the end moved as one.
    from: usize,
    old_len: usize,
    new_len: usize,
}

impl Moved {
    /// Where the slot `index` of the old revision is now.
    pub(super) fn index(&self, index: usize) -> usize {
        if index >= self.from {
            (index + self.new_len).saturating_sub(self.old_len)
        } else {
            index.min(self.new_len.saturating_sub(1))
        }
    }
}

/// Guesses the height of a block that has not been laid out.
fn guess_height(block: &Block, look: PageLook) -> f32 {
    let size = Size::BODY;
    let len = block.range.len() as f32;
    let breaks = block.line_breaks as f32;
    // The letters of the reading face are about half as wide as they are high.
    let by_length = (len / (look.width / (size.text * 0.47))).ceil();
    match block.kind {
        Kind::Paragraph | Kind::Footnote => by_length * size.line + size.gap(),
        Kind::Heading(level) => {
            let size = Size::heading(level, look.width);
            size.line + Size::BODY.gap() * 2.0
        }
        Kind::List | Kind::Definitions | Kind::Quote => {
            by_length.max(breaks) * (size.line + 4.0) + size.gap()
        }
        Kind::Code | Kind::Html => (breaks - 1.0).max(1.0) * Size::CODE.line + 50.0,
        Kind::Table => (breaks - 1.0).max(1.0) * (Size::SMALL.line + 12.0) + size.gap(),
        Kind::Rule => 42.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    fn slots(markdown: &str) -> Slots {
        let mut slots = Slots::default();
        refresh(&mut slots, markdown);
        slots
    }

    fn refresh(slots: &mut Slots, markdown: &str) -> Moved {
        slots.refresh(7, &parse(markdown, 0), PageLook::new(700.0))
    }

    fn serials(slots: &Slots) -> Vec<u64> {
        slots.all.iter().map(|slot| slot.serial).collect()
    }

    #[test]
    fn an_edited_block_stays_itself() {
        let mut slots = slots("a\n\nb\n\nc");

        let moved = refresh(&mut slots, "a\n\nB\n\nc");

        assert_eq!(serials(&slots), [1, 2, 3, 4]);
        assert_eq!(moved.index(3), 3);
    }

    #[test]
    fn blocks_after_a_new_one_stay_themselves() {
        let mut slots = slots("a\n\nb\n\nc");
        slots.all[3].height = 99.0;

        let moved = refresh(&mut slots, "a\n\nnew\n\nb\n\nc");

        assert_eq!(serials(&slots), [1, 2, 5, 3, 4]);
        assert!((slots.all[4].height - 99.0).abs() < 0.1);
        assert_eq!(moved.index(3), 4);
        assert_eq!(moved.index(1), 1);
    }

    #[test]
    fn blocks_after_a_removed_one_stay_themselves() {
        let mut slots = slots("a\n\nb\n\nc");

        let moved = refresh(&mut slots, "c");

        assert_eq!(serials(&slots), [1, 4]);
        assert_eq!(moved.index(3), 1);
        assert_eq!(refresh(&mut slots, "").index(1), 0);
    }

    #[test]
    fn equal_blocks_beside_each_other_are_told_apart() {
        let mut slots = slots("a\n\na\n\na");

        refresh(&mut slots, "a\n\na");

        assert_eq!(serials(&slots), [1, 2, 3]);
    }
}
