//! What tables say: their values.

use super::family;

family! {
    spreadsheet_error(value) "data.spreadsheet-error" Warning
        fr "« {value} » est une erreur de tableur, lue comme une cellule vide",
            "corrigez la formule dans le tableur, puis exportez de nouveau",
            "Une formule qui échoue laisse un code d’erreur à la place de la valeur."
        en "“{value}” is an error of a spreadsheet, read as a blank cell",
            "mend the formula in the spreadsheet, then export again",
            "A formula that fails leaves an error code in the place of the value.";
    empty_column() "data.empty-column" Warning
        fr "colonne vide sur toutes les lignes",
            "remplissez-la, ou retirez-la de la table",
            "Une colonne annoncée et vide fait douter de toute la table ; un modèle recopié en laisse souvent."
        en "column that is blank on all rows",
            "fill it, or take it out of the table",
            "A column that is announced and blank casts doubt on the whole table; a copied template often leaves some.";
    ambiguous_date(example) "data.ambiguous-date" Warning
        fr "jour et mois ambigus : « {example} », et aucun jour n’y dépasse 12 ; lu jour/mois/année, laissé tel quel",
            "vérifiez avec une date connue, puis écrivez les dates en AAAA-MM-JJ à la source",
            "Un tableur en anglais écrit le mois d’abord : 03/04/2019 peut être en mars ou en avril."
        en "ambiguous day and month: “{example}”, and no day there is above 12; read day/month/year, left as it is",
            "check with a date that you know, then write dates as YYYY-MM-DD at the source",
            "A spreadsheet in English writes the month first: 03/04/2019 may be in March or in April.";
    month_year_as_day(example, guess) "data.month-year-as-day" Warning
        fr "« {example} » : sans doute {guess}, changé en date par le tableur ; toutes les dates de la colonne ont le même jour et la même année",
            "reprenez la colonne à la source, en la mettant au format Texte avant de saisir",
            "Un tableur lit « 04-15 » comme un jour de l’année en cours. carnet ne devine pas à votre place."
        en "“{example}”: probably {guess}, made a date by the spreadsheet; all dates of the column share one day and one year",
            "take the column again from its source, with the format Text set before typing",
            "A spreadsheet reads “04-15” as a day of the current year. carnet does not guess in your place.";
}
