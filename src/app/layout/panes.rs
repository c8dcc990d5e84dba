//! How many panes stand side by side.

use egui::{CentralPanel, Frame, Panel, Ui, UiBuilder};

use crate::{
    action::Outbox,
    app::{
        State,
        article::Article,
        changes,
        layout::{
            Middle, Single, Views,
            article::{
                compare_page_ui, fields_ui, is_odd, list_ui, odd_ui, open_articles_ui, page_ui,
                text_ui,
            },
            rows::tab_row_ui,
        },
    },
    model::words::say,
    ui::{
        panels::{
            review::{Review, review_ui},
            site_find::site_find_ui,
            welcome::welcome_ui,
        },
        theme::colours,
        widgets::tabs::tabs_ui,
    },
};

/// Below this width, in points, form and text share one pane.
const FOLDS_BELOW: f32 = 1100.0;

/// Articles, form, text and preview side by side, as many as fit.
pub(super) fn panes_ui(
    ui: &mut Ui,
    state: &State,
    views: &mut Views,
    width: f32,
    out: &mut Outbox,
) {
    let panes = state.settings.panes;
    let colours = colours(ui);
    let side = Frame::new().fill(colours.window);
    let folds = width < FOLDS_BELOW;
    if let Some(site) = state.site.as_ref().filter(|_| state.site_search.is_open) {
        Panel::left("find in the site")
            .frame(side)
            .default_size(if folds { 280.0 } else { 360.0 })
            .size_range(240.0..=640.0)
            .show(ui, |ui| {
                site_find_ui(ui, site, &state.site_search, &mut views.site_find, out);
            });
    } else if panes.articles {
        Panel::left("articles")
            .frame(side)
            .default_size(if folds { 216.0 } else { 256.0 })
            .size_range(180.0..=400.0)
            .show(ui, |ui| list_ui(ui, state, views, out));
    }
    if let Some(review) = &state.changes.review {
        review_page_ui(ui, state, review, out);
        return;
    }
    let Some(article) = state.shown_article() else {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(colours.editor))
            .show(ui, |ui| welcome_ui(ui, state.site.is_some(), out));
        return;
    };
    if state.articles.len() > 1 {
        open_articles_ui(ui, state, out);
    }
    if state.page.is_some() {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(colours.editor))
            .show(ui, |ui| compare_page_ui(ui, state, article, views, out));
        return;
    }
    if is_odd(article) {
        CentralPanel::no_frame()
            .frame(Frame::new().fill(colours.editor))
            .show(ui, |ui| odd_ui(ui, state, article, views, out));
        return;
    }
    if panes.form && !folds {
        Panel::left("form")
            .frame(side)
            .default_size(312.0)
            .size_range(260.0..=480.0)
            .show(ui, |ui| fields_ui(ui, state, article, views, out));
    }
    // It stands beside the text and is drawn after it: so the keyboard gets from the form to the
    // text first.
    let mut page_at = None;
    if panes.preview {
        let paper = Frame::new().fill(colours.paper);
        let share = if folds { 0.5 } else { 0.52 };
        let rest = ui.available_width();
        Panel::right(if folds { "preview folded" } else { "preview" })
            .frame(paper)
            .default_size((rest * share).round())
            .size_range(280.0..=(rest - 320.0).max(281.0))
            .show(ui, |ui| {
                page_at = Some(ui.available_rect_before_wrap());
                ui.allocate_space(ui.available_size());
            });
    }
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours.editor))
        .show(ui, |ui| {
            if folds && panes.form {
                folded_ui(ui, state, article, views, out);
            } else {
                text_ui(ui, state, article, views, out);
            }
        });
    if let Some(page_at) = page_at {
        let place = UiBuilder::new().id_salt("preview page").max_rect(page_at);
        ui.scope_builder(place, |ui| {
            ui.shrink_clip_rect(page_at);
            page_ui(ui, state, article, views, out);
        });
    }
}

/// A change of files before it is made, in place of the panes.
fn review_page_ui(ui: &mut Ui, state: &State, review: &changes::Review, out: &mut Outbox) {
    let page = Review {
        planned: &review.planned,
        rows: &review.rows,
        site: state.site.as_ref(),
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(colours(ui).editor))
        .show(ui, |ui| review_ui(ui, &page, out));
}

/// Form and text in one pane, chosen by tabs.
fn folded_ui(ui: &mut Ui, state: &State, article: &Article, views: &mut Views, out: &mut Outbox) {
    let tabs = [
        (Middle::Form, say!("panes-form")),
        (Middle::Text, say!("panes-text")),
    ];
    tab_row_ui(ui, |ui| {
        if let Some(chosen) = tabs_ui(ui, &tabs, views.middle) {
            views.middle = chosen;
        }
    });
    match views.middle {
        Middle::Form => fields_ui(ui, state, article, views, out),
        Middle::Text => text_ui(ui, state, article, views, out),
    }
}

/// One pane at a time, chosen by tabs.
pub(super) fn single_ui(ui: &mut Ui, state: &State, views: &mut Views, out: &mut Outbox) {
    let tabs = [
        (Single::Articles, say!("panes-articles")),
        (Single::Form, say!("panes-form")),
        (Single::Text, say!("panes-text")),
        (Single::Preview, say!("panes-preview")),
    ];
    let colours = colours(ui);
    let ground = match views.single {
        Single::Articles | Single::Form => colours.window,
        Single::Text => colours.editor,
        Single::Preview => colours.paper,
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(ground))
        .show(ui, |ui| {
            if let Some(review) = &state.changes.review {
                review_page_ui(ui, state, review, out);
                return;
            }
            if let (Some(_), Some(article)) = (state.page, state.shown_article()) {
                compare_page_ui(ui, state, article, views, out);
                return;
            }
            tab_row_ui(ui, |ui| {
                if let Some(chosen) = tabs_ui(ui, &tabs, views.single) {
                    views.single = chosen;
                }
            });
            if state.articles.len() > 1 && views.single != Single::Articles {
                open_articles_ui(ui, state, out);
            }
            let article = state.shown_article();
            match (views.single, article) {
                (Single::Articles, _) if state.site_search.is_open && state.site.is_some() => {
                    if let Some(site) = &state.site {
                        site_find_ui(ui, site, &state.site_search, &mut views.site_find, out);
                    }
                }
                (Single::Articles, _) => list_ui(ui, state, views, out),
                (_, None) => welcome_ui(ui, state.site.is_some(), out),
                (_, Some(article)) if odd_ui(ui, state, article, views, out) => {}
                (Single::Form, Some(article)) => fields_ui(ui, state, article, views, out),
                (Single::Text, Some(article)) => text_ui(ui, state, article, views, out),
                (Single::Preview, Some(article)) => page_ui(ui, state, article, views, out),
            }
        });
}
