//! Help: short pages, drawn as an article is. The one of the keys has those that are set now, the last one says what this
//! program is.

use std::{fmt::Write as _, path::Path};

use egui::{Context, Frame, Key, Label, Margin, Modifiers, RichText, Ui};
use strum::IntoEnumIterator as _;

use crate::{
    action::{Action, Command, Offer, Outbox, command::Menu},
    model::{
        document::DocumentId,
        front_matter::{self, FrontMatter, KeyPath},
        markdown::blocks::{self, Blocks},
        settings::{Found, SiteLook},
        site::keys,
        text::Revision,
        words::{self, say},
    },
    ui::{
        about::{self, Kept},
        codes::Codes,
        found::found_in,
        pictures::Pictures,
        preview::{Page, PreviewState, preview_ui},
        theme::{colours, sizes},
        widgets::{
            button_ui,
            fields::line_field_ui,
            page::{beside_list_ui, page_heading_ui},
        },
    },
};

/// The pages of a language, by its tag; English first.
const PAGES: [(&str, [&str; 9]); 2] = [
    (
        "en",
        [
            include_str!("../../../assets/help/en/welcome.md"),
            include_str!("../../../assets/help/en/markdown.md"),
            include_str!("../../../assets/help/en/front-matter.md"),
            include_str!("../../../assets/help/en/pictures.md"),
            include_str!("../../../assets/help/en/commit.md"),
            include_str!("../../../assets/help/en/finding.md"),
            include_str!("../../../assets/help/en/site.md"),
            include_str!("../../../assets/help/en/kept.md"),
            include_str!("../../../assets/help/en/maintainers.md"),
        ],
    ),
    (
        "nl",
        [
            include_str!("../../../assets/help/nl/welcome.md"),
            include_str!("../../../assets/help/nl/markdown.md"),
            include_str!("../../../assets/help/nl/front-matter.md"),
            include_str!("../../../assets/help/nl/pictures.md"),
            include_str!("../../../assets/help/nl/commit.md"),
            include_str!("../../../assets/help/nl/finding.md"),
            include_str!("../../../assets/help/nl/site.md"),
            include_str!("../../../assets/help/nl/kept.md"),
            include_str!("../../../assets/help/nl/maintainers.md"),
        ],
    ),
];
/// The place of the page of the keys, which is written anew each time.
const KEYS_AT: usize = 1;

/// One page.
struct HelpPage {
    title: String,
    text: String,
    /// In small letters, to be searched.
    letters: String,
    front_matter: FrontMatter,
    blocks: Blocks,
}

impl HelpPage {
    fn new(text: String) -> Self {
        let front_matter = front_matter::read(&text);
        let blocks = blocks::parse(&text, front_matter.head.end);
        let title = front_matter.text(&KeyPath::new([keys::TITLE]));
        Self {
            title: title.unwrap_or_else(|| heading_of(&text).to_owned()),
            letters: text.to_lowercase(),
            blocks,
            front_matter,
            text,
        }
    }
}

/// The heading that a page without front matter begins with.
fn heading_of(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("# ")
}

/// The pages while they are shown.
pub struct HelpState {
    pages: Vec<HelpPage>,
    shown: usize,
    letters: String,
    preview: PreviewState,
    has_had_keyboard: bool,
    first: First,
}

/// Which page is shown first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Welcome,
    About,
}

impl HelpState {
    pub fn new(ctx: &Context, offer: &Offer<'_>, kept: &Kept, first: First) -> Self {
        let [(_, english), ..] = PAGES;
        let own = PAGES.into_iter().find(|(tag, _)| *tag == words::spoken());
        let mut pages: Vec<HelpPage> = own
            .map_or(english, |(_, pages)| pages)
            .into_iter()
            .map(|text| HelpPage::new(text.to_owned()))
            .collect();
        pages.insert(KEYS_AT, HelpPage::new(keys_page(ctx, offer)));
        let details = about::details(ctx.pixels_per_point());
        let about = about::page(kept, &details);
        let shown = match first {
            First::Welcome => 0,
            First::About => pages.len(),
        };
        pages.push(HelpPage::new(about));
        Self {
            pages,
            shown,
            letters: String::new(),
            preview: PreviewState::default(),
            has_had_keyboard: false,
            first,
        }
    }

    /// Whether it was opened to show this page.
    pub fn is_for(&self, first: First) -> bool {
        self.first == first
    }

    /// The places of the pages that have every word that is looked for.
    fn found(&self) -> Vec<usize> {
        let letters = self.letters.to_lowercase();
        let words: Vec<&str> = letters.split_whitespace().collect();
        let has_all = |page: &HelpPage| words.iter().all(|word| page.letters.contains(word));
        let pages = self.pages.iter().enumerate();
        pages
            .filter(|(_, page)| has_all(page))
            .map(|(at, _)| at)
            .collect()
    }
}

/// A table of all commands that have keys, by menu.
fn keys_page(ctx: &Context, offer: &Offer<'_>) -> String {
    let mut text = format!("# {}\n", say!("help-keys"));
    for menu in Menu::iter() {
        let of_menu = |command: &Command| command.spec().menu == menu;
        let with_keys: Vec<(Command, String)> = Command::iter()
            .filter(of_menu)
            .filter_map(|command| Some((command, offer.shown_keys(ctx, command)?)))
            .collect();
        if with_keys.is_empty() {
            continue;
        }
        let head = format!(
            "\n## {}\n\n| {} | {} | {} |\n| --- | --- | --- |\n",
            menu.title(),
            say!("help-keys"),
            say!("help-command"),
            say!("help-does")
        );
        text.push_str(&head);
        for (command, keys) in with_keys {
            let (title, help) = (command.title(), command.help());
            // Into a string nothing fails.
            writeln!(text, "| `{keys}` | {title} | {help} |").ok();
        }
    }
    text
}

/// So many sites are offered again.
const RECENT: usize = 3;

/// What was found in the open site, and those that were open before.
fn sites_ui(ui: &mut Ui, parts: &HelpParts<'_>, out: &mut Outbox) {
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 8));
    let small = |ui: &Ui, text: String| {
        let text = RichText::new(text).size(sizes::TEXT_SMALL);
        Label::new(text.color(colours(ui).text_weak)).truncate()
    };
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
        if let Some((title, found)) = parts.here {
            let said = say!("help-here", title = title, found = found_in(found));
            ui.add(Label::new(said).truncate());
        }
        for (root, look) in parts.recent.iter().take(RECENT) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = sizes::SPACE_2;
                let name = say!("help-recent", title = &look.title);
                let button = button_ui(ui, &name).on_hover_text(root.display().to_string());
                if button.clicked() {
                    out.push(Action::CloseFinder);
                    out.push(Action::OpenSite(root.to_path_buf()));
                }
                let said = small(ui, found_in(&look.found));
                ui.add(said);
            });
        }
    });
}

/// What the pages are drawn with.
pub struct HelpParts<'a> {
    /// The open site: its title, and what was found in it.
    pub here: Option<(&'a str, &'a Found)>,
    /// The sites that were open before, the last first.
    pub recent: &'a [(&'a Path, &'a SiteLook)],
    pub pictures: &'a Pictures,
    pub codes: &'a Codes,
}

pub fn help_ui(ui: &mut Ui, parts: &HelpParts<'_>, state: &mut HelpState, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = 0.0;
    page_heading_ui(ui, say!("help-help"), say!("help-detail"), |ui| {
        if button_ui(ui, say!("help-open-site")).clicked() {
            out.push(Action::Run(Command::OpenFolder));
        }
        if button_ui(ui, say!("help-done")).clicked() {
            out.push(Action::CloseFinder);
        }
    });
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::CloseFinder);
    }
    let frame = Frame::new().inner_margin(Margin::symmetric(16, 8));
    frame.show(ui, |ui| {
        ui.set_max_width(360.0);
        let id = ui.scope_id().with("letters");
        let name = say!("help-find");
        let field = line_field_ui(ui, id, &mut state.letters, name, name);
        if !std::mem::replace(&mut state.has_had_keyboard, true) {
            field.request_focus();
        }
    });
    ui.add_space(sizes::SPACE_1);
    let found = state.found();
    if !found.contains(&state.shown)
        && let Some(&first) = found.first()
    {
        state.shown = first;
    }
    let rows: Vec<(String, String)> = found
        .iter()
        .filter_map(|at| state.pages.get(*at))
        .map(|page| {
            let words = page.blocks.statistics.words;
            (page.title.clone(), say!("status-bar-words", count = words))
        })
        .collect();
    let chosen = found.iter().position(|at| *at == state.shown);
    let (shown, preview) = (state.pages.get(state.shown), &mut state.preview);
    let document = DocumentId(u32::MAX - u32::try_from(state.shown).unwrap_or_default());
    let clicked = beside_list_ui(ui, "help", &rows, chosen, |ui| {
        let Some(shown) = shown.filter(|_| chosen.is_some()) else {
            ui.add_space(sizes::SPACE_5);
            ui.vertical_centered(|ui| ui.label(say!("help-nothing")));
            return;
        };
        if state.shown == 0 {
            sites_ui(ui, parts, out);
        }
        let page = Page {
            document,
            revision: Revision::default(),
            text: &shown.text,
            front_matter: &shown.front_matter,
            blocks: &shown.blocks,
            statistics: shown.blocks.statistics,
            shown_from: 0,
            caret: None,
            path: Path::new("help.md"),
            root: None,
            site: None,
            found: &[],
            pictures: parts.pictures,
            codes: parts.codes,
        };
        preview_ui(ui, &page, preview, out);
    });
    if let Some(at) = clicked.and_then(|row| found.get(row)) {
        state.shown = *at;
        state.preview = PreviewState::default();
    }
}
