//! Pixabay. Source: pixabay.com/api/docs, "Search Images".

use serde_json::Value;

use super::Asked;
use crate::model::stock::{
    License, NotUnderstood, Orientation, Page, Photo, Provider, Query,
    clean::{address, id_at, number_at, raw_at, size_at, text_at},
};

const EACH: u32 = 30;
/// The languages that it reads queries in.
const LANGUAGES: [&str; 26] = [
    "cs", "da", "de", "en", "es", "fr", "id", "it", "hu", "nl", "no", "pl", "pt", "ro", "sk", "fi",
    "sv", "tr", "vi", "th", "bg", "ru", "el", "ja", "ko", "zh",
];

pub fn asked(query: &Query, page: u32) -> Asked {
    let mut pairs = vec![
        ("q", query.tidy()),
        ("page", page.to_string()),
        ("per_page", EACH.to_string()),
        ("image_type", "photo".to_owned()),
        ("safesearch", "true".to_owned()),
    ];
    let shape = match query.orientation {
        Orientation::Any | Orientation::Square => None,
        Orientation::Wide => Some("horizontal"),
        Orientation::Tall => Some("vertical"),
    };
    pairs.extend(shape.map(|shape| ("orientation", shape.to_owned())));
    let known = LANGUAGES.iter().find(|it| **it == query.language);
    pairs.extend(known.map(|it| ("lang", (*it).to_owned())));
    ("/api/", pairs)
}

pub fn read(answer: &Value, page: u32) -> Result<Page, NotUnderstood> {
    let hits = answer.get("hits").and_then(Value::as_array);
    let hits = hits.ok_or(NotUnderstood("hits"))?;
    let seen = u64::from(page) * u64::from(EACH);
    Ok(Page {
        photos: hits.iter().filter_map(photo).collect(),
        next: (number_at(answer, "totalHits") > seen).then_some(page + 1),
    })
}

fn photo(value: &Value) -> Option<Photo> {
    let provider = Provider::Pixabay;
    let at = |key: &str| address(raw_at(value, key), provider.hosts());
    let author = text_at(value, "user");
    let number = id_at(value, "user_id").unwrap_or_default();
    let is_plain = author
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it));
    let has_page = is_plain && !author.is_empty() && !number.is_empty();
    Some(Photo {
        provider,
        id: id_at(value, "id")?,
        size: size_at(value, ["imageWidth", "imageHeight"]),
        alt: text_at(value, "tags"),
        author_page: if has_page {
            format!("https://pixabay.com/users/{author}-{number}/")
        } else {
            String::new()
        },
        author,
        page: at("pageURL").unwrap_or_default(),
        license: License {
            name: "Pixabay Content License".to_owned(),
            page: "https://pixabay.com/service/license-summary/".to_owned(),
            asks_credit: false,
        },
        small: at("webformatURL").or_else(|| at("previewURL"))?,
        large: at("webformatURL").or_else(|| at("previewURL"))?,
        file: at("largeImageURL").or_else(|| at("webformatURL"))?,
    })
}
