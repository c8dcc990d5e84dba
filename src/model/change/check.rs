//! Which parts cannot be in one set: more than there is room for, those that name no plain place, and
//! those that want one name twice. They are refused, and the others stay.
//!
//! Limits: [`MAX_PARTS`].

use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

use super::{ChangeSet, Deed, MAX_PARTS, Part, Refusal};

pub(super) fn checked(mut set: ChangeSet) -> ChangeSet {
    let refusals = refusals(&set);
    for (part, refusal) in set.parts.iter_mut().zip(refusals) {
        if let Some(refusal) = refusal {
            *part = Part::refused(std::mem::take(&mut part.path), refusal);
        }
    }
    set
}

fn refusals(set: &ChangeSet) -> Vec<Option<Refusal>> {
    let uses = Uses::of(set);
    let mut wanted = 0;
    set.parts
        .iter()
        .map(|part| {
            if !part.is_wanted() {
                return None;
            }
            wanted += 1;
            if wanted > MAX_PARTS {
                return Some(Refusal::TooMuch);
            }
            let places = std::iter::once(part.path.as_path()).chain(part.target());
            if !places.clone().all(is_plain) {
                return Some(Refusal::Outside);
            }
            uses.is_tangled(part).then_some(Refusal::Twice)
        })
        .collect()
}

/// A whole path, and none into the folder of git. Whether it is in the site, or where its links
/// lead, is asked when it is applied: a site may have folders elsewhere.
fn is_plain(path: &Path) -> bool {
    let mut parts = path.components();
    path.is_absolute()
        && parts.all(|part| match part {
            Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
            Component::ParentDir | Component::CurDir => false,
            Component::RootDir | Component::Prefix(_) => true,
        })
}

/// Which names the parts of a set use, and how often.
struct Uses {
    paths: HashMap<PathBuf, usize>,
    targets: HashMap<PathBuf, usize>,
    moved_folders: Vec<PathBuf>,
}

impl Uses {
    fn of(set: &ChangeSet) -> Self {
        let mut uses = Self {
            paths: HashMap::new(),
            targets: HashMap::new(),
            moved_folders: Vec::new(),
        };
        for part in set.wanted() {
            // The original of a copy may go to the bin.
            if !matches!(part.deed, Deed::Copy { .. }) {
                *uses.paths.entry(part.path.clone()).or_default() += 1;
            }
            if let Some(target) = part.target() {
                *uses.targets.entry(target.to_owned()).or_default() += 1;
            }
            if let Deed::MoveFolder { to } = &part.deed {
                uses.moved_folders.extend([part.path.clone(), to.clone()]);
            }
        }
        uses
    }

    fn is_tangled(&self, part: &Part) -> bool {
        let is_more_than = |counts: &HashMap<PathBuf, usize>, path: &Path, most: usize| {
            counts.get(path).is_some_and(|&count| count > most)
        };
        is_more_than(&self.paths, &part.path, 1)
            || part
                .target()
                .is_some_and(|target| is_more_than(&self.targets, target, 1))
            || self.is_in_a_moved_folder(part)
    }

    /// A file in a folder that moves may be rewritten, and nothing else.
    fn is_in_a_moved_folder(&self, part: &Part) -> bool {
        let is_in = |path: &Path| {
            self.moved_folders
                .iter()
                .any(|folder| path.starts_with(folder) && path != folder)
        };
        let stays = part.deed == Deed::Stay;
        part.target().is_some_and(is_in) || (!stays && is_in(&part.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{change::Rewrite, document::ContentHash};

    fn part(path: &str, deed: Deed) -> Part {
        Part {
            path: path.into(),
            expected: Some(ContentHash([1; 32])),
            deed,
            rewrite: Rewrite::Keep,
            is_ticked: true,
        }
    }

    fn to(path: &str) -> PathBuf {
        path.into()
    }

    #[track_caller]
    fn check(parts: Vec<Part>, refused: &[Option<Refusal>]) {
        let set = ChangeSet::new("", "/site".into(), parts);
        let found: Vec<_> = set
            .checked()
            .parts
            .into_iter()
            .map(|part| match part.deed {
                Deed::Refused(refusal) => Some(refusal),
                _ => None,
            })
            .collect();
        assert_eq!(found, refused);
    }

    #[test]
    fn what_leads_back_up_or_into_git_is_refused() {
        let outside = Some(Refusal::Outside);
        check(
            vec![
                part("/site/a.md", Deed::Stay),
                part("/site/b.md", Deed::Move { to: to("b.md") }),
                part("/site/../other/c.md", Deed::Stay),
                part("/site/.GIT/config", Deed::Stay),
            ],
            &[None, outside.clone(), outside.clone(), outside],
        );
    }

    #[test]
    fn a_file_has_one_part_but_for_a_copy_whose_original_goes_to_the_bin() {
        let twice = Some(Refusal::Twice);
        check(
            vec![
                part("/site/a.md", Deed::Stay),
                part("/site/a.md", Deed::Stay),
            ],
            &[twice.clone(), twice.clone()],
        );
        check(
            vec![
                part(
                    "/site/a.jpg",
                    Deed::Copy {
                        to: to("/site/b.jpg"),
                    },
                ),
                part(
                    "/site/a.jpg",
                    Deed::ToBin {
                        only_if: Vec::new(),
                    },
                ),
            ],
            &[None, None],
        );
        check(
            vec![
                part(
                    "/site/a.md",
                    Deed::Move {
                        to: to("/site/c.md"),
                    },
                ),
                part(
                    "/site/b.md",
                    Deed::Move {
                        to: to("/site/c.md"),
                    },
                ),
            ],
            &[twice.clone(), twice],
        );
    }

    #[test]
    fn a_file_in_a_folder_that_moves_may_only_be_rewritten() {
        check(
            vec![
                part("/site/a", Deed::MoveFolder { to: to("/site/b") }),
                part("/site/a/index.md", Deed::Stay),
                part(
                    "/site/a/x.md",
                    Deed::Move {
                        to: to("/site/x.md"),
                    },
                ),
                part("/site/b/new.md", Deed::Create),
            ],
            &[None, None, Some(Refusal::Twice), Some(Refusal::Twice)],
        );
    }

    #[test]
    fn what_is_not_ticked_is_in_nobodys_way() {
        let mut unticked = part("/site/a.md", Deed::Stay);
        unticked.is_ticked = false;
        check(
            vec![unticked, part("/site/a.md", Deed::Stay)],
            &[None, None],
        );
    }

    #[test]
    fn a_set_takes_so_many_parts() {
        let parts = (0..=MAX_PARTS)
            .map(|number| part(&format!("/site/{number}.md"), Deed::Stay))
            .collect();
        let mut refused = vec![None; MAX_PARTS];
        refused.push(Some(Refusal::TooMuch));
        check(parts, &refused);
    }
}
