//! Makes a new article: composes its text from what it starts from, and writes it where no file is.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::Path,
};

use ignore::WalkBuilder;

use crate::{
    io::{
        beneath, scan,
        store::{self, ReadError, Save, Store, WriteError},
    },
    model::{
        document::FileFormat,
        said::{Said, Says, said},
        site::{
            bundle::Role,
            new_article::{self, Budget, Draft, Facts, Origin},
        },
        words::{self, says},
    },
};

/// How many files of an archetype are copied, beside its `index.md`.
const MAX_BESIDE: usize = 1_000;
/// A longer text of an archetype is cut.
const MAX_TEMPLATE_BYTES: u64 = 1_000_000;

/// Why there is no new article.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    Read(#[from] ReadError),
    Write(#[from] WriteError),
}

says!(CreateError);
impl Says for CreateError {
    fn said(&self) -> Said {
        match self {
            Self::Read(inner) => inner.said(),
            Self::Write(inner) => inner.said(),
        }
    }
}

/// Writes the new article to `path`, never over a file. Returns what could not be taken over into
/// it, one line each.
///
/// # Errors
/// [`CreateError`]; there is no new file then.
pub fn create(
    store: &Store,
    path: &Path,
    origin: &Origin,
    facts: &Facts,
) -> Result<Vec<Said>, CreateError> {
    let budget = Budget::default();
    let (draft, format) = compose(store, origin, facts, &budget)?;
    store.make_folder_of(path)?;
    store.write(&Save {
        path: path.to_owned(),
        text: draft.text.into(),
        format,
        expected: None,
    })?;
    let mut problems = draft.problems;
    if let Origin::Archetype { path: archetype } = origin {
        problems.extend(copy_beside(archetype, path, facts, &budget));
    }
    Ok(problems)
}

/// Copies what lies beside the `index.md` of an archetype to the new one. Markdown is a template
/// too; links are left out.
fn copy_beside(archetype: &Path, article: &Path, facts: &Facts, budget: &Budget) -> Vec<Said> {
    let is_bundle = |path: &Path| Role::of(path) == Role::Leaf;
    let (Some(from), Some(to)) = (archetype.parent(), article.parent()) else {
        return Vec::new();
    };
    if !is_bundle(archetype) || !is_bundle(article) {
        return Vec::new();
    }
    let files = WalkBuilder::new(from).standard_filters(false).build();
    let files = files
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| path != archetype)
        .take(MAX_BESIDE);
    let mut problems = Vec::new();
    for path in files {
        let Ok(below) = path.strip_prefix(from) else {
            continue;
        };
        match copy_one(&path, &to.join(below), facts, budget) {
            Ok(said) => problems.extend(said),
            Err(why) => problems.push(said!(
                "new-article-file-not-copied",
                file = below.to_string_lossy(),
                why = why.to_string()
            )),
        }
    }
    problems
}

fn copy_one(from: &Path, to: &Path, facts: &Facts, budget: &Budget) -> io::Result<Vec<Said>> {
    let mut source = beneath::open_itself(from).map_err(io::Error::other)?;
    let mut problems = Vec::new();
    let mut made = None;
    if scan::is_markdown(from) {
        let mut text = String::new();
        let mut template = (&mut source).take(MAX_TEMPLATE_BYTES);
        template.read_to_string(&mut text)?;
        let too_much = || io::Error::other(words::put(&said!("new-article-file-too-much")));
        let draft = new_article::carried_out(&text, facts, budget).ok_or_else(too_much)?;
        problems = draft.problems;
        made = Some(draft.text);
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut target = fs::File::options().write(true).create_new(true).open(to)?;
    match made {
        Some(text) => target.write_all(text.as_bytes())?,
        None => drop(io::copy(&mut source, &mut target)?),
    }
    target.sync_all()?;
    Ok(problems)
}

fn compose(
    store: &Store,
    origin: &Origin,
    facts: &Facts,
    budget: &Budget,
) -> Result<(Draft, FileFormat), ReadError> {
    Ok(match origin {
        Origin::Archetype { path } => {
            let template = match store.root_of(path) {
                Some(root) => store::read_beneath(root, path)?,
                None => store::read(path)?,
            };
            let draft = new_article::from_archetype(&template.text, facts, budget);
            (draft, template.format)
        }
        Origin::Sibling {
            path,
            stable,
            unusual,
        } => {
            let sibling = store::read(path)?;
            let draft = new_article::from_sibling(&sibling.text, stable, unusual, facts);
            (draft, sibling.format)
        }
        Origin::Blank { format } => (new_article::blank(facts, *format), FileFormat::default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter::Format;

    fn facts() -> Facts {
        Facts {
            title: "New".to_owned(),
            slug: "new".to_owned(),
            section: "posts".to_owned(),
            site_title: "The Quay".to_owned(),
            now: jiff::ZonedDateTime::default(),
            date_example: String::new(),
            manner: crate::model::front_matter::Manner::default(),
        }
    }

    fn store() -> Store {
        Store::without_state()
    }

    #[cfg(unix)]
    #[test]
    fn a_new_article_is_not_made_through_a_link_out_of_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for name in ["site/.git", "outside"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        let site = root.join("site");
        std::os::unix::fs::symlink("../outside", site.join("posts")).unwrap();
        std::os::unix::fs::symlink(".git", site.join("drafts")).unwrap();
        let mut store = store();
        store.keep_within(site.clone());
        let blank = Origin::Blank {
            format: Format::Yaml,
        };

        for name in [
            "posts/deep/a.md",
            "posts/a.md",
            "drafts/deep/a.md",
            ".GIT/a.md",
        ] {
            let made = create(&store, &site.join(name), &blank, &facts());
            assert!(matches!(made, Err(CreateError::Write(_))), "{name}");
        }

        assert_eq!(fs::read_dir(root.join("outside")).unwrap().count(), 0);
        assert_eq!(fs::read_dir(site.join(".git")).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn an_archetype_that_leads_out_of_the_site_is_not_started_from() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("site/archetypes")).unwrap();
        fs::write(root.join("secret.md"), "---\nsecret: yes\n---\n").unwrap();
        let archetype = root.join("site/archetypes/default.md");
        std::os::unix::fs::symlink("../../secret.md", &archetype).unwrap();
        let mut store = store();
        store.keep_within(root.join("site"));
        let origin = Origin::Archetype { path: archetype };

        let made = create(&store, &root.join("site/new.md"), &origin, &facts());

        assert!(
            matches!(made, Err(CreateError::Read(ReadError::Small(_)))),
            "{made:?}"
        );
        assert!(!root.join("site/new.md").exists());
    }

    #[test]
    fn a_new_article_is_never_written_over_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("posts/new/index.md");
        let blank = Origin::Blank {
            format: Format::Yaml,
        };

        create(&store(), &path, &blank, &facts()).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        let other = Facts {
            title: "Other".to_owned(),
            ..facts()
        };
        let again = create(&store(), &path, &blank, &other);

        assert!(matches!(
            again,
            Err(CreateError::Write(WriteError::Exists { .. }))
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), first);
    }

    #[test]
    fn a_new_article_has_the_line_endings_of_what_it_starts_from() {
        let folder = tempfile::tempdir().unwrap();
        let archetype = folder.path().join("default.md");
        fs::write(&archetype, "---\r\ntitle: x\r\n---\r\n").unwrap();
        let path = folder.path().join("new.md");

        let origin = Origin::Archetype { path: archetype };
        let problems = create(&store(), &path, &origin, &facts()).unwrap();

        assert_eq!(problems, [] as [Said; 0]);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("---\r\ntitle: New\r\n"), "{text:?}");
        assert!(!text.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn an_archetype_that_is_a_bundle_brings_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("archetypes/news");
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::write(from.join("index.md"), "---\ntitle: x\n---\n").unwrap();
        fs::write(from.join("note.md"), "{{ .Name }}").unwrap();
        fs::write(from.join("deep/a.jpg"), b"\xff{{ .Name }}").unwrap();
        let origin = Origin::Archetype {
            path: from.join("index.md"),
        };
        let article = folder.path().join("content/news/new/index.md");

        let problems = create(&store(), &article, &origin, &facts()).unwrap();

        assert!(problems.is_empty(), "{problems:?}");
        let made = |name: &str| fs::read(article.with_file_name(name)).unwrap();
        assert_eq!(made("note.md"), b"new");
        assert_eq!(made("deep/a.jpg"), b"\xff{{ .Name }}");

        let file = folder.path().join("content/news/other.md");
        create(&store(), &file, &origin, &facts()).unwrap();
        assert!(!file.with_file_name("note.md").exists());
    }

    #[test]
    fn an_archetype_that_is_gone_makes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.md");
        let origin = Origin::Archetype {
            path: folder.path().join("gone.md"),
        };

        assert!(create(&store(), &path, &origin, &facts()).is_err());
        assert!(!path.exists());
    }
}
