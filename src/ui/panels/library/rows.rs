//! The list: a row for each picture, or for each place where one is missing. Arrow keys go from one to the
//! next, Enter leads to the article, the menu key opens what can be done. Only what is in view is drawn.

use std::path::Path;

use egui::{Align2, Rect, Ui, Vec2, pos2};

use super::{At, LibraryPane, LibraryState, Listed, go_to, offers, take};
use crate::{
    action::Outbox,
    model::{
        picture::{PictureSource, listed::Row, name},
        version,
        words::{self, say},
    },
    ui::{
        pictures::Picture,
        theme::{Face, Icon, colours, sizes},
        widgets::{
            row_menu::{item_ui, row_menu_ui},
            rows::{Drawn, RowOf, Rows, words_of_row},
        },
    },
};

const ROW: f32 = 56.0;
const THUMB: Vec2 = Vec2::new(64.0, 40.0);
/// Before the words of a row.
const INDENT: f32 = 96.0;

pub fn rows_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    listed: &Listed,
    state: &mut LibraryState,
    out: &mut Outbox,
) {
    if listed.rows.is_empty() {
        let text = if pane.is_looking {
            say!("library-looking")
        } else if !state.letters.is_empty() {
            say!("library-none-found")
        } else if state.kind == super::Kind::All {
            say!("library-none")
        } else {
            say!("library-none-of-kind")
        };
        ui.centered_and_justified(|ui| {
            ui.label(egui::RichText::new(text).color(colours(ui).text_weak));
        });
        return;
    }
    let count = listed.rows.len();
    let mut rows = std::mem::take(&mut state.rows);
    rows.show(ui, "site-pictures", (ROW, count), |ui, number, rows| {
        if let Some(at) = listed.rows.get(number) {
            row_ui(
                ui,
                pane,
                (*at, number, count),
                (&mut *rows, &mut *state),
                out,
            );
        }
    });
    state.rows = rows;
}

/// What is written in a row.
struct Words {
    title: String,
    detail: String,
}

fn row_ui(
    ui: &mut Ui,
    pane: &LibraryPane<'_>,
    (at, number, count): (At, usize, usize),
    (rows, state): (&mut Rows, &mut LibraryState),
    out: &mut Outbox,
) {
    let Some(written) = words_of(pane, at) else {
        return;
    };
    let row = RowOf {
        number,
        count,
        height_points: ROW,
        name: &written.title,
        description: &written.detail,
    };
    let Drawn {
        rect,
        response,
        is_entered,
    } = rows.row(ui, &row);
    thumb_ui(ui, pane, at, rect, out);
    let words = [(&*written.title, 10.0), (&*written.detail, 30.0)];
    words_of_row(ui, rect, INDENT, words);
    row_menu_ui(&response, |ui| {
        for (title, offered) in offers(pane, at) {
            if item_ui(ui, title, None) {
                take(offered, state, out);
            }
        }
    });
    if response.double_clicked() || is_entered {
        out.extend(go_to(pane, at));
    }
}

fn words_of(pane: &LibraryPane<'_>, at: At) -> Option<Words> {
    match at {
        At::Picture(at) => {
            let row = pane.row(at)?;
            let (folder, file) = row.shown.rsplit_once('/').unwrap_or(("", &row.shown));
            Some(Words {
                title: file.to_owned(),
                detail: detail(pane, row, folder),
            })
        }
        At::Found(at) => {
            let one = pane.found.get(at)?;
            let line = one.located.region.line;
            let path = pane.site.shown_path(&one.path);
            Some(Words {
                title: words::put(&one.located.finding.message),
                detail: format!(
                    "{} · {}",
                    pane.title_of(&one.path),
                    say!("library-line", path = path, line = line)
                ),
            })
        }
    }
}

/// Where it lies, its size, its weight, how often it is named, and what was found of it.
fn detail(pane: &LibraryPane<'_>, row: &Row, folder: &str) -> String {
    let mut parts = vec![folder.to_owned()];
    if let Some(picture) = pane.listed.and_then(|it| it.library.pictures.get(row.at)) {
        let weight = words::put(&version::weight(picture.bytes));
        parts.push(match picture.pixels {
            Some([wide, high]) => say!("cover-pixels", wide = wide, high = high, weight = weight),
            None => weight,
        });
    }
    parts.push(say!("library-in-articles", count = row.articles()));
    let found = row
        .found
        .iter()
        .map(|rule| words::text(rule.words()).to_owned());
    parts.extend(found);
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

fn thumb_ui(ui: &Ui, pane: &LibraryPane<'_>, at: At, rect: Rect, out: &mut Outbox) {
    let colours = colours(ui);
    let corner = pos2(rect.left() + 20.0, rect.center().y - THUMB.y / 2.0);
    let frame = Rect::from_min_size(corner, THUMB);
    ui.painter()
        .rect_filled(frame, sizes::RADIUS, colours.hovered);
    let path = match at {
        At::Picture(at) => pane.row(at).and_then(|row| pane.path(row)),
        At::Found(_) => None,
    };
    let source = path.and_then(|path| source(path, &pane.site.root));
    let picture = source.map(|source| pane.pictures.get(&source, THUMB.x, out));
    let icon = match picture {
        Some(Picture::Ready { texture, .. }) => {
            let size = texture.size_vec2();
            let scale = (THUMB.x / size.x.max(1.0)).min(THUMB.y / size.y.max(1.0));
            let place = Rect::from_center_size(frame.center(), size * scale);
            egui::Image::from_texture(texture)
                .corner_radius(sizes::RADIUS)
                .paint_at(ui, place);
            return;
        }
        Some(Picture::Loading) => Icon::Image,
        Some(Picture::Failed(_)) | None => Icon::ImageOff,
    };
    ui.painter().text(
        frame.center(),
        Align2::CENTER_CENTER,
        char::from(icon),
        Face::Icons.font(18.0),
        colours.text_faint,
    );
}

/// A file as an article beside it would name it.
fn source(path: &Path, root: &Path) -> Option<PictureSource> {
    Some(PictureSource {
        address: name::escaped(path.file_name()?.to_str()?),
        folder: path.parent()?.to_owned(),
        root: Some(root.to_owned()),
    })
}
