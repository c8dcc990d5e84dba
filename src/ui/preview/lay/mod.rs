//! Lays out blocks: from what the text means to galleys, boxes and pictures with places.
//!
//! A layout is made once for a block, a width, a theme and the state of its pictures, and drawn
//! as often as needed. Its places are relative to the block's top left corner.

mod more;
mod picture;
mod table;

use std::{path::Path, sync::Arc};

use egui::{Color32, Pos2, Rect, Role, Ui, pos2, vec2};

pub(super) use picture::{PictureLaid, PictureShape};

use super::{
    look::{Size, heading_space},
    set_text::{Base, Set, plain_format, set, set_code, set_plain},
};
use crate::{
    action::Outbox,
    model::{
        code::Code,
        markdown::blocks::{Alert, Item as ListItem, Node, Placed, Text},
    },
    ui::{
        codes::Codes,
        pictures::Pictures,
        theme::{Colours, Face, Icon, sizes, weight},
    },
};

/// A block that has been laid out.
#[derive(Default)]
pub(super) struct Laid {
    pub items: Vec<Item>,
    pub height: f32,
    /// The pictures in it, as they were when it was laid out.
    pub pictures: Vec<PictureLaid>,
    /// The code in it whose parts were not known when it was laid out.
    pub unread: Vec<Code>,
}

impl Laid {
    /// Where what is seen begins and ends, from the top: without the space around it.
    pub(super) fn ink(&self) -> (f32, f32) {
        let mut ink = (self.height, 0.0_f32);
        for item in &self.items {
            let (top, bottom) = match item {
                Item::Text(at, set, _) => (at.y, at.y + set.height()),
                Item::Fill(rect, ..)
                | Item::Border(rect, ..)
                | Item::Picture(rect, ..)
                | Item::Tick(rect, _)
                | Item::Copy { whole: rect, .. }
                | Item::Jump { place: rect, .. }
                | Item::Wide { place: rect, .. } => (rect.top(), rect.bottom()),
            };
            ink = (ink.0.min(top), ink.1.max(bottom));
        }
        ink
    }

    /// The top and bottom of the line that shows `at_byte` of the block.
    pub(super) fn line_of(&self, at_byte: usize) -> (f32, f32) {
        line_of(&self.items, at_byte).map_or((0.0, self.height), |(_, top, bottom)| (top, bottom))
    }
}

/// The byte that the text with the line starts at, and the line's top and bottom.
fn line_of(items: &[Item], at_byte: usize) -> Option<(usize, f32, f32)> {
    let lines = items.iter().filter_map(|item| match item {
        Item::Text(at, set, _) => {
            let (first, line) = set.line_of(at_byte)?;
            Some((first, at.y + line.top(), at.y + line.bottom()))
        }
        Item::Wide { place, items, .. } => {
            let (first, top, bottom) = line_of(items, at_byte)?;
            Some((first, place.top() + top, place.top() + bottom))
        }
        _ => None,
    });
    lines.max_by_key(|&(first, ..)| first)
}

/// Something to draw.
pub(super) enum Item {
    Text(Pos2, Set, Role),
    Fill(Rect, u8, Color32),
    Border(Rect, u8, Color32),
    Tick(Rect, Tick),
    /// A button that copies this text, in the corner of its box.
    Copy {
        /// Its box: the button shows while the pointer is in it.
        whole: Rect,
        text: Arc<str>,
    },
    /// An icon that leads somewhere.
    Jump {
        place: Rect,
        icon: Icon,
        /// As a link's, and what a screen reader says.
        address: String,
        name: String,
    },
    /// The picture of this index in [`Laid::pictures`].
    Picture(Rect, usize, String),
    /// Something wider than its place; it scrolls.
    Wide {
        place: Rect,
        width: f32,
        /// The colour it stands on, to fade into.
        ground: Color32,
        items: Vec<Item>,
    },
}

/// The box of a task.
pub(super) struct Tick {
    pub is_done: bool,
    /// Where its `[ ]` is in the source of the block, in bytes.
    pub at_byte: usize,
    /// The first words of the task.
    pub name: String,
}

/// What a layout needs to know besides the block.
pub(super) struct Surroundings<'a> {
    pub ui: &'a Ui,
    pub colours: &'static Colours,
    pub pictures: &'a Pictures,
    pub codes: &'a Codes,
    /// The folder of the article.
    pub folder: &'a Path,
    pub root: Option<&'a Path>,
    pub out: &'a mut Outbox,
}

/// Lays blocks below each other.
pub(super) struct Layouter<'a, 'b> {
    pub around: &'a mut Surroundings<'b>,
    pub laid: Laid,
    /// Where the next thing goes.
    pub y: f32,
    /// Of running text.
    size: Size,
    /// After a block.
    gap: f32,
    colour: Color32,
    list_depth: usize,
}

impl<'a, 'b> Layouter<'a, 'b> {
    pub(super) fn new(around: &'a mut Surroundings<'b>) -> Self {
        let colour = around.colours.text;
        Self {
            around,
            laid: Laid::default(),
            y: 0.0,
            size: Size::BODY,
            gap: Size::BODY.gap(),
            colour,
            list_depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> Laid {
        self.laid.height = self.y.round();
        self.laid
    }

    pub(super) fn base(&self) -> Base {
        Base {
            size: self.size,
            face: Face::Text,
            weight: weight::REGULAR,
            colour: self.colour,
            is_italic: false,
        }
    }

    /// Sets text at `x` and moves below it.
    pub(super) fn text(&mut self, x: f32, width: f32, text: &Text, base: Base, role: Role) {
        let set = set(self.around.ui, text, base, width, self.around.colours);
        self.place(x, set, role);
    }

    /// Sets plain words at `x` and moves below them.
    pub(super) fn words(&mut self, x: f32, width: f32, words: &str, base: Base) {
        let set = set_plain(self.around.ui, words, plain_format(base), width);
        self.place(x, set, Role::Label);
    }

    fn place(&mut self, x: f32, set: Set, role: Role) {
        let height = set.height();
        self.laid.items.push(Item::Text(pos2(x, self.y), set, role));
        self.y += height;
    }

    pub(super) fn fill(&mut self, rect: Rect, radius: u8, colour: Color32) {
        self.laid.items.push(Item::Fill(rect, radius, colour));
    }

    /// Lays out `nodes`, each with its gap below.
    pub(super) fn nodes(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        for placed in nodes {
            self.node(x, width, &placed.node);
        }
    }

    /// Lays out `nodes` with no gap after the last one.
    fn nodes_closely(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        let before = self.y;
        self.nodes(x, width, nodes);
        if self.y > before {
            self.y -= self.gap;
        }
    }

    fn node(&mut self, x: f32, width: f32, node: &Node) {
        // What is nested very deep keeps a place to be read in.
        let width = width.max(80.0);
        match node {
            Node::Paragraph(text) => {
                self.text(x, width, text, self.base(), Role::Label);
                self.y += self.gap;
            }
            Node::Heading { level, text } => self.heading(x, width, *level, text),
            Node::Code {
                language,
                text,
                at_byte,
            } => self.code(x, width, language, text, *at_byte),
            Node::Quote { alert, nodes } => match alert {
                None => self.quote(x, width, nodes),
                Some(alert) => self.alert(x, width, *alert, nodes),
            },
            Node::List {
                first,
                is_tight,
                items,
            } => self.list(x, width, *first, *is_tight, items),
            Node::Table { alignments, rows } => self.table(x, width, alignments, rows),
            Node::Rule => self.rule(x, width),
            Node::Html(html) => self.marked_box(x, width, "HTML", html),
            Node::Details { summary, rest } => self.details(x, width, summary, rest),
            Node::Definitions(definitions) => self.definitions(x, width, definitions),
            Node::Shortcode(shortcode) => self.shortcode(x, width, shortcode),
            Node::Picture(picture) => self.picture(x, width, picture),
            Node::Footnote { number, nodes } => self.footnote(x, width, *number, nodes),
        }
    }

    fn heading(&mut self, x: f32, width: f32, level: u8, text: &Text) {
        let (above, below) = heading_space(level);
        self.y += above;
        let base = Base {
            size: Size::heading(level, width),
            face: if level <= 4 {
                Face::Text
            } else {
                Face::Interface
            },
            weight: if level <= 4 {
                weight::BOLD
            } else {
                weight::SEMIBOLD
            },
            colour: if level <= 5 {
                self.colour
            } else {
                self.around.colours.text_weak
            },
            is_italic: false,
        };
        self.text(x, width, text, base, Role::Heading);
        self.y += below;
    }

    fn code(&mut self, x: f32, width: f32, language: &str, source: &str, at_byte: usize) {
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
        let set = self.code_text(language, source, at_byte, base);
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
    fn code_text(&mut self, language: &str, source: &str, at_byte: usize, base: Base) -> Set {
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
        set_code(self.around.ui, &code.text, &spans, at_byte, base, colours)
    }

    fn quote(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        const INDENT: f32 = sizes::SPACE_5;
        let (x, width) = unindented_where_deep(x, width, INDENT);
        let (top, colour) = (self.y, self.colour);
        self.colour = self.around.colours.text_weak;
        self.nodes_closely(x + INDENT, width - INDENT, nodes);
        self.colour = colour;
        let bar = Rect::from_min_max(pos2(x, top + 2.0), pos2(x + 3.0, self.y - 2.0));
        self.fill(bar, 1, self.around.colours.quote_bar);
        self.y += self.gap;
    }

    fn alert(&mut self, x: f32, width: f32, alert: Alert, nodes: &[Placed]) {
        const PAD: f32 = sizes::SPACE_4;
        let colours = self.around.colours;
        let (name, colour, behind) = match alert {
            Alert::Note => ("Note", colours.code_text, colours.code_background),
            Alert::Tip => ("Tip", colours.done, colours.done_soft),
            Alert::Important => ("Important", colours.accent, colours.accent_soft),
            Alert::Warning => ("Warning", colours.warning, colours.warning_soft),
            Alert::Caution => ("Caution", colours.error, colours.error_soft),
        };
        let top = self.y;
        let background = self.laid.items.len();
        self.y += sizes::SPACE_3;
        let base = Base {
            face: Face::Interface,
            size: Size::LABEL,
            weight: weight::SEMIBOLD,
            colour,
            is_italic: false,
        };
        let (left, room) = (x + PAD + 3.0, width - 2.0 * PAD - 3.0);
        self.words(left, room, name, base);
        self.y += sizes::SPACE_1;
        self.nodes_closely(left, room, nodes);
        self.y += sizes::SPACE_3;
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, self.y));
        let bar = Rect::from_min_max(rect.min, pos2(x + 3.0, self.y));
        let boxes = [Item::Fill(rect, 0, behind), Item::Fill(bar, 0, colour)];
        self.laid.items.splice(background..background, boxes);
        self.y += self.gap;
    }

    fn list(&mut self, x: f32, width: f32, first: Option<u64>, is_tight: bool, items: &[ListItem]) {
        let last = first.map(|first| first.saturating_add(items.len() as u64));
        let indent = match last {
            Some(last) => {
                let widest = self.marker(&format!("{last}."));
                (widest.width() + 12.0).ceil().max(28.0)
            }
            None => 28.0,
        };
        let (x, width) = unindented_where_deep(x, width, indent);
        let outer_gap = self.gap;
        let item_gap = if is_tight {
            sizes::SPACE_1
        } else {
            (self.size.gap() * 0.7).round()
        };
        self.gap = item_gap;
        self.list_depth += 1;
        for (number, item) in (first.unwrap_or_default()..).zip(items) {
            match item.checked {
                Some(is_done) => self.tick(x, is_done, item),
                None => self.list_marker(x, indent, first.map(|_| number)),
            }
            let top = self.y;
            self.nodes_closely(x + indent, width - indent, &item.nodes);
            if self.y <= top {
                self.y = top + self.size.line;
            }
            self.y += item_gap;
        }
        self.list_depth -= 1;
        self.gap = outer_gap;
        self.y += outer_gap - item_gap;
    }

    fn marker(&self, letters: &str) -> Set {
        let base = Base {
            colour: self.around.colours.text_weak,
            ..self.base()
        };
        set_plain(self.around.ui, letters, plain_format(base), f32::INFINITY)
    }

    /// The middle of the small letters of the next line.
    fn middle_of_line(&self) -> f32 {
        self.y + (self.size.line * 0.5 + self.size.text * 0.06).round()
    }

    /// The box before a task.
    fn tick(&mut self, x: f32, is_done: bool, item: &ListItem) {
        let middle = self.middle_of_line();
        let rect = Rect::from_center_size(pos2(x + 12.0, middle), vec2(16.0, 16.0));
        let tick = Tick {
            is_done,
            at_byte: item.box_at_byte,
            name: first_words(&item.nodes),
        };
        self.laid.items.push(Item::Tick(rect, tick));
    }

    /// What stands before the first line of an item.
    fn list_marker(&mut self, x: f32, indent: f32, number: Option<u64>) {
        let middle = self.middle_of_line();
        if let Some(number) = number {
            let set = self.marker(&format!("{number}."));
            let at = pos2(x + indent - 8.0 - set.width(), self.y);
            self.laid.items.push(Item::Text(at, set, Role::Label));
        } else {
            let colours = self.around.colours;
            let (side, radius) = match self.list_depth {
                1 | 2 => (5.0, 3),
                _ => (4.0, 0),
            };
            let rect = Rect::from_center_size(pos2(x + 14.0, middle), vec2(side, side));
            self.laid.items.push(if self.list_depth == 2 {
                Item::Border(rect.expand(0.5), radius, colours.text_weak)
            } else {
                Item::Fill(rect, radius, colours.text_weak)
            });
        }
    }

    fn rule(&mut self, x: f32, width: f32) {
        self.y += sizes::SPACE_3;
        let line = Rect::from_min_size(pos2(x + width * 0.3, self.y), vec2(width * 0.4, 1.0));
        self.fill(line, 0, self.around.colours.line_strong);
        self.y += sizes::SPACE_3 + self.gap;
    }

    /// Something that readers see made into something else.
    fn marked_box(&mut self, x: f32, width: f32, name: &str, source: &str) {
        let colours = self.around.colours;
        let top = self.y;
        self.y += sizes::SPACE_2;
        let (left, room) = (x + sizes::SPACE_3, width - 2.0 * sizes::SPACE_3);
        let base = Base {
            face: Face::Interface,
            size: Size::LABEL_SMALL,
            weight: weight::MEDIUM,
            colour: colours.text_faint,
            is_italic: false,
        };
        self.words(left, room, name, base);
        let base = Base {
            face: Face::Code,
            size: Size::new(sizes::TEXT, 1.5),
            weight: weight::REGULAR,
            colour: colours.text_weak,
            is_italic: false,
        };
        self.words(left, room, source, base);
        self.y += sizes::SPACE_2;
        let rect = Rect::from_min_max(pos2(x, top), pos2(x + width, self.y));
        let border = Item::Border(rect, sizes::RADIUS, colours.line);
        self.laid.items.push(border);
        self.y += self.gap;
    }

    /// What divides the footnotes from the text.
    pub(super) fn footnotes_start(&mut self, width: f32) {
        self.y += sizes::SPACE_5;
        let line = Rect::from_min_size(pos2(0.0, self.y), vec2(width * 0.25, 1.0));
        self.fill(line, 0, self.around.colours.line_strong);
        self.y += sizes::SPACE_4;
    }

    fn footnote(&mut self, x: f32, width: f32, number: usize, nodes: &[Placed]) {
        let size = std::mem::replace(&mut self.size, Size::SMALL);
        let gap = std::mem::replace(&mut self.gap, Size::SMALL.gap());
        let set = self.marker(&format!("{number}."));
        let indent = (set.width() + 8.0).ceil().max(28.0);
        let at = pos2(x + indent - 8.0 - set.width(), self.y);
        self.laid.items.push(Item::Text(at, set, Role::Label));
        self.nodes_closely(x + indent, width - indent, nodes);
        self.way_back(x + width, number);
        self.y += sizes::SPACE_2;
        self.size = size;
        self.gap = gap;
    }

    /// What leads from a footnote back to the text: behind its last word, or below it.
    fn way_back(&mut self, right: f32, number: usize) {
        const SIDE: f32 = 16.0;
        let line = self.size.line;
        let behind = match self.laid.items.last() {
            Some(Item::Text(at, set, _)) => set.galley.rows.last().map(|row| {
                let end = row.rect().right_top();
                pos2(at.x + end.x + 6.0, at.y + end.y + (line - SIDE) * 0.5)
            }),
            _ => None,
        };
        let corner = behind
            .filter(|corner| corner.x + SIDE <= right)
            .unwrap_or_else(|| {
                let below = pos2(right - SIDE, self.y);
                self.y += SIDE;
                below
            });
        self.laid.items.push(Item::Jump {
            place: Rect::from_min_size(corner, vec2(SIDE, SIDE)),
            icon: Icon::CornerLeftUp,
            address: format!("#fnref:{number}"),
            name: format!("Back to the reference of footnote {number}"),
        });
    }
}

/// Where a nested block goes that its parent has moved in by `indent`: back, if there is hardly
/// room left to read.
fn unindented_where_deep(x: f32, width: f32, indent: f32) -> (f32, f32) {
    const LEAST: f32 = 180.0;
    if width < LEAST && x >= indent {
        (x - indent, width + indent)
    } else {
        (x, width)
    }
}

/// The first words of an item, to name it by.
fn first_words(nodes: &[Placed]) -> String {
    nodes
        .iter()
        .find_map(|placed| match &placed.node {
            Node::Paragraph(text) => Some(text.text.clone()),
            _ => None,
        })
        .unwrap_or_default()
}
