//! What goes into the commit beside the article, and what is left alone.

use egui::{Checkbox, Label, RichText, Role, Ui, WidgetInfo};

use super::{
    Told,
    difference::{inks, words_of},
};
use crate::{
    action::{Action, GitStep, Outbox},
    model::{
        git::{proposal::Proposal, status::Changed},
        words::say,
    },
    ui::{
        theme::{colours, sizes, weight},
        widgets::{badge::badge_ui, button_ui},
    },
};

/// More files are counted and not shown.
const MOST: usize = 200;

pub(super) fn files_ui(
    ui: &mut Ui,
    told: &Told<'_>,
    proposal: &Proposal,
    shows_left: &mut bool,
    out: &mut Outbox,
) {
    if proposal.what.is_some() && !proposal.media.is_empty() {
        heading_ui(ui, say!("changes-with-it-heading"));
        for changed in proposal.media.iter().take(MOST) {
            file_ui(ui, told, changed, false, out);
        }
    }
    if !proposal.others.is_empty() {
        heading_ui(ui, say!("changes-others"));
        for changed in proposal.others.iter().take(MOST) {
            file_ui(ui, told, changed, true, out);
        }
    }
    let is_left = |it: &&Changed| !(told.is_ticked)(&it.path);
    let left = proposal.others.iter().chain(&proposal.left).filter(is_left);
    let count = left.count();
    if count == 0 {
        return;
    }
    ui.add_space(sizes::SPACE_2);
    ui.horizontal_wrapped(|ui| {
        let staged = proposal.staged_by_others();
        ui.weak(say!("changes-left", count = count, staged = staged));
        let show = if *shows_left {
            say!("changes-hide-left")
        } else {
            say!("changes-show-left")
        };
        if !proposal.left.is_empty() && button_ui(ui, show).clicked() {
            *shows_left = !*shows_left;
        }
    });
    if *shows_left {
        for changed in proposal.left.iter().take(MOST) {
            file_ui(ui, told, changed, false, out);
        }
    }
}

fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(sizes::SPACE_2);
    let text = RichText::new(text)
        .size(sizes::TEXT_SMALL)
        .variation(b"wght", weight::SEMIBOLD)
        .color(colours(ui).text_weak);
    ui.label(text);
}

fn file_ui(ui: &mut Ui, told: &Told<'_>, changed: &Changed, opens: bool, out: &mut Outbox) {
    let path = changed.path.display().to_string();
    ui.horizontal_wrapped(|ui| {
        let mut is_on = (told.is_ticked)(&changed.path);
        let response = ui.add(Checkbox::without_text(&mut is_on));
        let name = say!("changes-take-along", path = &path);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &name));
        if response.changed() {
            let path = changed.path.clone();
            out.push(Action::Git(GitStep::Tick { path, is_on }));
        }
        ui.add(Label::new(&path).wrap());
        let (ink, tint) = inks(ui, changed.what);
        badge_ui(ui, words_of(changed.what), ink, tint);
        if opens {
            let response = button_ui(ui, say!("changes-open"));
            let name = say!("changes-open-it", path = &path);
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if response.clicked() {
                out.push(Action::Git(GitStep::Show(changed.path.clone())));
            }
        }
    });
}
