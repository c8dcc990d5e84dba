//! Pieces of the text, laid out, and kept while they are looked at.

use std::{collections::HashMap, ops::Range, sync::Arc};

use egui::{
    Galley, Ui,
    text::{ByteIndex, LayoutJob, LayoutSection, TextFormat},
};

use super::{
    lexer::{LineKind, LineState, Run, Style, lex_line},
    look,
    pieces::Piece,
};
use crate::{
    model::code::{Part, Span},
    ui::{
        right_to_left,
        theme::{Colours, colours},
    },
};

/// A galley that was not looked at for so many frames is dropped.
const KEPT_FRAMES: u64 = 120;

/// What a galley depends on beside its piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub wrap_width: f32,
    /// The size of the text, in parts of the usual one.
    pub scale: f32,
    /// The height of a line, and of an empty one between paragraphs, in parts of the usual.
    pub leading: f32,
    pub paragraph: f32,
    pub pixels_per_point: f32,
    pub is_dark: bool,
}

/// How large a piece is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Where it is wrapped.
    pub width: f32,
    pub scale: f32,
    pub leading: f32,
    pub paragraph: f32,
}

impl Size {
    pub const USUAL: Self = Self {
        width: f32::INFINITY,
        scale: 1.0,
        leading: 1.0,
        paragraph: 1.0,
    };

    /// The scale of the text, and that of its height.
    fn of_lines(self) -> (f32, f32) {
        (self.scale, self.scale * self.leading)
    }

    /// The same, where an empty line stands between paragraphs.
    fn of_line(self, text: &str, kind: LineKind) -> (f32, f32) {
        let (scale, height) = self.of_lines();
        if text.is_empty() && kind == LineKind::Text {
            (scale, height * self.paragraph)
        } else {
            (scale, height)
        }
    }
}

impl Look {
    fn size(self) -> Size {
        Size {
            width: self.wrap_width,
            scale: self.scale,
            leading: self.leading,
            paragraph: self.paragraph,
        }
    }
}

#[derive(Debug, Default)]
pub struct Galleys {
    look: Option<Look>,
    /// By the id of the piece.
    kept: HashMap<u64, Kept>,
    /// What is known of a piece from those around it, by its id.
    dresses: HashMap<u64, Dress>,
    /// A galley that egui makes anew when it forgets its glyphs; then ours are worthless too.
    witness: Option<Arc<Galley>>,
    frame: u64,
    /// How many pieces were laid out so far.
    pub laid_out: usize,
}

/// How a piece is drawn because of what stands around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dress {
    /// The parts of a line of code, in bytes of the line.
    parts: Vec<Span>,
    /// In order.
    rooms: Vec<Room>,
}

/// Room before a byte of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub at_byte: usize,
    pub points: f32,
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
        let witness = lay_out(
            ui,
            "",
            &[],
            &Dress::default(),
            (LineKind::Text, Size::USUAL),
        );
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
                || before.size() != look.size()
                || before.pixels_per_point.to_bits() != look.pixels_per_point.to_bits()
        })
    }

    /// Drops what nobody looks at.
    pub fn end(&mut self) {
        if self.frame.is_multiple_of(KEPT_FRAMES) {
            let oldest = self.frame - KEPT_FRAMES;
            self.kept.retain(|_, kept| kept.frame >= oldest);
            let kept = &self.kept;
            self.dresses.retain(|id, _| kept.contains_key(id));
        }
    }

    /// Says what the parts of a line of code are.
    pub fn set_parts(&mut self, id: u64, parts: Vec<Span>) {
        let rooms = Vec::new();
        self.set_dress(id, Dress { parts, rooms });
    }

    /// Says where a row of a table has room.
    pub fn set_rooms(&mut self, id: u64, rooms: Vec<Room>) {
        let parts = Vec::new();
        self.set_dress(id, Dress { parts, rooms });
    }

    fn set_dress(&mut self, id: u64, dress: Dress) {
        let is_same = match self.dresses.get(&id) {
            Some(before) => *before == dress,
            None => dress == Dress::default(),
        };
        if !is_same {
            self.dresses.insert(id, dress);
            self.kept.remove(&id);
        }
    }

    /// A piece as it is by itself, in one row.
    pub fn as_written(&self, ui: &Ui, piece: &Piece, text: &str) -> Arc<Galley> {
        let size = self.look.map_or(Size::USUAL, Look::size);
        let size = Size {
            width: f32::INFINITY,
            ..size
        };
        lay_out_piece(ui, piece, text, &Dress::default(), size)
    }

    #[cfg(test)]
    pub fn kept_galley(&self, id: u64) -> Option<&Galley> {
        Some(&self.kept.get(&id)?.galley)
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
        let size = self.look.map_or(Size::USUAL, Look::size);
        let plain = Dress::default();
        let dress = self.dresses.get(&piece.id).unwrap_or(&plain);
        let galley = lay_out_piece(ui, piece, text, dress, size);
        let kept = Kept {
            galley: Arc::clone(&galley),
            frame,
        };
        self.kept.insert(piece.id, kept);
        galley
    }
}

/// Lays out one piece; its text is without the line break.
pub fn lay_out_piece(ui: &Ui, piece: &Piece, text: &str, dress: &Dress, size: Size) -> Arc<Galley> {
    let mut runs = Vec::new();
    let kind = if piece.is_whole_line() {
        lex_line(text, piece.before, &mut runs).0
    } else {
        kind_inside(piece.before)
    };
    lay_out(ui, text, &runs, dress, (kind, size))
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
    dress: &Dress,
    (kind, size): (LineKind, Size),
) -> Arc<Galley> {
    let colours: &Colours = colours(ui);
    let mut job = LayoutJob {
        text: text.to_owned(),
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    };
    job.wrap.max_width = size.width;
    let mut start = 0;
    let mut parts = dress.parts.iter().peekable();
    for run in runs {
        let format = |part| look::format_of(run.style, part, kind, colours, size.of_lines());
        // What is no code has no parts, and one that reaches into it is cut.
        while let Some(part) = parts.next_if(|part| part.start < run.end) {
            let (from, to) = (part.start.max(start), part.end.min(run.end));
            if from < to && text.is_char_boundary(from) && text.is_char_boundary(to) {
                push(&mut job, start..from, format(Part::Plain));
                push(&mut job, from..to, format(part.part));
                start = to;
            }
        }
        push(&mut job, start..run.end, format(Part::Plain));
        start = run.end;
    }
    if job.sections.is_empty() {
        let scale = size.of_line(text, kind);
        let format = look::format_of(Style::PLAIN, Part::Plain, kind, colours, scale);
        job.sections.push(section(0..text.len(), format));
    }
    for room in &dress.rooms {
        make_room(&mut job, *room);
    }
    let has_right_to_left = right_to_left::set_apart(&mut job);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    if has_right_to_left {
        right_to_left::mended(galley)
    } else {
        galley
    }
}

fn push(job: &mut LayoutJob, range: Range<usize>, format: TextFormat) {
    if !range.is_empty() {
        job.sections.push(section(range, format));
    }
}

/// Puts room before a byte: the section around it becomes two.
fn make_room(job: &mut LayoutJob, room: Room) {
    let at = ByteIndex(room.at_byte);
    let mut sections = job.sections.iter_mut().enumerate();
    let Some((index, section)) = sections.find(|(_, section)| section.byte_range.contains(&at))
    else {
        return;
    };
    if section.byte_range.start == at {
        section.leading_space += room.points;
        return;
    }
    let mut rest = section.clone();
    rest.byte_range.start = at;
    rest.leading_space = room.points;
    section.byte_range.end = at;
    job.sections.insert(index + 1, rest);
}

fn section(range: Range<usize>, format: TextFormat) -> LayoutSection {
    LayoutSection {
        leading_space: 0.0,
        byte_range: ByteIndex(range.start)..ByteIndex(range.end),
        format,
    }
}
