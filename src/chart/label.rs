//! Labels that do not meet. In: where each wants to be. Out: where each may be.

use super::canvas::{Point, Rect};

/// Shifts labels along a line so that none overlaps its neighbor, each as near as can be to where it wants to be.
///
/// `wanted` are middles, `sizes` lengths; both in the same order, which need not be that of the line. The result keeps
/// the order of the line. `None` when they do not fit between `low` and `high`.
pub fn spread(wanted: &[f64], sizes: &[f64], low: f64, high: f64) -> Option<Vec<f64>> {
    if sizes.iter().sum::<f64>() > high - low {
        return None;
    }
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]).then(a.cmp(b)));
    // Neighbors that meet become one block, which sits at the mean of what its members want.
    struct Block {
        members: Vec<usize>,
        start: f64,
        length: f64,
    }
    let settle = |block: &mut Block| {
        let mut offset = 0.0;
        let mut sum = 0.0;
        for member in &block.members {
            sum += wanted[*member] - offset - sizes[*member] / 2.0;
            offset += sizes[*member];
        }
        block.start = (sum / block.members.len() as f64).clamp(low, (high - block.length).max(low));
    };
    let mut blocks: Vec<Block> = Vec::new();
    for index in order {
        let mut block = Block {
            members: vec![index],
            start: 0.0,
            length: sizes[index],
        };
        settle(&mut block);
        while let Some(last) = blocks.last() {
            if last.start + last.length <= block.start {
                break;
            }
            let Some(mut merged) = blocks.pop() else {
                break;
            };
            merged.members.append(&mut block.members);
            merged.length += block.length;
            settle(&mut merged);
            block = merged;
        }
        blocks.push(block);
    }
    let mut places = vec![0.0; wanted.len()];
    for block in blocks {
        let mut at = block.start;
        for member in block.members {
            places[member] = at + sizes[member] / 2.0;
            at += sizes[member];
        }
    }
    Some(places)
}

/// The first of eight places around a point where a label of a size meets none of the boxes and stays inside.
///
/// The result is the label's box; right first, then left, above, below, and the corners.
pub fn around(
    point: Point,
    radius: f64,
    size: (f64, f64),
    inside: &Rect,
    taken: &[Rect],
) -> Option<Rect> {
    let (x, y) = point;
    let (width, height) = size;
    let far = radius + 5.0;
    let near = radius * 0.7 + 2.0;
    let centers = [
        (x + far + width / 2.0, y),
        (x - far - width / 2.0, y),
        (x, y - radius - 1.0 - height / 2.0),
        (x, y + radius + 1.0 + height / 2.0),
        (x + near + width / 2.0, y - near - height / 2.0),
        (x - near - width / 2.0, y - near - height / 2.0),
        (x + near + width / 2.0, y + near + height / 2.0),
        (x - near - width / 2.0, y + near + height / 2.0),
    ];
    centers
        .into_iter()
        .map(|(cx, cy)| Rect {
            left: cx - width / 2.0,
            right: cx + width / 2.0,
            top: cy - height / 2.0,
            bottom: cy + height / 2.0,
        })
        .find(|label| {
            label.left >= inside.left
                && label.right <= inside.right
                && label.top >= inside.top
                && label.bottom <= inside.bottom
                && !taken.iter().any(|other| other.meets(label))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_shifted_apart_and_stay_inside() {
        let wanted = [50.0, 52.0, 51.0, 99.0, 0.0];
        let places = spread(&wanted, &[10.0; 5], 0.0, 100.0).unwrap();
        assert_eq!(places, [41.0, 61.0, 51.0, 95.0, 5.0]);
        assert_eq!(spread(&wanted, &[30.0; 5], 0.0, 100.0), None);
        let crowd: Vec<f64> = (0..12).map(|index| 90.0 + f64::from(index) * 0.1).collect();
        let mut places = spread(&crowd, &[8.0; 12], 0.0, 100.0).unwrap();
        places.sort_by(f64::total_cmp);
        assert!(
            places
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= 8.0 - 1e-9)
        );
        assert!(places[0] >= 4.0 && places[11] <= 96.0 + 1e-9);
    }

    #[test]
    fn a_label_takes_the_first_free_place() {
        let inside = Rect {
            left: 0.0,
            top: 0.0,
            right: 100.0,
            bottom: 100.0,
        };
        let first = around((50.0, 50.0), 4.0, (20.0, 10.0), &inside, &[]).unwrap();
        assert!(first.left > 54.0);
        let second = around((50.0, 50.0), 4.0, (20.0, 10.0), &inside, &[first]).unwrap();
        assert!(second.right < 46.0);
        assert!(around((50.0, 50.0), 4.0, (200.0, 10.0), &inside, &[]).is_none());
    }
}
