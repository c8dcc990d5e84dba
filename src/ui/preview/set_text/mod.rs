//! Sets running text: a galley with its decorations, and where its letters come from.

mod code;
mod pictures;

use std::{ops::Range, sync::Arc};

use egui::{
    Align, Color32, FontId, Galley, Pos2, Rect, TextFormat, Ui, Vec2, pos2,
    text::CharIndex,
    text::{CCursor, LayoutJob, LayoutSection},
    vec2,
};

pub(super) use code::set_code;
pub(super) use pictures::{InLine, PictureShown};
use pictures::{picture_format, raise_from_below, room_for};

use super::look::Size;
use crate::{
    model::{
        markdown::blocks::{Mark, Run, RunKind, Text},
        words::say,
    },
    ui::theme::{Colours, Face, sizes, text_format, weight},
};

/// Code is set smaller than the text around it: its letters are larger for their size.
const CODE_SIZE: f32 = 0.84;
/// Of `small` letters.
const SMALL_SIZE: f32 = 0.83;
/// On both sides of the letters of a box.
const BOX_PAD: f32 = 2.0;
/// Half of what the ascent of a face is more than its descent, as a part of its size. egui
/// centres a face in its line, so faces of one line need this to stand on one base line.
const RISE_TEXT: f32 = 0.35;
const RISE_CODE: f32 = 0.36;

/// What running text starts from.
#[derive(Clone, Copy)]
pub(super) struct Base {
    pub size: Size,
    pub face: Face,
    pub weight: f32,
    pub colour: Color32,
    pub is_italic: bool,
}

/// Text that has been set. Positions are relative to its top left corner.
#[derive(Clone)]
pub(super) struct Set {
    pub galley: Arc<Galley>,
    /// Behind the letters.
    pub under: Vec<(Rect, u8, Color32)>,
    /// Over the letters.
    pub over: Vec<(Rect, Color32)>,
    pub links: Vec<Link>,
    /// Character of the galley, and the byte of the block it comes from.
    pub sources: Vec<(usize, usize)>,
    /// Those that stand in its lines.
    pub pictures: Vec<PictureShown>,
}

/// Letters that lead somewhere.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Its characters in the galley.
    characters: Range<usize>,
    pub address: String,
    /// As a screen reader says it.
    pub name: String,
    /// Around its letters, in each line.
    pub places: Vec<Rect>,
}

impl Set {
    pub(super) fn width(&self) -> f32 {
        self.galley.size().x
    }

    pub(super) fn height(&self) -> f32 {
        self.galley.size().y.round()
    }

    /// The character under `at`, if there is one.
    fn character_at(&self, at: Pos2) -> Option<usize> {
        let over_letters = self
            .galley
            .rows
            .iter()
            .any(|row| row.rect().expand2(vec2(1.0, 0.0)).contains(at));
        over_letters.then(|| self.nearest_character(at))
    }

    fn nearest_character(&self, at: Pos2) -> usize {
        self.galley.cursor_from_pos(at.to_vec2()).index.0
    }

    /// The address of the link under `at`.
    pub(super) fn link_at(&self, at: Pos2) -> Option<&str> {
        if self.links.is_empty() {
            return None;
        }
        let character = self.character_at(at)?;
        self.links
            .iter()
            .find(|link| link.characters.start <= character && character <= link.characters.end)
            .map(|link| link.address.as_str())
    }

    /// Where characters stand, in each line.
    fn places_of(&self, characters: &Range<usize>, base: Base) -> Vec<Rect> {
        let size = base.size.text;
        let lines = lines_of(&self.galley, characters).into_iter();
        let places = lines.map(|(x, base_line)| {
            let top = pos2(x.start, base_line - size * 0.9);
            Rect::from_min_max(top, pos2(x.end, base_line + size * 0.3))
        });
        places.collect()
    }

    /// Makes characters a link. Those that follow a part of the same link become part of it.
    fn add_link(
        &mut self,
        address: String,
        name: &str,
        characters: &Range<usize>,
        places: Vec<Rect>,
    ) {
        if let Some(last) = self
            .links
            .last_mut()
            .filter(|last| last.address == address && last.characters.end == characters.start)
        {
            last.characters.end = characters.end;
            last.name.push_str(name);
            last.places.extend(places);
            return;
        }
        self.links.push(Link {
            characters: characters.clone(),
            address,
            name: name.to_owned(),
            places,
        });
    }

    /// The first byte this text comes from, and the place of the letter that comes from
    /// `at_byte`; `None` if that is before this text.
    pub(super) fn line_of(&self, at_byte: usize) -> Option<(usize, Rect)> {
        let &(_, first) = self.sources.first()?;
        let run = self
            .sources
            .iter()
            .rev()
            .find(|&&(_, start)| start <= at_byte)?;
        // As if each letter were one byte; near enough to find the line.
        let character = run.0 + (at_byte - run.1);
        let cursor = CCursor::new(character);
        Some((first, self.galley.pos_from_cursor(cursor)))
    }

    /// As [`Self::line_of`], the lines up to a break that was written.
    pub(super) fn piece_of(&self, at_byte: usize) -> Option<(usize, Rect)> {
        let (first, line) = self.line_of(at_byte)?;
        let rows = &self.galley.rows;
        let middle = line.center().y;
        let index = rows.iter().position(|row| middle < row.rect().bottom())?;
        let (above, below) = rows.split_at_checked(index)?;
        let above = above.iter().rev();
        let above = above.take_while(|row| !row.ends_with_newline);
        let ends = below.iter().position(|row| row.ends_with_newline);
        let below = below.iter().take(ends.map_or(below.len(), |end| end + 1));
        let rects = above.chain(below).map(egui::epaint::text::PlacedRow::rect);
        Some((first, rects.reduce(Rect::union)?))
    }

    /// The byte of the block that the letter nearest to `at` comes from.
    pub(super) fn byte_at(&self, at: Pos2) -> Option<usize> {
        let character = self.nearest_character(at);
        let index = self
            .sources
            .partition_point(|&(start, _)| start <= character);
        let &(start, at_byte) = self.sources.get(index.saturating_sub(1))?;
        let into = self
            .galley
            .text()
            .chars()
            .skip(start)
            .take(character - start.min(character))
            .map(char::len_utf8)
            .sum::<usize>();
        Some(at_byte + into)
    }
}

/// Sets `text` in lines of at most `width`.
pub(super) fn set(ui: &Ui, text: &Text, base: Base, width: f32, colours: &Colours) -> Set {
    set_with(ui, (text, &[]), base, width, colours)
}

/// Sets a text with those of its pictures that are to stand in the lines, by their index in it.
pub(super) fn set_with(
    ui: &Ui,
    (text, pictures): (&Text, &[Option<InLine>]),
    base: Base,
    width: f32,
    colours: &Colours,
) -> Set {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.sections.reserve(text.runs.len());
    job.text.reserve(text.text.len());
    let is_tall = |picture: &InLine| room_for(picture.size, base.size) > base.size.line;
    let has_tall = pictures.iter().flatten().any(is_tall);
    let mut was_boxed = false;
    for run in &text.runs {
        let is_boxed = has_box(run);
        let leading_space = if is_boxed == was_boxed { 0.0 } else { BOX_PAD };
        was_boxed = is_boxed;
        let (letters, format) = if let RunKind::Picture(_) = run.style.kind {
            let size = in_line(run, pictures).map_or(Vec2::ZERO, |picture| picture.size);
            // A blank, also where it is copied.
            (" ", picture_format(ui, size, base))
        } else {
            let mut format = format_of(run, base, colours);
            if has_tall && format.valign == Align::TOP {
                raise_from_below(&mut format, base.size);
            }
            (letters_of(run, text), format)
        };
        let start = job.text.len();
        job.text.push_str(letters);
        job.sections.push(LayoutSection {
            leading_space,
            byte_range: start.into()..job.text.len().into(),
            format,
        });
    }
    let mut set = Set::of(ui.fonts_mut(|fonts| fonts.layout_job(job)));
    set.add_runs((text, pictures), base, colours);
    set
}

fn letters_of<'t>(run: &Run, text: &'t Text) -> &'t str {
    text.text.get(run.range.clone()).unwrap_or_default()
}

/// How the picture that a run is stands in its line, if it is one that does.
fn in_line(run: &Run, pictures: &[Option<InLine>]) -> Option<InLine> {
    match run.style.kind {
        RunKind::Picture(index) => pictures.get(index).copied().flatten(),
        _ => None,
    }
}

impl Set {
    fn of(galley: Arc<Galley>) -> Self {
        Self {
            galley,
            under: Vec::new(),
            over: Vec::new(),
            links: Vec::new(),
            sources: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Adds what runs are besides letters.
    fn add_runs(
        &mut self,
        (text, pictures): (&Text, &[Option<InLine>]),
        base: Base,
        colours: &Colours,
    ) {
        self.sources.reserve(text.runs.len());
        let mut start = 0;
        for run in &text.runs {
            let characters = start..start + letters_of(run, text).chars().count();
            start = characters.end;
            self.sources.push((characters.start, run.at_byte));
            if let RunKind::Picture(index) = run.style.kind {
                let picture = text.pictures.get(index);
                if let Some((picture, in_line)) = picture.zip(in_line(run, pictures)) {
                    self.add_picture(picture, in_line, &characters, base);
                    self.link_picture(run, text, &characters);
                }
            } else {
                self.link_letters(run, text, &characters, base);
                decorate(self, run, characters, base, colours);
            }
        }
    }

    /// Makes the letters of a run a link, if they lead somewhere.
    fn link_letters(&mut self, run: &Run, text: &Text, characters: &Range<usize>, base: Base) {
        let letters = letters_of(run, text);
        let address = run.style.link.and_then(|link| text.links.get(link));
        let places = |set: &Self| set.places_of(characters, base);
        if let Some(address) = address {
            self.add_link(address.clone(), letters, characters, places(self));
        } else if run.style.kind == RunKind::Footnote {
            let (address, name) = (
                format!("#fn:{letters}"),
                say!("set-text-footnote", letters = letters),
            );
            self.add_link(address, &name, characters, places(self));
        }
    }
}

/// Sets plain words.
pub(super) fn set_plain(ui: &Ui, words: &str, format: TextFormat, width: f32) -> Set {
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = width;
    Set::of(ui.fonts_mut(|fonts| fonts.layout_job(job)))
}

/// The format of words in one style.
pub(super) fn plain_format(base: Base) -> TextFormat {
    let face = if base.is_italic {
        base.face.italic()
    } else {
        base.face
    };
    let mut format = text_format(face, base.size.text, base.weight, base.colour);
    format.line_height = Some(base.size.line);
    format
}

fn format_of(run: &Run, base: Base, colours: &Colours) -> TextFormat {
    let style = run.style;
    let mut format = plain_format(Base {
        is_italic: base.is_italic != style.is_italic,
        weight: if style.is_bold {
            base.weight.max(weight::BOLD)
        } else {
            base.weight
        },
        colour: if style.link.is_some() {
            colours.link
        } else if style.is_struck {
            colours.text_weak
        } else {
            base.colour
        },
        ..base
    });
    let Size { text, line } = base.size;
    match style.kind {
        RunKind::Letters if matches!(style.mark, Mark::Above | Mark::Below) => {
            format.font_id.size = text * 0.7;
            format.line_height = Some(text * 1.05);
            format.valign = if style.mark == Mark::Above {
                Align::TOP
            } else {
                Align::BOTTOM
            };
        }
        RunKind::Letters if style.mark == Mark::Small => {
            let size = text * SMALL_SIZE;
            format.font_id.size = size;
            format.line_height = Some(line - 2.0 * RISE_TEXT * (text - size));
        }
        RunKind::Letters | RunKind::Picture(_) => {}
        RunKind::Code
        | RunKind::Html
        | RunKind::Shortcode
        | RunKind::UnknownShortcode
        | RunKind::Math => {
            let size = text * CODE_SIZE;
            let face = if style.is_italic {
                Face::CodeItalic
            } else {
                Face::Code
            };
            format.font_id = FontId::new(size, face.family());
            format.line_height = Some(line - 2.0 * (RISE_TEXT * text - RISE_CODE * size));
            if style.link.is_none() {
                format.color = match style.kind {
                    RunKind::Code => colours.code_text,
                    RunKind::UnknownShortcode => colours.error,
                    _ => colours.text_weak,
                };
            }
        }
        RunKind::Footnote => {
            format.font_id.size = text * 0.68;
            format.line_height = Some(text * 1.05);
            format.valign = Align::TOP;
            format.color = colours.link;
        }
    }
    format
}

/// Whether the letters stand in a box of their own.
fn has_box(run: &Run) -> bool {
    matches!(
        run.style.kind,
        RunKind::Code
            | RunKind::Html
            | RunKind::Shortcode
            | RunKind::UnknownShortcode
            | RunKind::Math
    ) || matches!(run.style.mark, Mark::Key | Mark::Marked)
}

/// Adds what stands behind and over the letters of a run.
fn decorate(set: &mut Set, run: &Run, characters: Range<usize>, base: Base, colours: &Colours) {
    let style = run.style;
    let has_background = has_box(run);
    let is_underlined = style.mark == Mark::Underlined;
    if !has_background && !style.is_struck && style.link.is_none() && !is_underlined {
        return;
    }
    let size = base.size.text;
    for (x, base_line) in lines_of(&set.galley, &characters) {
        if has_background {
            let rect = Rect::from_min_max(
                pos2(x.start - BOX_PAD, base_line - size * 0.94),
                pos2(x.end + BOX_PAD, base_line + size * 0.32),
            );
            let ground = match style.mark {
                Mark::Marked => colours.warning_soft,
                Mark::Key => colours.raised,
                _ => colours.code_background,
            };
            if style.mark == Mark::Key {
                // Its edge, thicker below.
                let edge = Rect::from_min_max(rect.min, rect.max + vec2(0.0, 1.0)).expand(1.0);
                set.under
                    .push((edge, sizes::RADIUS_SMALL + 1, colours.line_strong));
            }
            set.under.push((rect, sizes::RADIUS_SMALL, ground));
        }
        if style.link.is_some() || is_underlined {
            let line = Rect::from_min_size(
                pos2(x.start, (base_line + size * 0.16).round()),
                vec2(x.end - x.start, 1.0),
            );
            let colour = if style.link.is_some() {
                colours.link.gamma_multiply(0.55)
            } else {
                base.colour
            };
            set.under.push((line, 0, colour));
        }
        if style.is_struck {
            let line = Rect::from_min_size(
                pos2(x.start, (base_line - size * 0.27).round()),
                vec2(x.end - x.start, 1.0),
            );
            set.over.push((line, colours.text_weak));
        }
    }
}

/// For each line that some of `characters` stand in: from where to where, and its base line.
fn lines_of(galley: &Galley, characters: &Range<usize>) -> Vec<(Range<f32>, f32)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for row in &galley.rows {
        let glyphs = &row.row.glyphs;
        let from = characters.start.max(start) - start;
        let to = characters.end.saturating_sub(start).min(glyphs.len());
        if let Some(run) = glyphs.get(from..to) {
            let is_space = |glyph: &&egui::epaint::text::Glyph| glyph.chr.is_whitespace();
            let trailing = run.iter().rev().take_while(is_space).count();
            let at_row_end = to == glyphs.len();
            let kept = if at_row_end {
                run.len() - trailing
            } else {
                run.len()
            };
            if let (Some(first), Some(last)) = (run.first(), run.get(kept.wrapping_sub(1))) {
                let x = row.pos.x;
                lines.push((x + first.pos.x..x + last.max_x(), row.pos.y + first.pos.y));
            }
        }
        let CharIndex(count) = row.char_count_including_newline();
        start += count;
        if start >= characters.end {
            break;
        }
    }
    lines
}
