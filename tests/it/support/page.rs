//! HTML as a list of what readers and programs see of it, to compare what two programs make.

/// The tags, with their attributes in order, and the letters between them: entities as letters,
/// white space as one space, none beside a block; code without its colours.
pub fn seen(html: &str) -> Vec<String> {
    let mut reader = Reader {
        seen: Vec::new(),
        text: String::new(),
        is_pre: false,
        spans: Vec::new(),
    };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        reader.letters(before);
        let (end, len) = if tag.starts_with("<!--") {
            (tag.find("-->"), 3)
        } else {
            (tag.find('>'), 1)
        };
        let Some(end) = end else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(end + len);
        reader.tag(tag);
        rest = after;
    }
    reader.letters(rest);
    reader.flush(true);
    reader.seen
}

struct Reader {
    seen: Vec<String>,
    text: String,
    is_pre: bool,
    /// Of each open `div` and `span`, whether it is left out.
    spans: Vec<bool>,
}

const INLINE: [&str; 14] = [
    "a", "code", "em", "strong", "del", "sup", "sub", "img", "input", "!--", "mark", "ins", "b",
    "span",
];

impl Reader {
    fn letters(&mut self, text: &str) {
        let text = decoded(text);
        if self.is_pre {
            self.text.push_str(&text);
            return;
        }
        for c in text.chars() {
            if c == '\n' || c == ' ' || c == '\t' || c == '\r' {
                if !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    fn flush(&mut self, is_block: bool) {
        let text = std::mem::take(&mut self.text);
        let mut text = text.as_str();
        if self.is_pre {
            text = text.trim_end_matches('\n');
        } else if is_block {
            text = text.trim_end_matches([' ', '\n']);
        }
        let is_after_block = self.seen.last().is_none_or(|last| {
            let name = last.trim_start_matches(['<', '/']);
            let name = name.split([' ', '>']).next().unwrap_or_default();
            last.starts_with('<') && !INLINE.contains(&name)
        });
        if is_after_block {
            text = text.trim_start_matches(' ');
        }
        if text.is_empty() {
            return;
        }
        self.seen.push(text.to_owned());
    }

    fn tag(&mut self, tag: &str) {
        if tag.starts_with("<!--") {
            self.flush(false);
            self.seen.push(tag.to_owned());
            return;
        }
        let inside = tag.trim_matches(['<', '>']).trim_end_matches('/').trim();
        let is_end = inside.starts_with('/');
        let (name, attributes) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
        let bare = name.trim_start_matches('/').to_lowercase();
        if bare == "span" || bare == "div" {
            let is_left_out = if is_end {
                self.spans.pop().unwrap_or(false)
            } else {
                let is_left_out = self.is_pre || attributes.contains("class=\"highlight\"");
                self.spans.push(is_left_out);
                is_left_out
            };
            if is_left_out {
                return;
            }
        }
        self.flush(!INLINE.contains(&&*bare));
        if bare == "pre" {
            self.is_pre = !is_end;
        }
        let is_code = bare == "pre" || bare == "code";
        let mut attributes: Vec<String> = split(attributes)
            .into_iter()
            .filter(|(name, _)| !(is_code && name != "class"))
            .filter(|(_, value)| bare != "pre" || value.is_empty())
            .map(|(name, value)| {
                let value = decoded(&value);
                let value = match &*name {
                    "href" | "src" => percent_encoding::percent_decode_str(&value)
                        .decode_utf8_lossy()
                        .into_owned(),
                    "style" => value.replace(' ', ""),
                    _ => value.split(['\n']).collect::<Vec<_>>().join(" "),
                };
                format!("{name}={value}")
            })
            .collect();
        attributes.sort();
        let slash = if is_end { "/" } else { "" };
        attributes.insert(0, format!("<{slash}{bare}"));
        self.seen.push(attributes.join(" ") + ">");
    }
}

fn split(attributes: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let mut value = "";
        rest = after.trim_start();
        if let Some(after) = rest.strip_prefix("=\"") {
            let end = after.find('"').unwrap_or(after.len());
            value = after.get(..end).unwrap_or_default();
            rest = after.get(end + 1..).unwrap_or_default().trim_start();
        }
        all.push((name.to_owned(), value.to_owned()));
    }
    all
}

/// Entities as letters.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let end = entity.find(';').filter(|&end| end < 12);
        let letter = end.and_then(|end| letter(entity.get(1..end)?));
        let (letter, len) = letter.zip(end).unwrap_or(('&', 0));
        out.push(letter);
        rest = entity.get(len + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn letter(entity: &str) -> Option<char> {
    if let Some(number) = entity.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(number.ok()?);
    }
    Some(match entity {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "laquo" => '«',
        "raquo" => '»',
        "apos" => '\'',
        _ => return None,
    })
}
