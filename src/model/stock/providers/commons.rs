//! Wikimedia Commons. Source: mediawiki.org/wiki/API:Search, API:Imageinfo; Extension:CommonsMetadata.

use serde_json::Value;

use super::Asked;
use crate::model::stock::{
    License, NotUnderstood, Orientation, Page, Photo, Provider, Query,
    clean::{address, first_link, number_at, plain, raw_at, size_at, text},
};

const EACH: u32 = 20;
/// Widths that Wikimedia makes, in pixels: of what is listed, looked at and taken.
const LISTED: &str = "330";
const LOOKED_AT: u32 = 960;
const TAKEN: u32 = 1920;
/// What a site can show as it is.
const SHOWN: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

pub fn asked(query: &Query, page: u32) -> Asked {
    let shape = match query.orientation {
        Orientation::Any => "",
        Orientation::Wide => " fileres:>1200",
        Orientation::Tall | Orientation::Square => " fileres:>800",
    };
    let words = format!("filetype:bitmap{shape} {}", query.tidy());
    let language = if query.language.is_empty() {
        "en"
    } else {
        &query.language
    };
    let asked = [
        ("action", "query"),
        ("format", "json"),
        ("formatversion", "2"),
        ("generator", "search"),
        ("gsrnamespace", "6"),
        ("gsrsearch", &words),
        ("gsrlimit", &EACH.to_string()),
        ("gsroffset", &((page - 1) * EACH).to_string()),
        ("prop", "imageinfo"),
        ("iiprop", "url|size|mime|extmetadata"),
        ("iiurlwidth", LISTED),
        ("iiextmetadatalanguage", language),
        (
            "iiextmetadatafilter",
            "Artist|LicenseShortName|LicenseUrl|ImageDescription|Attribution",
        ),
    ];
    let pairs = asked
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()));
    ("/w/api.php", pairs.collect())
}

pub fn read(answer: &Value, page: u32) -> Result<Page, NotUnderstood> {
    if answer.get("error").is_some() {
        return Err(NotUnderstood("error"));
    }
    let Some(query) = answer.get("query") else {
        // Nothing was found.
        let is_done = answer.get("batchcomplete").is_some();
        return is_done.then(Page::default).ok_or(NotUnderstood("query"));
    };
    let pages = query.get("pages").and_then(Value::as_array);
    let mut pages: Vec<&Value> = pages.ok_or(NotUnderstood("pages"))?.iter().collect();
    pages.sort_by_key(|it| number_at(it, "index"));
    let goes_on = answer.get("continue").and_then(|it| it.get("gsroffset"));
    Ok(Page {
        photos: pages.into_iter().filter_map(photo).collect(),
        next: goes_on.is_some().then_some(page + 1),
    })
}

fn photo(value: &Value) -> Option<Photo> {
    let provider = Provider::Commons;
    let info = value.get("imageinfo")?.get(0)?;
    let at = |key: &str| {
        address(
            &raw_at(info, key).replace('(', "%28").replace(')', "%29"),
            provider.hosts(),
        )
    };
    let small = at("thumburl").or_else(|| at("url"))?;
    let size = size_at(info, ["width", "height"]);
    let own = at("url").filter(|_| SHOWN.contains(&raw_at(info, "mime")));
    let of_width = |wide: u32| {
        let (start, end) = small.split_once(&format!("/{LISTED}px-"))?;
        (size[0] > wide).then(|| format!("{start}/{wide}px-{end}"))
    };
    let title = raw_at(value, "title");
    let name = title.split_once(':').map_or(title, |(_, name)| name);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let said = |key: &str| {
        let value = info.get("extmetadata").and_then(|it| it.get(key));
        value.map_or("", |it| raw_at(it, "value"))
    };
    let about = plain(said("ImageDescription"));
    let author = [plain(said("Artist")), plain(said("Attribution"))];
    let license = plain(said("LicenseShortName"));
    let small_name = license.to_lowercase();
    let is_free = ["cc0", "public domain", "pd", "no restrictions"];
    Some(Photo {
        provider,
        id: number_at(value, "pageid").to_string(),
        size,
        alt: if about.is_empty() {
            text(&name.replace('_', " "))
        } else {
            about
        },
        author: author
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default(),
        author_page: first_link(said("Artist")),
        page: address(
            &raw_at(info, "descriptionurl")
                .replace('(', "%28")
                .replace(')', "%29"),
            &["commons.wikimedia.org"],
        )
        .unwrap_or_default(),
        license: License {
            asks_credit: !is_free.iter().any(|it| small_name.starts_with(it)),
            name: license,
            page: address(plain(said("LicenseUrl")).trim(), &[]).unwrap_or_default(),
        },
        large: of_width(LOOKED_AT)
            .or_else(|| own.clone())
            .unwrap_or_else(|| small.clone()),
        file: of_width(TAKEN).or(own)?,
        small,
    })
    .filter(|photo| photo.id != "0")
}
