use super::*;

fn read(text: &str) -> (Option<Yaml>, Vec<(&'static str, usize, usize)>) {
    let source = SourceText::new("a.yml", text);
    let mut report = Report::default();
    let value = parse(&source, Span::new(0, text.len()), &mut report);
    let said = report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref().unwrap();
            (diagnostic.code(), place.line, place.column)
        })
        .collect();
    (value, said)
}

fn get<'a>(value: &'a Yaml, key: &str) -> &'a Value {
    let Value::Map(entries) = &value.value else {
        panic!("{value:?} is no map")
    };
    let entry = entries.iter().find(|entry| entry.key == key);
    &entry.unwrap_or_else(|| panic!("no {key}")).value.value
}

#[test]
fn scalars_keep_their_letters() {
    let text = "cp: 01200\npays: no\nn: 12\nf: 2.50\nu: 1_000\nb: true\nv:\nq: \"12\"\nh: 0x1F\nd: 2026-10-12\ni: .inf\ne: 1e999\nvirgule: 1,5\nzero: 0\n";
    let (value, said) = read(text);
    let value = value.unwrap();
    assert_eq!(said, []);
    let text = |letters: &str| Value::Text(letters.into());
    let number = |letters: &str| Value::Number(letters.into());
    for (key, expected) in [
        ("cp", text("01200")),
        ("pays", text("no")),
        ("n", number("12")),
        ("f", number("2.50")),
        ("u", text("1_000")),
        ("b", Value::Bool(true)),
        ("v", Value::Null),
        ("q", text("12")),
        ("h", text("0x1F")),
        ("d", text("2026-10-12")),
        ("i", text(".inf")),
        ("e", text("1e999")),
        ("virgule", text("1,5")),
        ("zero", number("0")),
    ] {
        assert_eq!(get(&value, key), &expected, "{key}");
    }
}

#[test]
fn values_know_their_place_in_the_whole_file() {
    let text = "intro\n---\nté: [un, deux]\n---\n";
    let source = SourceText::new("a.md", text);
    let start = text.find("té").unwrap();
    let mut report = Report::default();
    let span = Span::new(start, text.rfind("---").unwrap());
    let value = parse(&source, span, &mut report).unwrap();
    let Value::Map(entries) = &value.value else {
        panic!("no map")
    };
    let place = source.place(entries[0].key_span);
    assert_eq!((place.line, place.column, place.end), (3, 1, 3));
    let Value::List(items) = &entries[0].value.value else {
        panic!("no list")
    };
    let place = source.place(items[1].span);
    assert_eq!((place.line, place.column, place.end), (3, 10, 14));
}

#[test]
fn every_fault_has_its_own_words_at_its_line() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("a: 1\n\tb: 2\n", ("yaml.tab", 2)),
        ("a: 1\nb: \"deux\nc: 3\n", ("yaml.quote", 2)),
        ("a: 'l'eau'\n", ("yaml.quote", 1)),
        ("a: \"C:\\dossier\"\n", ("yaml.escape", 1)),
        ("a: [1, 2\nb: 3\n", ("yaml.bracket", 1)),
        ("a: {b: 1\n", ("yaml.bracket", 1)),
        ("a: 1]\nb: ]\n", ("yaml.bracket", 2)),
        ("a: 1\nb: 2: 3\n", ("yaml.colon", 2)),
        ("titre: Carnet : la suite: fin\n", ("yaml.colon", 1)),
        ("a: 1\n  b: 2\n", ("yaml.colon", 2)),
        ("a:\n    b: 1\n  c: 2\n", ("yaml.indentation", 3)),
        ("a: 1\na: 2\n", ("yaml.duplicate-key", 2)),
        ("a: *rien\n", ("yaml.unknown-alias", 1)),
        ("a: &a [*a]\n", ("yaml.unknown-alias", 1)),
        ("a: @moi\n", ("yaml.reserved", 1)),
        ("a: 1\n---\nb: 2\n", ("yaml.several-documents", 2)),
        ("[a, b]: 2\n", ("yaml.key-not-text", 1)),
    ] {
        let (value, said) = read(text);
        let found: Vec<_> = said.iter().map(|(code, line, _)| (*code, *line)).collect();
        if value.is_some() || found != [expected] {
            wrong.push((text, expected, said));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn bombs_are_refused_early() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let below = format!("*a{}", level - 1);
        let list = vec![below; 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{list}]\n"));
    }
    assert_eq!(read(&laughs).1[0].0, "yaml.too-big");
    assert_eq!(read(&"[".repeat(100_000)).1[0].0, "yaml.too-big");
    assert_eq!(read(&"- ".repeat(100_000)).1[0].0, "yaml.too-big");
}

#[test]
fn two_duplicates_are_two_findings() {
    let (_, said) = read("a: 1\na: 2\nb: 1\nb: [3]\n");
    let lines: Vec<usize> = said.iter().map(|(_, line, _)| *line).collect();
    assert_eq!(lines, [2, 4]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..Default::default() })]

    #[test]
    fn any_text_is_read_or_told(text in "(?s)[-a-z0-9:#'\"\\[\\]{}&*!|>%@` \t\n\u{e9}\u{1f600}]{0,80}") {
        let (value, said) = read(&text);
        proptest::prop_assert_eq!(value.is_none(), !said.is_empty());
    }
}
