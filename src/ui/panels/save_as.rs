//! "Save as": where a text goes that has no file, or whose file cannot be written.

use std::path::{Component, Path, PathBuf};

use egui::{Id, Key, RichText, Ui};

use crate::{
    action::{Action, Outbox},
    model::{document::DocumentId, words::say},
    ui::{
        theme::{colours, sizes},
        widgets::{
            field_problem_ui,
            fields::line_field_ui,
            sheet::{Answer, Filled, Sheet, sheet_ui},
        },
    },
};

pub struct SaveAsState {
    document: DocumentId,
    /// Below the folder of the site, or a whole path.
    typed: String,
    has_focus: bool,
}

impl SaveAsState {
    /// Proposes where the file was.
    pub fn new(document: DocumentId, path: &Path, root: Option<&Path>) -> Self {
        let shown = root
            .and_then(|root| path.strip_prefix(root).ok())
            .unwrap_or(path);
        Self {
            document,
            typed: shown.display().to_string(),
            has_focus: false,
        }
    }
}

pub fn save_as_ui(ui: &Ui, root: Option<&Path>, state: &mut SaveAsState, out: &mut Outbox) {
    let mut named = None;
    let sheet = Sheet {
        id: "save-as",
        title: say!("save-as-save-as"),
        primary: say!("save-as-save"),
        other: None,
        cancel: say!("save-as-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        let hint = say!("save-as-folder-site-or-anywhere");
        let hint = RichText::new(hint).color(colours(ui).text_weak);
        ui.add(egui::Label::new(hint).wrap());
        ui.add_space(sizes::SPACE_2);
        let id = Id::unique("save as field");
        let name = say!("save-as-path-file");
        let field = line_field_ui(ui, id, &mut state.typed, "", name);
        if !std::mem::replace(&mut state.has_focus, true) {
            field.request_focus();
        }
        // Behind what was typed: in a slow frame the last letters and Enter come together.
        let place = place(root, &state.typed);
        if let Err(problem) = &place {
            field_problem_ui(ui, problem);
        }
        named = place.ok();
        Filled {
            is_possible: named.is_some(),
            is_entered: field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)),
        }
    });
    match (answer, named) {
        (Some(Answer::Primary), Some(path)) => out.push(Action::SaveAs {
            document: state.document,
            path,
        }),
        (Some(_), _) => out.push(Action::CloseSaveAs),
        (None, _) => {}
    }
}

/// The file that is meant, or why there can be none.
fn place(root: Option<&Path>, typed: &str) -> Result<PathBuf, &'static str> {
    let typed = Path::new(typed.trim());
    let is_inside = typed
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let is_article = typed
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("md") || it.eq_ignore_ascii_case("markdown"));
    match root {
        _ if !is_article => Err(say!("save-as-name-article-ends-md")),
        Some(root) if is_inside => Ok(root.join(typed)),
        Some(_) if is_whole(typed) => Ok(typed.to_owned()),
        Some(_) => Err(say!("save-as-path-must-inside-folder")),
        None => Ok(typed.to_owned()),
    }
}

/// From the root of the disk, without a way back up.
fn is_whole(typed: &Path) -> bool {
    typed.is_absolute()
        && typed
            .components()
            .all(|part| !matches!(part, Component::ParentDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_saved_inside_the_site_or_by_a_whole_path_and_as_an_article() {
        let root = Some(Path::new("/site"));

        assert_eq!(
            place(root, " content/posts/a.md "),
            Ok(PathBuf::from("/site/content/posts/a.md"))
        );
        assert!(place(root, "../a.md").is_err());
        assert!(place(root, "/elsewhere/../site/a.md").is_err());
        assert_eq!(
            place(root, "/elsewhere/a.md"),
            Ok(PathBuf::from("/elsewhere/a.md"))
        );
        assert!(place(root, "content/a.txt").is_err());
        assert!(place(root, "").is_err());
    }
}
