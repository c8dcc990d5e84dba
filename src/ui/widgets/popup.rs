//! What is open above the rest and has the keyboard: popups, menus, sheets. What is pressed changes
//! nothing below, Tab and the arrow keys stay in it, and when it closes the keyboard is where it was.

use egui::{
    Context, EventFilter, FocusDirection, Id, InnerResponse, InputState, Key, LayerId, Memory,
    Modifiers, Popup, Response, Ui,
};

use super::more::scroll_ui;

/// Above and below a menu, at least.
const AROUND: f32 = 16.0;

/// What is known of an open one.
#[derive(Clone, Copy)]
struct Held {
    id: Id,
    layer: LayerId,
    /// What had the keyboard.
    before: Option<Id>,
    /// What it was opened by.
    opener: Option<Id>,
    /// What in it had the keyboard last.
    within: Option<Id>,
    /// When it was shown last.
    pass: u64,
    /// It was opened by the pointer: nothing in it is chosen until a key is pressed.
    waits_for_key: bool,
}

/// Those that are open, the newest last.
#[derive(Clone, Default)]
struct All(Vec<Held>);

impl All {
    fn of(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Self::id()))
            .unwrap_or_default()
    }

    fn keep(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    fn id() -> Id {
        Id::unique("what has the keyboard above the rest")
    }
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

/// Where the keyboard goes first in what is drawn, if not to what is drawn first.
pub fn choose(response: &Response) {
    let id = chosen_id(response.layer_id);
    response
        .ctx
        .data_mut(|data| data.insert_temp(id, response.id));
}

fn chosen_id(layer: LayerId) -> Id {
    layer.id.with("chosen above the rest")
}

fn shown_ui<R>(
    popup: Popup<'_>,
    opener: Option<&Response>,
    is_menu: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> Option<InnerResponse<R>> {
    let id = popup.get_id();
    popup.show(|ui| {
        let by_pointer =
            |input: &InputState| input.pointer.any_pressed() || input.pointer.any_released();
        let waits_for_key = ui.input(by_pointer);
        hold(ui, id, opener.map(|opener| opener.id), waits_for_key);
        let had = ui.memory(Memory::focused);
        let inner = if is_menu {
            let room = ui.ctx().content_rect().height() - 2.0 * AROUND;
            scroll_ui(ui, "menu", room, content)
        } else {
            content(ui)
        };
        let is_chosen = is_menu
            && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space))
            && had.is_some_and(|had| entries(ui).contains(&had));
        keep_in(ui, id);
        if is_chosen {
            ui.close();
        }
        inner
    })
}

/// Arrow Down in `field` opens what a click on `button` opens.
pub fn open_by_arrow(field: &Response, button: &Response) {
    if takes_arrow(field) {
        Popup::open_id(&field.ctx, Popup::default_response_id(button));
    }
}

/// Whether Arrow Down was pressed in a widget, which keeps it from leading elsewhere.
pub fn takes_arrow(field: &Response) -> bool {
    if !field.has_focus() {
        return false;
    }
    let ctx = &field.ctx;
    let own = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ctx.memory_mut(|memory| memory.set_focus_lock_filter(field.id, own));
    ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown))
}

/// What can have the keyboard in the layer that is drawn, in its order.
fn entries(ui: &Ui) -> Vec<Id> {
    ui.ctx().viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let all = all.filter(|widget| widget.enabled && widget.sense.is_focusable());
        all.map(|widget| widget.id).collect()
    })
}

/// Says, before its content is drawn, that something is open, so that the keyboard comes back to where
/// it is now. What takes the place of another gives it back to where it was before both.
pub fn hold(ui: &Ui, id: Id, opener: Option<Id>, waits_for_key: bool) {
    let ctx = ui.ctx();
    let pass = ctx.cumulative_pass_nr();
    let mut all = All::of(ctx);
    let known = all.0.iter_mut().find(|held| held.id == id);
    if let Some(held) = known.filter(|held| held.pass + 1 >= pass) {
        held.pass = pass;
        return all.keep(ctx);
    }
    all.0.retain(|held| held.id != id);
    let focused = ctx.memory(Memory::focused);
    let is_left = |held: &&Held| {
        let is_of_it = focused.is_none_or(|it| is_of(ctx, held.layer, it));
        held.pass < pass && is_of_it
    };
    let left = all.0.iter().rev().find(is_left);
    all.0.push(Held {
        id,
        layer: ui.layer_id(),
        before: left.map_or(focused, |left| left.before.or(left.opener)),
        opener,
        within: None,
        pass,
        waits_for_key,
    });
    all.keep(ctx);
}

/// Whether a widget is in a layer, or is not there at all.
fn is_of(ctx: &Context, layer: LayerId, widget: Id) -> bool {
    ctx.read_response(widget)
        .is_none_or(|response| response.layer_id == layer)
}

/// Keeps the keyboard in it, once all that is in it is drawn.
pub fn keep_in(ui: &Ui, id: Id) {
    let ctx = ui.ctx();
    ctx.memory_mut(|memory| memory.set_modal_layer(ui.layer_id()));
    let mut all = All::of(ctx);
    let Some(held) = all.0.iter_mut().find(|held| held.id == id) else {
        return;
    };
    let entries = entries(ui);
    let is_entry = |it: &Id| entries.contains(it);
    let focused = ctx.memory(Memory::focused);
    // What an arrow key has just led to is none yet.
    let inside = focused.filter(|it| is_entry(it) || is_drawn_in(ui, *it));
    held.within = inside.or(held.within);
    let step = ctx.input(step_in);
    held.waits_for_key &= step.is_none();
    let chosen: Option<Id> = ctx.data(|data| data.get_temp(chosen_id(ui.layer_id())));
    let chosen = held.within.filter(is_entry).or(chosen.filter(is_entry));
    let first = entries.first().copied();
    let to = chosen.or(first.filter(|_| !held.waits_for_key));
    all.keep(ctx);
    // From the last one, and from nowhere, egui leads to the first.
    let is_led = focused.is_none() && matches!(step, Some(Step::Next | Step::Previous));
    if ui.is_sizing_pass() || inside.is_some() || is_led {
        return;
    }
    ctx.memory_mut(|memory| match (to, focused) {
        (Some(to), _) => {
            memory.request_focus(to);
            // The arrow that led to it leads no further.
            memory.move_focus(FocusDirection::None);
        }
        (None, Some(focused)) => memory.surrender_focus(focused),
        (None, None) => {}
    });
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
    Aside,
}

/// How a key of this frame moves the keyboard.
fn step_in(input: &InputState) -> Option<Step> {
    const ARROWS: [Key; 4] = [
        Key::ArrowDown,
        Key::ArrowUp,
        Key::ArrowLeft,
        Key::ArrowRight,
    ];
    if input.key_pressed(Key::Tab) {
        let is_back = input.modifiers.shift;
        return Some(if is_back { Step::Previous } else { Step::Next });
    }
    let is_aside = ARROWS.iter().any(|key| input.key_pressed(*key));
    is_aside.then_some(Step::Aside)
}

/// Gives the keyboard back once what is open is closed, unless something else has it already. To be
/// called in each pass, when all is drawn. Whether nothing that is there had it before.
#[must_use]
pub fn settle(ctx: &Context) -> bool {
    let mut all = All::of(ctx);
    let pass = ctx.cumulative_pass_nr();
    let (open, closed): (Vec<Held>, Vec<Held>) = all.0.iter().partition(|held| held.pass >= pass);
    let Some(first) = closed.first() else {
        return false;
    };
    let focused = ctx.memory(Memory::focused);
    let is_free = |it: Id| closed.iter().any(|held| is_of(ctx, held.layer, it));
    let is_free = focused.is_none_or(is_free);
    let mut to = [first.before, first.opener].into_iter().flatten();
    let to = to.find(|to| is_drawn(ctx, *to));
    all.0 = open;
    let is_last = all.0.is_empty();
    all.keep(ctx);
    if let Some(to) = to.filter(|_| is_free) {
        ctx.memory_mut(|memory| memory.request_focus(to));
        ctx.request_repaint();
    }
    is_free && to.is_none() && is_last
}

/// What is open leads on elsewhere: the keyboard is not given back.
pub fn forget(ctx: &Context) {
    All::default().keep(ctx);
}

/// Whether it is there and can have the keyboard. One of several at one stop can, though Tab leads to another.
fn is_drawn(ctx: &Context, widget: Id) -> bool {
    ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(widget);
        widget.is_some_and(|widget| {
            widget.enabled && (widget.sense.is_focusable() || widget.sense.senses_click())
        })
    })
}

/// Whether it is in the layer that is drawn too.
fn is_drawn_in(ui: &Ui, widget: Id) -> bool {
    let ctx = ui.ctx();
    let layer = ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(widget);
        widget.map(|widget| widget.layer_id)
    });
    layer == Some(ui.layer_id()) && is_drawn(ctx, widget)
}
