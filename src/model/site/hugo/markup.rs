//! `markup` of the settings: how markdown is read.

use super::{
    data::{Node, Table},
    version::Version,
};
use crate::model::markdown::blocks::{
    Delimiters, Dialect, Formulas, Ids, Marks, Set, Short, Signs, Switches,
};

/// What settings say of it, those of a site or with what a language says in their place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markup<'a> {
    tree: &'a Table,
    version: Version,
}

impl<'a> Markup<'a> {
    pub fn new(tree: &'a Table, version: Version) -> Self {
        Self { tree, version }
    }

    /// Whether `:smile:` is shown as what it names.
    pub fn has_emoji(&self) -> bool {
        let node = self.tree.get("enableemoji");
        node.is_some_and(|node| node.is_on(self.version.has_switch_words()))
    }

    /// How markdown is read.
    pub fn dialect(&self) -> Dialect {
        let at = |path: &[&str]| self.tree.at(&[&["markup", "goldmark"], path].concat());
        let has_words = self.version.has_switch_words();
        let is_on = |path: &[&str], usual: bool| match at(path) {
            None => usual,
            Some(node) => match node.table() {
                None => node.is_on(has_words),
                // `typographer.disable`, `footnote.enable`
                Some(table) => {
                    let is = |key: &str| table.get(key).map(|node| node.is_on(has_words));
                    is("enable").unwrap_or(usual) && is("disable") != Some(true)
                }
            },
        };
        let extension = |name: &str| is_on(&["extensions", name], true);
        Dialect::of(Switches {
            tables: extension("table"),
            strikethrough: extension("strikethrough"),
            tasks: extension("tasklist"),
            footnotes: extension("footnote"),
            definitions: extension("definitionlist"),
            heading_attributes: is_on(&["parser", "attribute", "title"], true),
            block_attributes: is_on(&["parser", "attribute", "block"], false),
            emoji: self.has_emoji(),
            formulas: self.formulas(is_on(&["extensions", "passthrough"], false)),
            signs: self.signs(|name| is_on(&["extensions", "extras", name], false)),
            web_scheme: at(&["extensions", "linkifyprotocol"])
                .and_then(|node| Short::read(&node.text()?))
                .unwrap_or(Switches::default().web_scheme),
            addresses: extension("linkify"),
            punctuation: extension("typographer"),
            marks: self.marks(),
            line_breaks: is_on(&["renderer", "hardwraps"], false),
            free_pictures: !is_on(&["parser", "wrapstandaloneimagewithinparagraph"], true),
            ids: self.heading_ids(is_on(&["parser", "autoheadingid"], true)),
        })
    }

    /// Where its formulas stand, if it passes any through.
    fn formulas(&self, are_on: bool) -> Formulas {
        let passthrough = [
            "markup",
            "goldmark",
            "extensions",
            "passthrough",
            "delimiters",
        ];
        let delimiters = self.tree.at(&passthrough).and_then(Node::table);
        let Some(delimiters) = delimiters.filter(|_| are_on && self.version.has(122)) else {
            return Formulas::None;
        };
        let mut known = Delimiters::default();
        for (key, is_block) in [("block", true), ("inline", false)] {
            let pairs = delimiters.get(key).map_or(&[][..], Node::items);
            for pair in pairs {
                if let [open, close] = &*pair.texts() {
                    known = known.with(open, close, is_block);
                }
            }
        }
        Formulas::Between(known)
    }

    fn signs(&self, is_on: impl Fn(&str) -> bool) -> Signs {
        let mut signs = Signs::default();
        if self.version.has(126) {
            signs.deleted = is_on("delete");
            signs.inserted = is_on("insert");
            signs.marked = is_on("mark");
            signs.below = is_on("subscript");
            signs.above = is_on("superscript");
        }
        signs
    }

    /// What it sets for quotes, dashes and the like. What is longer than two letters is set as usual.
    fn marks(&self) -> Marks {
        let typographer = ["markup", "goldmark", "extensions", "typographer"];
        let typographer = self.tree.at(&typographer).and_then(Node::table);
        let own = |key: &str, usual: Set| {
            let own = typographer.and_then(|table| table.get(key)?.text());
            own.and_then(|own| Set::read(&own)).unwrap_or(usual)
        };
        let usual = Marks::USUAL;
        Marks {
            left_single: own("leftsinglequote", usual.left_single),
            right_single: own("rightsinglequote", usual.right_single),
            left_double: own("leftdoublequote", usual.left_double),
            right_double: own("rightdoublequote", usual.right_double),
            en_dash: own("endash", usual.en_dash),
            em_dash: own("emdash", usual.em_dash),
            ellipsis: own("ellipsis", usual.ellipsis),
            left_angle: own("leftanglequote", usual.left_angle),
            right_angle: own("rightanglequote", usual.right_angle),
            apostrophe: own("apostrophe", usual.apostrophe),
        }
    }

    fn heading_ids(&self, are_made: bool) -> Ids {
        let parser = self.tree.at(&["markup", "goldmark", "parser"]);
        let kind = |key: &str| parser.and_then(|node| node.table()?.get(key)?.text());
        let kind = kind("autoidtype").or_else(|| kind("autoheadingidtype"));
        match kind.as_deref() {
            _ if !are_made => Ids::None,
            Some("github-ascii") => Ids::Ascii,
            Some("blackfriday") => Ids::Words,
            _ => Ids::Letters,
        }
    }
}
