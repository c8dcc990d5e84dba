//! Pieces of the text, laid out, and kept while they are looked at.

use std::{collections::HashMap, sync::Arc};

use egui::{
    Galley, Ui,
    text::{ByteIndex, LayoutJob, LayoutSection, TextFormat},
};

use super::{
    lexer::{LineKind, LineState, Run, Style, lex_line},
    look,
    pieces::Piece,
};
use crate::ui::theme::{Colours, colours};

/// A galley that was not looked at for so many frames is dropped.
const KEPT_FRAMES: u64 = 120;

/// What a galley depends on beside its piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub wrap_width: f32,
    /// The size of the text, in parts of the usual one.
    pub scale: f32,
    pub pixels_per_point: f32,
    pub is_dark: bool,
}

#[derive(Debug, Default)]
pub struct Galleys {
    look: Option<Look>,
    /// By the id of the piece.
    kept: HashMap<u64, Kept>,
    /// A galley that egui makes anew when it forgets its glyphs; then ours are worthless too.
    witness: Option<Arc<Galley>>,
    frame: u64,
    /// How many pieces were laid out so far.
    pub laid_out: usize,
}

#[derive(Debug)]
struct Kept {
    galley: Arc<Galley>,
    frame: u64,
}

impl Galleys {
    /// Begins a frame. Returns whether all heights may be other ones than before.
    pub fn begin(&mut self, ui: &Ui, look: Look) -> bool {
        self.frame += 1;
        let witness = lay_out(ui, "", &[], LineKind::Text, (f32::INFINITY, 1.0));
        let is_alive = self
            .witness
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(old, &witness));
        self.witness = Some(witness);
        let before = self.look.replace(look);
        if !is_alive || before != Some(look) {
            self.kept.clear();
        }
        before.is_none_or(|before| {
            before.wrap_width.to_bits() != look.wrap_width.to_bits()
                || before.scale.to_bits() != look.scale.to_bits()
                || before.pixels_per_point.to_bits() != look.pixels_per_point.to_bits()
        })
    }

    /// Drops what nobody looks at.
    pub fn end(&mut self) {
        if self.frame.is_multiple_of(KEPT_FRAMES) {
            let oldest = self.frame - KEPT_FRAMES;
            self.kept.retain(|_, kept| kept.frame >= oldest);
        }
    }

    #[cfg(test)]
    pub fn kept_text(&self, id: u64) -> Option<String> {
        Some(self.kept.get(&id)?.galley.text().to_owned())
    }

    /// The layout of a piece with this text.
    pub fn galley(&mut self, ui: &Ui, piece: &Piece, text: &str) -> Arc<Galley> {
        let frame = self.frame;
        if let Some(kept) = self.kept.get_mut(&piece.id) {
            kept.frame = frame;
            return Arc::clone(&kept.galley);
        }
        self.laid_out += 1;
        let size = self
            .look
            .map_or((f32::INFINITY, 1.0), |look| (look.wrap_width, look.scale));
        let galley = lay_out_piece(ui, piece, text, size);
        let kept = Kept {
            galley: Arc::clone(&galley),
            frame,
        };
        self.kept.insert(piece.id, kept);
        galley
    }
}

/// Lays out one piece; its text is without the line break. `size`: the width to wrap at, and the
/// scale of the text.
pub fn lay_out_piece(ui: &Ui, piece: &Piece, text: &str, size: (f32, f32)) -> Arc<Galley> {
    let mut runs = Vec::new();
    let kind = if piece.is_whole_line() {
        lex_line(text, piece.before, &mut runs).0
    } else {
        kind_inside(piece.before)
    };
    lay_out(ui, text, &runs, kind, size)
}

/// The kind of a line that is too long to highlight.
fn kind_inside(state: LineState) -> LineKind {
    match state {
        LineState::Fence { .. } => LineKind::Code,
        LineState::HeadStart | LineState::Head(_) => LineKind::FrontMatter,
        LineState::Body | LineState::Comment => LineKind::Text,
    }
}

/// Runs must cover the text; no runs: one format for all of it.
fn lay_out(
    ui: &Ui,
    text: &str,
    runs: &[Run],
    kind: LineKind,
    (width, scale): (f32, f32),
) -> Arc<Galley> {
    let colours: &Colours = colours(ui);
    let section = |start, end, format: TextFormat| LayoutSection {
        leading_space: 0.0,
        byte_range: ByteIndex(start)..ByteIndex(end),
        format,
    };
    let mut job = LayoutJob {
        text: text.to_owned(),
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    };
    job.wrap.max_width = width;
    let mut start = 0;
    for run in runs {
        let format = look::format_of(run.style, kind, colours, scale);
        job.sections.push(section(start, run.end, format));
        start = run.end;
    }
    if job.sections.is_empty() {
        let format = look::format_of(Style::PLAIN, kind, colours, scale);
        job.sections.push(section(0, text.len(), format));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
