//! What the preview server says, without the sockets it says it on: requests and answers, addresses, the page with
//! its preview script, and the news that pages receive.

pub mod address;
pub mod http;
pub mod news;
pub mod page;
mod range;

pub use range::{Range, range};
