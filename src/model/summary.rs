//! The first words of an article, which stand in for a summary that its head has not, as Hugo takes
//! them: up to `<!--more-->`, else whole paragraphs until there are enough words.
//!
//! Limits: 64 KiB of the body are read for them.

use super::markdown::{
    blocks::{Block, Blocks, Definition, Node, Placed, Text, parse_as},
    statistics::signs_in,
};

/// What divides the summary from the rest.
const DIVIDER: &str = "<!--more-->";
/// How many bytes are read for the words: those that are looked for may not be there.
const LOOKED_THROUGH: usize = 64 * 1024;

/// What the settings of a site say of summaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Of paragraphs so many words are wanted.
    pub words: usize,
    /// Of articles with Chinese, Japanese or Korean each letter counts, as Hugo has it with
    /// `hasCJKLanguage`.
    pub counts_letters: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            words: 70,
            counts_letters: false,
        }
    }
}

/// The first words of the body `blocks` of `text`.
pub fn first_words(blocks: &Blocks, text: &str, rules: Rules) -> String {
    let rules = Rules {
        counts_letters: rules.counts_letters && blocks.statistics.has_signs(),
        ..rules
    };
    let mut taken = Taken::new(rules);
    let body_start = blocks.blocks.first().map_or(0, |block| block.range.start);
    // One that stands further down is not looked for: all before it would be read.
    let looked = text.floor_char_boundary(body_start.saturating_add(LOOKED_THROUGH));
    let near = text.get(body_start..looked);
    let divider = near.and_then(|body| body.find(DIVIDER));
    let Some(divider) = divider.map(|at| body_start + at) else {
        let mut read_bytes = 0;
        for block in &blocks.blocks {
            read_bytes += block.range.len();
            taken.nodes(&blocks.content(text, block), Place::Page);
            if taken.is_full() || read_bytes > LOOKED_THROUGH {
                break;
            }
        }
        return taken.words;
    };
    taken.rules.words = usize::MAX;
    let before = |block: &&Block| block.range.start < divider;
    for block in blocks.blocks.iter().take_while(before) {
        if block.range.end <= divider {
            taken.nodes(&blocks.content(text, block), Place::Page);
            continue;
        }
        let source = text.get(block.range.start..divider).unwrap_or_default();
        let part = parse_as(blocks.dialect(), source, 0);
        for block in &part.blocks {
            taken.nodes(&part.content(source, block), Place::Page);
        }
    }
    taken.words
}

struct Taken {
    rules: Rules,
    words: String,
    /// How many words of paragraphs there are.
    count: usize,
}

/// What text stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page,
    /// An item in a list without paragraphs.
    Item,
}

impl Taken {
    fn new(rules: Rules) -> Self {
        Self {
            rules,
            words: String::new(),
            count: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.count >= self.rules.words
    }

    fn nodes(&mut self, nodes: &[Placed], place: Place) {
        for placed in nodes {
            if self.is_full() {
                return;
            }
            self.node(&placed.node, place);
        }
    }

    fn node(&mut self, node: &Node, place: Place) {
        match node {
            Node::Paragraph(text) => {
                self.add(&text.text);
                if place == Place::Page {
                    self.count += self.count_of(&text.text);
                }
            }
            Node::Heading { text, .. } => self.add(&text.text),
            Node::Code { text, .. } => self.add(text),
            Node::Quote { nodes, .. } => self.nodes(nodes, Place::Page),
            Node::List {
                is_tight, items, ..
            } => {
                let place = if *is_tight { Place::Item } else { Place::Page };
                for item in items {
                    self.nodes(&item.nodes, place);
                }
            }
            Node::Definitions(definitions) => {
                for definition in definitions {
                    match definition {
                        Definition::Term(text) => self.add(&text.text),
                        Definition::Meaning { nodes, is_tight } => {
                            let place = if *is_tight { Place::Item } else { Place::Page };
                            self.nodes(nodes, place);
                        }
                    }
                }
            }
            Node::Table { rows, .. } => {
                let cells = rows.iter().flatten();
                cells.for_each(|cell: &Text| self.add(&cell.text));
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        for word in text.split_whitespace() {
            if !self.words.is_empty() {
                self.words.push(' ');
            }
            self.words.push_str(word);
        }
    }

    fn count_of(&self, text: &str) -> usize {
        let words = text.split_whitespace();
        if !self.rules.counts_letters {
            return words.count();
        }
        words.map(signs_in).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markdown::blocks::parse;

    /// As a Hugo with `summaryLength = 5` answers, less the tags.
    #[test]
    fn the_first_words_are_those_of_hugo() {
        let rules = Rules {
            words: 5,
            counts_letters: false,
        };
        let check = |text: &str, expected: &str| {
            assert_eq!(
                first_words(&parse(text, 0), text, rules),
                expected,
                "{text}"
            );
        };
        check(
            "First words <!--more--> and rest.\n\nMore.\n",
            "First words",
        );
        check(
            "One two.\n\nThree four.\n\n<!--more-->\n\nRest.\n",
            "One two. Three four.",
        );
        check(
            "One two three four five six seven.\n\nMore.\n",
            "One two three four five six seven.",
        );
        check(
            "One two.\n\nThree four five six.\n\nMore and more.\n",
            "One two. Three four five six.",
        );
        check(
            "# Head\n\nOne two three.\n\n- four five six\n\nseven eight\n\nx\n",
            "Head One two three. four five six seven eight",
        );
        check(
            "One <!-- more --> two.\n\nThree four five six.\n",
            "One two. Three four five six.",
        );
        check("a b\n<!--more-->\nc d\n", "a b");
        check("`x <!--more--> y` and so\n\nrest here it is\n", "`x");
        check("**a <!--more--> b** c\n\nd\n", "**a");
        check(
            "> quoted one two three four five six\n\nThen more.\n",
            "quoted one two three four five six",
        );
        check("一二三四五六七八\n\n九十\n", "一二三四五六七八 九十");
    }

    #[test]
    fn a_divider_that_is_far_away_is_not_looked_for() {
        let text = format!("{}<!--more-->\n", "a b c d e f\n\n".repeat(10_000));

        let words = first_words(&parse(&text, 0), &text, Rules::default());

        assert_eq!(words.split(' ').count(), 72);
    }

    #[test]
    fn letters_count_only_where_there_are_some_of_chinese() {
        let rules = Rules {
            words: 5,
            counts_letters: true,
        };
        let text = "één naïef\n\ntwee drie\n\nvier\n";

        let words = first_words(&parse(text, 0), text, rules);

        assert_eq!(words, "één naïef twee drie vier");
    }

    #[test]
    fn where_letters_count_a_line_of_chinese_is_enough() {
        let rules = Rules {
            words: 5,
            counts_letters: true,
        };
        let text = "一二三四五六七八\n\n九十\n";

        assert_eq!(
            first_words(&parse(text, 0), text, rules),
            "一二三四五六七八"
        );
    }
}
