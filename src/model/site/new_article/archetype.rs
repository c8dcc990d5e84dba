//! A new article from an archetype: a file with template actions, `{{ .Date }}`, that Hugo would
//! carry out. The usual ones are understood; any other is left out and said. Shortcodes stay.
//!
//! See <https://gohugo.io/content-management/archetypes/>.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::{
    Budget, Draft, Facts, blank,
    functions::{self, Value},
    template::{Command, Operand, Part, parse},
};
use crate::model::{
    front_matter::{self, Format},
    said::said,
    schema::HeadSummary,
    site::bundle,
};

/// A file of the site's `archetypes` folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archetype {
    pub path: PathBuf,
    /// The keys that it gives an article.
    pub head: HeadSummary,
}

impl Archetype {
    pub fn read(path: PathBuf, template: &str) -> Self {
        let text = without_actions(template);
        let head = HeadSummary::of(&front_matter::glance(&text), &text);
        Self { path, head }
    }
}

/// A template with a word in the place of each action.
fn without_actions(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, action)) = rest.split_once("{{") {
        let Some((_, after)) = action.split_once("}}") else {
            break;
        };
        text.push_str(before);
        text.push('x');
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The text of `template` with its actions carried out, and its title and date set. One that costs
/// too much is not started from: then the article is blank, and that is said.
pub fn from_archetype(template: &str, facts: &Facts, budget: &Budget) -> Draft {
    let Some(mut draft) = carried_out(template, facts, budget) else {
        let mut draft = blank(facts, format_of(template));
        draft.problems.push(said!("new-article-too-much"));
        return draft;
    };
    draft.entitle(facts);
    draft
}

/// Of the head, before which actions may stand.
fn format_of(template: &str) -> Format {
    let mut head = template.trim_start();
    while let Some(action) = head.strip_prefix("{{") {
        let after = action.split_once("}}").map(|(_, after)| after);
        head = after.unwrap_or_default().trim_start();
    }
    match head.chars().next() {
        Some('+') => Format::Toml,
        Some('{') => Format::Json,
        _ => Format::Yaml,
    }
}

/// The text of `template` with its actions carried out. `None`: that would cost too much.
pub fn carried_out(template: &str, facts: &Facts, budget: &Budget) -> Option<Draft> {
    let mut run = Run {
        facts,
        budget,
        text: String::with_capacity(template.len()),
        unknown: Vec::new(),
        are_unknown: BTreeSet::new(),
        variables: BTreeMap::new(),
        dot: None,
    };
    run.parts(&parse(template)?);
    if budget.is_spent() {
        return None;
    }
    let problems = run.unknown.iter();
    Some(Draft {
        problems: problems
            .map(|action| said!("new-article-action-not-understood", action = action))
            .collect(),
        text: run.text,
    })
}

/// A template that is carried out.
struct Run<'a> {
    facts: &'a Facts,
    budget: &'a Budget,
    text: String,
    /// What was not understood, each once.
    unknown: Vec<String>,
    are_unknown: BTreeSet<String>,
    variables: BTreeMap<String, Value>,
    /// What `.` is within a `with`.
    dot: Option<Value>,
}

impl Run<'_> {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            if self.budget.is_spent() {
                return;
            }
            match part {
                Part::Text(text) => self.text.push_str(text),
                Part::Unknown(action) => self.miss(action),
                Part::Give(commands) => match self.pipeline(commands) {
                    Some(value) => self.text.push_str(&value.text(self.facts)),
                    None => self.miss(&written(commands)),
                },
                Part::Set(name, commands) => match self.pipeline(commands) {
                    Some(value) => drop(self.variables.insert(name.clone(), value)),
                    None => self.miss(&written(commands)),
                },
                Part::Branch {
                    is_with,
                    condition,
                    then,
                    otherwise,
                } => self.branch(*is_with, condition, (then, otherwise)),
            }
        }
    }

    fn miss(&mut self, action: &str) {
        let action = format!(" {action} ");
        if self.are_unknown.insert(action.clone()) {
            self.unknown.push(action);
        }
    }

    fn branch(
        &mut self,
        is_with: bool,
        condition: &[Command],
        (then, otherwise): (&[Part], &[Part]),
    ) {
        let Some(value) = self.pipeline(condition) else {
            self.miss(&format!("if {}", written(condition)));
            return;
        };
        if !value.is_true() {
            self.parts(otherwise);
        } else if is_with {
            let outer = self.dot.replace(value);
            self.parts(then);
            self.dot = outer;
        } else {
            self.parts(then);
        }
    }

    /// `None`: it is not understood.
    fn pipeline(&self, commands: &[Command]) -> Option<Value> {
        let mut value = None;
        for command in commands {
            value = Some(self.command(command, value)?);
        }
        value
    }

    fn command(&self, command: &Command, piped: Option<Value>) -> Option<Value> {
        let (first, rest) = command.split_first()?;
        let arguments = rest.iter().map(|operand| self.operand(operand));
        let mut arguments = arguments.collect::<Option<Vec<Value>>>()?;
        arguments.extend(piped);
        match first {
            Operand::Word(word) => self.called(word, &arguments),
            Operand::Group(commands, field) => {
                let value = self.pipeline(commands)?;
                functions::field(&value, field, &arguments, self.facts)
            }
            other if arguments.is_empty() => self.operand(other),
            _ => None,
        }
    }

    fn operand(&self, operand: &Operand) -> Option<Value> {
        match operand {
            Operand::Text(text) => Some(Value::Text(text.clone())),
            Operand::Number(number) => Some(Value::Number(*number)),
            Operand::Word(word) => self.called(word, &[]),
            Operand::Group(commands, field) => {
                let value = self.pipeline(commands)?;
                functions::field(&value, field, &[], self.facts)
            }
        }
    }

    /// A name with what it is given.
    fn called(&self, word: &str, arguments: &[Value]) -> Option<Value> {
        self.budget.step(arguments.iter().map(Value::len).sum())?;
        let value = self.value_of(word, arguments)?;
        self.budget.step(value.len())?;
        Some(value)
    }

    fn value_of(&self, word: &str, arguments: &[Value]) -> Option<Value> {
        if word == "." {
            return self.dot.clone().filter(|_| arguments.is_empty());
        }
        if word.starts_with('$') && !word.starts_with("$.") {
            return self.variables.get(word).cloned();
        }
        let word = word.strip_prefix('$').unwrap_or(word);
        match self.plain(word) {
            Some(value) if arguments.is_empty() => Some(value),
            Some(_) => None,
            None => functions::call(word, arguments, self.facts, self.budget),
        }
    }

    /// The name of the article's file, without its ending.
    fn base_name(&self) -> &str {
        if self.facts.is_bundle {
            bundle::LEAF
        } else {
            &self.facts.slug
        }
    }

    /// The folder of the article's file below the content, with a slash behind it.
    fn folder(&self) -> String {
        let own = self.facts.is_bundle.then_some(&*self.facts.slug);
        let parts = self.facts.section.split('/').chain(own);
        let parts = parts.filter(|part| !part.is_empty());
        parts.flat_map(|part| [part, "/"]).collect()
    }

    fn plain(&self, word: &str) -> Option<Value> {
        let facts = self.facts;
        let text = |text: &str| Some(Value::Text(text.to_owned()));
        match word {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            ".Date" | "now" | ".Now" | "time.Now" => Some(Value::Now),
            ".Name" | ".File.ContentBaseName" => text(&facts.slug),
            ".File.TranslationBaseName"
            | ".File.BaseFileName"
            | ".BaseFileName"
            | ".TranslationBaseName" => text(self.base_name()),
            // The title is set afterwards in the head's own quotes; these are its safe letters.
            ".Title" => text(&facts.slug.replace('-', " ")),
            ".Section" | ".Type" | ".File.Section" => text(facts.section.split('/').next()?),
            ".Site.Title" | "site.Title" => text(&facts.site_title),
            ".File.LogicalName" => text(&format!("{}.md", self.base_name())),
            ".File.Ext" => text("md"),
            ".File.Dir" => text(&self.folder()),
            ".File.Path" => text(&format!("{}{}.md", self.folder(), self.base_name())),
            _ => None,
        }
    }
}

/// A pipeline as it is named to people.
fn written(commands: &[Command]) -> String {
    let operand = |operand: &Operand| match operand {
        Operand::Text(text) => format!("\"{text}\""),
        Operand::Number(number) => number.to_string(),
        Operand::Word(word) => word.clone(),
        Operand::Group(inner, field) => format!("({}){field}", written(inner)),
    };
    let command = |command: &Command| {
        let operands: Vec<String> = command.iter().map(operand).collect();
        operands.join(" ")
    };
    let commands: Vec<String> = commands.iter().map(command).collect();
    commands.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        front_matter::{self, KeyPath},
        said::Said,
    };

    fn make(template: &str) -> Draft {
        from_archetype(template, &super::super::facts(), &Budget::default())
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
    fn an_action_that_is_not_understood_is_left_out_and_said_once() {
        let draft = make(
            "---\ntitle: x\nid: {{ .File.UniqueID }}\n---\n{{ .File.UniqueID }}{{ range .Pages }}{{ if 1 }}x{{ end }}{{ end }} {{ open",
        );

        assert_eq!(draft.problems.len(), 2, "{:?}", draft.problems);
        assert!(draft.text.contains("id: \n"), "{}", draft.text);
        assert!(draft.text.ends_with("---\n {{ open"), "{}", draft.text);
    }

    /// As Hugo 0.168 makes it, for the moment.
    #[test]
    fn actions_give_what_they_give_to_hugo() {
        #[track_caller]
        fn check(template: &str, expected: &str) {
            let draft = make(&format!("---\n---\n{template}"));
            assert_eq!(draft.problems, [] as [Said; 0], "{template}");
            let (_, body) = draft.text.rsplit_once("---\n").unwrap();
            assert_eq!(body, expected, "{template}");
        }

        check("{{ .Name | humanize }}", "The ferry back");
        check(
            "{{ replace .Name \"-\" \" \" 1 | title }}",
            "The Ferry-Back",
        );
        check("{{ title (replace .Name `-` ` `) }}", "The Ferry Back");
        check(
            "{{ title (replaceRE \"-+\" \" \" .Name) }}",
            "The Ferry Back",
        );
        check(
            "{{ dateFormat \"Monday 2 January 2006\" .Date }}",
            "Monday 23 November 2026",
        );
        check("{{ .Date | time.Format \"2006-01-02\" }}", "2026-11-23");
        check(
            "{{ time.Format \":date_long\" .Date }}",
            "November 23, 2026",
        );
        check("{{ (time .Date).Format \"2006\" }}", "2026");
        check("{{ .Type | upper }}", "POSTS");
        check(
            "{{ default \"x\" \"\" }}{{ .Name | default \"none\" }}",
            "xthe-ferry-back",
        );
        check(
            "{{ printf \"%s-%d %q %v %02d\" .Name 3 \"a\\\"b\" true 7 }} {{ print \"a\" 1 }}",
            "the-ferry-back-3 \"a\\\"b\" true 07 a1",
        );
        check(
            "{{ jsonify .Name }} {{ .Name | urlize }}",
            "\"the-ferry-back\" the-ferry-back",
        );
        check(
            "{{ trim \" x \" \" \" }}{{ substr .Name 0 3 }} {{ slicestr .Name 0 2 }}",
            "xthe th",
        );
        check("{{ len .Name }} {{ add 1 2 }}", "14 3");
        check("{{ $t := .Name | title }}{{ $t }}", "The-Ferry-Back");
        check(
            "{{ title \"the back of a ferry and on to the quay-side x/y (test) o'neill's up\" }}",
            "The Back of a Ferry and on to the Quay-Side X/Y (Test) O'neill's Up",
        );
        check(
            "{{ humanize \"52\" }} {{ urlize \"A b's & C\" }} {{ anchorize \"A b's & C_d\" }}",
            "52nd a-bs-c a-bs--c_d",
        );
        check(
            "{{ jsonify `a<b>\"\\` }} {{ printf \"%5d\" 3 }}",
            "\"a\\u003cb\\u003e\\\"\\\\\"     3",
        );
        check(
            "{{ .File.Path }} {{ .File.Dir }} {{ .File.LogicalName }}",
            "posts/the-ferry-back.md posts/ the-ferry-back.md",
        );
        check("a {{- /* nothing */ -}} b", "ab");
    }

    /// What Hugo 0.168 gives for each action in a file, and in a bundle where that is another: that, or one
    /// notice which names it.
    const ACTIONS: &str = include_str!("../../../../tests/fixtures/hugo/archetypes.json");

    #[test]
    fn each_action_gives_what_it_gives_to_hugo_or_is_named() {
        let rows: Vec<[Option<String>; 3]> = serde_json::from_str(ACTIONS).unwrap();
        let mut told = Vec::new();
        let mut wrong = Vec::new();
        for [action, of_file, of_bundle] in rows {
            let action = action.unwrap();
            for (is_bundle, expected) in [(false, of_file), (true, of_bundle)] {
                let facts = Facts {
                    slug: "my-Old post".to_owned(),
                    now: "2026-11-23T14:04:05+00:00[UTC]".parse().unwrap(),
                    language: "en-gb".to_owned(),
                    is_bundle,
                    ..super::super::facts()
                };
                let template = format!("{{{{ {action} }}}}");
                let draft = carried_out(&template, &facts, &Budget::default()).unwrap();
                match (draft.problems.len(), expected) {
                    (1, _) => told.push(action.clone()),
                    (0, Some(expected)) if expected == draft.text => {}
                    (_, expected) => {
                        wrong.push(format!("{action}: {:?}, not {expected:?}", draft.text));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(told.len() < 200, "{told:?}");
    }

    #[test]
    fn names_of_days_are_given_in_english_alone() {
        let dutch = Facts {
            language: "nl-NL".to_owned(),
            ..super::super::facts()
        };
        let made = |action: &str| {
            let draft = carried_out(action, &dutch, &Budget::default()).unwrap();
            (draft.problems.len(), draft.text)
        };

        assert_eq!(made("{{ dateFormat `2 January` .Date }}").0, 1);
        assert_eq!(made("{{ time.Format `:date_long` .Date }}").0, 1);
        assert_eq!(
            made("{{ dateFormat `2-1-2006` .Date }}"),
            (0, "23-11-2026".to_owned())
        );
        assert_eq!(made("{{ now.Format `Jan` }}"), (0, "Nov".to_owned()));
    }

    #[test]
    fn branches_are_taken_as_hugo_takes_them() {
        #[track_caller]
        fn check(template: &str, expected: &str) {
            let facts = super::super::facts();
            let draft = carried_out(template, &facts, &Budget::default()).unwrap();
            assert_eq!((draft.problems, &*draft.text), (Vec::new(), expected));
        }

        check(
            "{{ if eq .Type \"posts\" }}yes{{ else if eq .Type \"news\" }}news{{ else }}no{{ end }}",
            "yes",
        );
        check(
            "{{ if eq .Type \"x\" }}yes{{ else if eq .Type \"posts\" }}posts{{ else }}no{{ end }}",
            "posts",
        );
        check(
            "{{ if and (eq 1 1) (ne \"a\" \"b\") }}A{{ end }}{{ if not .Name }}N{{ end }}",
            "A",
        );
        check(
            "{{ with .Name }}[{{ . }}]{{ end }}{{ with \"\" }}x{{ else }}none{{ end }}",
            "[the-ferry-back]none",
        );
    }

    #[test]
    fn an_archetype_that_costs_too_much_is_not_started_from_and_named() {
        let heavy = r#"{{ replaceRE "(\\pL{60}){9}" "a" "bbb" }}"#;
        let doubled = r"{{ $x := print $x $x }}";
        let many_patterns: Vec<String> = (0..300)
            .map(|number| format!(r#"{{{{ replaceRE "\\pL{{{number}}}" "a" "bbb" }}}}"#))
            .collect();
        let long = "a".repeat(3_000);
        for costly in [
            heavy.repeat(3_000),
            heavy.to_owned(),
            format!("{{{{ $x := \"abcdefgh\" }}}}{}", doubled.repeat(60)),
            many_patterns.concat(),
            "{{ if 1 }}".repeat(100_000),
            "{{ range 1 }}".repeat(100_000),
            format!("{{{{ if 0 }}}}{}", "{{ else if 0 }}".repeat(1_900)),
            "{{".repeat(300_000),
            "{{ .Name }}".repeat(2_001),
            format!(
                "{{{{ $x := replace \"{long}\" \"a\" \"{}\" }}}}",
                "b".repeat(900)
            ),
            format!("{{{{ replaceRE \"a\" \"b\" \"{long}\" }}}}"),
        ] {
            let draft = make(&format!("+++\ntitle = \"x\"\nother = 1\n+++\n{costly}"));

            assert_eq!(
                draft.problems,
                [said!("new-article-too-much")],
                "{costly:.60}"
            );
            assert!(draft.text.starts_with("+++\ntitle = "), "{costly:.60}");
            assert!(!draft.text.contains("other"), "{costly:.60}");
        }
    }

    #[test]
    fn an_action_is_no_head() {
        for (template, format) in [
            ("{{ $x := 1 }}\n---\na: b\n---\n", Format::Yaml),
            ("{{- $x := 1 -}}{{ $x }}\n+++\n+++\n", Format::Toml),
            ("{{ $x := 1 }}{\"a\": 1}", Format::Json),
            ("{\"a\": 1}", Format::Json),
            ("{{ $x", Format::Yaml),
        ] {
            assert_eq!(format_of(template), format, "{template}");
        }
    }

    #[test]
    fn brackets_that_nobody_writes_and_odd_widths_are_not_understood() {
        let deep = format!("{{{{ {}1{} }}}}", "(".repeat(1_500), ")".repeat(1_500));
        for odd in [&deep, r#"{{ printf "%99999d" 3 }}"#] {
            let draft = make(&format!("---\n---\n{odd}x"));

            assert_eq!(draft.problems.len(), 1, "{odd:.40}");
            assert!(draft.text.ends_with("---\nx"), "{odd:.40}");
        }
    }

    #[test]
    fn shortcodes_stay() {
        let body = "{{< toc >}} {{% note %}}x{{% /note %}} {{</* esc */>}} {{%/* esc */%}}\n";

        let draft = make(&format!("---\n---\n{body}"));

        assert!(draft.problems.is_empty());
        assert!(draft.text.ends_with(body), "{}", draft.text);
    }
}
