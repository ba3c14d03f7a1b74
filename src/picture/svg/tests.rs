use super::*;
use crate::picture::samples::{jpeg, phone_photo, photo};

const NS: &str = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'";

fn cleaned(inner: &str) -> Clean {
    clean(format!("<svg {NS} viewBox='0 0 10 10'>{inner}</svg>").as_bytes()).unwrap()
}

/// What stands between the root's tags.
fn inner(inner: &str) -> String {
    let text = cleaned(inner).text;
    let start = text.find('>').unwrap() + 1;
    text[start..]
        .trim_end()
        .trim_end_matches("</svg>")
        .to_owned()
}

#[test]
fn a_drawing_is_written_again_as_it_was() {
    let drawing = "<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>\
        <g transform=\"scale(2)\" style=\"fill:url(#a)\"><path d=\"M0 0L5 5\"/><text x=\"1\" y=\"2\">Été &amp; &lt;co&gt;</text></g>\
        <use href=\"#a\"/>";
    assert_eq!(inner(drawing), drawing);
    let clean = cleaned(drawing);
    assert!(clean.removed.is_empty(), "{:?}", clean.removed);
    assert!(clean.text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\" viewBox=\"0 0 10 10\">"));
}

#[test]
fn nothing_that_runs_or_loads_is_left() {
    for (payload, removed) in [
        ("<script>alert(1)</script>", "<script>"),
        ("<script href='data:text/javascript,alert(1)'/>", "<script>"),
        (
            "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
            "<script>",
        ),
        ("<script xmlns=''>alert(1)</script>", "<script>"),
        (
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
            "<script>",
        ),
        (
            "<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='alert(1)'/>",
            "<img>",
        ),
        (
            "<foreignObject><h:iframe xmlns:h='http://www.w3.org/1999/xhtml'/></foreignObject>",
            "<foreignObject>",
        ),
        ("<rect onclick='alert(1)'/>", "onclick="),
        ("<rect ONLOAD='alert(1)'/>", "ONLOAD="),
        ("<g onload='alert(1)'><g/></g>", "onload="),
        (
            "<animate attributeName='href' to='javascript:alert(1)'/>",
            "<animate>",
        ),
        ("<set attributeName='onmouseover' to='alert(1)'/>", "<set>"),
        ("<use href='https://example.org/x.svg#a'/>", "href="),
        (
            "<use xlink:href='data:image/svg+xml,&lt;svg/&gt;#a'/>",
            "href=",
        ),
        ("<image href='https://example.org/pixel.png'/>", "href="),
        ("<image href='javascript:alert(1)'/>", "href="),
        ("<image href='data:text/html,&lt;script&gt;'/>", "href="),
        (
            "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
            "href=",
        ),
        (
            "<image href='data:image/png;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'/>",
            "href=",
        ),
        ("<feImage href='https://example.org/x.png'/>", "<feImage>"),
        ("<rect style='fill:url(https://example.org/x)'/>", "CSS"),
        ("<rect fill='url(//example.org/x)'/>", "fill="),
        ("<style>@import 'https://example.org/x.css';</style>", "CSS"),
        (
            "<style><![CDATA[a{b:url(http://x)}</style><script>alert(1)</script>]]></style>",
            "CSS",
        ),
        ("<iframe srcdoc='&lt;script&gt;'/>", "<iframe>"),
        (
            "<handler type='text/javascript'>alert(1)</handler>",
            "<handler>",
        ),
        ("<font-face-uri xlink:href='http://x'/>", "<font-face-uri>"),
    ] {
        let clean = cleaned(payload);
        assert!(
            clean.removed.iter().any(|name| name == removed),
            "{payload}: {:?}",
            clean.removed
        );
        let lower = clean.text.to_lowercase();
        for word in [
            "script",
            "alert",
            "onclick",
            "onload",
            "onerror",
            "example.org",
            "data:",
            "<iframe",
            "<h:",
            "@import",
            "http://x",
        ] {
            assert!(!lower.contains(word), "{payload}: {}", clean.text);
        }
        // What is left is a drawing that reads again, and has nothing left to remove.
        let again = super::clean(clean.text.as_bytes()).unwrap();
        assert!(again.removed.is_empty(), "{payload}: {:?}", again.removed);
        assert_eq!(again.text, clean.text);
    }
}

#[test]
fn links_keep_their_words_only() {
    assert_eq!(
        inner("<a xlink:href='javascript:alert(1)' target='_top'><text>ici</text></a>"),
        "<g><text>ici</text></g>"
    );
}

#[test]
fn references_stay_inside_the_file() {
    assert_eq!(inner("<use xlink:href=' #a '/>"), "<use href=\"#a\"/>");
    assert_eq!(
        inner("<use href='#a' xlink:href='#b'/>"),
        "<use href=\"#a\"/>"
    );
    assert_eq!(inner("<use href='#a b'/>"), "<use/>");
}

#[test]
fn processing_instructions_and_doctype_go_and_entities_are_only_text() {
    let text = "<?xml version='1.0'?><?xml-stylesheet href='http://x/y.css'?>\
         <!DOCTYPE svg [<!ENTITY ns 'http://www.w3.org/2000/svg'><!ENTITY bad '<script>alert(1)</script>'>]>\
         <!-- c --><svg xmlns='&ns;'><title>é</title>&bad;<rect/></svg>";
    let clean = clean(text.as_bytes()).unwrap();
    assert!(
        !clean.text.contains("script") && !clean.text.contains("<?") && !clean.text.contains("<!")
    );
    assert!(clean.text.contains("<title>é</title><rect/>"));
    // An entity of a file of the machine is not read.
    let text =
        "<!DOCTYPE svg [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><svg><text>&f;</text></svg>";
    assert!(super::clean(text.as_bytes()).map_or(true, |clean| !clean.text.contains("root")));
}

#[test]
fn bombs_are_refused() {
    // Ten uses of ten uses of …
    let mut bomb = String::from("<g id='a0'><rect/></g>");
    for level in 1..12 {
        let uses = format!("<use href='#a{}'/>", level - 1).repeat(10);
        bomb += &format!("<g id='a{level}'>{uses}</g>");
    }
    let text = format!("<svg {NS}>{bomb}</svg>");
    assert_eq!(clean(text.as_bytes()), Err(SvgRefusal::TooManyCopies));
    // A circle of uses is a browser's own matter: it draws none.
    assert!(clean(format!("<svg {NS}><g id='a'><use href='#a'/></g></svg>").as_bytes()).is_ok());
    let deep = format!(
        "<svg {NS}>{}{}</svg>",
        "<g>".repeat(300),
        "</g>".repeat(300)
    );
    assert_eq!(clean(deep.as_bytes()), Err(SvgRefusal::TooDeep));
    let deeper = format!("<svg {NS}>{}", "<g>".repeat(200_000));
    assert_eq!(clean(deeper.as_bytes()), Err(SvgRefusal::TooDeep));
    let mut laughs = String::from("<!ENTITY a0 'ha'>");
    for level in 1..12 {
        laughs += &format!(
            "<!ENTITY a{level} '{}'>",
            format!("&a{};", level - 1).repeat(10)
        );
    }
    let text = format!("<!DOCTYPE svg [{laughs}]><svg {NS}><text>&a11;</text></svg>");
    assert_eq!(clean(text.as_bytes()), Err(SvgRefusal::Malformed));
}

#[test]
fn photos_inside_lose_their_position() {
    use base64::Engine;
    let code = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let image = photo(16, 12);
    let text = format!(
        "<image href='data:image/jpeg;base64,{}'/>",
        code(&phone_photo(&image, 1))
    );
    let clean = cleaned(&text);
    assert!(clean.position && clean.removed.is_empty());
    let plain =
        crate::picture::strip::strip(&jpeg(&image), crate::picture::format::Format::Jpeg).unwrap();
    assert!(clean.text.contains(&code(&plain.bytes)));
}

#[test]
fn notes_of_drawing_programs_go_without_a_word() {
    let text = format!(
        "<svg {NS} xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' \
         xmlns:sodipodi='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' \
         inkscape:export-filename='/home/jeanne/secret.png'><sodipodi:namedview/><metadata>jeanne</metadata>\
         <g inkscape:label='Calque 1' data-x='1'/></svg>"
    );
    let clean = clean(text.as_bytes()).unwrap();
    assert!(clean.removed.is_empty(), "{:?}", clean.removed);
    assert!(!clean.text.contains("jeanne") && clean.text.contains("<g/>"));
}

#[test]
fn other_encodings_are_read() {
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><svg xmlns='http://www.w3.org/2000/svg'><text>\xE9t\xE9</text></svg>";
    assert!(clean(latin).unwrap().text.contains("été"));
}
