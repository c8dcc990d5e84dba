//! Findings with the lines that they are on, for who has not the text.

use std::{cmp::Ordering, ops::Range, path::Path, sync::Arc};

use super::subject::Article;
use crate::model::{document::ContentHash, finding::Finding};

/// Letters of a line that are kept.
const MOST_EXCERPT: usize = 200;

/// A finding, and where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub finding: Finding,
    pub region: Region,
    /// In bytes of the text; empty at its start where it is about the file.
    pub range: Range<usize>,
    /// The start of the line that it begins on.
    pub line: String,
}

impl Located {
    /// Of a file that is no text.
    pub fn of_file(finding: Finding) -> Self {
        Self {
            finding,
            region: Region::START,
            range: 0..0,
            line: String::new(),
        }
    }

    /// The gravest first, then by the path of its article and by line.
    pub fn order<P: Ord>(&self, path: &P, other: &Self, other_path: &P) -> Ordering {
        let weight = other.finding.severity.cmp(&self.finding.severity);
        weight
            .then_with(|| path.cmp(other_path))
            .then_with(|| self.region.cmp(&other.region))
    }
}

/// A finding of one of the articles of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InSite {
    pub path: Arc<Path>,
    /// Of what its file held.
    pub hash: ContentHash,
    pub located: Located,
}

/// Lines and columns from 1; a column counts characters, and the end is behind the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Region {
    pub const START: Self = Self {
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };
}

/// The findings of an article with their lines; those of what is not there are on the first.
pub fn located(article: &Article<'_>, findings: Vec<Finding>) -> Vec<Located> {
    let mut lines = Lines::of(article.text);
    let mut located: Vec<(usize, Finding)> = findings
        .into_iter()
        .map(|finding| (article.start_of(&finding), finding))
        .collect();
    located.sort_by_key(|(start, _)| *start);
    let located = located.into_iter().map(|(_, finding)| {
        let range = article.range_of(&finding);
        let region = range.as_ref().map_or(Region::START, |it| lines.region(it));
        let range = range.unwrap_or_default();
        let line = lines.around(range.start);
        Located {
            finding,
            region,
            range,
            line,
        }
    });
    located.collect()
}

/// Goes through a text from line to line, so that many places in it cost one look.
struct Lines<'a> {
    text: &'a str,
    line: usize,
    start: usize,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            line: 1,
            start: 0,
        }
    }

    fn region(&mut self, range: &Range<usize>) -> Region {
        let (line, column) = self.at(range.start);
        let mut behind = Self { ..*self };
        let (end_line, end_column) = behind.at(range.end.max(range.start));
        Region {
            line,
            column,
            end_line,
            end_column,
        }
    }

    fn at(&mut self, at_byte: usize) -> (usize, usize) {
        if at_byte < self.start {
            *self = Self::of(self.text);
        }
        let at_byte = self.text.floor_char_boundary(at_byte);
        while let Some(length) = self
            .text
            .get(self.start..at_byte)
            .and_then(|it| it.find('\n'))
        {
            self.line += 1;
            self.start += length + 1;
        }
        let before = self.text.get(self.start..at_byte).unwrap_or_default();
        (self.line, before.chars().count() + 1)
    }

    fn around(&mut self, at_byte: usize) -> String {
        self.at(at_byte);
        let rest = self.text.get(self.start..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(MOST_EXCERPT));
        let line = rest.unwrap_or_default().lines().next().unwrap_or_default();
        line.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_lines_and_characters() {
        let text = "één\ntwee drie\nvier\n";
        let mut lines = Lines::of(text);
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };

        let drie = lines.region(&at("drie"));
        assert_eq!(
            (drie.line, drie.column, drie.end_line, drie.end_column),
            (2, 6, 2, 10)
        );
        let een = lines.region(&at("n\ntwee"));
        assert_eq!(
            (een.line, een.column, een.end_line, een.end_column),
            (1, 3, 2, 5)
        );
        assert_eq!(lines.around(at("vier").start), "vier");
    }
}
