//! One binary for all integration tests: it is linked once.

mod board;
mod charts;
mod cli;
mod data;
mod datasets;
mod drawings;
mod fetch;
mod figures;
mod house;
mod kill;
mod machine;
mod maps;
mod memory;
mod outline;
mod pages;
mod pictures;
mod places;
mod properties;
mod rebuild;
mod serve;
mod shards;
mod specs;
mod statement;
mod tables;
mod withheld;
