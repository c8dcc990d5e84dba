//! Which addresses in an article may leave Kopij: those of the web and of letters, in characters that
//! stand for themselves.
//!
//! Limits: 8,000 bytes.

/// Longer ones are no addresses that a person follows.
const MAX_BYTES: usize = 8_000;
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The address, if the system may be asked to open it: of the web or of a letter, in characters
/// that stand for themselves. Everything else is text.
pub fn outward(address: &str) -> Option<&str> {
    let address = address.trim();
    let has_scheme = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    let is_plain = address
        .chars()
        .all(|c| !c.is_control() && !c.is_whitespace() && !changes_direction(c));
    let fits = address.len() <= MAX_BYTES;
    (is_plain && fits && SCHEMES.into_iter().any(has_scheme)).then_some(address)
}

/// Characters that make an address read as another one.
fn changes_direction(c: char) -> bool {
    matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_and_letters_are_opened() {
        for address in [
            "https://example.org",
            "HTTP://example.org/?q=é#x",
            " https://example.org ",
            "mailto:anna@example.org?subject=Ferry%20again",
        ] {
            assert_eq!(outward(address), Some(address.trim()));
        }
    }

    #[test]
    fn nothing_else_leaves() {
        for address in [
            "",
            "https://",
            "mailto:",
            "example.org",
            "//example.org",
            "/etc/passwd",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "smb://host/share",
            "\\\\host\\share",
            "ssh://-oProxyCommand=x/",
            "ms-msdt:/id",
            "steam://run/1",
            "-https://example.org",
            "--help",
            "https://example.org\n--help",
            "https://example.org\0",
            "https://example.org/ --option",
            "https://example.org/\u{202e}gpj.exe",
            "xhttps://example.org",
            "é",
        ] {
            assert_eq!(outward(address), None, "{address:?}");
        }
        let long = format!("https://example.org/{}", "a".repeat(MAX_BYTES));
        assert_eq!(outward(&long), None);
    }
}
