//! What decides about the page of an article as it is kept of all of them: packed, and opened where a
//! page is made of it.

use super::{
    hugo::{Data, Node, Place, Table},
    own::{Fault, KEYS, Own},
};
use crate::model::packed::{Packer, Unpacker};

/// Deeper than a head may be nested, and what is below a value in it.
const MOST_DEPTH: usize = 160;

/// An [`Own`], in a tenth of its room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptOwn {
    /// Empty: of a file that could not be read.
    packed: Box<[u8]>,
    fault: Option<Box<Fault>>,
    /// When the file was changed, in seconds since 1970.
    pub modified_secs: Option<i64>,
}

impl KeptOwn {
    pub fn of(own: &Own) -> Self {
        let mut packer = Packer::default();
        let is_draft = own.is_draft.map(u8::from);
        packer.option(is_draft, Packer::byte);
        put_table(&mut packer, &own.values);
        Self {
            packed: packer.packed(),
            fault: own.fault.clone().map(Box::new),
            modified_secs: own.modified_secs,
        }
    }

    pub fn open(&self) -> Own {
        let own = unpacked(&mut Unpacker::new(&self.packed)).unwrap_or_default();
        Own {
            fault: self.fault.as_deref().cloned(),
            modified_secs: self.modified_secs,
            ..own
        }
    }

    /// What was [`packed`](Self::packed) of a sound head; `None` of bytes that are of something else.
    pub fn from_packed(packed: &[u8], modified_secs: Option<i64>) -> Option<Self> {
        let mut unpacker = Unpacker::new(packed);
        if !packed.is_empty() {
            unpacked(&mut unpacker)?;
        }
        unpacker.is_done().then(|| Self {
            packed: packed.into(),
            fault: None,
            modified_secs,
        })
    }

    /// Whether the head could be read.
    pub fn is_sound(&self) -> bool {
        self.fault.is_none() && !self.packed.is_empty()
    }

    /// Its values, without a fault.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }
}

fn unpacked(unpacker: &mut Unpacker<'_>) -> Option<Own> {
    let is_draft = unpacker.option(Unpacker::byte)?;
    Some(Own {
        fault: None,
        is_draft: is_draft.map(|is_draft| is_draft != 0),
        values: table(unpacker, 0)?,
        modified_secs: None,
    })
}

/// Known keys by their number, from 1.
fn put_table(packer: &mut Packer, values: &Table) {
    packer.count(values.iter().count());
    for (key, node) in values.iter() {
        let number = KEYS.iter().position(|known| *known == key);
        if let Some(number) = number.and_then(|at| u8::try_from(at + 1).ok()) {
            packer.byte(number);
        } else {
            packer.byte(0);
            packer.text(key);
        }
        put_node(packer, node);
    }
}

fn table(unpacker: &mut Unpacker<'_>, depth: usize) -> Option<Table> {
    let mut values = Table::default();
    for _ in 0..unpacker.count()? {
        let key = match unpacker.byte()? {
            0 => unpacker.text()?,
            number => KEYS.get(usize::from(number) - 1)?,
        };
        values.set(key, node(unpacker, depth)?);
    }
    Some(values)
}

/// The file of a head is always the same.
fn put_node(packer: &mut Packer, node: &Node) {
    packer.number(node.place.line.into());
    match &node.data {
        Data::Null => packer.byte(0),
        Data::Bool(is_on) => packer.byte(if *is_on { 2 } else { 1 }),
        Data::Word(word) => {
            packer.byte(3);
            packer.text(word);
        }
        Data::Integer(number) => {
            packer.byte(4);
            packer.signed(*number);
        }
        Data::Float(number) => {
            packer.byte(5);
            packer.number(number.to_bits());
        }
        Data::Text(text) => {
            packer.byte(6);
            packer.text(text);
        }
        Data::List(items) => {
            packer.byte(7);
            packer.count(items.len());
            for item in items {
                put_node(packer, item);
            }
        }
        Data::Table(values) => {
            packer.byte(8);
            put_table(packer, values);
        }
    }
}

fn node(unpacker: &mut Unpacker<'_>, depth: usize) -> Option<Node> {
    if depth > MOST_DEPTH {
        return None;
    }
    let line = u32::try_from(unpacker.number()?).ok()?;
    let data = match unpacker.byte()? {
        0 => Data::Null,
        1 => Data::Bool(false),
        2 => Data::Bool(true),
        3 => Data::Word(unpacker.text()?.to_owned()),
        4 => Data::Integer(unpacker.signed()?),
        5 => Data::Float(f64::from_bits(unpacker.number()?)),
        6 => Data::Text(unpacker.text()?.to_owned()),
        7 => {
            let count = unpacker.count()?;
            let items = (0..count).map(|_| node(unpacker, depth + 1));
            Data::List(items.collect::<Option<_>>()?)
        }
        8 => Data::Table(table(unpacker, depth + 1)?),
        _ => return None,
    };
    Some(Node {
        data,
        place: Place { file: 0, line },
    })
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::any, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::model::{front_matter, site::hugo::Settings};

    fn own(text: &str) -> Own {
        Own::of(&front_matter::glance(text), text, &Settings::default())
    }

    #[track_caller]
    fn check(text: &str) {
        let own = own(text);
        let kept = KeptOwn::of(&own);

        assert_eq!(kept.open(), own);
        // A head with a fault is read anew at each start.
        if kept.is_sound() {
            assert_eq!(KeptOwn::from_packed(kept.packed(), None), Some(kept));
        }
    }

    #[test]
    fn what_a_head_says_is_kept_whole() {
        check(
            "---\ntitle: Één\ndate: 2026-02-24\ndraft: yes\nweight: -3\naliases: [a, 2, 1.5, {b: c}]\nslug:\n---\n",
        );
        check("+++\ntitle = 'a'\nweight = 1.5\nheadless = true\n[build]\nlist = 'never'\n+++\n");
        check("---\ncascade:\n  - target: {path: /a/**}\n    params: {deep: [[[x]]]}\n---\n");
        check("---\ntitle: [\n---\n");
        check("no head");
        let nested = "[".repeat(63) + &"]".repeat(63);
        check(&format!("---\nbuild: {nested}\n---\n"));
        assert_eq!(KeptOwn::default().open(), Own::default());
    }

    proptest! {
        #[test]
        fn any_head_is_kept_whole(head in "(?s)((title|build|draft|url|Weight|date): ?[\\[\\]{}:,a \n\"0-9.-]{0,12}\n){0,6}") {
            check(&format!("---\n{head}---\n"));
        }

        #[test]
        fn bytes_of_something_else_are_refused_or_harmless(bytes in vec(any::<u8>(), 0..60)) {
            if let Some(kept) = KeptOwn::from_packed(&bytes, None) {
                let opened = kept.open();
                prop_assert_eq!(KeptOwn::of(&opened).open(), opened);
            }
        }

        #[test]
        fn what_is_cut_is_refused(cut in 0..60_usize) {
            let kept = KeptOwn::of(&own("---\ntitle: A\naliases: [a, b]\nbuild: {list: never}\n---\n"));
            let part = kept.packed().get(..cut).filter(|part| !part.is_empty());
            let is_refused = |part| KeptOwn::from_packed(part, None).is_none();
            prop_assert!(part.is_none_or(|part| part.len() == kept.packed().len() || is_refused(part)));
        }
    }
}
