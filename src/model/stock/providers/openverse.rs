//! Openverse. Source: api.openverse.org/v1, the search of images.

use serde_json::Value;

use super::Asked;
use crate::model::stock::{
    License, NotUnderstood, Orientation, Page, Photo, Provider, Query,
    clean::{address, id_at, number_at, raw_at, size_at, text_at},
};

const EACH: u32 = 20;

pub fn asked(query: &Query, page: u32) -> Asked {
    let mut pairs = vec![
        ("q", query.tidy()),
        ("page", page.to_string()),
        ("page_size", EACH.to_string()),
        ("license_type", "commercial".to_owned()),
    ];
    let shape = match query.orientation {
        Orientation::Any => None,
        Orientation::Wide => Some("wide"),
        Orientation::Tall => Some("tall"),
        Orientation::Square => Some("square"),
    };
    pairs.extend(shape.map(|shape| ("aspect_ratio", shape.to_owned())));
    ("/v1/images/", pairs)
}

pub fn read(answer: &Value, page: u32) -> Result<Page, NotUnderstood> {
    let results = answer.get("results").and_then(Value::as_array);
    let results = results.ok_or(NotUnderstood("results"))?;
    Ok(Page {
        photos: results.iter().filter_map(photo).collect(),
        next: (number_at(answer, "page_count") > u64::from(page)).then_some(page + 1),
    })
}

fn photo(value: &Value) -> Option<Photo> {
    if value.get("mature").and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let at = |key: &str| address(raw_at(value, key), &[]);
    let small = at("thumbnail")?;
    Some(Photo {
        provider: Provider::Openverse,
        id: id_at(value, "id")?,
        size: size_at(value, ["width", "height"]),
        alt: text_at(value, "title"),
        author: text_at(value, "creator"),
        author_page: at("creator_url").unwrap_or_default(),
        page: at("foreign_landing_url").unwrap_or_default(),
        license: license(value),
        large: small.clone(),
        small,
        file: at("url")?,
    })
}

fn license(value: &Value) -> License {
    let name = text_at(value, "license").to_uppercase();
    let version = text_at(value, "license_version");
    let is_free = matches!(&*name, "CC0" | "PDM");
    let name = match &*name {
        "PDM" => "Public Domain Mark".to_owned(),
        "CC0" => format!("CC0 {version}"),
        _ => format!("CC {name} {version}"),
    };
    License {
        name: name.trim().to_owned(),
        page: address(raw_at(value, "license_url"), &[]).unwrap_or_default(),
        asks_credit: !is_free,
    }
}
