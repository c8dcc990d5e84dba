use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use egui::{
    Context, Event, Key, Modifiers, MouseWheelUnit, OutputCommand, PointerButton, Pos2, RawInput,
    Shape, TouchPhase, UiBuilder, ViewportId, pos2, vec2,
};

use super::{
    cards::{CardsState, Tab, cards_ui},
    *,
};
use crate::{
    action::Action,
    model::{
        card::Card,
        check,
        finding::Finding,
        front_matter::{Entry, Value},
        markdown::blocks::{Dialect, parse, parse_as},
        picture::Pixels,
        summary::Rules,
        text::{Buffer, Cause, Edit},
    },
};

mod cards;
mod folding;
mod laying;
mod marking;
mod parts;
mod pressing;
mod scrolling;
mod steady;
mod step;
mod walking;

/// A window with one preview in it.
struct Window {
    ctx: Context,
    size: egui::Vec2,
    seconds: f64,
    article: Buffer,
    /// How the article is read.
    dialect: Dialect,
    caret: Option<usize>,
    parsed: Option<(Revision, Blocks)>,
    entries: Vec<Entry>,
    site: Option<Site>,
    pictures: Pictures,
    codes: Codes,
    state: PreviewState,
    tab: Tab,
    cards: CardsState,
    actions: Vec<Action>,
    /// Texts with the places they were drawn at, in the last frame.
    seen: BTreeMap<String, Rect>,
    /// The name of what has the keyboard.
    focused: String,
    /// Whether there is a button above and one below the page.
    has_neighbours: bool,
    /// What was painted in the last frame.
    shapes: Vec<Shape>,
    repaint_after: Duration,
    /// What was copied last.
    copied: String,
    /// The bars in the margin.
    marks: Vec<Rect>,
}

/// As it is found in an article.
fn located(finding: Finding) -> Located {
    Located {
        finding,
        region: check::Region::START,
        range: 0..0,
        line: String::new(),
    }
}

impl Window {
    fn new(markdown: &str) -> Self {
        let ctx = Context::default();
        ctx.enable_accesskit();
        theme::install(&ctx);
        // What moves is there at once.
        ctx.all_styles_mut(|style| style.animation_time = 0.0);
        let mut window = Self {
            ctx,
            size: vec2(700.0, 800.0),
            seconds: 0.0,
            article: Buffer::new(markdown),
            dialect: Dialect::HUGO,
            caret: None,
            parsed: None,
            entries: Vec::new(),
            site: None,
            pictures: Pictures::new(&Context::default()),
            codes: Codes::default(),
            state: PreviewState::default(),
            tab: Tab::Article,
            cards: CardsState::default(),
            actions: Vec::new(),
            seen: BTreeMap::new(),
            focused: String::new(),
            has_neighbours: false,
            shapes: Vec::new(),
            repaint_after: Duration::ZERO,
            copied: String::new(),
            marks: Vec::new(),
        };
        // Fonts are there from the second frame on.
        window.settle();
        window
    }

    fn settle(&mut self) {
        for _ in 0..4 {
            self.frame(Vec::new());
        }
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.seconds += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.seconds),
            events,
            ..RawInput::default()
        };
        let text = self.article.text();
        let front_matter = FrontMatter {
            format: None,
            head: 0..0,
            content: 0..0,
            entries: self.entries.clone(),
            problems: Vec::new(),
        };
        let revision = self.article.revision();
        if self.parsed.as_ref().is_none_or(|(of, _)| *of != revision) {
            self.parsed = Some((revision, parse_as(self.dialect, text, 0)));
        }
        let (_, blocks) = self.parsed.as_ref().unwrap();
        let mut out = Outbox::default();
        let state = &mut self.state;
        let card = Card::of(&front_matter, blocks, text, Rules::default());
        let found = check::card::found(&card, &check::wanted::Limits::default());
        let found: Vec<Located> = found.into_iter().map(located).collect();
        let page = Page {
            document: DocumentId(1),
            revision,
            text,
            front_matter: &front_matter,
            blocks,
            statistics: blocks.statistics,
            shown_from: 0,
            caret: self.caret,
            path: Path::new("/site/content/a.md"),
            root: None,
            site: self.site.as_ref(),
            found: &found,
            pictures: &self.pictures,
            codes: &self.codes,
        };
        let (tab, cards) = (self.tab, &mut self.cards);
        let has_neighbours = self.has_neighbours;
        let mut output = self.ctx.run_ui(input, |ui| {
            if has_neighbours {
                egui::Panel::top("above").show(ui, |ui| ui.button("Above"));
            }
            match tab {
                Tab::Article => {
                    let mut room = ui.available_rect_before_wrap();
                    room.max.y -= if has_neighbours { 60.0 } else { 0.0 };
                    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
                        preview_ui(ui, &page, state, &mut out);
                    });
                }
                _ => cards_ui(ui, &page, tab, cards, &mut out),
            }
            if has_neighbours {
                drop(ui.button("Below"));
            }
        });
        output.textures_delta.clear();
        self.actions.extend(out.drain());
        self.repaint_after = output.viewport_output[&ViewportId::ROOT].repaint_delay;
        for command in &output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied.clone_from(text);
            }
        }
        self.shapes.clear();
        for clipped in output.shapes {
            flatten(clipped.shape, &mut self.shapes);
        }
        self.marks = self.shapes.iter().filter_map(bar).collect();
        self.seen.clear();
        let update = output.platform_output.accesskit_update.unwrap();
        self.focused.clear();
        for (id, node) in update.nodes {
            if id == update.focus {
                self.focused = node.label().or(node.value()).unwrap_or_default().to_owned();
            }
            // The lines of a text that can be selected.
            if node.role() == Role::TextRun {
                continue;
            }
            if let (Some(name), Some(at)) = (node.value().or(node.label()), node.bounds()) {
                #[expect(clippy::cast_possible_truncation, reason = "points on a screen")]
                let [x0, y0, x1, y1] = [at.x0, at.y0, at.x1, at.y1].map(|side| side as f32);
                let rect = Rect::from_min_max(pos2(x0, y0), pos2(x1, y1));
                self.seen.insert(name.to_owned(), rect);
            }
        }
    }

    fn edit(&mut self, range: std::ops::Range<usize>, insert: &str) {
        let edit = Edit {
            range,
            insert: insert.to_owned(),
        };
        let now = self.article.revision();
        self.article.apply(now, &edit, Cause::Step).unwrap();
    }

    fn at(&self, text: &str) -> Rect {
        let found = self.seen.iter().find(|(seen, _)| seen.contains(text));
        *found
            .unwrap_or_else(|| panic!("{text:?} is not in {:?}", self.seen))
            .1
    }

    fn sees(&self, text: &str) -> bool {
        self.seen.keys().any(|seen| seen.contains(text))
    }

    fn click(&mut self, at: Pos2, modifiers: Modifiers) {
        self.frame(vec![
            Event::ModifiersChanged(modifiers),
            Event::PointerMoved(at),
        ]);
        for pressed in [true, false] {
            self.frame(vec![Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            }]);
        }
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        self.frame(vec![Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        }]);
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(from)]);
        self.frame(vec![button(from, true)]);
        self.frame(vec![Event::PointerMoved(from.lerp(to, 0.2))]);
        self.frame(vec![Event::PointerMoved(to)]);
        self.frame(vec![button(to, false)]);
    }

    fn scroll(&mut self, points: f32) {
        self.frame(vec![
            Event::PointerMoved(pos2(300.0, 300.0)),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, points),
                phase: TouchPhase::Move,
                modifiers: Modifiers::NONE,
                source: egui::MouseWheelSource::Wheel,
            },
        ]);
    }
}

/// Takes groups of shapes apart.
fn flatten(shape: Shape, into: &mut Vec<Shape>) {
    match shape {
        Shape::Vec(shapes) => shapes.into_iter().for_each(|shape| flatten(shape, into)),
        shape => into.push(shape),
    }
}

/// A bar that marks something in the margin.
fn bar(shape: &Shape) -> Option<Rect> {
    match shape {
        // That of a quote stands in the text.
        Shape::Rect(shape)
            if (shape.rect.width() - 3.0).abs() < 0.1 && shape.rect.left() < 39.0 =>
        {
            Some(shape.rect)
        }
        _ => None,
    }
}

/// Paragraphs of very different lengths: "Paragraph 7: illi illi …".
fn long_article() -> String {
    let mut text = String::new();
    for number in 0..1_000 {
        if number % 5 == 0 {
            write!(text, "## Heading {number}.\n\n").unwrap();
        }
        // Wide and narrow letters, so that guessed heights are wrong.
        let word = if number % 2 == 0 { "mmmm " } else { "illi " };
        let words = word.repeat(number * 37 % 150);
        write!(text, "Paragraph {number}: {words}\n\n").unwrap();
    }
    text
}
