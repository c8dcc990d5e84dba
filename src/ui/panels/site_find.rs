//! The search over all articles: what is asked, what was found, and what replacing would make of it.

use std::path::Path;

use egui::{
    Checkbox, CornerRadius, Frame, Id, Key, Label, Margin, Modifiers, Response, RichText, Role,
    ScrollArea, Sense, Ui, Vec2, WidgetInfo,
    text::{LayoutJob, TextWrapping},
};

use crate::{
    action::{Action, Outbox, SiteFind},
    model::{
        find::{FoundIn, Hit},
        site::Site,
        words::{self, say},
    },
    ui::{
        find::{FoundRow, SiteSearch},
        theme::{Face, Icon, colours, sizes, text_format, weight},
        widgets::{
            at_right::AtRight,
            button_ui,
            fields::{line_field_ui, select_all},
            icon_button_ui, icon_switch_ui, query_switches_ui,
            tabs::pane_heading_ui,
        },
    },
};

const ROW: f32 = 24.0;

/// `takes_keyboard`: the field gets it now.
pub fn site_find_ui(
    ui: &mut Ui,
    site: &Site,
    search: &SiteSearch,
    takes_keyboard: bool,
    out: &mut Outbox,
) {
    Frame::new()
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = sizes::SPACE_2;
            heading_ui(ui, search, out);
            query_ui(ui, search, takes_keyboard, out);
            if search.is_replacing {
                replacement_ui(ui, search, out);
            }
            said_ui(ui, search);
        });
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = ROW;
    ScrollArea::vertical()
        .id_salt("found in the site")
        .auto_shrink(false)
        .show_rows(ui, ROW, search.row_count(), |ui, shown| {
            for row in shown.filter_map(|number| search.row(number)) {
                match row {
                    FoundRow::Article(found) => article_ui(ui, site, search, found, out),
                    FoundRow::Hit(found, hit) => hit_ui(ui, search, &found.path, hit, out),
                }
            }
        });
}

fn heading_ui(ui: &mut Ui, search: &SiteSearch, out: &mut Outbox) {
    ui.horizontal(|ui| {
        pane_heading_ui(ui, say!("site-find-find-site"));
        let at_right = AtRight::new(ui, "buttons");
        at_right.show(ui, sizes::CONTROL, |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let is_on = search.is_replacing;
            if icon_switch_ui(ui, Icon::Replace, say!("site-find-replace-site"), is_on).clicked() {
                out.push(Action::SiteFind(SiteFind::ShowReplace(!is_on)));
            }
            if icon_button_ui(ui, Icon::X, say!("site-find-close-find-site"), false).clicked() {
                out.push(Action::SiteFind(SiteFind::Close));
            }
        });
    });
}

fn query_ui(ui: &mut Ui, search: &SiteSearch, takes_keyboard: bool, out: &mut Outbox) {
    let mut query = search.query().clone();
    let id = Id::unique("find in the site");
    let response = line_field_ui(
        ui,
        id,
        &mut query.text,
        say!("site-find-find"),
        say!("site-find-find-all-articles"),
    );
    closed_by_escape(ui, &response, out);
    if takes_keyboard {
        response.request_focus();
        select_all(ui, &response, &query.text);
    }
    let is_entered = response.lost_focus()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.spacing_mut().interact_size.y = 28.0;
        if let Some(switched) = query_switches_ui(ui, &query) {
            query = switched;
        }
        ui.add_space(sizes::SPACE_2);
        count_ui(ui, search);
    });
    if query != *search.query() || is_entered {
        out.push(Action::SiteFind(SiteFind::Query(query)));
    }
}

fn closed_by_escape(ui: &Ui, response: &Response, out: &mut Outbox) {
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Action::SiteFind(SiteFind::Close));
    }
}

fn replacement_ui(ui: &mut Ui, search: &SiteSearch, out: &mut Outbox) {
    let mut replacement = search.replacement.clone();
    let id = Id::unique("replace in the site");
    let name = say!("site-find-replace-all-articles-with");
    let response = line_field_ui(
        ui,
        id,
        &mut replacement,
        say!("site-find-replace-with"),
        name,
    );
    closed_by_escape(ui, &response, out);
    if replacement != search.replacement {
        out.push(Action::SiteFind(SiteFind::Replacement(replacement)));
    }
    let ticked = search.ticked_count();
    let count = ticked.hits;
    let text = match ticked.articles {
        0 | 1 => say!("site-find-replace-places", count = count),
        articles => say!(
            "site-find-replace-places-articles",
            count = count,
            articles = articles
        ),
    };
    ui.add_enabled_ui(count > 0 && !search.is_searching, |ui| {
        // What is primary is the review that it leads to.
        if button_ui(ui, &text).clicked() {
            out.push(Action::SiteFind(SiteFind::Replace));
        }
    });
}

fn count_ui(ui: &mut Ui, search: &SiteSearch) {
    let colours = colours(ui);
    let count = search.hit_count();
    let (text, colour) = if search.is_searching {
        (say!("site-find-searching").to_owned(), colours.text_weak)
    } else if search.query().text.is_empty() || search.problem().is_some() {
        return;
    } else if count == 0 {
        (say!("site-find-not-found").to_owned(), colours.text_weak)
    } else {
        (
            say!(
                "site-find-count",
                count = count,
                articles = search.article_count()
            ),
            colours.text_weak,
        )
    };
    ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
}

/// What is wrong with the query, or with the number of hits.
fn said_ui(ui: &mut Ui, search: &SiteSearch) {
    let colours = colours(ui);
    let (text, colour) = match search.problem() {
        Some(problem) => (words::of(problem), colours.error),
        None if search.is_cut => (
            say!("site-find-there-more-places-than").to_owned(),
            colours.warning,
        ),
        None => return,
    };
    let text = RichText::new(text).size(sizes::TEXT_SMALL).color(colour);
    ui.add(Label::new(text).wrap());
}

fn article_ui(ui: &mut Ui, site: &Site, search: &SiteSearch, found: &FoundIn, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.add_space(12.0);
        let path = site.shown_path(&found.path);
        if search.is_replacing {
            let mut is_on = search.is_any_ticked(found);
            let response = ui.add(Checkbox::without_text(&mut is_on));
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::CheckBox,
                    true,
                    is_on,
                    say!("site-find-replace", path = path),
                )
            });
            if response.changed() {
                for hit in &found.hits {
                    out.push(ticked(&found.path, hit, is_on));
                }
            }
        }
        ui.set_max_width((ui.available_width() - 12.0).max(0.0));
        ui.add(Label::new(name_of(ui, &found.title, &path)).truncate())
            .on_hover_text(&*path);
    });
}

/// The title, and behind it the path, as articles may have one title.
fn name_of(ui: &Ui, title: &str, path: &str) -> LayoutJob {
    let colours = colours(ui);
    let mut job = LayoutJob::default();
    let format = text_format(Face::Interface, sizes::TEXT, weight::SEMIBOLD, colours.text);
    job.append(title, 0.0, format);
    let format = text_format(
        Face::Interface,
        sizes::TEXT_SMALL,
        weight::REGULAR,
        colours.text_weak,
    );
    job.append(path, sizes::SPACE_2, format);
    job
}

fn ticked(path: &Path, hit: &Hit, is_on: bool) -> Action {
    Action::SiteFind(SiteFind::Tick {
        path: path.to_owned(),
        range: hit.range.clone(),
        is_on,
    })
}

fn hit_ui(ui: &mut Ui, search: &SiteSearch, path: &Path, hit: &Hit, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_height(ROW);
        ui.spacing_mut().item_spacing.x = sizes::SPACE_1;
        ui.add_space(20.0);
        let text = format!("{}{}{}", hit.before, hit.found, hit.after);
        let name = say!("site-find-line", line = hit.line_no, text = text);
        if search.is_replacing {
            let mut is_on = search.is_ticked(path, hit);
            let response = ui.add(Checkbox::without_text(&mut is_on));
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::CheckBox,
                    true,
                    is_on,
                    say!("site-find-replace-2", name = name),
                )
            });
            if response.changed() {
                out.push(ticked(path, hit, is_on));
            }
        }
        let room = Vec2::new(ui.available_width() - 8.0, ROW);
        let (rect, response) = ui.allocate_exact_size(room, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() || response.has_focus() {
            let corners = CornerRadius::same(sizes::RADIUS_SMALL);
            ui.painter().rect_filled(rect, corners, colours(ui).hovered);
        }
        let galley =
            ui.fonts_mut(|fonts| fonts.layout_job(hit_text(ui, search, hit, rect.width())));
        let at = rect.min + Vec2::new(4.0, (ROW - galley.size().y) / 2.0);
        ui.painter().galley(at, galley, colours(ui).text);
        if response.clicked() {
            out.push(Action::SiteFind(SiteFind::GoTo {
                path: path.to_owned(),
                range: hit.range.clone(),
            }));
        }
        response.on_hover_text(name);
    });
}

/// The line of a hit; with what replacing makes of it, if that is asked for.
fn hit_text(ui: &Ui, search: &SiteSearch, hit: &Hit, width: f32) -> LayoutJob {
    let colours = colours(ui);
    let format = |heavy, ink| text_format(Face::Interface, sizes::TEXT_SMALL, heavy, ink);
    let mut job = LayoutJob::default();
    // Enough of what stands before the hit that the hit itself is in the row.
    let before: String = {
        let count = hit.before.chars().count().saturating_sub(24);
        let cut: String = hit.before.chars().skip(count).collect();
        if count > 0 { format!("…{cut}") } else { cut }
    };
    let one_line = |text: &str| text.replace('\n', "⏎");
    job.append(&before, 0.0, format(weight::REGULAR, colours.text_weak));
    let mut found = format(weight::SEMIBOLD, colours.text);
    found.background = colours.warning_soft;
    if search.is_replacing && search.query().text != search.replacement {
        found.strikethrough = egui::Stroke::new(1.0, colours.error);
        found.background = colours.error_soft;
    }
    job.append(&one_line(&hit.found), 0.0, found);
    if search.is_replacing && !hit.replacement.is_empty() {
        let mut new = format(weight::SEMIBOLD, colours.done);
        new.background = colours.done_soft;
        job.append(&one_line(&hit.replacement), 2.0, new);
    }
    job.append(&hit.after, 0.0, format(weight::REGULAR, colours.text_weak));
    job.wrap = TextWrapping::truncate_at_width(width - 8.0);
    job
}
