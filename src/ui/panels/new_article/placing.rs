//! Where a new article goes: its title, the section, and a name that follows the title as the
//! section names its files.

use std::path::PathBuf;

use egui::{Id, Key, Response, RichText, Ui};

use crate::{
    model::{
        schema::{FileName, Schema},
        site::{
            Site,
            new_article::{self, Shape},
            section::Section,
        },
        words::say,
    },
    ui::{
        theme::{colours, sizes},
        widgets::{
            choice::select_ui, field_label_ui, field_problem_ui, fields::line_field_ui,
            tabs::tabs_ui,
        },
    },
};

/// What is known of the site.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub site: &'a Site,
    pub schema: &'a Schema,
    /// This moment in the zone of the site.
    pub now: &'a jiff::ZonedDateTime,
}

/// What is filled in so far.
pub struct Placing {
    pub title: String,
    /// `None`: follows the title.
    typed: Option<String>,
    sections: Vec<Section>,
    section: usize,
    shape: Shape,
}

impl Placing {
    /// In this section if the site has it, else in the largest.
    pub fn new(around: Around<'_>, title: String, wanted: Option<&str>) -> Self {
        let mut sections = around.site.sections();
        if sections.is_empty() {
            sections.push(Section::top());
        }
        let section = sections
            .iter()
            .position(|section| Some(&*section.folder) == wanted)
            .unwrap_or_default();
        let mut placing = Self {
            title,
            typed: None,
            sections,
            section,
            shape: Shape::File,
        };
        placing.follow_section(around.schema);
        placing
    }

    fn follow_section(&mut self, schema: &Schema) {
        let said = schema.shape_said(self.folder());
        let usual = self.section().map(|section| section.shape);
        self.shape = said.or(usual).unwrap_or_default();
    }

    /// What it begins with has files beside it.
    pub fn keep_as_folder(&mut self) {
        self.shape = Shape::Bundle;
    }

    pub fn section(&self) -> Option<&Section> {
        self.sections.get(self.section)
    }

    /// The folder of the section, as [`Section::folder`].
    pub fn folder(&self) -> &str {
        self.section().map_or("", |section| &section.folder)
    }

    /// The last part of its address.
    pub fn slug(&self) -> String {
        new_article::slug(self.typed.as_deref().unwrap_or(&self.title))
    }

    /// Whether there is something to make a name of.
    pub fn is_named(&self) -> bool {
        !self.title.trim().is_empty() || self.typed.is_some()
    }

    fn naming(&self, schema: &Schema) -> FileName {
        let learned = self.section().map(|section| section.names.clone());
        let learned = learned.unwrap_or_default();
        match schema.names_said(self.folder()) {
            Some(said) => said.clone().ending_as(&learned),
            None => learned,
        }
    }

    /// The name of the file, or of the folder, without its ending.
    fn name(&self, around: Around<'_>) -> String {
        match &self.typed {
            Some(typed) => new_article::as_name(typed),
            None if self.title.trim().is_empty() => String::new(),
            None => self.naming(around.schema).filled(&self.slug(), around.now),
        }
    }

    pub fn path(&self, around: Around<'_>) -> PathBuf {
        let ending = self.naming(around.schema).ending;
        let below = new_article::path(self.folder(), &self.name(around), &ending, self.shape);
        around.site.content.join(below)
    }
}

/// What was done in the fields.
#[derive(Clone, Copy, Default)]
pub struct Done {
    /// Another section was chosen.
    pub is_elsewhere: bool,
    /// Enter was pressed in one of them.
    pub is_entered: bool,
}

/// The fields. `name`: the accessible name of that of the title.
pub fn placing_ui(
    ui: &mut Ui,
    around: Around<'_>,
    placing: &mut Placing,
    (name, has_had_focus): (&str, &mut bool),
) -> Done {
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    let is_entered = |field: &Response| enter && field.lost_focus();
    field_label_ui(ui, say!("new-article-title"), None);
    let id = Id::unique("new article title");
    let response = line_field_ui(ui, id, &mut placing.title, "", name);
    if !std::mem::replace(has_had_focus, true) {
        response.request_focus();
    }
    let mut done = Done {
        is_entered: is_entered(&response),
        is_elsewhere: false,
    };
    ui.add_space(sizes::SPACE_2);
    done.is_elsewhere = place_ui(ui, around, placing);
    field_label_ui(ui, say!("new-article-file-name"), None);
    let mut name = placing.name(around);
    let id = Id::unique("new article slug");
    let hint = say!("new-article-follows-title");
    let field = line_field_ui(ui, id, &mut name, hint, say!("new-article-file-name"));
    if field.changed() {
        placing.typed = Some(name).filter(|name| !name.is_empty());
    }
    done.is_entered |= is_entered(&field);
    ui.add_space(sizes::SPACE_2);
    done
}

fn name_of(section: &Section) -> &str {
    match section.folder.as_str() {
        "" => say!("new-article-top-folder"),
        folder => folder,
    }
}

fn place_ui(ui: &mut Ui, around: Around<'_>, placing: &mut Placing) -> bool {
    let mut chosen = placing.section;
    ui.columns_const(|[left, right]| {
        field_label_ui(left, say!("new-article-section"), None);
        let names: Vec<&str> = placing.sections.iter().map(name_of).collect();
        let name = say!("new-article-section");
        chosen = select_ui(left, name, &names, chosen).unwrap_or(chosen);
        field_label_ui(right, say!("new-article-kept-as"), None);
        let shapes = [
            (Shape::File, say!("new-article-file")),
            (Shape::Bundle, say!("new-article-folder")),
        ];
        if let Some(shape) = tabs_ui(right, &shapes, placing.shape) {
            placing.shape = shape;
        }
    });
    ui.add_space(sizes::SPACE_2);
    let is_other = chosen != placing.section;
    if is_other {
        placing.section = chosen;
        placing.follow_section(around.schema);
    }
    is_other
}

/// Where it will be, or why it can not be there. Returns whether it can.
pub fn place_said_ui(ui: &mut Ui, around: Around<'_>, placing: &Placing) -> bool {
    let path = placing.path(around);
    let is_named = placing.is_named();
    let is_taken = is_named && around.site.place_of(&path).is_some();
    if is_taken {
        field_problem_ui(ui, say!("new-article-there-article-name-already"));
    } else {
        let shown = if is_named {
            say!("new-article-makes", path = around.site.shown_path(&path))
        } else {
            say!("new-article-give-title").to_owned()
        };
        let colour = colours(ui).text_weak;
        let shown = RichText::new(shown).size(sizes::TEXT_SMALL).color(colour);
        ui.add(egui::Label::new(shown).wrap());
    }
    is_named && !is_taken
}
