//! The question on quitting with unsaved text.

use egui::{Label, RichText, Ui};

use crate::{
    action::{Action, Outbox, QuitAnswer},
    model::words::say,
    ui::{
        theme::{colours, sizes},
        widgets::sheet::{Answer, Sheet, question_ui},
    },
};

/// An article with unsaved text.
pub struct Unsaved {
    pub title: String,
    /// The file as the list shows it, or that there is none.
    pub place: String,
    /// Why its newest save was not made.
    pub why: Option<String>,
}

pub fn quit_ui(ui: &Ui, articles: &[Unsaved], out: &mut Outbox) {
    let sheet = Sheet {
        id: "quit",
        title: &say!("quit-unsaved-articles", count = articles.len()),
        primary: say!("quit-save-all-quit"),
        other: Some(say!("quit-quit-without-saving")),
        cancel: say!("quit-keep-writing"),
    };
    let answer = question_ui(ui, &sheet, Answer::Primary, |ui| {
        for article in articles {
            article_ui(ui, article);
        }
    });
    if let Some(answer) = answer {
        out.push(Action::Quit(match answer {
            Answer::Primary => QuitAnswer::SaveAll,
            Answer::Other => QuitAnswer::Discard,
            Answer::Cancel => QuitAnswer::Stay,
        }));
    }
}

fn article_ui(ui: &mut Ui, article: &Unsaved) {
    let colours = colours(ui);
    ui.add(Label::new(RichText::new(&article.title).color(colours.text)).wrap());
    let small = |text: String, ink| RichText::new(text).size(sizes::TEXT_SMALL).color(ink);
    let place = small(article.place.clone(), colours.text_weak);
    ui.add(Label::new(place).truncate());
    if let Some(why) = &article.why {
        let why = small(say!("quit-not-saved", why = why), colours.error);
        ui.add(Label::new(why).wrap());
    }
    ui.add_space(sizes::SPACE_1);
}
