//! Lists and groups between brackets or braces, in YAML and TOML: splices that add, replace
//! and take out parts, on one line or over several, with or without a comma at the end.

use std::ops::Range;

use super::{
    lines::{
        is_rest_comment, line_end, line_ending, line_start, next_line, skip_blanks, skip_gap, slice,
    },
    list::{Item, Steps},
    splice::Splice,
};

/// What stands between brackets or braces.
pub struct Flow<'a> {
    pub text: &'a str,
    /// After the opening bracket, and before the closing one.
    pub inside: Range<usize>,
    pub parts: Vec<Range<usize>>,
}

impl Flow<'_> {
    /// Makes `steps`, new items written by `write` in the manner of a place.
    pub fn splices(
        &self,
        steps: &Steps,
        write: impl Fn(&Item, Option<usize>) -> String,
    ) -> Vec<Splice> {
        let mut splices: Vec<Splice> = steps
            .replace
            .iter()
            .filter_map(|(place, item)| {
                let part = self.parts.get(*place)?;
                Some(Splice::new(part.clone(), write(item, Some(*place))))
            })
            .collect();
        if let Some((after, items)) = &steps.add {
            let written: Vec<String> = items.iter().map(|item| write(item, None)).collect();
            splices.extend(self.add(*after, &written));
        }
        splices.extend(self.delete(&steps.delete));
        splices
    }

    /// Adds parts after the part at `after`, or before the first one.
    pub fn add(&self, after: Option<usize>, written: &[String]) -> Vec<Splice> {
        let Some(place) = after.and_then(|after| self.parts.get(after)) else {
            return vec![self.add_first(&written.join(", "))];
        };
        if !self.is_alone_after(place) || !self.is_first_on_line(place) {
            return vec![Splice::new(
                place.end..place.end,
                written
                    .iter()
                    .flat_map(|part| [", ", part])
                    .collect::<String>(),
            )];
        }
        let indent = slice(self.text, line_start(self.text, place.start)..place.start);
        let line_ending = line_ending(self.text, place.end);
        let comma = self.comma_after(place);
        let mut splices = Vec::new();
        if comma.is_none() {
            splices.push(Splice::new(place.end..place.end, ","));
        }
        let mut lines: Vec<String> = written
            .iter()
            .map(|part| format!("{line_ending}{indent}{part},"))
            .collect();
        if let (None, Some(last)) = (comma, lines.last_mut()) {
            last.pop();
        }
        let end = line_end(self.text, place.end);
        splices.push(Splice::new(end..end, lines.concat()));
        splices
    }

    fn add_first(&self, written: &str) -> Splice {
        let inside = slice(self.text, self.inside.clone());
        match self.parts.first() {
            Some(first) => Splice::new(first.start..first.start, format!("{written}, ")),
            None if inside.trim().is_empty() => Splice::new(self.inside.clone(), written),
            None => Splice::new(self.inside.end..self.inside.end, written),
        }
    }

    /// Takes out the parts at `places`.
    pub fn delete(&self, places: &Range<usize>) -> Vec<Splice> {
        let run = self.parts.get(places.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return Vec::new();
        };
        let before = places
            .start
            .checked_sub(1)
            .and_then(|at| self.parts.get(at));
        let after = self.parts.get(places.end);
        let last_comma = self.comma_after(last);
        let has_own_lines = self.is_first_on_line(first)
            && line_start(self.text, first.start) > self.inside.start
            && is_rest_comment(self.text, last_comma.map_or(last.end, |comma| comma + 1));
        if has_own_lines {
            let lines = line_start(self.text, first.start)..next_line(self.text, last.end);
            let mut splices = vec![Splice::new(lines, "")];
            // The part before is the last one now: its comma goes with the deleted one's.
            if let (None, Some(before)) = (last_comma, before)
                && let Some(comma) = self.comma_after(before)
            {
                splices.push(Splice::new(comma..comma + 1, ""));
            }
            return splices;
        }
        match (before, after) {
            (_, Some(after)) => vec![Splice::new(first.start..after.start, "")],
            (Some(before), None) => self.delete_last(before, first.start..last.end),
            (None, None) => vec![Splice::new(self.inside.clone(), "")],
        }
    }

    /// Takes out the last parts with the comma before them; a comment between stays.
    fn delete_last(&self, before: &Range<usize>, last: Range<usize>) -> Vec<Splice> {
        let gap = slice(self.text, before.end..last.start);
        match self.comma_after(before) {
            Some(comma) if gap.contains('#') => {
                vec![Splice::new(comma..comma + 1, ""), Splice::new(last, "")]
            }
            _ => vec![Splice::new(before.end..last.end, "")],
        }
    }

    fn comma_after(&self, part: &Range<usize>) -> Option<usize> {
        let at = skip_gap(self.text, part.end);
        (at < self.inside.end && slice(self.text, at..self.text.len()).starts_with(','))
            .then_some(at)
    }

    /// Whether only a comma and a comment follow on the line, and the line is inside.
    fn is_alone_after(&self, part: &Range<usize>) -> bool {
        let mut at = skip_blanks(self.text, part.end);
        if slice(self.text, at..self.text.len()).starts_with(',') {
            at += 1;
        }
        is_rest_comment(self.text, at) && line_end(self.text, at) <= self.inside.end
    }

    fn is_first_on_line(&self, part: &Range<usize>) -> bool {
        let start = line_start(self.text, part.start);
        slice(self.text, start..part.start)
            .trim_matches([' ', '\t'])
            .is_empty()
    }
}
