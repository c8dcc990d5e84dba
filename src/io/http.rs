//! The little of HTTP that is needed for pages that Kopij gives a browser: heads of requests and answers. One request a
//! connection.

use std::{
    io::{self, Read as _},
    net::TcpStream,
};

/// A longer head is refused.
const MOST_HEAD: usize = 64 * 1024;
const MOST_HEADERS: usize = 100;

/// The whole answer to who asks for what is not there.
pub const NOT_FOUND: &[u8] =
    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// What stands before a page of our own, of so many bytes: of its scripts only those with this nonce run, and it fetches
/// nothing but pictures.
pub fn page_head(length: usize, nonce: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nContent-Security-Policy: default-src 'none'; \
         img-src data: https:; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'\r\n\r\n"
    )
}

/// A head that was read, and what of the body came with it.
struct Head {
    /// The first line.
    start: String,
    /// Their names in small letters.
    headers: Vec<(String, String)>,
    begun: Vec<u8>,
}

pub struct Request {
    head: Head,
    method: String,
    target: String,
}

pub struct Response {
    head: Head,
}

impl Head {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(it, _)| it == name)
            .map(|(_, value)| &**value)
    }

    /// Without what is about one connection, and those of `less`; connections end with the answer.
    fn written(&self, start: &str, less: &[&str], more: &[(&str, String)]) -> Vec<u8> {
        let mut written = format!("{start}\r\n");
        let own = self.headers.iter();
        let own = own.filter(|(name, _)| !less.contains(&&**name));
        let own = own.map(|(name, value)| (name.as_str(), value.clone()));
        for (name, value) in own.chain(more.iter().cloned()) {
            for part in [name, ": ", &value, "\r\n"] {
                written.push_str(part);
            }
        }
        written.push_str("\r\n");
        written.into_bytes()
    }
}

/// Reads up to the empty line. `None`: it does not come, or is no head.
fn read_head(
    stream: &mut TcpStream,
    parse: impl Fn(&[u8]) -> Option<Option<(usize, String, Headers)>>,
) -> io::Result<Option<Head>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8 * 1024];
    loop {
        let length = stream.read(&mut chunk)?;
        bytes.extend(chunk.get(..length).unwrap_or_default());
        match parse(&bytes) {
            None => return Ok(None),
            Some(Some((end, start, headers))) => {
                let begun = bytes.split_off(end.min(bytes.len()));
                return Ok(Some(Head {
                    start,
                    headers,
                    begun,
                }));
            }
            Some(None) if length == 0 || bytes.len() > MOST_HEAD => return Ok(None),
            Some(None) => {}
        }
    }
}

type Headers = Vec<(String, String)>;

/// `None`: one of them is no text.
fn told(headers: &[httparse::Header<'_>]) -> Option<Headers> {
    let headers = headers.iter().map(|it| {
        let value = str::from_utf8(it.value).ok()?;
        Some((it.name.to_lowercase(), value.to_owned()))
    });
    headers.collect()
}

impl Request {
    /// `None`: it makes no sense.
    pub fn read(stream: &mut TcpStream) -> io::Result<Option<Self>> {
        let head = read_head(stream, |bytes| {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut request = httparse::Request::new(&mut headers);
            match request.parse(bytes).ok()? {
                httparse::Status::Partial => Some(None),
                httparse::Status::Complete(end) => {
                    let start = format!("{} {} HTTP/1.1", request.method?, request.path?);
                    Some(Some((end, start, told(request.headers)?)))
                }
            }
        })?;
        Ok(head.and_then(|head| {
            let mut words = head.start.split(' ').map(str::to_owned);
            let (method, target) = (words.next()?, words.next()?);
            // Only of this host.
            let is_path = target.starts_with('/') && !target.starts_with("//");
            is_path.then_some(Self {
                head,
                method,
                target,
            })
        }))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.header(name)
    }

    pub fn method(&self) -> &str {
        &self.method
    }

    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Its path, if its query is this name with this value and no more.
    pub fn path_with(&self, name: &str, value: &str) -> Option<&str> {
        let (path, query) = self.target.split_once('?')?;
        let (found, given) = query.split_once('=')?;
        (self.method == "GET" && found == name && is_same(given, value)).then_some(path)
    }

    pub fn has_cookie(&self, cookie: &str) -> bool {
        let all = self.header("cookie").unwrap_or_default();
        all.split(';').any(|it| is_same(it.trim(), cookie))
    }

    pub fn is_upgrade(&self) -> bool {
        let upgrade = self.header("upgrade").unwrap_or_default();
        upgrade.eq_ignore_ascii_case("websocket")
    }

    /// The rest of it. `None`: there is none, or it is too long.
    pub fn body(&self, stream: &mut TcpStream, most: usize) -> io::Result<Option<Vec<u8>>> {
        let length = self.header("content-length").and_then(|it| it.parse().ok());
        let Some(length) = length.filter(|length: &usize| *length <= most) else {
            return Ok(None);
        };
        let mut body = self.head.begun.clone();
        body.truncate(length);
        let left = length - body.len();
        stream.take(left as u64).read_to_end(&mut body)?;
        Ok((body.len() == length).then_some(body))
    }

    /// As Hugo gets it: without our cookie.
    pub fn handed_on(&self, cookie: &str) -> Vec<u8> {
        let others = self.header("cookie").unwrap_or_default().split(';');
        let others = others
            .map(str::trim)
            .filter(|it| *it != cookie && !it.is_empty());
        let others = others.collect::<Vec<_>>().join("; ");
        let mut more = Vec::new();
        if !others.is_empty() {
            more.push(("cookie", others));
        }
        if self.is_upgrade() {
            return self.head.written(&self.head.start, &["cookie"], &more);
        }
        more.push(("connection", "close".to_owned()));
        let less = [
            "cookie",
            "connection",
            "keep-alive",
            "accept-encoding",
            "if-modified-since",
            "if-none-match",
        ];
        // To that an answer comes in one piece.
        let start = format!("{} {} HTTP/1.0", self.method, self.target);
        self.head.written(&start, &less, &more)
    }
}

impl Response {
    /// `None`: it makes no sense.
    pub fn read(stream: &mut TcpStream) -> io::Result<Option<Self>> {
        let head = read_head(stream, |bytes| {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut response = httparse::Response::new(&mut headers);
            match response.parse(bytes).ok()? {
                httparse::Status::Partial => Some(None),
                httparse::Status::Complete(end) => {
                    let start = format!("HTTP/1.1 {} -", response.code?);
                    Some(Some((end, start, told(response.headers)?)))
                }
            }
        })?;
        Ok(head.map(|head| Self { head }))
    }

    /// A page that is no piece of one.
    pub fn is_page(&self) -> bool {
        let kind = self.head.header("content-type").unwrap_or_default();
        let is_plain = self.head.header("content-encoding").is_none();
        let is_whole = self.head.header("transfer-encoding").is_none();
        kind.starts_with("text/html") && is_plain && is_whole
    }

    /// What of its body came with the head.
    pub fn begun(&self) -> &[u8] {
        &self.head.begun
    }

    pub fn head(&self) -> Vec<u8> {
        let more = [("connection", "close".to_owned())];
        self.head
            .written(&self.head.start, &["connection", "keep-alive"], &more)
    }

    /// Its head with a body of another length.
    pub fn head_for(&self, length: usize) -> Vec<u8> {
        let less = [
            "connection",
            "keep-alive",
            "content-length",
            "etag",
            "last-modified",
            "accept-ranges",
        ];
        let more = [
            ("connection", "close".to_owned()),
            ("content-length", length.to_string()),
        ];
        self.head.written(&self.head.start, &less, &more)
    }
}

/// Takes as long whatever of them is the same.
fn is_same(given: &str, own: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(own.as_bytes())
}
