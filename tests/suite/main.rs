//! One binary for all integration tests: it is linked once.

mod cli;
mod fetch;
mod kill;
mod pictures;
