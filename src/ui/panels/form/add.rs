//! Adding keys: those that other articles have, and any other.

use egui::{Popup, RichText, Ui};

use super::{
    FormPane,
    asked::{Asked, NewKey},
    empty_value,
    fields::Fields,
    is_first, new_key,
};
use crate::{
    model::{
        front_matter::{Change, KeyPath},
        schema::{Field, FieldKind},
        site::{bundle::Role, keys},
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::{button_ui, popup},
    },
};

/// What other articles have and this one lacks, and a button for any other key.
pub(super) fn add_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    ui.add_space(sizes::SPACE_4);
    let pane = form.pane;
    let (rare, usual): (Vec<&Field>, Vec<&Field>) =
        offered(form).into_iter().partition(|field| field.is_rare());
    if !usual.is_empty() || !rare.is_empty() {
        let text = say!("add-other-articles-here-have");
        let colour = colours(ui).text_weak;
        ui.label(RichText::new(text).size(sizes::TEXT_SMALL).color(colour));
    }
    let all = (pane.document, all_path());
    let is_open = form.state.closed.get(&all) == Some(&false);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
        if is_cover_offered(form) && button_ui(ui, say!("add-cover")).clicked() {
            form.state.covers.insert(pane.document);
            let group = pane.cover.style.group().to_owned();
            form.want(ui, &KeyPath(vec![group]));
        }
        let shown = if is_open { rare.as_slice() } else { &[] };
        for field in usual.iter().chain(shown) {
            let name = say!("add-field", name = words::put(&field.label));
            if button_ui(ui, &name).clicked() {
                let (path, value) = (field.path.clone(), empty_value(field.kind, pane));
                form.added(ui, Change::Set { path, value });
            }
        }
        if !rare.is_empty() && !is_open {
            let name = say!("add-rare", count = rare.len());
            if button_ui(ui, &name).clicked() {
                form.state.closed.insert(all, false);
            }
        }
        new_key_ui(ui, form);
    });
}

/// Where it is kept that the rare ones are shown: no key is called so.
fn all_path() -> KeyPath {
    KeyPath::new(["", ""])
}

/// What the section's articles have, without what stands in the form already.
fn offered<'a>(form: &Fields<'a, '_>) -> Vec<&'a Field> {
    let pane = form.pane;
    let style = &pane.cover.style;
    let words = [&style.alt, &style.caption];
    let here = pane.form.offered(pane.front_matter).into_iter();
    let is_section = Role::of(pane.path) == Role::Branch;
    here.filter(|field| {
        // What a section's own page says of those below it.
        let is_cascade = field.path.0.first().is_some_and(|key| key == keys::CASCADE);
        if is_cascade && !is_section {
            return false;
        }
        let has_place = is_first(&field.path) && pane.has_field(&field.path);
        let is_standing = is_standing(field) || has_place;
        // The card is offered, not what is in it.
        let is_group = field.path.0.first().is_some_and(|key| key == style.group());
        let is_in_card = is_group || words.into_iter().flatten().any(|it| *it == field.path);
        !is_standing && !is_in_card
    })
    .collect()
}

/// Whether the card is not there, but could be.
fn is_cover_offered(form: &Fields<'_, '_>) -> bool {
    let pane = form.pane;
    let group = KeyPath(vec![pane.cover.style.group().to_owned()]);
    let is_free = pane.front_matter.value(&group).is_none() && !pane.is_hidden(&group);
    is_free && !form.has_cover()
}

/// A button that asks for the name and the kind of a new key.
fn new_key_ui(ui: &mut Ui, form: &mut Fields<'_, '_>) {
    let button = button_ui(ui, say!("add-add-key"));
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(12));
    if button.clicked() {
        form.state.asked = None;
    }
    let shown_at = Popup::from_toggle_button_response(&button)
        .frame(frame)
        .width(new_key::WIDTH)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(say!("add-add-key-2"));
    popup::popup_ui(shown_at, Some(&button), |ui| {
        let is_here = |asked: &Asked| matches!(asked, Asked::Key(new) if new.parent.0.is_empty());
        if !form.state.asked.as_ref().is_some_and(is_here) {
            form.state.asked = Some(Asked::Key(NewKey::below(KeyPath(Vec::new()))));
        }
        if let Some(change) = new_key::ask_ui(ui, form) {
            form.added(ui, change);
            form.state.asked = None;
            ui.close();
        }
    });
}

/// Whether a field stands in the form though the head lacks it: the site's own settings say that
/// there is one. What a group holds cannot be said by its name alone.
fn is_standing(field: &Field) -> bool {
    field.is_declared && !field.is_hidden && field.kind != FieldKind::Map
}

impl FormPane<'_> {
    /// The first keys of what stands in the form though the head lacks it, less those that have a
    /// place of their own.
    pub(super) fn standing(&self) -> Vec<KeyPath> {
        let mut paths: Vec<KeyPath> = Vec::new();
        for field in self.form.offered(self.front_matter) {
            let Some(first) = field.path.0.first().filter(|_| is_standing(field)) else {
                continue;
            };
            let path = KeyPath(vec![first.clone()]);
            let is_here = self.front_matter.entry(&path).is_some() || is_first(&path);
            if !is_here && first != self.cover.style.group() && !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths
    }

    /// What stands below a group though the head lacks it.
    pub(super) fn standing_in(&self, group: &KeyPath) -> Vec<KeyPath> {
        let offered = self.form.offered(self.front_matter).into_iter();
        offered
            .filter(|field| is_standing(field) && field.path.0.len() == group.0.len() + 1)
            .filter(|field| field.path.0.starts_with(&group.0))
            .map(|field| field.path.clone())
            .collect()
    }
}
