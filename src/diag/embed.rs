//! Embedded frames.

use super::family;

family! {
    host(host) "embed.host" Warning
        fr "contenu intégré d’un hôte non admis, remplacé par un lien : {host}",
            "hôtes admis : uMap, Flourish, Datawrapper, RAWGraphs, Canva, Google (graphiques publiés)",
            "Un cadre d’un hôte quelconque peut pister ou tromper les lecteurs."
        en "embed from a host that is not allowed, made a link: {host}",
            "allowed hosts: uMap, Flourish, Datawrapper, RAWGraphs, Canva, Google (published charts)",
            "A frame from any host can track or deceive readers.";
    pasted_code() "embed.pasted-code" Warning
        fr "code d’intégration collé comme texte",
            "lancez « carnet import --clean », ou collez l’adresse seule",
            "Le code s’affiche tel quel dans la page au lieu de la figure."
        en "embed code pasted as text",
            "run “carnet import --clean”, or paste the address alone",
            "The code shows as it is in the page instead of the figure.";
}
