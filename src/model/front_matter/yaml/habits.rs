//! How a head is written so far: its quotes, its indentation, its lists.

use super::{
    super::{Manner, Quotes, Quoting, Value, habits::Used, lines::clear_column},
    resolve,
    tree::{Kind, Layout, Node, Pair, Style},
    write::Look,
};

/// What new values are written like.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// The look of a new text.
    pub look: Look,
    /// The look of the items of a new list.
    pub item_look: Look,
    /// The style of a new date: plain or quoted.
    pub date: Style,
    /// The style of a new key.
    pub key: Style,
    pub list: Layout,
    /// How far a nested map is indented.
    pub step: usize,
    /// How far the dashes of a list are indented.
    pub dash: usize,
}

#[derive(Default)]
struct Counts {
    texts: Used,
    items: Used,
    dates: Used,
    keys: Used,
    flow_lists: usize,
    block_lists: usize,
    step: Option<usize>,
    dash: Option<usize>,
}

/// The habits of a whole head; those of the site where it has none of its own.
pub fn of(text: &str, root: Option<&Node>, manner: Manner) -> Habits {
    let mut counts = Counts::default();
    if let Some(root) = root {
        counts.node(text, root, 0);
    }
    counts.habits(manner)
}

/// The look of the texts among `nodes`; that of the head if there are none.
pub fn of_nodes<'a>(nodes: impl IntoIterator<Item = &'a Node>, head: Look) -> Look {
    let mut used = Used::default();
    for node in nodes {
        count_text(&mut used, node);
    }
    used.quoting(head.into()).into()
}

/// Counts a text; dates, numbers and lists have their own ways.
fn count_text(used: &mut Used, node: &Node) {
    if let Kind::Scalar { style, .. } = node.kind
        && !matches!(style, Style::Literal | Style::Folded)
        && matches!(resolve::scalar(node), Some(Value::Text(_)))
    {
        used.count(style.quotes());
    }
}

impl Counts {
    fn node(&mut self, text: &str, node: &Node, column: usize) {
        match &node.kind {
            Kind::Scalar { .. } => self.scalar(node),
            Kind::Alias { .. } => {}
            Kind::List { layout, items } => {
                self.list(text, node, *layout, column);
                for item in items {
                    count_text(&mut self.items, item);
                    self.node(text, item, column);
                }
            }
            Kind::Map { pairs, .. } => {
                for pair in pairs {
                    self.pair(text, pair, column);
                }
            }
        }
    }

    fn pair(&mut self, text: &str, pair: &Pair, parent: usize) {
        if let Kind::Scalar { style, .. } = pair.key.kind {
            self.keys.count(style.quotes());
        }
        let column = clear_column(text, pair.key.span.start).unwrap_or(parent);
        if let Kind::Map {
            layout: Layout::Block,
            ..
        } = pair.value.kind
            && self.step.is_none()
        {
            self.step = clear_column(text, pair.value.start())
                .and_then(|inner| inner.checked_sub(column))
                .filter(|&step| step > 0);
        }
        self.node(text, &pair.value, column);
    }

    fn list(&mut self, text: &str, node: &Node, layout: Layout, column: usize) {
        match layout {
            Layout::Flow => self.flow_lists += 1,
            Layout::Block => {
                self.block_lists += 1;
                let dash = clear_column(text, node.span.start);
                self.dash = self
                    .dash
                    .or_else(|| dash.and_then(|dash| dash.checked_sub(column)));
            }
        }
    }

    fn scalar(&mut self, node: &Node) {
        count_text(&mut self.texts, node);
        if let (Some(Value::Date(_)), Kind::Scalar { style, .. }) =
            (resolve::scalar(node), &node.kind)
        {
            self.dates.count(style.quotes());
        }
    }

    fn habits(&self, manner: Manner) -> Habits {
        let date = self.dates.most(manner.dates);
        let key = if self.keys.quoting(Quoting::default()).is_always {
            Style::Double
        } else {
            Style::Plain
        };
        let has_none = self.block_lists + self.flow_lists == 0;
        let list = if self.block_lists > self.flow_lists || (has_none && manner.block_lists) {
            Layout::Block
        } else {
            Layout::Flow
        };
        let step = self
            .step
            .or(self.dash.filter(|&dash| dash > 0))
            .unwrap_or(2);
        let texts = self.texts.quoting(manner.texts);
        let items = self.items.quoting(manner.items.unwrap_or(texts));
        Habits {
            look: texts.into(),
            item_look: items.into(),
            date: date.map_or(Style::Plain, Style::from),
            key,
            list,
            step,
            dash: self.dash.unwrap_or(step),
        }
    }
}

impl From<Quotes> for Style {
    fn from(quotes: Quotes) -> Self {
        match quotes {
            Quotes::Single => Self::Single,
            Quotes::Double => Self::Double,
        }
    }
}

impl From<Quoting> for Look {
    fn from(quoting: Quoting) -> Self {
        let quote = quoting.quotes.map_or(Style::Double, Style::from);
        let style = if quoting.is_always {
            quote
        } else {
            Style::Plain
        };
        Self { style, quote }
    }
}

impl From<Look> for Quoting {
    fn from(look: Look) -> Self {
        Self {
            quotes: look.quote.quotes(),
            is_always: look.is_quoted(),
        }
    }
}

impl Style {
    fn quotes(self) -> Option<Quotes> {
        match self {
            Self::Single => Some(Quotes::Single),
            Self::Double => Some(Quotes::Double),
            Self::Plain | Self::Literal | Self::Folded => None,
        }
    }
}
