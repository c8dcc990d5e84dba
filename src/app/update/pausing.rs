//! Whether the writer pauses: what is asked about a text is asked when it stays as it is for a while.

use crate::model::text::Revision;

/// How many milliseconds a text has yet to stay as it is. `waiting`: the text that was seen last, and since when it
/// is as it is.
pub fn millis_left(
    waiting: &mut Option<(Revision, u64)>,
    revision: Revision,
    now: u64,
    pause: u64,
) -> Option<u64> {
    let since = match *waiting {
        Some((seen, since)) if seen == revision => since,
        _ => now,
    };
    *waiting = Some((revision, since));
    let left = (since + pause).saturating_sub(now);
    (left > 0).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Buffer, Cause, Edit};

    #[test]
    fn a_text_waits_from_its_last_change_on() {
        let mut buffer = Buffer::new("a");
        let mut waiting = None;
        let first = buffer.revision();

        assert_eq!(millis_left(&mut waiting, first, 1_000, 150), Some(150));
        assert_eq!(millis_left(&mut waiting, first, 1_100, 150), Some(50));
        let edit = Edit {
            range: 1..1,
            insert: "b".to_owned(),
        };
        buffer.apply(first, &edit, Cause::Step).unwrap();
        let second = buffer.revision();
        assert_eq!(millis_left(&mut waiting, second, 1_140, 150), Some(150));
        assert_eq!(millis_left(&mut waiting, second, 1_290, 150), None);
    }
}
