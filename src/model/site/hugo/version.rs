//! Which Hugo publishes a site: what it does differs by version.

use std::fmt;

/// `0.152.2`; ordered as released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    pub major: u16,
    pub minor: u16,
    pub patch: u16,
}

impl Version {
    /// The newest that these rules were compared with.
    pub const NEWEST: Self = Self::of(168, 0);

    /// `of(152, 2)` is 0.152.2.
    pub const fn of(minor: u16, patch: u16) -> Self {
        Self {
            major: 0,
            minor,
            patch,
        }
    }

    /// From `0.152.2`, `v0.152`, `0.152.2+extended`, `0.152.2/extended_withdeploy`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_matches(['"', '\'']);
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        let end = text.find(|c: char| c != '.' && !c.is_ascii_digit());
        let mut numbers = text.get(..end.unwrap_or(text.len()))?.split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        let patch = numbers
            .next()
            .map_or(Some(0), |number| number.parse().ok())?;
        Some(Self {
            major,
            minor,
            patch,
        })
    }

    /// Whether it is 0.`minor` or later.
    pub fn has(self, minor: u16) -> bool {
        self >= Self::of(minor, 0)
    }

    /// Whether a bare `yes` of YAML is a switch.
    pub fn has_switch_words(self) -> bool {
        !self.has(152)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_people_pin_it() {
        for text in ["0.152.2", "v0.152.2", " \"0.152.2\" ", "0.152.2+extended"] {
            assert_eq!(Version::read(text), Some(Version::of(152, 2)), "{text}");
        }
        assert_eq!(Version::read("0.152"), Some(Version::of(152, 0)));
        for text in ["", "latest", "152", "v", "0.x"] {
            assert_eq!(Version::read(text), None, "{text}");
        }
        assert!(Version::read("1.0.0").unwrap() > Version::NEWEST);
    }
}
