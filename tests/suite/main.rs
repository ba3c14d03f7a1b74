//! One binary for all integration tests: each further one would link the world again.

mod fetch;
mod pictures;
