//! The page of the help that says what this program is: its version, where it keeps what is its own, what it is under.
//! What a report needs stands in a block of code, which has a button that copies it.

use std::{fmt::Write as _, path::PathBuf};

use crate::model::words::{self, say};

/// Where Kopij keeps what is its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub settings: PathBuf,
    /// Unsaved text, earlier versions, reports of faults.
    pub state: PathBuf,
    pub data: PathBuf,
    pub cache: PathBuf,
}

/// What a report of a fault needs, a line for each; nothing of the site or of an article.
pub fn details(pixels_per_point: f32) -> String {
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let (name, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let spoken = words::spoken();
    format!("{name} {version}\n{system} {machine}\n{spoken}, {pixels_per_point}\n")
}

/// The page as markdown.
pub fn page(kept: &Kept, details: &str) -> String {
    let version = say!("about-version", version = env!("CARGO_PKG_VERSION"));
    let mut text = format!(
        "# {}\n\n{version} {}\n\n",
        say!("about-title"),
        say!("about-sent")
    );
    // Into a string nothing fails.
    writeln!(text, "## {}\n", say!("about-kept")).ok();
    let places = [
        (say!("about-settings"), &kept.settings),
        (say!("about-state"), &kept.state),
        (say!("about-data"), &kept.data),
        (say!("about-cache"), &kept.cache),
    ];
    for (what, place) in places {
        writeln!(text, "- {what}: {}", code(&place.to_string_lossy())).ok();
    }
    let titles = [say!("about-licences"), say!("about-report")];
    let [licences, report] = titles;
    writeln!(text, "\n## {licences}\n\n{}", say!("about-under")).ok();
    writeln!(text, "\n## {report}\n\n{}\n", say!("about-copy")).ok();
    writeln!(text, "```text\n{details}```").ok();
    text
}

/// A path in a line, whatever letters it has.
fn code(path: &str) -> String {
    let longest = path.split(|it| it != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    let blank = if fence.len() > 1 { " " } else { "" };
    format!("{fence}{blank}{path}{blank}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_piece_of_code() {
        assert_eq!(code("/home/ann"), "`/home/ann`");
        assert_eq!(code("/a`b``c"), "``` /a`b``c ```");
    }
}
