//! What `<<` in a map of YAML brings of other maps, for who reads a head as Hugo does.
//!
//! It is read in order, as Hugo 0.111 to 0.168 do: what is brought takes the place of a key before
//! it, and a key behind it that of what was brought. Of several maps the first counts; where two of
//! them have one key, newer Hugos refuse the head, which is not told.

use std::{borrow::Cow, collections::HashMap};

use super::{Entry, Format, FrontMatter, Value};

const KEY: &str = "<<";

impl FrontMatter {
    /// The head with all that is brought into its maps. Where in the text a value stands is then no
    /// place to change it.
    pub fn with_brought(&self) -> Cow<'_, Self> {
        if self.format != Some(Format::Yaml) || !brings(&self.entries) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            entries: whole(self.entries.clone()),
            ..self.clone()
        })
    }
}

fn brings(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| {
        let is_within = |value: &Value| matches!(value, Value::Map(inner) if brings(inner));
        entry.key == KEY || is_within(&entry.value)
    })
}

fn whole(entries: Vec<Entry>) -> Vec<Entry> {
    let mut whole: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut put = |entry: Entry| {
        let at = *places.entry(entry.key.clone()).or_insert(whole.len());
        match whole.get_mut(at) {
            Some(before) => *before = entry,
            None => whole.push(entry),
        }
    };
    for entry in entries {
        let is_brought = entry.key == KEY;
        match entry.value {
            Value::Map(inner) if is_brought => self::whole(inner).into_iter().for_each(&mut put),
            Value::List(items) if is_brought => {
                for item in items.into_iter().rev() {
                    if let Value::Map(inner) = item {
                        self::whole(inner).into_iter().for_each(&mut put);
                    }
                }
            }
            Value::Map(inner) => put(Entry {
                value: Value::Map(self::whole(inner)),
                ..entry
            }),
            _ => put(entry),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use crate::model::front_matter::{KeyPath, read};

    /// As Hugo 0.168, 0.152, 0.147 and 0.111 answered.
    #[test]
    fn what_is_brought_counts_by_where_it_stands() {
        let of = |head: &str, path: &[&str]| {
            let head = read(&format!("---\n{head}---\n"));
            let path = KeyPath(path.iter().map(|&key| key.to_owned()).collect());
            head.with_brought().text(&path)
        };
        let draft = |head: &str| of(head, &["draft"]);

        assert_eq!(
            draft("x: &d {draft: true}\n<<: *d\n").as_deref(),
            Some("true")
        );
        let behind = "x: &d {draft: true}\n<<: *d\ndraft: false\n";
        assert_eq!(draft(behind).as_deref(), Some("false"));
        let before = "x: &d {draft: true}\ndraft: false\n<<: *d\n";
        assert_eq!(draft(before).as_deref(), Some("true"));
        let several = "x: &d {draft: true}\ny: &e {draft: false, title: T}\n<<: [*d, *e]\n";
        assert_eq!(draft(several).as_deref(), Some("true"));
        assert_eq!(of(several, &["title"]).as_deref(), Some("T"));
        let nested = "x: &d {draft: true}\ny: &e {title: T, <<: *d}\n<<: *e\n";
        assert_eq!(draft(nested).as_deref(), Some("true"));
        let inner = "build:\n  <<: {render: never}\n  list: never\n";
        assert_eq!(of(inner, &["build", "render"]).as_deref(), Some("never"));
        assert_eq!(draft("title: a\n"), None);
    }
}
