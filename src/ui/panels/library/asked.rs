//! What is asked before something is done with a picture: another name, another folder, another picture in its
//! place, whether it goes to the recycle bin.

use std::path::{Path, PathBuf};

use egui::{Id, Key, Label, RichText, Ui};

use super::LibraryPane;
use crate::{
    action::{Action, LibraryStep, Outbox},
    model::{
        change::plan::files::{self, NameError},
        picture::listed::Row,
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::{
            field_problem_ui,
            fields::{line_field_ui, select_all},
            finder::{self, Finder, FinderState, finder_ui},
            sheet::{Answer, Filled, Sheet, question_ui, sheet_ui},
        },
    },
};

/// So many are found for what is typed.
const MOST_FOUND: usize = 50;
/// So many articles are named.
const MOST_NAMED: usize = 5;

/// What is asked, of the picture at a path.
pub struct Asking {
    path: PathBuf,
    what: What,
    has_had_focus: bool,
}

/// What was answered.
enum Answered {
    Do(LibraryStep),
    Nothing,
}

impl Answered {
    fn of(step: Option<LibraryStep>) -> Self {
        step.map_or(Self::Nothing, Self::Do)
    }
}

enum What {
    /// The name without its ending.
    Name(String),
    /// The folder, from the root.
    Folder(String),
    Other(FinderState),
    Bin,
}

impl Asking {
    fn new(path: &Path, what: What) -> Self {
        Self {
            path: path.to_owned(),
            what,
            has_had_focus: false,
        }
    }

    pub fn rename(path: &Path) -> Self {
        let stem = path.file_stem().unwrap_or_default();
        Self::new(path, What::Name(stem.to_string_lossy().into_owned()))
    }

    pub fn moving(path: &Path, root: &Path) -> Self {
        let folder = path.parent().unwrap_or(path);
        let folder = folder.strip_prefix(root).unwrap_or(folder);
        let names: Vec<_> = folder.iter().map(|it| it.to_string_lossy()).collect();
        Self::new(path, What::Folder(names.join("/")))
    }

    pub fn replacing(path: &Path) -> Self {
        Self::new(path, What::Other(FinderState::default()))
    }

    pub fn bin(path: &Path) -> Self {
        Self::new(path, What::Bin)
    }
}

/// Shows what is asked until it is answered.
pub fn asked_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    asking: &mut Option<Asking>,
    out: &mut Outbox,
) {
    let Some(asked) = asking else { return };
    let row = pane.listed.and_then(|it| it.row_of(&asked.path));
    let answered = match &mut asked.what {
        What::Name(_) | What::Folder(_) => place_ui(ui, pane, row, asked),
        What::Other(state) => other_ui(ui, pane, &asked.path, state),
        What::Bin => bin_ui(ui, pane, row, &asked.path),
    };
    let Some(answered) = answered else { return };
    if let Answered::Do(step) = answered {
        out.push(Action::Library(step));
    }
    *asking = None;
}

/// Asks for a name or a folder.
fn place_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    row: Option<&Row>,
    asked: &mut Asking,
) -> Option<Answered> {
    let path = asked.path.clone();
    let is_name = matches!(asked.what, What::Name(_));
    let (title, primary, typed, name) = match &mut asked.what {
        What::Name(typed) => (
            say!("library-rename-title"),
            say!("rename-rename"),
            typed,
            say!("rename-name"),
        ),
        What::Folder(typed) => (
            say!("library-move-title"),
            say!("library-move-do"),
            typed,
            say!("library-folder"),
        ),
        What::Other(_) | What::Bin => return None,
    };
    let sheet = Sheet {
        id: "picture-place",
        title,
        primary,
        other: None,
        cancel: say!("rename-cancel"),
    };
    let target = |typed: &str| {
        if is_name {
            files::renamed_file(&path, typed)
        } else {
            files::moved_file(&path, &pane.site.root, typed)
        }
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        weak_ui(ui, &pane.site.shown_path(&path));
        ui.add_space(sizes::SPACE_2);
        let field = line_field_ui(ui, Id::unique("picture place field"), typed, "", name);
        if !std::mem::replace(&mut asked.has_had_focus, true) {
            field.request_focus();
            select_all(ui, &field, typed);
        }
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(sizes::SPACE_1);
        let is_possible = match target(typed) {
            Ok(to) => follows_ui(ui, pane, row, &to),
            Err(NameError::Same) => {
                weak_ui(ui, say!("rename-stays"));
                false
            }
            Err(problem) => {
                field_problem_ui(ui, &words::put(&problem.said()));
                false
            }
        };
        Filled {
            is_possible,
            is_entered,
        }
    })?;
    let to = target(typed).ok().filter(|_| answer == Answer::Primary);
    Some(Answered::of(to.map(|to| LibraryStep::Move { path, to })))
}

/// What follows from a place; whether it can be there.
fn follows_ui(ui: &mut Ui, pane: &LibraryPane<'_>, row: Option<&Row>, to: &Path) -> bool {
    let library = pane.listed.map(|it| &it.library);
    if library.is_some_and(|it| it.at(to).is_some()) {
        field_problem_ui(ui, say!("rename-taken"));
        return false;
    }
    if library.is_some_and(|it| !it.around.is_seen(to)) {
        field_problem_ui(ui, say!("library-not-seen"));
        return false;
    }
    weak_ui(ui, &say!("rename-will-be", path = pane.site.shown_path(to)));
    let count = row.map_or(0, Row::articles);
    weak_ui(ui, &say!("library-articles-follow", count = count));
    mentions_ui(ui, pane, row);
    true
}

/// The files that perhaps speak of a picture where nothing is changed.
fn mentions_ui(ui: &mut Ui, pane: &LibraryPane<'_>, row: Option<&Row>) {
    let picture = row.and_then(|row| pane.listed?.library.pictures.get(row.at));
    let Some(picture) = picture.filter(|it| !it.mentions.is_empty()) else {
        return;
    };
    let said = say!("library-mentions", count = picture.mentions.len());
    ui.add(Label::new(said).wrap());
    for file in picture.mentions.iter().take(MOST_NAMED) {
        weak_ui(ui, &pane.site.shown_path(file));
    }
    if picture.mentions.len() > MOST_NAMED {
        weak_ui(ui, "…");
    }
}

/// Asks for the picture that the articles name from then on.
fn other_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    path: &Path,
    state: &mut FinderState,
) -> Option<Answered> {
    let small = state.typed.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let rows = pane.listed.iter().flat_map(|it| &it.rows);
    let others = rows.filter(|row| pane.path(row) != Some(path));
    let found: Vec<&Row> = others
        .filter(|row| words.iter().all(|word| row.folded.contains(word)))
        .take(MOST_FOUND)
        .collect();
    let lines: Vec<finder::Row<'_>> = found
        .iter()
        .map(|row| {
            let (folder, file) = row.shown.rsplit_once('/').unwrap_or(("", &row.shown));
            finder::Row {
                title: file,
                detail: folder,
                remark: "",
                is_off: false,
            }
        })
        .collect();
    let finder = Finder {
        name: say!("library-replace-title"),
        hint: say!("library-replace-hint"),
        nothing: say!("library-none-found"),
    };
    Some(Answered::of(match finder_ui(ui, finder, state, &lines)? {
        finder::Answer::Chosen(at) => {
            let by = found.get(at).and_then(|row| pane.path(row));
            by.map(|by| LibraryStep::Replace {
                path: path.to_owned(),
                by: by.to_owned(),
            })
        }
        finder::Answer::Closed => None,
    }))
}

/// Asks whether it goes to the recycle bin, and names the articles that would miss it.
fn bin_ui(ui: &Ui, pane: &LibraryPane<'_>, row: Option<&Row>, path: &Path) -> Option<Answered> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let title = say!("to-bin-move", name = &*name);
    let sheet = Sheet {
        id: "picture-to-bin",
        title: &title,
        primary: say!("to-bin-do"),
        other: None,
        cancel: say!("to-bin-cancel"),
    };
    let answer = question_ui(ui, &sheet, Answer::Cancel, |ui| {
        weak_ui(ui, &pane.site.shown_path(path));
        mentions_ui(ui, pane, row);
        let Some(row) = row.filter(|row| row.articles() > 0) else {
            return;
        };
        let said = say!("library-missed", count = row.articles());
        ui.add(Label::new(said).wrap());
        for one in (0..MOST_NAMED).filter_map(|number| pane.named_by(row, number)) {
            weak_ui(ui, &pane.title_of(&one.article));
        }
        if row.articles() > MOST_NAMED {
            weak_ui(ui, "…");
        }
    })?;
    let is_done = answer == Answer::Primary;
    let step = is_done.then(|| LibraryStep::ToBin(path.to_owned()));
    Some(Answered::of(step))
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(Label::new(text).wrap());
}
