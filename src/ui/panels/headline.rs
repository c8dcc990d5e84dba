//! Whether readers see the article: one line above form and text, with what can be done about it.

use std::path::Path;

use egui::{
    Align, Layout, Popup, Pos2, Rect, RectAlign, RichText, Sense, Shape, Stroke, Ui, Vec2, vec2,
};

use crate::{
    action::{Action, FileStep, Outbox, ProblemStep},
    model::{
        document::DocumentId,
        finding::Severity,
        front_matter::{Change, FrontMatter, KeyPath, Value},
        said::Said,
        site::{
            Entry, Site,
            headline::{self, Around, Headline, Hindrance, Step},
            keys,
            status::State,
        },
        text::Revision,
        words::{self, say},
    },
    ui::{
        theme::{Icon, colours, sizes},
        widgets::{button_ui, buttons::button_width, icon_button_ui, popup, row_menu::item_ui},
    },
};

/// The row, in points.
pub const HEIGHT: f32 = sizes::BAR;
/// So much of it is left for the words, in points, before answers go into a menu.
const WORDS: f32 = 220.0;

/// What the line follows from.
#[derive(Clone, Copy)]
pub struct LineOf<'a> {
    pub document: DocumentId,
    /// The article's file.
    pub path: &'a Path,
    pub front_matter: &'a FrontMatter,
    pub site: &'a Site,
    pub text: &'a str,
    pub revision: Revision,
    pub now_secs: i64,
    /// Another article with the same address.
    pub rival: Option<&'a Path>,
    /// Another article for which Hugo builds nothing.
    pub stopping: Option<&'a Path>,
    /// Why Hugo builds nothing for its text.
    pub stop_in_text: Option<&'a Said>,
}

/// The line as it was made last.
pub struct Kept {
    made_of: MadeOf,
    line: Headline,
    steps: Vec<Step>,
    /// The last part of the address.
    name: String,
}

/// Another line where one of these is another.
#[derive(PartialEq, Eq)]
struct MadeOf {
    document: DocumentId,
    revision: Revision,
    site: u64,
    minute: i64,
    rival: Option<std::path::PathBuf>,
    stopping: Option<std::path::PathBuf>,
    stop_in_text: Option<Said>,
}

impl Kept {
    fn new(of: LineOf<'_>, made_of: MadeOf) -> Self {
        let site = of.site;
        let head = of.front_matter;
        let mut entry = Entry::of_page(site, of.path, head, of.text);
        entry.set_stop_in_text(of.stop_in_text.cloned());
        let around = Around {
            site,
            now_secs: of.now_secs,
            rival: of.rival,
            stopping: of.stopping,
        };
        let address = entry.page.as_ref().ok().map(|page| page.address.as_str());
        let address = address.unwrap_or_default().trim_end_matches('/');
        Self {
            made_of,
            line: headline::of(&around, &entry),
            steps: headline::steps(&around, &entry, head),
            name: address.rsplit('/').next().unwrap_or_default().to_owned(),
        }
    }
}

/// Draws the line; it is made anew where something that it follows from is another.
pub fn headline_ui(ui: &mut Ui, of: LineOf<'_>, kept: &mut Option<Kept>, out: &mut Outbox) {
    let made_of = MadeOf {
        document: of.document,
        revision: of.revision,
        site: of.site.revision,
        minute: of.now_secs / 60,
        rival: of.rival.map(Path::to_owned),
        stopping: of.stopping.map(Path::to_owned),
        stop_in_text: of.stop_in_text.cloned(),
    };
    let kept = match kept.take_if(|kept| kept.made_of == made_of) {
        Some(same) => kept.insert(same),
        None => kept.insert(Kept::new(of, made_of)),
    };
    let row = vec2(ui.available_width(), HEIGHT);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        ui.add_space(sizes::SPACE_4);
        dot_ui(ui, &kept.line);
        let titles: Vec<String> = kept.steps.iter().map(title).collect();
        let (beside, answers) = beside(ui, &titles, ui.available_width() - sizes::SPACE_4);
        words_ui(
            ui,
            &kept.line,
            ui.available_width() - sizes::SPACE_4 - answers,
        );
        let mut chosen = None;
        for (at, title) in titles.iter().enumerate().take(beside) {
            let button = button_ui(ui, title);
            // After the first of two clicks another answer may stand there.
            if button.clicked() && !button.double_clicked() {
                chosen = Some(at);
            }
        }
        if beside < titles.len() {
            chosen = more_ui(ui, &titles, beside).or(chosen);
        }
        if let Some(step) = chosen.and_then(|at| kept.steps.get(at)) {
            out.push(action(of, step, &kept.name));
        }
    });
}

/// How many of the answers stand beside the words in a room of so many points, and the width of all that
/// stands there. The others are in a menu.
fn beside(ui: &Ui, titles: &[String], room: f32) -> (usize, f32) {
    let spacing = ui.spacing();
    let gap = spacing.item_spacing.x;
    let menu = spacing.interact_size.y + gap;
    let width = |title: &String| gap + button_width(ui, title);
    let widths: Vec<f32> = titles.iter().map(width).collect();
    let most = (room - WORDS).max(0.0);
    let all: f32 = widths.iter().sum();
    if all <= most {
        return (titles.len(), all);
    }
    let mut taken = menu;
    let fits = widths.iter().take_while(|width| {
        let is_room = taken + **width <= most;
        if is_room {
            taken += **width;
        }
        is_room
    });
    (fits.count(), taken)
}

/// In one line; what there is no room for is in the tooltip.
fn words_ui(ui: &mut Ui, line: &Headline, width: f32) {
    let words = words::put(&line.words);
    let text = RichText::new(&words).size(sizes::TEXT_SMALL);
    let label = egui::Label::new(text)
        .truncate()
        .show_tooltip_when_elided(false);
    let size = vec2(width.max(0.0), HEIGHT);
    let place = Layout::left_to_right(Align::Center).with_main_justify(false);
    let shown = ui.allocate_ui_with_layout(size, place, |ui| {
        ui.set_min_width(size.x);
        ui.add(label)
    });
    shown.inner.on_hover_ui(|ui| {
        ui.set_max_width(360.0);
        ui.label(words);
        for also in &line.also {
            ui.label(words::put(also));
        }
    });
}

/// The answers from this one on.
fn more_ui(ui: &mut Ui, titles: &[String], from: usize) -> Option<usize> {
    let button = icon_button_ui(ui, Icon::Ellipsis, say!("headline-more"), false);
    let menu = Popup::menu(&button).align(RectAlign::BOTTOM_END);
    let mut chosen = None;
    popup::menu_ui(menu, Some(&button), |ui| {
        for (at, title) in titles.iter().enumerate().skip(from) {
            if item_ui(ui, title, None) {
                chosen = Some(at);
            }
        }
    });
    chosen
}

fn title(step: &Step) -> String {
    match step {
        Step::CopyAddress => say!("headline-copy-address").to_owned(),
        Step::Change { label, .. } => words::put(label),
        Step::ShowKey(_) => say!("headline-show").to_owned(),
        Step::GoThere | Step::OpenArticle(_) => say!("headline-go-there").to_owned(),
        Step::ChangeSlug => say!("headline-change-slug").to_owned(),
    }
}

fn action(of: LineOf<'_>, step: &Step, name: &str) -> Action {
    let head = of.front_matter;
    let go = |at_byte| Action::GoTo {
        document: of.document,
        at_byte,
    };
    let change = |changes| Action::ChangeField {
        document: of.document,
        changes,
        typed: false,
    };
    match step {
        Step::CopyAddress => Action::File(of.path.to_owned(), FileStep::CopyAddress),
        Step::Change { changes, .. } => change(changes.clone()),
        Step::ShowKey(key) => go(head.span(key).map_or(0, |span| span.start)),
        Step::GoThere => {
            let errors = head.problems.iter();
            let mut errors = errors.filter(|it| it.severity == Severity::Error);
            let range = errors.next().and_then(|it| it.range());
            go(range.map_or(0, |range| range.start))
        }
        Step::ChangeSlug => {
            let path = KeyPath::new([keys::SLUG]);
            match head.span(&path) {
                Some(span) => go(span.start),
                None => change(vec![Change::Set {
                    path,
                    value: Value::Text(format!("{name}-2")),
                }]),
            }
        }
        Step::OpenArticle(path) => Action::Problem(ProblemStep::GoToFirst(path.clone())),
    }
}

/// A sign of the state, told by its shape too.
fn dot_ui(ui: &mut Ui, line: &Headline) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(10.0), Sense::hover());
    let colours = colours(ui);
    let centre = rect.center();
    let radius = 4.0;
    let ring = |colour| Shape::circle_stroke(centre, radius, Stroke::new(1.5, colour));
    let diamond = |colour| {
        let corners = [(0.0, -4.5), (4.5, 0.0), (0.0, 4.5), (-4.5, 0.0)];
        let corners = corners.map(|(x, y)| Pos2::new(centre.x + x, centre.y + y));
        Shape::convex_polygon(corners.to_vec(), colour, Stroke::NONE)
    };
    let shape = match line.state {
        _ if line.hindrance == Some(Hindrance::NothingBuilt) => diamond(colours.error),
        _ if line.hindrance == Some(Hindrance::Rival) => diamond(colours.warning),
        State::Published => Shape::circle_filled(centre, radius, colours.done),
        State::Unlisted => ring(colours.done),
        State::Draft => ring(colours.warning),
        State::Scheduled => Shape::Vec(vec![
            ring(colours.done),
            hand(centre, vec2(0.0, -radius), colours.done),
            hand(centre, vec2(radius * 0.7, 0.0), colours.done),
        ]),
        State::Expired | State::NoPage | State::Unknown => {
            let bar = Rect::from_center_size(centre, vec2(8.0, 2.0));
            Shape::rect_filled(bar, 1.0, colours.text_weak)
        }
        State::Never => ring(colours.text_weak),
        State::StopsBuild => diamond(colours.error),
    };
    ui.painter().add(shape);
}

fn hand(centre: Pos2, to: Vec2, colour: egui::Color32) -> Shape {
    Shape::line_segment([centre, centre + to], Stroke::new(1.5, colour))
}
