//! The places of the blocks on the page: heights that are guessed until measured, and who is who
//! from one revision to the next.

use std::{collections::HashMap, ops::Range};

use super::{
    heights::Heights,
    lay::Folds,
    look::{Page as PageLook, Size},
};
use crate::model::markdown::blocks::{Block, Blocks, Fold, Kind, Part, Placed, Trail};

/// A block's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slot {
    /// Of the content.
    pub hash: u64,
    /// Of the source: what the block is known by.
    source: u64,
    /// Stays with a block while its content changes; names its widgets.
    pub serial: u64,
    /// Folded in, with what it is part of.
    pub is_hidden: bool,
    /// Whether the blocks below it are folded out; `None`: it folds none.
    pub fold: Option<bool>,
}

/// The header, then the blocks in reading order.
#[derive(Debug, Default)]
pub(super) struct Slots {
    all: Vec<Slot>,
    /// In points; guesses until the block has been in view, nothing while it is hidden.
    heights: Heights,
    /// The state of the blocks that these are the places of.
    trail: Trail,
    footnotes: usize,
    next_serial: u64,
    has_folds: bool,
    /// What the writer folded out or in, by serial.
    folded: HashMap<u64, bool>,
    /// What was folded inside of blocks, by serial.
    folded_inside: HashMap<u64, Folds>,
}

impl Slots {
    /// Whether these are the places of the blocks as they are now.
    pub(super) fn are_of(&self, blocks: &Blocks) -> bool {
        blocks.is_at(&self.trail)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Slot> {
        self.all.get(index)
    }

    pub(super) fn height(&self, index: usize) -> f32 {
        self.heights.get(index)
    }

    /// Sets the height that slot `index` was found to have.
    pub(super) fn measured(&mut self, index: usize, height: f32) {
        self.heights.set(index, height);
    }

    /// Takes up a new revision. What stayed the same at both ends keeps its places; what lies
    /// between is paired in order. `anchor` is a slot and the position of its top; returns what
    /// has that position now, so that what is read stays where it is.
    pub(super) fn refresh(
        &mut self,
        header: u64,
        blocks: &Blocks,
        look: PageLook,
        anchor: Option<(usize, f64)>,
    ) -> Option<(usize, f64)> {
        let new_len = blocks.len() + 1;
        let old_len = self.all.len();
        let known = self.known_to_be_kept(header, blocks);
        let (start, end) = known.unwrap_or_else(|| self.kept(header, blocks));
        (self.trail, self.footnotes) = (blocks.trail(), blocks.footnotes.len());
        let old_middle = start..old_len - end;
        let new_middle = start..new_len - end;
        let anchor = anchor
            .map(|anchor| self.moved(anchor, &old_middle, &new_middle))
            .filter(|&(index, _)| index < new_len);

        self.replace(old_middle, new_middle, header, blocks, look);
        anchor
    }

    /// Puts the slots of new blocks in the place of the old ones, paired in order.
    fn replace(
        &mut self,
        old: Range<usize>,
        new: Range<usize>,
        header: u64,
        blocks: &Blocks,
        look: PageLook,
    ) {
        let paired = self.all.get(old.clone()).unwrap_or_default();
        let mut paired = paired.iter().zip(old.clone());
        let mut new_serial = || {
            self.next_serial += 1;
            self.next_serial
        };
        let mut slots = Vec::with_capacity(new.len());
        let mut heights = Vec::with_capacity(new.len());
        let mut may_fold = self.has_folds;
        for index in new {
            let block = index.checked_sub(1).and_then(|index| blocks.get(index));
            let source = block.map_or(header, |block| block.source_hash);
            may_fold |= block.is_some_and(|block| block.fold != Fold::None);
            let (serial, height) = match paired.next() {
                Some((slot, index)) if !slot.is_hidden => (slot.serial, self.heights.get(index)),
                paired => {
                    let serial = paired.map(|(slot, _)| slot.serial);
                    let guess = block.map_or(300.0, |block| guess_height(block, look));
                    (serial.unwrap_or_else(&mut new_serial), guess)
                }
            };
            slots.push(Slot {
                hash: block.map_or(header, |block| block.hash),
                source,
                serial,
                is_hidden: false,
                fold: None,
            });
            heights.push(height);
        }
        self.heights.splice(old.clone(), heights);
        self.all.splice(old, slots);
        if may_fold {
            self.fold_all(blocks, look);
        }
    }

    /// How many slots at the start and at the end are those of blocks that have the same source
    /// as before; their hashes are brought up to date.
    fn kept(&mut self, header: u64, blocks: &Blocks) -> (usize, usize) {
        let most = self.all.len().min(blocks.len() + 1);
        let header = std::iter::once((header, header));
        let of_blocks = blocks
            .in_reading_order()
            .map(|block| (block.source_hash, block.hash));
        let hashes = header.clone().chain(of_blocks.clone());
        let start = self.all.iter_mut().zip(hashes);
        let start = start.map_while(keep).count();
        let end = self.all.iter_mut().rev();
        let end = end.zip(of_blocks.rev().chain(header));
        let end = end.take(most - start).map_while(keep).count();
        (start, end)
    }

    /// As [`Self::kept`], where the blocks tell it: a long article is not compared at each key.
    fn known_to_be_kept(&self, header: u64, blocks: &Blocks) -> Option<(usize, usize)> {
        let (start, end) = blocks.kept_since(&self.trail)?;
        let is_same = |(slot, block): (&Slot, &Block)| {
            (slot.source, slot.hash) == (block.source_hash, block.hash)
        };
        let notes = self
            .all
            .get(self.all.len().checked_sub(self.footnotes)?..)?;
        let are_notes_same = notes.len() == blocks.footnotes.len()
            && notes.iter().zip(&blocks.footnotes).all(is_same);
        let is_header_same = self.all.first()?.source == header;
        (are_notes_same && is_header_same).then_some((start + 1, end + notes.len()))
    }

    /// Where an anchor is when the slots `old` give way to `new`.
    fn moved(
        &self,
        (index, position): (usize, f64),
        old: &Range<usize>,
        new: &Range<usize>,
    ) -> (usize, f64) {
        if index >= old.end {
            return (index - old.end + new.end, position);
        }
        if index < old.start || old.len() == new.len() {
            return (index, position);
        }
        // What is new begins where the old did.
        let inside = self.heights.above(index) - self.heights.above(old.start);
        (old.start, position - inside)
    }

    /// Forgets what was measured; the page is set differently now.
    pub(super) fn guess_all(&mut self, blocks: &Blocks, look: PageLook) {
        let header = self.heights.get(0);
        let guess = |(slot, block): (&Slot, &Block)| {
            if slot.is_hidden {
                0.0
            } else {
                guess_height(block, look)
            }
        };
        let slots = self.all.iter().skip(1).zip(blocks.in_reading_order());
        let heights: Vec<f32> = std::iter::once(header).chain(slots.map(guess)).collect();
        self.heights.splice(0..self.all.len(), heights);
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

    /// What the writer folded out or in inside of slot `index`.
    pub(super) fn folds(&self, index: usize) -> Folds {
        let slot = self.all.get(index);
        let folds = slot.and_then(|slot| self.folded_inside.get(&slot.serial));
        folds.cloned().unwrap_or_default()
    }

    /// Folds out or in what the `details` of this number in slot `index` hold.
    pub(super) fn fold_inside(&mut self, index: usize, number: usize, is_open: bool) {
        if let Some(slot) = self.all.get(index) {
            let folds = self.folded_inside.entry(slot.serial).or_default();
            folds.set(number, is_open);
        }
    }

    /// Folds out what hides a byte of the block in slot `index`, which holds `nodes`.
    pub(super) fn show_inside(&mut self, index: usize, nodes: &[Placed], in_block: usize) {
        if let Some(slot) = self.all.get(index) {
            let folds = self.folded_inside.entry(slot.serial).or_default();
            folds.show(nodes, in_block);
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
        self.has_folds = !folds.is_empty();
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
        for (index, (slot, was_hidden)) in self.all.iter().zip(before).enumerate() {
            if slot.is_hidden {
                self.heights.set(index, 0.0);
            } else if was_hidden && let Some(block) = blocks.get(index.saturating_sub(1)) {
                self.heights.set(index, guess_height(block, look));
            }
        }
    }

    /// The top of slot `index`, in points from the top of the first one.
    pub(super) fn top_of(&self, index: usize) -> f64 {
        self.heights.above(index)
    }

    /// All heights together, in points.
    pub(super) fn height_of_all(&self) -> f64 {
        self.heights.total()
    }

    /// The slot at `y` and its top.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        self.heights.at(y)
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

/// Brings the hash of a slot up to date, if it is that of a block with these hashes.
fn keep((slot, (source, hash)): (&mut Slot, (u64, u64))) -> Option<()> {
    (slot.source == source).then(|| slot.hash = hash)
}

/// Guesses the height of a block that has not been laid out.
fn guess_height(block: &Block, look: PageLook) -> f32 {
    let size = Size::BODY;
    let len = block.range.len() as f32;
    let breaks = block.line_breaks as f32;
    // The letters of the reading face are about half as wide as they are high.
    let by_length = (len / (look.width / (size.text * 0.47))).ceil();
    // A part has no space around it where it goes on.
    let part = block.part.as_ref();
    let start = f32::from(u8::from(part.is_none_or(Part::is_first)));
    let end = f32::from(u8::from(part.is_none_or(|part| part.is_last)));
    let rows = (breaks - start).max(1.0);
    match block.kind {
        Kind::Paragraph | Kind::Footnote => by_length * size.line + end * size.gap(),
        Kind::Heading(level) => {
            let size = Size::heading(level, look.width);
            size.line + Size::BODY.gap() * 2.0
        }
        Kind::List | Kind::Definitions | Kind::Quote => {
            by_length.max(breaks) * (size.line + 4.0) + end * size.gap()
        }
        Kind::Code | Kind::Html => rows * Size::CODE.line + 25.0 * (start + end),
        Kind::Table => rows * (Size::SMALL.line + 12.0) + end * size.gap(),
        Kind::Rule => 42.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    fn slots(markdown: &str) -> Slots {
        let mut slots = Slots::default();
        refresh(&mut slots, markdown, (0, 0.0));
        slots
    }

    /// Takes up a text; returns what is where the anchor was.
    fn refresh(slots: &mut Slots, markdown: &str, anchor: (usize, f64)) -> Option<(usize, f64)> {
        let look = PageLook::new(700.0);
        slots.refresh(7, &parse(markdown, 0), look, Some(anchor))
    }

    fn serials(slots: &Slots) -> Vec<u64> {
        slots.all.iter().map(|slot| slot.serial).collect()
    }

    fn check(before: &str, after: &str, expected: &[u64], anchor: (usize, f64), now: (usize, f64)) {
        let mut slots = slots(before);
        (0..slots.len()).for_each(|index| slots.measured(index, 100.0));

        let found = refresh(&mut slots, after, anchor);

        assert_eq!(serials(&slots), expected);
        assert_eq!(found, Some(now));
    }

    #[test]
    fn an_edited_block_stays_itself() {
        check(
            "a\n\nb\n\nc",
            "a\n\nB\n\nc",
            &[1, 2, 3, 4],
            (3, -5.0),
            (3, -5.0),
        );
        check(
            "a\n\nb\n\nc",
            "a\n\nB\n\nc",
            &[1, 2, 3, 4],
            (2, -5.0),
            (2, -5.0),
        );
    }

    #[test]
    fn blocks_after_a_new_one_stay_themselves() {
        check(
            "a\n\nb\n\nc",
            "a\n\nnew\n\nb\n\nc",
            &[1, 2, 5, 3, 4],
            (3, -5.0),
            (4, -5.0),
        );
        check(
            "a\n\nb\n\nc",
            "a\n\nnew\n\nb\n\nc",
            &[1, 2, 5, 3, 4],
            (1, -5.0),
            (1, -5.0),
        );
    }

    #[test]
    fn blocks_after_a_removed_one_stay_themselves() {
        check("a\n\nb\n\nc", "c", &[1, 4], (3, -5.0), (1, -5.0));
        check("a\n\nb\n\nc", "", &[1], (0, -5.0), (0, -5.0));
    }

    #[test]
    fn what_is_divided_or_merged_is_held_at_its_start() {
        check(
            "a\n\nb\n\nc",
            "a\n\nB\n\nx\n\nc",
            &[1, 2, 3, 5, 4],
            (2, -5.0),
            (2, -5.0),
        );
        check(
            "a\n\nb\n\nc\n\nd",
            "a\n\nb c\n\nd",
            &[1, 2, 3, 5],
            (3, -5.0),
            (2, -105.0),
        );
    }

    /// A definition changes what all blocks with a bracket mean, but not where they stand.
    #[test]
    fn blocks_that_mean_something_else_stay_themselves() {
        let text = "[x]\n\nb\n\n[x]\n\nc";
        let mut slots = slots(text);
        (0..slots.len()).for_each(|index| slots.measured(index, index as f32));
        let hashes: Vec<u64> = slots.all.iter().map(|slot| slot.hash).collect();

        let found = refresh(
            &mut slots,
            "[x]\n\nb\n\nnew\n\n[x]\n\nc\n\n[x]: y",
            (3, -5.0),
        );

        assert_eq!(serials(&slots), [1, 2, 3, 6, 4, 5]);
        assert_eq!(found, Some((4, -5.0)));
        assert_ne!(slots.all[1].hash, hashes[1]);
        assert_ne!(slots.all[4].hash, hashes[3]);
        assert_eq!(slots.all[5].hash, hashes[4]);
        assert!((slots.height(4) - 3.0).abs() < 0.1);
    }

    #[test]
    fn equal_blocks_beside_each_other_are_told_apart() {
        check("a\n\na\n\na", "a\n\na", &[1, 2, 3], (1, 0.0), (1, 0.0));
    }
}
