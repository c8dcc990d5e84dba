//! The switches beside a field in which something is looked for.

use egui::Ui;

use super::icon_switch_ui;
use crate::{
    model::words::say,
    {model::find::Query, ui::theme::Icon},
};

/// The switches for how to compare. Returns the query with the one turned that was clicked.
pub fn query_switches_ui(ui: &mut Ui, query: &Query) -> Option<Query> {
    let mut turned = query.clone();
    let switches = [
        (
            Icon::CaseSensitive,
            say!("query-match-case"),
            &mut turned.is_case_sensitive,
        ),
        (
            Icon::WholeWord,
            say!("query-whole-words"),
            &mut turned.is_whole_word,
        ),
        (
            Icon::Regex,
            say!("query-regular-expression"),
            &mut turned.is_expression,
        ),
    ];
    for (symbol, name, is_on) in switches {
        if icon_switch_ui(ui, symbol, name, *is_on).clicked() {
            *is_on = !*is_on;
        }
    }
    (turned != *query).then_some(turned)
}
