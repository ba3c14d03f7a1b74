//! Parts of files, for readers of films and of long tables (RFC 9110, section 14): one range of bytes.

/// What a `Range` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    Whole,
    /// First and last byte, both included.
    Part(u64, u64),
    /// Nothing of it is in the file.
    Unsatisfiable,
}

/// Reads a `Range` for a file of `length` bytes. Several ranges at once, or another unit, give the whole file.
pub fn range(header: Option<&str>, length: u64) -> Range {
    let Some(bounds) = header.and_then(|header| header.strip_prefix("bytes=")) else {
        return Range::Whole;
    };
    let Some((first, last)) = bounds.split_once('-') else {
        return Range::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (number(first), number(last)) {
        (Some(first), _) if first >= length => Range::Unsatisfiable,
        (Some(first), Some(last)) if last >= first => Range::Part(first, last.min(length - 1)),
        (Some(first), None) if last.trim().is_empty() => Range::Part(first, length - 1),
        (None, Some(count)) if first.trim().is_empty() => match count {
            0 => Range::Unsatisfiable,
            _ if length == 0 => Range::Unsatisfiable,
            count => Range::Part(length.saturating_sub(count), length - 1),
        },
        _ => Range::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_in_the_file() {
        for (header, length, expected) in [
            (None, 10, Range::Whole),
            (Some("bytes=0-3"), 10, Range::Part(0, 3)),
            (Some("bytes=4-"), 10, Range::Part(4, 9)),
            (Some("bytes=-3"), 10, Range::Part(7, 9)),
            (Some("bytes=-30"), 10, Range::Part(0, 9)),
            (Some("bytes=2-99"), 10, Range::Part(2, 9)),
            (Some("bytes=10-"), 10, Range::Unsatisfiable),
            (Some("bytes=-0"), 10, Range::Unsatisfiable),
            (Some("bytes=0-"), 0, Range::Unsatisfiable),
            (Some("bytes=5-2"), 10, Range::Whole),
            (Some("bytes=0-1,3-4"), 10, Range::Whole),
            (Some("lines=0-1"), 10, Range::Whole),
        ] {
            assert_eq!(range(header, length), expected, "{header:?} of {length}");
        }
    }
}
