//! Which addresses may be visited. A logbook comes from people whom carnet does not know: it must not make the machine
//! that runs `carnet fetch` read its own services, or those of its network, and put the answers into a site.

use super::Failure;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// The longest address that is worth a request.
const LONGEST: usize = 8192;

/// Reads an address as a browser would: `https:` or `http:`, without user name, password and fragment.
///
/// # Errors
/// [`Failure::Address`] for anything else; [`Failure::Private`] for a host that names the machine or its network.
pub fn request_url(text: &str, allow_private: bool) -> Result<Url, Failure> {
    if text.len() > LONGEST {
        return Err(Failure::Address);
    }
    let mut url = Url::parse(text.trim()).map_err(|_| Failure::Address)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Failure::Address);
    }
    url.set_fragment(None);
    let bare = url.set_username("").is_ok() && url.set_password(None).is_ok();
    let public = match url.host() {
        None => return Err(Failure::Address),
        Some(Host::Ipv4(address)) => is_public(address.into()),
        Some(Host::Ipv6(address)) => is_public(address.into()),
        Some(Host::Domain(name)) => is_public_name(name),
    };
    match (bare, public || allow_private) {
        (false, _) => Err(Failure::Address),
        (_, false) => Err(Failure::Private),
        _ => Ok(url),
    }
}

/// Names that only a local network knows. Others are judged by what they resolve to.
fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && ![
            "localhost",
            "local",
            "internal",
            "intranet",
            "lan",
            "home",
            "corp",
        ]
        .contains(&last)
        && !name.ends_with(".home.arpa")
}

/// Whether an address belongs to the Internet at large.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Shared by a provider's customers.
        || (a == 100 && (64..=127).contains(&b))
        || (a, b, c) == (192, 0, 0)
        // Bench tests.
        || (a == 198 && (b == 18 || b == 19))
        || a >= 240)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = address.segments();
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Addresses of the old Internet in the new one: NAT64 and 6to4.
        [0x64, 0xFF9B, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Teredo, benches, documentation.
        [0x2001, 0 | 2 | 0xDB8, ..] | [0x3FFF, ..] => false,
        // The unicast space that is given out; loopback, local and multicast addresses are elsewhere.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_told_in_all_their_disguises() {
        for private in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[2002:c0a8:0101::1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://10.1.2.3/",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://255.255.255.255/",
            "http://localhost:8080/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://intranet/",
            "http://imprimante.local/",
            "http://user:pass@127.0.0.1/",
            "http://１２７.0.0.1/",
        ] {
            assert_eq!(
                request_url(private, false),
                Err(Failure::Private),
                "{private}"
            );
            assert!(request_url(private, true).is_ok(), "{private}");
        }
    }

    #[test]
    fn other_addresses_are_read_as_browsers_do() {
        for (text, url) in [
            (
                "https://example.org/é à.png#x",
                "https://example.org/%C3%A9%20%C3%A0.png",
            ),
            (" https://me:secret@example.org ", "https://example.org/"),
            ("http://172.32.0.1/a", "http://172.32.0.1/a"),
            ("https://[2a00:1450::1]/", "https://[2a00:1450::1]/"),
            ("https://école.fr/", "https://xn--cole-9oa.fr/"),
        ] {
            assert_eq!(request_url(text, false).unwrap().as_str(), url);
        }
        for bad in [
            "",
            "images/x.png",
            "ftp://x.org/",
            "file:///etc/passwd",
            "data:image/png,",
            "https://",
        ] {
            assert_eq!(request_url(bad, true), Err(Failure::Address), "{bad}");
        }
    }
}
