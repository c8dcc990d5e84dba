//! The mounts of a site: which of its folders Hugo takes for what, as `hugo config mounts` writes them.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The mounts that are the site's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Mounts(Vec<Map<String, Value>>);

/// A folder of content, and the one on the stage that stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    pub from: PathBuf,
    pub to: PathBuf,
}

impl Mounts {
    /// Of what Hugo writes: one object for the project, then one for each module. `None`: it makes no sense.
    pub fn read(written: &str) -> Option<Self> {
        let start = written.find('{')?;
        let mut objects = serde_json::Deserializer::from_str(written.get(start..)?).into_iter();
        let project: Value = objects.next()?.ok()?;
        let mounts = project.get("mounts")?.as_array()?;
        let mounts = mounts.iter().filter_map(|it| it.as_object().cloned());
        Some(Self(mounts.collect()))
    }

    /// The same with the content on the stage in `stage`, as a setting of Hugo; and which folders those are.
    /// `place` is where a folder that is named really is, if it may be used.
    pub fn staged(
        &self,
        stage: &Path,
        place: impl Fn(&str) -> Option<PathBuf>,
    ) -> (String, Vec<Staged>) {
        let mut kept = Vec::new();
        let mut staged = Vec::new();
        for mount in &self.0 {
            let text = |key: &str| mount.get(key).and_then(Value::as_str).unwrap_or_default();
            let Some(from) = place(text("source")) else {
                continue;
            };
            let mut mount = mount.clone();
            if is_content(text("target")) {
                let to = stage.join(staged.len().to_string());
                let source = to.to_string_lossy().into_owned();
                mount.insert("source".to_owned(), Value::String(source));
                staged.push(Staged { from, to });
            }
            kept.push(Value::Object(mount));
        }
        (Value::Array(kept).to_string(), staged)
    }
}

/// A file as Hugo names it, as the site at `root` has it: from there, and not on the stage.
pub fn named(root: &Path, staged: &[Staged], path: &str) -> String {
    let path = Path::new(path);
    let from = staged.iter().find_map(|it| {
        let below = path.strip_prefix(&it.to).ok()?;
        Some(it.from.join(below))
    });
    let path = from.as_deref().unwrap_or(path);
    let path = path.strip_prefix(root).unwrap_or(path);
    path.to_string_lossy().into_owned()
}

fn is_content(target: &str) -> bool {
    let target = target.replace('\\', "/");
    target == "content" || target.starts_with("content/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = r#"{
       "path": "project", "dir": "/site",
       "mounts": [
          {"source": "/etc", "target": "assets/etc"},
          {"source": "content/nl", "target": "content", "lang": "nl"},
          {"source": "content/en", "target": "content", "sites": {"matrix": {"languages": ["en"]}}},
          {"source": "contentious", "target": "contentious"},
          {"source": "static", "target": "static"}
       ]
    }
    {"path": "theme", "mounts": [{"source": "content", "target": "content"}]}"#;

    #[test]
    fn content_leads_to_the_stage_and_what_lies_outside_is_left_out() {
        let mounts = Mounts::read(WRITTEN).unwrap();
        let within = |named: &str| {
            let named = Path::new(named);
            named.is_relative().then(|| Path::new("/site").join(named))
        };

        let (setting, staged) = mounts.staged(Path::new("/stage"), within);

        let folder = |from: &str, to: &str| Staged {
            from: from.into(),
            to: to.into(),
        };
        let expected = [
            folder("/site/content/nl", "/stage/0"),
            folder("/site/content/en", "/stage/1"),
        ];
        assert_eq!(staged, expected);
        assert_eq!(
            setting,
            r#"[{"source":"/stage/0","target":"content","lang":"nl"},{"source":"/stage/1","target":"content","sites":{"matrix":{"languages":["en"]}}},{"source":"contentious","target":"contentious"},{"source":"static","target":"static"}]"#
        );
    }

    #[test]
    fn files_are_named_as_the_site_has_them() {
        let staged = [Staged {
            from: "/site/content/nl".into(),
            to: "/stage/0".into(),
        }];
        for (path, name) in [
            ("/stage/0/a.md", "content/nl/a.md"),
            ("/site/layouts/single.html", "layouts/single.html"),
            ("/elsewhere/x.html", "/elsewhere/x.html"),
        ] {
            assert_eq!(named(Path::new("/site"), &staged, path), name);
        }
    }

    #[test]
    fn what_makes_no_sense_is_no_mounts() {
        for written in ["", "no", "{", "{}", "[]", "{\"mounts\": 1}"] {
            assert_eq!(Mounts::read(written), None, "{written}");
        }
    }
}
