//! The articles, one row each. The list is one stop of the Tab key; arrow keys go through it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use egui::{
    CornerRadius, EventFilter, Id, Key, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
};

use super::{ArticlesPane, File, Loose, asked::Asks, asked::section_name, leave};
use crate::{
    action::{Action, Outbox},
    model::{
        date,
        git::status::What,
        picture::{PictureSource, thumbnail},
        said::Says as _,
        site::{
            Entry, Site,
            headline::{self, Around},
            listed::top_section,
            status::State,
        },
        words::{self, say},
    },
    ui::{
        file_menu::file_items_ui,
        pictures::{Picture, filling},
        theme::{Colours, Face, colours, sizes, text_format, weight},
        widgets::{
            buttons::{choice_fill, focus_ring},
            fields::drawn,
            place::say_list,
            row_menu::{item_ui, row_menu_ui},
        },
    },
};

/// A title in at most two lines, and a line of marks.
const ROW: f32 = 64.0;

/// A cover in a row.
const THUMB: Vec2 = Vec2::new(64.0, 40.0);
/// A list that moves asks for no covers: so long it has to be still, in seconds.
const STILL_SECS: f64 = 0.15;

/// Where the writer is in the list.
#[derive(Default)]
pub(super) struct Rows {
    /// When the list was scrolled last, in seconds since the start.
    moved_at: f64,
    /// The row that the arrow keys are at, while one has the keyboard.
    at: usize,
    /// How far the list is scrolled, and how much of it is seen, in points.
    offset: f32,
    height: f32,
    to_top: bool,
    asks: Option<Asks>,
    /// The open article, in which list it was looked for, and its row if it has one there.
    shown: Option<Shown>,
}

/// Where the open article is.
struct Shown {
    path: PathBuf,
    /// Its place in the site, and the revision of that.
    place: (u64, Option<usize>),
    /// Of the list, and how many loose articles stand above it.
    answer: (u64, usize),
    row: Option<usize>,
}

impl Rows {
    fn row_of_shown(&self) -> Option<usize> {
        self.shown.as_ref().and_then(|shown| shown.row)
    }

    /// What is listed is something else.
    pub(super) fn start_at_top(&mut self) {
        self.to_top = true;
        self.at = 0;
    }

    pub(super) fn take_keys(&mut self, asks: Option<Asks>) {
        self.asks = asks;
    }

    fn is_seen(&self, row: usize) -> bool {
        let top = row as f32 * ROW;
        top + ROW > self.offset && top < self.offset + self.height
    }

    /// The offset at which a row is seen whole, next to where the list is.
    fn offset_for(&self, row: usize, height: f32) -> f32 {
        let top = row as f32 * ROW;
        self.offset.max(top + ROW - height).min(top)
    }
}

/// What is listed.
pub(super) struct List<'a> {
    pub pane: &'a ArticlesPane<'a>,
    pub loose: &'a [Loose<'a>],
    pub site: &'a Site,
    pub found: &'a [usize],
    /// Another one whenever something else was found.
    pub answer: u64,
    /// Each row says its section.
    pub names_section: bool,
}

impl<'a> List<'a> {
    fn len(&self) -> usize {
        self.loose.len() + self.found.len()
    }

    fn entry(&self, row: usize) -> Option<(&'a Entry, Option<&'a Loose<'a>>)> {
        if let Some(loose) = self.loose.get(row) {
            return Some((loose.entry, Some(loose)));
        }
        let at = self.found.get(row - self.loose.len())?;
        Some((self.site.articles.get(*at)?, None))
    }

    fn path(&self, row: usize) -> Option<&'a Path> {
        self.entry(row).map(|(entry, _)| &*entry.path)
    }

    /// The row of the open article, which has this place in the site. It goes through what was
    /// found: only where that or the article is another.
    fn row_of(&self, path: &Path, place: Option<usize>) -> Option<usize> {
        let mut loose = self.loose.iter();
        if let Some(row) = loose.position(|loose| *loose.entry.path == *path) {
            return Some(row);
        }
        let row = self.found.iter().position(|at| Some(*at) == place)?;
        Some(self.loose.len() + row)
    }
}

/// A deleted article may stand in the list too, for a moment.
fn id_of(scope: Id, list: &List<'_>, row: usize) -> Id {
    let is_loose = row < list.loose.len();
    scope.with(("article", is_loose, list.path(row)))
}

pub(super) fn rows_ui(ui: &mut Ui, list: &List<'_>, rows: &mut Rows, out: &mut Outbox) {
    let place = UiBuilder::new()
        .id_salt("articles list")
        .accessibility_role(Role::ListBox)
        .accessibility_label(say!("articles-articles"));
    ui.scope_builder(place, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = ui.available_height();
        let mut offset = follow_shown(list, rows, height);
        if std::mem::take(&mut rows.to_top) {
            offset = Some(0.0);
        }
        let had = step(ui, list, rows, out);
        if let Some(row) = had.filter(|_| !rows.is_seen_whole(height)) {
            offset = Some(rows.offset_for(row, height));
        }
        let mut area = ScrollArea::vertical()
            .auto_shrink(false)
            .id_salt("articles");
        if let Some(offset) = offset {
            area = area.vertical_scroll_offset(offset);
        }
        let at = if had.is_some() {
            rows.at
        } else {
            rows.row_of_shown().unwrap_or_default()
        };
        let scope = ui.scope_id();
        let is_still = rows.is_still(ui);
        say_list(ui, Role::ListBox, list.len());
        let shown = area.show_rows(ui, ROW, list.len(), |ui, seen| {
            for row in seen.clone() {
                row_ui(ui, list, (row, row == at, is_still), scope, out);
            }
            if had.is_some() && !seen.contains(&rows.at) {
                // It keeps the keyboard while it is out of sight.
                let id = id_of(scope, list, rows.at);
                let nowhere = Rect::from_min_size(ui.min_rect().min, Vec2::ZERO);
                ui.interact(nowhere, id, Sense::focusable_noninteractive());
            }
        });
        let offset = shown.state.clamped_offset().y;
        if (offset - rows.offset).abs() > 0.5 {
            rows.moved_at = ui.input(|input| input.time);
        }
        rows.offset = offset;
        rows.height = shown.inner_rect.height();
    });
}

impl Rows {
    /// Whether covers may be asked for; another frame comes once they may.
    fn is_still(&self, ui: &Ui) -> bool {
        let left = STILL_SECS - (ui.input(|input| input.time) - self.moved_at);
        if let Ok(left) = Duration::try_from_secs_f64(left)
            && self.moved_at > 0.0
        {
            ui.ctx()
                .request_repaint_after(left + Duration::from_millis(1));
            return false;
        }
        true
    }

    fn is_seen_whole(&self, height: f32) -> bool {
        let top = self.at as f32 * ROW;
        top >= self.offset && top + ROW <= self.offset + height
    }
}

/// Looks for the row of the open article where list or article are others. Returns how far to
/// scroll: one that is opened is shown, and one that was seen stays so.
fn follow_shown(list: &List<'_>, rows: &mut Rows, height: f32) -> Option<f32> {
    let Some(path) = list.pane.shown else {
        rows.shown = None;
        return None;
    };
    let answer = (list.answer, list.loose.len());
    let is_known = |shown: &Shown| shown.path == path && shown.answer == answer;
    if rows.shown.as_ref().is_some_and(is_known) {
        return None;
    }
    let before = rows.shown.take();
    let is_same = before.as_ref().is_some_and(|old| old.path == path);
    let revision = list.site.revision;
    let place = match &before {
        Some(old) if is_same && old.place.0 == revision => old.place.1,
        _ => list.site.place_of(path),
    };
    let kept = before.and_then(|old| old.row);
    let row = list.row_of(path, place);
    rows.shown = Some(Shown {
        path: path.to_owned(),
        place: (revision, place),
        answer,
        row,
    });
    let was_seen = !is_same || kept.is_some_and(|row| rows.is_seen(row));
    let row = row.filter(|_| was_seen && (!is_same || row != kept))?;
    if !is_same && rows.height <= 0.0 {
        // At first it stands in the middle.
        let middle = row as f32 * ROW - height / 2.0;
        return Some(middle.max(0.0));
    }
    Some(rows.offset_for(row, height))
}

/// Carries out the keys. Returns the row that has the keyboard.
fn step(ui: &Ui, list: &List<'_>, rows: &mut Rows, out: &mut Outbox) -> Option<usize> {
    let end = list.len().checked_sub(1)?;
    match rows.asks.take() {
        Some(Asks::First) => {
            if let Some(path) = list.path(0) {
                out.push(Action::OpenArticle(path.to_owned()));
            }
            return None;
        }
        Some(Asks::In) => {
            rows.at = 0;
            ui.memory_mut(|memory| memory.request_focus(id_of(ui.scope_id(), list, 0)));
            return Some(0);
        }
        None => {}
    }
    let focused = ui.memory(egui::Memory::focused)?;
    rows.at = rows.at.min(end);
    if id_of(ui.scope_id(), list, rows.at) != focused {
        // Tab leads to the open article.
        let row = rows.row_of_shown().unwrap_or_default();
        if id_of(ui.scope_id(), list, row) != focused {
            return None;
        }
        rows.at = row;
    }
    let fits = |count: &u16| f32::from(*count) * ROW <= rows.height;
    let page = (1..=200).take_while(fits).count().max(1);
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    if pressed(Key::Escape) {
        leave(out);
        return None;
    }
    let to = if pressed(Key::ArrowDown) {
        rows.at + 1
    } else if pressed(Key::ArrowUp) {
        rows.at.saturating_sub(1)
    } else if pressed(Key::PageDown) {
        rows.at + page
    } else if pressed(Key::PageUp) {
        rows.at.saturating_sub(page)
    } else if pressed(Key::Home) {
        0
    } else if pressed(Key::End) {
        end
    } else {
        rows.at
    };
    rows.at = to.min(end);
    let id = id_of(ui.scope_id(), list, rows.at);
    let own = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| {
        memory.request_focus(id);
        memory.set_focus_lock_filter(id, own);
    });
    Some(rows.at)
}

/// One article. `is_stop`: Tab leads to it.
fn row_ui(
    ui: &mut Ui,
    list: &List<'_>,
    (row, is_stop, is_still): (usize, bool, bool),
    scope: Id,
    out: &mut Outbox,
) {
    let Some((listed, loose)) = list.entry(row) else {
        return;
    };
    let colours = colours(ui);
    let is_shown = list.pane.shown == Some(&listed.path);
    let unsaved = list.pane.unsaved.get(&*listed.path).copied();
    let is_unsaved = unsaved.is_some() || loose.is_some_and(|loose| loose.is_unsaved);
    let entry = unsaved.unwrap_or(listed);
    let (_, rect) = ui.allocate_space(Vec2::new(ui.available_width(), ROW));
    let sense = if is_stop {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let id = id_of(scope, list, row);
    let response = ui.interact(rect, id, sense);
    let is_deleted = loose.is_some_and(|loose| loose.file == File::Deleted);
    let name = if is_deleted {
        say!("articles-deleted", title = &entry.title)
    } else {
        entry.title.clone()
    };
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::ListBoxOption);
        node.set_selected(is_shown);
        node.set_position_in_set(row);
    });
    let card = rect.shrink2(Vec2::new(8.0, 1.0));
    let fill = choice_fill(colours, is_shown, &response);
    let corners = CornerRadius::same(sizes::RADIUS);
    ui.painter().rect_filled(card, corners, fill);
    focus_ring(ui, &response, card);
    let mut inner = card.shrink2(Vec2::new(8.0, 5.0));
    if let Some(room) = thumb_ui(ui, list, entry, inner, is_still, out) {
        inner.max.x -= room;
    }
    let title = title_of(ui, inner, entry, (is_shown, is_deleted), colours);
    let marks = marks(list, entry, (is_unsaved, loose), colours);
    let lines = if title.rows.len() > 1 { 1 } else { 2 };
    let marks = marks_of(ui, (inner.width(), lines), &marks, (list, entry), colours);
    let height = title.size().y + 3.0 + marks.size().y;
    let top = rect.center().y - height / 2.0;
    let below = top + title.size().y + 3.0;
    ui.painter()
        .galley(pos2(inner.left(), top), title, colours.text);
    ui.painter()
        .galley(pos2(inner.left(), below), marks, colours.text_weak);
    if loose.is_none() {
        row_menu_ui(&response, |ui| menu_ui(ui, list.pane, &listed.path, out));
    }
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        for line in told(list, entry, loose) {
            ui.label(line);
        }
    });
    if response.clicked() {
        out.push(Action::OpenArticle(listed.path.to_path_buf()));
    }
}

/// The cover of an article at the right of its row; how much room it takes. What is not there yet
/// is asked for only while the list is still.
fn thumb_ui(
    ui: &Ui,
    list: &List<'_>,
    entry: &Entry,
    inner: Rect,
    is_still: bool,
    out: &mut Outbox,
) -> Option<f32> {
    let pictures = list.pane.pictures?;
    let cover = entry.cover.as_deref()?;
    let source = |address: &str| PictureSource {
        address: address.to_owned(),
        folder: entry.path.parent().map(Into::into).unwrap_or_default(),
        root: Some(list.site.root.clone()),
    };
    // One that is shown elsewhere is there already.
    let whole = source(cover);
    let picture = match (pictures.peek(&whole), thumbnail::address(cover)) {
        (Some(picture @ Picture::Ready { .. }), _) => picture,
        (found, None) => found?,
        (_, Some(address)) => {
            let small = source(&address);
            if is_still {
                pictures.get(&small, THUMB.x, out)
            } else {
                pictures.peek(&small).unwrap_or(&Picture::Loading)
            }
        }
    };
    let right = pos2(inner.right() - THUMB.x, inner.center().y - THUMB.y / 2.0);
    let place = Rect::from_min_size(right, THUMB);
    match picture {
        Picture::Failed(_) => return None,
        Picture::Loading => {
            let colour = colours(ui).hovered;
            ui.painter()
                .rect_filled(place, CornerRadius::same(sizes::RADIUS), colour);
        }
        Picture::Ready { texture, .. } => {
            egui::Image::from_texture(texture)
                .uv(filling(texture.size_vec2(), THUMB))
                .corner_radius(CornerRadius::same(sizes::RADIUS))
                .paint_at(ui, place);
        }
    }
    Some(THUMB.x + sizes::SPACE_2)
}

/// What can be done with the file of an article.
fn menu_ui(ui: &mut Ui, pane: &ArticlesPane<'_>, path: &Path, out: &mut Outbox) {
    if item_ui(ui, say!("articles-open"), None) {
        out.push(Action::OpenArticle(path.to_owned()));
    }
    ui.separator();
    let offer = Some(&pane.offer).filter(|_| pane.shown == Some(path));
    file_items_ui(ui, path, offer, out);
}

/// What the tooltip says: all that the row has no room for.
fn told(list: &List<'_>, entry: &Entry, loose: Option<&Loose<'_>>) -> Vec<String> {
    let site = list.site;
    let mut lines = vec![drawn(&entry.title).into_owned()];
    let verdict = site.verdict(entry, list.pane.now_secs);
    let is_said = verdict.state == State::StopsBuild;
    let problem = entry.problem.as_deref().filter(|_| !is_said);
    lines.extend(problem.map(words::put));
    if site.settings.is_hugo() && loose.is_none() {
        let around = Around {
            site,
            now_secs: list.pane.now_secs,
            rival: None,
            stopping: None,
        };
        lines.push(words::put(&headline::of(&around, entry).said()));
    }
    lines.push(match loose {
        Some(loose) if loose.file == File::NotYet => say!("articles-not-file-yet").to_owned(),
        _ => site.shown_path(&entry.path).into_owned(),
    });
    let section = site.section_of(&entry.path);
    if !section.is_empty() && loose.is_none() {
        lines.push(say!("articles-told-section", section = section));
    }
    if !entry.tags.is_empty() {
        let tags: Vec<_> = entry.tags.iter().take(20).map(drawn).collect();
        lines.push(say!("articles-told-tags", tags = tags.join(", ")));
    }
    lines
}

fn title_of(
    ui: &Ui,
    inner: Rect,
    entry: &Entry,
    (is_shown, is_struck): (bool, bool),
    colours: &Colours,
) -> std::sync::Arc<egui::Galley> {
    let heavy = if is_shown {
        weight::SEMIBOLD
    } else {
        weight::MEDIUM
    };
    let mut format = text_format(Face::Interface, sizes::TEXT, heavy, colours.text);
    if is_struck {
        format.strikethrough = Stroke::new(1.0, colours.text);
    }
    let mut job = LayoutJob::single_section(drawn(&entry.title).into_owned(), format);
    job.wrap = TextWrapping {
        max_width: inner.width(),
        max_rows: 2,
        ..TextWrapping::default()
    };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The words after the date, each in its colour.
fn marks<'a>(
    list: &List<'a>,
    entry: &Entry,
    (is_unsaved, loose): (bool, Option<&Loose<'_>>),
    colours: &Colours,
) -> Vec<(&'a str, egui::Color32)> {
    let mut marks = Vec::new();
    if let Some(code) = language(list.site, entry) {
        marks.push((code, colours.text_weak));
    }
    match loose.map(|loose| loose.file) {
        Some(File::Deleted) => marks.push((say!("articles-deleted-2"), colours.warning)),
        Some(File::NotYet) => return vec![(say!("articles-no-file-yet"), colours.accent)],
        Some(File::There) | None => {}
    }
    if is_unsaved {
        marks.push((say!("articles-unsaved"), colours.accent));
    }
    if loose.is_some() {
        return marks;
    }
    if let Some(what) = list.pane.changed.get(&*entry.path) {
        let (word, ink) = match what {
            What::New => (say!("articles-new"), colours.done),
            What::Changed => (say!("articles-changed"), colours.text_weak),
            What::Moved => (say!("articles-moved"), colours.text_weak),
            What::Deleted => (say!("articles-deleted-2"), colours.warning),
            What::Conflict => (say!("articles-two-sides"), colours.error),
        };
        marks.push((word, ink));
    }
    if entry.is_copy() {
        marks.push((say!("articles-copy"), colours.warning));
    }
    let state = list.site.verdict(entry, list.pane.now_secs).state;
    if entry.has_marks {
        marks.push((say!("articles-conflict"), colours.error));
    } else if entry.problem.is_some() || state == State::StopsBuild {
        marks.push((say!("articles-problem"), colours.error));
    }
    match state {
        State::Draft => marks.push((say!("articles-draft"), colours.warning)),
        State::Scheduled => marks.push((say!("articles-scheduled"), colours.done)),
        State::Expired => marks.push((say!("articles-expired"), colours.text_weak)),
        State::Never => marks.push((say!("articles-never-shown"), colours.warning)),
        State::Unlisted => marks.push((say!("articles-unlisted"), colours.text_weak)),
        State::NoPage => marks.push((say!("articles-no-page"), colours.text_weak)),
        State::Published | State::StopsBuild | State::Unknown => {}
    }
    marks
}

/// The code of an article's language, where the site has several.
fn language<'a>(site: &'a Site, entry: &Entry) -> Option<&'a str> {
    if !site.settings.is_hugo() || !site.settings.is_multilingual() {
        return None;
    }
    let page = entry.page.as_ref().ok()?;
    Some(&site.language_of_page(page)?.code)
}

/// Puts a word behind the others, in a line of its own where there is no room beside them.
fn append(job: &mut LayoutJob, word: &str, format: TextFormat) {
    /// Beside the blank, in points.
    const GAP: f32 = 7.0;
    if job.is_empty() {
        job.append(word, 0.0, format);
    } else {
        job.append(&format!(" {word}"), GAP, format);
    }
}

/// In a room of this width and so many lines. Where it is too small the section goes first, then the year, then the
/// day: the marks say more.
fn marks_of(
    ui: &Ui,
    (width, lines): (f32, usize),
    marks: &[(&str, egui::Color32)],
    (list, entry): (&List<'_>, &Entry),
    colours: &Colours,
) -> std::sync::Arc<egui::Galley> {
    let small = |heavy, ink| text_format(Face::Interface, sizes::TEXT_SMALL, heavy, ink);
    let line = |day: Option<&str>, section: Option<&str>| {
        let mut job = LayoutJob::default();
        if let Some(day) = day {
            // A day is in one line.
            let day = day.replace(' ', "\u{a0}");
            job.append(&day, 0.0, small(weight::REGULAR, colours.text_weak));
        }
        for (word, colour) in marks {
            append(&mut job, word, small(weight::SEMIBOLD, *colour));
        }
        if let Some(section) = section {
            let format = small(weight::REGULAR, colours.text_faint);
            append(&mut job, section_name(section), format);
        }
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: lines,
            ..TextWrapping::default()
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let tongue = words::tongue();
    let written = entry.date.as_deref();
    let day = written
        .and_then(|text| date::format_day(text, tongue))
        .or_else(|| entry.date.clone())
        .unwrap_or_else(|| say!("articles-no-date").to_owned());
    if list.names_section {
        let section = top_section(list.site, &entry.path);
        let whole = line(Some(&day), Some(&section));
        if !whole.elided {
            return whole;
        }
    }
    let whole = line(Some(&day), None);
    if !whole.elided {
        return whole;
    }
    let short = written
        .and_then(date::day)
        .map(|day| date::short_day(tongue, day));
    let shorter = line(Some(short.as_ref().unwrap_or(&day)), None);
    if !shorter.elided || marks.is_empty() {
        return shorter;
    }
    line(None, None)
}
