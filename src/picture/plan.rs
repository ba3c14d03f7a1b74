//! Which copies of a picture the site wants. Pure arithmetic: sizes in, sizes out.

/// Widths in pixels that the site offers, from narrow to wide.
pub const STEPS: [u32; 3] = [480, 960, 1600];

/// More pixels than this are not decoded: some 10 000 × 10 000.
pub const MOST_PIXELS: u64 = 100_000_000;

/// More bytes of decoded pixels than this are not decoded.
pub const MOST_DECODED_BYTES: u64 = 400_000_000;

/// A file of more bytes than this is not read.
pub const MOST_FILE_BYTES: u64 = 100_000_000;

/// An animation or a drawing, which is copied as it is, is heavy from here on.
pub const HEAVY_COPY_BYTES: usize = 5_000_000;

/// Sizes of the copies of a picture of that size, from wide to narrow: the first one is the picture's own.
///
/// None is wider than the original or than the last step; none is so near to the next that it saves nothing.
pub fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let [.., last] = STEPS;
    let widest = width.min(last);
    let mut sizes = vec![(widest, scaled(height, width, widest))];
    for step in STEPS.into_iter().rev() {
        if u64::from(step) * 5 <= u64::from(widest) * 4 {
            sizes.push((step, scaled(height, width, step)));
        }
    }
    sizes
}

fn scaled(height: u32, width: u32, to: u32) -> u32 {
    let width = u64::from(width.max(1));
    let rounded = (u64::from(height) * u64::from(to) + width / 2) / width;
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_never_grow_and_keep_the_shape() {
        assert_eq!(sizes(4000, 3000), [(1600, 1200), (960, 720), (480, 360)]);
        assert_eq!(sizes(1600, 900), [(1600, 900), (960, 540), (480, 270)]);
        assert_eq!(sizes(1000, 10), [(1000, 10), (480, 5)]);
        assert_eq!(sizes(600, 600), [(600, 600), (480, 480)]);
        assert_eq!(sizes(599, 600), [(599, 600)]);
        assert_eq!(sizes(9000, 1), [(1600, 1), (960, 1), (480, 1)]);
        assert_eq!(sizes(1, 9000), [(1, 9000)]);
    }
}
