//! A head as a tree of values with their places, whatever language it is written in: how it is
//! read, and how a key is found in it.

use std::ops::Range;

use super::{
    Entry, Value,
    values::{items_in, position},
};

/// How deep lists and groups may be nested.
pub const MAX_DEPTH: usize = 64;

/// What a value is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Of nothing else. What stands for another value, an alias, is one too.
    Scalar,
    List,
    Map,
}

/// A value in the text.
pub trait Node: Sized {
    fn shape(&self) -> Shape;

    /// How many items or keys it has.
    fn count(&self) -> usize;

    /// The item, or the value of the key, at `index`.
    fn child(&self, index: usize) -> Option<&Self>;

    /// The key at `index` and its place; `None` where it is no text.
    fn key(&self, index: usize) -> Option<(&str, Range<usize>)>;

    fn span(&self) -> Range<usize>;

    /// The value of a scalar; `None` for an alias, and for all else.
    fn scalar(&self) -> Option<Value>;
}

/// Who reads a tree, and has a say in what its values are.
pub trait Reader<N> {
    /// `None`: the value, and so all it is in, has no meaning of its own.
    fn scalar(&mut self, node: &N) -> Option<Value>;

    fn before_map(&mut self, _map: &N) {}

    fn after(&mut self, _node: &N, _value: &Value) {}
}

/// Takes every scalar as it is written.
struct AsWritten;

impl<N: Node> Reader<N> for AsWritten {
    fn scalar(&mut self, node: &N) -> Option<Value> {
        node.scalar()
    }
}

/// The value of a node; `None` if an alias is in it.
pub fn value<N: Node>(node: &N) -> Option<Value> {
    interpret(node, &mut AsWritten)
}

/// The value of a node as the writer means it. A key that is no text is left out.
pub fn interpret<N: Node, R: Reader<N>>(node: &N, reader: &mut R) -> Option<Value> {
    let value = match node.shape() {
        Shape::Scalar => reader.scalar(node)?,
        Shape::List => {
            let items = children(node).map(|item| interpret(item, reader));
            Value::List(items.collect::<Option<_>>()?)
        }
        Shape::Map => {
            reader.before_map(node);
            let entries = (0..node.count()).filter_map(|at| Some((node.key(at)?, node.child(at)?)));
            let entries = entries.map(|((key, key_span), inner)| {
                let value = interpret(inner, reader)?;
                Some(Entry {
                    key: key.to_owned(),
                    key_span,
                    item_spans: item_spans(inner, &value),
                    value,
                    value_span: inner.span(),
                })
            });
            Value::Map(entries.collect::<Option<_>>()?)
        }
    };
    reader.after(node, &value);
    Some(value)
}

/// The entries of the root.
pub fn entries<N: Node>(root: &N, reader: &mut impl Reader<N>) -> Vec<Entry> {
    match interpret(root, reader) {
        Some(Value::Map(entries)) => entries,
        _ => Vec::new(),
    }
}

/// As [`entries`], every scalar as it is written.
pub fn entries_as_written<N: Node>(root: &N) -> Vec<Entry> {
    entries(root, &mut AsWritten)
}

/// Where the items of a list are; those an alias stands for are where the alias is.
fn item_spans<N: Node>(node: &N, value: &Value) -> Vec<Range<usize>> {
    let Value::List(values) = value else {
        return Vec::new();
    };
    if node.shape() != Shape::List {
        return vec![node.span(); items_in(value)];
    }
    let spans = children(node).zip(values).flat_map(|(item, value)| {
        let inner = item_spans(item, value).into_iter();
        std::iter::once(item.span()).chain(inner)
    });
    spans.collect()
}

pub fn children<N: Node>(node: &N) -> impl Iterator<Item = &N> {
    (0..node.count()).filter_map(|index| node.child(index))
}

/// Where a key is in a map, as [`position`] has it.
pub fn find<N: Node>(map: &N, key: &str) -> Option<usize> {
    let keys = (0..map.count()).map(|index| map.key(index).map(|(key, _)| key));
    position(keys, key)
}

/// A value with its place, and what its language has to say of it beside.
#[derive(Clone, Debug)]
pub struct Tree<M> {
    pub span: Range<usize>,
    pub kind: Kind<M>,
    pub mark: M,
}

#[derive(Clone, Debug)]
pub enum Kind<M> {
    Scalar(Value),
    List(Vec<Tree<M>>),
    Map(Vec<Pair<M>>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Pair<M> {
    pub key: String,
    pub key_span: Range<usize>,
    pub value: Tree<M>,
}

impl<M> Tree<M> {
    pub fn pairs(&self) -> &[Pair<M>] {
        match &self.kind {
            Kind::Map(pairs) => pairs,
            Kind::Scalar(_) | Kind::List(_) => &[],
        }
    }

    /// The places of the items of a list, or of the pairs of a map.
    pub fn parts(&self) -> Vec<Range<usize>> {
        match &self.kind {
            Kind::Scalar(_) => Vec::new(),
            Kind::List(items) => items.iter().map(|item| item.span.clone()).collect(),
            Kind::Map(pairs) => pairs
                .iter()
                .map(|pair| pair.key_span.start..pair.value.span.end)
                .collect(),
        }
    }
}

impl<M> Node for Tree<M> {
    fn shape(&self) -> Shape {
        match self.kind {
            Kind::Scalar(_) => Shape::Scalar,
            Kind::List(_) => Shape::List,
            Kind::Map(_) => Shape::Map,
        }
    }

    fn count(&self) -> usize {
        match &self.kind {
            Kind::Scalar(_) => 0,
            Kind::List(items) => items.len(),
            Kind::Map(pairs) => pairs.len(),
        }
    }

    fn child(&self, index: usize) -> Option<&Self> {
        match &self.kind {
            Kind::Scalar(_) => None,
            Kind::List(items) => items.get(index),
            Kind::Map(pairs) => pairs.get(index).map(|pair| &pair.value),
        }
    }

    fn key(&self, index: usize) -> Option<(&str, Range<usize>)> {
        let pair = self.pairs().get(index)?;
        Some((&pair.key, pair.key_span.clone()))
    }

    fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn scalar(&self) -> Option<Value> {
        match &self.kind {
            Kind::Scalar(value) => Some(value.clone()),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }
}
