//! Overrides, good and bad.

use super::*;
use crate::diag::Language;

fn file(name: &str, text: &str) -> ThemeFile {
    ThemeFile {
        name: name.into(),
        source: SourceText::new(format!("themes/mayenne/{name}"), text),
    }
}

#[test]
fn a_bad_template_is_named_with_its_place_and_does_not_hide_the_next() {
    let mut report = Report::default();
    let texts = [
        file("templates/day.html", "<p>\n  {{ page.title"),
        file("templates/page.html", "{% if %}"),
        file("templates/dya.html", "x"),
    ];
    Theme::new(&texts, &[], &Config::default(), &mut report);
    report.sort();
    let said: Vec<(&str, &str, usize)> = report
        .diagnostics()
        .iter()
        .filter_map(|one| {
            let place = one.place.as_ref()?;
            Some((one.code(), place.file.as_str(), place.line))
        })
        .collect();
    assert_eq!(
        said,
        [
            ("theme.template", "themes/mayenne/templates/day.html", 2),
            (
                "theme.unknown-template",
                "themes/mayenne/templates/dya.html",
                1
            ),
            ("theme.template", "themes/mayenne/templates/page.html", 1),
        ]
    );
    let unknown = &report.diagnostics()[report.diagnostics().len() - 2];
    assert!(unknown.message(Language::French).contains("day.html ?"));
}

#[test]
fn an_unknown_name_is_said_where_it_stands_in_the_chosen_language() {
    for (text, line, word, french) in [
        (
            "<p>\n  {{ page.title | majuscule }}",
            2,
            "majuscule",
            "filtre inconnu",
        ),
        (
            "{% if page is rouge %}a{% endif %}",
            1,
            "rouge",
            "test inconnu",
        ),
        ("é {{ dessine(seed=1) }}", 1, "dessine", "fonction inconnue"),
        (
            "\n\n{% include \"absent.html\" %}",
            3,
            "\"absent.html\"",
            "n’existe pas",
        ),
        (
            "{% extends \"absent.html\" %}",
            1,
            "\"absent.html\"",
            "prolonge",
        ),
        (
            "{% extends \"page.html\" %}",
            1,
            "{% extends",
            "se prolonge lui-même",
        ),
    ] {
        let mut report = Report::default();
        let other = file("templates/day.html", "{{ autre | inconnu }}");
        Theme::new(
            &[file("templates/page.html", text), other],
            &[],
            &Config::default(),
            &mut report,
        );
        report.sort();
        let said: Vec<_> = report
            .diagnostics()
            .iter()
            .filter(|one| one.code() == "theme.template")
            .collect();
        assert_eq!(said.len(), 2, "{text}: the fault of each template");
        let place = said[1].place.as_ref().unwrap();
        assert_eq!(
            (place.file.as_str(), place.line),
            ("themes/mayenne/templates/page.html", line),
            "{text}"
        );
        let rest: String = place.excerpt.chars().skip(place.column - 1).collect();
        assert!(rest.starts_with(word), "{text}: {rest}");
        let message = said[1].message(Language::French);
        assert!(message.contains(french), "{message}");
    }
}

#[test]
fn the_style_adds_or_replaces_as_the_settings_say() {
    let mut report = Report::default();
    let style = file("style.css", "a{}");
    let config = Config::default();
    let added = Theme::new(std::slice::from_ref(&style), &[], &config, &mut report);
    assert_eq!(
        added.styles,
        ["assets/fonts.css", "assets/style.css", "assets/theme.css"]
    );
    let texts = [style, file("theme.toml", "style = \"replace\"")];
    let replaced = Theme::new(&texts, &[], &config, &mut report);
    assert_eq!(replaced.styles, ["assets/fonts.css", "assets/theme.css"]);
    assert_eq!(report.count(crate::diag::Severity::Warning), 0);
    let texts = [file("theme.toml", "styel = \"replace\"")];
    Theme::new(&texts, &[], &config, &mut report);
    assert!(
        report
            .diagnostics()
            .iter()
            .any(|one| one.code() == "theme.setting")
    );
}

#[test]
fn what_an_override_cannot_have_is_named_where_it_asks() {
    let site = crate::render::fixture::site();
    let mut report = Report::default();
    let texts = [file(
        "templates/page.html",
        "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.titel }}</h1>{% endblock main %}",
    )];
    let theme = Theme::new(&texts, &[], &site.config, &mut report);
    let renderer = crate::render::Renderer::new(&site, &theme);
    let diagnostic = renderer
        .page(&site.pages[0], crate::render::Text::default())
        .unwrap_err();
    let place = diagnostic.place.clone().unwrap();
    assert_eq!(place.file, "themes/mayenne/templates/page.html");
    assert_eq!(place.line, 2);
    let pointed: String = place
        .excerpt
        .chars()
        .skip(place.column - 1)
        .take(place.end - place.column)
        .collect();
    assert!(pointed.contains("titel"), "{pointed}");
    assert!(diagnostic.message(Language::French).contains("titel"));
}

#[test]
fn an_override_takes_the_place_of_the_template_of_its_name() {
    let site = crate::render::fixture::site();
    let mut report = Report::default();
    let texts = [
        file(
            "templates/page.html",
            "{% include \"nouveau.html\" %}<h1>{{ page.heading }}</h1>{{ body }}",
        ),
        file("templates/nouveau.html", "<p>{{ site.title }}</p>"),
    ];
    let theme = Theme::new(&texts, &[], &site.config, &mut report);
    let renderer = crate::render::Renderer::new(&site, &theme);
    let page = renderer
        .page(&site.pages[0], crate::render::Text::default())
        .unwrap();
    assert_eq!(
        String::from_utf8(page).unwrap(),
        "<p>Cinq jours de données</p><h1>Méthode</h1>"
    );
    assert!(report.diagnostics().is_empty());
}

#[test]
fn files_of_the_project_stand_over_those_of_the_theme() {
    let mut report = Report::default();
    let files = [(
        "static/favicon.svg".to_owned(),
        "themes/m/static/favicon.svg".to_owned(),
    )];
    let theme = Theme::new(&[], &files, &Config::default(), &mut report);
    let icons: Vec<&Asset> = theme
        .assets()
        .iter()
        .filter(|asset| asset.path == "assets/favicon.svg")
        .collect();
    assert_eq!(icons.len(), 1);
    assert_eq!(
        icons[0].content,
        AssetContent::Source("themes/m/static/favicon.svg".into())
    );
    assert!(
        theme
            .assets()
            .iter()
            .all(|asset| !asset.path.ends_with(".py"))
    );
}
