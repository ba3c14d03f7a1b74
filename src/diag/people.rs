//! Personal data.

use super::family;

family! {
    marks_table() "people.marks-table" Warning
        fr "tableau des rédacteurs (noms, notes) masqué",
            "rien à faire pour le site ; « carnet import » le retire du fichier",
            "Ce tableau nomme des personnes qui ont choisi des initiales, et porte leurs notes. Il n’est dans aucune sortie."
        en "writers’ table (names, marks) hidden",
            "nothing to do for the site; “carnet import” removes it from the file",
            "This table names people who chose initials, and holds their marks. It is in no output.";
    email(address) "people.email" Warning
        fr "adresse électronique publiée : {address}",
            "retirez-la, ou remplacez-la par une adresse de service",
            "Une adresse publiée reçoit du courrier indésirable, et désigne une personne."
        en "e-mail address published: {address}",
            "remove it, or use a service’s address",
            "A published address gets spam, and points at a person.";
    agent_name(name) "people.agent-name" Warning
        fr "nom d’agent probable : « {name} »",
            "demandez son accord, ou écrivez sa fonction",
            "Un agent public n’a pas choisi d’être nommé dans un carnet."
        en "probable name of a civil servant: “{name}”",
            "ask for consent, or write the person’s role",
            "Civil servants did not choose to be named in a logbook.";
    identifier_in_url(key) "people.identifier-in-url" Warning
        fr "identifiant de compte ou adresse IP dans une adresse ({key})",
            "donnez l’adresse sans ce paramètre",
            "L’identifiant désigne la personne qui a copié le lien ; carnet retire ceux qu’il peut."
        en "account id or IP address in a URL ({key})",
            "give the address without that parameter",
            "The id points at the person who copied the link; carnet removes those that it can.";
    phone(number) "people.phone" Warning
        fr "numéro de téléphone mobile publié : {number}",
            "retirez-le, ou donnez le standard du service",
            "Un numéro de mobile désigne une personne, et la suit longtemps."
        en "mobile telephone number published: {number}",
            "remove it, or give the service’s own number",
            "A mobile number points at a person, and follows that person for long.";
    /// No one knows who asked for what.
    roster_unreadable() "people.roster" Error + stops
        fr "le fichier des personnes ne se lit pas",
            "écrivez une liste, et pour chaque personne « nom: Prénom Nom » et « affichage: initiales »",
            "Sans lui, carnet nommerait des personnes qui ont demandé à ne pas l’être : rien n’est construit."
        en "the file of people cannot be read",
            "write a list, and for each person “name: First Last” and “display: initials”",
            "Without it, carnet would name people who asked not to be: nothing is built.";
    display_unfit(key) "people.display" Error
        fr "l’affichage choisi demande « {key} », qui manque : la personne n’est pas nommée",
            "écrivez « {key}: … », ou choisissez un autre affichage",
            "Dans le doute, carnet cache la personne plutôt que de la nommer."
        en "the chosen display needs “{key}”, which is missing: the person is not named",
            "write “{key}: …”, or choose another display",
            "In doubt, carnet hides the person rather than name her.";
    other_form(written, name, shown) "people.other-form" Hint
        fr "« {written} » désigne sans doute {name} : la page dit « {shown} »",
            "si c’est bien cette personne, ajoutez cette forme à « noms » dans equipe.yml ; sinon écrivez le nom entier",
            "Une forme que la liste ne donne pas (sans accent, à l’envers, raccourcie) est remplacée quand même ; dites si elle est juste."
        en "“{written}” probably stands for {name}: the page says “{shown}”",
            "if it is that person, add the form to “names” in equipe.yml; if not, write the whole name",
            "A form that the list does not give (without accents, inverted, shortened) is replaced all the same; say whether it is right.";
    near_name(written, name) "people.near-name" Warning
        fr "« {written} » ressemble à « {name} », et reste écrit tel quel",
            "corrigez l’orthographe, ou ajoutez-la à « noms » dans equipe.yml",
            "Un nom mal écrit échappe à ce que la personne a demandé."
        en "“{written}” looks like “{name}”, and stays as it is written",
            "correct the spelling, or add it to “names” in equipe.yml",
            "A misspelt name escapes what the person asked for.";
    unlisted(written) "people.unlisted" Warning
        fr "nom probable qui n’est pas dans equipe.yml : « {written} »",
            "ajoutez la personne avec son affichage ; si ce n’est pas quelqu’un à cacher, « affichage: complet »",
            "La liste protège les personnes qu’elle connaît ; une personne oubliée est nommée en entier."
        en "probable name that is not in equipe.yml: “{written}”",
            "add the person with a display; if it is nobody to hide, “display: full”",
            "The list protects the people whom it knows; one who was forgotten is named in full.";
    document_unread() "people.document" Warning
        fr "document offert tel quel : carnet n’y cherche pas les noms",
            "ouvrez-le, et vérifiez qu’il ne nomme personne qui a demandé autre chose, propriétés comprises",
            "Les textes, les tables et les dessins sont récrits selon equipe.yml ; un PDF ou un classeur ne peut pas l’être."
        en "document offered as it is: carnet does not look for names in it",
            "open it, and check that it names nobody who asked otherwise, properties included",
            "Texts, tables and drawings are rewritten after equipe.yml; a PDF or a workbook cannot be.";
    named_in_document(name) "people.named-in-document" Error + stops
        fr "ce document nomme {name}, qui a demandé autre chose",
            "retirez le nom du document ou de ses propriétés, ou retirez le lien qui l’offre",
            "Un document part tel quel : carnet ne peut pas le récrire, et ne le publie pas."
        en "this document names {name}, who asked otherwise",
            "remove the name from the document or its properties, or remove the link that offers it",
            "A document goes as it is: carnet cannot rewrite it, and does not publish it.";
}
