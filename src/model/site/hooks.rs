//! What of the markdown a site draws by templates of its own: which there are, not what they make.

use super::hugo::{Files, Settings};

/// The templates for markdown that the site or one of its themes has, in whichever section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is there or not")]
pub struct Hooks {
    pub links: bool,
    pub images: bool,
    pub headings: bool,
    /// With it a quote that starts with `[!NOTE]` may be drawn as one of its kind.
    pub quotes: bool,
    pub code: bool,
    pub tables: bool,
    pub formulas: bool,
}

impl Hooks {
    /// Those of the site with these settings.
    pub fn read(settings: &Settings, files: &dyn Files) -> Self {
        let mut hooks = Self::default();
        for folder in settings.layout_folders() {
            for path in files.below(&folder) {
                hooks.add(&path);
            }
        }
        hooks
    }

    /// `layouts/_default/_markup/render-codeblock-mermaid.html`
    fn add(&mut self, path: &str) {
        let Some((_, file)) = path.rsplit_once("/_markup/") else {
            return;
        };
        let name = file.rsplit('/').next().unwrap_or(file);
        let Some(kind) = name.strip_prefix("render-") else {
            return;
        };
        let kind = kind.split(['-', '.']).next().unwrap_or_default();
        let place = match kind {
            "link" => &mut self.links,
            "image" => &mut self.images,
            "heading" => &mut self.headings,
            "blockquote" => &mut self.quotes,
            "codeblock" => &mut self.code,
            "table" => &mut self.tables,
            "passthrough" => &mut self.formulas,
            _ => return,
        };
        *place = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::{cases::Memory, hugo::Asked};

    #[test]
    fn templates_for_markdown_are_found_in_the_site_and_its_themes() {
        let mut files = Memory::default();
        for (path, text) in [
            ("hugo.toml", "theme = 't'\n"),
            ("layouts/_markup/render-link.html", ""),
            ("layouts/posts/_markup/render-codeblock-mermaid.html", ""),
            ("layouts/_markup/other.html", ""),
            (
                "themes/t/layouts/_default/_markup/render-blockquote.html",
                "",
            ),
            ("themes/t/layouts/_default/_markup/render-image.rss.xml", ""),
            ("themes/other/layouts/_markup/render-heading.html", ""),
        ] {
            files.0.insert(path.to_owned(), text.to_owned());
        }
        let settings = Settings::read(&files, &Asked::default());

        let hooks = Hooks::read(&settings, &files);

        assert_eq!(
            hooks,
            Hooks {
                links: true,
                images: true,
                quotes: true,
                code: true,
                ..Hooks::default()
            }
        );
    }
}
