//! The article as a reader will see it.
//!
//! Only blocks that are in view are laid out and drawn. A layout is kept while it can be used:
//! by the hash of the block's content, for one width, theme and scale. The heights of all other
//! blocks are guesses, so the view is held at an **anchor**: the first block in view, and how far
//! its top is from the top of the bounds. Whatever changes above it, the anchor stays where it is.

mod cache;
pub mod cards;
mod draw;
mod follow;
mod foot;
mod header;
mod heights;
mod lay;
mod look;
mod press;
mod set_text;
mod slots;
mod step;
mod view;
mod walk;

use std::{collections::HashMap, path::Path, sync::Arc};

use egui::{FocusDirection, Id, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo};

use self::{
    cache::Cache,
    follow::{Menu, Target},
    header::Header,
    slots::Slots,
    step::Goal,
    view::View,
    walk::{Reached, Search},
};
use crate::{
    action::Outbox,
    model::{
        check::Located,
        document::DocumentId,
        front_matter::FrontMatter,
        markdown::{
            blocks::{Blocks, Placed, mark_unknown},
            statistics::Statistics,
        },
        site::{Site, hooks::Hooks, hugo::Settings, shortcodes::Shortcodes},
        text::Revision,
        words::{self, say},
    },
    ui::{codes::Codes, pictures::Pictures, theme},
};

/// What the preview keeps between frames for one document.
///
/// More than twelve fields: what is laid out, where it is scrolled to, and what was asked of it,
/// follow from one text.
#[derive(Default)]
pub struct PreviewState {
    /// Bring the block at this byte of the text into view, once.
    pub scroll_to_byte: Option<usize>,
    /// Bring this place of the text to the top, once: the text was scrolled to it.
    pub follow: Option<f64>,
    /// The place at the top, if the writer scrolled the page in the last frame.
    pub led_to: Option<f64>,
    /// A hand was scrolling in the last frame.
    had_hand: bool,
    goal: Option<Goal>,
    shown: Option<(DocumentId, Revision, Option<Known>, &'static str)>,
    /// What is said below the page.
    foot: Vec<String>,
    header: Header,
    slots: Slots,
    cache: Cache,
    /// The first slot in view, and where its top was, from the top of the bounds.
    anchor: Option<(usize, f64)>,
    /// How high the anchor was before the page was set anew: its text is kept in place.
    height_before: Option<f64>,
    /// Where the scroll area was when the anchor was taken.
    offset: f64,
    /// The one that is open.
    menu: Option<Menu>,
    /// The link under the pointer, with what it leads to.
    hovered: Option<(String, Target)>,
    /// The footnotes that were jumped to, with the bytes they were jumped from.
    came_from: HashMap<usize, usize>,
    /// What has the keyboard.
    reached: Option<Reached>,
    search: Option<Search>,
    /// Whether something that the keyboard can reach was drawn in the last frame.
    has_stops: bool,
    /// Tab or Shift+Tab, in the last frame.
    pressed: Option<FocusDirection>,
}

/// What the preview shows: everything is derived from one text at one revision.
///
/// More than twelve fields: it is handed each thing that the preview shows.
pub struct Page<'a> {
    pub document: DocumentId,
    pub revision: Revision,
    pub text: &'a str,
    pub front_matter: &'a FrontMatter,
    pub blocks: &'a Blocks,
    pub statistics: Statistics,
    /// The byte that the editor shows first: that of the head or of the body.
    pub shown_from: usize,
    /// The byte that the caret is at, to mark its block.
    pub caret: Option<usize>,
    /// The article's file.
    pub path: &'a Path,
    /// The root of the site, if one is open.
    pub root: Option<&'a Path>,
    /// The site, for links to its articles.
    pub site: Option<&'a Site>,
    /// What is wrong with the article.
    pub found: &'a [Located],
    pub pictures: &'a Pictures,
    pub codes: &'a Codes,
}

/// What is known of the site, to tell whether it is read anew.
#[derive(Clone)]
struct Known {
    hooks: Hooks,
    settings: Arc<Settings>,
    shortcodes: Arc<Shortcodes>,
}

impl PartialEq for Known {
    /// What is read anew is kept elsewhere.
    fn eq(&self, other: &Self) -> bool {
        self.hooks == other.hooks
            && Arc::ptr_eq(&self.settings, &other.settings)
            && Arc::ptr_eq(&self.shortcodes, &other.shortcodes)
    }
}

impl Known {
    fn of(site: &Site) -> Self {
        Self {
            hooks: site.hooks,
            settings: Arc::clone(&site.settings),
            shortcodes: Arc::clone(&site.shortcodes),
        }
    }
}

impl Page<'_> {
    /// Marks the calls of shortcodes that the site does not have.
    fn mark_unknown(&self, nodes: &mut [Placed]) {
        if let Some(site) = self.site.filter(|site| site.settings.is_hugo()) {
            mark_unknown(nodes, &|name| site.shortcodes.is_known(name));
        }
    }
}

/// Draws the page: cover with caption, title, date and reading time, then the text.
pub fn preview_ui(ui: &mut Ui, page: &Page<'_>, state: &mut PreviewState, out: &mut Outbox) {
    let bounds = ui.available_rect_before_wrap();
    let look = look::Page::new(bounds.width());
    ui.painter()
        .rect_filled(bounds, 0, theme::colours(ui).paper);
    state.refresh(page, look);
    if state.cache.refresh(ui, look.width) {
        state.keep_height_of_anchor();
        state.slots.guess_all(page.blocks, look);
    }
    let (id, is_read_out) = name_page(ui, page, bounds);
    // What is in the page stands in its document for screen readers too.
    let within = UiBuilder::new().accessibility_parent(id);
    ui.scope_builder(within, |ui| {
        scrolled_ui(ui, page, (look, bounds, is_read_out), state, out);
    });
    state.cache.forget_unused();
}

fn scrolled_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    (look, bounds, is_read_out): (look::Page, Rect, bool),
    state: &mut PreviewState,
    out: &mut Outbox,
) {
    ScrollArea::vertical()
        .id_salt(("preview", page.document))
        .auto_shrink(false)
        .animated(false)
        .content_margin(0)
        .show_viewport(ui, |ui, viewport| {
            let mut view = View {
                page,
                look,
                bounds,
                is_read_out,
                is_on_link: false,
                awaited: None,
                state,
                out,
            };
            view.show(ui, viewport);
            view.menu_ui(ui);
        });
}

/// Gives the page a name for screen readers: its id, and whether one listens.
fn name_page(ui: &Ui, page: &Page<'_>, bounds: Rect) -> (Id, bool) {
    let id = Id::unique(("preview", page.document));
    let response = ui.interact(bounds, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Document, true, say!("preview-preview")));
    (id, ui.ctx().has_accesskit_node(id))
}

impl PreviewState {
    fn keep_height_of_anchor(&mut self) {
        let anchor = self.anchor.filter(|&(index, _)| index < self.slots.len());
        self.height_before = anchor.map(|(index, _)| f64::from(self.slots.height(index)));
    }

    /// Takes up a new revision.
    fn refresh(&mut self, page: &Page<'_>, look: look::Page) {
        let known = page.site.map(Known::of);
        let language = words::spoken();
        let now = Some((page.document, page.revision, known.clone(), language));
        if self.shown == now && self.slots.are_of(page.blocks) {
            return;
        }
        let before = self.shown.as_ref();
        if before.is_some_and(|(_, _, before, _)| *before != known) {
            self.cache.forget();
        }
        self.shown = now;
        self.header = Header::new(page);
        self.foot = page.site.map_or_else(Vec::new, |site| {
            if !site.settings.is_hugo() {
                return Vec::new();
            }
            foot::words(site.hooks, page.text, page.blocks)
        });
        let header = self.header.content_hash();
        self.anchor = self.slots.refresh(header, page.blocks, look, self.anchor);
    }
}

#[cfg(test)]
mod tests;
