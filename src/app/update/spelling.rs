//! Spelling: when an article is checked, and what is done about a word.

use std::{
    collections::BTreeMap,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    action::WordsOf,
    app::{
        State,
        article::{Article, Caret},
        derived,
        state::{Over, Suggesting},
        update::{notices, panes, pausing},
    },
    io::{
        Effect,
        spelling::{Checked, OfSite, SpellingQuery, WordList},
        workers::{AsideJob, SpellingJob},
    },
    model::{
        document::DocumentId,
        spelling,
        text::{Anchor, Cause, Edit},
        words::say,
    },
};

/// How long the text stays as it is before it is checked.
const PAUSE_MILLIS: u64 = 300;

/// Asks for a check when the writer pauses. Also says in how many milliseconds to look again.
pub fn tick(state: &mut State) -> (Option<Effect>, Option<u64>) {
    let now = state.clock.since_start_millis;
    let is_on = state.settings.check_spelling;
    let Some(article) = state.shown_article_mut() else {
        return (None, None);
    };
    if !is_on || article.document.is_plain() {
        turn_off(article);
        return (None, None);
    }
    if article.spelling.asked == Some(article.document.revision()) {
        return (None, None);
    }
    if let Some(left) = millis_left(article, now) {
        return (None, Some(left));
    }
    article.spelling.asked = Some(article.document.revision());
    let query = state.shown_article().map(|article| query(state, article));
    (
        query.map(|query| Effect::Spelling(SpellingJob::Check(Box::new(query)))),
        None,
    )
}

/// Takes the marks away, once.
fn turn_off(article: &mut Article) {
    let spelling = &mut article.spelling;
    if spelling.asked.is_some() || !spelling.misspelled.is_empty() {
        *spelling = spelling::Spelling::default();
    }
}

/// How long the writer has yet to pause before a text is checked again; the first check is at once.
fn millis_left(article: &mut Article, now: u64) -> Option<u64> {
    let revision = article.document.revision();
    let spelling = &mut article.spelling;
    let left = pausing::millis_left(&mut spelling.waiting, revision, now, PAUSE_MILLIS);
    left.filter(|_| spelling.asked.is_some())
}

fn query(state: &State, article: &Article) -> SpellingQuery {
    let head = &article.derived.front_matter;
    let document = &article.document;
    SpellingQuery {
        document: document.id,
        revision: document.revision(),
        text: document.text().into(),
        body_from: document.text().floor_char_boundary(head.head.end),
        dialect: article.derived.blocks.dialect(),
        near: article.selection().end,
        languages: match chosen_language(state, article) {
            Some(language) => vec![language.to_owned()],
            None => match &state.site.open {
                Some(site) => site.languages_of(head, document.path()),
                None => spelling::candidates(head, document.path()),
            },
        },
        otherwise: state.settings.spelling_language.clone(),
        root: state.site.open.as_ref().map(|site| site.root.clone()),
        also: second_languages(state, article),
        of_site: OfSite {
            names: Arc::clone(&state.site.names),
            frequent: Arc::clone(&state.site.frequent),
        },
        saved: Arc::clone(&document.saved().text),
    }
}

/// What is misspelled in a part of a text. An older text is no longer spoken of.
pub fn checked(state: &mut State, checked: Checked) -> Vec<Effect> {
    if let Some(article) = state.session.articles.get_mut(&checked.document)
        && article.document.revision() == checked.revision
        && state.settings.check_spelling
    {
        let selection = article.selection();
        let spelling = &mut article.spelling;
        spelling.language = checked.language;
        spelling.lacks = checked.lacks;
        // The word that is being written may not be whole.
        let mut misspelled = checked.misspelled;
        misspelled.retain(|word| word.end != selection.end || !selection.is_empty());
        spelling.take(checked.revision, &checked.part, misspelled);
    }
    Vec::new()
}

/// Looks again at all articles: the dictionaries have changed.
pub fn again(state: &mut State) {
    for article in state.session.articles.values_mut() {
        article.spelling.asked = None;
    }
}

/// The language that the writer chose for an article, in this run or an earlier one.
pub fn chosen_language<'a>(state: &'a State, article: &'a Article) -> Option<&'a str> {
    let earlier = || {
        state
            .settings
            .remembered
            .article_languages
            .get(article.document.path())
    };
    let language = article.language.as_ref().or_else(earlier);
    language.map(String::as_str)
}

/// The languages whose words are right in an article as well: its own second one, and that of its
/// site.
fn second_languages(state: &State, article: &Article) -> Vec<String> {
    let second = &state.settings.second_languages;
    let of_site = state
        .site
        .open
        .as_ref()
        .and_then(|site| second.get(&site.root));
    let of_article = second.get(article.document.path());
    of_article.into_iter().chain(of_site).cloned().collect()
}

/// The words of another language are right too, in an article or in all of a site.
pub fn also(state: &mut State, path: PathBuf, language: Option<String>) {
    let second = &mut state.settings.second_languages;
    match language {
        Some(language) => second.insert(path, language),
        None => second.remove(&path),
    };
    again(state);
}

/// Asks once for the names in the articles of a site.
pub fn count_names(state: &mut State) -> Option<Effect> {
    let site = state.site.open.as_ref()?;
    state.site.frequent = Arc::default();
    let articles = site.articles.iter().map(|entry| entry.path.to_path_buf());
    Some(Effect::Aside(AsideJob::CountNames {
        root: site.root.clone(),
        articles: articles.collect(),
        dialect: derived::dialect_of(Some(site), &site.content),
    }))
}

pub fn counted(state: &mut State, root: &Path, counts: BTreeMap<String, usize>) -> Vec<Effect> {
    let is_here = state
        .site
        .open
        .as_ref()
        .is_some_and(|site| site.root == root);
    if is_here && !counts.is_empty() {
        state.site.frequent = Arc::new(counts);
        again(state);
    }
    Vec::new()
}

/// The dictionaries of the system are known.
pub fn dictionaries_found(state: &mut State, tags: Vec<String>) -> Vec<Effect> {
    state.spelling.dictionaries = tags;
    Vec::new()
}

/// Checks an article in the language that the writer chose for it.
pub fn spell_in(state: &mut State, id: DocumentId, language: Option<String>) -> Vec<Effect> {
    let Some(article) = state.session.articles.get_mut(&id) else {
        return Vec::new();
    };
    article.spelling.asked = None;
    article.language.clone_from(&language);
    let path = article.document.path();
    let languages = &mut state.settings.remembered.article_languages;
    match language {
        Some(language) => languages.insert(path.to_owned(), language),
        None => languages.remove(path),
    };
    panes::remember(state)
}

/// Goes to the misspelled word at the caret, or to the next, and asks what might have been meant.
/// While that is open, goes on to the next.
pub fn suggest(state: &mut State) -> Vec<Effect> {
    let is_open = state.window.over == Some(Over::Suggestions);
    let Some(article) = state.shown_article_mut() else {
        return Vec::new();
    };
    let caret = article.selection().start;
    let misspelled = &article.spelling.misspelled;
    let here = misspelled.at(caret).filter(|_| !is_open);
    let word = here.or_else(|| misspelled.after(caret)).cloned();
    let Some(word) = word else {
        notices::remark(state, say!("notice-no-misspelled"));
        return Vec::new();
    };
    suggest_for(state, word)
}

/// Asks what might have been meant by the misspelled word at a place, if there is one.
pub fn suggest_at(state: &mut State, id: DocumentId, at_byte: usize) -> Vec<Effect> {
    let article = state
        .shown_article()
        .filter(|article| article.document.id == id);
    match article
        .and_then(|article| article.spelling.misspelled.at(at_byte))
        .cloned()
    {
        Some(word) => suggest_for(state, word),
        None => Vec::new(),
    }
}

/// No word is asked about.
pub fn ask_of_none(state: &mut State) {
    state.spelling.suggesting = None;
}

fn suggest_for(state: &mut State, range: Range<usize>) -> Vec<Effect> {
    let Some(article) = state.shown_article_mut() else {
        return Vec::new();
    };
    let word = article.document.text().get(range.clone());
    let (Some(word), Some(language)) = (word, article.spelling.language.clone()) else {
        return Vec::new();
    };
    let word = word.to_owned();
    let document = article.document.id;
    article.select(range.clone());
    let at = Anchor::new(article.document.revision(), range);
    state.spelling.suggesting = Some(Suggesting {
        document,
        at,
        word: word.clone(),
        suggestions: None,
    });
    state.window.open(Over::Suggestions);
    vec![Effect::Spelling(SpellingJob::Suggest { language, word })]
}

pub fn suggested(state: &mut State, word: &str, suggestions: Vec<String>) -> Vec<Effect> {
    if let Some(suggesting) = &mut state.spelling.suggesting
        && suggesting.word == word
    {
        suggesting.suggestions = Some(suggestions);
    }
    Vec::new()
}

/// Puts a suggestion in the place of the word.
pub fn correct(state: &mut State, correction: String) -> Vec<Effect> {
    let effects = panes::close_finder(state);
    let Some(Suggesting { document, at, .. }) = state.spelling.suggesting.take() else {
        return effects;
    };
    // The text may have changed elsewhere meanwhile.
    if let Some(article) = state.session.articles.get_mut(&document)
        && let Some(range) = article.document.place_of(&at)
    {
        let made_at = article.document.revision();
        let end = range.start + correction.len();
        let edit = Edit {
            range,
            insert: correction,
        };
        let caret = Caret::Selects(end..end);
        if let Err(err) = article.change(made_at, &edit, Cause::Step, caret) {
            log::warn!("dropped a correction: {err}");
        }
    }
    effects
}

/// Adds the word to the writer's own dictionary or to the site's, or has it ignored there.
pub fn add_word(state: &mut State, list: WordsOf) -> Vec<Effect> {
    let mut effects = panes::close_finder(state);
    let Some(suggesting) = state.spelling.suggesting.take() else {
        return effects;
    };
    let root = state.site.open.as_ref().map(|site| site.root.clone());
    let list = match (list, root) {
        (WordsOf::Writer, _) | (_, None) => WordList::Personal,
        (WordsOf::Site, Some(root)) => WordList::Site(root),
        (WordsOf::Ignored, Some(root)) => WordList::Ignored(root),
    };
    again(state);
    effects.push(Effect::Spelling(SpellingJob::AddWord {
        word: suggesting.word,
        list,
    }));
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        action::{Action, Command},
        app::update::{
            testing::{opened, text, type_at},
            update,
        },
        io::workers::StoreJob,
    };

    fn asked(state: &mut State) -> Option<SpellingQuery> {
        match tick(state).0 {
            Some(Effect::Spelling(SpellingJob::Check(query))) => Some(*query),
            None => None,
            other => panic!("{other:?}"),
        }
    }

    fn answer(state: &mut State, query: &SpellingQuery, misspelled: Vec<Range<usize>>) {
        let found = Checked {
            document: query.document,
            revision: query.revision,
            part: 0..query.text.len(),
            misspelled,
            language: Some("nl".to_owned()),
            lacks: None,
        };
        checked(state, found);
    }

    fn marks(state: &State) -> Vec<Range<usize>> {
        state.shown_article().unwrap().spelling.misspelled.to_vec()
    }

    #[test]
    fn an_article_is_checked_at_once_and_again_after_a_pause() {
        let mut state = opened("vandag");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![0..6; 1]);
        assert_eq!(marks(&state), vec![0..6; 1]);
        assert_eq!(asked(&mut state), None);

        type_at(&mut state, 0, "En ");
        assert_eq!(tick(&mut state), (None, Some(PAUSE_MILLIS)));
        state.clock.since_start_millis += PAUSE_MILLIS;
        assert!(asked(&mut state).is_some());
    }

    #[test]
    fn a_text_that_is_shown_plainly_is_not_checked() {
        assert_eq!(asked(&mut opened(&"[vandag](x)".repeat(300_000))), None);
    }

    #[test]
    fn marks_move_along_until_the_next_check() {
        let mut state = opened("pont vandag");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![5..11; 1]);

        type_at(&mut state, 0, "De ");
        tick(&mut state);

        assert_eq!(marks(&state), vec![8..14; 1]);
        answer(&mut state, &query, vec![5..11; 1]);
        assert_eq!(marks(&state), vec![8..14; 1], "of an older text");
    }

    #[test]
    fn a_suggestion_replaces_the_word_as_one_step() {
        let mut state = opened("de vandag pont");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![3..9; 1]);

        let effects = update(&mut state, Action::Run(Command::Spelling));
        assert!(matches!(
            &effects[..],
            [Effect::Spelling(SpellingJob::Suggest { .. })]
        ));
        suggested(&mut state, "vandag", vec!["vandaag".to_owned()]);
        correct(&mut state, "vandaag".to_owned());

        assert_eq!(text(&state), "de vandaag pont");
        update(&mut state, Action::Run(Command::Undo));
        assert_eq!(text(&state), "de vandag pont");
    }

    #[test]
    fn a_word_is_corrected_where_it_is_by_then_and_not_where_it_was_written_over() {
        let mut state = opened("de vandag pont");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![3..9; 1]);
        update(&mut state, Action::Run(Command::Spelling));
        type_at(&mut state, 0, "Nu: ");

        correct(&mut state, "vandaag".to_owned());
        assert_eq!(text(&state), "Nu: de vandaag pont");

        let mut state = opened("de vandag pont");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![3..9; 1]);
        update(&mut state, Action::Run(Command::Spelling));
        type_at(&mut state, 5, "x");

        correct(&mut state, "vandaag".to_owned());
        assert_eq!(text(&state), "de vaxndag pont");
    }

    #[test]
    fn an_added_word_is_checked_again() {
        let mut state = opened("vandag");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![0..6; 1]);
        update(&mut state, Action::Run(Command::Spelling));

        let effects = add_word(&mut state, WordsOf::Writer);

        let [Effect::Spelling(SpellingJob::AddWord { word, list })] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!((word.as_str(), list), ("vandag", &WordList::Personal));
        assert!(asked(&mut state).is_some());
    }

    #[test]
    fn the_same_keys_go_on_to_the_next_word() {
        let mut state = opened("de vandag pont vart");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![3..9, 15..19]);
        let mut press = || {
            update(&mut state, Action::Run(Command::Spelling));
            state.spelling.suggesting.as_ref().unwrap().word.clone()
        };

        assert_eq!([press(), press(), press()], ["vandag", "vart", "vandag"]);
    }

    #[test]
    fn the_language_chosen_for_an_article_is_remembered() {
        let mut state = opened("---\nlang: en\n---\nvandag");
        let id = state.session.shown.unwrap();
        assert_eq!(asked(&mut state).unwrap().languages, ["en"]);

        let effects = spell_in(&mut state, id, Some("nl".to_owned()));

        assert_eq!(asked(&mut state).unwrap().languages, ["nl"]);
        let [Effect::Store(StoreJob::SaveSettings(settings))] = &effects[..] else {
            panic!("{effects:?}");
        };
        let path = state.session.articles[&id].document.path().to_owned();
        assert_eq!(settings.remembered.article_languages[&path], "nl");
        state.session.articles.get_mut(&id).unwrap().language = None;
        again(&mut state);
        assert_eq!(asked(&mut state).unwrap().languages, ["nl"], "the next run");
        spell_in(&mut state, id, None);
        assert_eq!(asked(&mut state).unwrap().languages, ["en"]);
    }

    #[test]
    fn nothing_is_marked_when_it_is_off() {
        let mut state = opened("vandag");
        let query = asked(&mut state).unwrap();
        answer(&mut state, &query, vec![0..6; 1]);

        update(&mut state, Action::Run(Command::CheckSpelling));
        assert_eq!(asked(&mut state), None);
        assert!(marks(&state).is_empty());
        update(&mut state, Action::Run(Command::CheckSpelling));

        assert!(asked(&mut state).is_some());
    }
}
