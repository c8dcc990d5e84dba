//! What a set does, in numbers.

use super::{ChangeSet, Deed, Outcome};

/// How many parts of each kind a set has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// To be done.
    pub wanted: usize,
    /// Could be done, but are not ticked.
    pub unticked: usize,
    pub refused: usize,
    pub rewritten: usize,
    pub made: usize,
    pub moved: usize,
    pub to_bin: usize,
}

impl Summary {
    pub fn of(set: &ChangeSet) -> Self {
        let mut summary = Self::default();
        for part in &set.parts {
            if part.is_refused() {
                summary.refused += 1;
            } else if !part.is_ticked {
                summary.unticked += 1;
            } else {
                summary.wanted += 1;
                *summary.count_of(&part.deed) += 1;
            }
        }
        summary
    }

    fn count_of(&mut self, deed: &Deed) -> &mut usize {
        match deed {
            Deed::Stay => &mut self.rewritten,
            Deed::Create | Deed::Copy { .. } | Deed::FromBin => &mut self.made,
            Deed::Move { .. } | Deed::MoveFolder { .. } => &mut self.moved,
            Deed::ToBin { .. } => &mut self.to_bin,
            Deed::Refused(_) => &mut self.refused,
        }
    }

    /// `44 changed · 1 moved · 2 not possible`; empty for a set without parts.
    pub fn in_words(&self) -> String {
        let counts = [
            (self.rewritten, "changed"),
            (self.made, "made"),
            (self.moved, "moved"),
            (self.to_bin, "to the recycle bin"),
            (self.unticked, "left as they are"),
            (self.refused, "not possible"),
        ];
        let said = counts.iter().filter(|(count, _)| *count > 0);
        said.map(|(count, what)| format!("{count} {what}"))
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

impl Outcome {
    /// `Changed 50 files`, and what was left out.
    pub fn in_words(&self) -> String {
        let changed = format!("Changed {}", counted(self.changed.len(), "file", "files"));
        match self.skipped.len() {
            0 => changed,
            skipped => format!("{changed}, {skipped} not"),
        }
    }
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::{Part, Refusal, Rewrite};

    #[test]
    fn a_set_is_summed_up_by_what_it_does() {
        let part = |deed, is_ticked| Part {
            path: "a".into(),
            expected: None,
            deed,
            rewrite: Rewrite::Keep,
            is_ticked,
        };
        let parts = vec![
            part(Deed::Stay, true),
            part(Deed::Stay, true),
            part(Deed::Stay, false),
            part(Deed::Move { to: "b".into() }, true),
            Part::refused("c".into(), Refusal::Gone),
        ];
        let set = ChangeSet::new("", "/".into(), parts);

        let summary = Summary::of(&set);

        assert_eq!(summary.wanted, 3);
        assert_eq!(
            summary.in_words(),
            "2 changed · 1 moved · 1 left as they are · 1 not possible"
        );
    }
}
