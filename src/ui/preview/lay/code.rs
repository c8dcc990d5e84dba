//! Code in its box.

use egui::{Pos2, Rect, Role, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    model::{
        code::{Code, Span},
        markdown::blocks::Whole,
    },
    ui::{
        preview::{
            look::Size,
            set_text::{Base, Set, plain_format, set_code, set_plain},
        },
        theme::{Face, sizes},
    },
};

impl Layouter<'_, '_> {
    pub(super) fn code(
        &mut self,
        x: f32,
        width: f32,
        language: &str,
        source: &str,
        lines: &[usize],
    ) {
        const PAD: f32 = sizes::SPACE_4;
        let (part, seams) = self.take_part();
        let colours = self.around.colours;
        let top = self.y;
        let background = self.laid.items.len();
        if !seams.above {
            self.y += sizes::SPACE_3;
        }
        if !language.is_empty() && !seams.above {
            let base = Base {
                face: Face::Interface,
                size: Size::LABEL_SMALL,
                colour: colours.text_faint,
                ..self.base()
            };
            self.words(x + PAD, width - 2.0 * PAD, language, base);
            self.y += sizes::SPACE_1;
        }
        let base = Base {
            face: Face::Code,
            size: Size::CODE,
            ..self.base()
        };
        let set = self.code_text(language, source, lines, base);
        let (room, mut wanted) = (width - 2.0 * PAD, set.width());
        if let Some(Whole::Code { columns, .. }) = part.as_ref().map(|part| &*part.whole) {
            let letter = set_plain(self.around.ui, "m", plain_format(base), f32::INFINITY);
            wanted = wanted.max(letter.width() * *columns as f32);
        }
        if wanted <= room {
            self.place(x + PAD, set, Role::Label);
        } else {
            let height = set.height() + if seams.below { 0.0 } else { sizes::SPACE_3 };
            self.laid.items.push(Item::Wide {
                place: Rect::from_min_size(pos2(x + PAD, self.y), vec2(room, height)),
                width: wanted,
                ground: colours.code_background,
                items: vec![Item::Text(Pos2::ZERO, set, Role::Label)],
                seams,
            });
            self.y += height;
        }
        if !seams.below {
            self.y += sizes::SPACE_3;
        }
        let bottom = self.y + seams.overlap();
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, bottom));
        let corners = seams.corners(sizes::RADIUS);
        let fill = Item::Fill(rect, corners, colours.code_background);
        self.laid.items.insert(background, fill);
        if !seams.above {
            self.laid.items.push(Item::Copy {
                whole: rect,
                text: part.is_none().then(|| source.into()),
            });
        }
        if !seams.below {
            self.y += self.gap;
        }
    }

    /// Code in the colours of its parts, as far as they are known.
    fn code_text(&mut self, language: &str, source: &str, lines: &[usize], base: Base) -> Set {
        let shown = source.replace('\t', "    ");
        let lead = std::mem::take(&mut self.lead).replace('\t', "    ");
        let code = Code {
            language: language.to_owned(),
            text: [lead.as_str(), shown.as_str()].concat().into(),
        };
        let codes = self.around.codes;
        let read = if language.is_empty() {
            Some(Vec::new().into())
        } else {
            codes.get(&code, self.around.out)
        };
        let spans = read.unwrap_or_else(|| {
            self.laid.unread.push(code.clone());
            codes.like(&code).into()
        });
        let spans: Vec<Span> = spans
            .iter()
            .filter(|span| span.end > lead.len())
            .map(|span| Span {
                start: span.start.saturating_sub(lead.len()),
                end: span.end - lead.len(),
                ..*span
            })
            .collect();
        let colours = self.around.colours;
        set_code(self.around.ui, &shown, &spans, lines, base, colours)
    }
}
