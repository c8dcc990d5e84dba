//! Pexels. Source: pexels.com/api/documentation, "Search for Photos".

use serde_json::Value;

use super::Asked;
use crate::model::stock::{
    License, NotUnderstood, Orientation, Page, Photo, Provider, Query,
    clean::{address, id_at, raw_at, size_at, text_at},
};

const EACH: u32 = 30;
/// What is asked for of the original: no wider than a page needs.
const TAKEN: &str = "?auto=compress&cs=tinysrgb&w=1600";
/// The languages that it reads queries in.
const LOCALES: [&str; 28] = [
    "en-US", "pt-BR", "es-ES", "ca-ES", "de-DE", "it-IT", "fr-FR", "sv-SE", "id-ID", "pl-PL",
    "ja-JP", "zh-TW", "zh-CN", "ko-KR", "th-TH", "nl-NL", "hu-HU", "vi-VN", "cs-CZ", "da-DK",
    "fi-FI", "uk-UA", "el-GR", "ro-RO", "nb-NO", "sk-SK", "tr-TR", "ru-RU",
];

pub fn asked(query: &Query, page: u32) -> Asked {
    let mut pairs = vec![
        ("query", query.tidy()),
        ("page", page.to_string()),
        ("per_page", EACH.to_string()),
    ];
    let shape = match query.orientation {
        Orientation::Any => None,
        Orientation::Wide => Some("landscape"),
        Orientation::Tall => Some("portrait"),
        Orientation::Square => Some("square"),
    };
    pairs.extend(shape.map(|shape| ("orientation", shape.to_owned())));
    let mut locales = LOCALES.iter();
    let locale = locales.find(|it| {
        it.split_once('-')
            .is_some_and(|(it, _)| it == query.language)
    });
    pairs.extend(locale.map(|it| ("locale", (*it).to_owned())));
    ("/v1/search", pairs)
}

pub fn read(answer: &Value, page: u32) -> Result<Page, NotUnderstood> {
    let photos = answer.get("photos").and_then(Value::as_array);
    let photos = photos.ok_or(NotUnderstood("photos"))?;
    let has_next = !raw_at(answer, "next_page").is_empty();
    Ok(Page {
        photos: photos.iter().filter_map(photo).collect(),
        next: has_next.then_some(page + 1),
    })
}

fn photo(value: &Value) -> Option<Photo> {
    let provider = Provider::Pexels;
    let sizes = value.get("src")?;
    let at = |key: &str| address(raw_at(sizes, key), provider.hosts());
    let original = at("original")?;
    let bare = original.split(['?', '#']).next().unwrap_or_default();
    let page = |key: &str| address(raw_at(value, key), &["www.pexels.com"]).unwrap_or_default();
    Some(Photo {
        provider,
        id: id_at(value, "id")?,
        size: size_at(value, ["width", "height"]),
        alt: text_at(value, "alt"),
        author: text_at(value, "photographer"),
        author_page: page("photographer_url"),
        page: page("url"),
        license: License {
            name: "Pexels License".to_owned(),
            page: "https://www.pexels.com/license/".to_owned(),
            asks_credit: false,
        },
        small: at("medium").or_else(|| at("tiny"))?,
        large: at("large").or_else(|| at("medium"))?,
        file: format!("{bare}{TAKEN}"),
    })
}
