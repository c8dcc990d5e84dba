//! Where a file stands that was named on the command line: in which site, and under which name there.

use std::{
    io,
    path::{Component, Path, PathBuf},
};

use super::scan;

/// A file as the window would name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The root of the site, links resolved: the nearest folder above the file that has Hugo's
    /// settings, else the nearest that git keeps, else the folder one is in, else that of a link
    /// that leads out of it, else the file's.
    pub root: PathBuf,
    /// Below the root, by the names that were given: links in the site are still there.
    pub path: PathBuf,
    /// What the first link in the name that was given leads out of.
    pub left: Option<Left>,
}

/// What a link leads out of, links resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// The root of the site that the link stands in.
    Site(PathBuf),
    /// The folder that the link stands in; it is in no site that is known as one. What the link
    /// leads to may be one, and says nothing.
    Folder(PathBuf),
}

impl Left {
    fn folder(&self) -> &Path {
        match self {
            Self::Site(folder) | Self::Folder(folder) => folder,
        }
    }

    fn resolved(self) -> Self {
        let resolve = |folder: PathBuf| folder.canonicalize().unwrap_or(folder);
        match self {
            Self::Site(folder) => Self::Site(resolve(folder)),
            Self::Folder(folder) => Self::Folder(resolve(folder)),
        }
    }
}

impl Place {
    /// # Errors
    /// If the system does not say where one is, or a folder of the path cannot be looked into.
    pub fn of(file: &Path) -> io::Result<Self> {
        let (file, left) = without_dots(&std::path::absolute(file)?)?;
        let above = || file.ancestors().skip(1);
        let here = std::env::current_dir().ok();
        let left_folder = left.as_ref().map(Left::folder);
        let root = site_above(&file)
            .or_else(|| above().find(|folder| here.as_deref() == Some(folder)))
            .or_else(|| above().find(|folder| left_folder == Some(folder)))
            .or_else(|| above().next())
            .unwrap_or(Path::new("/"));
        let below = file.strip_prefix(root).unwrap_or(&file);
        // Of a folder that is not there the error is the reader's.
        let root = root.canonicalize().unwrap_or_else(|_gone| root.to_owned());
        let path = root.join(below);
        Ok(Self {
            root,
            path,
            left: left.map(Left::resolved),
        })
    }
}

/// The nearest folder above that has Hugo's settings, else the nearest that git keeps; a repository at home makes
/// no site of it.
fn site_above(file: &Path) -> Option<&Path> {
    let above = || file.ancestors().skip(1);
    above().find(|folder| scan::is_hugo(folder)).or_else(|| {
        above().find(|folder| folder.join(".git").exists() && !scan::holds_home(folder))
    })
}

/// Takes `..` out of an absolute path as the system does: behind a link it leads to what is above
/// the place the link leads to. And what the first link in it leads out of that leads out of
/// something, as it is named.
fn without_dots(path: &Path) -> io::Result<(PathBuf, Option<Left>)> {
    let mut plain = PathBuf::new();
    let mut left = None;
    for part in path.components() {
        match part {
            Component::ParentDir => {
                if plain.is_symlink() {
                    plain = plain.canonicalize()?;
                }
                plain.pop();
            }
            part => {
                plain.push(part);
                left = left.or_else(|| left_by(&plain));
            }
        }
    }
    Ok((plain, left))
}

/// The site that a link stands in and leads out of: of another generator too, however deep the
/// link. Without a site, the folder it stands in.
fn left_by(link: &Path) -> Option<Left> {
    if !link.is_symlink() {
        return None;
    }
    // Of a link to nothing the error is the reader's.
    let target = link.canonicalize().ok()?;
    let above = || link.ancestors().skip(1);
    let site = above()
        .find(|folder| scan::is_hugo(folder))
        .or_else(|| above().find(|folder| scan::is_site(folder)));
    let left = match site {
        Some(site) => Left::Site(site.to_owned()),
        // Nobody else's folder brought it along, and a home may be reached by one.
        None if target.is_dir() && link.parent().is_some_and(scan::holds_home) => return None,
        None => Left::Folder(link.parent()?.to_owned()),
    };
    let folder = left.folder().canonicalize().ok()?;
    (!target.starts_with(folder)).then_some(left)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;

    fn folder(paths: &[&str]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for path in paths {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        (folder, root)
    }

    #[test]
    fn a_file_however_deep_is_in_its_site_and_links_keep_their_names() {
        let (_folder, at) = folder(&["site/hugo.toml", "site/a/b/c/d/e/f/a.md", "out/b.md"]);
        symlink(at.join("out"), at.join("site/a/out")).unwrap();
        let of = |path: &str| Place::of(&at.join(path)).unwrap();
        let in_site = |path: &str| Place {
            root: at.join("site"),
            path: at.join("site").join(path),
            left: None,
        };

        assert_eq!(of("site/a/b/c/d/e/f/a.md"), in_site("a/b/c/d/e/f/a.md"));
        let leaves = Place {
            left: Some(Left::Site(at.join("site"))),
            ..in_site("a/out/b.md")
        };
        assert_eq!(of("site/a/out/b.md"), leaves);
        assert_eq!(of("out/../site/a/./x.md"), in_site("a/x.md"));
        assert_eq!(of("out/b.md").root, at.join("out"));
    }

    #[test]
    fn two_dots_behind_a_link_lead_above_the_place_it_leads_to() {
        let (_folder, at) = folder(&["site/hugo.toml", "out/deep/x", "out/b.md"]);
        symlink(at.join("out/deep"), at.join("site/deep")).unwrap();

        let place = Place::of(&at.join("site/deep/../b.md")).unwrap();

        assert_eq!(place.path, at.join("out/b.md"));
        assert_eq!(place.root, at.join("out"));
        assert_eq!(place.left, Some(Left::Site(at.join("site"))));
        assert_eq!(Place::of(&at.join("out/b.md")).unwrap().left, None);
    }

    #[test]
    fn a_link_to_another_site_leaves_the_one_it_stands_in() {
        let (_folder, at) = folder(&["site/hugo.toml", "other/hugo.toml", "other/a.md"]);
        symlink(at.join("other"), at.join("site/link")).unwrap();
        symlink(at.join("site"), at.join("own")).unwrap();

        let left = |path: &str| Place::of(&at.join(path)).unwrap().left;
        assert_eq!(left("site/link/a.md"), Some(Left::Site(at.join("site"))));
        assert_eq!(left("own/hugo.toml"), None);
    }

    #[test]
    fn a_link_leaves_the_site_of_another_generator_too() {
        let (_folder, at) = folder(&["site/kopij.toml", "site/a/x", "out/a.md"]);
        symlink(at.join("out"), at.join("site/a/link")).unwrap();

        let place = Place::of(&at.join("site/a/link/a.md")).unwrap();

        assert_eq!(place.left, Some(Left::Site(at.join("site"))));
    }

    #[test]
    fn a_link_leaves_a_site_in_a_repository_and_one_far_above_it() {
        let (_folder, at) = folder(&["j/.git/HEAD", "j/out/a.md", "j/out/.keep"]);
        for site in ["j/site", "deep"] {
            fs::create_dir_all(at.join(site).join("_posts/a/b/c/d/e")).unwrap();
            fs::write(at.join(site).join("_config.yml"), "title: J\n").unwrap();
        }
        symlink("../../out/a.md", at.join("j/site/_posts/l.md")).unwrap();
        symlink(at.join("j/out/a.md"), at.join("deep/_posts/a/b/c/d/e/l.md")).unwrap();

        let left = |path: &str| Place::of(&at.join(path)).unwrap().left;
        assert_eq!(
            left("j/site/_posts/l.md"),
            Some(Left::Site(at.join("j/site")))
        );
        assert_eq!(
            left("deep/_posts/a/b/c/d/e/l.md"),
            Some(Left::Site(at.join("deep")))
        );
        assert_eq!(left("j/out/a.md"), None);
    }

    #[test]
    fn without_settings_of_hugo_what_git_keeps_is_the_site() {
        let (_folder, at) = folder(&["site/.git/HEAD", "site/a/b/a.md"]);

        let place = Place::of(&at.join("site/a/b/a.md")).unwrap();

        assert_eq!(place.root, at.join("site"));
    }

    #[test]
    fn a_site_that_is_reached_by_a_link_is_where_the_link_leads() {
        let (_folder, at) = folder(&["site/hugo.toml", "site/a.md"]);
        symlink(at.join("site"), at.join("link")).unwrap();

        let place = Place::of(&at.join("link/a.md")).unwrap();

        assert_eq!(place.path, at.join("site/a.md"));
    }

    #[test]
    fn a_link_in_no_site_leaves_the_folder_it_stands_in_whatever_it_leads_to() {
        for of_target in ["x", "hugo.toml", ".git/HEAD"] {
            let target = format!("out/{of_target}");
            let (_folder, at) =
                folder(&["n/content/a.md", "n/content/x/b.md", "out/o.md", &target]);
            symlink("../../out", at.join("n/content/dd")).unwrap();
            symlink("../../out/o.md", at.join("n/content/l.md")).unwrap();
            symlink("x/b.md", at.join("n/content/within.md")).unwrap();
            let left = |path: &str| Place::of(&at.join(path)).unwrap().left;
            let content = Some(Left::Folder(at.join("n/content")));

            assert_eq!(left("n/content/dd/o.md"), content, "{of_target}");
            assert_eq!(left("n/content/l.md"), content);
            assert_eq!(left("n/content/a.md"), None);
            assert_eq!(left("n/content/within.md"), None);
            assert_eq!(left("out/o.md"), None);
        }
    }

    #[test]
    fn the_root_is_never_what_is_behind_a_link_out_of_a_folder() {
        let (_folder, at) = folder(&["n/a.md", "out/deep/o.md"]);
        symlink(at.join("out"), at.join("n/dd")).unwrap();
        symlink(at.join("n"), at.join("m")).unwrap();
        let of = |path: &str| Place::of(&at.join(path)).unwrap();

        let window = scan::root_of(&at.join("n")).unwrap();
        assert_eq!(of("n/a.md").root, window);
        assert_eq!(of("n/dd/deep/o.md").root, window);
        assert_eq!(of("n/dd/deep/o.md").path, at.join("n/dd/deep/o.md"));
        assert_eq!(of("m/a.md").root, window, "`m` leads to its neighbour");
        assert_eq!(of("m/dd/deep/o.md").left, Some(Left::Folder(at.join("n"))));
        assert_eq!(of("m/dd/deep/o.md").path, at.join("n/dd/deep/o.md"));
    }
}
