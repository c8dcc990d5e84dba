//! What is asked of the list: letters, a kind, a section, an order.

use egui::{
    CornerRadius, Id, Key, Margin, Modifiers, Popup, RectAlign, RichText, Role, TextEdit, Ui, Vec2,
    WidgetInfo,
};
use strum::IntoEnumIterator as _;

use super::{ArticlesPane, ArticlesState, leave};
use crate::{
    action::Outbox,
    model::{
        site::listed::{Asked, Kind, Sort},
        words::{self, say},
    },
    ui::{
        theme::{Face, Icon, colours, icons::icon, sizes, text_format, weight},
        widgets::{
            at_right::AtRight,
            buttons::{choice_fill, focus_ring},
            icon_button_ui, popup,
            stop::Stop,
        },
    },
};

/// The height of a kind.
const KIND: f32 = 24.0;

/// What a key in the filter asks of the list below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Put the keyboard into the list.
    In,
    /// Open the first article.
    First,
}

fn filter() -> Id {
    Id::unique("articles filter")
}

pub(super) fn filter_ui(
    ui: &mut Ui,
    pane: &ArticlesPane<'_>,
    state: &mut ArticlesState,
    out: &mut Outbox,
) -> Option<Asks> {
    let colours = colours(ui);
    let frame = egui::Frame::new().inner_margin(Margin::symmetric(12, 2));
    frame
        .show(ui, |ui| {
            let had_letters = !state.asked.letters.is_empty();
            let field = TextEdit::singleline(&mut state.asked.letters)
                .id(filter())
                .margin(Margin::symmetric(8, 6))
                .prefix(icon(Icon::Search, 14.0, colours.text_faint))
                .hint_text(
                    RichText::new(say!("articles-filter-articles")).color(colours.text_faint),
                )
                .desired_width(f32::INFINITY);
            let response = ui.add(field);
            let response = response.on_hover_text(say!("articles-filter-help"));
            ui.ctx().accesskit_node_builder(response.id, |node| {
                node.set_label(say!("articles-filter-articles"));
            });
            if pane.takes_keyboard {
                response.request_focus();
            }
            let pressed = |key| ui.input(|input| input.key_pressed(key));
            if !response.has_focus() && !response.lost_focus() {
                None
            } else if pressed(Key::Escape) {
                state.asked.letters.clear();
                if had_letters {
                    response.request_focus();
                } else {
                    leave(out);
                }
                None
            } else if pressed(Key::ArrowDown) {
                ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
                Some(Asks::In)
            } else if pressed(Key::Enter) {
                Some(Asks::First)
            } else {
                None
            }
        })
        .inner
}

/// The kinds with their counts; below them how many are shown, and of which section and in which
/// order.
pub(super) fn asked_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, state: &mut ArticlesState) {
    let frame = egui::Frame::new().inner_margin(Margin {
        left: 12,
        right: 8,
        top: 2,
        bottom: 0,
    });
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(2.0);
        ui.spacing_mut().interact_size.y = KIND;
        remarks_ui(ui, state);
        kinds_ui(ui, pane, state);
        count_ui(ui, pane, state);
    });
}

/// What of the letters was not understood as it was meant.
fn remarks_ui(ui: &mut Ui, state: &ArticlesState) {
    let Some((_, found)) = &state.found else {
        return;
    };
    for remark in &found.remarks {
        ui.horizontal_top(|ui| {
            ui.add_space(7.0);
            let text = RichText::new(words::put(remark)).size(sizes::TEXT_SMALL);
            ui.add(egui::Label::new(text.color(colours(ui).text_weak)).wrap());
        });
        ui.add_space(sizes::SPACE_1);
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::All => say!("articles-kind-all"),
        Kind::Drafts => say!("articles-kind-drafts"),
        Kind::Scheduled => say!("articles-kind-scheduled"),
        Kind::Unsaved => say!("articles-kind-unsaved"),
        Kind::Problems => say!("articles-kind-problems"),
    }
}

fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Date => say!("articles-sort-date"),
        Sort::Title => say!("articles-sort-title"),
        Sort::Changed => say!("articles-sort-changed"),
    }
}

fn kinds_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, state: &mut ArticlesState) {
    let Some(survey) = &state.survey else {
        return;
    };
    let chosen = Kind::iter().position(|kind| kind == state.asked.kind);
    let mut stop = Stop::new(ui, "kinds", chosen.unwrap_or_default());
    ui.horizontal_wrapped(|ui| {
        for kind in Kind::iter() {
            let count = survey.count(kind, pane.unsaved.len());
            let text = say!("articles-kind-count", kind = kind_name(kind), count = count);
            if chip_ui(ui, &text, state.asked.kind == kind, &mut stop) {
                // The chosen one again: all of them.
                state.asked.kind = if state.asked.kind == kind {
                    Kind::All
                } else {
                    kind
                };
            }
        }
    });
    stop.end(ui);
}

fn chip_ui(ui: &mut Ui, text: &str, is_chosen: bool, stop: &mut Stop) -> bool {
    let colours = colours(ui);
    let (ink, heavy) = if is_chosen {
        (colours.accent, weight::SEMIBOLD)
    } else {
        (colours.text_weak, weight::MEDIUM)
    };
    let format = text_format(Face::Interface, sizes::TEXT_SMALL, heavy, ink);
    let job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = Vec2::new(galley.size().x + 2.0 * 7.0, KIND);
    let (rect, response) = ui.allocate_exact_size(size, stop.sense());
    stop.add(&response);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, text));
    let fill = choice_fill(colours, is_chosen, &response);
    let corners = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(rect, corners, fill);
    focus_ring(ui, &response, rect);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, ink);
    response.clicked()
}

fn count_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, state: &mut ArticlesState) {
    let all = pane.site.map_or(0, |site| site.articles.len());
    let found = state.found.as_ref();
    let found = found.map_or(all, |(_, found)| found.places.len());
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 28.0;
        ui.add_space(7.0);
        let text = if state.asked.narrows() {
            say!("articles-count-of", found = found, count = all)
        } else {
            say!("articles-count", count = all)
        };
        let weak = colours(ui).text_weak;
        let text = RichText::new(text).size(sizes::TEXT_SMALL).color(weak);
        ui.label(text);
        // What comes behind it is called the same with it and without.
        ui.scope(|ui| {
            if state.asked.narrows() {
                clear_ui(ui, state);
            }
        });
        let at_right = AtRight::new(ui, "order");
        at_right.show(ui, sizes::CONTROL, |ui| {
            sections_ui(ui, state);
            sort_ui(ui, &mut state.asked);
        });
    });
}

/// It is gone once it was pressed: the keyboard goes on in the filter.
fn clear_ui(ui: &mut Ui, state: &mut ArticlesState) {
    ui.add_space(sizes::SPACE_1);
    let text = RichText::new(say!("articles-clear")).size(sizes::TEXT_SMALL);
    let text = text.color(colours(ui).accent);
    if ui.add(egui::Button::new(text).frame(false)).clicked() {
        let sort = state.asked.sort;
        state.asked = Asked {
            sort,
            ..Asked::default()
        };
        ui.memory_mut(|memory| memory.request_focus(filter()));
    }
}

fn sort_ui(ui: &mut Ui, asked: &mut Asked) {
    let name = say!("articles-sorted", sort = sort_name(asked.sort));
    let is_on = asked.sort != Sort::default();
    let button = icon_button_ui(ui, Icon::ArrowUpDown, &name, is_on);
    let shown_at = Popup::menu(&button).align(RectAlign::BOTTOM_END);
    popup::menu_ui(shown_at, Some(&button), |ui| {
        for sort in Sort::iter() {
            let is_chosen = asked.sort == sort;
            if ui.selectable_label(is_chosen, sort_name(sort)).clicked() {
                asked.sort = sort;
            }
        }
    });
}

fn sections_ui(ui: &mut Ui, state: &mut ArticlesState) {
    let Some(survey) = &state.survey else {
        return;
    };
    if survey.sections.len() < 2 && state.asked.section.is_none() {
        return;
    }
    let name = match &state.asked.section {
        Some(section) => say!("articles-section", section = section_name(section)),
        None => say!("articles-all-sections").to_owned(),
    };
    let button = icon_button_ui(ui, Icon::Folder, &name, state.asked.section.is_some());
    let chosen = &mut state.asked.section;
    let shown_at = Popup::menu(&button).align(RectAlign::BOTTOM_END);
    popup::menu_ui(shown_at, Some(&button), |ui| {
        ui.set_min_width(180.0);
        egui::ScrollArea::vertical()
            .max_height(420.0)
            .show(ui, |ui| {
                let all = say!("articles-all-sections");
                if ui.selectable_label(chosen.is_none(), all).clicked() {
                    *chosen = None;
                }
                for (section, count) in &survey.sections {
                    let text = say!(
                        "articles-kind-count",
                        kind = section_name(section),
                        count = count
                    );
                    let is_chosen = chosen.as_deref() == Some(section.as_str());
                    if ui.selectable_label(is_chosen, text).clicked() {
                        *chosen = Some(section.clone());
                    }
                }
            });
    });
}

/// What is in no folder has a name too.
pub(super) fn section_name(section: &str) -> &str {
    if section.is_empty() {
        say!("articles-no-section")
    } else {
        section
    }
}
