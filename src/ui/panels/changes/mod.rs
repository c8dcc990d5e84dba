//! "Changes": what of the article changed since the last commit, what goes with it, and handing it in.

mod asked;
mod difference;
mod files;
mod foot;

use std::path::Path;

use egui::{Frame, Key, Margin, Memory, Modifiers, Panel, ScrollArea, Ui};

use crate::{
    action::{Action, Command, Outbox},
    model::{
        git::{commit::NotMade, proposal::Proposal, status::Status},
        words::say,
    },
    ui::{
        theme::{colours, sizes},
        widgets::{button_ui, page::page_heading_ui},
    },
};

pub use asked::NameState;

/// What there is to tell.
pub struct Told<'a> {
    /// Of the repository.
    pub status: &'a Status,
    /// `None`: it is being read, or no article is open.
    pub proposal: Option<&'a Proposal>,
    /// Whether a file goes into the commit, by its path from the top of the repository.
    pub is_ticked: &'a dyn Fn(&Path) -> bool,
    pub message: &'a str,
    /// Warnings about the article, in a line.
    pub warnings: Option<&'a str>,
    /// Why there is no commit, or what it asks before.
    pub asked: Option<&'a NotMade>,
    pub committing: Option<Committing<'a>>,
    /// Why nothing can be read, in words.
    pub trouble: Option<&'a str>,
}

/// A commit that is being made.
#[derive(Clone, Copy)]
pub struct Committing<'a> {
    /// It takes long.
    pub is_slow: bool,
    /// What was said last.
    pub line: &'a str,
}

/// What the page keeps between frames.
#[derive(Default)]
pub struct ChangesState {
    message: String,
    /// The message that was seen last from outside.
    seen: String,
    name: NameState,
    shows_left: bool,
    is_begun: bool,
    /// Of what stands below, in points.
    foot_height: f32,
}

/// The page in place of the panes.
pub fn changes_ui(ui: &mut Ui, told: &Told<'_>, state: &mut ChangesState, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = sizes::SPACE_1;
    page_heading_ui(ui, say!("changes-changes"), &heading(told), |ui| {
        let has_server = told.status.branch.upstream.is_some();
        if has_server && button_ui(ui, say!("changes-get-latest")).clicked() {
            out.push(Action::Run(Command::GetLatest));
        }
        if told.status.not_pushed() > 0 && button_ui(ui, say!("changes-push")).clicked() {
            out.push(Action::Run(Command::Push));
        }
        let close = button_ui(ui, say!("changes-close"));
        let is_free = ui.memory(Memory::focused).is_none();
        if is_free && told.proposal.is_some_and(|it| !has_any(told, it)) {
            // There is nothing else to do here.
            close.request_focus();
        }
        if close.clicked() {
            out.push(Action::CloseFinder);
        }
    });
    let frame = Frame::new()
        .fill(colours(ui).window)
        .inner_margin(Margin::symmetric(16, 10));
    if let Some(proposal) = told.proposal.filter(|it| has_any(told, it)) {
        let foot = Panel::bottom("hand in")
            .frame(frame)
            .resizable(false)
            .show(ui, |ui| foot::foot_ui(ui, told, proposal, state, out));
        // It is placed by the height that it had.
        let height = foot.response.rect.height();
        if (height - state.foot_height).abs() > 0.5 {
            state.foot_height = height;
            ui.ctx().request_repaint();
        }
    }
    Frame::new()
        .inner_margin(Margin::symmetric(16, 8))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("changes")
                .auto_shrink(false)
                .show(ui, |ui| body_ui(ui, told, state, out));
        });
    take_keys(ui, out);
}

/// `main · 2 not pushed · 3 changed files`
fn heading(told: &Told<'_>) -> String {
    let branch = &told.status.branch;
    let mut parts = vec![
        branch
            .name
            .clone()
            .unwrap_or_else(|| say!("changes-no-branch").to_owned()),
    ];
    match told.status.not_pushed() {
        0 => {}
        count => parts.push(say!("changes-not-pushed", count = count)),
    }
    if let Some(proposal) = told.proposal {
        let own = usize::from(proposal.what.is_some());
        let count = proposal.others.len() + own;
        parts.push(say!("changes-files", count = count));
    }
    parts.join(" · ")
}

fn body_ui(ui: &mut Ui, told: &Told<'_>, state: &mut ChangesState, out: &mut Outbox) {
    let Some(proposal) = told.proposal else {
        let text = told.trouble.unwrap_or(say!("changes-reading"));
        ui.weak(text);
        return;
    };
    difference::difference_ui(ui, proposal, out);
    ui.add_space(sizes::SPACE_3);
    files::files_ui(ui, told, proposal, &mut state.shows_left, out);
}

/// Escape leaves the page; the keys that commit are those of the command that ticks.
fn take_keys(ui: &Ui, out: &mut Outbox) {
    let is_open = egui::Popup::is_any_open(ui.ctx());
    if !is_open && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Action::CloseFinder);
    }
}

/// Whether there is anything to commit: the article on the page, or another file that was put in.
fn has_any(told: &Told<'_>, proposal: &Proposal) -> bool {
    let mut more = proposal
        .media
        .iter()
        .chain(&proposal.others)
        .chain(&proposal.left);
    proposal.what.is_some() || more.any(|it| (told.is_ticked)(&it.path))
}

fn can_commit(told: &Told<'_>) -> bool {
    let has_any = told.proposal.is_some_and(|it| has_any(told, it));
    has_any && told.committing.is_none() && !told.message.trim().is_empty()
}
