//! Starts the threads and routes each effect to the one that does it.

use std::sync::{Arc, mpsc};

use crate::io::{
    Effect, Event,
    folders::Folders,
    worker::{EventSender, Worker},
};

pub struct Workers {
    store: Worker<Effect>,
}

impl Workers {
    pub fn start(
        egui_ctx: &egui::Context,
        _folders: Folders,
    ) -> std::io::Result<(Self, mpsc::Receiver<Event>)> {
        let ctx = egui_ctx.clone();
        let (sender, events) = EventSender::new(Arc::new(move || ctx.request_repaint()));
        let store = Worker::spawn("store", sender, |_| None)?;
        Ok((Self { store }, events))
    }

    pub fn perform(&mut self, effect: Effect) {
        self.store.request(effect);
    }
}
