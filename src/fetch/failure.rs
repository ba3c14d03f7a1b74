//! Why a picture was not fetched.

use crate::diag::{Problem, image};
use crate::picture::format::Format;

/// The reason, as precise as an author can use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Not an address that carnet visits.
    Address,
    /// An address of the machine itself or of its own network.
    Private,
    /// No such host, or no answer from it.
    Unreachable,
    /// The server's answer, from 400 on or without sense.
    Status(u16),
    Redirects,
    Timeout,
    /// The total time was over before its turn came.
    NotTried,
    /// More than so many megabytes.
    TooHeavy(u64),
    /// More pixels than carnet decodes.
    TooLarge {
        width: u32,
        height: u32,
    },
    /// It broke off before its end.
    Cut,
    /// A page instead of a picture.
    Page,
    /// Something that carnet does not publish.
    NotPicture(Format),
}

impl Failure {
    /// The word of the index.
    pub fn word(self) -> String {
        match self {
            Failure::Address => "bad-address".into(),
            Failure::Private => "private-address".into(),
            Failure::Unreachable => "unreachable".into(),
            Failure::Status(code) => format!("status-{code}"),
            Failure::Redirects => "redirects".into(),
            Failure::Timeout => "timeout".into(),
            Failure::NotTried => "not-tried".into(),
            Failure::TooHeavy(_) => "too-heavy".into(),
            Failure::TooLarge { .. } => "too-large".into(),
            Failure::Cut => "cut".into(),
            Failure::Page => "page".into(),
            Failure::NotPicture(_) => "not-a-picture".into(),
        }
    }

    /// Whether trying again may help.
    pub fn is_passing(self) -> bool {
        match self {
            Failure::Timeout | Failure::Cut | Failure::Unreachable => true,
            Failure::Status(code) => code >= 500 || code == 429,
            _ => false,
        }
    }

    /// The failure as a problem of the address `url`.
    pub fn problem(self, url: &str) -> Problem {
        match self {
            Failure::Address => image::unsafe_address(url),
            Failure::Private => image::fetch_private(url),
            Failure::Unreachable => image::fetch_unreachable(url),
            Failure::Status(code) => image::fetch_status(url, code),
            Failure::Redirects => image::fetch_redirects(url),
            Failure::Timeout => image::fetch_timeout(url),
            Failure::NotTried => image::fetch_not_tried(url),
            Failure::TooHeavy(megabytes) => image::fetch_large(url, megabytes),
            Failure::TooLarge { width, height } => image::heavy(url, width, height),
            Failure::Cut => image::fetch_cut(url),
            Failure::Page => image::is_page(url),
            Failure::NotPicture(format) => image::fetch_not_picture(url, format.name()),
        }
    }
}
