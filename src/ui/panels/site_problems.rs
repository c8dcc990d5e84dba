//! What is wrong with the settings of the site: a state, told until the writer has read it.

use egui::Ui;

use crate::{
    model::{
        said::Said,
        words::{self, say},
    },
    ui::widgets::{banner_row_ui, button_ui},
};

/// Whether it was read.
pub fn site_problems_ui(ui: &mut Ui, problems: &[Said]) -> bool {
    let mut sentences = problems
        .iter()
        .map(|problem| sentence(&words::put(problem)));
    let first = sentences.next().unwrap_or_default();
    let others: Vec<String> = sentences.collect();
    let mut is_read = false;
    banner_row_ui(ui, &first, &others.join("\n"), |ui| {
        is_read = button_ui(ui, say!("site-problems-read")).clicked();
    });
    is_read
}

/// With a capital, as a sentence has it.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("één theme"), "Één theme");
        assert_eq!(sentence(""), "");
    }
}
