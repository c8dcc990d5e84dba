//! An article as a page of HTML: into the clipboard, a file, or to a browser that prints it.

use std::sync::Arc;

use crate::{
    action::{Action, Command, FileStep},
    app::{
        State, derived,
        request::WindowRequest,
        update::{notices, panes},
    },
    io::{
        Effect,
        web_page::{Article, Made, NotMade, To},
        workers::AsideJob,
    },
    model::{
        markdown::render::RawHtml,
        web_page::ForPeople,
        words::{self, say},
    },
};

/// Letters of a title that the name of a file takes over.
const MOST_NAME: usize = 80;

/// Puts what is selected into the clipboard, else all of the body, for programs that show letters as they look.
pub fn copy(state: &mut State) -> Vec<Effect> {
    panes::focus_text(state);
    let selection = state
        .shown_article()
        .map(crate::app::article::Article::selection);
    let part = selection.filter(|selection| !selection.is_empty());
    make(state, To::Clipboard(part))
}

/// Asks for a file, which is to hold the article with its pictures.
pub fn save(state: &mut State) -> Vec<Effect> {
    let title = state
        .shown_article()
        .map(|article| article.derived.entry.title.as_str());
    let to = To::File {
        name: file_name(title.unwrap_or_default()),
        title: say!("web-page-dialog"),
        kind: say!("web-page-kind"),
    };
    make(state, to)
}

pub fn print(state: &mut State) -> Vec<Effect> {
    make(state, To::Printer)
}

fn make(state: &State, to: To) -> Vec<Effect> {
    let Some(article) = state.shown_article() else {
        return Vec::new();
    };
    let document = &article.document;
    let site = state.site.open.as_ref();
    let keeps = site.is_some_and(|site| site.settings.keeps_raw_html());
    let article = Article {
        text: Arc::from(document.text()),
        is_plain: document.is_plain(),
        path: document.path().to_owned(),
        root: site.map(|site| site.root.clone()),
        dialect: derived::dialect_of(site, document.path()),
        people: ForPeople::of(site, &article.derived.front_matter, document.path()),
        raw: if keeps {
            RawHtml::Kept
        } else {
            RawHtml::Omitted
        },
    };
    vec![AsideJob::MakeWebPage { article, to }.into()]
}

/// What became of it.
pub fn made(state: &mut State, made: Result<Made, NotMade>) -> Vec<Effect> {
    match made {
        Ok(Made::Copied) => notices::done(state, say!("web-page-copied")),
        Ok(Made::Saved { path, left }) => {
            let shown = path.display().to_string();
            let said = match left {
                0 => say!("web-page-saved", path = shown),
                left => say!("web-page-saved-without", path = shown, pictures = left),
            };
            let show = Action::File(path, FileStep::ShowInFolder);
            notices::offer(state, said, Command::ShowInFolder.title(), show);
        }
        Ok(Made::Cancelled) => {}
        Ok(Made::Served(address)) => {
            state.window.asked.push(WindowRequest::OpenLink(address));
            notices::done(state, say!("web-page-printing"));
        }
        Err(why) => return notices::error(state, words::of(&why)),
    }
    Vec::new()
}

/// A title as the name of a file on any system.
fn file_name(title: &str) -> String {
    let is_of_names = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
    let letters = title.chars().map(|c| if is_of_names(c) { c } else { '-' });
    let name: String = letters.take(MOST_NAME).collect();
    match name.trim_matches(['.', ' ', '-']) {
        "" => "article.html".to_owned(),
        name => format!("{name}.html"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::{testing::opened, update};

    #[test]
    fn a_file_is_called_as_the_title() {
        assert_eq!(file_name("De brug: \"open\"?"), "De brug- -open.html");
        assert_eq!(file_name("../.."), "article.html");
        assert_eq!(
            file_name(&"é".repeat(200)),
            format!("{}.html", "é".repeat(MOST_NAME))
        );
    }

    #[test]
    fn what_is_selected_is_copied_else_all() {
        let mut state = opened("---\ntitle: A\n---\nOne *two*\n");
        let effects = update(&mut state, Action::Run(Command::CopyFormatted));
        let [Effect::Aside(AsideJob::MakeWebPage { to, .. })] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(*to, To::Clipboard(None));

        let mut articles = state.session.articles.values_mut();
        articles.next().unwrap().select(21..26);
        drop(articles);
        let effects = update(&mut state, Action::Run(Command::CopyFormatted));
        let [Effect::Aside(AsideJob::MakeWebPage { to, article })] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(*to, To::Clipboard(Some(21..26)));
        assert_eq!(&article.text[21..26], "*two*");
    }

    #[test]
    fn what_became_of_it_is_said() {
        let mut state = opened("A\n");
        made(
            &mut state,
            Ok(Made::Served("http://127.0.0.1:1/a".to_owned())),
        );
        let asked = WindowRequest::OpenLink("http://127.0.0.1:1/a".to_owned());
        assert!(state.window.asked.iter().any(|it| *it == asked));
        let saved = Made::Saved {
            path: "/x/a.html".into(),
            left: 2,
        };
        made(&mut state, Ok(saved));
        made(&mut state, Err(NotMade::NoDialog));
        made(&mut state, Ok(Made::Cancelled));
        assert_eq!(state.notices.shown.len(), 3);
    }
}
