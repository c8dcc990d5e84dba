//! Makes a new article: composes its text from what it starts from, and writes it where no file is.
//!
//! Limits: an archetype may cost so much and no more ([`Budget`]), and of the files beside one so many
//! are taken along (`beside`).

mod beside;

use std::path::Path;

use crate::{
    io::store::{self, ReadError, Save, Store, WriteError},
    model::{
        document::FileFormat,
        said::{Said, Says, says},
        site::new_article::{self, Budget, Draft, Facts, Origin},
    },
};

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
        problems.extend(beside::copy(store, archetype, path, facts, &budget));
    }
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
    use std::fs;

    use super::*;
    use crate::model::front_matter::Format;

    pub(super) fn facts() -> Facts {
        Facts {
            title: "New".to_owned(),
            slug: "new".to_owned(),
            section: "posts".to_owned(),
            site_title: "The Quay".to_owned(),
            is_bundle: false,
            language: String::new(),
            now: jiff::ZonedDateTime::default(),
            date_example: String::new(),
            manner: crate::model::front_matter::Manner::default(),
            kept_back: ("draft", true),
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
