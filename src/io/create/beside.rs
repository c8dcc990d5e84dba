//! What lies beside the `index.md` of an archetype goes beside that of the new article: only where the
//! article's own files may be, into folders that are no links, and only so much of it.
//!
//! Limits: 1,000 files and 64 MB in all; of a file that is a template 1 MB.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use ignore::WalkBuilder;

use crate::{
    io::{
        beneath, scan,
        store::{self, Store},
    },
    model::{
        said::{Said, said},
        site::{
            bundle::Role,
            new_article::{self, Budget, Facts},
        },
        told::Told,
    },
};

/// A longer text of an archetype is cut.
const MAX_TEMPLATE_BYTES: u64 = 1_000_000;
/// So much is said of single files; of the rest only how much it is.
const MAX_TOLD: usize = 5;

/// How much is copied for one article.
#[derive(Clone, Copy)]
struct Limits {
    files: usize,
    /// Of all files together; a file that would exceed it is left out whole.
    bytes: u64,
}

const LIMITS: Limits = Limits {
    files: 1_000,
    bytes: 64_000_000,
};

/// Copies the files, if both are bundles. Markdown is a template too; links are left out. Returns
/// what was not copied, or not understood.
pub(super) fn copy(
    store: &Store,
    archetype: &Path,
    article: &Path,
    facts: &Facts,
    budget: &Budget,
) -> Vec<Said> {
    let is_bundle = |path: &Path| Role::of(path) == Role::Leaf;
    let (Some(from), Some(to)) = (archetype.parent(), article.parent()) else {
        return Vec::new();
    };
    if !is_bundle(archetype) || !is_bundle(article) {
        return Vec::new();
    }
    let copying = Copying {
        store,
        root: store.root_of(archetype),
        from,
        to,
        facts,
        budget,
    };
    copying.all_but(archetype, LIMITS)
}

struct Copying<'a> {
    store: &'a Store,
    /// Of the site that the archetype is in; nothing outside of it is read.
    root: Option<&'a Path>,
    from: &'a Path,
    to: &'a Path,
    facts: &'a Facts,
    budget: &'a Budget,
}

impl Copying<'_> {
    fn all_but(&self, archetype: &Path, limits: Limits) -> Vec<Said> {
        let mut problems = Vec::new();
        let mut bytes_left = limits.bytes;
        let mut are_left_out = false;
        for (at, path) in self.files(archetype).enumerate() {
            if at == limits.files {
                are_left_out = true;
                break;
            }
            let Ok(below) = path.strip_prefix(self.from) else {
                continue;
            };
            match self.one(&path, below, &mut bytes_left) {
                Ok(said) => problems.extend(said),
                Err(why) => problems.push(said!(
                    "new-article-file-not-copied",
                    file = below.to_string_lossy(),
                    why = &why
                )),
            }
        }
        let untold = problems.len().saturating_sub(MAX_TOLD);
        problems.truncate(MAX_TOLD);
        if untold > 0 {
            problems.push(said!("new-article-files-untold", count = untold));
        }
        if are_left_out {
            problems.push(said!("new-article-files-left-out", count = limits.files));
        }
        problems
    }

    /// Of two runs the same, in the same order.
    fn files(&self, archetype: &Path) -> impl Iterator<Item = PathBuf> {
        WalkBuilder::new(self.from)
            .standard_filters(false)
            .sort_by_file_name(Ord::cmp)
            .build()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .map(ignore::DirEntry::into_path)
            .filter(move |path| path != archetype)
    }

    fn one(&self, from: &Path, below: &Path, bytes_left: &mut u64) -> io::Result<Vec<Said>> {
        let file = match self.root {
            Some(root) => beneath::open(root, &from.canonicalize()?),
            None => beneath::open_itself(from),
        };
        let file = file.map_err(io::Error::other)?;
        let (bytes, problems) = if scan::is_markdown(from) {
            self.carried_out(file)?
        } else {
            (read(file, *bytes_left)?, Vec::new())
        };
        let left = bytes_left.checked_sub(bytes.len() as u64);
        let left = left.ok_or_else(too_many_bytes)?;
        let target = self.to.join(below);
        self.store.place_of(&target).map_err(io::Error::other)?;
        make_folders(self.to, below)?;
        store::create(&target, &bytes)?;
        *bytes_left = left;
        Ok(problems)
    }

    fn carried_out(&self, template: fs::File) -> io::Result<(Vec<u8>, Vec<Said>)> {
        let mut text = String::new();
        template
            .take(MAX_TEMPLATE_BYTES)
            .read_to_string(&mut text)?;
        let draft = new_article::carried_out(&text, self.facts, self.budget);
        let draft = draft.ok_or_else(|| Told(said!("new-article-file-too-much")))?;
        Ok((draft.text.into_bytes(), draft.problems))
    }
}

/// What the file holds, if that is at most `max_bytes`.
fn read(file: fs::File, max_bytes: u64) -> io::Result<Vec<u8>> {
    if file.metadata()?.len() > max_bytes {
        return Err(too_many_bytes());
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    file.take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn too_many_bytes() -> io::Error {
    let mb = LIMITS.bytes / 1_000_000;
    Told(said!("new-article-files-too-large", mb = mb)).into()
}

/// Makes the folders between `to` and the file below it. What is there already must be a folder
/// itself: a link in the site may lead anywhere, in it or out of it.
fn make_folders(to: &Path, below: &Path) -> io::Result<()> {
    let mut folder = to.to_owned();
    for name in below.parent().into_iter().flatten() {
        folder.push(name);
        match fs::create_dir(&folder) {
            Err(err) if err.kind() != io::ErrorKind::AlreadyExists => return Err(err),
            _ => {}
        }
        if !fs::symlink_metadata(&folder)?.is_dir() {
            let said = said!("new-article-no-folder", folder = folder.as_path());
            return Err(Told(said).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words;
    use crate::{io::create::create, model::site::new_article::Origin};

    /// A site with a bundle to start from, and a folder beside the site.
    struct Case {
        _folder: tempfile::TempDir,
        at: PathBuf,
        store: Store,
    }

    impl Case {
        fn new(beside: &[(&str, &[u8])]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let at = folder.path().canonicalize().unwrap();
            let mut store = Store::without_state();
            store.keep_within(at.join("site"));
            let case = Self {
                _folder: folder,
                at,
                store,
            };
            case.file("outside/kept", b"");
            case.file("site/archetypes/news/index.md", b"---\ntitle: x\n---\n");
            for (name, bytes) in beside {
                case.file(&format!("site/archetypes/news/{name}"), bytes);
            }
            case
        }

        fn file(&self, name: &str, bytes: &[u8]) {
            let path = self.at.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }

        fn article(&self) -> PathBuf {
            self.at.join("site/content/news/new/index.md")
        }

        fn create(&self) -> Vec<String> {
            let path = self.at.join("site/archetypes/news/index.md");
            let origin = Origin::Archetype { path };
            let made = create(&self.store, &self.article(), &origin, &facts());
            made.unwrap().iter().map(words::put).collect()
        }

        fn copy(&self, limits: Limits) -> Vec<String> {
            let archetype = self.at.join("site/archetypes/news/index.md");
            let article = self.article();
            fs::create_dir_all(article.parent().unwrap()).unwrap();
            let copying = Copying {
                store: &self.store,
                root: self.store.root_of(&archetype),
                from: archetype.parent().unwrap(),
                to: article.parent().unwrap(),
                facts: &facts(),
                budget: &Budget::default(),
            };
            let problems = copying.all_but(&archetype, limits);
            problems.iter().map(words::put).collect()
        }

        fn made(&self, name: &str) -> Option<Vec<u8>> {
            fs::read(self.article().with_file_name(name)).ok()
        }
    }

    fn facts() -> Facts {
        crate::io::create::tests::facts()
    }

    #[test]
    fn an_archetype_that_is_a_bundle_brings_its_files() {
        let case = Case::new(&[
            ("note.md", b"{{ .Name }}"),
            ("deep/a.jpg", b"\xff{{ .Name }}"),
        ]);

        assert_eq!(case.create(), [] as [&str; 0]);

        assert_eq!(case.made("note.md").unwrap(), b"new");
        assert_eq!(case.made("deep/a.jpg").unwrap(), b"\xff{{ .Name }}");
    }

    #[test]
    fn an_article_that_is_a_single_file_gets_no_files_of_a_bundle() {
        let case = Case::new(&[("note.md", b"{{ .Name }}")]);
        let path = case.at.join("site/archetypes/news/index.md");
        let file = case.at.join("site/content/news/other.md");

        create(&case.store, &file, &Origin::Archetype { path }, &facts()).unwrap();

        assert!(!file.with_file_name("note.md").exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_files_of_a_bundle_are_made_through_no_link() {
        use std::os::unix::fs::symlink;

        let below = ["auto/evil.desktop", "auto/deep/evil.desktop", "fine.jpg"];
        for (target, made_at) in [
            ("../../../../outside", "outside"),
            ("../../../../outside/new", "outside"),
            ("../../../../outside/kept", "outside"),
            ("../../../static", "site/static"),
            ("../../../.git", "site/.git"),
        ] {
            for is_bound in [true, false] {
                let mut case = Case::new(&below.map(|name| (name, b"evil".as_slice())));
                if !is_bound {
                    case.store = Store::without_state();
                }
                case.file("site/static/kept", b"");
                case.file("site/.git/kept", b"");
                fs::create_dir_all(case.article().parent().unwrap()).unwrap();
                symlink(target, case.article().with_file_name("auto")).unwrap();

                let problems = case.create();

                assert_eq!(problems.len(), 2, "{target}: {problems:?}");
                assert!(
                    problems[0].contains("auto/deep/evil.desktop"),
                    "{problems:?}"
                );
                let names = fs::read_dir(case.at.join(made_at)).unwrap();
                let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
                assert_eq!(names, ["kept"], "{target}");
                assert_eq!(case.made("fine.jpg").unwrap(), b"evil");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_a_bundle_is_not_made_where_a_link_stands() {
        let case = Case::new(&[("a.jpg", b"evil")]);
        fs::create_dir_all(case.article().parent().unwrap()).unwrap();
        let link = case.article().with_file_name("a.jpg");
        std::os::unix::fs::symlink("../../../../outside/a.jpg", link).unwrap();

        assert_eq!(case.create().len(), 1);

        assert!(!case.at.join("outside/a.jpg").exists());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_copied_from_outside_of_the_site() {
        use std::os::unix::fs::symlink;

        let case = Case::new(&[]);
        let archetypes = case.at.join("site/archetypes");
        fs::rename(archetypes.join("news/index.md"), archetypes.join("a.md")).unwrap();
        fs::remove_dir(archetypes.join("news")).unwrap();
        symlink("../../outside", archetypes.join("news")).unwrap();
        symlink(archetypes.join("a.md"), case.at.join("outside/index.md")).unwrap();
        case.file("outside/secret.txt", b"secret");

        let problems = case.create();

        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(case.made("secret.txt"), None);
    }

    #[test]
    fn so_many_files_are_copied_and_the_rest_is_said() {
        let case = Case::new(&[("a", b"1"), ("b", b"1"), ("c", b"1")]);

        let problems = case.copy(Limits { files: 2, ..LIMITS });

        let said = "Only the first 2 files of the archetype were copied; it has more";
        assert_eq!(problems, [said]);
        assert!(case.made("b").is_some());
        assert!(case.made("c").is_none());
    }

    #[test]
    fn so_many_bytes_are_copied_and_the_rest_is_said() {
        let case = Case::new(&[
            ("a", b"12345"),
            ("b", b"123456"),
            ("c", b"12345"),
            ("d", b"1"),
        ]);

        let problems = case.copy(Limits {
            bytes: 10,
            ..LIMITS
        });

        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("b of the archetype was not copied"));
        assert!(problems[1].starts_with("d of the archetype was not copied"));
        assert_eq!(case.made("c").unwrap(), b"12345");
        assert!(case.made("b").is_none());
    }

    #[test]
    fn of_many_files_that_are_left_out_not_each_is_named() {
        let names: Vec<String> = (0..9).map(|at| format!("{at}.jpg")).collect();
        let files: Vec<_> = names.iter().map(|name| (&**name, &b"1"[..])).collect();
        let case = Case::new(&files);

        let problems = case.copy(Limits { bytes: 0, ..LIMITS });

        assert_eq!(problems.len(), MAX_TOLD + 1, "{problems:?}");
        assert_eq!(problems[MAX_TOLD], "And 4 more like that, with its files");
    }
}
