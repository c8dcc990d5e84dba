//! Pictures: asked for by views, chosen for the cover.

use crate::{
    app::{
        State,
        update::{form, notices},
    },
    io::{
        Effect, PicturePlace,
        pictures::{CopyError, PictureError},
    },
    model::{
        document::DocumentId,
        front_matter::{Change, KeyPath, Value},
        picture::{PictureSource, Pixels},
    },
};

/// Pictures are decoded to at most this many pixels a side: enough for a pane at twice the
/// density.
const MAX_PIXELS: u32 = 1600;

pub fn want(state: &mut State, source: PictureSource) -> Vec<Effect> {
    if !state.pictures.expect(&source) {
        return Vec::new();
    }
    vec![Effect::LoadPicture {
        source,
        max_pixels: MAX_PIXELS,
    }]
}

pub fn loaded(
    state: &mut State,
    source: PictureSource,
    result: Result<Pixels, PictureError>,
) -> Vec<Effect> {
    state
        .pictures
        .insert(source, result.map_err(|err| err.to_string()));
    Vec::new()
}

pub fn choose_cover(state: &State, document: DocumentId) -> Vec<Effect> {
    let Some(article) = state.articles.get(&document) else {
        return Vec::new();
    };
    let start = article.document.path().parent().map(Into::into);
    vec![Effect::ChoosePicture { document, start }]
}

/// A picture for the cover: beside the article in a bundle, else in the site's `static/images`.
pub fn chosen(
    state: &State,
    document: DocumentId,
    path: Option<std::path::PathBuf>,
) -> Vec<Effect> {
    let (Some(from), Some(article)) = (path, state.articles.get(&document)) else {
        return Vec::new();
    };
    let file = article.document.path();
    let folder = file.parent().map(Into::into).unwrap_or_default();
    let is_bundle = file.file_stem().is_some_and(|stem| stem == "index");
    let place = match &state.site {
        Some(site) if !is_bundle && site.content != site.root => PicturePlace::Static {
            root: site.root.clone(),
        },
        _ => PicturePlace::Bundle { folder },
    };
    vec![Effect::CopyPicture {
        document,
        from,
        place,
    }]
}

pub fn copied(
    state: &mut State,
    document: DocumentId,
    result: Result<String, CopyError>,
) -> Vec<Effect> {
    match result {
        Ok(address) => {
            let path = cover_image_path(state, document);
            let value = Value::Text(address);
            form::change_field(state, document, &Change::Set { path, value }, false)
        }
        Err(err) => notices::error(state, format!("Picture not copied: {err}")),
    }
}

/// `cover.image`, or `cover` where the head has the address there.
fn cover_image_path(state: &State, document: DocumentId) -> KeyPath {
    let cover = KeyPath::new(["cover"]);
    match state
        .articles
        .get(&document)
        .and_then(|article| article.derived.front_matter.value(&cover))
    {
        Some(Value::Text(_)) => cover,
        _ => KeyPath::new(["cover", "image"]),
    }
}
