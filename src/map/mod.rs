//! Maps. In: the cells of a dataset. Out: points in WGS84 degrees, and what keeps the other rows off a map.

pub mod coordinate;
pub mod doctor;
