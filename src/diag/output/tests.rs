use super::*;
use crate::diag::{link, site};
use crate::source::{Place, SourceText, Span};

fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[rest.find('m').unwrap() + 1..];
    }
    out + rest
}

fn at(line: &str, word: &str) -> Diagnostic {
    let source = SourceText::new("content/été.md", format!("\n\n{line}\nfin"));
    let start = source.text.find(word).unwrap();
    Diagnostic {
        problem: link::empty(word),
        place: Some(source.place(Span::new(start, start + word.len()))),
    }
}

/// Columns, by width, where the carets stand and how many there are.
fn carets(shown: &str) -> (usize, usize) {
    let line = shown.lines().nth(3).unwrap();
    let (_, after) = line.split_once("│ ").unwrap();
    let before = after.find('^').unwrap();
    (before, after.trim().len())
}

#[test]
fn the_fault_is_underlined_under_its_exact_columns() {
    let shown = plain(&text(&at("été [là]() fin", "[là]()"), Language::French));
    assert_eq!(
        shown,
        "erreur[link.empty]: lien sans adresse : « [là]() »\n  \
         ┌─ content/été.md:3:5\n\
         3 │ été [là]() fin\n  \
         │     ^^^^^^\n  \
         = aide : écrivez l’adresse entre les parenthèses : [texte](https://…)\n\n"
    );
    for (line, word, expected) in [
        ("\tmot", "mot", (4, 3)),
        ("🙂 mot", "mot", (3, 3)),
        ("日本 mot", "mot", (5, 3)),
        ("e\u{301}e\u{301} mot", "mot", (3, 3)),
        ("mot 日本", "日本", (4, 4)),
    ] {
        assert_eq!(
            carets(&plain(&text(&at(line, word), Language::English))),
            expected,
            "{line}"
        );
    }
}

#[test]
fn a_long_line_is_cut_around_the_fault() {
    let line = format!("{} MOT {}", "a".repeat(3000), "b".repeat(3000));
    let shown = plain(&text(&at(&line, "MOT"), Language::French));
    let excerpt = shown.lines().nth(2).unwrap();
    assert!(excerpt.chars().count() < 105, "{excerpt}");
    let (before, count) = carets(&shown);
    let under: String = excerpt
        .split_once("│ ")
        .unwrap()
        .1
        .chars()
        .skip(before)
        .take(count)
        .collect();
    assert_eq!(under, "MOT");
}

#[test]
fn what_an_author_wrote_cannot_act_on_the_terminal() {
    let shown = text(
        &at("a\u{1b}[2Jb\u{202e}c mot\u{7}", "mot\u{7}"),
        Language::French,
    );
    assert!(!plain(&shown).contains(['\u{1b}', '\u{202e}', '\u{7}']));
}

#[test]
fn a_place_without_a_line_names_the_file_only() {
    let diagnostic = Diagnostic {
        problem: site::empty("content"),
        place: Some(Place::file("content")),
    };
    let shown = plain(&text(&diagnostic, Language::English));
    assert!(shown.contains("\n  ┌─ content\n"), "{shown}");
}

#[test]
fn machines_get_lines_of_their_own() {
    let diagnostic = Diagnostic {
        problem: link::empty("a\n::error::b, 100%"),
        place: Some(Place::file("a,b:c.md")),
    };
    let shown = github(&diagnostic, Language::English);
    assert!(
        shown.starts_with("::error file=a%2Cb%3Ac.md,line=1,col=1,endColumn=1,title=link.empty::")
    );
    assert_eq!(shown.matches('\n').count(), 1, "{shown}");
    assert!(shown.contains("100%25"));
    let shown = json(&diagnostic, Language::English);
    assert_eq!(shown.matches('\n').count(), 1);
    let value: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(value["file"], "a,b:c.md");
    assert_eq!(value["severity"], "error");
}

#[test]
fn sarif_names_each_rule_once() {
    let first = at("[là]() et [ici]()", "[là]()");
    let second = Diagnostic {
        problem: site::empty("x"),
        place: None,
    };
    let log: serde_json::Value =
        serde_json::from_str(&sarif(&[&first, &first, &second], Language::French)).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 2);
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            run["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
    let location = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "content/%C3%A9t%C3%A9.md"
    );
    assert_eq!(location["region"]["startLine"], 3);
}

#[test]
fn the_summary_counts_in_words() {
    let mut report = Report::default();
    assert_eq!(summary(&report, Language::French), "");
    report.add(site::empty("a"), None);
    report.add(link::private("a"), None);
    report.add(link::private("b"), None);
    assert_eq!(
        summary(&report, Language::French),
        "1 erreur, 2 avertissements"
    );
    assert_eq!(summary(&report, Language::English), "1 error, 2 warnings");
}
