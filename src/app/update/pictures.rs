//! What views ask for when they show it: pictures, and the parts of code. Pictures chosen for a
//! field.

use crate::{
    app::{
        State,
        update::{form, notices},
    },
    io::{
        Effect, PictureField, PicturePlace,
        pictures::{CopyError, PictureError},
    },
    model::{
        code::{Code, Span},
        document::DocumentId,
        front_matter::{Change, KeyPath, Value},
        picture::{PictureSource, Pixels},
    },
};

pub fn want(state: &mut State, source: PictureSource, pixels: u32) -> Vec<Effect> {
    let Some(max_pixels) = state.pictures.expect(&source, pixels) else {
        return Vec::new();
    };
    vec![Effect::LoadPicture { source, max_pixels }]
}

pub fn measured(state: &mut State, source: PictureSource, size: [usize; 2]) -> Vec<Effect> {
    state.pictures.measured(source, size);
    Vec::new()
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

pub fn want_code(state: &mut State, code: Code) -> Vec<Effect> {
    if !state.codes.expect(&code) {
        return Vec::new();
    }
    vec![Effect::ReadCode(code)]
}

pub fn code_read(state: &mut State, code: Code, spans: Vec<Span>) -> Vec<Effect> {
    state.codes.insert(code, spans);
    Vec::new()
}

/// Asks for a picture for the field at `path`.
pub fn choose(state: &State, document: DocumentId, path: KeyPath) -> Vec<Effect> {
    let Some(article) = state.articles.get(&document) else {
        return Vec::new();
    };
    let start = article.document.path().parent().map(Into::into);
    let field = PictureField { document, path };
    vec![Effect::ChoosePicture { field, start }]
}

/// The picture is copied beside the article in a bundle, else to the site's `static/images`.
pub fn chosen(state: &State, field: PictureField, path: Option<std::path::PathBuf>) -> Vec<Effect> {
    let (Some(from), Some(article)) = (path, state.articles.get(&field.document)) else {
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
    vec![Effect::CopyPicture { field, from, place }]
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
            form::change_field(state, document, &Change::Set { path, value }, false)
        }
        Err(err) => notices::error(state, format!("Picture not copied: {err}")),
    }
}
