//! Popups that have the keyboard while they are open: what is pressed changes nothing below them, Tab
//! and the arrow keys stay in them, and when they close the keyboard is where it was.

use egui::{Context, Id, InnerResponse, Key, LayerId, Memory, Popup, Response, Ui};

/// What is known of the open one.
#[derive(Clone, Copy, Default)]
struct Held {
    popup: Option<Id>,
    layer: Option<LayerId>,
    /// What had the keyboard.
    before: Option<Id>,
    /// What it was opened by.
    opener: Option<Id>,
    /// When it was shown last.
    pass: u64,
    /// It was opened by the pointer: nothing in it is chosen until a key is pressed.
    is_by_pointer: bool,
}

fn held_id() -> Id {
    Id::unique("the popup that has the keyboard")
}

/// Shows a popup while it is open. `opener` has the keyboard after it where nothing had it before.
pub fn popup_ui<R>(
    popup: Popup<'_>,
    opener: Option<&Response>,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<InnerResponse<R>> {
    shown_ui(popup, opener, false, content)
}

/// The same for a menu: a key that chooses something closes it too, as a click does.
pub fn menu_ui<R>(
    popup: Popup<'_>,
    opener: Option<&Response>,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<InnerResponse<R>> {
    shown_ui(popup, opener, true, content)
}

/// Where the keyboard goes first in the popup that is drawn, if not to what is drawn first.
pub fn choose(response: &Response) {
    let id = chosen_id(response.layer_id);
    response
        .ctx
        .data_mut(|data| data.insert_temp(id, response.id));
}

fn chosen_id(layer: LayerId) -> Id {
    layer.id.with("chosen in the popup")
}

fn shown_ui<R>(
    popup: Popup<'_>,
    opener: Option<&Response>,
    is_menu: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<InnerResponse<R>> {
    let id = popup.get_id();
    popup.show(|ui| {
        let had = ui.memory(Memory::focused);
        let inner = content(ui);
        let is_chosen = is_menu
            && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space))
            && had.is_some_and(|had| entries(ui).contains(&had));
        hold(ui, id, opener);
        if is_chosen {
            ui.close();
        }
        inner
    })
}

/// What can have the keyboard in the layer that is drawn, in its order.
fn entries(ui: &Ui) -> Vec<Id> {
    ui.ctx().viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let all = all.filter(|widget| widget.enabled && widget.sense.is_focusable());
        all.map(|widget| widget.id).collect()
    })
}

fn hold(ui: &Ui, popup: Id, opener: Option<&Response>) {
    let ctx = ui.ctx();
    let layer = ui.layer_id();
    let pass = ctx.cumulative_pass_nr();
    let focused = ctx.memory(Memory::focused);
    let held: Option<Held> = ctx.data(|data| data.get_temp(held_id()));
    let held = held.filter(|held| held.popup == Some(popup) && held.pass + 1 >= pass);
    let is_by_pointer =
        || ctx.input(|input| input.pointer.any_pressed() || input.pointer.any_released());
    let held = Held {
        pass,
        ..held.unwrap_or_else(|| Held {
            popup: Some(popup),
            layer: Some(layer),
            before: focused,
            opener: opener.map(|opener| opener.id),
            pass,
            is_by_pointer: is_by_pointer(),
        })
    };
    ctx.data_mut(|data| data.insert_temp(held_id(), held));
    ctx.memory_mut(|memory| memory.set_modal_layer(layer));
    let entries = entries(ui);
    if ui.is_sizing_pass() || focused.is_some_and(|focused| entries.contains(&focused)) {
        return;
    }
    let chosen: Option<Id> = ctx.data(|data| data.get_temp(chosen_id(layer)));
    let chosen = chosen.filter(|chosen| entries.contains(chosen));
    let first = chosen.or_else(|| entries.first().copied().filter(|_| !held.is_by_pointer));
    ctx.memory_mut(|memory| match (first, focused) {
        (Some(first), _) => memory.request_focus(first),
        // The arrow keys and Tab lead into it from nowhere.
        (None, Some(focused)) => memory.surrender_focus(focused),
        (None, None) => {}
    });
}

/// Gives the keyboard back once a popup is closed, unless something else has it already. To be called
/// in each pass, when all is drawn.
pub fn settle(ctx: &Context) {
    let held: Option<Held> = ctx.data(|data| data.get_temp(held_id()));
    let pass = ctx.cumulative_pass_nr();
    let Some(held) = held.filter(|held| held.pass < pass) else {
        return;
    };
    ctx.data_mut(|data| data.remove_temp::<Held>(held_id()));
    let was_in_popup = |focused: Id| {
        let layer = ctx.read_response(focused).map(|response| response.layer_id);
        layer.is_none() || layer == held.layer
    };
    let is_free = ctx.memory(Memory::focused).is_none_or(was_in_popup);
    if let Some(to) = held.before.or(held.opener).filter(|_| is_free) {
        ctx.memory_mut(|memory| memory.request_focus(to));
        ctx.request_repaint();
    }
}
