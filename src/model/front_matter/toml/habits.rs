//! How a TOML head quotes its texts and dates so far.

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::{
    super::{Manner, Quotes as Around, dates::is_date, habits::Used, lines::slice},
    write::Quotes,
};

/// The quotes of new values.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    pub quotes: Quotes,
    /// `None`: dates stand without.
    pub date_quotes: Option<Quotes>,
}

#[derive(Default)]
struct Counts {
    texts: Used,
    dates: Used,
}

impl Habits {
    /// Of a head; those of the site where it has none of its own.
    pub fn of(head: &str, document: &Document<&str>, manner: Manner) -> Self {
        let mut counts = Counts::default();
        counts.table(head, document.as_table());
        let written = |around: Around| match around {
            Around::Single => Quotes::Literal,
            Around::Double => Quotes::Basic,
        };
        let texts = counts.texts.quoting(manner.texts);
        Self {
            quotes: texts.quotes.map_or(Quotes::Basic, written),
            date_quotes: counts.dates.most(manner.dates).map(written),
        }
    }
}

impl Counts {
    fn table(&mut self, head: &str, table: &dyn TableLike) {
        for (_, item) in table.iter() {
            match item {
                Item::None => {}
                Item::Value(value) => self.value(head, value),
                Item::Table(inner) => self.table(head, inner),
                Item::ArrayOfTables(tables) => {
                    for inner in tables {
                        self.table(head, inner);
                    }
                }
            }
        }
    }

    fn value(&mut self, head: &str, value: &Toml) {
        match value {
            Toml::String(text) => {
                let is_literal = slice(head, value.span().unwrap_or_default()).starts_with('\'');
                let quotes = if is_literal {
                    Around::Single
                } else {
                    Around::Double
                };
                let used = if is_date(text.value()) {
                    &mut self.dates
                } else {
                    &mut self.texts
                };
                used.count(Some(quotes));
            }
            Toml::Datetime(_) => self.dates.count(None),
            Toml::Array(items) => {
                for item in items {
                    self.value(head, item);
                }
            }
            Toml::InlineTable(inner) => self.table(head, inner),
            Toml::Integer(_) | Toml::Float(_) | Toml::Boolean(_) => {}
        }
    }
}
