//! What is found of the pictures that lie in a site, whichever articles name them: those that nothing names,
//! that hold the same as another one, that weigh much, that tell where they were taken.
//!
//! What browsers ask for by themselves, and what themes take from the folder of an article by its name, is
//! not told of as being unused.

use std::{collections::HashMap, path::Path, sync::Arc};

use super::wanted::Wanted;
use crate::model::{
    document::ContentHash,
    finding::{Finding, Place, Rule},
    picture::library::{Library, SitePicture},
    said::{path_text, said},
};

/// More pixels along a side no screen shows of a picture in a text.
const MOST_SIDE: usize = 2_500;
/// How names begin that browsers and systems ask for without being told.
const ASKED_FOR: [&str; 7] = [
    "android-chrome",
    "apple-touch-icon",
    "favicon",
    "mstile",
    "og-image",
    "opengraph",
    "safari-pinned-tab",
];
/// What names hold that themes take from the folder of an article.
const TAKEN: [&str; 7] = [
    "feature",
    "cover",
    "thumb",
    "hero",
    "banner",
    "header",
    "background",
];

/// What is found, each with the file that it is about, in their order.
pub fn found(library: &Library, wanted: &Wanted) -> Vec<(Arc<Path>, Finding)> {
    let twins = twins(library);
    let mut found = Vec::new();
    for picture in library.pictures.iter().filter(|it| !it.is_of_theme) {
        let findings = of_picture(library, picture, &twins, wanted);
        let told = findings.filter_map(|finding| wanted.applied(finding));
        found.extend(told.map(|finding| (Arc::clone(&picture.path), finding)));
    }
    found
}

fn of_picture(
    library: &Library,
    picture: &SitePicture,
    twins: &HashMap<ContentHash, Vec<&Arc<Path>>>,
    wanted: &Wanted,
) -> impl Iterator<Item = Finding> {
    let shown = |path: &Path| {
        let path = path.strip_prefix(&library.around.root).unwrap_or(path);
        path_text(path)
    };
    let is_unused =
        picture.uses.is_empty() && picture.mentions.is_empty() && !is_taken(library, picture);
    let unused = is_unused.then(|| (Rule::ImageUnused, said!("check-image-unused")));
    let twin = picture.hash.and_then(|hash| twins.get(&hash));
    let twin = twin.and_then(|all| all.iter().find(|it| ***it != picture.path));
    let twice = twin.map(|other| {
        let message = said!("check-image-twice", path = shown(other));
        (Rule::ImageTwice, message)
    });
    let [wide, high] = picture.pixels.unwrap_or_default();
    let is_vector = picture
        .path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("svg"));
    let is_large = !is_vector && wide.max(high) > MOST_SIDE;
    let is_heavy = picture.bytes > wanted.limits.picture_kilobytes * 1_000;
    let heavy = (is_heavy || is_large).then(|| {
        let message = said!(
            "check-image-heavy",
            kilobytes = picture.bytes.div_ceil(1_000),
            width = wide.to_string(),
            height = high.to_string()
        );
        (Rule::ImageHeavy, message)
    });
    let location = picture
        .has_location
        .then(|| (Rule::ImageLocation, said!("check-image-location")));
    let all = [unused, twice, heavy, location].into_iter().flatten();
    all.map(|(rule, message)| Finding::new(rule, Place::File, message))
}

/// Whether something may take it that names it nowhere.
fn is_taken(library: &Library, picture: &SitePicture) -> bool {
    let name = picture.name().to_lowercase();
    let is_in_content = picture.path.starts_with(&library.around.content);
    ASKED_FOR.iter().any(|start| name.starts_with(start))
        || is_in_content && TAKEN.iter().any(|part| name.contains(part))
}

/// Those that hold the same, by what they hold.
fn twins(library: &Library) -> HashMap<ContentHash, Vec<&Arc<Path>>> {
    let mut twins: HashMap<ContentHash, Vec<&Arc<Path>>> = HashMap::new();
    for picture in library.pictures.iter().filter(|it| !it.is_of_theme) {
        if let Some(hash) = picture.hash {
            twins.entry(hash).or_default().push(&picture.path);
        }
    }
    twins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::{
        library::{Around, Use},
        named::Manner,
    };

    fn picture(path: &str) -> SitePicture {
        SitePicture::new(Path::new(path).into(), 1_000, false)
    }

    fn rules(pictures: Vec<SitePicture>) -> Vec<(String, Rule)> {
        let around = Around {
            root: "/s".into(),
            content: "/s/content".into(),
            served: vec!["/s/static".into()],
            ..Around::default()
        };
        let library = Library::new(around, pictures);
        let found = found(&library, &Wanted::default()).into_iter();
        found
            .map(|(path, finding)| (path.to_string_lossy().into_owned(), finding.rule))
            .collect()
    }

    #[test]
    fn what_nothing_names_is_told_but_not_what_browsers_and_themes_take() {
        let used = Use {
            article: Path::new("/s/content/a.md").into(),
            range: 0..1,
            manner: Manner::Markdown,
        };
        let found = rules(vec![
            picture("/s/static/favicon-32.png"),
            picture("/s/content/a/cover.jpg"),
            picture("/s/static/cover.jpg"),
            SitePicture {
                uses: vec![used],
                ..picture("/s/static/used.jpg")
            },
            SitePicture {
                mentions: vec![Path::new("/s/layouts/x.html").into()],
                ..picture("/s/static/named.jpg")
            },
            SitePicture {
                is_of_theme: true,
                ..picture("/s/themes/t/static/x.jpg")
            },
        ]);

        assert_eq!(
            found,
            [("/s/static/cover.jpg".to_owned(), Rule::ImageUnused)]
        );
    }

    #[test]
    fn what_holds_the_same_weighs_much_or_tells_a_place_is_told() {
        let hash = Some(ContentHash([1; 32]));
        let named = |path: &str| SitePicture {
            mentions: vec![Path::new("/s/layouts/x.html").into()],
            ..picture(path)
        };
        let found = rules(vec![
            SitePicture {
                hash,
                ..named("/s/static/a.jpg")
            },
            SitePicture {
                hash,
                ..named("/s/static/b.jpg")
            },
            SitePicture {
                bytes: 500_001,
                ..named("/s/static/c.jpg")
            },
            SitePicture {
                pixels: Some([2_501, 9]),
                ..named("/s/static/d.jpg")
            },
            SitePicture {
                pixels: Some([2_501, 9]),
                ..named("/s/static/e.svg")
            },
            SitePicture {
                has_location: true,
                ..named("/s/static/f.jpg")
            },
        ]);

        let told: Vec<(&str, Rule)> = found
            .iter()
            .map(|(path, rule)| (&path[10..], *rule))
            .collect();
        assert_eq!(
            told,
            [
                ("a.jpg", Rule::ImageTwice),
                ("b.jpg", Rule::ImageTwice),
                ("c.jpg", Rule::ImageHeavy),
                ("d.jpg", Rule::ImageHeavy),
                ("f.jpg", Rule::ImageLocation),
            ]
        );
    }
}
