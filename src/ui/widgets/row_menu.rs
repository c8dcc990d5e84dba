//! The menu of a row: by the secondary button at the pointer, by the menu key (or `Shift+F10`)
//! below the row that has the keyboard.

use egui::{Button, Context, Id, Key, Modifiers, Popup, Response, Role, Ui, WidgetInfo};

use super::popup;

const WIDTH: f32 = 220.0;

/// Shows the menu while it is open.
pub fn row_menu_ui(response: &Response, content: impl FnOnce(&mut Ui)) {
    let ctx = &response.ctx;
    let by_key = opens_menu(ctx, response.id);
    let id = Popup::default_response_id(response);
    let below = id.with("below");
    if by_key {
        Popup::open_id(ctx, id);
    }
    if by_key || response.secondary_clicked() {
        ctx.data_mut(|data| data.insert_temp(below, by_key));
    }
    let is_below = ctx.data(|data| data.get_temp(below)).unwrap_or(false);
    let mut menu = Popup::context_menu(response);
    if is_below {
        menu = menu.anchor(response.rect);
    }
    popup::menu_ui(menu, Some(response), |ui| {
        ui.set_min_width(WIDTH);
        content(ui);
    });
}

/// Whether the menu key, or `Shift+F10`, was pressed where the keyboard is at `id`.
pub fn opens_menu(ctx: &Context, id: Id) -> bool {
    ctx.memory(|memory| memory.has_focus(id))
        && ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu)
                || input.consume_key(Modifiers::SHIFT, Key::F10)
        })
}

/// An item of it, with the keys that do the same; closes the menu. Whether it was chosen.
pub fn item_ui(ui: &mut Ui, title: &str, keys: Option<String>) -> bool {
    let mut button = Button::new(title);
    if let Some(keys) = keys {
        button = button.shortcut_text(keys);
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), title));
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}
