//! Why there is no commit, in words, with what can be done about it.

use egui::{Frame, Id, Label, Margin, RichText, ScrollArea, Ui};

use crate::{
    action::{Action, GitStep, Outbox},
    model::{
        git::{
            commit::NotMade,
            program::{Kind, Named},
            proposal::Proposal,
        },
        words::{self, say},
    },
    ui::{
        theme::{colours, sizes},
        widgets::{button_ui, fields::line_field_ui, main_button_ui},
    },
};

/// Of what a hook says, in points.
const WORDS: f32 = 160.0;

/// After so many seconds a hook that has refused may be passed over: a second click on what stood there before
/// does not.
const THOUGHT: f64 = 1.0;

/// What is typed where git does not know whose a commit is.
#[derive(Default)]
pub struct NameState {
    name: String,
    address: String,
    /// Since when it is told that a hook has refused, by the clock of the frames.
    refused_since: Option<f64>,
}

pub(super) fn asked_ui(
    ui: &mut Ui,
    asked: &NotMade,
    proposal: &Proposal,
    state: &mut NameState,
    out: &mut Outbox,
) {
    let colours = colours(ui);
    let is_question = matches!(
        asked,
        NotMade::Programs(_) | NotMade::NoName | NotMade::OnNoBranch | NotMade::Ignored(_)
    );
    let ground = if is_question {
        colours.warning_soft
    } else {
        colours.error_soft
    };
    Frame::new()
        .fill(ground)
        .corner_radius(egui::CornerRadius::same(sizes::RADIUS))
        .inner_margin(Margin::same(10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            text_ui(ui, asked);
            if *asked == NotMade::NoName {
                name_ui(ui, state, out);
                return;
            }
            let is_thought_of = is_thought_of(ui, asked, state);
            ui.horizontal_wrapped(|ui| {
                for (title, step) in answers(asked, proposal) {
                    let can = is_thought_of || step != GitStep::SkipHooks;
                    let pressed = ui.add_enabled_ui(can, |ui| button_ui(ui, title).clicked());
                    if pressed.inner {
                        out.push(Action::Git(step));
                    }
                }
            });
        });
}

/// Whether what a hook has said is there long enough to be read.
fn is_thought_of(ui: &Ui, asked: &NotMade, state: &mut NameState) -> bool {
    if !matches!(asked, NotMade::Refused { .. }) {
        state.refused_since = None;
        return true;
    }
    let now = ui.input(|input| input.time);
    let since = *state.refused_since.get_or_insert(now);
    let left = THOUGHT - (now - since);
    if left > 0.0 {
        let left = std::time::Duration::from_secs_f64(left);
        ui.ctx().request_repaint_after(left);
    }
    left <= 0.0
}

fn text_ui(ui: &mut Ui, asked: &NotMade) {
    match asked {
        NotMade::Programs(found) => {
            ui.add(Label::new(say!("changes-programs")).wrap());
            for program in &found.programs {
                ui.add(Label::new(named(program)).wrap());
            }
        }
        NotMade::Refused { words } => {
            ui.add(Label::new(say!("changes-refused")).wrap());
            words_ui(ui, words);
        }
        NotMade::Failed { why } => {
            ui.add(Label::new(say!("changes-failed")).wrap());
            words_ui(ui, &words::put(why));
        }
        other => {
            ui.add(Label::new(words::of(other)).wrap());
        }
    }
}

/// All that a program says.
fn words_ui(ui: &mut Ui, words: &str) {
    ScrollArea::vertical()
        .id_salt("words of a program")
        .max_height(WORDS)
        .show(ui, |ui| {
            let words = RichText::new(words.trim())
                .monospace()
                .size(sizes::TEXT_SMALL);
            ui.add(Label::new(words).wrap());
        });
}

/// `pre-commit (.husky/pre-commit)`
fn named(program: &Named) -> String {
    let kind = match program.kind {
        Kind::Hook => say!("changes-a-hook"),
        Kind::Filter => say!("changes-a-filter"),
        Kind::Setting => say!("changes-a-setting"),
    };
    say!(
        "changes-program",
        kind = kind,
        name = &program.name,
        command = &program.command
    )
}

/// What can be done about it.
fn answers(asked: &NotMade, proposal: &Proposal) -> Vec<(&'static str, GitStep)> {
    let mut answers = match asked {
        NotMade::Programs(found) => vec![
            (
                say!("changes-run-programs"),
                GitStep::RunPrograms(found.mark.clone()),
            ),
            (say!("changes-without-programs"), GitStep::WithoutPrograms),
        ],
        NotMade::Refused { .. } => vec![(say!("changes-skip-hooks"), GitStep::SkipHooks)],
        NotMade::OnNoBranch => vec![(say!("changes-all-the-same"), GitStep::OnNoBranch)],
        NotMade::Ignored(all) => {
            let is_article = all.iter().any(|it| it.path == proposal.path);
            let mut answers = vec![(say!("changes-add-ignored"), GitStep::AddIgnored)];
            let leave = (!is_article).then(|| {
                let paths = all.iter().map(|it| it.path.clone());
                (
                    say!("changes-leave-ignored"),
                    GitStep::LeaveOut(paths.collect()),
                )
            });
            answers.extend(leave);
            answers
        }
        NotMade::Locked => vec![(say!("changes-again"), GitStep::Commit)],
        _ => Vec::new(),
    };
    answers.push((say!("changes-dismiss"), GitStep::Dismiss));
    answers
}

fn name_ui(ui: &mut Ui, state: &mut NameState, out: &mut Outbox) {
    let name = say!("changes-your-name");
    let address = say!("changes-your-address");
    line_field_ui(ui, Id::unique("name for git"), &mut state.name, name, name);
    line_field_ui(
        ui,
        Id::unique("address for git"),
        &mut state.address,
        address,
        address,
    );
    let is_whole = !state.name.trim().is_empty() && state.address.contains('@');
    let step = |everywhere| GitStep::SetName {
        name: state.name.trim().to_owned(),
        address: state.address.trim().to_owned(),
        everywhere,
    };
    ui.horizontal_wrapped(|ui| {
        ui.add_enabled_ui(is_whole, |ui| {
            if main_button_ui(ui, say!("changes-name-here")).clicked() {
                out.push(Action::Git(step(false)));
            }
            if button_ui(ui, say!("changes-name-everywhere")).clicked() {
                out.push(Action::Git(step(true)));
            }
        });
        if button_ui(ui, say!("changes-dismiss")).clicked() {
            out.push(Action::Git(GitStep::Dismiss));
        }
    });
}
