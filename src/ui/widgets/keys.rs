//! The keys of commands as they are shown: those that the writer chose.

use std::sync::Arc;

use egui::{Context, Id};

use crate::action::{Command, Keymap};

fn id() -> Id {
    Id::unique("keys of commands")
}

/// From now on these are shown; call it each frame.
pub fn show_keys(ctx: &Context, keymap: &Arc<Keymap>) {
    ctx.data_mut(|data| data.insert_temp(id(), Arc::clone(keymap)));
}

/// The keys of a command as this system writes them, if it has any.
pub fn keys_of(ctx: &Context, command: Command) -> Option<String> {
    let keymap = ctx.data(|data| data.get_temp::<Arc<Keymap>>(id()));
    let keys = match keymap {
        Some(keymap) => keymap.of(command),
        None => command.spec().shortcut,
    };
    keys.map(|keys| ctx.format_shortcut(&keys))
}
