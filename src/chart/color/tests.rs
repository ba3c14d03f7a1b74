use super::*;

/// Relative luminance (WCAG 2.2) of `#RRGGBB`.
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).unwrap()) / 255.0;
        match value <= 0.04045 {
            true => value / 12.92,
            false => ((value + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Both themes' literals of a token.
fn colors(token: Token) -> [&'static str; 2] {
    let (_, light, dark) = row(token.number());
    [light, dark]
}

fn at_least(floor: f64, token: Token, ground: Token) {
    for (color, ground_color) in colors(token).into_iter().zip(colors(ground)) {
        let found = contrast(color, ground_color);
        assert!(
            found >= floor,
            "{token:?} {color} on {ground:?} {ground_color}: {found:.2}"
        );
    }
}

#[test]
fn texts_reach_four_and_a_half() {
    for token in [
        Token::Ink,
        Token::Ink2,
        Token::Ink3,
        Token::Axis,
        Token::Highlight,
        Token::Success,
        Token::Danger,
    ] {
        at_least(4.5, token, Token::Paper);
    }
    for token in [Token::Ink, Token::Ink2, Token::Ink3] {
        at_least(4.5, token, Token::Sunken);
    }
    for index in 0..SERIES_COUNT {
        at_least(4.5, Token::series(index).text(), Token::Paper);
        at_least(4.5, Token::series(index).on(), Token::series(index));
    }
    for class in 0..SEQUENTIAL_COUNT as u8 {
        at_least(4.5, Token::OnSequential(class), Token::Sequential(class));
    }
    for class in 0..7 {
        at_least(4.5, Token::OnDiverging(class), Token::Diverging(class));
    }
    at_least(4.5, Token::Context.on(), Token::Context);
    at_least(4.5, Token::Highlight.on(), Token::Highlight);
}

#[test]
fn marks_reach_three() {
    for index in 0..SERIES_COUNT {
        at_least(3.0, Token::series(index), Token::Paper);
    }
    at_least(3.0, Token::Context, Token::Paper);
    at_least(3.0, Token::Highlight, Token::Paper);
}

#[test]
fn the_sequential_scale_is_even() {
    for pair in [
        Token::Sequential(0),
        Token::Sequential(1),
        Token::Sequential(2),
        Token::Sequential(3),
        Token::Sequential(4),
    ]
    .windows(2)
    {
        for (low, high) in colors(pair[0]).into_iter().zip(colors(pair[1])) {
            assert!(contrast(low, high) > 1.3, "{low} and {high} are too near");
        }
    }
}

#[test]
fn every_token_has_a_row_of_its_own() {
    let mut names = std::collections::BTreeSet::new();
    for number in 0..=u8::MAX {
        names.insert(row(number).0);
    }
    assert_eq!(names.len(), rows().count());
}
