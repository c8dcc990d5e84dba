//! "Find a photo": a search of one photo service, what it found, and what would be written of a photo. Nothing is asked
//! before the writer asks it.

use std::path::PathBuf;

use egui::{Align2, Key, Rect, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::{
    action::{Action, Outbox, StockStep},
    model::{
        picture::{PictureSource, offer::Target},
        secret::Secret,
        stock::{Kept, Orientation, Photo, Provider, Query},
        words::say,
    },
    ui::{
        pictures::{Picture, Pictures},
        theme::{Face, Icon, colours, sizes},
        widgets::{
            button_ui,
            buttons::{button_width, choice_fill, focus_ring},
            field_problem_ui, field_remark_ui,
            fields::{line_field_ui, secret_field_ui, select_all},
            grid::{Cells, Grid, grid_ui},
            sheet::{Answer, Filled, Sheet, wide_sheet_ui},
            tabs::tabs_ui,
        },
    },
};

const COLUMNS: usize = 3;
const THUMB: f32 = 104.0;
const CELL: f32 = THUMB + 28.0;
/// What is around the photos, in points, and how high they are at least and at most.
const AROUND: f32 = 348.0;
const LEAST: f32 = 150.0;
const MOST: f32 = 460.0;
/// The width of what is told of one photo.
const DETAILS: f32 = 320.0;
const GAP: f32 = 20.0;

/// The caption of a photo, and how many of how many others say so.
pub type Captions<'a> = dyn Fn(&Photo) -> (String, Option<(usize, usize)>) + 'a;

/// What there is to show.
///
/// More than twelve fields: the search, the keys and what becomes of a photo are known in different places.
pub struct StockPane<'a> {
    /// What a photo is looked for.
    pub target: &'a Target,
    /// The other use that it can have, if there is one.
    pub other: Option<Target>,
    /// Of the site: `nl`.
    pub language: String,
    pub providers: Vec<Provider>,
    /// Where the key of each service is that has one; `None`: nobody has looked yet.
    pub keys: Option<&'a [(Provider, Kept)]>,
    pub asked: Option<&'a (Provider, Query)>,
    pub photos: &'a [Photo],
    pub has_more: bool,
    pub told: Told,
    /// The photo that could not be used last, by its id, and why.
    pub not_taken: Option<(&'a str, String)>,
    pub keeping: Keeping,
    /// What would be its caption, and in how many of how many articles it is so.
    pub caption: &'a Captions<'a>,
    pub pictures: &'a Pictures,
}

/// How the newest search stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    Searching,
    Found,
    /// The service wants a key, or another one.
    Key(String),
    Failed(String),
}

/// How the key that was given stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    Nothing,
    Now,
    /// Why the keyring did not keep it.
    Failed(Provider, String),
}

pub struct StockState {
    words: String,
    provider: Option<Provider>,
    orientation: Orientation,
    grid: Grid,
    /// The key that is being typed.
    key: String,
    has_had_keyboard: bool,
    /// The keyboard goes to the photos in the next frame.
    enters: bool,
    /// How many photos there were in the last frame.
    seen: usize,
}

impl StockState {
    /// With what was looked for last, else with what is proposed. `used`: one comes back from that photo.
    pub fn new(
        asked: Option<&(Provider, Query)>,
        proposed: &str,
        is_cover: bool,
        used: Option<usize>,
    ) -> Self {
        let orientation = if is_cover {
            Orientation::Wide
        } else {
            Orientation::Any
        };
        Self {
            words: asked.map_or(proposed, |(_, query)| &query.words).to_owned(),
            provider: asked.map(|(provider, _)| *provider),
            orientation: asked.map_or(orientation, |(_, query)| query.orientation),
            grid: Grid::starting(used.unwrap_or_default()),
            key: String::new(),
            has_had_keyboard: used.is_some(),
            enters: used.is_some(),
            seen: 0,
        }
    }
}

impl StockPane<'_> {
    fn key(&self, provider: Provider) -> Option<Kept> {
        let found = self
            .keys
            .into_iter()
            .flatten()
            .find(|(of, _)| *of == provider);
        found.map(|(_, kept)| *kept)
    }

    /// Whether a service cannot be asked for want of a key.
    fn lacks_key(&self, provider: Provider) -> bool {
        let is_refused = matches!(self.told, Told::Key(_));
        let is_asked = self.asked.is_some_and(|(of, _)| *of == provider);
        let is_known = self.keys.is_some();
        provider.needs_key() && (is_known && self.key(provider).is_none() || is_refused && is_asked)
    }
}

pub fn stock_ui(ui: &Ui, pane: &StockPane<'_>, state: &mut StockState, out: &mut Outbox) {
    let first = pane.providers.first().copied();
    let provider = state.provider.or(first).unwrap_or(Provider::Openverse);
    state.provider = Some(provider);
    let is_of_it = pane.asked.is_some_and(|(of, _)| *of == provider);
    let photos = if is_of_it { pane.photos } else { &[] };
    if photos.len() < state.seen {
        state.grid.reset();
    }
    state.seen = photos.len();
    let use_name = |target: &Target| match target {
        Target::Text(..) => say!("stock-use-in-text"),
        Target::Cover(_) | Target::Field(..) => say!("stock-use-as-cover"),
    };
    let chosen = photos.get(state.grid.at);
    let sheet = Sheet {
        id: "stock",
        title: say!("stock-title"),
        primary: use_name(pane.target),
        other: pane
            .other
            .as_ref()
            .filter(|_| chosen.is_some())
            .map(use_name),
        cancel: say!("stock-cancel"),
    };
    let answer = wide_sheet_ui(ui, &sheet, |ui| {
        let is_entered = query_ui(ui, pane, provider, state, out);
        let is_entered = std::mem::take(&mut state.enters) || is_entered;
        ui.add_space(sizes::SPACE_2);
        let seen = (ui.ctx().content_rect().height() - AROUND).clamp(LEAST, MOST);
        let mut is_used = false;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let wide = (ui.available_width() - DETAILS - GAP).max(240.0);
            ui.allocate_ui(Vec2::new(wide, seen), |ui| {
                ui.vertical(|ui| {
                    ui.set_min_size(Vec2::new(wide, seen));
                    ui.set_max_width(wide);
                    if pane.lacks_key(provider) {
                        key_ui(ui, pane, provider, state, out);
                    } else {
                        is_used = found_ui(ui, pane, photos, state, (is_entered, seen), out);
                    }
                });
            });
            ui.vertical(|ui| {
                if let Some(photo) = photos.get(state.grid.at) {
                    egui::ScrollArea::vertical()
                        .id_salt("details")
                        .max_height(seen)
                        .show(ui, |ui| photo_ui(ui, pane, photo, seen, out));
                }
            });
        });
        ui.add_space(sizes::SPACE_2);
        foot_ui(ui, pane, provider, out);
        Filled {
            is_possible: photos.get(state.grid.at).is_some(),
            is_entered: is_used,
        }
    });
    let is_near_end = state.grid.is_near_end() && !photos.is_empty();
    if is_near_end && pane.has_more && pane.told == Told::Found {
        out.push(Action::Stock(StockStep::More));
    }
    let target = match answer {
        Some(Answer::Primary) => Some(pane.target.clone()),
        Some(Answer::Other) => pane.other.clone(),
        Some(Answer::Cancel) => return out.push(Action::CloseFinder),
        None => return,
    };
    if let Some(target) = target.filter(|_| !photos.is_empty()) {
        let at = state.grid.at;
        out.push(Action::Stock(StockStep::Use { at, target }));
    }
}

/// What is looked for, and where; whether the keyboard goes to the photos.
fn query_ui(
    ui: &mut Ui,
    pane: &StockPane<'_>,
    provider: Provider,
    state: &mut StockState,
    out: &mut Outbox,
) -> bool {
    let mut asks = false;
    let mut is_entered = false;
    ui.horizontal(|ui| {
        let word = say!("stock-search");
        let button = button_width(ui, word);
        let wide = (ui.available_width() - button - sizes::SPACE_2).max(120.0);
        ui.scope(|ui| {
            ui.set_max_width(wide);
            let id = ui.scope_id().with("words");
            let (hint, name) = (say!("stock-hint"), say!("stock-words"));
            let field = line_field_ui(ui, id, &mut state.words, hint, name);
            if !std::mem::replace(&mut state.has_had_keyboard, true) {
                field.request_focus();
                // What is typed next takes its place.
                select_all(ui, &field, &state.words);
            }
            is_entered = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                asks = true;
                field.request_focus();
            }
        });
        asks |= button_ui(ui, word).clicked();
    });
    ui.add_space(sizes::SPACE_1);
    let mut chosen = provider;
    ui.horizontal_wrapped(|ui| {
        ui.push_id("provider", |ui| {
            let tabs: Vec<(Provider, &str)> =
                pane.providers.iter().map(|it| (*it, it.name())).collect();
            chosen = tabs_ui(ui, &tabs, provider).unwrap_or(provider);
        });
        ui.separator();
        ui.push_id("orientation", |ui| {
            let tabs = [
                (Orientation::Any, say!("stock-any")),
                (Orientation::Wide, say!("stock-wide")),
                (Orientation::Tall, say!("stock-tall")),
                (Orientation::Square, say!("stock-square")),
            ];
            let before = state.orientation;
            state.orientation = tabs_ui(ui, &tabs, before).unwrap_or(before);
        });
    });
    state.provider = Some(chosen);
    if asks && !state.words.trim().is_empty() && !pane.lacks_key(chosen) {
        state.grid.reset();
        out.push(Action::Stock(StockStep::Search {
            provider: chosen,
            query: Query {
                words: state.words.clone(),
                orientation: state.orientation,
                language: pane.language.clone(),
            },
        }));
    }
    is_entered
}

/// The photos that were found, or why there are none. Returns whether the chosen one is used.
fn found_ui(
    ui: &mut Ui,
    pane: &StockPane<'_>,
    photos: &[Photo],
    state: &mut StockState,
    (is_entered, seen): (bool, f32),
    out: &mut Outbox,
) -> bool {
    let is_of_it = pane
        .asked
        .is_some_and(|(of, _)| Some(*of) == state.provider);
    if photos.is_empty() {
        let text = match &pane.told {
            Told::Searching if is_of_it => say!("stock-searching"),
            Told::Found if is_of_it => say!("stock-none"),
            Told::Key(why) | Told::Failed(why) if is_of_it => why,
            _ => say!("stock-nothing-yet"),
        };
        told_ui(ui, text);
        return false;
    }
    let cells = Cells {
        id: ui.scope_id().with("photos"),
        count: photos.len(),
        columns: COLUMNS,
        high: CELL,
        seen: seen - 24.0,
        is_entered,
    };
    let mut is_used = false;
    let mut pressed = None;
    let at = state.grid.at;
    grid_ui(ui, &mut state.grid, cells, |ui, place, response| {
        let Some(photo) = photos.get(place) else {
            return;
        };
        cell_ui(ui, pane, photo, place == at, &response, out);
        if response.clicked() {
            let is_enter = ui.input(|input| input.key_pressed(Key::Enter));
            is_used |= is_enter;
            pressed = Some(place);
        }
        is_used |= response.double_clicked();
    });
    if let Some(place) = pressed {
        state.grid.at = place;
    }
    let text = match &pane.told {
        Told::Searching => say!("stock-searching-more").to_owned(),
        Told::Failed(why) | Told::Key(why) => why.clone(),
        Told::Nothing | Told::Found => say!("stock-count", count = photos.len()),
    };
    weak_ui(ui, &text);
    is_used
}

/// A text in the place of the photos, that is read out as it comes.
fn told_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text).color(colours(ui).text_weak);
    let label = ui.add(egui::Label::new(text).wrap());
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

/// One photo of the grid, with who made it and what may be done with it.
fn cell_ui(
    ui: &mut Ui,
    pane: &StockPane<'_>,
    photo: &Photo,
    is_chosen: bool,
    response: &Response,
    out: &mut Outbox,
) {
    let rect = response.rect;
    let about = [&*photo.author, &*photo.license.name];
    let about = about.into_iter().filter(|it| !it.is_empty());
    let about = about.collect::<Vec<_>>().join(" · ");
    response.widget_info(|| {
        let name = format!("{}, {about}", photo.alt);
        WidgetInfo::selected(Role::Button, true, is_chosen, name)
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let colours = colours(ui);
    let fill = choice_fill(colours, is_chosen, response);
    ui.painter().rect_filled(rect, sizes::RADIUS, fill);
    let frame = Rect::from_min_size(rect.min, Vec2::new(rect.width(), THUMB)).shrink(4.0);
    thumb_ui(ui, pane.pictures, &photo.small, frame, out);
    let font = Face::Interface.font(sizes::TEXT_SMALL);
    let job = egui::text::LayoutJob {
        wrap: egui::text::TextWrapping::truncate_at_width(rect.width() - 8.0),
        ..egui::text::LayoutJob::simple_singleline(about, font, colours.text)
    };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(rect.left() + 4.0, rect.top() + THUMB + 2.0);
    ui.painter().galley(at, galley, colours.text);
    focus_ring(ui, response, rect);
}

fn thumb_ui(ui: &Ui, pictures: &Pictures, address: &str, frame: Rect, out: &mut Outbox) {
    let source = PictureSource {
        address: address.to_owned(),
        folder: PathBuf::new(),
        root: None,
    };
    let colours = colours(ui);
    ui.painter()
        .rect_filled(frame, sizes::RADIUS, colours.hovered);
    let icon = match pictures.get(&source, frame.width(), out) {
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

/// What is told of one photo, and what would be written of it.
fn photo_ui(ui: &mut Ui, pane: &StockPane<'_>, photo: &Photo, seen: f32, out: &mut Outbox) {
    let wide = ui.available_width();
    let high = (wide * 0.62).min(seen * 0.45).round();
    let (frame, picture) = ui.allocate_exact_size(Vec2::new(wide, high), Sense::hover());
    picture.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*photo.alt));
    thumb_ui(ui, pane.pictures, &photo.large, frame, out);
    if let Some((_, why)) = pane.not_taken.as_ref().filter(|(id, _)| *id == photo.id) {
        field_problem_ui(ui, &say!("stock-not-taken", why = why.as_str()));
    }
    ui.add_space(sizes::SPACE_1);
    let by = |text: String, address: &str, ui: &mut Ui, out: &mut Outbox| {
        if address.is_empty() {
            ui.label(text);
        } else if ui.link(text).clicked() {
            out.push(Action::OpenLink(address.to_owned()));
        }
    };
    if !photo.author.is_empty() {
        let author = say!("stock-by", name = photo.author);
        by(author, &photo.author_page, ui, out);
    }
    by(photo.license.name.clone(), &photo.license.page, ui, out);
    let (caption, habit) = (pane.caption)(photo);
    ui.add_space(sizes::SPACE_1);
    weak_ui(ui, say!("stock-caption"));
    ui.add(egui::Label::new(caption).wrap());
    if let Some((seen, of)) = habit {
        weak_ui(ui, &say!("stock-habit", seen = seen, of = of));
    }
    if photo.license.asks_credit {
        weak_ui(ui, say!("stock-asks-credit"));
    }
    if !photo.alt.is_empty() {
        ui.add_space(sizes::SPACE_1);
        weak_ui(ui, say!("stock-alt"));
        ui.add(egui::Label::new(&*photo.alt).wrap());
    }
    let [wide, high] = photo.size;
    if wide > 0 && high > 0 {
        weak_ui(ui, &say!("stock-pixels", wide = wide, high = high));
    }
    if !photo.page.is_empty() {
        ui.add_space(sizes::SPACE_1);
        if button_ui(ui, say!("stock-open-page")).clicked() {
            out.push(Action::OpenLink(photo.page.clone()));
        }
    }
}

/// Asks for the key of a service.
fn key_ui(
    ui: &mut Ui,
    pane: &StockPane<'_>,
    provider: Provider,
    state: &mut StockState,
    out: &mut Outbox,
) {
    let is_asked = pane.asked.is_some_and(|(of, _)| *of == provider);
    if let (true, Told::Key(why)) = (is_asked, &pane.told) {
        told_ui(ui, why);
        ui.add_space(sizes::SPACE_1);
    }
    let name = provider.name();
    ui.add(egui::Label::new(say!("stock-key-why", provider = name)).wrap());
    ui.add_space(sizes::SPACE_1);
    if button_ui(ui, say!("stock-key-get")).clicked() {
        out.push(Action::OpenLink(provider.key_page().to_owned()));
    }
    ui.add_space(sizes::SPACE_2);
    let id = ui.scope_id().with("key");
    let label = say!("stock-key", provider = name);
    let field = secret_field_ui(ui, id, &mut state.key, say!("stock-key-hint"), &label);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let key = Secret::new(&state.key);
    ui.add_space(sizes::SPACE_1);
    let mut keep = |place: Kept, key: Option<Secret>| {
        if let Some(key) = key {
            out.push(Action::Stock(StockStep::KeepKey {
                provider,
                key,
                place,
            }));
        }
    };
    match &pane.keeping {
        Keeping::Failed(of, why) if *of == provider => {
            field_remark_ui(ui, why);
            ui.add_space(sizes::SPACE_1);
            ui.horizontal_wrapped(|ui| {
                for (word, place) in [
                    (say!("stock-key-memory"), Kept::Memory),
                    (say!("stock-key-file"), Kept::File),
                ] {
                    if button_ui(ui, word).clicked() {
                        keep(place, key.clone());
                    }
                }
            });
        }
        Keeping::Now => weak_ui(ui, say!("stock-key-keeping")),
        Keeping::Nothing | Keeping::Failed(..) => {
            let button = |ui: &mut Ui| button_ui(ui, say!("stock-key-keep"));
            let is_pressed = ui.add_enabled_ui(key.is_some(), button).inner.clicked();
            if is_pressed || is_entered {
                keep(Kept::Keyring, key);
            }
        }
    }
}

/// Whose the photos are, what is sent there, and its key.
fn foot_ui(ui: &mut Ui, pane: &StockPane<'_>, provider: Provider, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        let small = |text: &str| RichText::new(text).size(sizes::TEXT_SMALL);
        let name = provider.name();
        let whose = say!("stock-provided", provider = name);
        if ui.link(small(&whose)).clicked() {
            out.push(Action::OpenLink(provider.home().to_owned()));
        }
        weak_ui(ui, &say!("stock-sent", provider = name));
        let place = match pane.key(provider) {
            None => return,
            Some(Kept::Environment) => say!("stock-key-of-environment"),
            Some(Kept::Keyring) => say!("stock-key-in-keyring"),
            Some(Kept::Memory) => say!("stock-key-in-memory"),
            Some(Kept::File) => say!("stock-key-in-file"),
        };
        weak_ui(ui, place);
        let is_ours = pane.key(provider) != Some(Kept::Environment);
        if is_ours && ui.link(small(say!("stock-key-forget"))).clicked() {
            out.push(Action::Stock(StockStep::ForgetKey(provider)));
        }
    });
}

fn weak_ui(ui: &mut Ui, text: &str) {
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .color(colours(ui).text_weak);
    ui.add(egui::Label::new(text).wrap());
}
