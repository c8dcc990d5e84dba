//! Addresses that stand bare in the text, by the rules of Hugo's goldmark.

use std::ops::Range;

use super::formula::Short;

pub(super) fn may_hold(text: &str) -> bool {
    text.contains(':') || text.contains('@') || text.contains("www.")
}

/// Whether an address may start behind this letter; it may where a line starts as well.
pub(super) fn may_stand_before(byte: u8) -> bool {
    matches!(byte, b' ' | b'*' | b'_' | b'~' | b'(')
}

pub(super) struct Address {
    pub len: usize,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Whole,
    /// It starts with `www.`.
    Web,
    Mail,
}

impl Address {
    /// Where a link to what is written leads.
    pub(super) fn target(&self, written: &str, web_scheme: &Short) -> String {
        match self.kind {
            Kind::Whole => written.to_owned(),
            Kind::Web => [web_scheme.text(), "://", written].concat(),
            Kind::Mail => ["mailto:", written].concat(),
        }
    }
}

/// The address at the start of this part of `source`.
pub(super) fn address_at(source: &str, part: Range<usize>, people: &mut People) -> Option<Address> {
    let start = part.start;
    let line = source.get(part)?;
    if !line.starts_with(|c: char| c.is_ascii_graphic()) {
        return None;
    }
    let scheme = ["https://", "http://", "ftp://"]
        .into_iter()
        .find(|&scheme| line.starts_with(scheme));
    let (found, kind) = if let Some(scheme) = scheme {
        (web_address(line, scheme.len(), true), Kind::Whole)
    } else if line.starts_with("www.") {
        (web_address(line, 4, false), Kind::Web)
    } else {
        (None, Kind::Whole)
    };
    if let Some(len) = found {
        let len = trimmed_len(line.get(..len)?);
        return Some(Address { len, kind });
    }
    let len = people.mail_address(line, start)?;
    let len = trimmed_len(line.get(..len)?);
    Some(Address {
        len,
        kind: Kind::Mail,
    })
}

/// The length of an address whose host starts at `host`.
fn web_address(line: &str, host: usize, may_have_port: bool) -> Option<usize> {
    let rest = line.get(host..)?;
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-@:%._+~#=".contains(c);
    let run = rest.chars().take(260).take_while(|&c| is_host(c)).count();
    let candidates = rest.get(..run)?;
    // The longest that ends in a dot and small letters, as a domain does.
    let host_len = candidates.match_indices('.').rev().find_map(|(dot, _)| {
        let top = candidates.get(dot + 1..)?;
        let letters = top.bytes().take_while(u8::is_ascii_lowercase).count();
        (dot > 0 && letters > 0).then_some(dot + 1 + letters)
    })?;
    let mut end = host + host_len;
    if may_have_port && let Some(port) = line.get(end..)?.strip_prefix(':') {
        let digits = port.bytes().take_while(u8::is_ascii_digit).count();
        end += if digits > 0 { 1 + digits } else { 0 };
    }
    let path = line.get(end..)?;
    if path.starts_with(['/', '#', '?']) {
        // Only behind a scheme a dollar is one of it.
        let is_path = |c: char| {
            c.is_ascii_alphanumeric()
                || c == '$' && may_have_port
                || "-@:%_+.~#!?&/=();,'\">^{}[]`".contains(c)
        };
        end += path.find(|c| !is_path(c)).unwrap_or(path.len());
    }
    Some(without_end(line.get(..end)?))
}

/// The length of an address less what belongs to the sentence around it.
fn without_end(address: &str) -> usize {
    let address = address.trim_end_matches('.');
    let len = address.len();
    match address.as_bytes().last() {
        Some(b')') => {
            let count = |c: char| address.matches(c).count();
            len - count(')').saturating_sub(count('('))
        }
        Some(b';') => {
            let name = address.trim_end_matches(';');
            let start = name.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            let is_entity = start.len() < name.len() && start.ends_with('&');
            if is_entity { start.len() - 1 } else { len }
        }
        _ => len,
    }
}

fn trimmed_len(address: &str) -> usize {
    address
        .trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~'])
        .len()
        .max(1)
}

/// Finds addresses of people. An address may start at each mark of what may be its first part, so
/// what was found behind that is kept.
#[derive(Default)]
pub(super) struct People {
    /// Where what may be a first part ends.
    end: usize,
    /// Where the address ends that goes on there.
    address_end: Option<usize>,
}

impl People {
    /// The length of the address at the start of `line`, which stands at `start`.
    fn mail_address(&mut self, line: &str, start: usize) -> Option<usize> {
        let is_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-./=?^_`{|}~".contains(c);
        if line.starts_with(|c: char| c.is_ascii_punctuation() || !is_local(c)) {
            return None;
        }
        if self.end <= start {
            let len = line.find(|c| !is_local(c)).unwrap_or(line.len());
            let domain = line.get(len..).and_then(domain_len);
            self.end = start + len;
            self.address_end = domain.map(|domain| self.end + domain);
        }
        Some(self.address_end? - start)
    }
}

/// The length of an `@` and the domain behind it.
fn domain_len(line: &str) -> Option<usize> {
    let domain = line.strip_prefix('@')?;
    let run = domain
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))
        .unwrap_or(domain.len());
    let mut len = 0;
    for label in domain.get(..run)?.split('.') {
        let label = label.get(..label.len().min(63)).unwrap_or(label);
        let kept = label.trim_end_matches('-');
        if kept.is_empty() || kept.starts_with('-') {
            break;
        }
        len += kept.len() + usize::from(len > 0);
        if kept.len() < label.len() {
            break;
        }
    }
    let is_followed = domain.get(len..)?.starts_with(['-', '_']);
    let has_dot = domain.get(..len)?.contains('.');
    (has_dot && !is_followed).then_some(1 + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        let found = address_at(line, 0..line.len(), &mut People::default())
            .map(|address| &line[..address.len]);
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        check("https://a.nl.", Some("https://a.nl"));
        check(
            "https://a.nl/b_c?d=e&f, and",
            Some("https://a.nl/b_c?d=e&f"),
        );
        check("https://a.nl/b_(c)) d", Some("https://a.nl/b_(c)"));
        check("https://a.nl:80/x!", Some("https://a.nl:80/x"));
        check("https://a.nl/x&copy;", Some("https://a.nl/x"));
        check("www.a.nl/b c", Some("www.a.nl/b"));
        check("http://localhost/x", None);
        check("https://", None);
        check("www.", None);
    }

    #[test]
    fn addresses_of_people_need_a_domain_with_a_dot() {
        check("ann@a.nl.", Some("ann@a.nl"));
        check("ann.b+c@mail.a-b.nl x", Some("ann.b+c@mail.a-b.nl"));
        check("ann@a", None);
        check("@a.nl", None);
        check("ann@a.nl-", None);
        check("a.b@.c", None);
    }
}
