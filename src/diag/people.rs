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
}
