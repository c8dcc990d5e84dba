//! Three-way merge of an article: the head field by field, the body by lines.
//!
//! Limits: texts over 2 MiB, and merges that take longer than 150 ms, are not merged but asked about.

use std::time::Duration;

use crate::model::{
    front_matter::{self, FrontMatter},
    text,
};

/// Larger texts are asked about.
pub const MAX_BYTES: usize = 2 << 20;
/// For each of the diffs.
const TIMEOUT: Duration = Duration::from_millis(150);

/// An article as it was, and what was made of it here and elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Three<'a> {
    pub base: &'a str,
    pub mine: &'a str,
    pub theirs: &'a str,
}

/// Both changes in one text. `None`: they overlap, or the head of the result could not be read
/// while either side's could.
pub fn merge(three: Three<'_>) -> Option<String> {
    let Three { base, mine, theirs } = three;
    if mine == theirs || theirs == base {
        return Some(mine.to_owned());
    }
    if mine == base {
        return Some(theirs.to_owned());
    }
    if [base, mine, theirs].iter().any(|it| it.len() > MAX_BYTES) {
        return None;
    }
    let heads = [base, mine, theirs].map(front_matter::read);
    let has_heads = heads
        .iter()
        .all(|head| head.is_editable() && !head.head.is_empty());
    if has_heads {
        return merge_parts(three, &heads);
    }
    let merged = text::merge::lines(base, mine, theirs, TIMEOUT)?;
    let is_readable = front_matter::read(&merged).is_editable();
    let [_, mine, theirs] = heads;
    (is_readable || !(mine.is_editable() || theirs.is_editable())).then_some(merged)
}

/// Head and body apart.
fn merge_parts(three: Three<'_>, heads: &[FrontMatter; 3]) -> Option<String> {
    let [base, mine, theirs] = heads;
    let at = |text: &'_ str, head: &FrontMatter| head.head.end.min(text.len());
    let (base_head, base_body) = three.base.split_at_checked(at(three.base, base))?;
    let (my_head, my_body) = three.mine.split_at_checked(at(three.mine, mine))?;
    let (their_head, their_body) = three.theirs.split_at_checked(at(three.theirs, theirs))?;
    let body = text::merge::lines(base_body, my_body, their_body, TIMEOUT)?;
    let merged = merge_heads(base_head, my_head, their_head)? + &body;
    front_matter::read(&merged).is_editable().then_some(merged)
}

/// By lines where that is clean, as it takes over comments and order too; else by fields.
fn merge_heads(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let by_lines = text::merge::lines(base, mine, theirs, TIMEOUT).filter(|merged| {
        front_matter::read(merged).is_editable()
            && front_matter::is_merge_of(base, mine, theirs, merged) != Some(false)
    });
    by_lines.or_else(|| front_matter::merge(base, mine, theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
        merge(Three { base, mine, theirs })
    }

    const BASE: &str = "---\ntitle: A\ndraft: true\ntags: [sea]\n---\none\n\ntwo\n";

    #[test]
    fn a_field_here_and_a_paragraph_there_are_merged() {
        let mine = BASE.replace("title: A", "title: B");
        let theirs = BASE.replace("two", "two more").replace("true", "false");

        assert_eq!(
            merged(BASE, &mine, &theirs).as_deref(),
            Some("---\ntitle: B\ndraft: false\ntags: [sea]\n---\none\n\ntwo more\n")
        );
    }

    #[test]
    fn a_paragraph_changed_on_both_sides_overlaps() {
        let mine = BASE.replace("one", "one mine");
        let theirs = BASE.replace("one", "one theirs");

        assert_eq!(merged(BASE, &mine, &theirs), None);
    }

    #[test]
    fn one_key_added_at_two_places_is_not_there_twice() {
        let mine = BASE.replace("title: A\n", "title: A\nlabel: x\n");
        let theirs = BASE.replace("tags: [sea]\n", "tags: [sea]\nlabel: y\n");
        assert_eq!(merged(BASE, &mine, &theirs), None);

        let theirs = BASE.replace("tags: [sea]\n", "tags: [sea]\nlabel: x\n");
        let same = merged(BASE, &mine, &theirs).unwrap();
        assert_eq!(same.matches("label: x").count(), 1);
    }

    #[test]
    fn a_merge_whose_head_cannot_be_read_is_asked_about() {
        let base = "one\n\ntwo\n";

        assert_eq!(merged(base, "---\none\n\ntwo\n", "one\n\ntwo!\n"), None);
    }

    #[test]
    fn articles_without_a_head_are_merged_by_lines() {
        assert_eq!(
            merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n").as_deref(),
            Some("A\nb\nC\n")
        );
    }

    #[test]
    fn a_large_text_is_asked_about_unless_one_side_is_as_it_was() {
        let base = "line\n".repeat(MAX_BYTES / 5 + 1);
        let (mine, theirs) = (format!("mine\n{base}"), format!("{base}theirs\n"));

        assert_eq!(merged(&base, &mine, &theirs), None);
        assert_eq!(merged(&base, &base, &theirs), Some(theirs));
    }
}
