use super::*;

#[test]
fn print_real() {
    for name in [
        "arlysere",
        "pays-de-l-or",
        "caudebec-les-elbeuf-gp9",
        "pays-de-mormal",
        "mayenne-gp15",
    ] {
        let Ok(bytes) = std::fs::read(format!("../shared/carnets/{name}.md")) else {
            return;
        };
        let source = SourceText {
            path: format!("{name}.md"),
            text: crate::read::encoding::decode(bytes).text,
        };
        let mut report = Report::default();
        let files = [LogbookFile {
            source: &source,
            head: Head::default(),
            key: None,
        }];
        let m = read(
            &files,
            name,
            &crate::model::config::Config::default().expected,
            &mut report,
        );
        println!("=== {name}");
        println!(
            "title {:?} coll {:?} group {:?} authors {:?}",
            m.facts.title,
            m.facts.collectivity,
            m.facts.group,
            m.facts.authors.len()
        );
        println!(
            "palier {:?} score {:?} opened {:?} tools {:?}",
            m.facts.maturity, m.facts.score, m.facts.opened, m.facts.tools
        );
        println!(
            "cover {:?} embeds {}",
            m.facts.cover.is_some(),
            m.facts.embeds
        );
        println!(
            "datasets {:#?}\nmaps {:#?} reuses {:?} orgs {:?}",
            m.facts.datasets, m.facts.maps, m.facts.reuses, m.facts.organizations
        );
        println!("opening: {:?}", walk::plain_blocks(&m.opening.blocks));
        let mut total = 0;
        for s in &m.sections {
            total += s.facts.words;
            println!(
                "-- {:?} {:?} words {} tables {} outcomes {} mood {:?}\n   lead {:?}\n   contents {:?}",
                s.key,
                s.title,
                s.facts.words,
                s.facts.tables,
                s.facts.outcomes.len(),
                s.facts.mood,
                s.facts.lead,
                s.facts.contents
            );
            for a in &s.facts.attachments {
                println!(
                    "   {:?} {:?} {:?}",
                    a.kind,
                    a.state,
                    a.link.as_deref().map(|l| &l[..l.len().min(60)])
                );
            }
            let text = walk::plain_blocks(&s.blocks);
            for line in text.lines() {
                if line.contains("**")
                    || line.contains("](")
                    || line.contains("<")
                    || line.contains(">>>")
                    || line.contains(" _")
                    || line.contains("_ ")
                {
                    println!("   !! {line}");
                }
            }
            for b in &s.blocks {
                if let Block::Code { text, .. } = b {
                    println!("  CODE {text}");
                }
            }
        }
        println!("words {total}");
        report.sort();
        for d in report.diagnostics() {
            println!(
                "{}:{} {} {}",
                d.place.as_ref().map_or(0, |p| p.line),
                d.place.as_ref().map_or(0, |p| p.column),
                d.code(),
                d.message(crate::diag::Language::French)
            );
        }
    }
}
