//! Buttons: an icon, a word, or a command of the table.

use egui::{
    Color32, CornerRadius, Rect, Response, RichText, Role, Sense, Stroke, TextStyle, TextWrapMode,
    Ui, Vec2, WidgetInfo, WidgetText,
};

use crate::{
    action::{Action, Command, Offer, Outbox, command::Does},
    ui::{
        theme::{Colours, Face, Icon, colours, sizes, weight},
        widgets::stop::Stop,
    },
};

const GLYPH: f32 = 16.0;

/// A square button with an icon, as high as the controls around it. `name` is its accessible name and tooltip.
/// `is_lit`: what it opens counts now; it is no switch.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str, is_lit: bool) -> Response {
    icon_ui(ui, icon, name, (None, is_lit), Sense::click()).on_hover_text(name)
}

/// The same as no stop of the Tab key: what it does has a key where the keyboard is.
pub fn icon_button_by_pointer_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    icon_ui(ui, icon, name, (None, false), Sense::CLICK).on_hover_text(name)
}

/// The same as one of several widgets at one stop of the Tab key.
pub fn icon_button_at_stop_ui(ui: &mut Ui, icon: Icon, name: &str, stop: &mut Stop) -> Response {
    let response = icon_ui(ui, icon, name, (None, false), stop.sense());
    stop.add(&response);
    response.on_hover_text(name)
}

/// The same for a switch: what it is turned to is read out.
pub fn icon_switch_ui(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    icon_ui(ui, icon, name, (Some(is_on), is_on), Sense::click()).on_hover_text(name)
}

/// `state`: of a switch.
fn icon_ui(
    ui: &mut Ui,
    icon: Icon,
    name: &str,
    (state, is_lit): (Option<bool>, bool),
    sense: Sense,
) -> Response {
    let side = ui.spacing().interact_size.y;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), sense);
    let enabled = ui.is_enabled();
    response.widget_info(|| match state {
        Some(is_on) => WidgetInfo::selected(Role::Button, enabled, is_on, name),
        None => WidgetInfo::labeled(Role::Button, enabled, name),
    });
    if ui.is_rect_visible(rect) {
        let colours = colours(ui);
        let (fill, glyph) = if response.is_pointer_button_down_on() {
            (colours.pressed, colours.text)
        } else if is_lit {
            (colours.accent_soft, colours.accent)
        } else if response.hovered() {
            (colours.hovered, colours.text)
        } else {
            (Color32::TRANSPARENT, colours.text_weak)
        };
        ui.painter()
            .rect_filled(rect, CornerRadius::same(sizes::RADIUS), fill);
        focus_ring(ui, &response, rect);
        ui.painter().text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            char::from(icon),
            Face::Icons.font(GLYPH),
            glyph,
        );
    }
    response
}

/// An icon button that runs a command. Its tooltip says what it does and its keys, or why it
/// cannot run.
pub fn command_button_ui(
    ui: &mut Ui,
    icon: Icon,
    command: Command,
    offer: &Offer<'_>,
    out: &mut Outbox,
) {
    command_icon_ui(ui, (icon, command.title()), command, offer, (None, out));
}

/// The same as one of several widgets at one stop of the Tab key.
pub fn command_button_at_stop_ui(
    ui: &mut Ui,
    icon: Icon,
    command: Command,
    offer: &Offer<'_>,
    (stop, out): (&mut Stop, &mut Outbox),
) {
    command_icon_ui(
        ui,
        (icon, command.title()),
        command,
        offer,
        (Some(stop), out),
    );
}

/// The same, read out by another name. Returns where it is.
pub fn named_command_button_at_stop_ui(
    ui: &mut Ui,
    (icon, name): (Icon, &str),
    command: Command,
    offer: &Offer<'_>,
    (stop, out): (&mut Stop, &mut Outbox),
) -> Rect {
    command_icon_ui(ui, (icon, name), command, offer, (Some(stop), out))
}

fn command_icon_ui(
    ui: &mut Ui,
    (icon, name): (Icon, &str),
    command: Command,
    offer: &Offer<'_>,
    (stop, out): (Option<&mut Stop>, &mut Outbox),
) -> Rect {
    let lack = offer.lack(command);
    let sense = match &stop {
        Some(_) if lack.is_some() => Sense::CLICK,
        Some(stop) => stop.sense(),
        None => Sense::click(),
    };
    let is_switch = matches!(command.spec().does, Does::Toggle(_) | Does::Pane(_));
    let is_on = offer.is_on(command);
    let state = (is_switch || is_on).then_some(is_on);
    let button = |ui: &mut Ui| icon_ui(ui, icon, name, (state, is_on), sense);
    let response = ui.add_enabled_ui(lack.is_none(), button).inner;
    if let Some(stop) = stop.filter(|_| lack.is_none()) {
        stop.add(&response);
    }
    if response.clicked() {
        out.push(Action::Run(command));
    }
    let rect = response.rect;
    if let Some(lack) = lack {
        response.on_disabled_hover_text(format!("{}\n{}", command.title(), lack.reason()));
    } else {
        let ctx = ui.ctx().clone();
        response.on_hover_ui(|ui| {
            let keys = offer.shown_keys(&ctx, command);
            let keys = keys.map_or(String::new(), |keys| format!(" ({keys})"));
            ui.label(format!("{}{keys}\n{}", command.title(), command.help()));
        });
    }
    rect
}

/// A button with a word.
pub fn button_ui(ui: &mut Ui, text: &str) -> Response {
    word_ui(ui, text, Sense::click())
}

/// How wide a button with this word is, in points.
pub fn button_width(ui: &Ui, text: &str) -> f32 {
    let text = WidgetText::from(text);
    let wide = f32::INFINITY;
    let set = text.into_galley(ui, Some(TextWrapMode::Extend), wide, TextStyle::Button);
    set.size().x + 2.0 * ui.spacing().button_padding.x + 2.0
}

/// The same as one of several widgets at one stop of the Tab key.
pub fn button_at_stop_ui(ui: &mut Ui, text: &str, stop: &mut Stop) -> Response {
    let response = word_ui(ui, text, stop.sense());
    stop.add(&response);
    response
}

fn word_ui(ui: &mut Ui, text: &str, sense: Sense) -> Response {
    let button = egui::Button::new(text).min_size(Vec2::new(0.0, sizes::CONTROL));
    // Its word says what it is: a finer line is enough.
    let before = ui.visuals().widgets.inactive.bg_stroke;
    ui.visuals_mut().widgets.inactive.bg_stroke.color = colours(ui).line;
    let response = ui.add(button.sense(sense));
    ui.visuals_mut().widgets.inactive.bg_stroke = before;
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// The button that does what most writers want here.
pub fn main_button_ui(ui: &mut Ui, text: &str) -> Response {
    main_ui(ui, text, Sense::click())
}

/// The same as one of several widgets at one stop of the Tab key.
pub fn main_button_at_stop_ui(ui: &mut Ui, text: &str, stop: &mut Stop) -> Response {
    let response = main_ui(ui, text, stop.sense());
    stop.add(&response);
    response
}

fn main_ui(ui: &mut Ui, text: &str, sense: Sense) -> Response {
    let colours = colours(ui);
    let text = RichText::new(text)
        .color(colours.on_accent)
        .variation(b"wght", weight::SEMIBOLD);
    let before = ui.visuals().widgets.clone();
    // To egui one that has the keyboard is active too.
    let is_down = ui.input(|input| input.pointer.primary_down());
    let active = if is_down {
        colours.accent_pressed
    } else {
        colours.accent
    };
    let widgets = &mut ui.visuals_mut().widgets;
    for (look, fill) in [
        (&mut widgets.inactive, colours.accent),
        (&mut widgets.hovered, colours.accent_hovered),
        (&mut widgets.active, active),
    ] {
        look.weak_bg_fill = fill;
    }
    let button = egui::Button::new(text).sense(sense).stroke(Stroke::NONE);
    let response = ui.add(button.min_size(Vec2::new(0.0, sizes::CONTROL)));
    ui.visuals_mut().widgets = before;
    // Around it: within, it would be accent upon accent.
    focus_ring(ui, &response, response.rect.expand(2.0 * sizes::FOCUS));
    response
}

/// What lies behind a row or button that can be the chosen one of several.
pub fn choice_fill(colours: &Colours, is_chosen: bool, response: &Response) -> Color32 {
    if is_chosen {
        colours.accent_soft
    } else if response.hovered() {
        colours.hovered
    } else {
        Color32::TRANSPARENT
    }
}

/// Shows that a widget of ours has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(sizes::RADIUS),
            Stroke::new(sizes::FOCUS, colours(ui).accent),
            egui::StrokeKind::Inside,
        );
    }
}
