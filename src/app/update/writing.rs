//! What is done to the text of the shown article: formatting, whole lines, pasting.

use std::ops::Range;

use crate::{
    app::{
        State,
        article::{Article, Caret},
        request::{Clipboard, Request, WindowRequest},
        update::{panes, pictures},
    },
    io::{Effect, workers::AsideJob},
    model::{
        document::DocumentId,
        markdown::{
            format::{self, Arranging, Formatted, Formatting},
            outline::{self, Heading},
        },
        panes::Pane,
        text::{Cause, Edit, Revision},
        words::say,
    },
};

/// Formats what is selected in the editor.
pub fn format(state: &mut State, formatting: Formatting) -> Vec<Effect> {
    change(state, |text, body_from, selection| {
        // Markdown stops where the head begins.
        let heading = say!("table-heading");
        (selection.start >= body_from)
            .then(|| format::format(text, selection, formatting, heading))?
    })
}

/// Moves, copies or joins the lines that are selected in the editor.
pub fn arrange(state: &mut State, arranging: Arranging) -> Vec<Effect> {
    change(state, |text, body_from, selection| {
        format::arrange(text, body_from, selection, arranging)
    })
}

fn change(
    state: &mut State,
    change: impl FnOnce(&str, usize, Range<usize>) -> Option<Formatted>,
) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        let body_from = article.derived.front_matter.head.end;
        let selection = article.selection();
        if let Some(done) = change(article.document.text(), body_from, selection)
            && apply(article, done)
        {
            article.requests.push(Request::FocusText);
        }
    }
    Vec::new()
}

fn apply(article: &mut Article, done: Formatted) -> bool {
    let made_at = article.document.revision();
    let caret = Caret::Selects(done.selection);
    match article.change(made_at, &done.edit, Cause::Step, caret) {
        Ok(()) => true,
        Err(err) => {
            log::warn!("dropped an edit: {err}");
            false
        }
    }
}

/// Moves the section of a heading before that of another.
pub fn move_section(state: &mut State, from: usize, to: usize) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        let text = article.document.text();
        let headings = article.derived.outline(text);
        if let Some(done) = outline::move_section(text, headings, from, to) {
            apply(article, done);
        }
    }
    Vec::new()
}

/// Moves the section that the caret is in, to before the heading that `to` says. The caret stays
/// at its place in the section.
pub fn move_section_here(
    state: &mut State,
    to: impl Fn(&[Heading], usize) -> Option<usize>,
) -> Vec<Effect> {
    if let Some(article) = state.shown_article_mut() {
        let text = article.document.text();
        let headings = article.derived.outline(text);
        let caret = article.selection().end;
        let here = outline::heading_at(headings, caret);
        let done = here.and_then(|from| {
            let inside = caret - headings.get(from)?.section.start;
            let mut done = outline::move_section(text, headings, from, to(headings, from)?)?;
            let caret = done.selection.start + inside;
            done.selection = caret..caret;
            Some(done)
        });
        if let Some(done) = done {
            apply(article, done);
        }
    }
    Vec::new()
}

/// What the keys of the clipboard do, in the text.
pub fn ask_clipboard(state: &mut State, asked: Clipboard) -> Vec<Effect> {
    panes::focus_text(state);
    state.window.pastes_plain = false;
    state.window.asked.push(WindowRequest::Clipboard(asked));
    Vec::new()
}

/// Pastes letter for letter: no link and no markdown is made of it.
pub fn paste_plain(state: &mut State) -> Vec<Effect> {
    let effects = ask_clipboard(state, Clipboard::Paste);
    state.window.pastes_plain = true;
    effects
}

/// Inserts what was pasted. Plain text is there at once; what else the clipboard knows of it is
/// asked for, and replaces it as a second step, so that undoing that gives the plain text.
pub fn paste(
    state: &mut State,
    id: DocumentId,
    made_at: Revision,
    selection: Range<usize>,
    pasted: &str,
) -> Vec<Effect> {
    let is_plain = std::mem::take(&mut state.window.pastes_plain);
    if let Some(files) = pictures::copied_files(pasted).filter(|_| !is_plain) {
        return pictures::bring(state, Some(Pane::Text), files);
    }
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    let document = &article.document;
    if document.revision() != made_at {
        log::warn!("dropped a paste into an older text");
        return Vec::new();
    }
    let is_in_body = selection.start >= article.derived.front_matter.head.end && !is_plain;
    let smart = format::paste(document.text(), selection.clone(), pasted);
    if let Some(smart) = smart.filter(|_| is_in_body) {
        apply(article, smart);
        return Vec::new();
    }
    let end = selection.start + pasted.len();
    let plain = Formatted {
        edit: Edit {
            range: selection.clone(),
            insert: pasted.to_owned(),
        },
        selection: end..end,
    };
    let is_prose = is_in_body && format::is_prose(document.text(), selection.start);
    if !apply(article, plain) || !is_prose || pasted.trim().is_empty() {
        return Vec::new();
    }
    vec![Effect::Aside(AsideJob::ReadClipboard {
        document: id,
        revision: article.document.revision(),
        pasted: selection.start..end,
        plain: pasted.to_owned(),
    })]
}

/// The pasted text in markdown. It is put in only while the text is as the paste left it.
pub fn clipboard_read(
    state: &mut State,
    id: DocumentId,
    revision: Revision,
    pasted: Range<usize>,
    markdown: String,
) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&id)
        && article.document.revision() == revision
    {
        let end = pasted.start + markdown.len();
        apply(
            article,
            Formatted {
                edit: Edit {
                    range: pasted,
                    insert: markdown,
                },
                selection: end..end,
            },
        );
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::{
            derived,
            update::{
                testing::{opened, text, type_at},
                update,
            },
        },
    };

    fn pasted(state: &mut State, selection: Range<usize>, pasted: &str) -> Vec<Effect> {
        let document = state.session.shown.unwrap();
        let made_at = state.session.articles[&document].document.revision();
        update(
            state,
            Action::Paste {
                document,
                made_at,
                selection,
                text: pasted.to_owned(),
            },
        )
    }

    fn asked(effects: Vec<Effect>) -> (DocumentId, Revision, Range<usize>) {
        match effects.into_iter().next() {
            Some(Effect::Aside(AsideJob::ReadClipboard {
                document,
                revision,
                pasted,
                ..
            })) => (document, revision, pasted),
            other => panic!("not asked: {other:?}"),
        }
    }

    #[test]
    fn formatted_text_becomes_markdown_and_undo_makes_it_plain() {
        let mut state = opened("a ");
        let effects = pasted(&mut state, 2..2, "bold");
        assert_eq!(text(&state), "a bold");

        let (document, revision, range) = asked(effects);
        clipboard_read(&mut state, document, revision, range, "**bold**".to_owned());

        assert_eq!(text(&state), "a **bold**");
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "a bold");
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "a ");
    }

    #[test]
    fn what_was_typed_since_is_not_replaced() {
        let mut state = opened("");
        let effects = pasted(&mut state, 0..0, "bold");
        type_at(&mut state, 4, "!");

        let (document, revision, range) = asked(effects);
        clipboard_read(&mut state, document, revision, range, "**bold**".to_owned());

        assert_eq!(text(&state), "bold!");
    }

    #[test]
    fn front_matter_and_code_take_plain_text() {
        let mut state = opened("---\ntitle: a\n---\n```\nx\n```\n");

        assert_eq!(pasted(&mut state, 11..12, "b"), []);
        assert_eq!(pasted(&mut state, 21..22, "https://e.org"), []);

        assert_eq!(
            text(&state),
            "---\ntitle: b\n---\n```\nhttps://e.org\n```\n"
        );
    }

    #[test]
    fn the_section_at_the_caret_moves_and_the_caret_with_it() {
        let mut state = opened("## A\n\na\n\n## B\n\nbee");
        state
            .shown_article_mut()
            .unwrap()
            .document
            .select(&(17..17));

        update(&mut state, Action::Run(Command::MoveSectionUp));

        assert_eq!(text(&state), "## B\n\nbee\n\n## A\n\na");
        assert_eq!(state.shown_article().unwrap().selection(), 8..8);
        derived::refresh(&mut state);
        update(&mut state, Action::Run(Command::MoveSectionUp));
        assert_eq!(text(&state), "## B\n\nbee\n\n## A\n\na");
        derived::refresh(&mut state);
        update(&mut state, Action::Run(Command::MoveSectionDown));
        assert_eq!(text(&state), "## A\n\na\n\n## B\n\nbee");
    }

    #[test]
    fn lines_do_not_move_into_the_front_matter() {
        let mut state = opened("---\ntitle: a\n---\none\ntwo");
        state
            .shown_article_mut()
            .unwrap()
            .document
            .select(&(21..21));

        update(&mut state, Action::Run(Command::MoveLinesUp));
        assert_eq!(text(&state), "---\ntitle: a\n---\ntwo\none");
        update(&mut state, Action::Run(Command::MoveLinesUp));
        assert_eq!(text(&state), "---\ntitle: a\n---\ntwo\none");
    }
}
