//! The article as a reader will see it.
//!
//! Only blocks that are in view are laid out and drawn. A layout is kept while it can be used:
//! by the hash of the block's content, for one width, theme and scale. The heights of all other
//! blocks are guesses, so the view is held at an **anchor**: the first block in view, and how far
//! its top is from the top of the pane. Whatever changes above it, the anchor stays where it is.

mod draw;
mod header;
mod lay;
mod look;
mod set_text;
mod slots;

use std::{collections::HashMap, path::Path, sync::Arc};

use egui::{CursorIcon, Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use self::{
    draw::{Found, Pen},
    header::Header,
    lay::{Laid, Layouter, PictureShape, Surroundings},
    slots::Slots,
};
use crate::{
    action::{Action, Outbox},
    model::{
        document::DocumentId,
        front_matter::FrontMatter,
        markdown::{blocks::Blocks, statistics::Statistics},
        text::Revision,
    },
    ui::{pictures::Pictures, theme},
};

/// What the preview keeps between frames for one document.
#[derive(Default)]
pub struct PreviewState {
    /// Bring the block at this byte of the text into view, once.
    pub scroll_to_byte: Option<usize>,
    shown: Option<(DocumentId, Revision)>,
    header: Header,
    slots: Slots,
    cache: Cache,
    /// The first slot in view, and where its top was, from the top of the pane.
    anchor: Option<(usize, f64)>,
    /// Where the scroll area was when the anchor was taken.
    offset: f64,
}

/// Layouts by the hash of a block's content.
#[derive(Default)]
struct Cache {
    key: Option<CacheKey>,
    layouts: HashMap<u64, Kept>,
    /// How many layouts were made since the start.
    made: usize,
    /// The last frame this was used in.
    frame: u64,
    atlas_fill: f32,
}

struct Kept {
    laid: Arc<Laid>,
    frame: u64,
}

/// What all kept layouts were made for.
#[derive(Clone, Copy, PartialEq)]
struct CacheKey {
    width: f32,
    pixels_per_point: f32,
    is_dark: bool,
}

/// What the preview shows: everything is derived from one text at one revision.
pub struct Page<'a> {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: &'a str,
    pub front_matter: &'a FrontMatter,
    pub blocks: &'a Blocks,
    pub statistics: Statistics,
    /// The article's file.
    pub path: &'a Path,
    /// The root of the site, if one is open.
    pub root: Option<&'a Path>,
    pub pictures: &'a Pictures,
}

/// Draws the page: cover with caption, title, date and reading time, then the text.
pub fn preview_ui(ui: &mut Ui, page: &Page<'_>, state: &mut PreviewState, out: &mut Outbox) {
    let pane = ui.available_rect_before_wrap();
    let look = look::Page::new(pane.width());
    ui.painter().rect_filled(pane, 0, theme::colours(ui).paper);
    state.refresh(page, look);
    if state.cache.refresh(ui, look.width) {
        state.slots.guess_all(page.blocks, look);
    }
    let is_read_out = name_page(ui, page, pane);
    ScrollArea::vertical()
        .id_salt(("preview", page.document))
        .auto_shrink(false)
        .animated(false)
        .content_margin(0)
        .show_viewport(ui, |ui, viewport| {
            let mut view = View {
                page,
                look,
                pane,
                is_read_out,
                state,
                out,
            };
            view.show(ui, viewport);
        });
    state.cache.forget_unused();
}

/// Gives the page a name for screen readers. Whether one listens.
fn name_page(ui: &Ui, page: &Page<'_>, pane: Rect) -> bool {
    let id = Id::unique(("preview", page.document));
    let response = ui.interact(pane, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Preview"));
    ui.ctx().has_accesskit_node(id)
}

impl PreviewState {
    /// Takes up a new revision.
    fn refresh(&mut self, page: &Page<'_>, look: look::Page) {
        let now = Some((page.document, page.revision));
        if self.shown == now {
            return;
        }
        self.shown = now;
        self.header = Header::new(page);
        let moved = self
            .slots
            .refresh(self.header.content_hash(), page.blocks, look);
        if let Some((anchor, _)) = &mut self.anchor {
            *anchor = moved.index(*anchor);
        }
    }
}

impl Cache {
    /// Prepares for a frame. Whether everything must be laid out again.
    fn refresh(&mut self, ui: &Ui, width: f32) -> bool {
        let key = CacheKey {
            width,
            pixels_per_point: ui.pixels_per_point(),
            is_dark: ui.visuals().dark_mode,
        };
        let frame = ui.ctx().cumulative_frame_nr();
        let fill = ui.fonts_mut(|fonts| fonts.font_atlas_fill_ratio());
        let was_emptied = fill < self.atlas_fill;
        // Galleys point into the font atlas, which may have been emptied unseen.
        let was_away = frame > self.frame + 1;
        self.frame = frame;
        self.atlas_fill = fill;
        if was_emptied || was_away {
            self.layouts.clear();
        }
        if self.key == Some(key) {
            return false;
        }
        self.key = Some(key);
        self.layouts.clear();
        true
    }

    /// Drops the layouts that were not drawn for some time.
    fn forget_unused(&mut self) {
        const KEPT: usize = 400;
        if self.layouts.len() > KEPT {
            let now = self.frame;
            self.layouts.retain(|_, kept| kept.frame == now);
        }
    }
}

/// One frame of the page. Positions are in points from the top of the pane, or, where they are
/// called tops and offsets, from the top of the page.
struct View<'a, 'p> {
    page: &'a Page<'p>,
    look: look::Page,
    /// Where it is drawn.
    pane: Rect,
    is_read_out: bool,
    state: &'a mut PreviewState,
    out: &'a mut Outbox,
}

impl View<'_, '_> {
    fn show(&mut self, ui: &mut Ui, viewport: Rect) {
        let asked = f64::from(viewport.min.y);
        let wanted = match self.state.scroll_to_byte.take() {
            Some(at_byte) => self.jump_to(at_byte, asked),
            None => None,
        };
        let is_jump = wanted.is_some();
        let anchor = wanted.unwrap_or_else(|| self.anchor(asked));
        let (first, mut position) = self.settle(ui, anchor);

        let top = f64::from(self.look.top) + self.state.slots.top_of(first);
        let mut offset = (top - position).max(asked.min(0.0));
        if is_jump {
            offset = offset.min(self.largest_offset());
        }
        if (offset - asked).abs() < 0.5 {
            offset = asked;
        }
        position = top - offset;
        self.draw(ui, first, position);

        ui.set_height(self.whole_height() as f32);
        if offset != asked {
            ui.scroll_with_delta(vec2(0.0, (asked - offset) as f32));
        }
        self.state.anchor = Some((first, position));
        self.state.offset = offset;
    }

    fn pane_height(&self) -> f64 {
        f64::from(self.pane.height())
    }

    fn whole_height(&self) -> f64 {
        let slots = &self.state.slots;
        slots.top_of(slots.all.len()) + f64::from(self.look.top + self.look.bottom)
    }

    fn largest_offset(&self) -> f64 {
        (self.whole_height() - self.pane_height()).max(0.0)
    }

    fn height_of(&self, index: usize) -> f64 {
        let slot = self.state.slots.all.get(index);
        slot.map_or(0.0, |slot| f64::from(slot.height))
    }

    /// The slot that holds `at_byte` and where it should be, unless it is in view.
    fn jump_to(&self, at_byte: usize, offset: f64) -> Option<(usize, f64)> {
        let in_head = at_byte < self.page.front_matter.head.end;
        let block = self.page.blocks.index_at(at_byte).filter(|_| !in_head);
        let index = block.map_or(0, |block| block + 1);
        let top = f64::from(self.look.top) + self.state.slots.top_of(index) - offset;
        let room = self.pane_height();
        let is_in_view = top >= 0.0 && top + self.height_of(index).min(room * 0.5) <= room;
        (!is_in_view).then_some((index, room * 0.25))
    }

    /// A slot that is in view at `offset`, and its position.
    fn anchor(&self, offset: f64) -> (usize, f64) {
        if let Some((index, position)) = self.state.anchor {
            // What was scrolled since the last frame.
            let position = position - (offset - self.state.offset);
            if position + self.height_of(index) > 0.0 && position < self.pane_height() {
                return (index, position);
            }
        }
        let from_first = offset - f64::from(self.look.top);
        let (index, top) = self.state.slots.at(from_first);
        if index < self.state.slots.all.len() {
            (index, top - from_first)
        } else {
            let last = index.saturating_sub(1);
            (last, top - self.height_of(last) - from_first)
        }
    }

    /// Measures slots upwards from an anchor. Returns the first one in view and its position.
    fn settle(&mut self, ui: &Ui, anchor: (usize, f64)) -> (usize, f64) {
        let (mut index, mut position) = anchor;
        self.lay(ui, index);
        while position > 0.0 && index > 0 {
            index -= 1;
            self.lay(ui, index);
            position -= self.height_of(index);
        }
        while position + self.height_of(index) <= 0.0 && index + 1 < self.state.slots.all.len() {
            position += self.height_of(index);
            index += 1;
            self.lay(ui, index);
        }
        (index, position)
    }

    /// Draws the slots from `first` to the end of the pane.
    fn draw(&mut self, ui: &mut Ui, first: usize, position: f64) {
        let mut index = first;
        let mut position = position;
        while position < self.pane_height() {
            let Some(laid) = self.lay(ui, index) else {
                break;
            };
            let at = pos2(
                self.pane.left() + self.look.left,
                (f64::from(self.pane.top()) + position) as f32,
            );
            self.draw_slot(ui, index, at, &laid);
            position += f64::from(laid.height);
            index += 1;
        }
    }

    /// The layout of a slot, made now if there is none that can be used.
    fn lay(&mut self, ui: &Ui, index: usize) -> Option<Arc<Laid>> {
        let slot = self.state.slots.all.get_mut(index)?;
        let is_first_footnote = index == self.page.blocks.blocks.len() + 1;
        let key = slot.hash ^ u64::from(is_first_footnote);
        let cache = &mut self.state.cache;
        if let Some(kept) = cache.layouts.get_mut(&key)
            && kept.laid.pictures.iter().all(|(source, shape)| {
                let now = self.page.pictures.get(source, self.out);
                PictureShape::of(now) == *shape
            })
        {
            kept.frame = cache.frame;
            slot.height = kept.laid.height;
            slot.is_measured = true;
            return Some(Arc::clone(&kept.laid));
        }
        let mut around = Surroundings {
            ui,
            colours: theme::colours(ui),
            pictures: self.page.pictures,
            folder: self.page.path.parent().unwrap_or(self.page.path),
            root: self.page.root,
            out: self.out,
        };
        let mut layouter = Layouter::new(&mut around);
        let width = self.look.width;
        match index.checked_sub(1) {
            None => self.state.header.lay(&mut layouter, width),
            Some(index) => {
                let block = self.page.blocks.get(index)?;
                if is_first_footnote {
                    layouter.footnotes_start(width);
                }
                let nodes = self.page.blocks.content(self.page.text, block);
                layouter.nodes(0.0, width, &nodes);
            }
        }
        let laid = Arc::new(layouter.finish());
        slot.height = laid.height;
        slot.is_measured = true;
        cache.made += 1;
        let kept = Kept {
            laid: Arc::clone(&laid),
            frame: cache.frame,
        };
        cache.layouts.insert(key, kept);
        Some(laid)
    }

    fn draw_slot(&mut self, ui: &mut Ui, index: usize, at: egui::Pos2, laid: &Laid) {
        let serial = self.state.slots.all.get(index).map(|slot| slot.serial);
        let id = Id::unique(("preview", self.page.document, serial));
        let rect = Rect::from_min_size(at, vec2(self.look.width, laid.height));
        let response = ui.interact(rect.intersect(self.pane), id, Sense::CLICK);
        let pointer = response
            .contains_pointer()
            .then(|| ui.input(|input| input.pointer.latest_pos()))
            .flatten();
        let mut pen = Pen {
            colours: theme::colours(ui),
            pictures: self.page.pictures,
            pointer,
            is_read_out: self.is_read_out,
            found: Found::default(),
        };
        pen.block(ui, id, at, laid);
        let found = pen.found;
        if response.double_clicked() {
            self.go_to(index, &found);
        }
        if let Some(address) = found.link {
            self.link(ui, response, address);
        }
    }

    /// Asks for the caret at what is under the pointer.
    fn go_to(&mut self, index: usize, found: &Found) {
        let block = index.checked_sub(1);
        let at_byte = match block.and_then(|index| self.page.blocks.get(index)) {
            Some(block) => {
                let inside = block.range.start + found.at_byte().unwrap_or_default();
                inside.min(block.range.end)
            }
            None => self.state.header.at_byte,
        };
        self.out.push(Action::GoTo {
            document: self.page.document,
            at_byte: self.page.text.floor_char_boundary(at_byte),
        });
    }

    /// The pointer is over a link.
    fn link(&mut self, ui: &Ui, response: egui::Response, address: String) {
        let may_open = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| address.to_ascii_lowercase().starts_with(scheme));
        let is_asked = ui.input(|input| input.modifiers.command);
        if may_open && is_asked {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        let is_clicked = response.clicked();
        let hint = if may_open {
            format!("{address}\nCtrl+click to open")
        } else {
            address.clone()
        };
        response.on_hover_text_at_pointer(hint);
        if may_open && is_asked && is_clicked {
            self.out.push(Action::OpenLink(address));
        }
    }
}
