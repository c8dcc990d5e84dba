//! The list of pages that `hugo list all` writes.

/// The address of the page whose file is at `file`, as the list writes it.
pub fn address_of(list: &str, file: &str) -> Option<String> {
    let mut rows = rows(list);
    let names = rows.next()?;
    let column = |name: &str| names.iter().position(|it| it == name);
    let (path, address) = (column("path")?, column("permalink")?);
    let row = rows.find(|row| row.get(path).is_some_and(|it| it == file))?;
    row.get(address).filter(|it| !it.is_empty()).cloned()
}

/// The rows of a CSV, in which a value may stand in quotes and then hold anything.
fn rows(list: &str) -> impl Iterator<Item = Vec<String>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            let (value, after) = value(rest);
            row.push(value);
            if let Some(next) = after.strip_prefix(',') {
                rest = next;
                continue;
            }
            let after = after.strip_prefix('\r').unwrap_or(after);
            rest = after.strip_prefix('\n').unwrap_or(after);
            return Some(row);
        }
    })
}

/// One value, and what comes after it.
fn value(text: &str) -> (String, &str) {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\r', '\n']).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.to_owned(), after);
    };
    let mut value = String::new();
    loop {
        let Some((before, after)) = rest.split_once('"') else {
            value.push_str(rest);
            return (value, "");
        };
        value.push_str(before);
        // Two of them are one.
        let Some(after) = after.strip_prefix('"') else {
            let end = after.find([',', '\r', '\n']).unwrap_or(after.len());
            return (value, after.get(end..).unwrap_or_default());
        };
        value.push('"');
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_file_whatever_stands_in_titles() {
        let list = "path,slug,title,permalink,kind\n\
                    /s/a.md,,A,http://h/a/,page\n\
                    \"/s/b, c.md\",,\"He said \"\"no\"\",\nand left\",http://h/b/,page\n\
                    /s/d.md,,D,,page\r\n\
                    /s/e.md,,E,http://h/e/,page";
        for (file, address) in [
            ("/s/a.md", Some("http://h/a/")),
            ("/s/b, c.md", Some("http://h/b/")),
            ("/s/d.md", None),
            ("/s/e.md", Some("http://h/e/")),
            ("/s/f.md", None),
        ] {
            assert_eq!(address_of(list, file).as_deref(), address, "{file}");
        }
        assert_eq!(address_of("", "/s/a.md"), None);
    }
}
