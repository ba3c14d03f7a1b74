//! The text itself: encoding, indentation, marks, HTML.

use super::family;

family! {
    encoding(encoding) "text.encoding" Warning
        fr "fichier lu en {encoding}, et non en UTF-8",
            "enregistrez le fichier en UTF-8",
            "Un texte qui n’est pas en UTF-8 peut perdre ses accents sur une autre machine."
        en "file read as {encoding}, not UTF-8",
            "save the file as UTF-8",
            "A text that is not UTF-8 can lose its accents on another machine.";
    stray_byte(letter) "text.stray-byte" Warning
        fr "lettre qui n’est pas en UTF-8, lue « {letter} »",
            "retapez cette lettre, puis enregistrez le fichier en UTF-8",
            "Le reste du fichier est en UTF-8 ; cette ligne vient sans doute d’un autre logiciel. carnet devine la lettre, vérifiez-la."
        en "letter that is not UTF-8, read as “{letter}”",
            "type that letter again, then save the file as UTF-8",
            "The rest of the file is UTF-8; this line probably comes from another program. carnet guesses the letter, check it.";
    indented(lines) "text.indented" Hint
        fr "paragraphes indentés lus comme du texte ({lines} lignes)",
            "retirez les espaces du début des lignes, ou lancez « carnet import »",
            "En Markdown, quatre espaces en début de ligne font un bloc de code : des journées entières disparaissaient ainsi."
        en "indented paragraphs read as text ({lines} lines)",
            "remove the spaces at the start of the lines, or run “carnet import”",
            "In Markdown, four spaces at the start of a line make a code block: whole days used to vanish that way.";
    indented_code() "text.indented-code" Warning
        fr "bloc indenté gardé comme code : vérifiez",
            "entourez un vrai code de ``` ; sinon retirez les espaces du début des lignes",
            "Ce bloc ressemble plus à du code qu’à des phrases, carnet le laisse donc tel quel."
        en "indented block kept as code: check it",
            "fence real code with ```; otherwise remove the leading spaces",
            "This block looks more like code than like sentences, so carnet leaves it as it is.";
    unclosed_mark(mark) "text.unclosed-mark" Warning
        fr "marque « {mark} » ouverte et jamais fermée",
            "ajoutez ou retirez une marque : elles vont par deux",
            "Une marque de gras ou d’italique sans sa jumelle se verrait dans la page ; carnet la retire."
        en "mark “{mark}” opened and never closed",
            "add or remove a mark: they go in pairs",
            "A bold or italic mark without its twin would show on the page; carnet removes it.";
    unclosed_fence() "text.unclosed-fence" Warning
        fr "bloc de code ouvert et jamais fermé",
            "fermez-le par une ligne ``` ",
            "Sans fermeture, tout le reste du fichier serait du code ; carnet le lit comme du texte."
        en "code block opened and never closed",
            "close it with a ``` line",
            "Without its end, the rest of the file would be code; carnet reads it as text.";
    unclosed_comment() "text.unclosed-comment" Warning
        fr "commentaire <!-- jamais fermé : le texte qui suit est gardé",
            "fermez-le par -->, ou retirez <!--",
            "Un navigateur cacherait tout ce qui suit ; carnet garde le texte."
        en "comment <!-- never closed: the text after it is kept",
            "close it with -->, or remove <!--",
            "A browser would hide everything after it; carnet keeps the text.";
    instruction() "text.instruction" Hint
        fr "consigne du modèle retirée",
            "rien à faire ; « carnet import » la retire aussi du fichier",
            "Le modèle de carnet contient des consignes destinées à l’équipe, pas aux lecteurs."
        en "template instruction removed",
            "nothing to do; “carnet import” also removes it from the file",
            "The logbook template holds instructions meant for the team, not for readers.";
    html_removed(tag) "text.html-removed" Warning
        fr "balise HTML non admise retirée : <{tag}>",
            "écrivez en Markdown ; les balises admises sont listées dans le guide",
            "Une page publiée ne doit rien exécuter de ce qu’un fichier contient : seules des balises de texte sûres passent."
        en "HTML tag not allowed, removed: <{tag}>",
            "write Markdown; the guide lists the tags that are allowed",
            "A published page must run nothing that a file holds: only safe text tags pass.";
    html_unclosed(tag) "text.html-unclosed" Warning
        fr "balise HTML <{tag}> jamais fermée : elle avale la suite",
            "ajoutez </{tag}>, ou retirez la balise",
            "Sans fermeture, tout ce qui suit appartient à la balise et disparaît avec elle."
        en "HTML tag <{tag}> never closed: it swallows what follows",
            "add </{tag}>, or remove the tag",
            "Without its end, all that follows belongs to the tag and vanishes with it.";
    attribute_removed(name) "text.attribute-removed" Warning
        fr "attribut HTML non admis retiré : {name}",
            "retirez-le : la page n’exécute rien de ce qu’un fichier contient",
            "Un attribut comme onclick exécuterait du code chez le lecteur."
        en "HTML attribute not allowed, removed: {name}",
            "remove it: the page runs nothing that a file holds",
            "An attribute such as onclick would run code in the reader’s browser.";
}
