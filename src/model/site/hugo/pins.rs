//! What a repository says of the Hugo that publishes it: the version, the command line and the
//! variables that stand in the same file.
//!
//! Limits: 2,000 bytes of a command line, 200 variables of a file.

use std::borrow::Cow;

use super::{
    data::{Data, Node, Place, Table},
    files::{Files, Text},
    version::Version,
};

/// Files that name the Hugo that builds the site or its command line, at the root.
pub const PIN_FILES: [&str; 8] = [
    "netlify.toml",
    "vercel.json",
    ".gitlab-ci.yml",
    ".hvm",
    ".tool-versions",
    "package.json",
    "Makefile",
    "render.yaml",
];
/// Of a service that runs Hugo by itself.
const NETLIFY: &str = "netlify.toml";
const WORKFLOWS: &str = ".github/workflows";
/// A command line that is longer is none.
const MOST_LINE_BYTES: usize = 2_000;
/// So many variables of one file count.
const MOST_VARIABLES: usize = 200;

/// A version or a command line, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    pub version: Version,
    pub path: String,
    /// From 1.
    pub line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    pub pin: Option<Pin>,
    pub flags: Flags,
    /// `HUGO_PARAMS_COLOUR` with its value.
    pub variables: Vec<(String, String)>,
    pub builds: Builds,
}

/// When the workflows of the repository build the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Builds {
    /// The first workflow that runs Hugo.
    pub workflow: Option<String>,
    /// When one of them runs by itself, as `cron` has it: `0 6 * * *`.
    pub timer: Option<String>,
}

impl Builds {
    /// The workflow, where none runs by itself.
    pub fn without_timer(&self) -> Option<&str> {
        self.workflow.as_deref().filter(|_| self.timer.is_none())
    }

    fn take(&mut self, path: &str, line: &str) {
        if !path.starts_with(WORKFLOWS) {
            return;
        }
        let line = line.trim_start_matches([' ', '-', '\t']);
        if line.starts_with('#') {
            return;
        }
        if let Some(cron) = line.strip_prefix("cron:") {
            let cron = cron.split('#').next().unwrap_or_default();
            let cron = cron.trim().trim_matches(['"', '\'']);
            self.timer.get_or_insert_with(|| cron.to_owned());
        }
        let is_action = line.starts_with("uses:") && line.contains("hugo");
        if is_action || command_in(line).is_some() {
            self.workflow.get_or_insert_with(|| path.to_owned());
        }
    }
}

/// What a command line of Hugo says that decides which pages there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub drafts: bool,
    pub future: bool,
    pub expired: bool,
    pub environment: Option<String>,
    pub segments: Vec<String>,
    pub base: Option<String>,
}

impl Pins {
    pub fn read(files: &dyn Files) -> Self {
        let mut pins = Self::default();
        // Of the first file with a command line; of a service that needs none, where no file has one.
        let mut has_line = false;
        let named = PIN_FILES.iter().map(|&name| name.to_owned());
        for path in named.chain(files.below(WORKFLOWS)) {
            let Text::Read(text) = files.text(&path) else {
                continue;
            };
            let mut of_file = OfFile::default();
            for (at, line) in lines(&path, &text) {
                let line = &*line;
                pins.builds.take(&path, line);
                if pins.pin.is_none()
                    && let Some(version) = version_in(&path, line)
                {
                    pins.pin = Some(Pin {
                        version,
                        path: path.clone(),
                        line: at + 1,
                    });
                }
                if !has_line {
                    of_file.take(&path, line);
                }
            }
            if !has_line && (of_file.flags.is_some() || path == NETLIFY) {
                has_line = of_file.flags.is_some();
                pins.flags = of_file.flags.unwrap_or_default();
                pins.variables = of_file.variables;
            }
        }
        pins
    }

    pub fn version(&self) -> Option<Version> {
        self.pin.as_ref().map(|pin| pin.version)
    }
}

/// The lines of a file, each with its number from 0: what goes on behind a `\` is one, and of JSON every
/// entry is.
fn lines<'a>(path: &str, text: &'a str) -> Vec<(usize, Cow<'a, str>)> {
    let is_json = ["vercel.json", "package.json"].contains(&path);
    let mut made: Vec<(usize, Cow<'a, str>)> = Vec::new();
    let mut goes_on = false;
    let short = text.lines().enumerate();
    for (at, line) in short.filter(|(_, line)| line.len() <= MOST_LINE_BYTES) {
        if is_json {
            made.extend(entries(line).map(|entry| (at, Cow::Borrowed(entry))));
            continue;
        }
        let next = line.strip_suffix('\\');
        let part = next.unwrap_or(line);
        match made.last_mut().filter(|_| goes_on) {
            Some((_, before)) if before.len() + part.len() <= MOST_LINE_BYTES => {
                before.to_mut().push_str(part);
            }
            _ => made.push((at, Cow::Borrowed(part))),
        }
        goes_on = next.is_some();
    }
    made
}

/// The entries of a line of JSON; what stands in quotes stays whole.
fn entries(line: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    line.split(move |c| {
        if c == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = c == '\\' && !is_escaped;
        !is_quoted && matches!(c, '{' | '}' | ',')
    })
}

/// What one file says of how the site is built.
#[derive(Default)]
struct OfFile {
    flags: Option<Flags>,
    variables: Vec<(String, String)>,
    /// The table of `netlify.toml` that a line stands in.
    table: String,
}

impl OfFile {
    fn take(&mut self, path: &str, line: &str) {
        let line = line.trim();
        if path == NETLIFY {
            if let Some(table) = line.strip_prefix('[') {
                let table = table.split(']').next().unwrap_or_default();
                table.trim().clone_into(&mut self.table);
            }
            let of_another = self.table.strip_prefix("context.");
            if of_another.is_some_and(|it| it != "production" && it != "production.environment") {
                return;
            }
        }
        let is_of_production = self.table.starts_with("context.production");
        if (self.flags.is_none() || is_of_production)
            && let Some(flags) = command_in(line)
        {
            self.flags = Some(flags);
        }
        for (name, value) in variables_in(line) {
            let has_room = self.variables.len() < MOST_VARIABLES;
            match self.variables.iter_mut().find(|(other, _)| *other == name) {
                Some((_, before)) => *before = value,
                None if has_room => self.variables.push((name, value)),
                None => {}
            }
        }
    }
}

/// `HUGO_BUILDDRAFTS: true`, `HUGO_BUILDDRAFTS = "true"`, also several in braces, and what stands
/// before a command. What is put together elsewhere (`${{ … }}`) is not known.
fn variables_in(line: &str) -> Vec<(String, String)> {
    if line.starts_with('#') {
        return Vec::new();
    }
    let line = line.split(" #").next().unwrap_or_default();
    let of_keys = line.split(['{', ',', '}']);
    let of_keys = of_keys.filter_map(|pair| pair.split_once([':', '=']));
    let of_command = line.split_whitespace();
    let of_command = of_command.filter_map(|word| word.split_once('='));
    let pairs = of_command.chain(of_keys).filter_map(|(name, value)| {
        let name = name.trim().trim_matches(['"', '\'', '-', ' ']);
        let value = value.trim().trim_matches(['"', '\'']);
        let is_variable = name.starts_with("HUGO_")
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_known = name != "HUGO_VERSION" && !value.is_empty() && !value.contains('$');
        (is_variable && is_known).then(|| (name.to_owned(), value.to_owned()))
    });
    pairs.collect()
}

/// `HUGO_VERSION = "0.152.2"`, `hugo-version: '0.152.2'`, of `.hvm` the line itself.
fn version_in(path: &str, line: &str) -> Option<Version> {
    if path == ".hvm" {
        return Version::read(line);
    }
    if path == ".tool-versions" {
        let rest = line.trim().strip_prefix("hugo")?.trim();
        return Version::read(rest.strip_prefix("extended_").unwrap_or(rest));
    }
    let line = line.trim_start();
    if line.starts_with('#') {
        return None;
    }
    let key = ["HUGO_VERSION", "hugo-version"]
        .into_iter()
        .find(|key| line.contains(key))?;
    let (_, rest) = line.split_once(key)?;
    let rest = rest.trim_start_matches(['"', '\'', ' ', ':', '=']);
    Version::read(rest)
}

/// The flags of a line that runs Hugo to build a site.
fn command_in(line: &str) -> Option<Flags> {
    let line = line.trim_start_matches([' ', '-', '@', '\t']);
    let words: Vec<&str> = line
        .split([' ', '\t', '"', '\'', '&', ';', '(', ')'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_key = |word: &&str| word.ends_with(':') || *word == "=" || word.ends_with("run");
    let at = words
        .iter()
        .position(|word| *word == "hugo" || word.ends_with("/hugo"))?;
    // A word before it that is no key or command would make it part of a sentence.
    let before = words.iter().take(at);
    let is_command = before.clone().all(|word| {
        is_key(word)
            || word.contains('=')
            || matches!(
                *word,
                "command" | "build" | "buildCommand" | "run" | "npx" | "time"
            )
    });
    let rest = words.get(at + 1..)?;
    let is_build = match rest.first() {
        None => true,
        Some(first) => first.starts_with('-') || *first == "build" || *first == "|",
    };
    (is_command && is_build).then(|| Flags::read(rest))
}

impl Flags {
    /// From the words behind `hugo`.
    pub fn read<S: AsRef<str>>(words: &[S]) -> Self {
        let mut flags = Self::default();
        let mut words = words.iter().map(AsRef::as_ref);
        while let Some(word) = words.next() {
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word, None),
            };
            let is_on = value != Some("false");
            let mut text = || {
                value
                    .map(str::to_owned)
                    .or_else(|| words.next().map(str::to_owned))
            };
            match name {
                "--buildDrafts" => flags.drafts = is_on,
                "--buildFuture" => flags.future = is_on,
                "--buildExpired" => flags.expired = is_on,
                "--environment" | "-e" => flags.environment = text(),
                "--renderSegments" => {
                    let names = text().unwrap_or_default();
                    flags.segments = names.split(',').map(str::to_owned).collect();
                }
                "--baseURL" | "-b" => flags.base = text().filter(|base| !base.contains('$')),
                short if is_short(short) => {
                    flags.drafts |= short.contains('D');
                    flags.future |= short.contains('F');
                    flags.expired |= short.contains('E');
                }
                _ => {}
            }
        }
        flags
    }

    /// Sets them over the settings.
    pub(super) fn apply(&self, tree: &mut Table) {
        let mut set = |key: &str, data: Data| {
            tree.set(
                key,
                Node {
                    data,
                    place: Place::default(),
                },
            );
        };
        for (is_on, key) in [
            (self.drafts, "builddrafts"),
            (self.future, "buildfuture"),
            (self.expired, "buildexpired"),
        ] {
            if is_on {
                set(key, Data::Bool(true));
            }
        }
        if let Some(base) = &self.base {
            set("baseurl", Data::Text(base.clone()));
        }
        if !self.segments.is_empty() {
            let names = self.segments.iter().map(|name| Node::text_node(name));
            set("rendersegments", Data::List(names.collect()));
        }
    }
}

/// `-D`, `-DF`: letters of switches alone.
fn is_short(word: &str) -> bool {
    let letters = word.strip_prefix('-').unwrap_or_default();
    !letters.is_empty() && letters.chars().all(|c| "DFE".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_found_as_services_have_it() {
        let check = |path: &str, line: &str, expected: Option<Version>| {
            assert_eq!(version_in(path, line), expected, "{line}");
        };
        let version = Some(Version::of(152, 2));
        check("netlify.toml", "HUGO_VERSION = \"0.152.2\"", version);
        check(
            "netlify.toml",
            "  environment = { HUGO_VERSION = \"0.152.2\" }",
            version,
        );
        check(
            ".github/workflows/a.yml",
            "  hugo-version: '0.152.2'",
            version,
        );
        check(
            ".github/workflows/a.yml",
            "      HUGO_VERSION: 0.152.2",
            version,
        );
        check("vercel.json", "\"HUGO_VERSION\": \"0.152.2\",", version);
        check(".hvm", "v0.152.2", version);
        check(".tool-versions", "hugo extended_0.152.2", version);
        check("netlify.toml", "# HUGO_VERSION = \"0.152.2\"", None);
        check(".github/workflows/a.yml", "hugo-version: 'latest'", None);
    }

    #[test]
    fn a_workflow_that_runs_by_itself_is_told_from_one_that_does_not() {
        let builds = |text: &str| {
            let mut builds = Builds::default();
            for line in text.lines() {
                builds.take(".github/workflows/a.yml", line);
            }
            builds
        };
        let action = "      - uses: peaceiris/actions-hugo@v3\n";

        let pushed = builds(action);
        assert_eq!(pushed.without_timer(), Some(".github/workflows/a.yml"));
        let timed = builds(&format!("    - cron: '0 6 * * *' # daily\n{action}"));
        assert_eq!(
            (timed.without_timer(), timed.timer.as_deref()),
            (None, Some("0 6 * * *"))
        );
        assert_eq!(builds("run: npm test\n"), Builds::default());
    }

    #[test]
    fn the_variables_of_what_is_published_are_found() {
        let of = |path: &str, text: &str| {
            let mut of_file = OfFile::default();
            for line in text.lines() {
                of_file.take(path, line);
            }
            let variables = of_file.variables.into_iter();
            let variables: Vec<String> =
                variables.map(|(name, value)| name + "=" + &value).collect();
            (
                of_file.flags.unwrap_or_default().drafts,
                variables.join(" "),
            )
        };
        let workflow = "env:\n  HUGO_VERSION: 0.152.2\n  HUGO_ENVIRONMENT: staging\n  # HUGO_A: b\n  \
            HUGO_BASEURL: ${{ steps.pages.outputs.base_url }}\n  HUGO_BUILDDRAFTS: 'true' # for now\nrun: HUGO_BUILDFUTURE=true hugo\n";
        assert_eq!(
            of(".github/workflows/a.yml", workflow),
            (
                false,
                "HUGO_ENVIRONMENT=staging HUGO_BUILDDRAFTS=true HUGO_BUILDFUTURE=true".to_owned()
            )
        );
        let many: Vec<String> = (0..300).map(|at| format!("HUGO_A{at:03}=b")).collect();
        assert!(of("Makefile", &many.join("\n")).1.ends_with("HUGO_A199=b"));
        let netlify = "[build]\ncommand = \"hugo\"\n[build.environment]\nHUGO_BUILDFUTURE = \"true\"\n\
            [context.production.environment]\nHUGO_BUILDFUTURE = \"false\"\n\
            [context.deploy-preview]\ncommand = \"hugo -D\"\n\
            environment = { HUGO_BUILDDRAFTS = \"true\" }\n\
            [context.production]\ncommand = \"hugo --gc -D\"\n\
            environment = { HUGO_PARAMS_A = \"1\", HUGO_PARAMS_B = \"2\" }\n";
        assert_eq!(
            of("netlify.toml", netlify),
            (
                true,
                "HUGO_BUILDFUTURE=false HUGO_PARAMS_A=1 HUGO_PARAMS_B=2".to_owned()
            )
        );
    }

    #[test]
    fn a_command_goes_on_behind_a_backslash_and_stands_in_one_line_of_json() {
        let flags = |path: &str, text: &str| {
            let mut of_file = OfFile::default();
            for (_, line) in lines(path, text) {
                of_file.take(path, &line);
            }
            let flags = of_file.flags.unwrap_or_default();
            (flags.drafts, flags.future)
        };
        let workflow = "      run: |\n        hugo \\\n          --minify \\\n          --buildFuture -D\n        ls -F\n";
        assert_eq!(flags(".github/workflows/a.yml", workflow), (true, true));
        let vercel = r#"{"buildCommand":"hugo --gc -D","outputDirectory":"public"}"#;
        assert_eq!(flags("vercel.json", vercel), (true, false));
        let package = r#"{"name":"a","scripts":{"dev":"hugo server -D","build":"hugo -F"}}"#;
        assert_eq!(flags("package.json", package), (false, true));
    }

    #[test]
    fn the_command_line_that_builds_the_site_is_found() {
        let drafts = Flags {
            drafts: true,
            ..Flags::default()
        };
        let check = |line: &str, expected: Option<&Flags>| {
            assert_eq!(command_in(line).as_ref(), expected, "{line}");
        };
        check("        run: hugo --minify -D", Some(&drafts));
        check("command = \"hugo --buildDrafts\"", Some(&drafts));
        check("    \"build\": \"hugo -D && npx pagefind\"", Some(&drafts));
        check("\thugo build -D", Some(&drafts));
        check("run: hugo", Some(&Flags::default()));
        check("run: hugo server -D", None);
        check("name: Build with hugo -D", None);
        check("# install hugo", None);
        let future = Flags::read(&["--buildFuture", "-e", "staging", "-b", "https://x.org/"]);
        assert!(future.future && future.environment.as_deref() == Some("staging"));
        assert_eq!(future.base.as_deref(), Some("https://x.org/"));
    }
}
