//! What a commit of an article would be: the article, what belongs to it, and what is left alone.

use std::path::{Path, PathBuf};

use super::{
    difference::{Around, Difference},
    media,
    message::{self, Happened},
    status::{Changed, Staged, Status, What},
};
use crate::model::site::bundle::{Role, folder_of, name_of};

/// Paths are from the top of the work tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub path: PathBuf,
    /// `None`: it is as in the last commit.
    pub what: Option<What>,
    /// Where it was, if it was moved.
    pub from: Option<PathBuf>,
    pub staged: Staged,
    pub title: String,
    pub difference: Difference,
    /// What goes with it: files of its folder, and those that it alone names.
    pub media: Vec<Changed>,
    /// Other articles that changed.
    pub others: Vec<Changed>,
    /// Whatever else changed.
    pub left: Vec<Changed>,
    /// What the commit says.
    pub message: String,
}

/// What a proposal is made of.
pub struct Asked<'a> {
    pub status: &'a Status,
    pub path: &'a Path,
    /// As the last commit has it.
    pub old: Option<&'a str>,
    /// As it is now, saved or not.
    pub new: Option<&'a str>,
    pub around: Around<'a>,
    /// What the last commits of its folder say.
    pub subjects: &'a [String],
    pub is_article: &'a dyn Fn(&Path) -> bool,
    /// Whether another article names a file.
    pub is_named_elsewhere: &'a dyn Fn(&Path) -> bool,
}

impl Proposal {
    pub fn of(asked: &Asked<'_>) -> Self {
        let (old, new) = (asked.old.unwrap_or_default(), asked.new.unwrap_or_default());
        let difference = Difference::of(old, new, asked.around);
        let told = asked.status.of(asked.path);
        let is_other = !difference.is_empty();
        let what = told.map(|it| it.what).or(match (asked.old, asked.new) {
            (Some(_), Some(_)) if is_other => Some(What::Changed),
            (Some(_), None) => Some(What::Deleted),
            _ => None,
        });
        let title = difference.title();
        let title = title.unwrap_or_else(|| name_of(asked.path));
        let (mut media, mut others, mut left) = (Vec::new(), Vec::new(), Vec::new());
        for changed in &asked.status.changed {
            let list = if changed.path == asked.path {
                continue;
            } else if (asked.is_article)(&changed.path) {
                &mut others
            } else if belongs(changed, asked, [old, new]) {
                &mut media
            } else {
                &mut left
            };
            list.push(changed.clone());
        }
        let to = folder_of(asked.path).and_then(Path::file_name);
        let to = to.map(|name| name.to_string_lossy());
        let message = message::proposed(&Happened {
            // Git tells nothing of a file that it leaves out.
            what: what.unwrap_or(match asked.old {
                Some(_) => What::Changed,
                None => What::New,
            }),
            title: &title,
            difference: &difference,
            to: to.as_deref(),
            subjects: asked.subjects,
        });
        Self {
            path: asked.path.to_owned(),
            what,
            from: told.and_then(|it| it.from.clone()),
            staged: told.map_or(Staged::No, |it| it.staged),
            title,
            difference,
            media,
            others,
            left,
            message,
        }
    }

    /// The files of the article itself: where it was counts among them.
    pub fn paths(&self) -> Vec<PathBuf> {
        let own = std::iter::once(&self.path).chain(&self.from);
        own.cloned().collect()
    }

    /// What others have put aside for the next commit, of what is left alone.
    pub fn staged_by_others(&self) -> usize {
        let left = self.others.iter().chain(&self.left);
        left.filter(|it| it.staged != Staged::No).count()
    }
}

impl Changed {
    /// All paths by which a commit takes it in.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        std::iter::once(&self.path).chain(&self.from)
    }
}

/// Whether a file that is no article goes with the one that is asked about.
fn belongs(changed: &Changed, asked: &Asked<'_>, texts: [&str; 2]) -> bool {
    let is_bundle = Role::of(asked.path) == Role::Leaf;
    let folder = asked.path.parent().filter(|_| is_bundle);
    if folder.is_some_and(|it| !it.as_os_str().is_empty() && changed.path.starts_with(it)) {
        return true;
    }
    let is_named = texts.iter().any(|text| media::names(text, &changed.path));
    is_named && !(asked.is_named_elsewhere)(&changed.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::Schema;

    fn changed(path: &str, what: What) -> Changed {
        Changed {
            path: path.into(),
            what,
            from: None,
            staged: Staged::No,
            blob: String::new(),
        }
    }

    #[test]
    fn an_article_takes_its_pictures_along_and_leaves_all_else_alone() {
        let status = Status {
            changed: vec![
                changed("content/posts/ferry/index.md", What::Changed),
                changed("content/posts/ferry/quay.jpg", What::New),
                changed("content/posts/other.md", What::Changed),
                changed("hugo.toml", What::Changed),
                changed("static/old.jpg", What::Deleted),
                changed("static/shared.jpg", What::Changed),
                changed("static/unnamed.jpg", What::New),
            ],
            ..Status::default()
        };
        let schema = Schema::default();
        let asked = Asked {
            status: &status,
            path: Path::new("content/posts/ferry/index.md"),
            old: Some("---\ntitle: Ferry\ncover: /old.jpg\n---\n![](/shared.jpg)\n"),
            new: Some("---\ntitle: Ferry\ncover: quay.jpg\n---\n![](/shared.jpg)\n"),
            around: Around {
                form: schema.whole(),
                tongue: None,
            },
            subjects: &[],
            is_article: &|path| path.extension().is_some_and(|it| it == "md"),
            is_named_elsewhere: &|path| path.ends_with("shared.jpg"),
        };

        let proposal = Proposal::of(&asked);

        let paths = |list: &[Changed]| -> Vec<String> {
            let paths = list.iter().map(|it| it.path.display().to_string());
            paths.collect()
        };
        assert_eq!(proposal.what, Some(What::Changed));
        assert_eq!(
            paths(&proposal.media),
            ["content/posts/ferry/quay.jpg", "static/old.jpg"]
        );
        assert_eq!(paths(&proposal.others), ["content/posts/other.md"]);
        assert_eq!(
            paths(&proposal.left),
            ["hugo.toml", "static/shared.jpg", "static/unnamed.jpg"]
        );
        assert_eq!(proposal.message, "“Ferry”: new cover");
    }
}
