//! The pictures of the site, to choose one: found by the words of their path, drawn small. A path or
//! an address can be typed as well, so that nothing needs the system's dialog.

use std::path::Path;

use egui::{Align2, Key, Rect, Response, RichText, Role, Ui, Vec2, WidgetInfo};

use crate::{
    action::{Action, Outbox, PictureStep, StockStep},
    model::{
        picture::{PictureSource, name, offer::Target},
        words::say,
    },
    ui::{
        pictures::{Picture, Pictures},
        theme::{Face, Icon, colours, sizes},
        widgets::{
            button_ui,
            buttons::{choice_fill, focus_ring},
            fields::line_field_ui,
            grid::{Cells, Grid, grid_ui},
            sheet::{Answer, Filled, Sheet, sheet_ui},
        },
    },
};

const COLUMNS: usize = 4;
const THUMB: f32 = 88.0;
const CELL: f32 = THUMB + 28.0;
const LIST: f32 = 360.0;

/// What can be chosen.
pub struct PicturesPane<'a> {
    pub target: &'a Target,
    /// Of files that the article can have.
    pub addresses: Vec<&'a str>,
    /// The article's folder, and the root of its site.
    pub folder: &'a Path,
    pub root: Option<&'a Path>,
    pub pictures: &'a Pictures,
}

#[derive(Default)]
pub struct PicturesState {
    typed: String,
    has_had_keyboard: bool,
    grid: Grid,
    /// What was found for these words, of so many addresses.
    found: Option<(String, usize, Vec<usize>)>,
}

impl PicturesState {
    /// The addresses with all words, looked for once.
    fn found<'a>(&mut self, addresses: &[&'a str]) -> Vec<&'a str> {
        let (typed, count) = (self.typed.as_str(), addresses.len());
        let known = self.found.take();
        let known = known.filter(|(words, of, _)| words == typed && *of == count);
        let (.., places) = self.found.insert(known.unwrap_or_else(|| {
            let places = found(addresses, typed);
            (typed.to_owned(), count, places)
        }));
        places
            .iter()
            .filter_map(|at| addresses.get(*at).copied())
            .collect()
    }
}

pub fn pictures_ui(ui: &Ui, pane: &PicturesPane<'_>, state: &mut PicturesState, out: &mut Outbox) {
    let mut chosen = None;
    let mut finds_photo = false;
    let sheet = Sheet {
        id: "pictures",
        title: say!("pictures-title"),
        primary: say!("pictures-take"),
        other: Some(say!("pictures-choose")),
        cancel: say!("pictures-cancel"),
    };
    let answer = sheet_ui(ui, &sheet, |ui| {
        let id = ui.scope_id().with("words");
        let name = say!("pictures-words");
        let field = line_field_ui(ui, id, &mut state.typed, say!("pictures-hint"), name);
        if !std::mem::replace(&mut state.has_had_keyboard, true) {
            field.request_focus();
        }
        ui.add_space(sizes::SPACE_1);
        finds_photo = button_ui(ui, say!("pictures-find-photo")).clicked();
        let found = state.found(&pane.addresses);
        let is_entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
        ui.add_space(sizes::SPACE_2);
        let is_place = is_place(&state.typed);
        chosen = pictures_grid_ui(
            ui,
            pane,
            &found,
            &mut state.grid,
            [is_entered, is_place],
            out,
        );
        Filled {
            is_possible: is_place,
            is_entered: field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)),
        }
    });
    if finds_photo {
        return out.push(Action::Stock(StockStep::Open(pane.target.clone())));
    }
    let step = match (chosen, answer) {
        (None, Some(Answer::Other)) => PictureStep::Choose(pane.target.clone()),
        (Some(address), _) => PictureStep::Use {
            target: pane.target.clone(),
            address: name::escaped(address),
        },
        (None, Some(Answer::Primary)) => PictureStep::Give(state.typed.trim().to_owned()),
        (None, Some(Answer::Cancel)) => return out.push(Action::CloseFinder),
        (None, None) => return,
    };
    if !matches!(step, PictureStep::Give(_)) {
        out.push(Action::CloseFinder);
    }
    out.push(Action::Picture(step));
}

/// Whether what is typed is no search, but says where a picture is.
fn is_place(typed: &str) -> bool {
    let typed = typed.trim();
    let path = typed.strip_prefix("file://").unwrap_or(typed);
    typed.starts_with("https://") || Path::new(path).is_absolute() && path.len() > 1
}

/// The places of the addresses with all words, in any order.
fn found(addresses: &[&str], typed: &str) -> Vec<usize> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let has_all = |address: &str| {
        let address = address.to_lowercase();
        words.iter().all(|word| address.contains(word.as_str()))
    };
    let found = addresses.iter().enumerate().filter(|(_, it)| has_all(it));
    found.map(|(at, _)| at).collect()
}

/// The pictures in view; the one that was chosen. `is_entered`: the keyboard goes to the first;
/// `is_place`: what is typed says where a picture is.
fn pictures_grid_ui<'a>(
    ui: &mut Ui,
    pane: &PicturesPane<'_>,
    found: &[&'a str],
    grid: &mut Grid,
    [is_entered, is_place]: [bool; 2],
    out: &mut Outbox,
) -> Option<&'a str> {
    if found.is_empty() {
        let none = if is_place {
            say!("pictures-place")
        } else if pane.addresses.is_empty() {
            say!("pictures-none")
        } else {
            say!("pictures-none-found")
        };
        ui.label(RichText::new(none).color(colours(ui).text_weak));
        return None;
    }
    let cells = Cells {
        id: ui.scope_id().with("pictures"),
        count: found.len(),
        columns: COLUMNS,
        high: CELL,
        seen: LIST,
        is_entered,
    };
    let mut chosen = None;
    grid_ui(ui, grid, cells, |ui, place, response| {
        if let Some(address) = found.get(place)
            && cell_ui(ui, pane, address, response, out)
        {
            chosen = Some(*address);
        }
    });
    chosen
}

/// One picture with its name; whether it was chosen.
fn cell_ui(
    ui: &mut Ui,
    pane: &PicturesPane<'_>,
    address: &str,
    response: Response,
    out: &mut Outbox,
) -> bool {
    let rect = response.rect;
    let width = rect.width();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, address));
    if ui.is_rect_visible(rect) {
        let colours = colours(ui);
        let radius = sizes::RADIUS;
        ui.painter()
            .rect_filled(rect, radius, choice_fill(colours, false, &response));
        let frame = Rect::from_min_size(rect.min, Vec2::new(width, THUMB)).shrink(4.0);
        thumb_ui(ui, pane, address, frame, out);
        let file = address.rsplit('/').next().unwrap_or(address);
        let font = Face::Interface.font(sizes::TEXT_SMALL);
        let job = egui::text::LayoutJob {
            wrap: egui::text::TextWrapping::truncate_at_width(width - 8.0),
            ..egui::text::LayoutJob::simple_singleline(file.to_owned(), font, colours.text)
        };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let at = egui::pos2(rect.left() + 4.0, rect.top() + THUMB + 2.0);
        ui.painter().galley(at, galley, colours.text);
        focus_ring(ui, &response, rect);
    }
    let is_chosen = response.clicked();
    response.on_hover_text(address);
    is_chosen
}

fn thumb_ui(ui: &Ui, pane: &PicturesPane<'_>, address: &str, frame: Rect, out: &mut Outbox) {
    let source = PictureSource {
        address: name::escaped(address),
        folder: pane.folder.to_owned(),
        root: pane.root.map(Into::into),
    };
    let colours = colours(ui);
    ui.painter()
        .rect_filled(frame, sizes::RADIUS, colours.hovered);
    let icon = match pane.pictures.get(&source, frame.width(), out) {
        Picture::Ready { texture, .. } => {
            let size = texture.size_vec2();
            let scale = (frame.width() / size.x.max(1.0)).min(frame.height() / size.y.max(1.0));
            let place = Rect::from_center_size(frame.center(), size * scale);
            egui::Image::from_texture(texture)
                .corner_radius(sizes::RADIUS)
                .paint_at(ui, place);
            return;
        }
        Picture::Loading => Icon::Image,
        Picture::Failed(_) => Icon::ImageOff,
    };
    ui.painter().text(
        frame.center(),
        Align2::CENTER_CENTER,
        char::from(icon),
        Face::Icons.font(20.0),
        colours.text_faint,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_found_by_words_in_any_order() {
        let all = ["/img/Old Ferry.jpg", "/img/quay.jpg", "ferry-2.png"];

        assert_eq!(found(&all, "ferry old"), [0]);
        assert_eq!(found(&all, "FERRY"), [0, 2]);
        assert_eq!(found(&all, " "), [0, 1, 2]);
        assert_eq!(found(&all, "boat"), [0; 0]);
        let mut state = PicturesState::default();
        for (typed, expected) in [("quay", &all[1..2]), ("", &all), ("ferry-", &all[2..])] {
            typed.clone_into(&mut state.typed);
            assert_eq!(state.found(&all), expected);
            assert_eq!(state.found(&all), expected);
        }
    }

    #[test]
    fn a_path_or_an_address_is_no_search() {
        for place in [
            "/home/eva/ferry.jpg",
            "https://example.org/a.jpg",
            "file:///a.jpg",
        ] {
            assert!(is_place(place), "{place}");
        }
        for words in ["ferry", "/", "", "http://example.org/a.jpg", "img/a.jpg"] {
            assert!(!is_place(words), "{words}");
        }
    }
}
