//! The laid-out text, kept from frame to frame.
//!
//! Each line is lexed and laid out by itself; a change of the text lays out again only the lines
//! that it touches and those whose [`LineState`] it changes. A frame in which nothing changed
//! returns the galley of the last one without looking at the text.
//!
//! Limits: beyond [`PLAIN_FROM_BYTES`] the text is not highlighted.

use std::sync::Arc;

use egui::{
    Galley, Ui,
    text::{ByteIndex, LayoutJob, LayoutSection, TextFormat},
};

use super::{
    lexer::{LineKind, LineState, Run, Style, lex_line},
    look,
};
use crate::{
    model::text::{Edit, Revision},
    ui::theme::{Colours, colours},
};

/// Texts longer than this are drawn in one format.
const PLAIN_FROM_BYTES: usize = 1 << 20;

/// The galley of the text shown last, with what it was made from.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The revision whose text `galley` shows; `None`: a text that is not in the document yet.
    revision: Option<Revision>,
    look: Option<Look>,
    lines: Vec<Line>,
    galley: Option<Arc<Galley>>,
    /// A galley that egui makes anew when it forgets its glyphs; then ours is worthless too.
    witness: Option<Arc<Galley>>,
    /// How many lines were laid out so far.
    pub lines_laid_out: usize,
}

/// What a galley depends on beside its text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    wrap_width: f32,
    pixels_per_point: f32,
    is_dark: bool,
    has_head: bool,
    is_plain: bool,
}

#[derive(Clone, Debug)]
struct Line {
    /// Without the line break.
    bytes: usize,
    before: LineState,
    after: LineState,
    galley: Arc<Galley>,
}

impl Layout {
    /// The text of the galley made last.
    pub fn text(&self) -> Option<&str> {
        self.galley.as_ref().map(|galley| galley.text())
    }

    /// What the rows of the galley hold.
    #[cfg(test)]
    pub fn drawn(&self) -> String {
        let rows = self.galley.iter().flat_map(|galley| &galley.rows);
        rows.map(|row| row.text() + if row.ends_with_newline { "\n" } else { "" })
            .collect()
    }

    /// Lays out `text`. `revision`: what it is the text of; `None`: it was typed in this frame.
    /// `has_head`: it begins with a front matter.
    pub fn galley(
        &mut self,
        ui: &Ui,
        text: &str,
        revision: Option<Revision>,
        has_head: bool,
        wrap_width: f32,
    ) -> Arc<Galley> {
        let look = Look {
            wrap_width: wrap_width.round(),
            pixels_per_point: ui.pixels_per_point(),
            is_dark: ui.visuals().dark_mode,
            has_head,
            is_plain: text.len() > PLAIN_FROM_BYTES,
        };
        if !self.is_witness_alive(ui) || self.look != Some(look) {
            self.galley = None;
            self.lines.clear();
            self.look = Some(look);
        }
        let is_known = revision.is_some() && revision == self.revision;
        if let Some(galley) = &self.galley
            && (is_known || galley.text() == text)
        {
            self.revision = revision;
            return Arc::clone(galley);
        }
        let galley = self.lay_out(ui, text, look);
        self.galley = Some(Arc::clone(&galley));
        self.revision = revision;
        galley
    }

    fn is_witness_alive(&mut self, ui: &Ui) -> bool {
        let witness = lay_out_line(ui, "", &[], LineKind::Text, f32::INFINITY);
        let is_alive = self
            .witness
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(old, &witness));
        self.witness = Some(witness);
        is_alive
    }

    fn lay_out(&mut self, ui: &Ui, text: &str, look: Look) -> Arc<Galley> {
        let mut old_lines = std::mem::take(&mut self.lines);
        let kept = self.galley.take().map_or(Kept::default(), |galley| {
            Kept::between(galley.text(), text, &old_lines)
        });
        let new_count = text.split('\n').count();
        let tail_from = new_count - kept.last;
        let mut tail = old_lines.split_off(old_lines.len() - kept.last).into_iter();
        old_lines.truncate(kept.first);
        self.lines = old_lines;
        let mut state = match self.lines.last() {
            Some(line) => line.after,
            None if look.has_head => LineState::HeadStart,
            None => LineState::Body,
        };
        let mut runs = Vec::new();
        for (number, line) in text.split('\n').enumerate().skip(kept.first) {
            let old = if number >= tail_from {
                tail.next()
            } else {
                None
            };
            let line = match old {
                Some(old) if old.before == state => old,
                _ => {
                    self.lines_laid_out += 1;
                    new_line(ui, line, state, look, &mut runs)
                }
            };
            state = line.after;
            self.lines.push(line);
        }
        self.joined(ui, text, look)
    }

    /// The galleys of all lines as one.
    fn joined(&self, ui: &Ui, text: &str, look: Look) -> Arc<Galley> {
        let mut job = LayoutJob::single_section(text.to_owned(), look::plain_format(colours(ui)));
        job.wrap.max_width = look.wrap_width;
        job.keep_trailing_whitespace = true;
        let galleys: Vec<_> = self
            .lines
            .iter()
            .map(|line| Arc::clone(&line.galley))
            .collect();
        Arc::new(Galley::concat(
            Arc::new(job),
            &galleys,
            look.pixels_per_point,
        ))
    }
}

/// How many lines at the start and at the end of a text are as they were.
#[derive(Clone, Copy, Default)]
struct Kept {
    first: usize,
    last: usize,
}

impl Kept {
    fn between(old: &str, new: &str, old_lines: &[Line]) -> Self {
        let Some(edit) = Edit::between(old, new) else {
            return Self::default();
        };
        let mut first = 0;
        let mut at = 0;
        for line in old_lines {
            at += line.bytes + 1;
            if at > edit.range.start {
                break;
            }
            first += 1;
        }
        let mut last = 0;
        let mut from = old.len() + 1;
        for line in old_lines.iter().skip(first).rev() {
            from -= line.bytes + 1;
            if from <= edit.range.end {
                break;
            }
            last += 1;
        }
        Self { first, last }
    }
}

fn new_line(ui: &Ui, text: &str, before: LineState, look: Look, runs: &mut Vec<Run>) -> Line {
    let (kind, after) = if look.is_plain {
        runs.clear();
        (LineKind::Text, LineState::Body)
    } else {
        lex_line(text, before, runs)
    };
    Line {
        bytes: text.len(),
        before,
        after,
        galley: lay_out_line(ui, text, runs, kind, look.wrap_width),
    }
}

/// Lays out one line. Runs must cover it; no runs: one format for all of it.
fn lay_out_line(ui: &Ui, text: &str, runs: &[Run], kind: LineKind, width: f32) -> Arc<Galley> {
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
        let format = look::format_of(run.style, kind, colours);
        job.sections.push(section(start, run.end, format));
        start = run.end;
    }
    if job.sections.is_empty() {
        let format = look::format_of(Style::PLAIN, kind, colours);
        job.sections.push(section(0, text.len(), format));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
