//! Which panes of the desk stand where: a pure function of the room, of what the writer wishes, and
//! of where she is. All lengths are points.
//!
//! What does not fit goes in this order: the list, which is a drawer above the others then; the
//! form, which shares a pane with the text; and all but one, chosen by tabs. Nothing of what is
//! wished is changed by that, so that more room brings it back. Where the writer is, is in sight.

use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator as _;

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr,
)]
pub enum Pane {
    List,
    Form,
    Text,
    Preview,
}

impl Pane {
    /// What it is not shown below.
    pub fn least(self) -> f32 {
        match self {
            Self::List => 200.0,
            Self::Form => 260.0,
            Self::Text => 360.0,
            Self::Preview => 320.0,
        }
    }
}

/// Which panes are to be there; the text always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wished {
    pub list: bool,
    pub form: bool,
    pub preview: bool,
}

impl Wished {
    pub fn has(self, pane: Pane) -> bool {
        match pane {
            Pane::List => self.list,
            Pane::Form => self.form,
            Pane::Text => true,
            Pane::Preview => self.preview,
        }
    }
}

/// How wide the writer made the panes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Widths {
    pub list: f32,
    pub form: f32,
    /// The part of what list and form leave that the preview has, from 0 to 1.
    pub preview_share: f32,
}

impl Default for Widths {
    fn default() -> Self {
        Self {
            list: 256.0,
            form: 312.0,
            preview_share: 0.52,
        }
    }
}

/// Where the writer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub pane: Pane,
    /// Where she was last of form and text.
    pub front: Pane,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            pane: Pane::Text,
            front: Pane::Text,
        }
    }
}

impl Place {
    #[must_use]
    pub fn moved_to(self, pane: Pane) -> Self {
        let front = match pane {
            Pane::Form | Pane::Text => pane,
            Pane::List | Pane::Preview => self.front,
        };
        Self { pane, front }
    }
}

/// The widths of the panes side by side, from left to right; 0 for one that does not stand there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    pub list: f32,
    pub form: f32,
    /// Of the form as well where they share a pane.
    pub text: f32,
    pub preview: f32,
}

impl Beside {
    pub fn width(self, pane: Pane) -> f32 {
        match pane {
            Pane::List => self.list,
            Pane::Form => self.form,
            Pane::Text => self.text,
            Pane::Preview => self.preview,
        }
    }
}

/// What a frame shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrangement {
    pub wished: Wished,
    pub beside: Beside,
    /// Form and text share a pane; it shows this one.
    pub folded: Option<Pane>,
    /// One pane has all the room, this one.
    pub single: Option<Pane>,
    /// The list stands above the others, this wide.
    pub drawer: Option<f32>,
}

impl Arrangement {
    /// With less room than text and preview need side by side, one pane has all of it.
    pub const SINGLE_BELOW: f32 = 686.0;

    pub fn new(room: f32, wished: Wished, widths: Widths, place: Place) -> Self {
        if room < Self::SINGLE_BELOW {
            return Self::single(room, wished, place);
        }
        let least = |panes: &[Pane]| -> f32 {
            let wished = panes.iter().filter(|pane| wished.has(**pane));
            wished.map(|pane| pane.least()).sum()
        };
        let all: Vec<Pane> = Pane::iter().collect();
        let list_fits = least(&all) <= room;
        let form_fits = least(&[Pane::Form, Pane::Text, Pane::Preview]) <= room;
        let is_folded = wished.form && !form_fits;
        let beside = Wished {
            list: wished.list && list_fits,
            form: wished.form && form_fits,
            ..wished
        };
        let is_drawer = wished.list && !list_fits && place.pane == Pane::List;
        let drawer = sane(widths.list, Widths::default().list).clamp(Pane::List.least(), room);
        Self {
            wished,
            beside: widths_in(room, beside, widths),
            folded: is_folded.then_some(place.front),
            single: None,
            drawer: is_drawer.then_some(drawer),
        }
    }

    fn single(room: f32, wished: Wished, place: Place) -> Self {
        let shown = Some(place.pane).filter(|pane| wished.has(*pane));
        let mut beside = Beside {
            list: 0.0,
            form: 0.0,
            text: 0.0,
            preview: 0.0,
        };
        let shown = shown.unwrap_or(Pane::Text);
        match shown {
            Pane::List => beside.list = room,
            Pane::Form => beside.form = room,
            Pane::Text => beside.text = room,
            Pane::Preview => beside.preview = room,
        }
        Self {
            wished,
            beside,
            folded: None,
            single: Some(shown),
            drawer: None,
        }
    }

    /// Whether a pane is seen.
    pub fn shows(&self, pane: Pane) -> bool {
        match (pane, self.folded) {
            (Pane::Form | Pane::Text, Some(front)) => pane == front,
            (Pane::List, _) if self.drawer.is_some() => true,
            _ => self.beside.width(pane) > 0.0,
        }
    }

    /// Whether a pane is seen, and only the writer hides it.
    pub fn stands(&self, pane: Pane) -> bool {
        self.single.is_none() && self.beside.width(pane) > 0.0
    }

    /// The panes that are tabs of one place; none where there is no choice.
    pub fn tabs(&self) -> Vec<Pane> {
        let all = Pane::iter().filter(|pane| self.wished.has(*pane));
        if self.single.is_some() {
            all.collect()
        } else if self.folded.is_some() {
            vec![Pane::Form, Pane::Text]
        } else {
            Vec::new()
        }
    }

    /// How wide a pane may be made, while the others beside it have their least width.
    fn widest(&self, pane: Pane) -> f32 {
        let beside = self.beside;
        let preview = if beside.preview > 0.0 {
            Pane::Preview.least()
        } else {
            0.0
        };
        match pane {
            Pane::List | Pane::Form => {
                let spare = beside.text + beside.preview - Pane::Text.least() - preview;
                beside.width(pane) + spare
            }
            Pane::Text => beside.text,
            Pane::Preview => beside.preview + beside.text - Pane::Text.least(),
        }
    }

    /// What a splitter that is drawn to here makes of the widths. `None`: the pane is hidden.
    pub fn drawn_to(&self, pane: Pane, width: f32, widths: Widths) -> Option<Widths> {
        let least = pane.least();
        if width.is_nan() || width < least / 2.0 {
            return None;
        }
        let width = width.clamp(least, self.widest(pane).max(least));
        let mut widths = widths;
        match pane {
            Pane::List => widths.list = width,
            Pane::Form => widths.form = width,
            Pane::Text => {}
            Pane::Preview => {
                let both = self.beside.text + self.beside.preview;
                widths.preview_share = width / both.max(1.0);
            }
        }
        Some(widths)
    }
}

/// What stands side by side gets what was wished, as far as the least widths of the others allow.
fn widths_in(room: f32, beside: Wished, widths: Widths) -> Beside {
    let usual = Widths::default();
    let wish = |pane: Pane, width: f32, usual: f32| {
        if beside.has(pane) {
            sane(width, usual).clamp(pane.least(), room)
        } else {
            0.0
        }
    };
    let list = wish(Pane::List, widths.list, usual.list);
    let form = wish(Pane::Form, widths.form, usual.form);
    let preview_least = if beside.preview {
        Pane::Preview.least()
    } else {
        0.0
    };
    let excess = (list + form + Pane::Text.least() + preview_least - room).max(0.0);
    let spare = |pane: Pane, width: f32| (width - pane.least()).max(0.0);
    let (list_spare, form_spare) = (spare(Pane::List, list), spare(Pane::Form, form));
    let part = excess / (list_spare + form_spare).max(1.0);
    let list = (list - list_spare * part).floor();
    let form = (form - form_spare * part).floor();
    let rest = room - list - form;
    let part_of_preview = sane(widths.preview_share, usual.preview_share).clamp(0.0, 1.0);
    let preview = if beside.preview {
        let widest = (rest - Pane::Text.least()).max(preview_least);
        (rest * part_of_preview)
            .floor()
            .clamp(preview_least, widest)
    } else {
        0.0
    };
    Beside {
        list,
        form,
        text: rest - preview,
        preview,
    }
}

/// A file may say anything.
fn sane(value: f32, usual: f32) -> f32 {
    if value.is_finite() { value } else { usual }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: Wished = Wished {
        list: true,
        form: true,
        preview: true,
    };

    fn at(room: f32, pane: Pane) -> Arrangement {
        let place = Place::default().moved_to(pane);
        Arrangement::new(room, ALL, Widths::default(), place)
    }

    fn seen(arrangement: &Arrangement) -> Vec<Pane> {
        Pane::iter()
            .filter(|pane| arrangement.shows(*pane))
            .collect()
    }

    #[test]
    fn panes_go_in_their_order_and_the_one_with_the_caret_stays() {
        use Pane::{Form, List, Preview, Text};
        let all = [List, Form, Text, Preview];

        assert_eq!(seen(&at(1396.0, Text)), all);
        assert_eq!(seen(&at(1140.0, Text)), all);
        assert_eq!(seen(&at(1139.0, Text)), [Form, Text, Preview]);
        assert_eq!(seen(&at(1139.0, List)), all);
        assert_eq!(seen(&at(940.0, Text)), [Form, Text, Preview]);
        assert_eq!(seen(&at(939.0, Text)), [Text, Preview]);
        assert_eq!(seen(&at(939.0, Form)), [Form, Preview]);
        // A window of 770 points, less the rail.
        assert_eq!(seen(&at(726.0, Text)), [Text, Preview]);
        for pane in all {
            assert_eq!(seen(&at(685.0, pane)), [pane]);
        }
    }

    #[test]
    fn the_preview_read_beside_a_folded_form_leaves_the_form_in_front() {
        let place = Place::default()
            .moved_to(Pane::Form)
            .moved_to(Pane::Preview);
        let folded = Arrangement::new(900.0, ALL, Widths::default(), place);

        assert_eq!(folded.folded, Some(Pane::Form));
    }

    #[test]
    fn what_the_writer_hid_stays_hidden_at_every_room() {
        let wished = Wished {
            preview: false,
            ..ALL
        };
        for room in [500.0, 700.0, 900.0, 1396.0] {
            let place = Place::default().moved_to(Pane::Preview);
            let arrangement = Arrangement::new(room, wished, Widths::default(), place);

            assert!(!arrangement.shows(Pane::Preview), "{room}");
            assert!(arrangement.shows(Pane::Text), "{room}");
        }
    }

    #[test]
    fn a_splitter_stops_at_the_least_width_and_past_half_of_it_the_pane_goes() {
        let wide = at(1396.0, Pane::Text);
        let drawn = |pane, width| wide.drawn_to(pane, width, Widths::default());

        assert_eq!(drawn(Pane::List, 300.0).unwrap().list.to_string(), "300");
        assert_eq!(drawn(Pane::List, 120.0).unwrap().list.to_string(), "200");
        assert_eq!(drawn(Pane::List, 99.0), None);
        assert_eq!(drawn(Pane::Preview, 159.0), None);
        assert_eq!(drawn(Pane::List, f32::NAN), None);
        let all_of_it = drawn(Pane::Form, 5000.0).unwrap();
        let after = Arrangement::new(1396.0, ALL, all_of_it, Place::default());
        assert_eq!(after.beside.text.to_string(), "360");
        assert_eq!(after.beside.preview.to_string(), "320");
    }

    #[derive(Clone, Debug)]
    enum Step {
        Room(f32),
        Draw(Pane, f32),
        Wish(Pane, bool),
        Go(Pane),
    }

    fn pane() -> impl Strategy<Value = Pane> {
        prop::sample::select(Pane::iter().collect::<Vec<_>>())
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (300.0..3000.0_f32).prop_map(Step::Room),
            (pane(), -500.0..3000.0_f32).prop_map(|(pane, to)| Step::Draw(pane, to)),
            (pane(), any::<bool>()).prop_map(|(pane, is_on)| Step::Wish(pane, is_on)),
            pane().prop_map(Step::Go),
        ]
    }

    /// Everything fills the room, at its least width or wider.
    fn check(room: f32, arrangement: &Arrangement, place: Place) {
        let sum: f32 = Pane::iter()
            .map(|pane| arrangement.beside.width(pane))
            .sum();
        assert!((sum - room).abs() < 0.5, "{arrangement:?} in {room}");
        if arrangement.single.is_none() {
            for pane in Pane::iter() {
                let width = arrangement.beside.width(pane);
                assert!(width <= 0.0 || width >= pane.least(), "{arrangement:?}");
            }
        }
        assert!(arrangement.drawer.is_none_or(|width| width <= room));
        let is_wished = arrangement.wished.has(place.pane);
        assert!(!is_wished || arrangement.shows(place.pane) || place.front != place.pane);
    }

    proptest! {
        #[test]
        fn no_pane_is_cut_whatever_was_done_and_a_room_that_is_back_brings_all_back(
            first in 300.0..3000.0_f32,
            steps in prop::collection::vec(step(), 0..40),
            rooms in prop::collection::vec(300.0..3000.0_f32, 0..10),
        ) {
            let (mut room, mut wished, mut widths) = (first, ALL, Widths::default());
            let mut place = Place::default();
            for step in steps {
                let now = Arrangement::new(room, wished, widths, place);
                match step {
                    Step::Room(to) => room = to,
                    Step::Draw(pane, _) if !now.stands(pane) => {}
                    Step::Draw(pane, to) => match now.drawn_to(pane, to, widths) {
                        Some(drawn) => widths = drawn,
                        None => wished = without(wished, pane),
                    },
                    Step::Wish(Pane::List, is_on) => wished.list = is_on,
                    Step::Wish(Pane::Form, is_on) => wished.form = is_on,
                    Step::Wish(Pane::Preview, is_on) => wished.preview = is_on,
                    Step::Wish(Pane::Text, _) => {}
                    Step::Go(pane) => place = place.moved_to(pane),
                }
                check(room, &Arrangement::new(room, wished, widths, place), place);
            }
            let before = Arrangement::new(room, wished, widths, place);
            for other in rooms {
                check(other, &Arrangement::new(other, wished, widths, place), place);
            }
            prop_assert_eq!(before, Arrangement::new(room, wished, widths, place));
        }
    }

    fn without(wished: Wished, pane: Pane) -> Wished {
        let keeps = |other| other != pane;
        Wished {
            list: wished.list && keeps(Pane::List),
            form: wished.form && keeps(Pane::Form),
            preview: wished.preview && keeps(Pane::Preview),
        }
    }
}
