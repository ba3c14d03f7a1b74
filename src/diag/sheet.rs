//! Description sheets of datasets.

use super::family;

family! {
    not_a_sheet() "sheet.not-a-sheet" Error + stops
        fr "la fiche doit être faite de lignes « clé: valeur »",
            "écrivez par exemple « titre: Consommation de gaz » ; « carnet new sheet FICHIER » écrit une fiche à remplir",
            "carnet y cherche des clés, et n’en trouve pas."
        en "the sheet must be made of lines “key: value”",
            "write for instance “title: Gas consumption”; “carnet new sheet FILE” writes a sheet to fill in",
            "carnet looks for keys there, and finds none.";
    missing(key, what) "sheet.missing" Warning
        fr "la fiche ne dit pas : {what}",
            "ajoutez une ligne « {key}: »",
            "Sans elle, un portail de données refuse le jeu, ou ses lecteurs ne savent pas s’en servir."
        en "the sheet does not say: {what}",
            "add a line “{key}:”",
            "Without it, a data portal refuses the dataset, or its readers do not know how to use it.";
    short_description(length) "sheet.short-description" Warning
        fr "description courte : {length} caractères",
            "dites en plus de 100 caractères ce que contient une ligne, d’où viennent les données et ce qui manque",
            "Le portail national ne compte une description qu’au-delà de 100 caractères."
        en "short description: {length} characters",
            "say in more than 100 characters what a row holds, where the data comes from and what is missing",
            "The national portal counts a description above 100 characters only.";
    wrong_siren(number) "sheet.wrong-siren" Warning
        fr "ce n’est pas un numéro SIREN : « {number} »",
            "recopiez les neuf chiffres ; un SIRET en a quatorze, dont le SIREN est le début",
            "La clé de contrôle des SIREN ne tombe pas juste : un chiffre est faux. Il n’est pas publié."
        en "not a SIREN number: “{number}”",
            "copy the nine digits again; a SIRET has fourteen, and starts with the SIREN",
            "The check digit of SIREN numbers does not hold: a digit is wrong. It is not published.";
    unknown_license(name, near) "sheet.unknown-license" Warning
        fr "licence inconnue : « {name} »{near}",
            "écrivez lov2 (Licence Ouverte 2.0) ou odc-odbl (ODbL)",
            "Un portail qui ne reconnaît pas la licence affiche « non spécifiée » ; personne n’ose alors réutiliser."
        en "unknown license: “{name}”{near}",
            "write lov2 (Licence Ouverte 2.0) or odc-odbl (ODbL)",
            "A portal that does not recognize the license shows “not specified”; nobody then dares to reuse.";
    creative_commons(name) "sheet.creative-commons" Warning
        fr "licence hors de la liste des administrations : {name}",
            "préférez lov2 ou odc-odbl",
            "L’article D. 323-2-1 du code des relations entre le public et l’administration fixe la liste des licences ; les Creative Commons n’y sont pas."
        en "license outside the list for administrations: {name}",
            "prefer lov2 or odc-odbl",
            "Article D. 323-2-1 of the French code of relations between the public and the administration sets the list of licenses; Creative Commons is not on it.";
    unknown_frequency(name, near) "sheet.unknown-frequency" Warning
        fr "fréquence inconnue : « {name} »{near}",
            "écrivez annuelle, trimestrielle, mensuelle, hebdomadaire, quotidienne, ponctuelle ou irrégulière",
            "Un portail ne garde que les fréquences de sa liste."
        en "unknown frequency: “{name}”{near}",
            "write annual, quarterly, monthly, weekly, daily, as needed or irregular",
            "A portal keeps only the frequencies of its list.";
    period_backwards(start, end) "sheet.period-backwards" Warning
        fr "la période commence ({start}) après sa fin ({end})",
            "échangez les deux dates ; le site les montre dans l’ordre",
            "Une période à l’envers n’est retrouvée par aucune recherche."
        en "the period starts ({start}) after its end ({end})",
            "swap the two dates; the site shows them in order",
            "A period written backwards is found by no search.";
    wrong_address(address) "sheet.wrong-address" Warning
        fr "ce n’est pas une adresse web : « {address} »",
            "copiez l’adresse entière, avec https://",
            "Elle n’est pas publiée : le lien ne mènerait nulle part."
        en "not a web address: “{address}”",
            "copy the whole address, with https://",
            "It is not published: the link would lead nowhere.";
    personal_contact(address) "sheet.personal-contact" Warning
        fr "adresse d’une personne, non publiée : {address}",
            "donnez l’adresse d’un service, comme contact@ ou donnees@",
            "La CNIL demande une adresse générique : celle d’une personne reste publiée après son départ."
        en "address of a person, not published: {address}",
            "give the address of a service, such as contact@ or data@",
            "The CNIL asks for a generic address: a person’s stays published after they leave.";
    unknown_column(name, near) "sheet.unknown-column" Error
        fr "la table n’a pas de colonne « {name} »{near}",
            "recopiez le nom de la colonne tel qu’il est dans l’en-tête de la table",
            "Ce que la fiche dit de cette colonne ne serait montré nulle part."
        en "the table has no column “{name}”{near}",
            "copy the name of the column as it stands in the header of the table",
            "What the sheet says of this column would be shown nowhere.";
    unknown_removed_column(name, near) "sheet.unknown-removed-column" Error + stops
        fr "colonne à retirer introuvable : « {name} »{near}",
            "recopiez le nom de la colonne tel qu’il est dans l’en-tête de la table",
            "La construction s’arrête : des données que l’équipe voulait retirer seraient publiées."
        en "column to remove not found: “{name}”{near}",
            "copy the name of the column as it stands in the header of the table",
            "The build stops: data that the team wanted to remove would be published.";
    no_table(name, near) "sheet.no-table" Warning
        fr "fiche sans table : aucun fichier {name}.csv ni {name}.geojson{near}",
            "donnez à la fiche le nom de sa table, avec .yml à la fin",
            "Une fiche décrit la table qui porte le même nom qu’elle."
        en "sheet without a table: no file {name}.csv or {name}.geojson{near}",
            "give the sheet the name of its table, with .yml at the end",
            "A sheet describes the table that bears the same name.";
    two_sheets(other) "sheet.two-sheets" Warning
        fr "deux fiches pour une table : {other} est lue, celle-ci ne l’est pas",
            "gardez un seul des deux fichiers",
            "carnet ne choisit pas entre deux descriptions."
        en "two sheets for one table: {other} is read, this one is not",
            "keep one of the two files",
            "carnet does not choose between two descriptions.";
}
