//! What is said below the page: what of it the site draws otherwise than it is shown here.

use crate::model::{
    markdown::blocks::{Blocks, Kind},
    site::hooks::Hooks,
    words::say,
};

/// The sentences for an article of a site with these templates; empty: there is nothing to say.
pub(super) fn words(hooks: Hooks, text: &str, blocks: &Blocks) -> Vec<String> {
    let all = [
        (hooks.links, say!("hooks-links")),
        (hooks.images, say!("hooks-images")),
        (hooks.headings, say!("hooks-headings")),
        (hooks.quotes, say!("hooks-quotes")),
        (hooks.code, say!("hooks-code")),
        (hooks.tables, say!("hooks-tables")),
        (hooks.formulas, say!("hooks-formulas")),
    ];
    let there = all.into_iter().filter(|(is_there, _)| *is_there);
    let there: Vec<String> = there.map(|(_, name)| name.to_owned()).collect();
    let mut said = Vec::new();
    match &*there {
        [] => {}
        [only] => said.push(say!("hooks-said", what = only.as_str())),
        [before @ .., last] => {
            let first = before.join(", ");
            let what = say!("hooks-and", first = first, last = last.as_str());
            said.push(say!("hooks-said", what = what));
        }
    }
    if !hooks.quotes && has_alert(text, blocks) {
        said.push(say!("hooks-no-alerts").to_owned());
    }
    said
}

/// Whether a quote starts with `[!NOTE]`, or another kind in letters, which Hugo takes alone.
fn has_alert(text: &str, blocks: &Blocks) -> bool {
    blocks.blocks.iter().any(|block| {
        let source = text.get(block.range.clone()).unwrap_or_default();
        let inside = source.trim_start_matches([' ', '>']).strip_prefix("[!");
        let rest = inside.map(|kind| kind.trim_start_matches(|c: char| c.is_ascii_alphabetic()));
        block.kind == Kind::Quote && inside != rest && rest.is_some_and(|it| it.starts_with(']'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    #[test]
    fn what_the_site_draws_is_said_and_what_it_does_not() {
        let said = |hooks: Hooks, text: &str| words(hooks, text, &parse(text, 0)).join(". ");
        let some = Hooks {
            links: true,
            images: true,
            headings: true,
            ..Hooks::default()
        };
        let quotes = Hooks {
            quotes: true,
            ..Hooks::default()
        };
        let note = "a\n\n> [!NOTE]\n> b\n";

        assert_eq!(said(Hooks::default(), "> a\n"), "");
        let badge = "> [![Build](a.svg)](b) [!]\n";
        assert_eq!(said(Hooks::default(), badge), "");
        assert_eq!(said(Hooks::default(), "> [!] a\n"), "");
        assert_eq!(
            said(some, "a"),
            "This site draws links, images and headings its own way"
        );
        assert_eq!(said(quotes, note), "This site draws quotes its own way");
        assert_eq!(
            said(Hooks::default(), note),
            "Readers see [!NOTE] and the like as text: this site has no template for such quotes"
        );
    }
}
