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
        fr "code d’intégration collé comme texte, lu comme la figure qu’il montre",
            "collez plutôt l’adresse seule, sur sa ligne",
            "Collé comme texte, le code s’afficherait tel quel dans la page ; carnet montre la figure à sa place."
        en "embed code pasted as text, read as the figure that it shows",
            "rather paste the address alone, on its own line",
            "Pasted as text, the code would show as it is in the page; carnet shows the figure in its place.";
}
