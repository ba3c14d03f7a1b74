//! One request for one picture, redirects followed by hand so that each step is looked at.

use super::download::{FetchOptions, Trouble};
use super::whole;
use crate::fetch::Failure;
use crate::fetch::address::{is_public, request_url};
use crate::picture::format::{Format, HEAD, sniff};
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Proxy};
use url::Url;

const MOST_REDIRECTS: usize = 5;
const CONNECT: Duration = Duration::from_secs(15);
const USER_AGENT: &str = concat!("carnet/", env!("CARGO_PKG_VERSION"));
/// What carnet publishes, so that a server that has a choice sends that.
const ACCEPT: &str = "image/jpeg,image/png,image/gif,image/webp,image/svg+xml;q=0.9,*/*;q=0.1";

/// A whole answer, in a file that goes away unless it is kept.
pub(super) struct Received {
    pub file: NamedTempFile,
    pub format: Format,
    pub bytes: u64,
    /// BLAKE3, hexadecimal.
    pub hash: String,
}

/// Visits addresses, public ones unless told otherwise.
pub(super) struct Client {
    agent: Agent,
    most_bytes: u64,
    allow_private: bool,
}

impl Client {
    pub fn new(options: &FetchOptions) -> Result<Self, ureq::Error> {
        let proxy = if options.proxy {
            Proxy::try_from_env()
        } else {
            None
        };
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let resolver = PublicResolver {
            inner: DefaultResolver::default(),
            proxy_host: proxy.as_ref().map(|proxy| proxy.host().to_owned()),
            allow_private: options.allow_private,
        };
        let config = Config::builder()
            .tls_config(tls)
            .proxy(proxy)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .build();
        Ok(Client {
            agent: Agent::with_parts(config, DefaultConnector::new(), resolver),
            most_bytes: options.most_bytes,
            allow_private: options.allow_private,
        })
    }

    /// Downloads what is at `start` into a file beside its final place.
    pub fn get(&self, start: &Url, folder: &Path, deadline: Instant) -> Result<Received, Trouble> {
        let mut url = start.clone();
        for _ in 0..=MOST_REDIRECTS {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Timeout.into());
            }
            let response = self
                .agent
                .get(url.as_str())
                .config()
                .timeout_global(Some(left))
                .build()
                .call()
                .map_err(|error| failure(&error))?;
            let status = response.status().as_u16();
            match status {
                301 | 302 | 303 | 307 | 308 => {
                    let location = response
                        .headers()
                        .get("location")
                        .and_then(|location| std::str::from_utf8(location.as_bytes()).ok());
                    let next = location.and_then(|location| url.join(location).ok());
                    let Some(next) = next else {
                        return Err(Failure::Status(status).into());
                    };
                    url = request_url(next.as_str(), self.allow_private)?;
                }
                200 => return self.receive(response.into_body(), folder, deadline),
                _ => return Err(Failure::Status(status).into()),
            }
        }
        Err(Failure::Redirects.into())
    }

    fn receive(&self, body: Body, folder: &Path, deadline: Instant) -> Result<Received, Trouble> {
        let too_heavy = Failure::TooHeavy(self.most_bytes / 1_000_000);
        if body
            .content_length()
            .is_some_and(|bytes| bytes > self.most_bytes)
        {
            return Err(too_heavy.into());
        }
        let mut reader = body
            .into_with_config()
            .limit(self.most_bytes.saturating_add(2))
            .reader();
        let mut file = whole::unfinished(folder).map_err(Trouble::Disk)?;
        let mut hasher = blake3::Hasher::new();
        let mut head = Vec::with_capacity(HEAD);
        let mut bytes = 0;
        let mut chunk = vec![0; 64 * 1024];
        loop {
            if Instant::now() >= deadline {
                return Err(Failure::Timeout.into());
            }
            let count = match reader.read(&mut chunk) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(body_failure(error).into()),
            };
            let part = &chunk[..count];
            bytes += part.len() as u64;
            if bytes > self.most_bytes {
                return Err(too_heavy.into());
            }
            // A page is told from its first bytes, whatever the server says it is: no need to hear its end.
            if head.len() < HEAD {
                head.extend(part.iter().take(HEAD - head.len()));
                if head.len() == HEAD || count == 0 {
                    publishable(&head)?;
                }
            }
            if count == 0 {
                break;
            }
            hasher.update(part);
            file.write_all(part).map_err(Trouble::Disk)?;
        }
        Ok(Received {
            format: publishable(&head)?,
            file,
            bytes,
            hash: hasher.finalize().to_hex().to_string(),
        })
    }
}

fn publishable(head: &[u8]) -> Result<Format, Failure> {
    match sniff(head) {
        Format::Html => Err(Failure::Page),
        format if format.is_publishable() => Ok(format),
        format => Err(Failure::NotPicture(format)),
    }
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::Timeout,
        ureq::Error::StatusCode(code) => Failure::Status(*code),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Failure::Address,
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => Failure::Redirects,
        ureq::Error::Io(error) => io_failure(error),
        _ => Failure::Unreachable,
    }
}

fn io_failure(error: &io::Error) -> Failure {
    let is_private = error
        .get_ref()
        .is_some_and(|inner| inner.is::<PrivateAddress>());
    match error.kind() {
        _ if is_private => Failure::Private,
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Failure::Timeout,
        _ => Failure::Unreachable,
    }
}

fn body_failure(error: io::Error) -> Failure {
    match ureq::Error::from(error) {
        ureq::Error::Timeout(_) => Failure::Timeout,
        _ => Failure::Cut,
    }
}

/// Resolves names, and leaves out the addresses that a logbook has no business with. It is asked at each connection,
/// so a name that changes its mind between two questions gains nothing.
struct PublicResolver {
    inner: DefaultResolver,
    /// The proxy of an office is in the office: the person who runs carnet named it, not a logbook. It is on its side
    /// that names are resolved then.
    proxy_host: Option<String>,
    allow_private: bool,
}

impl fmt::Debug for PublicResolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PublicResolver")
    }
}

/// Marks the error of a name that leads to a private address.
#[derive(Debug)]
struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("private address")
    }
}

impl std::error::Error for PrivateAddress {}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let is_proxy = self.proxy_host.is_some() && self.proxy_host.as_deref() == uri.host();
        if self.allow_private || is_proxy {
            return Ok(found);
        }
        let mut public = self.inner.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(io::Error::other(PrivateAddress).into());
        }
        Ok(public)
    }
}
