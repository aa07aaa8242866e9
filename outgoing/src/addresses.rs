//! Which internet addresses the program may connect to: public ones only.
//!
//! Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). Requests to internal
//! addresses (loopback, private, link-local, a cloud's metadata service) would allow server-side request forgery by
//! anybody who can give us an address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that are not public or not hosts: network and prefix length.
const INNER_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

/// Parts of the IPv6 unicast space that are not public or that embed another address: network and prefix length.
const INNER_V6: &[([u16; 2], u32)] = &[
    // IETF protocol assignments, among them Teredo.
    ([0x2001, 0], 23),
    ([0x2001, 0x0db8], 32),
    // 6to4 wraps an IPv4 address.
    ([0x2002, 0], 16),
    ([0x3fff, 0], 20),
];

/// Whether `address` is a public internet address.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !INNER_V4.iter().any(|&(net, bits)| same_net(address.to_bits().into(), u32::from_be_bytes(net).into(), 32, bits))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // NAT64: the last four bytes are the IPv4 address (RFC 6052).
    if let [0x64, 0xff9b, 0, 0, 0, 0, high, low] = address.segments() {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    let net = |[first, second]: [u16; 2]| u128::from(first) << 112 | u128::from(second) << 96;
    let is_in = |given: [u16; 2], bits| same_net(address.to_bits(), net(given), 128, bits);
    is_in([0x2000, 0], 3) && !INNER_V6.iter().any(|&(given, bits)| is_in(given, bits))
}

fn same_net(one: u128, other: u128, width: u32, bits: u32) -> bool {
    (one ^ other) >> (width - bits) == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_inside_is_refused_and_what_is_outside_is_not() {
        for inner in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
        ] {
            assert!(!is_public(inner.parse().unwrap()), "{inner}");
        }
        for outer in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "128.0.0.1",
            "172.15.255.255",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::200e",
            "2001:4860:4860::8888",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(is_public(outer.parse().unwrap()), "{outer}");
        }
    }

    proptest! {
        /// Every address that the standard library classifies as internal is refused here.
        #[test]
        fn nothing_that_the_library_calls_inner_is_public(bits: u32, wide: u128) {
            let four = Ipv4Addr::from_bits(bits);
            let inner = four.is_private() || four.is_loopback() || four.is_link_local() || four.is_broadcast()
                || four.is_documentation() || four.is_multicast() || four.is_unspecified();
            prop_assert!(!(inner && is_public(four.into())), "{four}");
            prop_assert!(!is_public(four.to_ipv6_mapped().into()), "{four} mapped");
            let six = Ipv6Addr::from_bits(wide);
            let inner = six.is_loopback() || six.is_multicast() || six.is_unique_local() || six.is_unicast_link_local()
                || six.is_unspecified();
            prop_assert!(!(inner && is_public(six.into())), "{six}");
        }
    }
}
