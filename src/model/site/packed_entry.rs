//! What was read of an article as it is kept from one start to the next.

use std::{path::Path, sync::Arc};

use super::{Entry, kept_own::KeptOwn, pages::NoPage};
use crate::model::{
    date,
    packed::{Packer, Unpacker},
    schema::{HeadSummary, KeptShapes},
};

impl Entry {
    /// Puts what was read of its file behind the rest, before the site made a page of it. `false`: it
    /// is to be read anew each time, as something is wrong with it.
    pub fn pack(&self, packer: &mut Packer, shapes: &mut KeptShapes) -> bool {
        if self.problem.is_some() || self.has_marks || !self.own.is_sound() {
            return false;
        }
        packer.text(&self.title);
        packer.option(self.date.as_deref(), Packer::text);
        packer.byte(self.is_draft.into());
        packer.option(self.cover.as_deref(), Packer::text);
        packer.count(self.tags.iter().count());
        for tag in self.tags.iter() {
            packer.text(tag);
        }
        self.head.pack(packer, shapes);
        packer.bytes(self.own.packed());
        packer.option(self.own.modified_secs, Packer::signed);
        true
    }

    /// What was packed of the file that is at `path` now. `None` of bytes that are of something else.
    pub fn unpack(
        path: Arc<Path>,
        unpacker: &mut Unpacker<'_>,
        shapes: &KeptShapes,
    ) -> Option<Self> {
        let title = unpacker.text()?.to_owned();
        let date = unpacker.option(|it| Some(it.text()?.to_owned()))?;
        let is_draft = unpacker.byte()? != 0;
        let cover = unpacker.option(|it| Some(it.text()?.to_owned()))?;
        let count = unpacker.count()?;
        let tags = (0..count).map(|_| unpacker.text());
        let tags = tags.collect::<Option<_>>()?;
        let head = HeadSummary::unpack(unpacker, shapes)?;
        let packed = unpacker.bytes()?;
        let modified_secs = unpacker.option(Unpacker::signed)?;
        Some(Self {
            title,
            date_secs: date.as_deref().and_then(date::seconds),
            date,
            is_draft,
            problem: None,
            has_marks: false,
            cover,
            tags,
            head,
            own: KeptOwn::from_packed(packed, modified_secs).filter(KeptOwn::is_sound)?,
            page: Err(NoPage::OutsideOfContent),
            stop_in_text: None,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::any, prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::model::{front_matter, site::hugo::Settings};

    fn entry(text: &str) -> Entry {
        let path = Path::new("posts/a.md");
        let head = front_matter::glance(text);
        Entry::in_site(path, &head, text, &Settings::default(), Some(7))
    }

    fn packed(entry: &Entry) -> Option<(Box<[u8]>, KeptShapes)> {
        let mut packer = Packer::default();
        let mut shapes = KeptShapes::default();
        let is_packed = entry.pack(&mut packer, &mut shapes);
        is_packed.then(|| (packer.packed(), shapes))
    }

    fn unpacked(bytes: &[u8], shapes: &KeptShapes) -> Option<Entry> {
        let shapes = KeptShapes::unpack(&shapes.packed())?;
        Entry::unpack(
            Path::new("posts/a.md").into(),
            &mut Unpacker::new(bytes),
            &shapes,
        )
    }

    #[test]
    fn what_was_read_is_the_same_when_it_is_unpacked() {
        let texts = [
            "---\ntitle: Één\ndate: 2026-02-24T10:00:00+01:00\ntags: [a, b]\ncover:\n  image: 'x.jpg'\ndraft: true\nweight: 3\nlinks: [{a: b}]\nempty:\n---\nText",
            "+++\ntitle = \"\"\"\nA\nB\"\"\"\npublishDate = 2026-02-24\ntags = [\n 'x', 2]\n+++\n",
            "{\"title\": \"A\", \"on\": false}\n",
            "No head",
        ];
        for text in texts {
            let entry = entry(text);
            let (bytes, shapes) = packed(&entry).unwrap();

            assert_eq!(unpacked(&bytes, &shapes), Some(entry), "{text}");
        }
    }

    #[test]
    fn an_article_with_a_fault_is_read_anew_each_time() {
        assert!(packed(&entry("---\ntitle: [\n---\n")).is_none());
        assert!(packed(&entry("---\ntitle: A\n---\n").with_marks()).is_none());
        assert!(packed(&entry("---\na:\n\tb: c\n---\n")).is_none());
    }

    proptest! {
        #[test]
        fn any_head_is_the_same_when_it_is_unpacked(
            head in "(?s)((title|tags|draft|date|cover|a): ?[\\[\\]{}:,a \n\"0-9.-]{0,12}\n){0,6}",
        ) {
            let entry = entry(&format!("---\n{head}---\n"));
            if let Some((bytes, shapes)) = packed(&entry) {
                prop_assert_eq!(unpacked(&bytes, &shapes), Some(entry));
            }
        }

        #[test]
        fn what_is_damaged_is_refused_or_harmless(at in 0..80_usize, byte in any::<u8>(), cut in vec(any::<u8>(), 0..3)) {
            let (bytes, shapes) = packed(&entry("---\ntitle: A\ntags: [a]\nbuild: {list: never}\n---\n")).unwrap();
            let mut bytes = bytes.to_vec();
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            bytes.extend(cut);
            if let Some(entry) = unpacked(&bytes, &shapes) {
                let count = entry.head.paths().count();
                prop_assert!(count <= 3);
                prop_assert_eq!(entry.own.open(), entry.own.open());
            }
        }
    }
}
