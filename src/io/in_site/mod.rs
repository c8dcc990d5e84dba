//! An article in its site, as the site's own theme makes it: by the Hugo that is installed, on a stage of our own.
//!
//! **The site stays as it is.** Hugo reads its settings and its theme where they are, and its content from the stage
//! (`stage`), a copy below the folder for caches with the text as it stands in the window. What Hugo would write into
//! a site goes there too.
//!
//! **Nothing of the site runs.** A site may come from anywhere. Hugo starts no program for it, fetches nothing and tells
//! templates none of the variables of its owner (`CLOSED`): variables of ours stand above the settings of the site. Only
//! where the writer allowed it, its own settings count (`trust`). What its pages hold is its own, and runs in the browser.
//!
//! **The browser comes through a door** of ours (`door`), so that a click in the page leads to the text.
//!
//! **Hugo ends with Kopij**, however that ends ([`keeper`]).

mod click;
mod door;
mod hugo;
mod server;
mod stage;
mod trust;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use click::Clicked;
use click::Pages;
use door::Door;
pub use hugo::{HUGO_VARIABLE, Hugo};
pub use server::Server;
use stage::Stage;

use crate::{
    io::{
        folders::Folders,
        process::{Program, keeper},
    },
    model::{
        said::Said,
        site::Site,
        stage::{NotShown, gate, listed, log::Heard},
    },
};

/// What stands above the settings of a site, so that nothing of it runs.
const CLOSED: [(&str, &str); 7] = [
    ("HUGO_SECURITY_EXEC_ALLOW", "none"),
    ("HUGO_SECURITY_HTTP_URLS", "none"),
    ("HUGO_SECURITY_FUNCS_GETENV", "^HUGO_"),
    ("HUGO_SECURITY_ENABLEINLINESHORTCODES", "false"),
    ("HUGO_MODULE_PROXY", "off"),
    ("GOPROXY", "off"),
    ("GOTOOLCHAIN", "local"),
];

/// A text as it stands in the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    pub path: PathBuf,
    pub text: Arc<str>,
}

/// What of a site is shown, and what it may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// All of its articles, and not only those around the one that is asked for.
    pub is_whole: bool,
    /// The writer says now that its theme may do what its own settings allow.
    pub is_allowed: bool,
}

/// A site that is shown.
pub struct Shown {
    hugo: Hugo,
    site: Arc<Site>,
    stage: Stage,
    pages: Pages,
    server: Server,
    door: Door,
    kopij: Program,
    /// What was staged last, and before that.
    put: [Option<Typed>; 2],
}

/// Who is told what the server says.
pub type Listens = Arc<dyn Fn(Option<Heard>) + Send + Sync>;

/// What is done about clicks in pages.
#[derive(Clone)]
pub struct Clicking {
    /// Who is told where one leads.
    pub follow: Arc<dyn Fn(Clicked) + Send + Sync>,
    /// What the page says where it leads nowhere.
    pub nowhere: String,
}

impl Shown {
    /// Shows a site with these texts, of which the first is that of the article that is asked for.
    ///
    /// # Errors
    /// [`NotShown`].
    pub fn start(
        site: &Arc<Site>,
        (texts, extent): (&[Typed], Extent),
        folders: &Folders,
        kopij: &Program,
        (listens, clicking): (&Listens, Clicking),
    ) -> Result<Self, NotShown> {
        let Some(first) = texts.first() else {
            return Err(NotShown::NoPage);
        };
        gate::look(site, &first.path, &first.text).map_err(NotShown::Held)?;
        let hugo = Hugo::find()?;
        let mounts = hugo.mounts(&site.root)?;
        if extent.is_allowed
            && let Err(err) = trust::allow(folders, site)
        {
            log::warn!("what a theme may is asked again: {err}");
        }
        let extent = Extent {
            is_allowed: extent.is_allowed || trust::is_allowed(folders, site),
            ..extent
        };
        let stage = Stage::make(folders, site, &mounts, (first, extent))?;
        keeper::end_left(stage.folder());
        for text in texts.iter().skip(1) {
            if stage.has(&text.path) && gate::look(site, &text.path, &text.text).is_ok() {
                stage.put(&text.path, text.text.as_bytes())?;
            }
        }
        let pages = Pages::default();
        let door = Door::open(pages.clicks(clicking)).map_err(|err| NotShown::Failed {
            why: Said::of_system(&err),
        })?;
        let server = Server::start(&hugo, kopij, &stage, door.port(), listens)?;
        door.lead_to(server.port());
        pages.typed(site, first);
        Ok(Self {
            hugo,
            site: Arc::clone(site),
            stage,
            pages,
            server,
            door,
            kopij: kopij.clone(),
            put: [Some(first.clone()), None],
        })
    }

    pub fn root(&self) -> &Path {
        &self.site.root
    }

    /// The site was read again.
    pub fn know(&mut self, site: &Arc<Site>) {
        self.site = Arc::clone(site);
    }

    /// Puts a text on the stage; Hugo takes it from there.
    ///
    /// # Errors
    /// [`NotShown::Held`]: the text before stays; the others if it cannot be written.
    pub fn put(&mut self, typed: &Typed) -> Result<(), NotShown> {
        gate::look(&self.site, &typed.path, &typed.text).map_err(NotShown::Held)?;
        if !self.stage.has(&typed.path) {
            self.stage.take_along(&self.site, &typed.path);
        }
        self.stage.put(&typed.path, typed.text.as_bytes())?;
        self.pages.typed(&self.site, typed);
        let is_newest = |put: &[Option<Typed>; 2]| put[0].as_ref() == Some(typed);
        if !is_newest(&self.put) {
            self.put.rotate_right(1);
        }
        if !is_newest(&self.put) {
            self.put[0] = Some(typed.clone());
        }
        Ok(())
    }

    /// Files of the site are others on the disk.
    pub fn refresh(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.stage.refresh(&self.site, path);
        }
    }

    /// The address of the page of an article.
    ///
    /// # Errors
    /// [`NotShown`]; there may be none.
    pub fn address(&self, typed: &Typed) -> Result<String, NotShown> {
        let staged = self.stage.place(&typed.path).ok_or(NotShown::NoPage)?;
        let list = self.hugo.list(&self.stage)?;
        let own = || {
            let head = crate::model::front_matter::read(&typed.text);
            let page = self.site.page_of(&typed.path, &head, &typed.text).ok()?;
            let is_made = page.no_page.is_none() && !page.address.is_empty();
            is_made.then_some(page.address)
        };
        let found = listed::address_of(&list, &staged.to_string_lossy());
        let found = found.or_else(own).ok_or(NotShown::NoPage)?;
        let page = path_of(&found);
        self.pages.is_at(&typed.path, page);
        Ok(self.door.address(page))
    }

    /// Marks the block that the caret is in, at this byte of the text that was staged last.
    pub fn mark(&self, at_byte: usize) {
        let [newest, _] = &self.put;
        let caret = newest
            .as_ref()
            .and_then(|typed| self.pages.caret(typed, at_byte));
        if let Some(caret) = caret {
            self.door.mark(caret);
        }
    }

    /// Starts the server again, with the text that was there before the last one.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn restart(&mut self, listens: &Listens) -> Result<(), NotShown> {
        if let [_, Some(before)] = &self.put {
            self.stage.put(&before.path, before.text.as_bytes())?;
        }
        self.server.stop();
        let door = self.door.port();
        self.server = Server::start(&self.hugo, &self.kopij, &self.stage, door, listens)?;
        self.door.lead_to(self.server.port());
        Ok(())
    }
}

/// What follows the host of an address, without its first `/`.
fn path_of(address: &str) -> &str {
    let after = address.split_once("://").map_or(address, |(_, after)| {
        after.split_once('/').map_or("", |(_, path)| path)
    });
    after.trim_start_matches('/')
}

/// What other runs left of theirs: servers, and stages that nobody looked at for long.
pub fn sweep(folders: &Folders) {
    keeper::end_left(&stage::all(folders));
    stage::remove_old(folders);
}
