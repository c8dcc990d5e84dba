//! How a head is written so far: its quotes, its indentation, its lists.

use super::{
    super::{Manner, Quotes, Quoting, Value, lines::clear_column},
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

/// How often each style is used.
#[derive(Default)]
struct Styles {
    plain: usize,
    single: usize,
    double: usize,
}

#[derive(Default)]
struct Counts {
    texts: Styles,
    items: Styles,
    date_plain: usize,
    date_single: usize,
    date_double: usize,
    key_plain: usize,
    key_quoted: usize,
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
    let mut styles = Styles::default();
    for node in nodes {
        styles.count(node);
    }
    styles.look(head)
}

impl Counts {
    fn node(&mut self, text: &str, node: &Node, column: usize) {
        match &node.kind {
            Kind::Scalar { .. } => self.scalar(node),
            Kind::Alias { .. } => {}
            Kind::List { layout, items } => {
                self.list(text, node, *layout, column);
                for item in items {
                    self.items.count(item);
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
            match style {
                Style::Single | Style::Double => self.key_quoted += 1,
                _ => self.key_plain += 1,
            }
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
        self.texts.count(node);
        if let (Some(Value::Date(_)), Kind::Scalar { style, .. }) =
            (resolve::scalar(node), &node.kind)
        {
            match style {
                Style::Single => self.date_single += 1,
                Style::Double => self.date_double += 1,
                _ => self.date_plain += 1,
            }
        }
    }

    fn habits(&self, manner: Manner) -> Habits {
        let quoted = self.date_single.max(self.date_double);
        let date = if self.date_plain + quoted == 0 {
            manner.dates.map_or(Style::Plain, Style::from)
        } else if self.date_plain >= quoted {
            Style::Plain
        } else if self.date_single > self.date_double {
            Style::Single
        } else {
            Style::Double
        };
        let key = if self.key_quoted > self.key_plain {
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
        let look = self.texts.look(manner.texts.into());
        let item_look = manner.items.map_or(look, Look::from);
        Habits {
            look,
            item_look: self.items.look(item_look),
            date,
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

impl Styles {
    /// Counts a text; dates, numbers and lists have their own ways.
    fn count(&mut self, node: &Node) {
        let Kind::Scalar { style, .. } = node.kind else {
            return;
        };
        if !matches!(resolve::scalar(node), Some(Value::Text(_))) {
            return;
        }
        match style {
            Style::Plain => self.plain += 1,
            Style::Single => self.single += 1,
            Style::Double => self.double += 1,
            Style::Literal | Style::Folded => {}
        }
    }

    /// The look most texts have, or `otherwise`.
    fn look(&self, otherwise: Look) -> Look {
        let quoted = self.single + self.double;
        let quote = match (quoted, self.single > self.double) {
            (0, _) => otherwise.quote,
            (_, true) => Style::Single,
            (_, false) => Style::Double,
        };
        let style = match (quoted + self.plain, quoted > self.plain) {
            (0, _) => otherwise.style,
            (_, true) => quote,
            (_, false) => Style::Plain,
        };
        Look { style, quote }
    }
}
