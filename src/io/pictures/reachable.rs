//! Which addresses a picture may be fetched from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

/// Looks names up as usual, and leaves out every address that may not be reached. It is asked at
/// every connection, so a redirect leads nowhere else.
#[derive(Debug)]
pub(super) struct Reachable {
    system: DefaultResolver,
    may_reach: fn(IpAddr) -> bool,
}

impl Reachable {
    /// Lets through the addresses that `may_reach` holds of.
    pub fn only(may_reach: fn(IpAddr) -> bool) -> Self {
        Self {
            system: DefaultResolver::default(),
            may_reach,
        }
    }
}

impl Resolver for Reachable {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut reachable = self.empty();
        for address in &self.system.resolve(uri, config, timeout)? {
            if (self.may_reach)(address.ip()) {
                reachable.push(*address);
            }
        }
        if reachable.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        Ok(reachable)
    }
}

/// Whether an address is one of the internet, and not of this machine or the network it is in.
pub(super) fn is_public(address: IpAddr) -> bool {
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
}
