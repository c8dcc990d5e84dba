//! A picture that is to be taken: what it is, what is left out of its file, where it goes, and what
//! is said of it. Nothing is written until it is taken.

use std::path::{Path, PathBuf};

use egui::{CornerRadius, Key, Rect, RichText, Ui, Vec2};

use crate::{
    action::{Action, Outbox, PictureStep},
    model::{
        picture::{
            PictureSource,
            home::PictureHome,
            name,
            offer::{Offer, Smaller, Source, Words},
        },
        site::limits,
        stock::Photo,
        version,
        words::{self, say},
    },
    ui::{
        pictures::{Picture, Pictures},
        theme::{colours, sizes},
        widgets::{
            button_ui,
            fields::{counter, field_label_ui, field_remark_ui, lines_field_ui, select_all},
            sheet::{Answer, Filled, Sheet, sheet_ui},
        },
    },
};

const THUMB: Vec2 = Vec2::new(192.0, 108.0);

/// What the sheet shows.
pub struct PictureSheet<'a> {
    /// Another one for each picture.
    pub number: u64,
    pub from: &'a Source,
    /// The folder of the article, and the root of its site.
    pub folder: &'a Path,
    pub root: Option<&'a Path>,
    /// `None`: it is being looked at.
    pub offer: Option<&'a Offer>,
    /// `None`: it is being made; `Some(None)`: there is none.
    pub smaller: Option<Option<&'a Smaller>>,
    /// `None`: the article has to be saved first.
    pub home: Option<&'a PictureHome>,
    pub asks: Asks,
    /// Of alternative text and caption: the key that one could have where nothing reads it.
    pub spare_keys: [Option<String>; 2],
    pub pictures: &'a Pictures,
}

/// What can be said of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    Words,
    /// The picture stands in the text.
    WordsOfText,
}

impl PictureSheet<'_> {
    /// Whether it can be taken: in the size that is wanted, once there is one.
    fn is_ready(&self, state: &PictureSheetState) -> bool {
        let has_address = matches!(self.from, Source::Address(_));
        let has_size = self.smaller.is_some() || state.has_size && !state.words.is_small;
        has_address || self.offer.is_some() && self.home.is_some() && has_size
    }
}

pub struct PictureSheetState {
    /// Of the picture that the words are of.
    number: u64,
    words: Words,
    /// Words are written though nothing reads them.
    adds: [bool; 2],
    /// It says nothing, and needs no text.
    is_decoration: bool,
    /// The writer chose a size.
    has_size: bool,
    has_had_keyboard: bool,
}

impl PictureSheetState {
    /// With what was said of the picture before.
    pub fn new(number: u64, words: Option<Words>) -> Self {
        Self {
            number,
            words: words.unwrap_or_default(),
            adds: [false; 2],
            is_decoration: false,
            has_size: false,
            has_had_keyboard: false,
        }
    }
}

pub fn picture_sheet_ui(
    ui: &Ui,
    sheet: &PictureSheet<'_>,
    state: &mut PictureSheetState,
    out: &mut Outbox,
) {
    if state.number != sheet.number {
        // The next of several.
        *state = PictureSheetState::new(sheet.number, None);
    }
    let mut takes_twin = false;
    let title = match sheet.asks {
        Asks::WordsOfText => say!("picture-sheet-title-text"),
        Asks::Words | Asks::Nothing => say!("picture-sheet-title"),
    };
    let sheet_said = Sheet {
        id: "picture",
        title,
        primary: match sheet.asks {
            Asks::WordsOfText => say!("picture-sheet-insert"),
            Asks::Words | Asks::Nothing => say!("picture-sheet-use"),
        },
        other: None,
        cancel: say!("picture-sheet-cancel"),
    };
    let answer = sheet_ui(ui, &sheet_said, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::SPACE_3;
            thumb_ui(ui, sheet, out);
            ui.vertical(|ui| file_ui(ui, sheet));
        });
        ui.add_space(sizes::SPACE_3);
        let is_entered = sheet.asks != Asks::Nothing && words_ui(ui, sheet, state);
        sizes_ui(ui, sheet, state);
        if sheet.offer.is_some() {
            goes_ui(ui, sheet);
        }
        let twin = sheet.offer.and_then(|offer| offer.twin.as_deref());
        if let Some(twin) = twin {
            field_remark_ui(ui, &say!("picture-sheet-twin", path = twin));
            takes_twin = button_ui(ui, say!("picture-sheet-use-twin")).clicked();
        }
        Filled {
            is_possible: sheet.is_ready(state),
            is_entered,
        }
    });
    let words = || {
        let mut words = state.words.clone();
        // What has no place is not written by itself.
        let [has_alt, has_caption] =
            [0, 1].map(|at| sheet.spare_keys.get(at).is_none_or(Option::is_none));
        let [adds_alt, adds_caption] = state.adds;
        if state.is_decoration || !has_alt && !adds_alt {
            words.alt.clear();
        }
        if !has_caption && !adds_caption {
            words.caption.clear();
        }
        words
    };
    let step = match answer {
        _ if takes_twin => PictureStep::AcceptTwin(words()),
        Some(Answer::Primary) => PictureStep::Accept(words()),
        Some(Answer::Cancel | Answer::Other) => PictureStep::Cancel,
        None => return,
    };
    out.push(Action::Picture(step));
}

/// The picture as it was chosen.
fn thumb_ui(ui: &mut Ui, sheet: &PictureSheet<'_>, out: &mut Outbox) {
    let (rect, _) = ui.allocate_exact_size(THUMB, egui::Sense::hover());
    let radius = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, radius, colours(ui).hovered);
    let Some(source) = source(sheet) else {
        return;
    };
    if let Picture::Ready { texture, .. } = sheet.pictures.get(&source, THUMB.x, out) {
        let size = texture.size_vec2();
        let scale = (THUMB.x / size.x.max(1.0)).min(THUMB.y / size.y.max(1.0));
        let place = Rect::from_center_size(rect.center(), size * scale);
        egui::Image::from_texture(texture)
            .corner_radius(radius)
            .paint_at(ui, place);
    }
}

/// What is drawn; pasted pixels are in no file.
fn source(sheet: &PictureSheet<'_>) -> Option<PictureSource> {
    match sheet.from {
        Source::Address(address) => Some(PictureSource {
            address: address.clone(),
            folder: sheet.folder.to_owned(),
            root: sheet.root.map(Into::into),
        }),
        // One that was refused is not read a second time.
        Source::File(path) if sheet.offer.is_some() => Some(PictureSource {
            address: name::escaped(&path.file_name()?.to_string_lossy()),
            folder: path.parent()?.to_owned(),
            root: None,
        }),
        Source::Photo(photo) => Some(PictureSource {
            address: photo.small.clone(),
            folder: PathBuf::new(),
            root: None,
        }),
        Source::File(_) | Source::Pasted(_) => None,
    }
}

/// What the file is, and what of it is not written.
fn file_ui(ui: &mut Ui, sheet: &PictureSheet<'_>) {
    let name = match sheet.from {
        Source::File(path) => path.file_name().unwrap_or_default().to_string_lossy(),
        Source::Pasted(_) => say!("picture-sheet-pasted").into(),
        Source::Address(address) => address.as_str().into(),
        Source::Photo(photo) if photo.author.is_empty() => photo.provider.name().into(),
        Source::Photo(photo) => format!("{} · {}", photo.author, photo.provider.name()).into(),
    };
    ui.add(egui::Label::new(RichText::new(name)).truncate());
    if matches!(sheet.from, Source::Address(_)) {
        return;
    }
    let Some(offer) = sheet.offer else {
        weak_ui(ui, say!("picture-sheet-looking"));
        return;
    };
    let weight = words::put(&version::weight(offer.bytes.0.len() as u64));
    let text = match offer.pixels {
        Some([wide, high]) => say!("cover-pixels", wide = wide, high = high, weight = weight),
        None => weight,
    };
    weak_ui(ui, &text);
    let carried = offer.carried;
    let removed = [
        (carried.location, say!("picture-sheet-location")),
        (carried.camera, say!("picture-sheet-camera")),
        (carried.words, say!("picture-sheet-words")),
    ];
    let removed: Vec<&str> = removed
        .iter()
        .filter(|(is_told, _)| *is_told)
        .map(|(_, name)| *name)
        .collect();
    if !removed.is_empty() {
        let what = removed.join(", ");
        weak_ui(ui, &say!("picture-sheet-removed", what = what));
    }
    if carried.turned {
        weak_ui(ui, say!("picture-sheet-turned"));
    }
    if offer.is_unsearched {
        field_remark_ui(ui, say!("picture-sheet-unsearched"));
    }
}

/// What it shows, and its caption; whether Enter was pressed in one of them.
fn words_ui(ui: &mut Ui, sheet: &PictureSheet<'_>, state: &mut PictureSheetState) -> bool {
    let [spare_alt, spare_caption] = &sheet.spare_keys;
    let [adds_alt, adds_caption] = &mut state.adds;
    let words = &mut state.words;
    let mut entered = false;
    let name = say!("picture-sheet-alt");
    let count = counter(ui, words.alt.chars().count(), limits::ALT.chars);
    field_label_ui(ui, name, Some(count));
    if place_ui(ui, spare_alt.as_deref(), adds_alt) {
        let id = ui.scope_id().with("alt");
        let field = |ui: &mut Ui| text_ui(ui, id, &mut words.alt, name);
        let (alt, is_entered) = ui.add_enabled_ui(!state.is_decoration, field).inner;
        let proposed = proposed(sheet).filter(|photo| photo.alt == words.alt);
        if !std::mem::replace(&mut state.has_had_keyboard, true) {
            alt.request_focus();
            if proposed.is_some() {
                select_all(ui, &alt, &words.alt);
            }
        }
        if let Some(photo) = proposed {
            let provider = photo.provider.name();
            weak_ui(ui, &say!("picture-sheet-proposed", provider = provider));
        }
        entered |= is_entered;
    }
    if sheet.asks == Asks::WordsOfText {
        let name = say!("picture-sheet-decoration");
        ui.checkbox(&mut state.is_decoration, name);
    }
    ui.add_space(sizes::SPACE_2);
    let name = say!("picture-sheet-caption");
    field_label_ui(ui, name, None);
    if place_ui(ui, spare_caption.as_deref(), adds_caption) {
        let id = ui.scope_id().with("caption");
        let (_, is_entered) = text_ui(ui, id, &mut words.caption, name);
        entered |= is_entered;
    }
    let has_caption = !words.caption.is_empty() && (spare_caption.is_none() || *adds_caption);
    if let Source::Photo(photo) = sheet.from
        && photo.license.asks_credit
        && !has_caption
    {
        field_remark_ui(
            ui,
            &say!("picture-sheet-asks-credit", license = photo.license.name),
        );
    }
    ui.add_space(sizes::SPACE_2);
    entered
}

/// The photo whose words are proposed, if there are such.
fn proposed<'a>(sheet: &PictureSheet<'a>) -> Option<&'a Photo> {
    match sheet.from {
        Source::Photo(photo) if !photo.alt.is_empty() => Some(photo),
        _ => None,
    }
}

/// Whether words have a place; else a button that gives them one.
fn place_ui(ui: &mut Ui, spare: Option<&str>, adds: &mut bool) -> bool {
    let Some(key) = spare.filter(|_| !*adds) else {
        return true;
    };
    weak_ui(ui, say!("cover-no-place"));
    if button_ui(ui, &say!("cover-add-key", key = key)).clicked() {
        *adds = true;
    }
    false
}

/// As it is, or smaller, where that is lighter.
fn sizes_ui(ui: &mut Ui, sheet: &PictureSheet<'_>, state: &mut PictureSheetState) {
    let Some((offer, [wide, high])) = sheet.offer.and_then(|offer| Some((offer, offer.pixels?)))
    else {
        return;
    };
    if sheet.smaller == Some(None) {
        if !state.has_size {
            state.words.is_small = false;
        }
        return;
    }
    let smaller = sheet.smaller.flatten();
    // What most readers are served best by, until the writer chooses.
    if !state.has_size {
        state.words.is_small = true;
    }
    let weight = words::put(&version::weight(offer.bytes.0.len() as u64));
    let whole = say!(
        "picture-sheet-as-it-is",
        wide = wide,
        high = high,
        weight = weight
    );
    let small = match smaller {
        None => say!("picture-sheet-weighing").to_owned(),
        Some(smaller) => {
            let [wide, high] = smaller.pixels;
            let weight = words::put(&version::weight(smaller.bytes.0.len() as u64));
            say!(
                "picture-sheet-smaller",
                wide = wide,
                high = high,
                weight = weight
            )
        }
    };
    let is_small = &mut state.words.is_small;
    state.has_size |= ui.radio_value(is_small, false, whole).clicked();
    state.has_size |= ui.radio_value(is_small, true, small).clicked();
    ui.add_space(sizes::SPACE_1);
}

/// A paragraph in which Enter is an answer.
fn text_ui(ui: &mut Ui, id: egui::Id, text: &mut String, name: &str) -> (egui::Response, bool) {
    let had = ui.memory(|memory| memory.has_focus(id));
    let entered = had && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    let field = lines_field_ui(ui, id, text, 2, name);
    if text.contains(['\n', '\r']) {
        *text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    }
    (field, entered)
}

/// Where the file goes.
fn goes_ui(ui: &mut Ui, sheet: &PictureSheet<'_>) {
    let text = match sheet.home {
        None => return field_remark_ui(ui, say!("picture-save-first")),
        Some(PictureHome::Beside { under }) if under.is_empty() => {
            say!("picture-sheet-beside").to_owned()
        }
        Some(PictureHome::Beside { under }) => say!("picture-sheet-below", folder = under),
        Some(PictureHome::Site { folder, .. }) => say!("picture-sheet-goes", folder = folder),
    };
    weak_ui(ui, &text);
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(egui::Label::new(text).wrap());
}
