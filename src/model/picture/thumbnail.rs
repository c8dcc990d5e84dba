//! Which picture a row of the list shows of a cover: one of the site, or a small rendition where the
//! host of a web picture makes those. A whole picture of the web is not fetched for a row.

use std::borrow::Cow;

/// The width of a small rendition, in pixels.
const WIDTH: &str = "w=280";
/// Hosts that make small renditions, by the same query.
const HOSTS: [&str; 2] = ["https://images.pexels.com/", "https://images.unsplash.com/"];
/// What of a query is another size.
const SIZES: [&str; 4] = ["w", "h", "dpr", "fit"];

/// The picture of the site itself, or a small rendition of one in the web. `None`: there is none, and
/// a whole picture is not fetched for a row.
pub fn address(cover: &str) -> Option<Cow<'_, str>> {
    let cover = cover.trim();
    if cover.is_empty() || cover.starts_with("data:") || cover.starts_with("//") {
        return None;
    }
    if !cover.contains("://") {
        return Some(Cow::Borrowed(cover));
    }
    if !HOSTS.iter().any(|host| cover.starts_with(host)) {
        return None;
    }
    let (path, query) = cover.split_once('?').unwrap_or((cover, ""));
    let kept = query.split('&').filter(|part| {
        let name = part.split('=').next().unwrap_or_default();
        !part.is_empty() && !SIZES.contains(&name)
    });
    let query: Vec<&str> = kept.chain([WIDTH]).collect();
    Some(Cow::Owned(format!("{path}?{}", query.join("&"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_what_is_in_the_site_or_small() {
        for own in ["/img/a.jpg", "boat.jpg", "../x.png?v=2"] {
            assert_eq!(address(own).as_deref(), Some(own));
        }
        let pexels =
            "https://images.pexels.com/photos/1/a.jpeg?auto=compress&cs=tinysrgb&h=627&w=1200";
        assert_eq!(
            address(pexels).as_deref(),
            Some("https://images.pexels.com/photos/1/a.jpeg?auto=compress&cs=tinysrgb&w=280")
        );
        assert_eq!(
            address("https://images.unsplash.com/photo-1").as_deref(),
            Some("https://images.unsplash.com/photo-1?w=280")
        );
        for none in [
            "",
            "https://example.org/huge.jpg",
            "http://a/b.jpg",
            "data:image/png;base64,x",
            "//h/a.jpg",
            "https://images.pexels.com.evil.example/a.jpg",
        ] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
