//! Where the file of a new picture goes.
//!
//! 1. Where this article's other pictures are.
//! 2. Beside the article of a bundle, unless hardly any of the section's pictures are beside one.
//! 3. Where those of the section are, then those of the site: three at least, and 60 %.
//! 4. As the generator has it.
//!
//! Only places below the site are answered, and none that the generator or git makes.

use std::collections::BTreeMap;

use super::themes::Reads;
use crate::model::site::generator::Generator;

const LEAST: usize = 3;
const LEAST_PERCENT: usize = 60;
/// With fewer pictures of a hundred beside their article, bundles are not what they are kept in.
const FEW_PERCENT: usize = 20;
/// Folders below the root that are made by programs, or are another's.
const NEVER: [&str; 6] = [
    "public",
    "resources",
    "themes",
    "node_modules",
    "_site",
    "_vendor",
];

/// A place for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureHome {
    /// In a folder below the article's own: `images/`; empty: in that itself.
    Beside { under: String },
    /// In a folder from the root of the site, `static/images/`; the address begins with `start`.
    Site { folder: String, start: String },
}

/// What decides about the place.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The other addresses of pictures in the article.
    pub own: &'a [&'a str],
    /// `index.md` in a folder of its own.
    pub is_bundle: bool,
    /// Without one only places from the root are possible.
    pub has_file: bool,
    /// The addresses of the section's covers, each with the number of its articles.
    pub section: &'a [(String, usize)],
    pub site: &'a [(String, usize)],
    /// Of the theme.
    pub reads: Reads,
    pub generator: Generator,
    /// The folder whose files are served as they are: `static`.
    pub served: &'a str,
    /// What stands before each path on the site: `blog`.
    pub base_path: &'a str,
    /// Four and two digits.
    pub year_month: [&'a str; 2],
}

impl PictureHome {
    /// `None`: the article has to be saved first.
    pub fn of(ask: &Ask<'_>) -> Option<Self> {
        let own = ask.own.iter().map(|address| (*address, 1));
        let of_article = most(own, 1).and_then(|start| ask.home(&start));
        let found = of_article
            .or_else(|| ask.bundle())
            .or_else(|| {
                [ask.section, ask.site]
                    .iter()
                    .find_map(|all| ask.habit(all))
            })
            .or_else(|| ask.usual());
        found.filter(|home| ask.has_file || matches!(home, Self::Site { .. }))
    }

    /// The address of a file of this name.
    pub fn address(&self, name: &str) -> String {
        let start = match self {
            Self::Beside { under } => under,
            Self::Site { start, .. } => start,
        };
        format!("{start}{}", super::name::escaped(name))
    }

    pub fn is_beside(&self) -> bool {
        matches!(self, Self::Beside { .. })
    }
}

impl Ask<'_> {
    fn bundle(&self) -> Option<PictureHome> {
        if !self.is_bundle || !self.has_file {
            return None;
        }
        let local: Vec<&(String, usize)> =
            self.section.iter().filter(|it| is_local(&it.0)).collect();
        let all: usize = local.iter().map(|(_, count)| count).sum();
        let beside = local
            .iter()
            .filter(|(address, _)| !address.starts_with('/'));
        let near: usize = beside.clone().map(|(_, count)| count).sum();
        if all >= LEAST && near * 100 < all * FEW_PERCENT {
            return None;
        }
        let under = most(beside.map(|(address, count)| (&**address, *count)), LEAST);
        let under = under.filter(|under| is_safe(under)).unwrap_or_default();
        Some(PictureHome::Beside { under })
    }

    fn habit(&self, addresses: &[(String, usize)]) -> Option<PictureHome> {
        let all = addresses
            .iter()
            .map(|(address, count)| (&**address, *count));
        self.home(&most(all, LEAST)?)
    }

    /// The place of files whose addresses begin so.
    fn home(&self, start: &str) -> Option<PictureHome> {
        let [year, month] = self.year_month;
        let start = start.replace("{year}", year).replace("{month}", month);
        let inner = start.trim_start_matches('/');
        if !is_safe(inner) {
            return None;
        }
        let base = format!("{}/", self.base_path);
        let is_based = !self.base_path.is_empty() && inner.starts_with(&base);
        let inner = if is_based {
            inner.strip_prefix(&base).unwrap_or(inner)
        } else {
            inner
        };
        let is_from_root = start.starts_with('/');
        if !is_from_root && (self.is_bundle || inner.is_empty()) {
            // The files of articles without a folder of their own lie anywhere.
            return self
                .is_bundle
                .then_some(PictureHome::Beside { under: start });
        }
        // A relative address is one of the root to `absURL`, where there is a path before it; else of
        // the pictures that a theme makes others of.
        let is_served = is_from_root || !self.base_path.is_empty();
        let is_hugo = self.generator == Generator::Hugo;
        let folder = match (is_served || !is_hugo, self.reads) {
            (true, reads) if reads.root => below(self.served, inner),
            (false, reads) if reads.assets => below("assets", inner),
            _ => return None,
        };
        Some(PictureHome::Site { folder, start })
    }

    fn usual(&self) -> Option<PictureHome> {
        let site = |folder: &str, start: &str| {
            Some(PictureHome::Site {
                folder: folder.to_owned(),
                start: start.to_owned(),
            })
        };
        // A path from the root would leave it out: `absURL` adds it to others.
        let slash = if self.base_path.is_empty() { "/" } else { "" };
        match self.generator {
            Generator::Hugo if self.reads.root => {
                site(&below(self.served, "images/"), &format!("{slash}images/"))
            }
            Generator::Hugo if self.reads.assets => site("assets/images/", "images/"),
            Generator::Astro => site("public/images/", "/images/"),
            Generator::Jekyll => site("assets/images/", "/assets/images/"),
            Generator::Hexo => site("source/images/", "/images/"),
            _ => Some(PictureHome::Beside {
                under: String::new(),
            }),
        }
    }
}

fn below(folder: &str, inner: &str) -> String {
    match folder.trim_matches('/') {
        "" => inner.to_owned(),
        folder => format!("{folder}/{inner}"),
    }
}

/// How most of these addresses begin, up to their last slash; years and months stand for themselves.
fn most<'a>(addresses: impl Iterator<Item = (&'a str, usize)>, least: usize) -> Option<String> {
    let mut starts: BTreeMap<String, usize> = BTreeMap::new();
    for (address, count) in addresses.filter(|(address, _)| is_local(address)) {
        *starts.entry(start_of(address)).or_default() += count;
    }
    let all: usize = starts.values().sum();
    let (start, count) = starts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= least && count * 100 >= all * LEAST_PERCENT).then_some(start)
}

/// `/img/{year}/{month}/` of `/img/2026/02/ferry.jpg`.
fn start_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let Some((folder, _)) = path.rsplit_once('/') else {
        return String::new();
    };
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|it| it.is_ascii_digit());
    let mut is_after_year = false;
    let mut start = String::new();
    for part in folder.split('/') {
        let is_year = digits(part, 4) && (part.starts_with("19") || part.starts_with("20"));
        let is_month = is_after_year && digits(part, 2);
        start.push_str(match (is_year, is_month) {
            (true, _) => "{year}",
            (_, true) => "{month}",
            _ => part,
        });
        start.push('/');
        is_after_year = is_year;
    }
    start
}

fn is_local(address: &str) -> bool {
    let address = address.trim();
    let is_web = address.contains("://") || address.starts_with("//");
    !address.is_empty() && !is_web && !address.starts_with("data:")
}

/// Whether a folder lies below the root, and is no program's.
fn is_safe(folder: &str) -> bool {
    let mut parts = folder.split('/').filter(|part| !part.is_empty());
    let is_first_made = parts
        .clone()
        .next()
        .is_some_and(|first| NEVER.iter().any(|never| first.eq_ignore_ascii_case(never)));
    let is_odd = |part: &str| part.starts_with('.') || part.contains(['\\', ':', '\0', '%']);
    !is_first_made && !parts.any(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::themes::ANYWHERE;

    const HUGO: Ask<'_> = Ask {
        own: &[],
        is_bundle: false,
        has_file: true,
        section: &[],
        site: &[],
        reads: ANYWHERE,
        generator: Generator::Hugo,
        served: "static",
        base_path: "",
        year_month: ["2026", "11"],
    };

    fn site(folder: &str, start: &str) -> PictureHome {
        PictureHome::Site {
            folder: folder.to_owned(),
            start: start.to_owned(),
        }
    }

    fn beside(under: &str) -> PictureHome {
        PictureHome::Beside {
            under: under.to_owned(),
        }
    }

    fn home(ask: &Ask<'_>) -> PictureHome {
        PictureHome::of(ask).unwrap()
    }

    fn words(addresses: &[(&str, usize)]) -> Vec<(String, usize)> {
        let all = addresses.iter();
        all.map(|(address, count)| ((*address).to_owned(), *count))
            .collect()
    }

    #[test]
    fn what_the_article_has_already_goes_first() {
        let own = ["/img/2024/03/a.jpg", "https://example.org/b.jpg"];
        let ask = Ask {
            own: &own,
            is_bundle: true,
            ..HUGO
        };
        assert_eq!(home(&ask), site("static/img/2026/11/", "/img/2026/11/"));
        let own = ["images/a.jpg"];
        let ask = Ask {
            own: &own,
            is_bundle: true,
            ..HUGO
        };
        assert_eq!(home(&ask), beside("images/"));
    }

    #[test]
    fn a_bundle_keeps_its_pictures_unless_the_section_does_otherwise() {
        let bundle = Ask {
            is_bundle: true,
            ..HUGO
        };
        assert_eq!(home(&bundle), beside(""));
        let near = words(&[("pics/a.jpg", 3), ("/img/b.jpg", 2)]);
        let ask = Ask {
            section: &near,
            ..bundle
        };
        assert_eq!(home(&ask), beside("pics/"));
        let far = words(&[("a.jpg", 1), ("/img/b.jpg", 9)]);
        let ask = Ask {
            section: &far,
            ..bundle
        };
        assert_eq!(home(&ask), site("static/img/", "/img/"));
    }

    #[test]
    fn the_habit_of_the_section_wins_over_that_of_the_site() {
        let section = words(&[("/img/2025/01/a.jpg", 2), ("/img/2024/12/b.jpg", 1)]);
        let whole = words(&[("/media/a.jpg", 50)]);
        let ask = Ask {
            section: &section,
            site: &whole,
            ..HUGO
        };
        assert_eq!(home(&ask), site("static/img/2026/11/", "/img/2026/11/"));
        let few = words(&[("/img/a.jpg", 2), ("https://example.org/x.jpg", 90)]);
        let ask = Ask {
            section: &few,
            site: &whole,
            ..HUGO
        };
        assert_eq!(home(&ask), site("static/media/", "/media/"));
        // The theme would not find it.
        let reads = Reads {
            root: false,
            ..ANYWHERE
        };
        let ask = Ask {
            site: &whole,
            reads,
            ..HUGO
        };
        assert_eq!(home(&ask), site("assets/images/", "images/"));
    }

    #[test]
    fn relative_addresses_lie_among_the_assets_or_below_the_path_of_the_site() {
        let relative = words(&[("pics/a.jpg", 9)]);
        let ask = Ask {
            section: &relative,
            ..HUGO
        };
        assert_eq!(home(&ask), site("assets/pics/", "pics/"));
        let reads = Reads {
            assets: false,
            ..ANYWHERE
        };
        let without = Ask { reads, ..ask };
        assert_eq!(home(&without), site("static/images/", "/images/"));
        let ask = Ask {
            base_path: "blog",
            ..ask
        };
        assert_eq!(home(&ask), site("static/pics/", "pics/"));
        let based = words(&[("/blog/img/a.jpg", 9)]);
        let ask = Ask {
            section: &based,
            ..ask
        };
        assert_eq!(home(&ask), site("static/img/", "/blog/img/"));
    }

    #[test]
    fn without_a_habit_it_is_as_the_generator_has_it() {
        assert_eq!(home(&HUGO), site("static/images/", "/images/"));
        let ask = Ask {
            base_path: "blog",
            ..HUGO
        };
        assert_eq!(home(&ask), site("static/images/", "images/"));
        let by = |generator| home(&Ask { generator, ..HUGO });
        assert_eq!(by(Generator::Astro), site("public/images/", "/images/"));
        assert_eq!(
            by(Generator::Jekyll),
            site("assets/images/", "/assets/images/")
        );
        assert_eq!(by(Generator::Zola), beside(""));
        let ask = Ask {
            generator: Generator::Zola,
            has_file: false,
            ..HUGO
        };
        assert_eq!(PictureHome::of(&ask), None);
        let ask = Ask {
            is_bundle: true,
            has_file: false,
            ..HUGO
        };
        assert_eq!(home(&ask), site("static/images/", "/images/"));
    }

    #[test]
    fn no_habit_of_a_site_leads_out_of_it_or_into_what_programs_make() {
        for start in [
            "/../../x/",
            "/.git/",
            "/a/../../b/",
            "../../x/",
            "/..%2f/",
            "/public/",
            "/themes/a/",
            "/a\\..\\..\\b/",
            "/C:/x/",
        ] {
            let bad = words(&[(&format!("{start}a.jpg"), 9)]);
            let ask = Ask {
                section: &bad,
                site: &bad,
                ..HUGO
            };
            assert_eq!(home(&ask), site("static/images/", "/images/"), "{start}");
            let ask = Ask {
                is_bundle: true,
                ..ask
            };
            let found = home(&ask);
            let is_safe = found == beside("") || found == site("static/images/", "/images/");
            assert!(is_safe, "{start}: {found:?}");
        }
    }
}
