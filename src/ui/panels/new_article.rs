//! "New article": its title, where it goes, and what it starts from.

use std::path::{Path, PathBuf};

use egui::{ComboBox, Frame, Id, Key, Margin, Modal, RichText, Ui};

use crate::{
    action::{Action, Outbox},
    model::{
        front_matter::Format,
        schema::Schema,
        site::{
            Site,
            bundle::Role,
            new_article::{self, Origin, Shape},
            section::Section,
        },
        words::say,
    },
    ui::{
        theme::{colours, sizes, weight},
        widgets::{
            button_ui, field_label_ui, field_problem_ui, fields::line_field_ui, main_button_ui,
            tabs::tabs_ui,
        },
    },
};

/// What is filled in so far.
pub struct NewArticleState {
    title: String,
    /// `None`: follows the title.
    slug: Option<String>,
    sections: Vec<Section>,
    section: usize,
    shape: Shape,
    start: Start,
    has_had_focus: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Archetype,
    Sibling,
    Blank,
}

impl NewArticleState {
    /// In the section of the article that is shown, else in the largest.
    pub fn new(site: &Site, shown: Option<&Path>) -> Self {
        let mut sections = site.sections();
        if sections.is_empty() {
            sections.push(Section {
                folder: String::new(),
                articles: 0,
                shape: Shape::File,
                newest: PathBuf::new(),
            });
        }
        let wanted = shown.map(|path| site.section_of(path));
        let section = sections
            .iter()
            .position(|section| Some(&section.folder) == wanted.as_ref())
            .unwrap_or_default();
        let mut state = Self {
            title: String::new(),
            slug: None,
            sections,
            section,
            shape: Shape::File,
            start: Start::Blank,
            has_had_focus: false,
        };
        state.follow_section(site);
        state
    }

    /// What is usual in the section that was chosen.
    fn follow_section(&mut self, site: &Site) {
        let Some(section) = self.sections.get(self.section) else {
            return;
        };
        self.shape = section.shape;
        self.start = match site.archetype_for(&section.folder) {
            Some(path) => {
                if Role::of(path) == Role::Leaf {
                    self.shape = Shape::Bundle;
                }
                Start::Archetype
            }
            None if section.articles > 0 => Start::Sibling,
            None => Start::Blank,
        };
    }

    fn slug(&self) -> String {
        new_article::slug(self.slug.as_deref().unwrap_or(&self.title))
    }

    fn section(&self) -> &str {
        self.sections
            .get(self.section)
            .map_or("", |section| &section.folder)
    }

    fn path(&self, site: &Site) -> PathBuf {
        site.content
            .join(new_article::path(self.section(), &self.slug(), self.shape))
    }

    fn origin(&self, site: &Site, schema: &Schema) -> Origin {
        let blank = Origin::Blank {
            format: schema.form(self.section()).format.unwrap_or(Format::Yaml),
        };
        match self.start {
            Start::Archetype => match site.archetype_for(self.section()) {
                Some(path) => Origin::Archetype {
                    path: path.to_owned(),
                },
                None => blank,
            },
            Start::Sibling => match self.sections.get(self.section) {
                Some(section) => Origin::Sibling {
                    path: section.newest.clone(),
                    stable: schema.form(&section.folder).stable(),
                },
                None => blank,
            },
            Start::Blank => blank,
        }
    }
}

/// The question over the window. Escape closes it, Enter makes the article.
pub fn new_article_ui(
    ui: &mut Ui,
    site: &Site,
    schema: &Schema,
    state: &mut NewArticleState,
    out: &mut Outbox,
) {
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique("new article"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.set_width(440.0);
            ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
            ui.label(
                RichText::new(say!("new-article-new-article"))
                    .size(sizes::TEXT_LARGE)
                    .variation(b"wght", weight::SEMIBOLD),
            );
            ui.add_space(sizes::SPACE_2);
            title_ui(ui, state);
            place_ui(ui, site, state);
            start_ui(ui, site, state);
            end_ui(ui, site, schema, state, out);
        });
    if modal.should_close() {
        out.push(Action::CloseNewArticle);
    }
}

fn title_ui(ui: &mut Ui, state: &mut NewArticleState) {
    field_label_ui(ui, say!("new-article-title"), None);
    let id = Id::unique("new article title");
    let response = line_field_ui(
        ui,
        id,
        &mut state.title,
        "",
        say!("new-article-title-new-article"),
    );
    if !std::mem::replace(&mut state.has_had_focus, true) {
        response.request_focus();
    }
    ui.add_space(sizes::SPACE_2);
    field_label_ui(ui, say!("new-article-file-name"), None);
    let mut slug = state
        .slug
        .clone()
        .unwrap_or_else(|| match state.title.trim() {
            "" => String::new(),
            title => new_article::slug(title),
        });
    let id = Id::unique("new article slug");
    if line_field_ui(
        ui,
        id,
        &mut slug,
        say!("new-article-follows-title"),
        say!("new-article-file-name"),
    )
    .changed()
    {
        state.slug = Some(slug).filter(|slug| !slug.is_empty());
    }
    ui.add_space(sizes::SPACE_2);
}

fn place_ui(ui: &mut Ui, site: &Site, state: &mut NewArticleState) {
    ui.columns_const(|[left, right]| {
        field_label_ui(left, say!("new-article-section"), None);
        let mut chosen = state.section;
        let name = |section: &Section| match section.folder.as_str() {
            "" => say!("new-article-top-folder").to_owned(),
            folder => folder.to_owned(),
        };
        let shown = state.sections.get(chosen).map(name).unwrap_or_default();
        let combo = ComboBox::from_id_salt("new article section")
            .selected_text(shown)
            .width(left.available_width())
            .show_ui(left, |ui| {
                for (at, section) in state.sections.iter().enumerate() {
                    ui.selectable_value(&mut chosen, at, name(section));
                }
            });
        left.ctx()
            .accesskit_node_builder(combo.response.id, |node| {
                node.set_label(say!("new-article-section"));
            });
        if chosen != state.section {
            state.section = chosen;
            state.follow_section(site);
        }
        field_label_ui(right, say!("new-article-kept-as"), None);
        let shapes = [
            (Shape::File, say!("new-article-file")),
            (Shape::Bundle, say!("new-article-folder")),
        ];
        if let Some(shape) = tabs_ui(right, &shapes, state.shape) {
            state.shape = shape;
        }
    });
    ui.add_space(sizes::SPACE_2);
}

fn start_ui(ui: &mut Ui, site: &Site, state: &mut NewArticleState) {
    field_label_ui(ui, say!("new-article-starts-from"), None);
    let mut starts = Vec::new();
    let archetype = site.archetype_for(state.section());
    if archetype.is_some() {
        starts.push((Start::Archetype, say!("new-article-archetype")));
    }
    let has_sibling = state
        .sections
        .get(state.section)
        .is_some_and(|section| section.articles > 0);
    if has_sibling {
        starts.push((Start::Sibling, say!("new-article-newest-article")));
    }
    starts.push((Start::Blank, say!("new-article-blank")));
    if let Some(start) = tabs_ui(ui, &starts, state.start) {
        state.start = start;
    }
    let remark = match state.start {
        Start::Archetype => archetype
            .and_then(|path| path.strip_prefix(&site.root).ok())
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        Start::Sibling => state
            .sections
            .get(state.section)
            .map(|section| {
                let path = site.shown_path(&section.newest);
                say!("new-article-keys-style-without-its", path = path)
            })
            .unwrap_or_default(),
        Start::Blank => say!("new-article-title-date-draft").to_owned(),
    };
    let colour = colours(ui).text_weak;
    ui.label(RichText::new(remark).size(sizes::TEXT_SMALL).color(colour));
}

/// Where it will be, and the buttons.
fn end_ui(ui: &mut Ui, site: &Site, schema: &Schema, state: &NewArticleState, out: &mut Outbox) {
    ui.add_space(sizes::SPACE_3);
    let path = state.path(site);
    let has_name = !state.title.trim().is_empty() || state.slug.is_some();
    let is_taken = has_name && site.place_of(&path).is_some();
    if is_taken {
        field_problem_ui(ui, say!("new-article-there-article-name-already"));
    } else {
        let shown = if has_name {
            say!("new-article-makes", path = site.shown_path(&path))
        } else {
            say!("new-article-give-title").to_owned()
        };
        let colour = colours(ui).text_weak;
        ui.add(egui::Label::new(RichText::new(shown).size(sizes::TEXT_SMALL).color(colour)).wrap());
    }
    ui.add_space(sizes::SPACE_2);
    ui.horizontal(|ui| {
        let may = has_name && !is_taken;
        let make = ui
            .add_enabled_ui(may, |ui| {
                main_button_ui(ui, say!("new-article-make-article"))
            })
            .inner;
        let enter = may && ui.input(|input| input.key_pressed(Key::Enter));
        if make.clicked() || enter {
            out.push(Action::CreateArticle {
                path,
                origin: state.origin(site, schema),
                title: state.title.trim().to_owned(),
                slug: state.slug(),
                section: state.section().to_owned(),
            });
        }
        if button_ui(ui, say!("new-article-cancel")).clicked() {
            out.push(Action::CloseNewArticle);
        }
    });
}
