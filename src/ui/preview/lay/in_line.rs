//! Pictures within text: small ones in the lines, others between them.

use egui::{Role, vec2};

use super::{Layouter, PictureShape, picture::shown_size};
use crate::{
    model::markdown::blocks::{PICTURE, Picture, RunKind, Text},
    ui::{
        preview::set_text::{Base, InLine, Set, set_with},
        theme::sizes,
    },
};

/// A picture among words is in their line up to this height, in lines.
const HIGHEST: f32 = 8.0;

impl Layouter<'_, '_> {
    /// Sets text at `x`; a picture that has no place in a line stands between the text before it
    /// and the text after it.
    pub(super) fn text_with_pictures(
        &mut self,
        (x, width): (f32, f32),
        text: &Text,
        base: Base,
        role: Role,
    ) {
        let has_words = text
            .text
            .chars()
            .any(|c| c != PICTURE && !c.is_whitespace());
        let highest = if has_words {
            HIGHEST * base.size.line
        } else {
            f32::INFINITY
        };
        let is_small = |in_line: &InLine| in_line.size.x < width && in_line.size.y <= highest;
        let pictures = text.pictures.iter();
        let in_line: Vec<_> = pictures
            .map(|picture| self.in_line(picture, width, base).filter(is_small))
            .collect();
        let top = self.y;
        let mut from = 0;
        for (at, run) in text.runs.iter().enumerate() {
            let RunKind::Picture(index) = run.style.kind else {
                continue;
            };
            let is_in_line = in_line.get(index).is_some_and(Option::is_some);
            if let Some(picture) = text.pictures.get(index).filter(|_| !is_in_line) {
                self.lines(
                    (x, width),
                    (&text.part(from..at), &in_line),
                    (base, role),
                    top,
                );
                self.space_below(top);
                self.picture_box(x, width, picture);
                from = at + 1;
            }
        }
        let rest = text.part(from..text.runs.len());
        self.lines((x, width), (&rest, &in_line), (base, role), top);
    }

    fn lines(
        &mut self,
        (x, width): (f32, f32),
        text: (&Text, &[Option<InLine>]),
        (base, role): (Base, Role),
        top: f32,
    ) {
        if !text.0.is_blank() {
            self.space_below(top);
            let set = set_with(self.around.ui, text, base, width, self.around.colours);
            self.place(x, set, role);
        }
    }

    /// Space between what stands above and what follows, if anything does since `top`.
    fn space_below(&mut self, top: f32) {
        if self.y > top {
            self.y += sizes::SPACE_2;
        }
    }

    /// How a picture stands in a line that is `width` wide, unless it failed.
    fn in_line(&mut self, picture: &Picture, width: f32, base: Base) -> Option<InLine> {
        let (index, shape) = self.ask(&picture.address, width);
        let size = match shape {
            PictureShape::Ready(stored) | PictureShape::Loading(Some(stored)) => {
                shown_size(picture.size, stored, width)
            }
            PictureShape::Loading(None) => vec2(base.size.line, base.size.text),
            PictureShape::Failed(_) => return None,
        };
        Some(InLine { size, index })
    }

    /// Sets the text of a table's cell: its pictures stand in the lines.
    pub(super) fn cell_text(&mut self, text: &Text, base: Base, width: f32) -> Set {
        /// The widest that a picture makes a column.
        const WIDEST: f32 = 260.0;
        let pictures = text.pictures.iter();
        let in_line: Vec<_> = pictures
            .map(|picture| self.in_line(picture, WIDEST, base))
            .collect();
        let (ui, colours) = (self.around.ui, self.around.colours);
        if in_line.iter().all(Option::is_some) {
            return set_with(ui, (text, &in_line), base, width, colours);
        }
        let words = text.clone().with_words_for(|index, picture| {
            let is_shown = in_line.get(index).is_some_and(Option::is_some);
            (!is_shown).then(|| (format!("[{}]", picture.alt), RunKind::Html))
        });
        set_with(ui, (&words, &in_line), base, width, colours)
    }
}
