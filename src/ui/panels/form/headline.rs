//! Whether readers see the article, above its fields, with what can be done about it.

use std::path::Path;

use egui::{Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, Vec2, vec2};

use super::FormPane;
use crate::{
    action::{Action, FileStep, Outbox},
    model::{
        document::DocumentId,
        finding::Severity,
        front_matter::{Change, KeyPath, Value},
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
        theme::{colours, sizes},
        widgets::button_ui,
    },
};

/// What the line follows from, beside the head.
#[derive(Clone, Copy)]
pub struct LineOf<'a> {
    pub site: &'a Site,
    pub text: &'a str,
    pub revision: Revision,
    pub now_secs: i64,
    /// Another article with the same address.
    pub rival: Option<&'a Path>,
    /// Another article for which Hugo builds nothing.
    pub stopping: Option<&'a Path>,
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
}

impl Kept {
    fn of(pane: &FormPane<'_>, of: LineOf<'_>, made_of: MadeOf) -> Self {
        let site = of.site;
        let path = pane.path.to_owned();
        let head = pane.front_matter;
        let mut entry = Entry::in_site(path, head, of.text, &site.settings, None);
        entry.set_page(site.page_of(pane.path, head, of.text));
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
pub fn headline_ui(
    ui: &mut Ui,
    pane: &FormPane<'_>,
    of: LineOf<'_>,
    kept: &mut Option<Kept>,
    out: &mut Outbox,
) {
    let made_of = MadeOf {
        document: pane.document,
        revision: of.revision,
        site: of.site.revision,
        minute: of.now_secs / 60,
        rival: of.rival.map(Path::to_owned),
        stopping: of.stopping.map(Path::to_owned),
    };
    let kept = match kept.take_if(|kept| kept.made_of == made_of) {
        Some(same) => kept.insert(same),
        None => kept.insert(Kept::of(pane, of, made_of)),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
        dot_ui(ui, &kept.line);
        let words = words::put(&kept.line.words);
        let label = egui::Label::new(RichText::new(words).size(sizes::TEXT_SMALL)).wrap();
        let shown = ui.add(label);
        if !kept.line.also.is_empty() {
            shown.on_hover_ui(|ui| {
                ui.set_max_width(360.0);
                for also in &kept.line.also {
                    ui.label(words::put(also));
                }
            });
        }
    });
    ui.horizontal_wrapped(|ui| {
        for step in &kept.steps {
            if button_ui(ui, &title(step)).clicked() {
                out.push(action(pane, step, &kept.name));
            }
        }
    });
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

fn action(pane: &FormPane<'_>, step: &Step, name: &str) -> Action {
    let head = pane.front_matter;
    let go = |at_byte| Action::GoTo {
        document: pane.document,
        at_byte,
    };
    let change = |changes| Action::ChangeField {
        document: pane.document,
        changes,
        typed: false,
    };
    match step {
        Step::CopyAddress => Action::File(pane.path.to_owned(), FileStep::CopyAddress),
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
        Step::OpenArticle(path) => Action::OpenArticle(path.clone()),
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
