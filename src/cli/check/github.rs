//! Findings as the commands that GitHub reads from what a workflow prints: at most ten of a kind, as
//! it shows no more.

use std::io::{self, Write};

use super::{
    report::{Report, Row},
    shown, text,
};
use crate::model::rule::Severity;

const MOST_OF_KIND: usize = 10;

pub fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for severity in Severity::ALL {
        let rows = report.rows.iter().filter(|row| row.severity() == severity);
        for row in rows.take(MOST_OF_KIND) {
            print_row(row, &report.within, out)?;
        }
    }
    writeln!(out, "::notice::{}", of_message(&text::summary(report)))
}

fn print_row(row: &Row, within: &str, out: &mut dyn Write) -> io::Result<()> {
    let region = row.located.region;
    let kind = match row.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    writeln!(
        out,
        "::{kind} file={},line={},col={},endLine={},title={}::{}",
        of_property(&format!("{within}{}", row.path)),
        region.line,
        region.column,
        region.end_line,
        of_property(row.rule().id()),
        of_message(&row.message)
    )
}

fn of_message(text: &str) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    shown::escaped(&text).into_owned()
}

fn of_property(text: &str) -> String {
    of_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_read_as_a_command_is_escaped() {
        assert_eq!(
            of_message("50 %: a,\r\n::error::b"),
            "50 %25: a,%0D%0A::error::b"
        );
        assert_eq!(of_property("a:b,c%.md"), "a%3Ab%2Cc%25.md");
        assert_eq!(of_message("\u{1b}[2J"), "\\033[2J");
    }
}
