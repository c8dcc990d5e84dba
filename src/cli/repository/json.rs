//! What of articles changed as one JSON object, version 1, with the branch and by how many commits it
//! and its server are apart.

use std::io::Write;

use serde_json::{Value, json};

use super::{Opened, name_of};
use crate::{
    cli::{Error, shown},
    model::{
        git::{
            difference::{FieldChange, Told},
            proposal::Proposal,
            status::{Changed, Staged},
        },
        said::path_text,
        words::put,
    },
};

pub(super) fn print(
    opened: &Opened,
    proposals: &[Proposal],
    out: &mut dyn Write,
) -> Result<(), Error> {
    let branch = &opened.status.branch;
    let apart = branch.apart;
    let value = json!({
        "version": 1,
        "root": path_text(opened.repository.work_tree()),
        "branch": {
            "name": branch.name,
            "commit": branch.commit,
            "upstream": branch.upstream,
            "ahead": apart.map(|it| it.ahead),
            "behind": apart.map(|it| it.behind),
        },
        "articles": proposals.iter().map(article).collect::<Vec<_>>(),
    });
    writeln!(out, "{}", shown::json(&value))?;
    Ok(())
}

fn article(proposal: &Proposal) -> Value {
    let difference = &proposal.difference;
    let text = |text: &str, range: &std::ops::Range<usize>| {
        text.get(range.clone()).unwrap_or_default().to_owned()
    };
    let paragraphs = difference.paragraphs.iter().map(|it| {
        json!({
            "old": text(&difference.old, &it.old),
            "new": text(&difference.new, &it.new),
        })
    });
    json!({
        "path": shown::slashed(&proposal.path),
        "what": proposal.what.map(name_of),
        "from": proposal.from.as_deref().map(shown::slashed),
        "staged": staged(proposal.staged),
        "title": proposal.title,
        "fields": difference.fields.iter().map(field).collect::<Vec<_>>(),
        "paragraphs": paragraphs.collect::<Vec<_>>(),
        "media": proposal.media.iter().map(file).collect::<Vec<_>>(),
        "others": proposal.others.iter().map(file).collect::<Vec<_>>(),
        "left": proposal.left.iter().map(file).collect::<Vec<_>>(),
        "message": proposal.message,
    })
}

fn field(field: &FieldChange) -> Value {
    let mut value = json!({
        "key": field.path.to_string(),
        "label": field.label,
        "note": field.note.as_ref().map(put),
    });
    let more = match &field.told {
        Told::Value { old, new } | Told::Picture { old, new } => json!({ "old": old, "new": new }),
        Told::Words { added, removed } => json!({ "added": added, "removed": removed }),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}

fn file(changed: &Changed) -> Value {
    json!({
        "path": shown::slashed(&changed.path),
        "what": name_of(changed.what),
        "from": changed.from.as_deref().map(shown::slashed),
        "staged": staged(changed.staged),
    })
}

fn staged(staged: Staged) -> &'static str {
    match staged {
        Staged::No => "no",
        Staged::InPart => "part",
        Staged::Whole => "whole",
    }
}
