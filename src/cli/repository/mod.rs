//! `kopij diff` and `kopij commit`: what of articles changed since the last commit, and handing it in.

pub mod commit;
pub mod diff;
mod json;

use std::path::{Path, PathBuf};

use super::{Error, really};
use crate::{
    io::{
        git::{self, Repository},
        scan, site_fields,
    },
    model::{
        front_matter::FrontMatter,
        git::{
            commit::NotMade,
            difference::Around,
            proposal::Proposal,
            status::{Changed, Status, What},
        },
        schema::{HeadSummary, Schema},
        site::{Site, names},
    },
};

/// So many articles show what the fields are.
const ENOUGH: usize = 200;

/// A site in its repository.
struct Opened {
    site: Site,
    articles: Vec<PathBuf>,
    repository: Repository,
    status: Status,
}

impl Opened {
    /// The site and the repository that `path` is in.
    fn at(path: &Path) -> Result<Self, Error> {
        let place = |source| Error::Place {
            path: path.to_owned(),
            source,
        };
        let folder = if path.is_dir() {
            path
        } else {
            path.parent()
                .filter(|it| !it.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
        };
        let folder = folder.canonicalize().map_err(place)?;
        let (site, _) = scan::site_of(&scan::root_of(&folder)?, really(&[]))?;
        let found = Repository::around(path)?;
        let Some(repository) = found else {
            let path = path.to_owned();
            return Err(NotMade::NoRepository { path }.into());
        };
        let status = repository.status(&[])?;
        let articles = site.articles.iter().map(|it| it.path.to_path_buf());
        Ok(Self {
            articles: articles.collect(),
            site,
            repository,
            status,
        })
    }

    /// Where a file is, from the top of the repository.
    fn within(&self, path: &Path) -> Result<PathBuf, Error> {
        let path = std::path::absolute(path).map_err(|source| Error::Place {
            path: path.to_owned(),
            source,
        })?;
        let is_here = |path: &Path| {
            let around = Repository::around(path).ok().flatten();
            around.is_some_and(|it| it.work_tree() == self.repository.work_tree())
        };
        let within = self.repository.within(&path).filter(|_| is_here(&path));
        within.ok_or_else(|| NotMade::Apart { path }.into())
    }

    /// Whether it is an article of the site, by its path from the top.
    fn is_article(&self, within: &Path) -> bool {
        let path = self.repository.file(within);
        let name = within.file_name().unwrap_or_default().to_string_lossy();
        path.starts_with(&self.site.root) && names::is_article(&name, &self.site.settings)
    }

    /// The articles of the site that changed.
    fn changed(&self) -> Vec<&Changed> {
        let changed = self.status.changed.iter();
        changed.filter(|it| self.is_article(&it.path)).collect()
    }

    fn proposal(&self, within: &Path) -> Result<Proposal, Error> {
        let path = self.repository.file(within);
        let schema = self.schema(&path);
        let around = Around {
            form: schema.whole(),
            tongue: self.site.tongue(),
        };
        let site = git::Site {
            around,
            articles: &self.articles,
            is_article: &|path| self.is_article(path),
        };
        let text = git::text_of(&path);
        let proposal = self
            .repository
            .proposal(&self.status, within, text.as_deref(), &site);
        Ok(proposal?)
    }

    /// What the fields of the articles beside one are called.
    fn schema(&self, path: &Path) -> Schema {
        let mut heads: Vec<HeadSummary> = scan::heads_beside(path, ENOUGH);
        if let Some(text) = git::text_of(path) {
            let head: FrontMatter = crate::model::front_matter::glance(&text);
            heads.push(HeadSummary::of(&head, &text));
        }
        let mut schema = Schema::learn(heads.iter().map(|head| ("", head)));
        let (said, _) = site_fields::read(&self.site.root);
        for said in &said {
            schema.override_by(said);
        }
        schema
    }
}

/// The id of the words for it, and as it stands in JSON.
fn name_of(what: What) -> &'static str {
    match what {
        What::New => "new",
        What::Changed => "changed",
        What::Moved => "moved",
        What::Deleted => "deleted",
        What::Conflict => "conflict",
    }
}
