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
}
