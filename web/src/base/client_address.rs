//! The client's address: that of the connection, or the one that a trusted proxy reports.
//!
//! Anybody can send `X-Forwarded-For`. It is read only if the connection comes from a configured proxy. Trusted proxies
//! append on the right, so it is read from the right, up to the first address that is not a trusted proxy. Everything
//! left of that address was sent by the client and is ignored.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";
/// Bits of the IPv6 prefix that one household or office has. Providers assign prefixes of 48 to 64 bits, mostly 56
/// (SECURITY-CONTRACT section 2).
const HOUSEHOLD_BITS: u32 = 56;

/// The trusted proxies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// An entry that is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of a proxy; it should look like 10.0.0.7, 10.0.0.0/8 or fd00::/8")]
pub struct BadProxy(String);

impl TrustedProxies {
    /// Parses addresses and networks such as `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    pub fn parse<T: AsRef<str>>(entries: &[T]) -> Result<Self, BadProxy> {
        let net = |entry: &T| {
            let text = entry.as_ref().trim();
            let address = IpAddr::from_str(text).map(|address| IpNet::from(address.to_canonical()));
            address.or_else(|_| text.parse()).map_err(|_| BadProxy(text.to_owned()))
        };
        entries.iter().map(net).collect::<Result<_, _>>().map(Self)
    }

    fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }
}

/// The client's address, as far as it can be known; `None` if the connection has no address.
pub fn client_address(peer: Option<SocketAddr>, headers: &HeaderMap, trusted: &TrustedProxies) -> Option<IpAddr> {
    let mut nearest = peer?.ip().to_canonical();
    // Several header lines form one list.
    let lines = headers.get_all(FORWARDED_FOR).into_iter().collect::<Vec<_>>();
    let mut hops = lines.iter().rev().flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    while trusted.contains(nearest) {
        match hops.next().and_then(parse_hop) {
            Some(address) => nearest = address,
            None => break,
        }
    }
    Some(nearest)
}

/// Parses `203.0.113.7`, `203.0.113.7:5678`, `2001:db8::1` or `[2001:db8::1]:5678`.
fn parse_hop(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let address = IpAddr::from_str(text)
        .or_else(|_| SocketAddr::from_str(text).map(|address| address.ip()))
        .or_else(|_| IpAddr::from_str(text.trim_start_matches('[').trim_end_matches(']')));
    address.ok().map(|address| address.to_canonical())
}

/// The addresses of one household: an IPv4 address, or an IPv6 network of /56.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressBlock {
    /// One IPv4 address.
    V4(Ipv4Addr),
    /// The first 56 bits of an IPv6 address, the rest zero.
    V6(Ipv6Addr),
}

/// Digests of this text are stored, for failed sign-ins and for readers who comment. It must never change.
impl std::fmt::Display for AddressBlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::V4(address) => write!(f, "V4({address})"),
            Self::V6(address) => write!(f, "V6({address})"),
        }
    }
}

impl From<IpAddr> for AddressBlock {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let kept = u128::MAX << (u128::BITS - HOUSEHOLD_BITS);
                Self::V6(Ipv6Addr::from_bits(address.to_bits() & kept))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(peer: &str, lines: &[&str]) -> String {
        let trusted = TrustedProxies::parse(&["127.0.0.1", "10.0.0.0/8", "fd00::/8"]).unwrap();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let peer = SocketAddr::new(peer.parse().unwrap(), 4000);
        client_address(Some(peer), &headers, &trusted).unwrap().to_string()
    }

    #[test]
    fn strangers_cannot_say_who_they_are() {
        assert_eq!(found("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(found("203.0.113.7", &["127.0.0.1, 10.0.0.1"]), "203.0.113.7");
    }

    #[test]
    fn proxies_of_ours_are_believed_from_the_right() {
        assert_eq!(found("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        // The reader sent the first one.
        assert_eq!(found("127.0.0.1", &["1.2.3.4, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(found("127.0.0.1", &["1.2.3.4, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(found("127.0.0.1", &["1.2.3.4", "198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(found("::ffff:127.0.0.1", &["198.51.100.1:443"]), "198.51.100.1");
        assert_eq!(found("fd00::1", &["[2001:db8::5]:443"]), "2001:db8::5");
    }

    #[test]
    fn where_nothing_can_be_read_the_last_known_one_stands() {
        assert_eq!(found("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(found("127.0.0.1", &["198.51.100.1, unknown"]), "127.0.0.1");
        assert_eq!(found("127.0.0.1", &["unknown, 10.9.9.9"]), "10.9.9.9");
        assert_eq!(found("127.0.0.1", &["10.1.1.1, 10.9.9.9"]), "10.1.1.1");
        assert_eq!(client_address(None, &HeaderMap::new(), &TrustedProxies::default()), None);
    }

    #[test]
    fn a_household_is_an_ipv4_address_or_a_net_of_56_bits() {
        let block = |text: &str| AddressBlock::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(block("2001:db8:1:2a00::1"), block("2001:db8:1:2aff:ffff::9"));
        assert_ne!(block("2001:db8:1:2a00::1"), block("2001:db8:1:2b00::1"));
        assert_ne!(block("192.0.2.1"), block("192.0.2.2"));
        assert_eq!(block("192.0.2.1"), block("::ffff:192.0.2.1"));
    }

    #[test]
    fn what_is_no_address_is_refused_by_name() {
        assert_eq!(TrustedProxies::parse(&["proxy.local"]), Err(BadProxy("proxy.local".into())));
        assert!(TrustedProxies::parse(&["10.0.0.0/33"]).is_err());
    }
}
