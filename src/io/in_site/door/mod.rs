//! The door that the browser comes through to Hugo's server: it lets nobody else in, and adds one script to pages.
//!
//! Whoever knows the first address is let in and has a cookie from then on; all others, and those who ask for another
//! host, are turned away, other pages in the same browser too. What comes through is handed on as it is, live reload
//! too; only a page gets the script behind it, by which a click leads back to the text.

use std::{
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::io::http::{Request, Response};

/// Connections at one time.
const MOST: usize = 64;
/// How long a request may take to come.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a page that waits for the caret is told that somebody is there.
const ALIVE: Duration = Duration::from_secs(15);
/// A longer page gets no script.
const MOST_PAGE: usize = 20_000_000;
/// What a click may say.
const MOST_CLICK: usize = 200_000;
/// What stands before the addresses of ours.
const OURS: &str = "/.kopij/";
const SCRIPT: &str = include_str!("../../../../assets/in-site/page.js");

/// Takes what a page tells of a click, as JSON. What the page says to that, if anything.
pub type Clicks = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Open until it is dropped.
pub struct Door {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    port: u16,
    /// The port of Hugo's server; 0: there is none.
    behind: AtomicU16,
    token: String,
    clicks: Clicks,
    /// Where the caret is, as JSON, and how often that was told.
    caret: Mutex<(u64, String)>,
    moved: Condvar,
    connections: AtomicUsize,
    is_closed: AtomicBool,
}

impl Door {
    /// # Errors
    /// If the system refuses a port, a thread or a random number.
    pub fn open(clicks: Clicks) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let mut random = [0; 24];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let token = blake3::hash(&random).to_hex().to_string();
        let shared = Arc::new(Shared {
            port: listener.local_addr()?.port(),
            behind: AtomicU16::new(0),
            token,
            clicks,
            caret: Mutex::new((0, String::new())),
            moved: Condvar::new(),
            connections: AtomicUsize::new(0),
            is_closed: AtomicBool::new(false),
        });
        let keeper = Arc::clone(&shared);
        let thread = thread::Builder::new().name("door".to_owned());
        let thread = thread.spawn(move || keep(&listener, &keeper))?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    pub fn port(&self) -> u16 {
        self.shared.port
    }

    /// What comes in is handed on to this port.
    pub fn lead_to(&self, port: u16) {
        self.shared.behind.store(port, Ordering::Relaxed);
    }

    /// The address of a page for who is to be let in; `path` is without its first `/`.
    pub fn address(&self, path: &str) -> String {
        let (port, token) = (self.shared.port, &self.shared.token);
        format!("http://127.0.0.1:{port}/{path}?{TOKEN}={token}")
    }

    /// Tells the pages where the caret is.
    pub fn mark(&self, caret: String) {
        let mut told = self.shared.caret();
        if told.1 != caret {
            *told = (told.0 + 1, caret);
            self.shared.moved.notify_all();
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.shared.is_closed.store(true, Ordering::Relaxed);
        self.shared.moved.notify_all();
        // Whoever waits at the door wakes by this.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.shared.port)));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the door before a site was broken");
        }
    }
}

/// The name of the token in the first address, and of the cookie with the port behind it.
const TOKEN: &str = "kopij";

impl Shared {
    fn caret(&self) -> MutexGuard<'_, (u64, String)> {
        self.caret.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Relaxed)
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn cookie(&self) -> String {
        format!("{TOKEN}-{}={}", self.port, self.token)
    }
}

fn keep(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_closed() {
            return;
        }
        let Ok(stream) = stream else { continue };
        if shared.connections.load(Ordering::Relaxed) >= MOST {
            continue;
        }
        shared.connections.fetch_add(1, Ordering::Relaxed);
        let own = Arc::clone(shared);
        let served = thread::Builder::new()
            .name("door".to_owned())
            .spawn(move || {
                if let Err(err) = serve(stream, &own) {
                    log::debug!("a connection to a site ended: {err}");
                }
                own.connections.fetch_sub(1, Ordering::Relaxed);
            });
        if let Err(err) = served {
            shared.connections.fetch_sub(1, Ordering::Relaxed);
            log::error!("no thread could be started: {err}");
        }
    }
}

fn serve(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&mut stream)? else {
        return refuse(&mut stream, 400);
    };
    if request.header("host") != Some(&shared.host()) {
        return refuse(&mut stream, 403);
    }
    if let Some(path) = request.path_with(TOKEN, &shared.token) {
        let cookie = shared.cookie();
        let head = format!(
            "HTTP/1.1 302 Found\r\nLocation: {path}\r\nSet-Cookie: {cookie}; Path=/; HttpOnly; SameSite=Strict\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        return stream.write_all(head.as_bytes());
    }
    if !request.has_cookie(&shared.cookie()) {
        return refuse(&mut stream, 403);
    }
    match request.path().strip_prefix(OURS) {
        Some(name) => ours(stream, shared, &request, name),
        None => hand_on(stream, shared, &request),
    }
}

fn refuse(stream: &mut TcpStream, code: u16) -> io::Result<()> {
    answer(stream, code, "text/plain", "")
}

fn answer(stream: &mut TcpStream, code: u16, kind: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {code} -\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())
}

fn ours(mut stream: TcpStream, shared: &Shared, request: &Request, name: &str) -> io::Result<()> {
    match (request.method(), name) {
        ("GET", "page.js") => answer(&mut stream, 200, "text/javascript", SCRIPT),
        ("GET", "caret") => tell_caret(stream, shared),
        ("POST", "click") => {
            // A page of another port has the cookie too.
            let own = format!("http://{}", shared.host());
            if request.header("origin") != Some(&own) {
                return refuse(&mut stream, 403);
            }
            let Some(body) = request.body(&mut stream, MOST_CLICK)? else {
                return refuse(&mut stream, 400);
            };
            let said = (shared.clicks)(&String::from_utf8_lossy(&body));
            answer(&mut stream, 200, "text/plain", &said.unwrap_or_default())
        }
        _ => refuse(&mut stream, 404),
    }
}

/// Until the page goes.
fn tell_caret(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
    )?;
    let mut seen = 0;
    while !shared.is_closed() {
        let told = shared.caret();
        let is_old = |told: &mut (u64, String)| told.0 == seen && !shared.is_closed();
        let waited = shared.moved.wait_timeout_while(told, ALIVE, is_old);
        let (told, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let (number, caret) = (told.0, told.1.clone());
        drop(told);
        if number == seen {
            stream.write_all(b":\n\n")?;
        } else {
            seen = number;
            // JSON of one line.
            stream.write_all(format!("data: {caret}\n\n").as_bytes())?;
        }
    }
    Ok(())
}

/// To Hugo's server and back.
fn hand_on(mut stream: TcpStream, shared: &Shared, request: &Request) -> io::Result<()> {
    let port = shared.behind.load(Ordering::Relaxed);
    let Ok(mut behind) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return refuse(&mut stream, 502);
    };
    behind.write_all(&request.handed_on(&shared.cookie()))?;
    if request.is_upgrade() {
        stream.set_read_timeout(None)?;
        return join(stream, behind);
    }
    if let Some(body) = request.body(&mut stream, MOST_CLICK)? {
        behind.write_all(&body)?;
    }
    let Some(response) = Response::read(&mut behind)? else {
        return refuse(&mut stream, 502);
    };
    if request.method() != "GET" || !response.is_page() {
        stream.write_all(&response.head())?;
        stream.write_all(response.begun())?;
        io::copy(&mut behind, &mut stream)?;
        return Ok(());
    }
    let mut page = response.begun().to_vec();
    let most = MOST_PAGE.saturating_sub(page.len()) as u64;
    (&mut behind).take(most).read_to_end(&mut page)?;
    let page = with_script(page);
    stream.write_all(&response.head_for(page.len()))?;
    stream.write_all(&page)?;
    // What is longer than a page is.
    io::copy(&mut behind, &mut stream)?;
    Ok(())
}

/// Both ways, until one ends.
fn join(stream: TcpStream, behind: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = (stream.try_clone()?, behind.try_clone()?);
    let there = thread::Builder::new().name("door".to_owned());
    let there = there.spawn(move || {
        // Either side may go at any time.
        io::copy(&mut from, &mut to).ok();
        to.shutdown(Shutdown::Both).ok();
    })?;
    let (mut from, mut to) = (behind, stream);
    io::copy(&mut from, &mut to).ok();
    to.shutdown(Shutdown::Both).ok();
    there.join().ok();
    Ok(())
}

/// A page with our script at the end of its body.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    let script = b"<script src=\"/.kopij/page.js\" defer></script>";
    let lower = page.to_ascii_lowercase();
    let at = memchr::memmem::rfind(&lower, b"</body").unwrap_or(page.len());
    page.splice(at..at, script.iter().copied());
    page
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// A server that answers each request with itself, in a page.
    fn behind() -> u16 {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut bytes = [0; 10_000];
                let length = stream.read(&mut bytes).unwrap();
                let asked = String::from_utf8_lossy(&bytes[..length]).into_owned();
                if asked.to_lowercase().contains("upgrade: websocket") {
                    stream
                        .write_all(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
                        .unwrap();
                    let mut word = [0; 4];
                    stream.read_exact(&mut word).unwrap();
                    stream.write_all(&word).unwrap();
                    continue;
                }
                let kind = if asked.contains("style.css") {
                    "text/css"
                } else {
                    "text/html; charset=utf-8"
                };
                let page = format!("<html><body>{asked}</body></html>");
                let head = format!(
                    "HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
                    page.len()
                );
                stream.write_all(head.as_bytes()).unwrap();
                stream.write_all(page.as_bytes()).unwrap();
            }
        });
        port
    }

    fn door() -> (Door, mpsc::Receiver<String>) {
        let (sender, clicked) = mpsc::channel();
        let clicks = move |told: &str| {
            sender.send(told.to_owned()).unwrap();
            Some("not found".to_owned())
        };
        let door = Door::open(Arc::new(clicks)).unwrap();
        door.lead_to(behind());
        (door, clicked)
    }

    /// What is answered to a request with these headers.
    fn ask(door: &Door, start: &str, headers: &[String], body: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, door.port())).unwrap();
        let headers = headers.join("\r\n");
        let asked = format!("{start} HTTP/1.1\r\n{headers}\r\n\r\n{body}");
        stream.write_all(asked.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok();
        answer
    }

    fn host(door: &Door) -> String {
        format!("Host: 127.0.0.1:{}", door.port())
    }

    /// As a browser: follows the first address, and has the cookie from then on.
    fn cookie(door: &Door) -> String {
        let address = door.address("posts/a/");
        let path = address.split_once(&door.port().to_string()).unwrap().1;
        let answer = ask(door, &format!("GET {path}"), &[host(door)], "");
        assert!(answer.starts_with("HTTP/1.1 302 "), "{answer}");
        assert!(answer.contains("Location: /posts/a/\r\n"), "{answer}");
        let cookie = answer.split_once("Set-Cookie: ").unwrap().1;
        format!("Cookie: other=1; {}", cookie.split_once(';').unwrap().0)
    }

    #[test]
    fn who_has_the_address_is_let_in_and_nobody_else() {
        let (door, _) = door();
        let cookie = cookie(&door);

        let page = ask(
            &door,
            "GET /posts/a/?x=1",
            &[host(&door), cookie.clone()],
            "",
        );
        assert!(page.contains("GET /posts/a/?x=1"), "{page}");
        let end = "<script src=\"/.kopij/page.js\" defer></script></body></html>";
        assert!(page.ends_with(end), "{page}");
        assert!(
            page.contains("other=1") && !page.contains("kopij-"),
            "{page}"
        );
        let style = ask(&door, "GET /style.css", &[host(&door), cookie.clone()], "");
        assert!(!style.contains("page.js"), "{style}");
        let script = ask(
            &door,
            "GET /.kopij/page.js",
            &[host(&door), cookie.clone()],
            "",
        );
        assert!(script.contains("addEventListener"), "{script}");

        let forged = format!("Cookie: kopij-{}=1234", door.port());
        let other = "Host: kopij.example.org".to_owned();
        for headers in [
            vec![host(&door)],
            vec![host(&door), forged],
            vec![other, cookie],
        ] {
            let answer = ask(&door, "GET /posts/a/", &headers, "");
            assert!(answer.starts_with("HTTP/1.1 403 "), "{headers:?}: {answer}");
        }
        let wrong = ask(&door, "GET /posts/a/?kopij=12", &[host(&door)], "");
        assert!(wrong.starts_with("HTTP/1.1 403 "), "{wrong}");
    }

    #[test]
    fn a_click_is_told_and_only_of_our_own_pages() {
        let (door, clicked) = door();
        let cookie = cookie(&door);
        let own = format!("Origin: http://127.0.0.1:{}", door.port());
        let length = "Content-Length: 7".to_owned();
        let click = "POST /.kopij/click";

        let other = "Origin: http://127.0.0.1:1".to_owned();
        let refused = [host(&door), cookie.clone(), other, length.clone()];
        let refused = ask(&door, click, &refused, "{\"a\":1}");
        assert!(refused.starts_with("HTTP/1.1 403 "), "{refused}");
        assert!(clicked.try_recv().is_err());
        let told = ask(
            &door,
            click,
            &[host(&door), cookie, own, length],
            "{\"a\":1}",
        );
        assert!(told.ends_with("not found"), "{told}");
        assert_eq!(clicked.recv().unwrap(), "{\"a\":1}");
    }

    #[test]
    fn live_reload_goes_through_both_ways() {
        let (door, _) = door();
        let cookie = cookie(&door);
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, door.port())).unwrap();
        let asked = format!(
            "GET /livereload HTTP/1.1\r\n{}\r\n{cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
            host(&door)
        );
        stream.write_all(asked.as_bytes()).unwrap();
        let mut head = [0; 36];
        stream.read_exact(&mut head).unwrap();
        stream.write_all(b"ping").unwrap();
        let mut word = [0; 4];
        stream.read_exact(&mut word).unwrap();

        assert_eq!(&word, b"ping");
    }

    #[test]
    fn pages_are_told_where_the_caret_is_and_a_closed_door_lets_nobody_in() {
        let (door, _) = door();
        let cookie = cookie(&door);
        door.mark("{\"words\":\"a\"}".to_owned());
        let port = door.port();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        let asked = format!(
            "GET /.kopij/caret HTTP/1.1\r\n{}\r\n{cookie}\r\n\r\n",
            host(&door)
        );
        stream.write_all(asked.as_bytes()).unwrap();
        let mut told = String::new();
        let mut byte = [0];
        while !told.contains("data: {\"words\":\"a\"}\n\n") {
            stream.read_exact(&mut byte).unwrap();
            told.push(char::from(byte[0]));
        }

        drop(door);

        stream.read_to_string(&mut told).unwrap();
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
    }
}
