//! Addresses that belong to nobody else's network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Whether an address lies on this machine or its network, or is not for single hosts of the internet (RFC 6890).
///
/// ```
/// use dateline_fetch::is_local;
/// for local in ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1", "fd00::1", "::ffff:192.168.0.1"] {
///     assert!(is_local(local.parse()?), "{local}");
/// }
/// assert!(!is_local("93.184.216.34".parse()?));
/// assert!(!is_local("2606:2800:220:1::1".parse()?));
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
pub fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_local_v4(address),
        IpAddr::V6(address) => is_local_v6(address),
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!((a, b, c), (0, ..) | (224.., ..) | (100, 64..=127, _) | (198, 18..=19, _) | (192, 0, 0))
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let [first, second, ..] = segments;
    let [.., high, low] = segments;
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_local_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (first, second) {
        // Mapped and compatible forms of IPv4, `::1` and `::` among them.
        _ if segments.iter().take(5).all(|segment| *segment == 0) => true,
        // Translated (NAT64) and tunnelled (6to4) IPv4.
        (0x64, 0xff9b) => embedded(high, low),
        (0x2002, high) => embedded(high, segments.get(2).copied().unwrap_or(0)),
        (0x2001, 0 | 0xdb8) => true,
        // Unique local, link-local and multicast.
        _ => matches!(first, 0xfc00..=0xfdff | 0xfe80..=0xfeff | 0xff00..=0xffff),
    }
}

/// Why a name was not resolved.
#[derive(Debug, thiserror::Error)]
#[error(
    "the address belongs to the local network, which is refused unless the list of feeds says allow_local = true"
)]
pub(crate) struct LocalAddress;

/// Resolves names, and drops what lies on the local network. Since the connection goes to the very addresses that come out
/// of here, no second look at the name can lead elsewhere.
#[derive(Debug, Default)]
pub(crate) struct GuardedResolver {
    inner: DefaultResolver,
    allow_local: bool,
}

impl GuardedResolver {
    pub(crate) fn new(allow_local: bool) -> Self {
        Self { inner: DefaultResolver::default(), allow_local }
    }
}

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.allow_local {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found.iter().filter(|address| !is_local(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() { Err(ureq::Error::Other(Box::new(LocalAddress))) } else { Ok(kept) }
    }
}
