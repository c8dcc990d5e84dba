//! The field definitions of content management systems that a site may have: Front Matter CMS's
//! `frontmatter.json`, and the `config.yml` of Decap and Sveltia CMS.
//!
//! See <https://frontmatter.codes/docs/content-creation/fields> and
//! <https://decapcms.org/docs/widgets/>.

use std::collections::HashMap;

use serde_yaml::Value;

use super::{FieldOverride, MOST_SECTIONS, NamesOverride, Override};
use crate::model::{
    front_matter::{self, Format},
    said::{Said, said},
    schema::{FieldKind, FileName, Shape},
    site::bundle,
};

/// The `order` of the first field of a content management system.
const FIRST_PLACE: i64 = 1_000;

/// Reads a `frontmatter.json`. What is not understood is left out and listed.
pub fn front_matter_cms(text: &str) -> (Override, Vec<Said>) {
    // JSON without its comments is YAML.
    let root = match root_of(&without_comments(text)) {
        Ok(root) => root,
        Err(why) => {
            return (
                Override::default(),
                vec![said!(
                    "overrides-problem",
                    file = "frontmatter.json",
                    why = why
                )],
            );
        }
    };
    let sections = sections_by_kind(&root);
    let mut said = Override {
        apart: sections.values().flatten().flatten().cloned().collect(),
        ..Override::default()
    };
    let types = items(root.get("frontMatter.taxonomy.contentTypes"));
    for kind in types {
        if said.is_full() {
            break;
        }
        let name = text_of(kind.get("name")).unwrap_or_default();
        let mut sections = sections.get(&*name).cloned().unwrap_or_default();
        let is_for_all = name == "default" && !sections.contains(&None);
        if is_for_all || (sections.is_empty() && types.len() == 1) {
            sections.push(None);
        }
        let named = front_matter_names(&root, kind);
        for section in sections {
            if said.is_full() {
                break;
            }
            said.names.push(NamesOverride {
                section: section.clone(),
                ..named.clone()
            });
            let from = said.fields.len();
            for field in items(kind.get("fields")) {
                front_matter_field(field, &[], &mut said);
            }
            for field in said.fields.iter_mut().skip(from) {
                field.section.clone_from(&section);
            }
        }
    }
    (said, Vec::new())
}

/// How the files of a type are named, and whether each has a folder.
fn front_matter_names(root: &Value, kind: &Value) -> NamesOverride {
    let prefix = text(kind, "filePrefix").or_else(|| text(root, "frontMatter.templates.prefix"));
    let is_bundle = kind.get("pageBundle").and_then(Value::as_bool);
    NamesOverride {
        section: None,
        names: prefix.and_then(|prefix| FileName::of_prefix(&prefix)),
        shape: is_bundle.map(|is_bundle| {
            if is_bundle {
                Shape::Bundle
            } else {
                Shape::File
            }
        }),
    }
}

/// The settings, if there are not too many.
fn root_of(text: &str) -> Result<Value, Said> {
    let too_many = front_matter::too_many(Format::Yaml, text);
    match too_many.or_else(|| front_matter::too_many_aliases(text)) {
        Some(why) => Err(why),
        None => serde_yaml::from_str(text).map_err(|err| Said::verbatim(err.to_string())),
    }
}

/// For each type the sections whose folders say that their articles are of it.
fn sections_by_kind(root: &Value) -> HashMap<&str, Vec<Option<String>>> {
    let mut sections: HashMap<&str, Vec<Option<String>>> = HashMap::new();
    for folder in items(root.get("frontMatter.content.pageFolders")) {
        let Some(path) = text(folder, "path") else {
            continue;
        };
        for kind in items(folder.get("contentTypes"))
            .iter()
            .filter_map(Value::as_str)
        {
            let of_kind = sections.entry(kind).or_default();
            // The content folder itself is all of them.
            let section = Some(section_of(&path)).filter(|section| !section.is_empty());
            if of_kind.len() <= MOST_SECTIONS && !of_kind.contains(&section) {
                of_kind.push(section);
            }
        }
    }
    sections
}

/// `content/posts/2026` is the section `posts`.
fn section_of(folder: &str) -> String {
    let below = folder
        .trim_matches('/')
        .rsplit_once("content/")
        .map_or("", |(_, below)| below);
    below.split('/').next().unwrap_or_default().to_owned()
}

fn front_matter_field(field: &Value, parent: &[String], said: &mut Override) {
    let Some(name) = text(field, "name").filter(|_| !said.is_full()) else {
        return;
    };
    let path: Vec<String> = parent.iter().cloned().chain([name]).collect();
    let kind_name = text(field, "type").unwrap_or_default();
    if kind_name == "fields" {
        for inner in items(field.get("fields")) {
            front_matter_field(inner, &path, said);
        }
        return;
    }
    let has_several = field.get("multiple").and_then(Value::as_bool) == Some(true);
    let is_single = field.get("single").and_then(Value::as_bool) == Some(true);
    let kind = match kind_name.as_str() {
        "string" if is_single => Some(FieldKind::Text),
        "string" => Some(FieldKind::LongText),
        "number" => Some(FieldKind::Number),
        "boolean" | "draft" => Some(FieldKind::Switch),
        "datetime" => Some(FieldKind::Date),
        "image" => Some(FieldKind::Image),
        "choice" if has_several => Some(FieldKind::Tags),
        "choice" => Some(FieldKind::Choice),
        "tags" | "categories" | "taxonomy" => Some(FieldKind::Tags),
        "list" => Some(FieldKind::List),
        "block" => Some(FieldKind::ListOfMaps),
        _ => None,
    };
    said.fields.push(FieldOverride {
        path,
        kind,
        label: text(field, "title"),
        help: text(field, "description"),
        choices: choices(field.get("choices"), "id"),
        required: field.get("required").and_then(Value::as_bool),
        hidden: field.get("hidden").and_then(Value::as_bool),
        order: next_place(said),
        ..FieldOverride::default()
    });
}

/// Reads a Decap or Sveltia `config.yml`. What is not understood is left out and listed.
pub fn decap_config(text: &str) -> (Override, Vec<Said>) {
    let root = match root_of(text) {
        Ok(root) => root,
        Err(why) => {
            return (
                Override::default(),
                vec![said!("overrides-problem", file = "config.yml", why = why)],
            );
        }
    };
    let mut said = Override::default();
    for collection in items(root.get("collections")) {
        let Some(folder) = text_of(collection.get("folder")) else {
            continue;
        };
        let section = section_of(&folder);
        let path = text_of(collection.get("path"));
        let is_bundle = path.is_some_and(|path| {
            let last = path.rsplit_once('/');
            last.is_some_and(|(_, name)| name == bundle::LEAF)
        });
        said.names.push(NamesOverride {
            section: Some(section.clone()),
            names: text_of(collection.get("slug")).and_then(|slug| FileName::of_decap(&slug)),
            shape: is_bundle.then_some(Shape::Bundle),
        });
        for field in items(collection.get("fields")) {
            decap_field(field, &[], &section, &mut said);
        }
    }
    (said, Vec::new())
}

fn decap_field(field: &Value, parent: &[String], section: &str, said: &mut Override) {
    let is_wanted = |name: &String| name != "body" && !said.is_full();
    let Some(name) = text(field, "name").filter(is_wanted) else {
        return;
    };
    let path: Vec<String> = parent.iter().cloned().chain([name]).collect();
    let widget = text(field, "widget").unwrap_or_else(|| "string".to_owned());
    if widget == "object" {
        for inner in items(field.get("fields")) {
            decap_field(inner, &path, section, said);
        }
        return;
    }
    let kind = match widget.as_str() {
        "string" => Some(FieldKind::Text),
        "text" | "markdown" => Some(FieldKind::LongText),
        "number" => Some(FieldKind::Number),
        "boolean" => Some(FieldKind::Switch),
        "datetime" | "date" => Some(FieldKind::Date),
        "image" | "file" => Some(FieldKind::Image),
        "select" if field.get("multiple").and_then(Value::as_bool) == Some(true) => {
            Some(FieldKind::Tags)
        }
        "select" => Some(FieldKind::Choice),
        "list" if field.get("fields").is_some() => Some(FieldKind::ListOfMaps),
        "list" | "relation" => Some(FieldKind::Tags),
        _ => None,
    };
    said.fields.push(FieldOverride {
        section: Some(section.to_owned()),
        path,
        kind,
        label: text(field, "label"),
        help: text(field, "hint"),
        choices: choices(field.get("options"), "value"),
        // Decap asks for every field that is not said to be optional.
        required: Some(field.get("required").and_then(Value::as_bool) != Some(false)),
        hidden: (widget == "hidden").then_some(true),
        order: next_place(said),
        ..FieldOverride::default()
    });
}

/// The place after the fields so far: a system shows them as they are listed. `kopij.toml` can put
/// others before them.
fn next_place(said: &Override) -> Option<i64> {
    let place = i64::try_from(said.fields.len()).ok()?;
    Some(FIRST_PLACE + place)
}

fn items(list: Option<&Value>) -> &[Value] {
    list.and_then(Value::as_sequence)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

fn text(field: &Value, key: &str) -> Option<String> {
    text_of(field.get(key))
}

fn text_of(value: Option<&Value>) -> Option<String> {
    Some(value?.as_str()?.to_owned())
}

/// Words, or maps that have their word at `key`.
fn choices(list: Option<&Value>, key: &str) -> Vec<String> {
    items(list)
        .iter()
        .filter_map(|item| text_of(Some(item)).or_else(|| text(item, key)))
        .collect()
}

/// JSON as editors write it, without `//` and `/* */`.
fn without_comments(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut in_text = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' if in_text => {
                bare.push(char);
                bare.extend(chars.next());
            }
            '"' => {
                in_text = !in_text;
                bare.push(char);
            }
            '/' if !in_text && chars.peek() == Some(&'/') => {
                while chars.next_if(|&char| char != '\n').is_some() {}
            }
            '/' if !in_text && chars.peek() == Some(&'*') => {
                let mut before = ' ';
                for char in chars.by_ref() {
                    if before == '*' && char == '/' {
                        break;
                    }
                    before = char;
                }
            }
            '\t' if !in_text => bare.push(' '),
            _ => bare.push(char),
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{HeadSummary, Schema};

    #[test]
    fn a_front_matter_cms_site_brings_its_fields() {
        let (said, problems) = front_matter_cms(
            "{\n\t// the fields\n\t\"frontMatter.taxonomy.contentTypes\": [{\n\t\t\"name\": \"default\",\n\t\t\"fields\": [\n\t\t\t{\"title\": \"Title\", \"name\": \"title\", \"type\": \"string\", \"single\": true, \"required\": true},\n\t\t\t{\"title\": \"Kind\", \"name\": \"label\", \"type\": \"choice\", \"choices\": [\"NEWS\", {\"id\": \"OPINION\", \"title\": \"Opinion\"}]},\n\t\t\t{\"name\": \"cover\", \"type\": \"fields\", \"fields\": [{\"name\": \"image\", \"type\": \"image\"}]},\n\t\t]\n\t}], /* end */\n\t\"url\": \"https://example.org//x\"\n}\n",
        );

        assert_eq!(problems, [] as [Said; 0]);
        let paths: Vec<String> = said
            .fields
            .iter()
            .map(|field| field.path.join("."))
            .collect();
        assert_eq!(paths, ["title", "label", "cover.image"]);
        assert_eq!(said.fields[0].required, Some(true));
        assert_eq!(said.fields[1].choices, ["NEWS", "OPINION"]);
        assert_eq!(said.fields[2].kind, Some(FieldKind::Image));
        let places: Vec<_> = said.fields.iter().map(|field| field.order).collect();
        assert_eq!(places, [Some(1_000), Some(1_001), Some(1_002)]);
    }

    #[test]
    fn a_content_type_is_for_the_folders_that_name_it() {
        let (said, _) = front_matter_cms(
            r#"{
                "frontMatter.content.pageFolders": [
                    {"title": "News", "path": "[[workspace]]/content/news", "contentTypes": ["news"]},
                    {"title": "Rest", "path": "[[workspace]]/content"}
                ],
                "frontMatter.taxonomy.contentTypes": [
                    {"name": "news", "fields": [{"name": "source", "type": "string", "required": true}]},
                    {"name": "default", "fields": [{"name": "moods", "type": "choice", "multiple": true}]},
                    {"name": "unused", "fields": [{"name": "nowhere", "type": "string"}]}
                ]
            }"#,
        );

        let text = "---\ntitle: A\n---\n";
        let head = HeadSummary::of(&front_matter::read(text), text);
        let mut schema = Schema::learn([("news", &head), ("posts", &head)]);
        schema.override_by(&said);
        let has = |section: &str, key: &str| {
            let form = schema.form(section);
            form.field(&front_matter::KeyPath::new([key])).is_some()
        };
        assert!(has("news", "source") && !has("news", "moods"));
        assert!(has("posts", "moods") && !has("posts", "source"));
        let places: Vec<_> = said
            .fields
            .iter()
            .map(|field| (field.section.as_deref(), field.path.join("."), field.kind))
            .collect();
        assert_eq!(
            places,
            [
                (Some("news"), "source".to_owned(), Some(FieldKind::LongText)),
                (None, "moods".to_owned(), Some(FieldKind::Tags)),
            ]
        );
    }

    #[test]
    fn a_decap_site_brings_its_collections() {
        let (said, problems) = decap_config(
            "collections:\n  - name: news\n    folder: content/posts\n    fields:\n      - {label: Title, name: title, widget: string}\n      - {name: body, widget: markdown}\n      - name: label\n        widget: select\n        options: [NEWS, {label: Opinion, value: OPINION}]\n        required: false\n        hint: One word\n      - name: cover\n        widget: object\n        fields:\n          - {name: image, widget: image}\n",
        );

        assert_eq!(problems, [] as [Said; 0]);
        let paths: Vec<String> = said
            .fields
            .iter()
            .map(|field| field.path.join("."))
            .collect();
        assert_eq!(paths, ["title", "label", "cover.image"]);
        assert_eq!(said.fields[1].section.as_deref(), Some("posts"));
        assert_eq!(said.fields[1].required, Some(false));
        assert_eq!(said.fields[1].choices, ["NEWS", "OPINION"]);
        assert!(said.fields.is_sorted_by_key(|field| field.order));
        assert_eq!(said.fields[0].order, Some(1_000));
    }

    #[test]
    fn a_site_says_how_its_files_are_named() {
        let now: jiff::Timestamp = "2026-02-24T08:00:00Z".parse().unwrap();
        let now = now.to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let mut schema = Schema::default();
        let (decap, _) = decap_config(
            "collections:\n- {name: news, folder: content/news, slug: '{{year}}-{{month}}-{{day}}-{{slug}}', path: '{{slug}}/index', fields: []}\n",
        );
        let (front_matter, _) = front_matter_cms(
            r#"{"frontMatter.templates.prefix": "yyyy-MM", "frontMatter.taxonomy.contentTypes": [{"name": "default", "pageBundle": false, "fields": []}]}"#,
        );
        schema.override_by(&decap);
        schema.override_by(&front_matter);

        let named = |section: &str| schema.names_said(section).unwrap().filled("a", &now);
        assert_eq!(named("news/2026"), "2026-02-24-a");
        assert_eq!(schema.shape_said("news"), Some(Shape::Bundle));
        assert_eq!(named("posts"), "2026-02-a");
        assert_eq!(schema.shape_said("posts"), Some(Shape::File));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_said_and_changes_nothing() {
        let (said, problems) = front_matter_cms("{");
        assert_eq!(said, Override::default());
        assert_eq!(problems.len(), 1);

        let (said, problems) = decap_config("a: [");
        assert_eq!(said, Override::default());
        assert_eq!(problems.len(), 1);
    }

    /// These took gigabytes: each type had a copy of each section, each alias one of each field.
    #[test]
    fn what_is_said_of_many_types_and_folders_stays_within_bounds() {
        let types = "{\"name\": \"a\"},".repeat(3_000);
        let folders = "{\"path\": \"content/x\", \"contentTypes\": [\"a\"]},".repeat(3_000);
        let text = format!(
            "{{\"frontMatter.taxonomy.contentTypes\": [{types}], \"frontMatter.content.pageFolders\": [{folders}]}}"
        );
        assert!(front_matter_cms(&text).0.names.len() <= 1_001);

        let fields = "  - name: a\n".repeat(8_000);
        let collections = "- folder: content/x\n  fields: *f\n".repeat(90);
        let text = format!("fields: &f\n{fields}collections:\n{collections}");
        let (said, problems) = decap_config(&text);
        assert!(
            said.fields.is_empty() && problems.len() == 1,
            "{problems:?}"
        );
    }
}
