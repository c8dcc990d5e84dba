//! The keys by which themes, and sites without one, find the cover of an article, as data.
//!
//! A key is written with dots between its parts; `0` is the first item of a list. Of several keys
//! for the words of a picture the first that is there counts, else the first.

/// Where an address stands, and the words that go with it.
#[derive(Debug)]
pub struct Place {
    pub image: &'static str,
    pub alts: &'static [&'static str],
    pub captions: &'static [&'static str],
}

/// What a theme resolves an address against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a place that a theme looks at, or not"
)]
pub struct Reads {
    /// Files beside the article.
    pub bundle: bool,
    /// The folder `assets`.
    pub assets: bool,
    /// From the root of the site: the folder `static`.
    pub root: bool,
    pub https: bool,
}

/// How a theme is told where the cover is.
#[derive(Debug)]
pub struct Theme {
    /// The last part of `theme`, or of the path of a module, in small letters and without `hugo-`,
    /// `hugo-theme-` and `-theme`.
    pub names: &'static [&'static str],
    /// Empty: the theme has no key for an address.
    pub image: &'static str,
    pub alt: &'static str,
    pub caption: &'static str,
    /// Which file of a bundle is taken without a key: `feature*`. Empty: none.
    pub by_file: &'static str,
    pub reads: Reads,
    /// Where its documentation says so.
    pub source: &'static str,
}

pub const ANYWHERE: Reads = reads("bundle assets root https");

const fn reads(words: &str) -> Reads {
    Reads {
        bundle: has(words, b'b'),
        assets: has(words, b'a'),
        root: has(words, b'r'),
        https: has(words, b'h'),
    }
}

/// Whether a word begins with this letter.
const fn has(words: &str, letter: u8) -> bool {
    let mut rest = words.as_bytes();
    let mut before = b' ';
    while let [first, after @ ..] = rest {
        if before == b' ' && *first == letter {
            return true;
        }
        before = *first;
        rest = after;
    }
    false
}

/// No file is taken by its name.
const NONE: &str = "";

#[rustfmt::skip]
pub const THEMES: [Theme; 25] = [
    theme(&["papermod"], "cover.image", "cover.alt", "cover.caption", NONE, "bundle assets root https", "github.com/adityatelange/hugo-PaperMod/wiki/Variables"),
    theme(&["stack"], "image", "", "", NONE, "bundle assets https", "stack.jimmycai.com/writing/frontmatter"),
    theme(&["blowfish"], "featureimage", "featureAlt", "", "feature*", "bundle assets https", "blowfish.page/docs/front-matter"),
    theme(&["congo"], "", "featureAlt", "coverCaption", "feature*", "bundle", "jpanther.github.io/congo/docs/front-matter"),
    theme(&["blox", "blox-builder", "wowchemy", "academic"], "", "image.alt_text", "image.caption", "featured.*", "bundle", "docs.hugoblox.com/reference/front-matter"),
    theme(&["loveit", "doit", "fixit"], "featuredImage", "", "", NONE, "bundle root https", "hugoloveit.com/theme-documentation-content"),
    theme(&["ananke", "gohugo-theme-ananke"], "featured_image", "", "", NONE, "bundle root https", "github.com/theNewDynamic/gohugo-theme-ananke"),
    theme(&["mainroad", "anatole"], "thumbnail", "", "", NONE, "root https", "github.com/vimux/mainroad/blob/master/README.md"),
    theme(&["clarity"], "featureImage", "featureImageAlt", "featureImageCap", NONE, "bundle root https", "github.com/chipzoller/hugo-clarity/blob/master/README.md"),
    theme(&["terminal"], "cover", "", "", NONE, "bundle root https", "github.com/panr/hugo-theme-terminal/blob/master/README.md"),
    theme(&["hello-friend-ng"], "cover", "", "coverCaption", NONE, "root https", "github.com/rhazdon/hugo-theme-hello-friend-ng/blob/master/README.md"),
    theme(&["toha"], "hero", "", "", "hero.*", "bundle assets https", "toha-guides.netlify.app/posts/writing-posts"),
    theme(&["tranquilpeak"], "coverImage", "", "coverCaption", NONE, "root https", "github.com/kakawait/hugo-tranquilpeak-theme/blob/master/docs/user.md"),
    theme(&["docsy"], "", "", "", "featured*", "bundle", "docsy.dev/docs/content/adding-content"),
    theme(&["beautifulhugo"], "bigimg.0.src", "bigimg.0.desc", "", NONE, "root https", "github.com/halogenica/beautifulhugo/blob/master/README.md"),
    theme(&["coder", "hextra", "book", "relearn"], "images.0", "", "", NONE, "root https", "gohugo.io/templates/embedded"),
    theme(&["hugoplate"], "image", "", "", NONE, "root https", "github.com/zeon-studio/hugoplate"),
    theme(&["universal"], "banner", "", "", NONE, "root https", "github.com/devcows/hugo-universal-theme/blob/master/README.md"),
    theme(&["bilberry", "bilberry-hugo"], "featuredImage", "", "", NONE, "root https", "github.com/Lednerb/bilberry-hugo-theme/blob/main/README.md"),
    theme(&["astro-blog"], "heroImage", "", "", NONE, "root https", "docs.astro.build/en/guides/content-collections"),
    theme(&["astro-paper", "astropaper"], "ogImage", "", "", NONE, "bundle root https", "github.com/satnaing/astro-paper/blob/main/README.md"),
    theme(&["astro-cactus", "cactus"], "coverImage.src", "coverImage.alt", "", NONE, "bundle https", "github.com/chrismwilliams/astro-theme-cactus/blob/main/README.md"),
    theme(&["jekyll-chirpy", "chirpy"], "image.path", "image.alt", "", NONE, "root https", "chirpy.cotes.page/posts/write-a-new-post"),
    theme(&["minimal-mistakes", "minimal-mistakes-jekyll"], "header.teaser", "header.image_description", "header.caption", NONE, "root https", "mmistakes.github.io/minimal-mistakes/docs/layouts"),
    theme(&["beautiful-jekyll"], "cover-img", "", "", NONE, "root https", "github.com/daattali/beautiful-jekyll/blob/master/README.md"),
];

#[rustfmt::skip]
const fn theme(
    names: &'static [&'static str],
    image: &'static str,
    alt: &'static str,
    caption: &'static str,
    by_file: &'static str,
    words: &str,
    source: &'static str,
) -> Theme {
    Theme { names, image, alt, caption, by_file, reads: reads(words), source }
}

/// Where heads have an address, whatever makes the site of them; the first that is there counts.
#[rustfmt::skip]
pub const PLACES: [Place; 24] = [
    place("cover.image", &["cover.alt", "alt"], &["cover.caption", "caption"]),
    place("cover.src", &["cover.alt", "alt"], &["cover.caption", "caption"]),
    place("cover", &["coverAlt", "alt"], &["coverCaption", "caption"]),
    place("image.path", &["image.alt"], &["image.caption"]),
    place("image.src", &["image.alt"], &["image.caption"]),
    place("image.url", &["image.alt"], &["image.caption"]),
    place("image", &["imageAlt", "image_alt", "alt"], &["imageCaption", "image_caption", "caption"]),
    place("featured_image", &["featured_image_alt", "alt"], &["featured_image_caption", "caption"]),
    place("featuredImage", &["featuredImageAlt", "alt"], &["featuredImageCaption", "caption"]),
    place("featureImage", &["featureImageAlt", "featureAlt", "alt"], &["featureImageCap", "caption"]),
    place("heroImage", &["heroImageAlt", "heroAlt", "alt"], &["heroImageCaption", "caption"]),
    place("coverImage.src", &["coverImage.alt"], &["coverImage.caption"]),
    place("coverImage", &["coverImageAlt", "alt"], &["coverCaption", "caption"]),
    place("thumbnail.src", &["thumbnail.alt"], &["thumbnail.caption"]),
    place("header.teaser", &["header.image_description"], &["header.caption"]),
    place("header.image", &["header.image_description"], &["header.caption"]),
    place("extra.cover", &["extra.cover_alt", "extra.alt"], &["extra.cover_caption", "extra.caption"]),
    place("cover-img", &["cover-img-alt", "alt"], &["caption"]),
    place("banner", &["bannerAlt", "alt"], &["bannerCaption", "caption"]),
    place("hero", &["heroAlt", "alt"], &["heroCaption", "caption"]),
    place("thumbnail", &["thumbnailAlt", "alt"], &["thumbnailCaption", "caption"]),
    place("ogImage", &["ogImageAlt"], &[]),
    place("bigimg.0.src", &["bigimg.0.desc"], &[]),
    place("images.0", &["alt"], &["caption"]),
];

const fn place(
    image: &'static str,
    alts: &'static [&'static str],
    captions: &'static [&'static str],
) -> Place {
    Place {
        image,
        alts,
        captions,
    }
}

/// The row of a theme: of the name in `theme`, or of the path of a module or repository.
pub fn named(name: &str) -> Option<&'static Theme> {
    let path = name.trim_end_matches('/').trim_end_matches(".git");
    let mut parts = path.rsplit('/');
    // `github.com/x/y/v3`
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit())
    };
    let last = parts.find(|part| !is_version(part))?;
    let last = last.to_lowercase();
    let bare = ["hugo-theme-", "hugo-", "theme-"]
        .iter()
        .find_map(|start| last.strip_prefix(start))
        .unwrap_or(&last);
    let bare = bare.strip_suffix("-theme").unwrap_or(bare);
    THEMES.iter().find(|theme| {
        theme
            .names
            .iter()
            .any(|name| *name == bare || *name == last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_by_its_name_and_by_its_module() {
        for (name, image) in [
            ("PaperMod", "cover.image"),
            ("hugo-PaperMod", "cover.image"),
            ("github.com/adityatelange/hugo-PaperMod", "cover.image"),
            ("github.com/CaiJimmy/hugo-theme-stack/v3", "image"),
            ("themes/ananke", "featured_image"),
            (
                "https://github.com/theNewDynamic/gohugo-theme-ananke.git",
                "featured_image",
            ),
            ("hugo-clarity", "featureImage"),
            ("hugo-universal-theme", "banner"),
        ] {
            assert_eq!(named(name).map(|theme| theme.image), Some(image), "{name}");
        }
        for name in ["", "v3", "my-theme", "stacked"] {
            assert!(named(name).is_none(), "{name}");
        }
    }

    #[test]
    fn each_theme_has_a_name_of_its_own_a_source_and_a_place_that_is_looked_at() {
        let mut seen = std::collections::BTreeSet::new();
        for theme in &THEMES {
            assert!(theme.source.contains('/'), "{theme:?}");
            assert!(
                !theme.image.is_empty() || !theme.by_file.is_empty(),
                "{theme:?}"
            );
            let reads = theme.reads;
            assert!(reads.bundle || reads.root || reads.assets, "{theme:?}");
            for name in theme.names {
                assert!(seen.insert(name), "{name} twice");
                assert_eq!(*name, name.to_lowercase());
            }
        }
    }
}
