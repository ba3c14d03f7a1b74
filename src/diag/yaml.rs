//! Front matter and sheets.

use super::family;

family! {
    syntax(detail) "yaml.syntax" Error + stops
        fr "YAML illisible : {detail}",
            "vérifiez les deux-points, les guillemets et l’alignement",
            "carnet ne devine pas ce qu’un en-tête mal écrit voulait dire."
        en "unreadable YAML: {detail}",
            "check colons, quotes and alignment",
            "carnet does not guess what a broken header meant.";
    unknown_key(key, near) "yaml.unknown-key" Error + stops
        fr "clé inconnue : « {key} »{near}",
            "corrigez ou retirez la clé",
            "Une clé mal écrite serait ignorée sans que personne le voie."
        en "unknown key: “{key}”{near}",
            "correct or remove the key",
            "A misspelt key would be ignored without anyone seeing it.";
    wrong_value(key, expected) "yaml.wrong-value" Error + stops
        fr "« {key} » attend {expected}",
            "corrigez la valeur",
            "Une valeur d’un autre type ne veut rien dire ici."
        en "“{key}” expects {expected}",
            "correct the value",
            "A value of another type means nothing here.";
    front_matter_unclosed() "yaml.front-matter-unclosed" Error + stops
        fr "en-tête ouvert par --- et jamais fermé",
            "ajoutez une ligne --- après l’en-tête",
            "Sans fermeture, on ne sait pas où le texte commence."
        en "front matter opened by --- and never closed",
            "add a --- line after the header",
            "Without its end, nobody knows where the text starts.";
}
