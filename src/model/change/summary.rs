//! How many parts of each kind a set has, for the sheet that asks.

use super::{ChangeSet, Deed};

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
        assert_eq!((summary.rewritten, summary.moved), (2, 1));
        assert_eq!((summary.unticked, summary.refused), (1, 1));
    }
}
