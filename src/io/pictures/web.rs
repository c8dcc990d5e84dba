//! Pictures from the web: over https, from public addresses, kept in the cache.
//!
//! Limits: 10 MiB, 10 s and three redirects for each. One is kept for 30 days, all of them within 200
//! MB.

use std::{
    fs,
    io::Read as _,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use ureq::{
    Agent, Body,
    config::Config,
    http::{HeaderMap, Response, header::AUTHORIZATION},
    unversioned::transport::DefaultConnector,
};

use super::{
    PictureError,
    reachable::{Reachable, is_public},
};
use crate::{
    io::{
        encoding,
        folders::{self, Folders},
        own, store,
    },
    model::{
        said::{Said, said},
        secret::Secret,
    },
};

/// What Kopij calls itself to a server.
const USER_AGENT: &str = concat!(
    "Kopij/",
    env!("CARGO_PKG_VERSION"),
    " (desktop editor for static sites)"
);
const MAX_WEB_BYTES: u64 = 10 * 1024 * 1024;
const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_REDIRECTS: u32 = 3;
/// A picture that was fetched longer ago is fetched again, if it can be.
const FRESH: Duration = Duration::from_hours(30 * 24);
pub(super) const MAX_CACHE_BYTES: u64 = 200_000_000;

/// The bytes at an https address, from the cache if they were fetched lately.
pub(super) fn fetch(url: &str, folders: &Folders) -> Result<Vec<u8>, PictureError> {
    let cached = cache_file(url, folders);
    if is_fresh(&cached)
        && let Ok(bytes) = own::read(&cached)
    {
        return Ok(bytes);
    }
    let bytes = match download(url, &Rules::default()) {
        Ok(bytes) => bytes,
        // An old picture is better than none.
        Err(err) => return own::read(&cached).map_err(|_none| PictureError::Web(told(&err))),
    };
    let kept = fs::create_dir_all(cache(folders)).and_then(|()| store::replace(&cached, &bytes));
    if let Err(err) = kept {
        log::warn!("a picture was not kept in the cache: {err}");
    }
    Ok(bytes)
}

/// Makes room in the cache: what was fetched longest ago goes first.
pub(super) fn sweep(folders: &Folders, max_bytes: u64) {
    folders::keep_newest(&cache(folders), max_bytes);
}

fn is_fresh(cached: &Path) -> bool {
    let fetched = fs::metadata(cached).and_then(|metadata| metadata.modified());
    fetched.is_ok_and(|fetched| fetched.elapsed().is_ok_and(|age| age < FRESH))
}

fn cache(folders: &Folders) -> PathBuf {
    folders.cache.join("pictures")
}

/// What a fetch keeps to; other rules than those of https and public addresses are for tests.
#[derive(Clone, Copy)]
pub(in crate::io) struct Rules {
    pub https_only: bool,
    pub timeout: Duration,
    pub may_reach: fn(IpAddr) -> bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            https_only: true,
            timeout: TIMEOUT,
            may_reach: is_public,
        }
    }
}

fn cache_file(url: &str, folders: &Folders) -> PathBuf {
    let name = blake3::Hash::from_bytes(encoding::hash(url.as_bytes()).0).to_hex();
    cache(folders).join(name.as_str())
}

fn download(url: &str, rules: &Rules) -> Result<Vec<u8>, ureq::Error> {
    agent(rules, MAX_REDIRECTS, true)
        .get(url)
        .call()?
        .body_mut()
        .with_config()
        .limit(MAX_WEB_BYTES)
        .read_to_vec()
}

fn agent(rules: &Rules, redirects: u32, status_is_error: bool) -> Agent {
    let config = Config::builder()
        .https_only(rules.https_only)
        .max_redirects(redirects)
        .max_redirects_will_error(status_is_error)
        .http_status_as_error(status_is_error)
        .timeout_global(Some(rules.timeout))
        .proxy(None)
        .user_agent(USER_AGENT)
        .build();
    let resolver = Reachable::only(rules.may_reach);
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// What a service answered.
pub(in crate::io) struct Answered {
    pub status: u16,
    pub head: HeaderMap,
    pub body: Vec<u8>,
}

/// Asks a service, whatever it answers. It leads nowhere else, so that a key goes to its host alone; of an answer that
/// is larger than `max_bytes`, packed or not, no more than that and one byte is read.
pub(in crate::io) fn ask(
    url: &str,
    key: Option<&Secret>,
    max_bytes: u64,
    rules: &Rules,
) -> Result<Answered, ureq::Error> {
    let mut request = agent(rules, 0, false).get(url);
    if let Some(key) = key {
        request = request.header(AUTHORIZATION, key.reveal());
    }
    let mut response: Response<Body> = request.call()?;
    let mut body = Vec::new();
    let reader = response.body_mut().as_reader();
    reader.take(max_bytes + 1).read_to_end(&mut body)?;
    Ok(Answered {
        status: response.status().as_u16(),
        head: response.headers().clone(),
        body,
    })
}

pub(in crate::io) fn told(err: &ureq::Error) -> Said {
    match err {
        ureq::Error::StatusCode(404) => said!("web-nothing"),
        ureq::Error::StatusCode(code) => {
            said!("web-answered", code = code.to_string())
        }
        ureq::Error::HostNotFound => said!("web-no-host"),
        ureq::Error::Timeout(_) => said!("web-time"),
        ureq::Error::BodyExceedsLimit(_) => said!("web-large"),
        ureq::Error::Io(_) => said!("web-no-connection"),
        other => Said::verbatim(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::{net::Ipv4Addr, time::SystemTime};

    use super::*;

    #[test]
    fn a_name_of_this_machine_is_refused_without_a_connection() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();

        let url = format!("https://localhost:{port}/a.png");
        let result = download(&url, &Rules::default());

        assert!(
            matches!(result, Err(ureq::Error::HostNotFound)),
            "{result:?}"
        );
        assert!(listener.accept().is_err(), "something connected");
    }

    #[test]
    fn a_fetched_picture_is_taken_from_the_cache() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let url = "https://localhost/a.png";
        fs::create_dir_all(folders.cache.join("pictures")).unwrap();
        fs::write(cache_file(url, &folders), "bytes").unwrap();

        assert_eq!(fetch(url, &folders).unwrap(), b"bytes");
    }

    #[test]
    fn an_old_picture_is_shown_where_it_cannot_be_fetched_again() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        let url = "https://localhost/a.png";
        fs::create_dir_all(cache(&folders)).unwrap();
        fs::write(cache_file(url, &folders), "old").unwrap();
        let file = fs::File::options()
            .write(true)
            .open(cache_file(url, &folders))
            .unwrap();
        file.set_modified(SystemTime::now() - 2 * FRESH).unwrap();

        assert!(!is_fresh(&cache_file(url, &folders)));
        assert_eq!(fetch(url, &folders).unwrap(), b"old");
    }

    #[test]
    fn the_cache_keeps_to_its_size_and_the_newest_stay() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::within(home.path());
        fs::create_dir_all(cache(&folders)).unwrap();
        for age in 0..4 {
            let path = cache(&folders).join(age.to_string());
            fs::write(&path, [0; 10]).unwrap();
            let file = fs::File::options().write(true).open(&path).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age * 60);
            file.set_modified(time).unwrap();
        }

        sweep(&folders, 25);

        let left = |age: &str| cache(&folders).join(age).exists();
        assert!(left("0") && left("1") && !left("2") && !left("3"));
    }

    /// A server that answers each request with the next of `answers`, and counts them.
    #[cfg(target_os = "linux")]
    mod served {
        use std::{
            io::{Read as _, Write as _},
            net::TcpListener,
            sync::{
                Arc,
                atomic::{AtomicUsize, Ordering},
            },
            thread,
        };

        use super::*;

        /// Stands for the public internet; `127.0.0.1` for what must not be reached.
        const OUTSIDE: &str = "127.0.0.2:0";
        const INSIDE: &str = "127.0.0.1:0";

        struct Served {
            url: String,
            requests: Arc<AtomicUsize>,
        }

        fn serve(at: &str, answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> Served {
            let listener = TcpListener::bind(at).unwrap();
            let url = format!("http://{}/", listener.local_addr().unwrap());
            let requests = Arc::new(AtomicUsize::new(0));
            let (counter, own) = (Arc::clone(&requests), url.clone());
            thread::spawn(move || {
                for stream in listener.incoming() {
                    let mut stream = stream.unwrap();
                    counter.fetch_add(1, Ordering::SeqCst);
                    let mut request = [0; 2_000];
                    if stream.read(&mut request).is_ok() {
                        stream.write_all(&answer(&own)).ok();
                    }
                }
            });
            Served { url, requests }
        }

        impl Served {
            fn requests(&self) -> usize {
                self.requests.load(Ordering::SeqCst)
            }
        }

        fn redirect(to: &str) -> Vec<u8> {
            format!(
                "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            .into_bytes()
        }

        fn body(bytes: usize) -> Vec<u8> {
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\nConnection: close\r\n\r\n");
            [head.into_bytes(), vec![b'x'; bytes]].concat()
        }

        fn rules() -> Rules {
            Rules {
                https_only: false,
                timeout: Duration::from_secs(5),
                may_reach: |address| address == Ipv4Addr::new(127, 0, 0, 2),
            }
        }

        #[test]
        fn what_may_be_reached_is_fetched() {
            let server = serve(OUTSIDE, |_| body(3));

            assert_eq!(download(&server.url, &rules()).unwrap(), b"xxx");
        }

        #[test]
        fn a_redirect_to_a_private_address_is_not_followed() {
            let inside = serve(INSIDE, |_| body(3));
            let to = inside.url.clone();
            let outside = serve(OUTSIDE, move |_| redirect(&to));

            let result = download(&outside.url, &rules());

            assert!(
                matches!(result, Err(ureq::Error::HostNotFound)),
                "{result:?}"
            );
            assert_eq!((outside.requests(), inside.requests()), (1, 0));
        }

        #[test]
        fn redirects_come_to_an_end() {
            let server = serve(OUTSIDE, redirect);

            assert!(download(&server.url, &rules()).is_err());

            let most = usize::try_from(MAX_REDIRECTS).unwrap() + 1;
            assert!(server.requests() <= most, "{}", server.requests());
        }

        #[test]
        fn no_other_scheme_than_https_is_fetched() {
            let server = serve(OUTSIDE, |_| body(3));
            let rules = Rules {
                https_only: true,
                ..rules()
            };

            assert!(download(&server.url, &rules).is_err());
            assert_eq!(server.requests(), 0);
        }

        #[test]
        fn a_body_without_end_and_a_server_that_is_silent_are_given_up() {
            let large = serve(OUTSIDE, |_| body(11 * 1024 * 1024));
            assert!(matches!(
                download(&large.url, &rules()),
                Err(ureq::Error::BodyExceedsLimit(_))
            ));

            let silent = serve(OUTSIDE, |_| {
                thread::sleep(Duration::from_secs(3));
                Vec::new()
            });
            let rules = Rules {
                timeout: Duration::from_millis(300),
                ..rules()
            };
            assert!(matches!(
                download(&silent.url, &rules),
                Err(ureq::Error::Timeout(_))
            ));
        }
    }
}
