//! Code in its box.

use egui::{Pos2, Rect, Role, pos2, vec2};

use super::{Item, Layouter};
use crate::{
    model::code::Code,
    ui::{
        preview::{
            look::Size,
            set_text::{Base, Set, set_code},
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
        let colours = self.around.colours;
        let top = self.y;
        let background = self.laid.items.len();
        self.y += sizes::SPACE_3;
        if !language.is_empty() {
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
        let (room, wanted) = (width - 2.0 * PAD, set.width());
        if wanted <= room {
            self.place(x + PAD, set, Role::Label);
        } else {
            let height = set.height() + sizes::SPACE_3;
            self.laid.items.push(Item::Wide {
                place: Rect::from_min_size(pos2(x + PAD, self.y), vec2(room, height)),
                width: wanted,
                ground: colours.code_background,
                items: vec![Item::Text(Pos2::ZERO, set, Role::Label)],
            });
            self.y += height;
        }
        self.y += sizes::SPACE_3;
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, self.y));
        let fill = Item::Fill(rect, sizes::RADIUS, colours.code_background);
        self.laid.items.insert(background, fill);
        self.laid.items.push(Item::Copy {
            whole: rect,
            text: source.into(),
        });
        self.y += self.gap;
    }

    /// Code in the colours of its parts, as far as they are known.
    fn code_text(&mut self, language: &str, source: &str, lines: &[usize], base: Base) -> Set {
        let code = Code {
            language: language.to_owned(),
            text: source.replace('\t', "    ").into(),
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
        let colours = self.around.colours;
        set_code(self.around.ui, &code.text, &spans, lines, base, colours)
    }
}
