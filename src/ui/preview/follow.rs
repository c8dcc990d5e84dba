//! Links: where they lead, how that is shown, and following them.

use std::path::PathBuf;

use egui::{
    Align2, CursorIcon, Id, Popup, PopupKind, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use super::{
    draw::{Found, MenuOf},
    view::View,
};
use crate::{
    action::{Action, PictureStep},
    model::{markdown::blocks::Node, picture::PictureSource, words::say},
    ui::{
        theme::{Face, colours, sizes},
        widgets::{popup, row_menu::item_ui},
    },
};

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An address for the browser.
    Web,
    /// A place in this article.
    Here,
    /// An article of the site, with its title.
    Article(PathBuf, String),
    /// Nothing that can be opened.
    Nowhere,
}

#[derive(Clone)]
pub(super) struct Menu {
    /// On the screen.
    pub at: Pos2,
    pub of: MenuOf,
    /// Where in the text it stands.
    pub at_byte: usize,
}

impl View<'_, '_> {
    /// The pointer is over a link that stands at `at_byte` of the text.
    pub(super) fn link(&mut self, ui: &Ui, response: &Response, address: &str, at_byte: usize) {
        let target = self.known_target(address);
        if target != Target::Nowhere {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        let is_asked = ui.input(|input| input.modifiers.command) || target == Target::Here;
        self.is_on_link = true;
        self.state.hovered = Some((address.to_owned(), target));
        if response.clicked() && is_asked {
            self.open(address, at_byte);
        }
    }

    /// Opens the menu of what was asked for by the pointer, at `at_byte` of the text, or by a key.
    pub(super) fn ask_menu(&mut self, ui: &Ui, index: usize, found: &mut Found, at_byte: usize) {
        let by_pointer = ui.input(|input| {
            let is_asked = input.pointer.secondary_clicked();
            input.pointer.interact_pos().filter(|_| is_asked)
        });
        let link = found.link.take().map(MenuOf::Link);
        let under_pointer = link.or(found.picture.take().map(MenuOf::Picture));
        if let Some((at, of)) = by_pointer.zip(under_pointer) {
            self.state.menu = Some(Menu { at, of, at_byte });
        } else if let Some((at, of)) = found.menu.take() {
            let at_byte = match &self.state.reached {
                Some(reached) => reached.at_byte(),
                None => self.byte_of_page(index, None),
            };
            self.state.menu = Some(Menu { at, of, at_byte });
        }
    }

    /// What can be done with a link or a picture, where that was asked.
    pub(super) fn menu_ui(&mut self, ui: &Ui) {
        let Some(menu) = self.state.menu.clone() else {
            return;
        };
        let mut is_open = true;
        let id = Id::unique(("preview menu", self.page.document));
        let shown_at = Popup::new(id, ui.ctx().clone(), menu.at, ui.layer_id())
            .kind(PopupKind::Menu)
            .open_bool(&mut is_open);
        popup::menu_ui(shown_at, None, |ui| {
            ui.set_min_width(180.0);
            match &menu.of {
                MenuOf::Link(address) => self.link_items_ui(ui, address, menu.at_byte),
                MenuOf::Picture(source) => self.picture_items_ui(ui, source),
            }
            if item_ui(ui, say!("preview-menu-go-to"), None) {
                let (document, at_byte) = (self.page.document, menu.at_byte);
                // The keyboard follows to the text.
                popup::forget(ui.ctx());
                self.out.push(Action::GoTo { document, at_byte });
            }
        });
        if !is_open {
            self.state.menu = None;
        }
    }

    fn link_items_ui(&mut self, ui: &mut Ui, address: &str, at_byte: usize) {
        let leads = self.known_target(address) != Target::Nowhere;
        if leads && item_ui(ui, say!("preview-menu-open"), None) {
            self.open(address, at_byte);
        }
        if item_ui(ui, say!("preview-menu-copy"), None) {
            ui.ctx().copy_text(address.to_owned());
        }
    }

    fn picture_items_ui(&mut self, ui: &mut Ui, source: &PictureSource) {
        if item_ui(ui, say!("preview-menu-copy"), None) {
            ui.ctx().copy_text(source.address.clone());
        }
        if source.address.contains(':') {
            // It is in no file of the site.
            return;
        }
        if item_ui(ui, say!("preview-menu-copy-path"), None) {
            let copied = PictureStep::CopyPath(source.clone());
            self.out.push(Action::Picture(copied));
        }
        if item_ui(ui, say!("preview-menu-show"), None) {
            let shown = PictureStep::Show(source.clone());
            self.out.push(Action::Picture(shown));
        }
    }

    /// A link has the keyboard.
    pub(super) fn link_with_keyboard(&mut self, address: &str) {
        let target = self.known_target(address);
        self.is_on_link = true;
        self.state.hovered = Some((address.to_owned(), target));
    }

    /// Opens what a link at `at_byte` of the text leads to.
    pub(super) fn open(&mut self, address: &str, at_byte: usize) {
        match self.known_target(address) {
            Target::Web => self.out.push(Action::OpenLink(address.to_owned())),
            Target::Article(path, _) => self.out.push(Action::OpenArticle(path)),
            Target::Here => self.jump_from(at_byte, address),
            Target::Nowhere => {}
        }
    }

    fn known_target(&self, address: &str) -> Target {
        match &self.state.hovered {
            Some((hovered, target)) if hovered == address => target.clone(),
            _ => self.target_of(address),
        }
    }

    fn target_of(&self, address: &str) -> Target {
        let lower = address.to_ascii_lowercase();
        if ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| lower.starts_with(scheme))
        {
            return Target::Web;
        }
        if address.starts_with('#') {
            return Target::Here;
        }
        let article = self
            .page
            .site
            .and_then(|site| site.linked(self.page.path, address));
        article.map_or(Target::Nowhere, |entry| {
            Target::Article(entry.path.to_path_buf(), entry.title.clone())
        })
    }

    /// Shows where the link under the pointer leads, in the corner of the page.
    pub(super) fn target_ui(&mut self, ui: &Ui) {
        let Some((address, target)) = &self.state.hovered else {
            return;
        };
        let words = match target {
            Target::Web => say!("follow-ctrl-click-or-enter", address = address),
            Target::Here if address.starts_with("#fn") => say!("follow-click-go-there").to_owned(),
            Target::Here => say!("follow-click-go-there-2", address = address),
            Target::Article(_, title) => say!("follow-ctrl-click-or-enter-2", title = title),
            Target::Nowhere => say!("follow-no-article-here", address = address),
        };
        let colours = colours(ui);
        let font = Face::Interface.font(sizes::TEXT_SMALL);
        let room = self.bounds.width() - 2.0 * sizes::SPACE_4;
        let mut job = egui::text::LayoutJob::simple_singleline(words, font, colours.text_weak);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let size = galley.size() + vec2(2.0 * sizes::SPACE_2, sizes::SPACE_2);
        let corner = pos2(self.bounds.left(), self.bounds.bottom() - size.y);
        let rect = Rect::from_min_size(corner, size);
        let radius = egui::CornerRadius {
            ne: sizes::RADIUS_SMALL,
            ..egui::CornerRadius::ZERO
        };
        let painter = ui.painter();
        painter.rect(
            rect,
            radius,
            colours.raised,
            egui::Stroke::new(1.0, colours.line),
            egui::StrokeKind::Inside,
        );
        let at = Align2::LEFT_CENTER.anchor_size(
            rect.left_center() + vec2(sizes::SPACE_2, 0.0),
            galley.size(),
        );
        let text = galley.text().to_owned();
        painter.galley(at.min, galley, colours.text_weak);
        if self.is_read_out {
            let id = Id::unique(("preview target", self.page.document));
            let response = ui.interact(rect, id, Sense::empty());
            response.widget_info(|| WidgetInfo::labeled(Role::Status, true, text.as_str()));
        }
    }

    /// Follows an address that was pressed in the block of slot `index`.
    pub(super) fn follow(&mut self, index: usize, address: &str) {
        let at_byte = self.byte_of_page(index, None);
        self.jump_from(at_byte, address);
    }

    /// Goes to a place of this article: a footnote, the reference to one, or a heading.
    fn jump_from(&mut self, from: usize, address: &str) {
        let number_after = |start| address.strip_prefix(start)?.parse::<usize>().ok();
        let to = if let Some(number) = number_after("#fn:") {
            self.state.came_from.insert(number, from);
            self.footnote(number)
        } else if let Some(number) = number_after("#fnref:") {
            let before = self.state.came_from.get(&number).copied();
            before.or_else(|| self.page.blocks.reference_at(number))
        } else {
            let id = address.trim_start_matches('#');
            self.page.blocks.heading_at(id)
        };
        if let Some(at_byte) = to {
            self.state.scroll_to_byte = Some(at_byte);
        }
    }

    /// Where the footnote of this number is in the text.
    fn footnote(&self, number: usize) -> Option<usize> {
        let (text, blocks) = (self.page.text, self.page.blocks);
        let block = blocks.footnotes.iter().find(|block| {
            blocks.content(text, block).iter().any(
                |placed| matches!(placed.node, Node::Footnote { number: found, .. } if found == number),
            )
        })?;
        Some(block.range.start)
    }
}
