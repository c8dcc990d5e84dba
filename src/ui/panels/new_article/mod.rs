//! "New article": its title, where it goes, and what it starts from.

mod placing;
pub mod save;

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use crate::{
    action::{Action, Outbox},
    model::{
        front_matter::Format,
        site::{
            Site,
            bundle::Role,
            new_article::{Archetype, Origin},
        },
        words::say,
    },
    ui::{
        theme::{colours, sizes},
        widgets::{
            field_label_ui, popup,
            sheet::{Answer, Filled, Sheet, sheet_ui},
            tabs::tabs_ui,
        },
    },
};

pub use placing::Around;
use placing::{Placing, place_said_ui, placing_ui};

/// What is filled in so far.
pub struct NewArticleState {
    placing: Placing,
    /// What there is to start from, the best guess first.
    starts: Vec<Start>,
    /// Of those, for [`Start::Sibling`].
    sibling: Option<PathBuf>,
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
    pub fn new(around: Around<'_>, shown: Option<&Path>) -> Self {
        let wanted = shown.map(|path| around.site.section_of(path));
        let placing = Placing::new(around, String::new(), wanted.as_deref());
        let mut state = Self {
            placing,
            starts: Vec::new(),
            sibling: None,
            start: Start::Blank,
            has_had_focus: false,
        };
        state.follow_section(around);
        state
    }

    fn follow_section(&mut self, around: Around<'_>) {
        let form = around.schema.form(self.placing.folder());
        let sibling = around.site.sibling_in(self.placing.folder(), form);
        self.sibling = sibling.map(Path::to_owned);
        self.starts = starts(around, &self.placing, self.sibling.is_some());
        self.start = self.starts.first().copied().unwrap_or(Start::Blank);
        let archetype = archetype(around.site, &self.placing);
        let is_bundle = archetype.is_some_and(|it| Role::of(&it.path) == Role::Leaf);
        if self.start == Start::Archetype && is_bundle {
            self.placing.keep_as_folder();
        }
    }

    fn origin(&self, around: Around<'_>) -> Origin {
        let form = around.schema.form(self.placing.folder());
        let blank = Origin::Blank {
            format: form.format.unwrap_or(Format::Yaml),
        };
        match self.start {
            Start::Archetype => match archetype(around.site, &self.placing) {
                Some(archetype) => Origin::Archetype {
                    path: archetype.path.clone(),
                },
                None => blank,
            },
            Start::Sibling => match &self.sibling {
                Some(path) => Origin::Sibling {
                    path: path.clone(),
                    stable: form.stable(),
                    unusual: form.unusual(),
                },
                None => blank,
            },
            Start::Blank => blank,
        }
    }
}

fn archetype<'a>(site: &'a Site, placing: &Placing) -> Option<&'a Archetype> {
    site.archetype_for(placing.folder())
}

/// What a new article can start from, the best guess first: an archetype that the articles of the
/// section do not look like comes behind the newest of them.
fn starts(around: Around<'_>, placing: &Placing, has_sibling: bool) -> Vec<Start> {
    let form = around.schema.form(placing.folder());
    let archetype = archetype(around.site, placing);
    let mut starts = Vec::new();
    if has_sibling {
        starts.push(Start::Sibling);
    }
    if let Some(archetype) = archetype {
        let at = if form.follows(&archetype.head) {
            0
        } else {
            starts.len()
        };
        starts.insert(at, Start::Archetype);
    }
    starts.push(Start::Blank);
    starts
}

/// The question over the window. Escape closes it, Enter makes the article.
pub fn new_article_ui(
    ui: &mut Ui,
    around: Around<'_>,
    state: &mut NewArticleState,
    out: &mut Outbox,
) {
    let sheet = Sheet {
        id: "new-article",
        title: say!("new-article-new-article"),
        primary: say!("new-article-make-article"),
        other: None,
        cancel: say!("new-article-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        let name = say!("new-article-title-new-article");
        let focus = (name, &mut state.has_had_focus);
        let done = placing_ui(ui, around, &mut state.placing, focus);
        if done.is_elsewhere {
            state.follow_section(around);
        }
        start_ui(ui, around, state);
        ui.add_space(sizes::SPACE_3);
        Filled {
            is_possible: place_said_ui(ui, around, &state.placing),
            is_entered: done.is_entered,
        }
    });
    match answer {
        Some(Answer::Primary) => {
            // The text of the new article has it then.
            popup::forget(ui.ctx());
            out.push(Action::CreateArticle {
                path: state.placing.path(around),
                origin: state.origin(around),
                title: state.placing.title.trim().to_owned(),
                slug: state.placing.slug(),
                section: state.placing.folder().to_owned(),
            });
        }
        Some(Answer::Cancel | Answer::Other) => out.push(Action::CloseNewArticle),
        None => {}
    }
}

fn start_ui(ui: &mut Ui, around: Around<'_>, state: &mut NewArticleState) {
    let site = around.site;
    field_label_ui(ui, say!("new-article-starts-from"), None);
    let named = |&start: &Start| {
        let name = match start {
            Start::Archetype => say!("new-article-archetype"),
            Start::Sibling => say!("new-article-newest-article"),
            Start::Blank => say!("new-article-blank"),
        };
        (start, name)
    };
    let starts: Vec<_> = state.starts.iter().map(named).collect();
    if let Some(start) = tabs_ui(ui, &starts, state.start) {
        state.start = start;
    }
    let remark = match state.start {
        Start::Archetype => archetype(site, &state.placing)
            .and_then(|archetype| archetype.path.strip_prefix(&site.root).ok())
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        Start::Sibling => state
            .sibling
            .as_ref()
            .map(|path| {
                say!(
                    "new-article-keys-style-without-its",
                    path = site.shown_path(path)
                )
            })
            .unwrap_or_default(),
        Start::Blank => say!("new-article-title-date-draft").to_owned(),
    };
    let colour = colours(ui).text_weak;
    let remark = RichText::new(remark).size(sizes::TEXT_SMALL).color(colour);
    ui.add(egui::Label::new(remark).wrap());
}
