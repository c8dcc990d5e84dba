//! What views ask for when they show it: pictures, and the parts of code. New pictures are in
//! `offer`.

mod offer;

use std::path::Path;

pub use offer::{
    at_caret, bring, chosen, copied_files, cover_style, looked_at, made_smaller, put, run, step,
    take_photo,
};

use crate::{
    app::State,
    io::{
        Effect,
        pictures::PictureError,
        workers::{MediaJob, ReadCode},
    },
    model::{
        code::{Code, Span},
        picture::{PictureSource, Pixels},
        words::{self, say},
    },
};

pub fn want(state: &mut State, source: PictureSource, pixels: u32) -> Vec<Effect> {
    let Some(max_pixels) = state.media.pictures.expect(&source, pixels) else {
        return Vec::new();
    };
    let is_of_the_web = source.address.trim_start().contains("://");
    // What was searched for is wanted.
    let is_asked_for = state.stock.shows(&source.address);
    if is_of_the_web && !is_asked_for && !state.settings.web_pictures {
        let reason = say!("picture-web-off").to_owned();
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
    instead: Option<String>,
) -> Vec<Effect> {
    let pictures = &mut state.media.pictures;
    pictures.insert(source.clone(), result.map_err(|err| words::of(&err)));
    if let Some(address) = instead {
        pictures.found_instead(source, address);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::{tabs, testing::opened};

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
