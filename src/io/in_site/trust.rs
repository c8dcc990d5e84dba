//! What the writer said about a site: that its theme may run programs, fetch from the web and read variables, as the
//! site's own settings have it. It holds until those settings are others.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    io::{
        beneath::{self, SETTINGS_BYTES},
        folders::Folders,
        fs::{create_private_folder, folder_of},
        own, store,
    },
    model::site::Site,
};

/// What names the programs of a theme, beside the settings.
const PACKAGES: [&str; 2] = ["package.json", "package.hugo.json"];

/// Whether it may.
pub fn is_allowed(folders: &Folders, site: &Site) -> bool {
    let kept = own::read(&file(folders, &site.root));
    kept.is_ok_and(|kept| kept == mark(site).as_bytes())
}

/// Keeps that it may.
///
/// # Errors
/// If it cannot be written.
pub fn allow(folders: &Folders, site: &Site) -> io::Result<()> {
    let file = file(folders, &site.root);
    create_private_folder(folder_of(&file))?;
    store::replace(&file, mark(site).as_bytes())
}

/// Another one when what was allowed is another.
fn mark(site: &Site) -> String {
    let mut hash = blake3::Hasher::new();
    let settings = site.settings.files.iter().map(String::as_str);
    for name in settings.chain(PACKAGES) {
        let path = site.root.join(name);
        let read = beneath::read(&site.root, &path, SETTINGS_BYTES);
        let content = read.ok().flatten().unwrap_or_default();
        hash.update(name.as_bytes()).update(&[0]);
        hash.update(blake3::hash(&content).as_bytes());
    }
    hash.finalize().to_hex().to_string()
}

fn file(folders: &Folders, root: &Path) -> PathBuf {
    folders.state.join("in-site").join(own::name_for(root))
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;
    use crate::model::site::hugo::Settings;

    #[test]
    fn what_is_allowed_holds_for_this_site_until_its_settings_are_others() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().canonicalize().unwrap();
        let folders = Folders::within(root.join("home"));
        fs::write(root.join("hugo.toml"), "title = \"a\"\n").unwrap();
        let mut settings = Settings::default();
        settings.files.push("hugo.toml".to_owned());
        let site = |root: &Path| Site {
            settings: Arc::new(settings.clone()),
            ..Site::empty(root.to_owned(), root.join("content"))
        };
        let (here, there) = (site(&root), site(&root.join("other")));
        assert!(!is_allowed(&folders, &here));

        allow(&folders, &here).unwrap();

        assert!(is_allowed(&folders, &here));
        assert!(!is_allowed(&folders, &there));
        fs::write(root.join("package.json"), "{}").unwrap();
        assert!(!is_allowed(&folders, &here));
    }
}
