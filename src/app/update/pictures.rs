//! What views ask for when they show it: pictures, and the parts of code. Pictures chosen for a
//! field.

use std::path::{Path, PathBuf};

use crate::{
    action::PictureStep,
    app::{
        State,
        state::Over,
        update::{completing, form, notices},
    },
    io::{
        Effect,
        dialogs::Answer,
        pictures::{CopyError, PictureError, PictureField, PicturePlace},
        workers::{AsideJob, MediaJob, ReadCode, StoreJob},
    },
    model::{
        code::{Code, Span},
        document::DocumentId,
        front_matter::{Change, KeyPath, Value},
        picture::{PictureSource, Pixels},
        site::bundle::Role,
        words::say,
    },
};

pub fn want(state: &mut State, source: PictureSource, pixels: u32) -> Vec<Effect> {
    let Some(max_pixels) = state.media.pictures.expect(&source, pixels) else {
        return Vec::new();
    };
    let is_of_the_web = source.address.trim_start().contains("://");
    if is_of_the_web && !state.settings.web_pictures {
        let reason = "Pictures from the web are turned off in the settings".to_owned();
        state.media.pictures.insert(source, Err(reason));
        return Vec::new();
    }
    vec![Effect::Media(MediaJob::Load { source, max_pixels })]
}

/// Gives up what is being drawn for an article that was closed. Another article of its folder that
/// shows the same picture asks for it again.
pub fn give_up(state: &mut State, article: &Path) -> Option<Effect> {
    let sources = state.media.pictures.give_up(article.parent()?);
    (!sources.is_empty()).then_some(Effect::Media(MediaJob::GiveUp(sources)))
}

pub fn measured(state: &mut State, source: PictureSource, size: [usize; 2]) -> Vec<Effect> {
    state.media.pictures.measured(source, size);
    Vec::new()
}

pub fn loaded(
    state: &mut State,
    source: PictureSource,
    result: Result<Pixels, PictureError>,
) -> Vec<Effect> {
    state
        .media
        .pictures
        .insert(source, result.map_err(|err| err.to_string()));
    Vec::new()
}

pub fn want_code(state: &mut State, code: Code) -> Vec<Effect> {
    if !state.media.codes.expect(&code) {
        return Vec::new();
    }
    vec![Effect::ReadCode(ReadCode(code))]
}

pub fn code_read(state: &mut State, code: Code, spans: Vec<Span>) -> Vec<Effect> {
    state.media.codes.insert(code, spans);
    Vec::new()
}

pub fn step(state: &mut State, step: PictureStep) -> Vec<Effect> {
    match step {
        PictureStep::Choose { document, field } => choose(state, document, field),
        PictureStep::Give(typed) => path_given(state, &typed),
        PictureStep::Show(source) => vec![AsideJob::ShowPicture { source }.into()],
    }
}

/// Asks for a picture for the field at `path`.
fn choose(state: &State, document: DocumentId, path: KeyPath) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&document) else {
        return Vec::new();
    };
    let start = article.document.path().parent().map(Into::into);
    let field = PictureField { document, path };
    vec![Effect::Aside(AsideJob::ChoosePicture { field, start })]
}

/// Where the system has no dialog, the path is asked for here, beside the pictures of the site.
pub fn chosen(state: &mut State, field: PictureField, answer: Answer) -> Vec<Effect> {
    let from = match answer {
        Answer::Chosen(from) => from,
        Answer::Cancelled => return Vec::new(),
        Answer::NoDialog => {
            let job = state
                .session
                .articles
                .get(&field.document)
                .map(|article| completing::find_targets(state, article));
            state.aids.picture_field = Some(field);
            state.window.open(Over::PicturePath);
            return job.into_iter().map(Into::into).collect();
        }
    };
    copy(state, field, from)
}

/// The path of a picture was typed: it is copied. What is an address already is written as it is.
fn path_given(state: &mut State, typed: &str) -> Vec<Effect> {
    state.window.close();
    let Some(field) = state.aids.picture_field.take() else {
        return Vec::new();
    };
    let path = Path::new(typed);
    let is_of_site =
        |(_, addresses): &(PathBuf, Vec<String>)| addresses.iter().any(|address| address == typed);
    if state
        .aids
        .completing
        .targets
        .as_ref()
        .is_some_and(is_of_site)
    {
        return copied(state, field, Ok(typed.to_owned()));
    }
    if !path.is_absolute() {
        return notices::error(state, say!("path-box-not-whole", path = typed));
    }
    copy(state, field, path.to_owned())
}

/// The picture is copied beside the article in a bundle, else to the site's `static/images`.
fn copy(state: &State, field: PictureField, from: PathBuf) -> Vec<Effect> {
    let Some(article) = state.session.articles.get(&field.document) else {
        return Vec::new();
    };
    let file = article.document.path();
    let folder = file.parent().map(Into::into).unwrap_or_default();
    let is_bundle = Role::of(file) == Role::Leaf;
    let place = match &state.site.open {
        Some(site) if !is_bundle && site.content != site.root => PicturePlace::Static {
            root: site.root.clone(),
        },
        _ => PicturePlace::Bundle { folder },
    };
    vec![Effect::Store(StoreJob::CopyPicture { field, from, place })]
}

pub fn copied(
    state: &mut State,
    field: PictureField,
    result: Result<String, CopyError>,
) -> Vec<Effect> {
    match result {
        Ok(address) => {
            let PictureField { document, path } = field;
            let value = Value::Text(address);
            form::change_field(state, document, &[Change::Set { path, value }], false)
        }
        Err(err) => notices::error(
            state,
            say!("notice-picture-not-copied", why = err.to_string()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::{
        tabs,
        testing::{opened, text},
    };

    fn picture(address: &str) -> PictureSource {
        PictureSource {
            address: address.to_owned(),
            folder: "posts".into(),
            root: None,
        }
    }

    #[test]
    fn what_is_drawn_for_a_closed_article_is_given_up() {
        let mut state = opened("");
        let article = state.shown_article().unwrap().document.path().to_owned();
        let [beside, elsewhere] = [article.parent().unwrap(), Path::new("elsewhere")];
        let [own, other] = [beside, elsewhere].map(|folder| PictureSource {
            folder: folder.to_owned(),
            ..picture("a.svg")
        });
        for source in [&own, &other] {
            assert_eq!(want(&mut state, source.clone(), 100).len(), 1);
        }

        let id = state.session.shown.unwrap();
        let effects = tabs::close(&mut state, id);

        let given_up = Effect::Media(MediaJob::GiveUp(vec![own.clone()]));
        assert!(effects.contains(&given_up), "{effects:?}");
        assert_eq!(want(&mut state, own, 100).len(), 1, "it is asked for again");
        assert_eq!(want(&mut state, other, 100), []);
    }

    #[test]
    fn without_a_dialog_the_path_of_a_picture_is_asked_for_and_its_field_filled() {
        let mut state = opened("---\ntitle: A\ncover: old.jpg\n---\n");
        let document = state.session.shown.unwrap();
        let field = || PictureField {
            document,
            path: KeyPath::new(["cover"]),
        };

        let effects = chosen(&mut state, field(), Answer::NoDialog);
        assert_eq!(state.window.over, Some(Over::PicturePath));
        let is_search =
            |effect: &Effect| matches!(effect, Effect::Aside(AsideJob::FindTargets { .. }));
        assert!(
            effects.iter().any(is_search),
            "the site's own are looked for"
        );
        let found = vec!["/img/boat.jpg".to_owned()];
        completing::targets_found(&mut state, "".into(), found);
        step(&mut state, PictureStep::Give("/img/boat.jpg".to_owned()));
        assert!(text(&state).contains("cover: /img/boat.jpg\n"));

        // From elsewhere it is copied; what is neither is said.
        chosen(&mut state, field(), Answer::NoDialog);
        let path = std::env::temp_dir().join("boat.jpg");
        let given = PictureStep::Give(path.to_string_lossy().into_owned());
        let effects = step(&mut state, given);
        let copy = StoreJob::CopyPicture {
            field: field(),
            from: path,
            place: PicturePlace::Bundle { folder: "".into() },
        };
        assert_eq!(effects, [Effect::Store(copy)]);
        chosen(&mut state, field(), Answer::NoDialog);
        step(&mut state, PictureStep::Give("boat.jpg".to_owned()));
        assert_eq!(state.notices.shown.len(), 1);
    }

    #[test]
    fn no_picture_is_fetched_from_the_web_where_that_is_turned_off() {
        let mut state = opened("");
        assert_eq!(
            want(&mut state, picture("https://example.org/a.png"), 100).len(),
            1
        );
        state.settings.web_pictures = false;

        assert_eq!(
            want(&mut state, picture("https://example.org/b.png"), 100),
            []
        );
        assert_eq!(want(&mut state, picture("c.png"), 100).len(), 1);
    }
}
