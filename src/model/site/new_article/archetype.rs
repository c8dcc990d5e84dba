//! A new article from an archetype: a file with template actions, `{{ .Date }}`, that Hugo would
//! carry out. The usual ones are understood; any other is left out and said.
//!
//! See <https://gohugo.io/content-management/archetypes/>.

use super::{Draft, Facts};
use crate::model::said::said;

/// The text of `template` with its actions carried out, and its title and date set.
pub fn from_archetype(template: &str, facts: &Facts) -> Draft {
    let mut draft = Draft {
        text: String::with_capacity(template.len()),
        problems: Vec::new(),
    };
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        draft.text.push_str(before);
        let Some((action, after)) = after.split_once("}}") else {
            draft.text.push_str("{{");
            rest = after;
            continue;
        };
        rest = after;
        match value(action, facts) {
            Some(value) => draft.text.push_str(&value),
            None => draft
                .problems
                .push(said!("new-article-action-not-understood", action = action)),
        }
    }
    draft.text.push_str(rest);
    draft.entitle(facts);
    draft
}

/// What an action gives. `None`: it is not understood.
fn value(action: &str, facts: &Facts) -> Option<String> {
    let action = action.trim().trim_matches('-').trim();
    if action.starts_with("/*") {
        return Some(String::new());
    }
    let mut stages = words(action)?.into_iter();
    let mut value = first(&stages.next()?, facts)?;
    for stage in stages {
        value = piped(&stage, value)?;
    }
    Some(value)
}

/// The stages of a pipeline, each as its words; a quoted text is one word, with its quote before it.
fn words(action: &str) -> Option<Vec<Vec<String>>> {
    let mut stages = vec![Vec::new()];
    let mut chars = action.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            ' ' | '\t' | '\n' | '\r' | '(' | ')' => {}
            '|' => stages.push(Vec::new()),
            '"' | '`' => {
                let mut text = String::from('"');
                loop {
                    match chars.next()? {
                        '\\' if char == '"' => text.push(chars.next()?),
                        end if end == char => break,
                        inside => text.push(inside),
                    }
                }
                stages.last_mut()?.push(text);
            }
            _ => {
                let mut word = String::from(char);
                while let Some(next) = chars.next_if(|next| !" \t\r\n|()".contains(*next)) {
                    word.push(next);
                }
                stages.last_mut()?.push(word);
            }
        }
    }
    Some(stages)
}

/// The value of a first stage.
fn first(words: &[String], facts: &Facts) -> Option<String> {
    let (function, inner) = words.split_first()?;
    if ["title", "humanize", "urlize", "lower", "upper"].contains(&function.as_str()) {
        return piped(std::slice::from_ref(function), first(inner, facts)?);
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["replace", rest @ ..] => replaced(rest, facts),
        ["now.Format" | ".Date.Format", layout]
        | [
            "dateFormat" | "time.Format",
            layout,
            ".Date" | "now" | ".Now",
        ] => formatted(layout, facts),
        [word] => plain(word, facts),
        _ => None,
    }
}

fn plain(word: &str, facts: &Facts) -> Option<String> {
    if let Some(text) = word.strip_prefix('"') {
        return Some(text.to_owned());
    }
    Some(match word {
        ".Date" | "now" | ".Now" => crate::model::date::like("", &facts.now),
        ".Name"
        | ".File.ContentBaseName"
        | ".File.TranslationBaseName"
        | ".File.BaseFileName"
        | ".BaseFileName"
        | ".TranslationBaseName" => facts.slug.clone(),
        // The title is set afterwards in the head's own quotes; these are its safe letters.
        ".Title" => facts.slug.replace('-', " "),
        ".Section" | ".Type" => facts.section.split('/').next()?.to_owned(),
        ".Site.Title" | "site.Title" => facts.site_title.clone(),
        "now.Year" | ".Date.Year" => facts.now.year().to_string(),
        _ => return None,
    })
}

/// `replace .Name "-" " "`, with or without a count.
fn replaced(words: &[&str], facts: &Facts) -> Option<String> {
    let [text, old, new, ..] = words else {
        return None;
    };
    let text = plain(text, facts)?;
    let old = old.strip_prefix('"').filter(|old| !old.is_empty())?;
    Some(text.replace(old, new.strip_prefix('"')?))
}

/// A later stage, given the value before it.
fn piped(words: &[String], value: String) -> Option<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        ["title" | "strings.Title"] => title_case(&value),
        ["humanize"] => {
            let spaced = value.replace(['-', '_'], " ");
            let mut chars = spaced.chars();
            match chars.next() {
                Some(first) => first.to_uppercase().chain(chars).collect(),
                None => spaced,
            }
        }
        ["urlize" | "anchorize"] => super::slug(&value),
        ["lower" | "strings.ToLower"] => value.to_lowercase(),
        ["upper" | "strings.ToUpper"] => value.to_uppercase(),
        ["safeHTML" | "plainify" | "markdownify" | "htmlUnescape" | "strings.TrimSpace"] => value,
        ["jsonify"] | ["printf", "\"%q"] => format!("\"{}\"", value.replace('"', "\\\"")),
        _ => return None,
    })
}

fn title_case(text: &str) -> String {
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let mut chars = word.chars();
            match chars.next() {
                Some(first) => first.to_uppercase().chain(chars).collect(),
                None => String::new(),
            }
        })
        .collect();
    words.join(" ")
}

/// This moment in a layout of Go, which is a way of writing 2 January 2006, 15:04:05.
fn formatted(layout: &str, facts: &Facts) -> Option<String> {
    const PARTS: [(&str, &str); 16] = [
        ("2006", "%Y"),
        ("January", "%B"),
        ("Jan", "%b"),
        ("Monday", "%A"),
        ("Mon", "%a"),
        ("Z07:00", "%:z"),
        ("-07:00", "%:z"),
        ("-0700", "%z"),
        ("MST", "%Z"),
        ("01", "%m"),
        ("02", "%d"),
        ("15", "%H"),
        ("04", "%M"),
        ("05", "%S"),
        ("2", "%-d"),
        ("1", "%-m"),
    ];
    let mut rest = layout.strip_prefix('"')?;
    let mut pattern = String::new();
    'text: while let Some(char) = rest.chars().next() {
        for (part, code) in PARTS {
            if let Some(after) = rest.strip_prefix(part) {
                pattern.push_str(code);
                rest = after;
                continue 'text;
            }
        }
        if char == '%' {
            pattern.push('%');
        }
        pattern.push(char);
        rest = rest.get(char.len_utf8()..).unwrap_or_default();
    }
    jiff::fmt::strtime::format(pattern, &facts.now).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::front_matter::{self, KeyPath};
    use crate::model::said::Said;

    fn make(template: &str) -> Draft {
        from_archetype(template, &super::super::facts())
    }

    #[test]
    fn hugos_own_archetype_becomes_an_article() {
        let draft = make(
            "+++\ndate = '{{ .Date }}'\ndraft = true\ntitle = '{{ replace .File.ContentBaseName \"-\" \" \" | title }}'\n+++\n",
        );

        assert_eq!(draft.problems, [] as [Said; 0]);
        let head = front_matter::read(&draft.text);
        let title = head.text(&KeyPath::new(["title"]));
        assert_eq!(title.as_deref(), Some("The ferry: \"back\""));
        assert!(
            draft.text.contains("date = '2026-11-23T15:04:05+01:00'"),
            "{}",
            draft.text
        );
    }

    #[test]
    fn comments_order_and_body_of_an_archetype_stay() {
        let draft = make(
            "---\n# Always a question\ntitle: \"{{ .Title }}\"\ndate: {{ now.Format \"2006-01-02\" }}\nsection: {{ .Section }} # kept\n---\n\n## Written for {{ .Site.Title }} in {{ now.Year }}\n",
        );

        assert_eq!(
            draft.text,
            "---\n# Always a question\ntitle: \"The ferry: \\\"back\\\"\"\ndate: 2026-11-23\nsection: posts # kept\n---\n\n## Written for The Quay in 2026\n"
        );
    }

    #[test]
    fn an_action_that_is_not_understood_is_left_out_and_said() {
        let draft = make(
            "---\ntitle: x\nid: {{ .File.UniqueID }}\n---\n{{ range .Pages }}{{ end }} {{ open",
        );

        assert_eq!(draft.problems.len(), 3);
        assert!(draft.text.contains("id: \n"), "{}", draft.text);
        assert!(draft.text.ends_with("{{ open"));
    }

    #[test]
    fn pipelines_give_what_hugo_gives() {
        #[track_caller]
        fn check(action: &str, expected: &str) {
            let found = value(action, &super::super::facts());
            assert_eq!(found.as_deref(), Some(expected), "{action}");
        }

        check(" .Name | humanize ", "The ferry back");
        check("- replace .Name \"-\" \" \" 1 | title -", "The Ferry Back");
        check(" title (replace .Name `-` ` `) ", "The Ferry Back");
        check(
            " dateFormat \"Monday 2 January 2006\" .Date ",
            "Monday 23 November 2026",
        );
        check(" .Type | upper ", "POSTS");
        check("/* nothing */", "");
    }
}
