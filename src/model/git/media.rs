//! Which files belong to an article: those beside it, and those that its text names.

use std::path::{Component, Path};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What addresses have in another way than files.
const WRITTEN: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'(')
    .add(b')')
    .add(b'%');

/// What stands before an address.
const BEFORE: [char; 12] = [
    '"', '\'', '(', '<', '[', '=', ',', ' ', '\n', '\t', '{', '`',
];

/// Whether a text, head and all, has an address that leads to the file, as far as the end of its path says.
pub fn names(text: &str, path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let written = utf8_percent_encode(name, WRITTEN).to_string();
    let forms = [Some(name), (written != name).then_some(&*written)];
    let mut forms = forms.into_iter().flatten();
    forms.any(|form| {
        let mut places = text.match_indices(form);
        places.any(|(at, _)| is_address_of(text, at..at + form.len(), path))
    })
}

/// Whether the address that ends with these bytes has the end of the path.
fn is_address_of(text: &str, name: std::ops::Range<usize>, path: &Path) -> bool {
    let (before, after) = (text.get(..name.start), text.get(name.end..));
    let next = after.and_then(|it| it.chars().next());
    if next.is_some_and(|c| c.is_alphanumeric() || "-_/".contains(c)) {
        return false;
    }
    let before = before.unwrap_or_default();
    let start = before.rfind(BEFORE).map_or(0, |at| at + 1);
    let folders = before.get(start..).unwrap_or_default();
    if !folders.is_empty() && !folders.ends_with('/') {
        return false;
    }
    let folders = percent_decode_str(folders).decode_utf8_lossy();
    // Of a whole address the path alone.
    let folders = match folders.split_once("//") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => &folders,
    };
    let named = Path::new(folders).components();
    let named = named.filter_map(|it| match it {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let folder = path.parent().unwrap_or(path);
    let mut of_path = folder.components().rev();
    let mut named: Vec<_> = named.collect();
    // What stands before is not always a folder: a site in a folder of its host.
    while let Some(name) = named.pop() {
        if of_path.next().is_none_or(|it| it.as_os_str() != name) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_a_file_by_the_end_of_its_path() {
        let named = |text: &str, path: &str| names(text, Path::new(path));
        let picture = "static/images/the quay.jpg";
        for text in [
            "![a](/images/the%20quay.jpg)",
            "cover: images/the quay.jpg\n",
            "image: \"../images/the quay.jpg\"",
            "<img src='/images/the%20quay.jpg?x=1'>",
            "{{< figure src=\"/images/the quay.jpg\" >}}",
            "https://example.org/images/the%20quay.jpg",
        ] {
            assert!(named(text, picture), "{text}");
        }
        for text in [
            "![a](/other/the%20quay.jpg)",
            "![a](/images/on-the%20quay.jpg)",
            "/images/the quay.jpg2",
            "the quay",
        ] {
            assert!(!named(text, picture), "{text}");
        }
        assert!(named("![a](quay.jpg)", "content/posts/ferry/quay.jpg"));
        assert!(named("image: quay.jpg", "content/posts/ferry/quay.jpg"));
        assert!(!named("image: aquay.jpg", "content/posts/ferry/quay.jpg"));
    }
}
