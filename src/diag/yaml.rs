//! Front matter and sheets.

use super::family;

family! {
    syntax() "yaml.syntax" Error + stops
        fr "YAML illisible à partir d’ici",
            "vérifiez les deux-points, les guillemets et l’alignement de cette ligne et de la précédente",
            "carnet ne devine pas ce qu’un en-tête mal écrit voulait dire."
        en "YAML cannot be read from here",
            "check colons, quotes and alignment on this line and the one before",
            "carnet does not guess what a broken header meant.";
    tab() "yaml.tab" Error + stops
        fr "tabulation dans l’alignement du YAML",
            "remplacez la tabulation par des espaces",
            "En YAML, seul un alignement fait d’espaces dit ce qui va ensemble."
        en "tab in the indentation of YAML",
            "replace the tab with spaces",
            "In YAML, only indentation made of spaces says what belongs together.";
    quote() "yaml.quote" Error + stops
        fr "guillemet ouvert et jamais fermé, ou suivi de texte",
            "fermez le guillemet à la fin de la valeur ; une apostrophe s’écrit entre guillemets doubles : \"l'eau\"",
            "Sans fermeture, tout le reste de l’en-tête appartient au texte entre guillemets."
        en "quote opened and never closed, or followed by text",
            "close the quote at the end of the value; write an apostrophe between double quotes: \"l'eau\"",
            "Without its end, the rest of the header belongs to the quoted text.";
    escape() "yaml.escape" Error + stops
        fr "barre oblique inverse suivie d’un signe que YAML ne connaît pas",
            "doublez la barre (\\\\), ou utilisez des guillemets simples",
            "Entre guillemets doubles, la barre inverse annonce un signe spécial."
        en "backslash followed by a sign that YAML does not know",
            "double the backslash (\\\\), or use single quotes",
            "Between double quotes, a backslash announces a special sign.";
    bracket() "yaml.bracket" Error + stops
        fr "crochet ou accolade mal fermé, ou virgule manquante",
            "une liste s’écrit [un, deux], un groupe {cle: valeur} ; mettez entre guillemets un texte qui commence par [ ou {",
            "Sans fermeture, on ne sait pas où la liste finit."
        en "bracket or brace not closed well, or comma missing",
            "a list is written [one, two], a group {key: value}; quote a text that starts with [ or {",
            "Without its end, nobody knows where the list stops.";
    colon() "yaml.colon" Error + stops
        fr "deux-points inattendus dans une valeur, ou clé sans deux-points",
            "écrivez « clé: valeur » ; mettez entre guillemets une valeur qui contient « : »",
            "Les deux-points suivis d’une espace séparent la clé de sa valeur."
        en "unexpected colon in a value, or key without a colon",
            "write “key: value”; quote a value that contains “: ”",
            "A colon followed by a space separates a key from its value.";
    indentation() "yaml.indentation" Error + stops
        fr "alignement du YAML incohérent",
            "alignez les clés d’un même niveau sur la même colonne",
            "L’alignement dit ce qui va ensemble."
        en "YAML indentation does not line up",
            "start the keys of one level in the same column",
            "Indentation says what belongs together.";
    reserved(sign) "yaml.reserved" Error + stops
        fr "une valeur ne peut pas commencer par « {sign} »",
            "mettez la valeur entre guillemets",
            "Ce signe a un sens particulier en YAML."
        en "a value cannot start with “{sign}”",
            "quote the value",
            "This sign has a meaning of its own in YAML.";
    duplicate_key(key) "yaml.duplicate-key" Error + stops
        fr "clé écrite deux fois : « {key} »",
            "gardez une seule des deux lignes",
            "carnet ne choisit pas laquelle des deux valeurs compte."
        en "key written twice: “{key}”",
            "keep only one of the two lines",
            "carnet does not choose which of the two values counts.";
    unknown_alias() "yaml.unknown-alias" Error + stops
        fr "renvoi (*nom) vers un repère (&nom) qui n’existe pas, ou qui se contient lui-même",
            "mettez entre guillemets une valeur qui commence par une étoile",
            "Une étoile au début d’une valeur YAML renvoie à un repère placé plus haut."
        en "alias (*name) to an anchor (&name) that does not exist, or that contains itself",
            "quote a value that starts with a star",
            "A star at the start of a YAML value refers to an anchor placed above.";
    too_big() "yaml.too-big" Error + stops
        fr "YAML trop grand ou trop imbriqué",
            "simplifiez : au plus 64 niveaux, et 100 000 valeurs renvois compris",
            "Quelques lignes de renvois peuvent décrire des milliards de valeurs : carnet s’arrête avant."
        en "YAML too big or too deeply nested",
            "simplify: at most 64 levels, and 100,000 values, aliases included",
            "A few lines of aliases can describe billions of values: carnet stops before.";
    several_documents() "yaml.several-documents" Error + stops
        fr "un second document YAML commence ici",
            "retirez cette ligne, ou fermez l’en-tête par ---",
            "Un seul document est attendu."
        en "a second YAML document starts here",
            "remove this line, or close the front matter with ---",
            "Only one document is expected.";
    key_not_text() "yaml.key-not-text" Error + stops
        fr "une clé doit être un mot simple",
            "écrivez « clé: valeur »",
            "Une liste ou un groupe ne peut pas nommer une valeur."
        en "a key must be a simple word",
            "write “key: value”",
            "A list or a group cannot name a value.";
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
    not_a_map() "yaml.not-a-map" Error + stops
        fr "l’en-tête doit être fait de lignes « clé: valeur »",
            "écrivez par exemple « titre: Carnet de bord d’Arlysère »",
            "carnet y cherche des clés, et n’en trouve pas."
        en "front matter must be made of lines “key: value”",
            "write for instance “title: Logbook of Arlysère”",
            "carnet looks for keys there, and finds none.";
    front_matter_unclosed() "yaml.front-matter-unclosed" Error + stops
        fr "en-tête ouvert par --- et jamais fermé",
            "ajoutez une ligne --- après l’en-tête",
            "Sans fermeture, on ne sait pas où le texte commence."
        en "front matter opened by --- and never closed",
            "add a --- line after the header",
            "Without its end, nobody knows where the text starts.";
}
