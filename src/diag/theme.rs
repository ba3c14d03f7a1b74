//! Templates, styles and colors.

use super::family;

family! {
    template(detail) "theme.template" Error + stops
        fr "gabarit en erreur : {detail}",
            "corrigez le gabarit, ou retirez-le pour reprendre celui du thème",
            "Une page ne peut pas être rendue sans son gabarit."
        en "template error: {detail}",
            "correct the template, or remove it to get the theme’s own",
            "A page cannot be rendered without its template.";
    unknown_template(name, near) "theme.unknown-template" Warning
        fr "gabarit inconnu, que rien n’utilise : {name}{near}",
            "donnez-lui le nom d’un gabarit du thème encre, ou incluez-le depuis un autre",
            "Un gabarit remplace celui du même nom ; sous un autre nom, il ne change rien."
        en "unknown template, which nothing uses: {name}{near}",
            "give it the name of a template of the theme encre, or include it from another one",
            "A template replaces the one of the same name; under another name it changes nothing.";
    setting(detail) "theme.setting" Error
        fr "theme.toml : {detail}",
            "réglages admis : name = \"…\" et style = \"append\" (complète) ou \"replace\" (remplace)",
            "Un réglage que carnet ne comprend pas ne change rien au site."
        en "theme.toml: {detail}",
            "allowed settings: name = \"…\" and style = \"append\" (adds) or \"replace\" (replaces)",
            "A setting that carnet does not understand changes nothing in the site.";
    contrast(name, color, ratio, nearest) "theme.contrast" Warning
        fr "couleur {name} = {color} trop claire pour du texte : contraste {ratio}, il faut 4,5",
            "écrivez {name} = \"{nearest}\", la plus proche qui se lise ; le site l’emploie en attendant",
            "Les liens et les boutons doivent se lire sur le papier (WCAG 1.4.3, RGAA 3.2)."
        en "color {name} = {color} too light for text: contrast {ratio}, 4.5 is needed",
            "write {name} = \"{nearest}\", the nearest one that can be read; the site uses it meanwhile",
            "Links and buttons must be readable on the paper (WCAG 1.4.3).";
    no_base_url() "theme.no-base-url" Hint
        fr "pas de base-url : ni flux, ni sitemap.xml, ni image de partage, et la page 404 ne tient qu’à la racine du site",
            "écrivez base-url = \"https://…/\" dans la partie [build] de book.toml",
            "Ces fichiers demandent une adresse complète, que carnet ne peut pas deviner."
        en "no base-url: no feed, no sitemap.xml, no sharing picture, and the 404 page holds at the site’s root only",
            "write base-url = \"https://…/\" in the [build] part of book.toml",
            "These files need a whole address, which carnet cannot guess.";
}
