//! What of the settings of a site keeps all of it from being built.

use super::located::{Located, Region};
use crate::model::{
    finding::{Finding, Place, Rule},
    said::said,
    site::hugo::{Settings, Weight},
};

/// Each with its file, from the root of the site.
pub fn found(settings: &Settings) -> Vec<(&str, Located)> {
    let grave = settings
        .troubles
        .iter()
        .filter(|it| it.weight > Weight::Odd);
    let found = grave.filter(|it| !it.path.is_empty()).map(|trouble| {
        let message = said!("check-site-settings", why = &trouble.message);
        let line = trouble.line.max(1);
        let located = Located {
            finding: Finding::new(Rule::SiteSettings, Place::File, message),
            region: Region {
                line,
                end_line: line,
                ..Region::START
            },
            range: 0..0,
            line: String::new(),
        };
        (trouble.path.as_str(), located)
    });
    found.collect()
}
