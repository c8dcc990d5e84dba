//! Pictures from the web: https, public addresses, small and soon; kept in the cache.

use std::{
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    time::Duration,
};

use ureq::{
    Agent,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::PictureError;
use crate::io::{encoding, folders::Folders, store};

const MAX_WEB_BYTES: u64 = 10 * 1024 * 1024;
const TIMEOUT: Duration = Duration::from_secs(10);
const MAX_REDIRECTS: u32 = 3;

/// The bytes at an https address, from the cache if they were fetched before.
pub(super) fn fetch(url: &str, folders: &Folders) -> Result<Vec<u8>, PictureError> {
    let cached = cache_file(url, folders);
    if let Ok(bytes) = fs::read(&cached) {
        return Ok(bytes);
    }
    let bytes = download(url).map_err(|err| PictureError::Web(in_words(&err)))?;
    let kept = fs::create_dir_all(folders.cache.join("pictures"))
        .and_then(|()| store::replace(&cached, &bytes, None));
    if let Err(err) = kept {
        log::warn!("a picture was not kept in the cache: {err}");
    }
    Ok(bytes)
}

fn cache_file(url: &str, folders: &Folders) -> PathBuf {
    let name = blake3::Hash::from_bytes(encoding::hash(url.as_bytes()).0).to_hex();
    folders.cache.join("pictures").join(name.as_str())
}

fn download(url: &str) -> Result<Vec<u8>, ureq::Error> {
    let config = Config::builder()
        .https_only(true)
        .max_redirects(MAX_REDIRECTS)
        .timeout_global(Some(TIMEOUT))
        .proxy(None)
        .user_agent(concat!("Kopij/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), PublicOnly::default());
    agent
        .get(url)
        .call()?
        .body_mut()
        .with_config()
        .limit(MAX_WEB_BYTES)
        .read_to_vec()
}

fn in_words(err: &ureq::Error) -> String {
    match err {
        ureq::Error::StatusCode(404) => "there is nothing at this address".to_owned(),
        ureq::Error::StatusCode(code) => format!("the server answered {code}"),
        ureq::Error::HostNotFound => "there is no such host, or no network".to_owned(),
        ureq::Error::Timeout(_) => "the server did not answer in time".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => "it is larger than 10 MB".to_owned(),
        ureq::Error::Io(_) => "there is no connection to the server".to_owned(),
        other => other.to_string(),
    }
}

/// Looks names up as usual, and leaves out every address that is not of the public internet. It
/// is asked at every connection, so a redirect leads nowhere else.
#[derive(Debug, Default)]
struct PublicOnly {
    system: DefaultResolver,
}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut public = self.empty();
        for address in &self.system.resolve(uri, config, timeout)? {
            if is_public(address.ip()) {
                public.push(*address);
            }
        }
        if public.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        Ok(public)
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_protocol = a == 192 && b == 0 && c == 0;
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || a >= 224
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || is_protocol
        || is_benchmark)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    if let Some(inner) = address.to_ipv4() {
        // `::ffff:127.0.0.1`, and the old `::127.0.0.1`.
        return is_public_v4(inner);
    }
    if first == 0x64 && second == 0xff9b {
        // NAT64: the last four bytes are the address that is reached.
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    // Only global unicast, less documentation, 6to4 and Teredo, which wrap other addresses.
    (first & 0xe000) == 0x2000
        && first != 0x2002
        && !(first == 0x2001 && (second == 0xdb8 || second == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_not_reached() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn a_name_of_this_machine_is_refused_without_a_connection() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();

        let result = download(&format!("https://localhost:{port}/a.png"));

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
}
