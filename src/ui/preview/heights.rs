//! Heights below each other, with the sums that tell where each begins.

use std::ops::Range;

/// How many heights have a sum of their own.
const RUN: usize = 256;

#[derive(Debug, Default)]
pub(super) struct Heights {
    /// In points.
    all: Vec<f32>,
    /// Of each run of [`RUN`].
    sums: Vec<f64>,
}

impl Heights {
    pub(super) fn get(&self, index: usize) -> f32 {
        self.all.get(index).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, index: usize, height: f32) {
        if let Some(now) = self
            .all
            .get_mut(index)
            .filter(|now| now.to_bits() != height.to_bits())
        {
            *now = height;
            self.sum_run(index / RUN);
        }
    }

    /// Replaces the heights `old` by `new`.
    pub(super) fn splice(&mut self, old: Range<usize>, new: impl IntoIterator<Item = f32>) {
        let (first, before) = (old.start / RUN, self.all.len());
        let last = old.end / RUN;
        self.all.splice(old, new);
        let runs = self.all.len().div_ceil(RUN);
        self.sums.resize(runs, 0.0);
        let until = if self.all.len() == before {
            runs.min(last + 1)
        } else {
            runs
        };
        (first..until).for_each(|run| self.sum_run(run));
    }

    /// The heights above `index` together.
    pub(super) fn above(&self, index: usize) -> f64 {
        let run = (index / RUN).min(self.sums.len());
        let sums: f64 = self.sums.iter().take(run).sum();
        sums + sum(self.all.get(run * RUN..index.min(self.all.len())))
    }

    pub(super) fn total(&self) -> f64 {
        self.sums.iter().sum()
    }

    /// The index of what is at `y`, and its top; past the end the number of all, and their end.
    pub(super) fn at(&self, y: f64) -> (usize, f64) {
        let mut top = 0.0;
        for (run, sum) in self.sums.iter().enumerate() {
            if y >= top + sum {
                top += sum;
                continue;
            }
            let heights = self.all.iter().enumerate().skip(run * RUN);
            for (index, height) in heights {
                let bottom = top + f64::from(*height);
                if y < bottom {
                    return (index, top);
                }
                top = bottom;
            }
        }
        (self.all.len(), top)
    }

    fn sum_run(&mut self, run: usize) {
        let end = self.all.len().min((run + 1) * RUN);
        let now = sum(self.all.get(run * RUN..end));
        if let Some(sum) = self.sums.get_mut(run) {
            *sum = now;
        }
    }
}

fn sum(heights: Option<&[f32]>) -> f64 {
    heights
        .unwrap_or_default()
        .iter()
        .map(|&height| f64::from(height))
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sums are those of the heights.
    fn check(heights: &Heights) {
        let mut top = 0.0;
        for (index, &height) in heights.all.iter().enumerate() {
            assert!((heights.above(index) - top).abs() < 1e-6);
            if height > 0.0 {
                let found = heights.at(top + 0.5 * f64::from(height));
                assert_eq!((found.0, (found.1 - top).abs() < 1e-6), (index, true));
            }
            top += f64::from(height);
        }
        assert!((heights.total() - top).abs() < 1e-6);
        assert_eq!(heights.at(top + 1.0).0, heights.all.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 50,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn sums_follow_changes(
            steps in prop::collection::vec((any::<(prop::sample::Index, prop::sample::Index)>(), 0..700_usize, 0..90_u8), 1..8),
        ) {
            let mut heights = Heights::default();
            for ((from, to), len, height) in steps {
                let (from, to) = (from.index(heights.all.len() + 1), to.index(heights.all.len() + 1));
                let new = vec![f32::from(height); len];
                heights.splice(from.min(to)..from.max(to), new);
                heights.set(len / 2, 7.5);
                check(&heights);
            }
        }
    }
}
