//! What can be completed at the caret: the path in `](` and `![](`, an emoji behind `:`, a block
//! behind `/` at the start of a line, a shortcode behind `{{<`.

use std::ops::Range;

use super::{super::shortcode, Formatted, Formatting, format, is_prose};
use crate::model::{text::Edit, words::id};

/// So many are offered.
pub const MOST_OFFERED: usize = 8;
/// Of an emoji's name so many letters are typed before one is offered.
const EMOJI_LETTERS: usize = 2;

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The address of a picture.
    Picture,
    /// The address of another file.
    File,
    Emoji,
    Block,
    /// The name of a shortcode, or the end of one.
    Shortcode,
}

/// What is being typed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    pub wanted: Wanted,
    /// What a completion stands in the place of, in bytes of the text.
    pub range: Range<usize>,
    pub letters: String,
}

/// A block that is begun by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Block {
    Heading2,
    Heading3,
    Heading4,
    BulletList,
    NumberedList,
    Task,
    Quote,
    CodeBlock,
    Table,
    Rule,
}

impl Block {
    /// The id of its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Heading2 => id!("complete-heading"),
            Self::Heading3 => id!("complete-subheading"),
            Self::Heading4 => id!("complete-heading-4"),
            Self::BulletList => id!("complete-bullets"),
            Self::NumberedList => id!("complete-numbers"),
            Self::Task => id!("complete-task"),
            Self::Quote => id!("complete-quote"),
            Self::CodeBlock => id!("complete-code"),
            Self::Table => id!("complete-table"),
            Self::Rule => id!("complete-rule"),
        }
    }

    fn formatting(self) -> Option<Formatting> {
        Some(match self {
            Self::Heading2 => Formatting::Heading(2),
            Self::Heading3 => Formatting::Heading(3),
            Self::Heading4 => Formatting::Heading(4),
            Self::BulletList => Formatting::BulletList,
            Self::NumberedList => Formatting::NumberedList,
            Self::Task => Formatting::Task,
            Self::Quote => Formatting::Quote,
            Self::CodeBlock => Formatting::CodeBlock,
            Self::Table => Formatting::Table,
            Self::Rule => return None,
        })
    }
}

/// What is being typed before the caret, if it is wanted and can be completed. Reads the text up to
/// the caret only where something is wanted.
pub fn begun(text: &str, caret: usize, is_wanted: impl Fn(Wanted) -> bool) -> Option<Begun> {
    let start = text.get(..caret)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..caret)?;
    let begun = |wanted, from: usize| {
        is_wanted(wanted).then_some(())?;
        Some(Begun {
            wanted,
            range: start + from..caret,
            letters: line.get(from..)?.to_owned(),
        })
    };
    let found = address_from(line)
        .and_then(|(wanted, from)| begun(wanted, from))
        .or_else(|| begun(Wanted::Shortcode, shortcode::name_begun(line)?))
        .or_else(|| begun(Wanted::Emoji, emoji_from(line)?))
        .or_else(|| begun(Wanted::Block, block_from(line)?))?;
    is_prose(text, caret).then_some(found)
}

/// Behind `](`, where nothing is closed yet.
fn address_from(line: &str) -> Option<(Wanted, usize)> {
    let open = line.rfind("](")?;
    let address = line.get(open + 2..)?;
    if address.contains([')', ' ', '<']) || address.contains("://") || address.starts_with('#') {
        return None;
    }
    let label = line.get(..open)?.rfind('[')?;
    let is_picture = line.get(..label)?.ends_with('!');
    let wanted = if is_picture {
        Wanted::Picture
    } else {
        Wanted::File
    };
    Some((wanted, open + 2))
}

/// The colon before the name of an emoji, which is no part of a word or a time.
fn emoji_from(line: &str) -> Option<usize> {
    let colon = line.rfind(':')?;
    let name = line.get(colon + 1..)?;
    let is_name = name.len() >= EMOJI_LETTERS
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte)
        });
    let before = line.get(..colon)?.chars().next_back();
    let is_apart = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '/' | '`'));
    (is_name && is_apart).then_some(colon)
}

/// The slash at the start of a line.
fn block_from(line: &str) -> Option<usize> {
    let name = line.strip_prefix('/')?;
    name.chars()
        .all(|c| c.is_alphabetic() || c == ' ')
        .then_some(0)
}

/// Puts a block in the place of what was typed, as one edit.
pub fn begin(text: &str, range: &Range<usize>, block: Block, heading: &str) -> Option<Formatted> {
    let mut without = text.to_owned();
    without.get(range.clone())?;
    without.replace_range(range.clone(), "");
    let at = range.start;
    let Some(formatting) = block.formatting() else {
        // Below a line of text three hyphens would make a heading of it.
        let is_below_text = !without.get(..at)?.ends_with("\n\n") && at > 0;
        let insert = if is_below_text {
            "\n---\n\n"
        } else {
            "---\n\n"
        };
        let end = at + insert.len();
        return Some(Formatted {
            edit: Edit {
                range: range.clone(),
                insert: insert.to_owned(),
            },
            selection: end..end,
        });
    };
    let formatted = format(&without, at..at, formatting, heading)?;
    let mut after = without;
    after.replace_range(formatted.edit.range, &formatted.edit.insert);
    Some(Formatted {
        edit: Edit::between(text, &after)?,
        selection: formatted.selection,
    })
}

/// The names that have the letters, those that begin with them first; their places.
pub fn ranked<'a>(names: impl Iterator<Item = &'a str>, letters: &str) -> Vec<usize> {
    let letters = letters.to_lowercase();
    let mut found: Vec<(usize, usize, usize)> = names
        .enumerate()
        .filter_map(|(at, name)| {
            let name = name.to_lowercase();
            let place = name.find(&letters)?;
            let is_start = place == 0 || name.get(..place)?.ends_with(['/', '_', '-', ' ']);
            let rank = if place == 0 {
                0
            } else {
                1 + usize::from(!is_start)
            };
            Some((rank, name.len(), at))
        })
        .collect();
    found.sort_unstable();
    found
        .into_iter()
        .map(|(_, _, at)| at)
        .take(MOST_OFFERED)
        .collect()
}

/// An address as a link can have it.
pub fn as_address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            ' ' => address.push_str("%20"),
            '(' => address.push_str("%28"),
            ')' => address.push_str("%29"),
            letter => address.push(letter),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(Wanted, &str)>) {
        let found = begun(line, line.len(), |_| true);
        let found = found.as_ref().map(|it| (it.wanted, it.letters.as_str()));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn what_is_being_typed_is_told() {
        check("see ![x](har", Some((Wanted::Picture, "har")));
        check("see [x](", Some((Wanted::File, "")));
        check("see [x](a) and", None);
        check("see [x](https://a", None);
        check("a :smi", Some((Wanted::Emoji, ":smi")));
        check("at 10:30", None);
        check("a :s", None);
        check("/tab", Some((Wanted::Block, "/tab")));
        check("a {{< fig", Some((Wanted::Shortcode, "fig")));
        check("{{%/", Some((Wanted::Shortcode, "/")));
        check("{{< fig src", None);
        check("{{ fig", None);
        check("and/or", None);
        check("```\n/tab", None);
    }

    #[test]
    fn a_block_stands_in_the_place_of_its_name() {
        let begun = |text: &str, block| {
            let range = text.find('/').unwrap()..text.len();
            let formatted = begin(text, &range, block, "Heading").unwrap();
            let mut text = text.to_owned();
            text.replace_range(formatted.edit.range, &formatted.edit.insert);
            (text, formatted.selection)
        };

        assert_eq!(
            begun("a\n\n/head", Block::Heading2),
            ("a\n\n## ".to_owned(), 6..6)
        );
        assert_eq!(begun("/bul", Block::BulletList), ("- ".to_owned(), 2..2));
        assert_eq!(begun("a\n/", Block::Rule).0, "a\n\n---\n\n");
        assert!(begun("/t", Block::Table).0.starts_with('|'));
    }

    #[test]
    fn names_that_begin_with_the_letters_come_first() {
        let names = ["posts/harbour.jpg", "harbour.jpg", "char.png", "boat.jpg"];

        assert_eq!(ranked(names.into_iter(), "Har"), [1, 0, 2]);
    }
}
