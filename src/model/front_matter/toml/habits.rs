//! How a TOML head quotes its texts and dates so far.

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::{
    super::{Manner, Quotes as Around, dates::is_date, lines::slice},
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
    basic: usize,
    literal: usize,
    bare_dates: usize,
    basic_dates: usize,
    literal_dates: usize,
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
        let quoted = counts.basic_dates.max(counts.literal_dates);
        let date_quotes = if counts.bare_dates + quoted == 0 {
            manner.dates.map(written)
        } else if counts.bare_dates >= quoted {
            None
        } else if counts.literal_dates > counts.basic_dates {
            Some(Quotes::Literal)
        } else {
            Some(Quotes::Basic)
        };
        let text_quotes = match (counts.basic + counts.literal, manner.texts.quotes) {
            (0, Some(around)) => written(around),
            _ if counts.literal > counts.basic => Quotes::Literal,
            _ => Quotes::Basic,
        };
        Self {
            quotes: text_quotes,
            date_quotes,
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
                *match (is_date(text.value()), is_literal) {
                    (false, false) => &mut self.basic,
                    (false, true) => &mut self.literal,
                    (true, false) => &mut self.basic_dates,
                    (true, true) => &mut self.literal_dates,
                } += 1;
            }
            Toml::Datetime(_) => self.bare_dates += 1,
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
