//! Lays out blocks: from what the text means to galleys, boxes and pictures with places.
//!
//! A layout is made once for a block, a width, a theme and the state of its pictures, and drawn
//! as often as needed. Its places are relative to the block's top left corner.

mod boxes;
mod code;
mod details;
mod footnote;
mod in_line;
mod list;
mod made;
mod picture;
mod table;

use std::{path::Path, sync::Arc};

use egui::{Color32, CornerRadius, Pos2, Rect, Role, Ui, pos2, vec2};

pub(super) use details::Folds;
use made::is_formula;
pub(super) use picture::{PictureLaid, PictureShape};

use super::{
    look::{Size, heading_space},
    set_text::{Base, PictureShown, Set, plain_format, set, set_plain},
};
use crate::{
    action::Outbox,
    model::{
        code::Code,
        markdown::blocks::{Node, Part, Placed, Text},
        version,
        words::{self, say},
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
                | Item::Picture(PictureShown { place: rect, .. })
                | Item::Tick(rect, _)
                | Item::Copy { whole: rect, .. }
                | Item::Jump { place: rect, .. }
                | Item::Fold { place: rect, .. }
                | Item::Wide { place: rect, .. } => (rect.top(), rect.bottom()),
            };
            ink = (ink.0.min(top), ink.1.max(bottom));
        }
        ink
    }

    /// The top and bottom of the line that shows `at_byte` of the block.
    pub(super) fn line_of(&self, at_byte: usize) -> (f32, f32) {
        let found = find(&self.items, &|set| set.line_of(at_byte));
        found.map_or((0.0, self.height), |(_, top, bottom)| (top, bottom))
    }

    /// The top and bottom of the paragraph, item, cell or line of code that shows `at_byte` of the
    /// block.
    pub(super) fn piece_of(&self, at_byte: usize) -> (f32, f32) {
        let found = find(&self.items, &|set| set.piece_of(at_byte));
        found.map_or_else(|| self.ink(), |(_, top, bottom)| (top, bottom))
    }
}

/// A place in a text, with the byte that it starts at.
type Place = Option<(usize, Rect)>;

/// The byte that the last text starts at in which there is such a place, and the place's top and
/// bottom.
fn find(items: &[Item], place_in: &dyn Fn(&Set) -> Place) -> Option<(usize, f32, f32)> {
    let found = items.iter().filter_map(|item| match item {
        Item::Text(at, set, _) => {
            let (first, place) = place_in(set)?;
            Some((first, at.y + place.top(), at.y + place.bottom()))
        }
        Item::Wide { place, items, .. } => {
            let (first, top, bottom) = find(items, place_in)?;
            Some((first, place.top() + top, place.top() + bottom))
        }
        _ => None,
    });
    found.max_by_key(|&(first, ..)| first)
}

/// Something to draw.
pub(super) enum Item {
    Text(Pos2, Set, Role),
    Fill(Rect, CornerRadius, Color32),
    Border(Rect, u8, Color32),
    Tick(Rect, Tick),
    /// A button that copies this text, in the corner of its box.
    Copy {
        /// Its box: the button shows while the pointer is in it.
        whole: Rect,
        /// `None`: that of all parts of the block.
        text: Option<Arc<str>>,
    },
    /// An icon that leads somewhere.
    Jump {
        place: Rect,
        icon: Icon,
        /// As a link's, and what a screen reader says.
        address: String,
        name: String,
    },
    /// What folds the blocks below it in and out.
    Fold {
        place: Rect,
        is_open: bool,
        /// Of those in the block, if what it folds is in the same one.
        number: Option<usize>,
        /// The words beside it, for a screen reader.
        name: String,
    },
    Picture(PictureShown),
    /// Something wider than its place; it scrolls.
    Wide {
        place: Rect,
        width: f32,
        /// The colour it stands on, to fade into.
        ground: Color32,
        items: Vec<Item>,
        /// Of a part: it scrolls with the others.
        seams: Seams,
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

/// Where a part of a block goes on with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seams {
    pub above: bool,
    pub below: bool,
}

impl Seams {
    /// How much a ground reaches below, so that no line shows between two parts.
    fn overlap(self) -> f32 {
        if self.below { 1.0 } else { 0.0 }
    }

    /// The corners of a ground.
    fn corners(self, radius: u8) -> CornerRadius {
        let (top, bottom) = (
            if self.above { 0 } else { radius },
            if self.below { 0 } else { radius },
        );
        CornerRadius {
            nw: top,
            ne: top,
            sw: bottom,
            se: bottom,
        }
    }
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
    /// Nothing stands above in the quote or the item that is laid out.
    is_at_top: bool,
    /// Whether the blocks that follow are folded out, where they can be folded.
    fold: Option<bool>,
    /// What is folded inside of it.
    folds: Folds,
    /// What the block that is laid out is a part of, until the block itself is reached.
    part: Option<Part>,
    /// What stands before it in the code that it is a part of.
    lead: &'a str,
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
            is_at_top: false,
            fold: None,
            folds: Folds::default(),
            part: None,
            lead: "",
        }
    }

    /// Lays out a part of a block that goes on with what stands before it.
    pub(super) fn dividing(mut self, part: Option<Part>, lead: &'a str) -> Self {
        self.part = part;
        self.lead = lead;
        self
    }

    /// Where the block that is laid out now goes on with other parts.
    fn take_part(&mut self) -> (Option<Part>, Seams) {
        let part = self.part.take();
        let seams = part.as_ref().map_or(Seams::default(), |part| Seams {
            above: !part.is_first(),
            below: !part.is_last,
        });
        (part, seams)
    }

    /// Lays out `details` as folded in or out, with what folds it, and those inside of it.
    pub(super) fn folding(mut self, fold: Option<bool>, inside: Folds) -> Self {
        self.fold = fold;
        self.folds = inside;
        self
    }

    pub(super) fn finish(mut self) -> Laid {
        self.laid.height = self.y.round();
        self.laid
    }

    pub(super) fn base(&self) -> Base {
        Base {
            size: self.size,
            face: Face::Page,
            weight: weight::REGULAR,
            colour: self.colour,
            is_italic: false,
        }
    }

    /// Sets text at `x` and moves below it.
    pub(super) fn text(&mut self, x: f32, width: f32, text: &Text, base: Base, role: Role) {
        if !text.pictures.is_empty() {
            return self.text_with_pictures((x, width), text, base, role);
        }
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
        let fill = Item::Fill(rect, CornerRadius::same(radius), colour);
        self.laid.items.push(fill);
    }

    /// Lays out `nodes`, each with its gap below.
    pub(super) fn nodes(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        for placed in nodes {
            self.node(x, width, &placed.node);
            self.is_at_top = false;
        }
    }

    /// Lays out `nodes` with no gap after the last one.
    fn nodes_closely(&mut self, x: f32, width: f32, nodes: &[Placed]) {
        self.nodes_between(x, width, nodes, Seams::default());
    }

    /// Lays out `nodes` with no space at the ends, but where they go on.
    fn nodes_between(&mut self, x: f32, width: f32, nodes: &[Placed], seams: Seams) {
        let before = self.y;
        self.is_at_top = !seams.above;
        self.nodes(x, width, nodes);
        if self.y > before && !seams.below {
            self.y -= self.gap;
        }
    }

    fn node(&mut self, x: f32, width: f32, node: &Node) {
        // What is nested very deep keeps a place to be read in.
        let width = width.max(80.0);
        match node {
            Node::Paragraph(text) => self.paragraph(x, width, text),
            Node::Heading { level, text } => self.heading(x, width, *level, text),
            Node::Code {
                language,
                text,
                lines,
            } => self.code(x, width, language, text, lines),
            Node::Quote { alert, nodes } => match alert {
                None => self.quote(x, width, nodes),
                Some(alert) => self.alert(x, width, *alert, nodes),
            },
            Node::List {
                first,
                is_tight,
                items,
            } => self.list(x, width, *first, *is_tight, items),
            Node::Table {
                alignments,
                rows,
                widest,
            } => self.table(x, width, alignments, rows, widest),
            Node::Rule => self.rule(x, width),
            Node::Html(html) => self.marked_box(x, width, "HTML", html),
            Node::Details { .. } => self.details(x, width, node),
            Node::Definitions(definitions) => self.definitions(x, width, definitions),
            Node::Shortcode(shortcode) => self.shortcode(x, width, shortcode),
            Node::Picture(picture) => self.picture(x, width, picture),
            Node::Footnote { number, nodes } => self.footnote(x, width, *number, nodes),
            Node::Rest { bytes } => self.rest(x, width, *bytes),
        }
    }

    fn paragraph(&mut self, x: f32, width: f32, text: &Text) {
        let (_, seams) = self.take_part();
        if is_formula(text) {
            self.formula(x, width, text);
        } else {
            self.text(x, width, text, self.base(), Role::Label);
        }
        if !seams.below {
            self.y += self.gap;
        }
    }

    fn heading(&mut self, x: f32, width: f32, level: u8, text: &Text) {
        let (above, below) = heading_space(level);
        if !self.is_at_top {
            self.y += above;
        }
        let base = Base {
            size: Size::heading(level, width),
            face: if level <= 4 {
                Face::Page
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

    /// Says that a block goes on and is not shown.
    fn rest(&mut self, x: f32, width: f32, bytes: usize) {
        let weight = words::put(&version::weight(bytes as u64));
        let base = Base {
            face: Face::Interface,
            size: Size::LABEL_SMALL,
            colour: self.around.colours.text_faint,
            ..self.base()
        };
        let words = say!("lay-more-which-only-text", weight = weight);
        self.words(x, width, &words, base);
        self.y += self.gap;
    }

    fn rule(&mut self, x: f32, width: f32) {
        self.y += sizes::SPACE_3;
        let line = Rect::from_min_size(pos2(x + width * 0.3, self.y), vec2(width * 0.4, 1.0));
        self.fill(line, 0, self.around.colours.line_strong);
        self.y += sizes::SPACE_3 + self.gap;
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
