//! Makes a new article: composes its text from what it starts from, and writes it where no file is.

use std::{fs, io, path::Path};

use crate::{
    io::{
        Write,
        store::{self, ReadError, WriteError},
    },
    model::{
        document::{DocumentId, FileFormat},
        site::new_article::{self, Draft, Facts, Origin},
        text::Revision,
    },
};

/// Why there is no new article.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("the folder could not be made: {source} ({})", path.display())]
    Folder {
        path: std::path::PathBuf,
        source: io::Error,
    },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes the new article to `path`, never over a file. Returns what could not be taken over into
/// it, one line each.
///
/// # Errors
/// [`CreateError`]; there is no new file then.
pub fn create(path: &Path, origin: &Origin, facts: &Facts) -> Result<Vec<String>, CreateError> {
    let (draft, format) = compose(origin, facts)?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| CreateError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    store::write(&Write {
        document: DocumentId(0),
        revision: Revision::default(),
        path: path.to_owned(),
        text: draft.text.into(),
        format,
        expected: None,
    })?;
    Ok(draft.problems)
}

fn compose(origin: &Origin, facts: &Facts) -> Result<(Draft, FileFormat), ReadError> {
    Ok(match origin {
        Origin::Archetype { path } => {
            let template = store::read(path)?;
            let draft = new_article::from_archetype(&template.text, facts);
            (draft, template.format)
        }
        Origin::Sibling { path, stable } => {
            let sibling = store::read(path)?;
            let draft = new_article::from_sibling(&sibling.text, stable, facts);
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

    #[test]
    fn a_new_article_is_never_written_over_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("posts/new/index.md");
        let blank = Origin::Blank {
            format: Format::Yaml,
        };

        create(&path, &blank, &facts()).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        let other = Facts {
            title: "Other".to_owned(),
            ..facts()
        };
        let again = create(&path, &blank, &other);

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
        let problems = create(&path, &origin, &facts()).unwrap();

        assert_eq!(problems, [] as [String; 0]);
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

        assert!(create(&path, &origin, &facts()).is_err());
        assert!(!path.exists());
    }
}
