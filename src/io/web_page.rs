//! An article as HTML with its pictures in it: into the clipboard, into a file, or to a browser that prints it.
//!
//! Limits: pictures of the web stay where they are; of one page at most [`MOST_PICTURES`] bytes of pictures are taken
//! along, in the order of the page.

use std::{
    io::{self, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};

use super::{
    dialogs::{self, Answer},
    http::{self, Request},
    pictures, store,
};
use crate::model::{
    front_matter,
    markdown::{blocks::Dialect, render::RawHtml},
    picture::PictureSource,
    said::{Said, Says, said, says},
    web_page::{self, ForPeople},
};

/// What of pictures is taken along, in bytes.
pub const MOST_PICTURES: usize = 100_000_000;
/// So long a browser is waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// An article as it stands in the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub text: Arc<str>,
    /// Too long, or with too much markup, to be read as markdown.
    pub is_plain: bool,
    pub path: PathBuf,
    /// Of the site: nothing outside is read.
    pub root: Option<PathBuf>,
    pub dialect: Dialect,
    pub raw: RawHtml,
    pub people: ForPeople,
}

/// Where it is put.
#[derive(Clone, Debug, PartialEq)]
pub enum To {
    /// These bytes of the text, or all of its body.
    Clipboard(Option<Range<usize>>),
    /// A file that is asked for; `name` is offered.
    File {
        name: String,
        /// What it is asked for, and what such files are called, in words.
        title: &'static str,
        kind: &'static str,
    },
    /// A browser, which prints.
    Printer,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Made {
    Copied,
    Saved {
        path: PathBuf,
        /// Pictures that it does not hold.
        left: usize,
    },
    Cancelled,
    /// To be opened in a browser, once.
    Served(String),
}

/// Why it was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    Clipboard(#[from] arboard::Error),
    Write(PathBuf, #[source] io::Error),
    Serve(#[source] io::Error),
    NoDialog,
    Fault,
}

says!(NotMade);
impl Says for NotMade {
    fn said(&self) -> Said {
        match self {
            Self::Clipboard(err) => said!("web-page-no-clipboard", why = err.to_string()),
            Self::Write(path, err) => {
                said!(
                    "web-page-not-saved",
                    path = path.as_path(),
                    why = err.to_string()
                )
            }
            Self::Serve(err) => said!("web-page-not-served", why = err.to_string()),
            Self::NoDialog => said!("web-page-no-dialog"),
            Self::Fault => said!("web-page-fault"),
        }
    }
}

/// Makes the page and puts it there.
///
/// # Errors
/// [`NotMade`].
pub fn make(article: &Article, to: &To) -> Result<Made, NotMade> {
    match to {
        To::Clipboard(part) => {
            let (html, _) = article.body_of(part.clone());
            let plain = article.part(part.clone());
            arboard::Clipboard::new()?
                .set()
                .html(html, Some(plain.to_owned()))?;
            Ok(Made::Copied)
        }
        To::File { name, title, kind } => match dialogs::choose_page_file(name, title, kind) {
            Answer::Chosen(path) => {
                let (page, left) = article.page();
                store::replace(&path, page.as_bytes())
                    .map_err(|err| NotMade::Write(path.clone(), err))?;
                Ok(Made::Saved { path, left })
            }
            Answer::Cancelled => Ok(Made::Cancelled),
            Answer::NoDialog => {
                let home = etcetera::home_dir().map_err(|_no_home| NotMade::NoDialog)?;
                let (page, left) = article.page();
                let path = put_anew(&home, name, page.as_bytes())?;
                Ok(Made::Saved { path, left })
            }
        },
        To::Printer => serve(article.page().0)
            .map(Made::Served)
            .map_err(NotMade::Serve),
    }
}

/// Writes a file that was not there: another is called otherwise.
fn put_anew(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, NotMade> {
    const MOST: usize = 1_000;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "html"));
    let mut number = 1;
    loop {
        let path = match number {
            1 => folder.join(name),
            more => folder.join(format!("{stem}-{more}.{ending}")),
        };
        match store::create(&path, bytes) {
            Ok(()) => return Ok(path),
            Err(err) if err.kind() == io::ErrorKind::AlreadyExists && number < MOST => number += 1,
            Err(err) => return Err(NotMade::Write(path, err)),
        }
    }
}

impl Article {
    /// With all that it needs beside it, and how many pictures it does not hold.
    fn page(&self) -> (String, usize) {
        let head = front_matter::read(&self.text);
        let page = web_page::whole(
            &head,
            &self.body(&self.text, head.head.end),
            Some(&self.people),
        );
        self.held(&page)
    }

    fn part(&self, part: Option<Range<usize>>) -> &str {
        let part = part.unwrap_or_else(|| front_matter::body_start(&self.text)..self.text.len());
        self.text.get(part).unwrap_or_default().trim()
    }

    fn body_of(&self, part: Option<Range<usize>>) -> (String, usize) {
        self.held(&self.body(self.part(part), 0))
    }

    fn body(&self, text: &str, start: usize) -> String {
        if self.is_plain {
            web_page::body_as_text(text, start)
        } else {
            web_page::body(text, start, self.dialect, self.raw)
        }
    }

    /// With its own pictures in it.
    fn held(&self, html: &str) -> (String, usize) {
        let (mut left, mut room) = (0, MOST_PICTURES);
        let html = web_page::with_pictures(html, |address| {
            let held = self.picture(address).filter(|bytes| bytes.len() <= room);
            let Some(bytes) = held else {
                left += 1;
                return None;
            };
            room -= bytes.len();
            let kind = media_type(address);
            Some(format!(
                "data:{kind};base64,{}",
                BASE64_STANDARD.encode(bytes)
            ))
        });
        (html, left)
    }

    fn picture(&self, address: &str) -> Option<Vec<u8>> {
        pictures::file_bytes(&PictureSource {
            address: address.to_owned(),
            folder: self.path.parent()?.to_owned(),
            root: self.root.clone(),
        })
    }
}

/// By the ending of an address.
fn media_type(address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("svg") => "image/svg+xml",
        Some("bmp") => "image/bmp",
        _ => "image/jpeg",
    }
}

/// Waits at an address that nobody can guess for one browser, and gives it the page, which prints itself. The address.
fn serve(page: String) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let mut random = [0; 24];
    getrandom::fill(&mut random).map_err(io::Error::other)?;
    let token = blake3::hash(&random).to_hex().to_string();
    let host = format!("127.0.0.1:{}", listener.local_addr()?.port());
    let address = format!("http://{host}/{token}");
    let thread = thread::Builder::new().name("print".to_owned());
    drop(thread.spawn(move || {
        let path = format!("/{token}");
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match listener.accept() {
                Ok((stream, _)) => match answer(stream, &host, &path, &page) {
                    Ok(true) => return,
                    Ok(false) => {}
                    Err(err) => log::info!("a page to be printed was not fetched: {err}"),
                },
                Err(_nobody) => thread::sleep(Duration::from_millis(20)),
            }
        }
    })?);
    Ok(address)
}

/// Whether it was the page that was asked for.
fn answer(mut stream: TcpStream, host: &str, path: &str, page: &str) -> io::Result<bool> {
    // What the page itself brings runs no script: the one that prints is ours.
    const SCRIPT: &str = "addEventListener(\"load\",()=>print())";
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(30)))?;
    let request = Request::read(&mut stream)?;
    let is_it = request.is_some_and(|request| {
        request.method() == "GET" && request.path() == path && request.header("host") == Some(host)
    });
    if !is_it {
        stream.write_all(http::NOT_FOUND)?;
        return Ok(false);
    }
    let nonce = path.trim_start_matches('/');
    let script = format!("<script nonce=\"{nonce}\">{SCRIPT}</script>\n");
    let head = http::page_head(page.len() + script.len(), nonce);
    stream.write_all(head.as_bytes())?;
    stream.write_all(page.as_bytes())?;
    stream.write_all(script.as_bytes())?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Read as _};

    use super::*;

    fn article(folder: &Path, text: &str) -> Article {
        Article {
            text: text.into(),
            is_plain: false,
            path: folder.join("site/content/a.md"),
            root: Some(folder.join("site")),
            dialect: Dialect::HUGO,
            raw: RawHtml::Omitted,
            people: ForPeople {
                date: String::new(),
                language: String::new(),
            },
        }
    }

    #[test]
    fn a_page_holds_the_pictures_of_the_site_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/content")).unwrap();
        fs::write(folder.path().join("site/content/b c.png"), "abc").unwrap();
        fs::write(folder.path().join("outside.png"), "secret").unwrap();
        let text = "---\ntitle: T\n---\n![x](b%20c.png) ![y](../../outside.png) ![z](gone.jpg) ![w](https://e.org/a.png)\n";

        let (page, left) = article(folder.path(), text).page();

        assert!(
            page.contains("src=\"data:image/png;base64,YWJj\" alt=\"x\""),
            "{page}"
        );
        assert!(page.contains("src=\"https://e.org/a.png\""), "{page}");
        assert!(!page.contains(&BASE64_STANDARD.encode("secret")), "{page}");
        assert_eq!(left, 3);
    }

    #[test]
    fn a_selection_is_read_as_markdown_by_itself() {
        let text = "---\ntitle: T\n---\nOne *two*.\n\nThree.\n";
        let at = text.find('*').unwrap();
        let article = article(Path::new("/nowhere"), text);

        assert_eq!(article.body_of(Some(at..at + 5)).0, "<p><em>two</em></p>\n");
        assert_eq!(
            article.body_of(None).0,
            "<p>One <em>two</em>.</p>\n<p>Three.</p>\n"
        );
        assert_eq!(article.part(None), "One *two*.\n\nThree.");
    }

    #[test]
    fn no_file_is_written_over_where_nobody_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<_> = (0..3)
            .map(|at| put_anew(folder.path(), "a.b.html", &[at]).unwrap())
            .collect();

        let expected =
            ["a.b.html", "a.b-2.html", "a.b-3.html"].map(|name| folder.path().join(name));
        assert_eq!(names, expected);
        assert_eq!(fs::read(&expected[0]).unwrap(), [0]);
    }

    #[test]
    fn only_who_knows_the_address_gets_the_page_and_once() {
        let address = serve("<p>secret</p>".to_owned()).unwrap();
        let (host, token) = address
            .strip_prefix("http://")
            .unwrap()
            .split_once('/')
            .unwrap();
        let ask = |path: &str, host_said: &str| {
            let mut stream = TcpStream::connect(host)?;
            write!(stream, "GET {path} HTTP/1.1\r\nHost: {host_said}\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok::<_, io::Error>(answer)
        };

        assert!(ask("/", host).unwrap().starts_with("HTTP/1.1 404 "));
        assert!(
            ask(&format!("/{token}"), "evil.org")
                .unwrap()
                .starts_with("HTTP/1.1 404 ")
        );
        let answer = ask(&format!("/{token}"), host).unwrap();
        assert!(answer.contains("<p>secret</p>"), "{answer}");
        assert!(answer.contains("script-src 'nonce-"), "{answer}");
        thread::sleep(Duration::from_millis(50));
        assert!(ask(&format!("/{token}"), host).is_err());
    }
}
