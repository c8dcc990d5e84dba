//! What `kopij.toml` in the root of a site says of fields and sections. What of it is not understood is
//! left out and listed; its table `check` is left to `model::check::wanted`.

use toml_edit::{Document, Item, TableLike};

use super::{FieldOverride, Override};
use crate::model::{
    front_matter::{self, Format},
    said::{Said, said},
    schema::FieldKind,
};

/// The table of what is checked.
const CHECKS: &str = "check";

/// The names of the kinds.
const KINDS: [(&str, FieldKind); 12] = [
    ("text", FieldKind::Text),
    ("long text", FieldKind::LongText),
    ("number", FieldKind::Number),
    ("switch", FieldKind::Switch),
    ("date", FieldKind::Date),
    ("choice", FieldKind::Choice),
    ("tags", FieldKind::Tags),
    ("list", FieldKind::List),
    ("image", FieldKind::Image),
    ("link", FieldKind::Link),
    ("map", FieldKind::Map),
    ("list of maps", FieldKind::ListOfMaps),
];

/// Reads the text of a `kopij.toml`. What is not understood is left out and listed, one line each.
pub fn kopij_toml(text: &str) -> (Override, Vec<Said>) {
    let mut reader = Reader::default();
    if let Some(why) = front_matter::too_many(Format::Toml, text) {
        reader.problem(&why);
        return (reader.said, reader.problems);
    }
    match Document::parse(text) {
        Ok(document) => {
            let root = document.as_table();
            reader.fields(root.get("fields"), None);
            if let Some(sections) = root.get("sections").and_then(Item::as_table_like) {
                for (section, item) in sections.iter() {
                    let fields = item.as_table_like().and_then(|table| table.get("fields"));
                    reader.fields(fields, Some(section));
                }
            }
            for (key, _) in root {
                if !["fields", "sections", CHECKS].contains(&key) {
                    reader.problem(&said!("overrides-not-known", key = key));
                }
            }
        }
        Err(err) => {
            let message = err.to_string();
            let message = message.lines().collect::<Vec<_>>().join(" ");
            reader.problem(&Said::verbatim(message));
        }
    }
    (reader.said, reader.problems)
}

#[derive(Default)]
struct Reader {
    said: Override,
    problems: Vec<Said>,
}

impl Reader {
    fn problem(&mut self, why: &Said) {
        let problem = said!("overrides-problem", file = "kopij.toml", why = why);
        self.problems.push(problem);
    }

    fn fields(&mut self, fields: Option<&Item>, section: Option<&str>) {
        let Some(fields) = fields.and_then(Item::as_table_like) else {
            return;
        };
        for (key, item) in fields.iter() {
            match item.as_table_like() {
                Some(table) => self.field(key, table, section),
                None => self.problem(&said!("overrides-no-table", key = key)),
            }
        }
    }

    fn field(&mut self, key: &str, table: &dyn TableLike, section: Option<&str>) {
        let mut field = FieldOverride {
            section: section.map(ToOwned::to_owned),
            path: key.split('.').map(ToOwned::to_owned).collect(),
            ..FieldOverride::default()
        };
        for (name, item) in table.iter() {
            let is_taken = match name {
                "label" => put(&mut field.label, item.as_str().map(ToOwned::to_owned)),
                "help" => put(&mut field.help, item.as_str().map(ToOwned::to_owned)),
                "required" => put(&mut field.required, item.as_bool()),
                "hidden" => put(&mut field.hidden, item.as_bool()),
                "order" => put(&mut field.order, item.as_integer()),
                "max" => put(
                    &mut field.max,
                    item.as_integer().and_then(|max| max.try_into().ok()),
                ),
                "kind" => put(&mut field.kind, item.as_str().and_then(kind)),
                "choices" => {
                    let choices = item.as_array().map(|array| {
                        let words = array.iter().filter_map(|item| item.as_str());
                        words.map(ToOwned::to_owned).collect()
                    });
                    field.choices = choices.unwrap_or_default();
                    !field.choices.is_empty()
                }
                _ => false,
            };
            if !is_taken {
                self.problem(&said!("overrides-not-understood", name = name, key = key));
            }
        }
        self.said.fields.push(field);
    }
}

fn kind(name: &str) -> Option<FieldKind> {
    let found = KINDS.iter().find(|(known, _)| *known == name);
    found.map(|(_, kind)| *kind)
}

/// Whether there was a value to put.
fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_listed_and_the_rest_is_taken() {
        let (said, problems) = kopij_toml(
            "colour = 1\n[fields]\ndate = 1\n[fields.title]\nmax = 70\nkind = \"texts\"\nsize = 3\n",
        );

        assert_eq!(said.fields.len(), 1);
        assert_eq!(said.fields[0].max, Some(70));
        let said: Vec<String> = problems.iter().map(crate::model::words::put).collect();
        assert_eq!(
            said,
            [
                "kopij.toml: `date` should be a table",
                "kopij.toml: `kind` of `title` is not understood",
                "kopij.toml: `size` of `title` is not understood",
                "kopij.toml: `colour` is not known",
            ]
        );
    }
}
