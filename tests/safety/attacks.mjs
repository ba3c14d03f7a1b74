// Writes a project made of attacks into a temporary folder. Written rather than kept as files: half of these names
// cannot be checked out on every machine.
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const beacon = 'https://attack.example.org';
const run = "document.documentElement.dataset.pwned='yes';alert(1)";

/** Markdown bodies, by the words that must stay readable around each. */
export const payloads = {
  script: `<script>${run}</script>\n\n<SCRIPT SRC="${beacon}/x.js"></SCRIPT>\n\n<scr<script>ipt>${run}</scr</script>ipt>\n\n<script>\n\n${run}\n\n</script>`,
  handlers: `<img src="x" onerror="${run}">\n\n<img src=x onerror=${run.replaceAll(' ', '')} alt="a">\n\n<p onmouseover="${run}" onclick='${run}'>survol</p>\n\n<details open ontoggle="${run}"><summary>plus</summary>détail</details>\n\n<svg/onload=${run}>\n\n<body onload="${run}">\n\n<table onfocus="${run}" tabindex=1 autofocus><tr><td onclick="${run}">case</td></tr></table>`,
  links: `[a](javascript:${encodeURI(run)})\n[b](JaVaScRiPt:alert(1))\n[c](java&#x09;script:alert(1))\n[d](java&#10;script:alert&lpar;1&rpar;)\n[e](&#106;avascript:alert(1))\n[f]( javascript:alert(1))\n[g](\x01javascript:alert(1))\n[h](vbscript:msgbox)\n[i](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)\n[j](<java\tscript:alert(1)>)\n[k](file:///etc/passwd)\n[l](//attack.example.org/x)\n[m](blob:null/x)\n[n](view-source:javascript:alert(1))\n\n<a href="java\tscript:alert(1)">n</a> <a href=" &#14; javascript:alert(1)">o</a> <a href="javascript&colon;alert(1)">p</a> <a href='data:text/html,<script>alert(1)</script>'>q</a>\n\n[r]: javascript:alert(1)\n\n[r][r] <javascript:alert(1)>\n\n[](javascript:alert(1)) [javascript:alert(1)]()`,
  images: `![a](javascript:alert(1))\n\n![b](data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4=)\n\n![c" onerror="alert(1)](images/dessin.svg)\n\n![d](x" onerror="alert(1))\n\n![e](images/dessin.svg "titre\\" onload=\\"alert(1)")\n\n![f](file:///etc/passwd)\n\n![g](../../../../etc/passwd)\n\n![h](/etc/passwd)\n\n![i](images/lien.png)`,
  svg: `<svg xmlns="http://www.w3.org/2000/svg"><script>${run}</script><a xlink:href="javascript:alert(1)"><text>svg</text></a><animate onbegin="${run}" attributeName="x" dur="1s"/><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>\n\n<math><mtext><table><mglyph><style><img src=x onerror="${run}"></style></mglyph></table></mtext></math>\n\n<svg></p><style><a id="</style><img src=1 onerror=${run.replaceAll(' ', '')}>">`,
  frames: `<iframe srcdoc="<script>parent.document.documentElement.dataset.pwned='yes'</script>"></iframe>\n\n<iframe src="javascript:alert(1)"></iframe>\n\n<iframe src="data:text/html,<script>alert(1)</script>"></iframe>\n\n<iframe src="${beacon}/frame"></iframe>\n\n<iframe src="//umap.openstreetmap.fr.attack.example.org/fr/map/x_1"></iframe>\n\n<iframe src="https://umap.openstreetmap.fr@attack.example.org/fr/map/x_1"></iframe>\n\n<iframe src="https://umap.openstreetmap.fr/fr/map/a_1?x=&quot;onload=alert(1)" onload="${run}"></iframe>\n\n<object data="${beacon}/o"></object> <embed src="${beacon}/e"> <applet code="x"></applet> <portal src="${beacon}"></portal> <frameset><frame src="${beacon}"></frameset>`,
  page: `<base href="${beacon}/">\n\n<meta http-equiv="refresh" content="0;url=${beacon}/">\n\n<link rel="stylesheet" href="${beacon}/x.css"><link rel="prefetch" href="${beacon}/p">\n\n<form action="${beacon}/"><input name="a" autofocus onfocus="${run}"><button formaction="javascript:alert(1)">go</button></form>\n\n<style>@import '${beacon}/i.css'; body{background:url(${beacon}/b);display:none}</style>\n\n<p style="background:url(${beacon}/s);width:expression(alert(1));position:fixed;inset:0">style</p>\n\n<div style="behavior:url(x.htc);-moz-binding:url(${beacon})">liant</div>\n\n<video src="${beacon}/v" onerror="${run}" autoplay></video><audio src="${beacon}/a"></audio><source srcset="${beacon}/s"><picture><source srcset="${beacon}/p 1x"><img src="${beacon.replace('https', 'http')}/i"></picture>\n\n<input type="image" src="${beacon}/i"> <template><script>${run}</script></template> <noscript><p title="</noscript><img src=x onerror=${run.replaceAll(' ', '')}>"></noscript> <plaintext`,
  tera: `{{ 7 * 7 }} {{ config }} {% for x in range(end=9) %}boucle{% endfor %} {% include "base.html" %} {{ __tera_context }} {# commentaire #} {%- raw -%} \`{{ code }}\`\n\n### {{ titre }} {% if true %}\n\n[{{ lien }}]({{ 7*7 }}) ![{{ alt }}](images/dessin.svg "{{ titre }}")`,
  comments: `<!-- --!><img src=x onerror="${run}"> -->\n\n<![CDATA[<script>${run}</script>]]>\n\n<?php echo 1 ?>\n\n<!DOCTYPE html [<!ENTITY x "y">]>\n\n<!-->\n\n<img src=x onerror="${run}"> -->\n\n<textarea><img title="</textarea><img src=x onerror=${run.replaceAll(' ', '')}>"></textarea>\n\n<title><img title="</title><img src=x onerror=${run.replaceAll(' ', '')}>"></title>`,
  clobbering: `<a id="carnet">x</a><a id="carnet" name="y">y</a><img name="documentElement" src="x"><form name="body"><input name="attributes"></form><p id="__proto__" class="theme-switch embed">classe</p><div class="embed" data-src="javascript:alert(1)"><button data-src="javascript:alert(1)">Afficher</button></div>\n\n### constructor\n\n### __proto__\n\n### "><img src=x onerror=${run.replaceAll(' ', '')}>`,
  notes: `Appel[^"><script>alert(1)</script>] et[^a].\n\n[^a]: <script>${run}</script> [x](javascript:alert(1))\n\n\`\`\`"><script>${run}</script>\ncode </code></pre><script>${run}</script>\n\`\`\`\n\n> [!"><script>alert(1)</script>]\n> encadré\n\n> [!NOTE] <img src=x onerror="${run}">\n> encadré`,
  tables: `| <script>alert(1)</script> | Réussite ou casse-tête ? |\n|:-:|---|\n| <img src=x onerror="${run}"> | [x](javascript:alert(1)) |\n\n| Réussite ou casse-tête ? | Explication / Citation |\n|---|---|\n| Réussite "><script>alert(1)</script> | <svg onload=alert(1)> |\n| Casse-tête {{ 7*7 }} | <b onclick=alert(1)>gras</b> |`,
};

/** A drawing that would run if it were put in a page. */
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20" onload="alert(1)"><script>alert(1)</script><rect width="40" height="20" fill="#0E5A73" onclick="alert(1)"/><image href="${beacon}/svg.png" width="1" height="1"/></svg>`;

/** File names that break careless addresses. */
export const names = ['espace et accent é.md', 'dièse #1.md', 'cent 100%.md', 'cent%20vingt.md', "l'apostrophe.md", 'émoji 🦊.md', 'plus+et&co.md', 'point.virgule;x.md', '{{ 7*7 }}.md', 'a=b@c.md', '(parenthèses).md', '[crochets].md', 'ÉTÉ.md', '~tilde.md'];
const unixNames = ['guillemets ".md', '<img src=x onerror=alert(1)>.md', 'deux:points.md', 'question?.md', 'retour\\arrière.md', 'étoile *.md', 'barre|x.md'];

/** Writes the project; returns its folder. The secret file beside it must never be published. */
export async function writeAttacks() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'carnet-attacks-'));
  const folder = path.join(home, 'project');
  const content = path.join(folder, 'content');
  const write = async (file, text) => {
    await mkdir(path.dirname(path.join(content, file)), { recursive: true });
    await writeFile(path.join(content, file), text);
  };
  await mkdir(content, { recursive: true });
  await writeFile(path.join(home, 'secret.md'), '# SECRET-OUTSIDE\n\nSECRET-OUTSIDE\n');
  await writeFile(path.join(home, 'secret.csv'), 'SECRET-OUTSIDE\n');
  await writeFile(path.join(folder, 'book.toml'), `[book]\ntitle = 'Essai </title><script>alert(1)</script> {{ 7*7 }} "'\nlanguage = "fr"\ndescription = '"><img src=x onerror=alert(1)> {% raw %}'\nauthors = ['</script><script>alert(1)</script>']\n`);

  const days = Object.entries(payloads);
  for (const [name, body] of days) await write(`attaque-${name}.md`, `# Attaque ${name}\n\nAvant-${name}.\n\n${body}\n\nAprès-${name}.\n`);
  await write('index.md', '---\ntitre: "Accueil <script>alert(1)</script> {{ 7*7 }}"\n---\n\nAccueil des attaques.\n');
  await write('equipe/carnet.md', [
    '---', 'titre: \'Carnet "><script>alert(1)</script> {{ 7*7 }}\'', 'collectivite:', '  name: \'Ville </title><script>alert(1)</script>\'', '  type: "<b>commune</b>"',
    'auteurs: [\'A.B. <img src=x onerror=alert(1)>\', "{{ 7*7 }}"]', 'resume: \'"><svg onload=alert(1)> {% raw %}\'', 'tags: [\'<script>alert(1)</script>\', \'" onmouseover="alert(1)\']', 'humeur: "<script>alert(1)</script>"', 'cover_alt: \'" onerror="alert(1)\'', 'couverture: images/dessin.svg',
    '---', '', '## JOUR 1 – DIAGNOSTIC <script>alert(1)</script>', '', '**Mood du jour : </p><script>alert(1)</script>**', '', payloads.handlers, '', '**Wishlist :** [liste](javascript:alert(1))', '', '## JOUR 2 – IDENTIFICATION {{ 7*7 }}', '', payloads.tera, '', '## JOUR 5 – VALORISATION', '', payloads.frames, '', 'Fin-equipe.', '',
  ].join('\n'));
  await write('equipe/images/dessin.svg', drawing);
  await write('images/dessin.svg', drawing);
  await write('fichier.html', `<script>${run}</script>`);
  await write('equipe/data/"x".csv'.replaceAll('"', process.platform === 'win32' ? '' : '"'), '=cmd|calc,<script>alert(1)</script>\n');
  for (const name of [...names, ...(process.platform === 'win32' ? [] : unixNames)]) {
    await write(`noms/${name}`, `# Nom ${name.replace(/[<>[\]{}*\\]/g, '')}\n\nTexte-nom.\n\n![dessin](../images/dessin.svg)\n\n[accueil](../index.md)\n`);
  }
  if (process.platform !== 'win32') {
    await symlink(path.join(home, 'secret.md'), path.join(content, 'lien.md'));
    await symlink(home, path.join(content, 'dossier-lie'));
    await symlink('/etc/passwd', path.join(content, 'images/lien.png'));
    await symlink(content, path.join(content, 'boucle'));
    await symlink(path.join(home, 'secret.csv'), path.join(content, 'equipe/data/lien.csv'));
  }
  await write('telechargement.md', '# Téléchargements\n\n[a](equipe/data/lien.csv) [b](../../secret.csv) [c](/etc/passwd) [d](../book.toml) [e](fichier.html) [f](images/dessin.svg) [g](dossier-lie/secret.csv)\n\nFin-telechargement.\n');
  return folder;
}

/** Front matters that point outside or break the reader: each is built alone, and none may write outside its site. */
export const frontMatters = {
  'slug that climbs': 'slug: ../../evade',
  'slug from the root': 'slug: /tmp/evade',
  'slug with a drive': 'slug: "C:\\\\evade"',
  'slug of dots': 'slug: ".."',
  'alias that climbs': 'aliases: ["../../evade.html", "/evade.html"]',
  'cover outside': 'cover: /etc/passwd',
  'cover that climbs': 'cover: ../../../../../../etc/passwd',
  'cover with a scheme': 'cover: "javascript:alert(1)"',
  'language with markup': 'lang: \'fr"><script>alert(1)</script>\'',
  'alias bomb': 'tags: [&a [x,x,x,x,x,x,x,x,x], &b [*a,*a,*a,*a,*a,*a,*a,*a,*a], &c [*b,*b,*b,*b,*b,*b,*b,*b,*b], &d [*c,*c,*c,*c,*c,*c,*c,*c,*c], &e [*d,*d,*d,*d,*d,*d,*d,*d,*d], &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]]',
  'deep nesting': `tags: ${'['.repeat(5000)}${']'.repeat(5000)}`,
  'a tag that constructs': 'title: !!python/object/apply:os.system ["touch /tmp/evade"]',
  'repeated key': 'title: a\ntitle: b',
  'a huge number': 'day: 99999999999999999999999',
  'a negative day': 'day: -1',
  'not a mapping': '- a\n- b',
  'a null byte': 'title: "a\\0b"',
  'tabs': 'title:\n\t- a',
  'a recursive alias': 'title: &a [*a]',
  'a merge key': '<<: {title: x}',
  'a date out of the calendar': 'date: 2026-02-31',
  'an octal code': 'collectivity: {name: x, insee: 01004, siren: 0o17}',
  'sexagesimal': 'title: 12:30:45',
  'norway': 'lang: no',
};

/** Configurations that point outside. */
export const configurations = {
  'source outside': '[book]\ntitle = "x"\nsrc = "../.."\n',
  'source from the root': '[book]\ntitle = "x"\nsrc = "/etc"\n',
  'output over the source': '[book]\ntitle = "x"\n[build]\nbuild-dir = "content"\n',
  'output outside': '[book]\ntitle = "x"\n[build]\nbuild-dir = "../evade"\n',
  'output is the project': '[book]\ntitle = "x"\n[build]\nbuild-dir = "."\n',
  'logo outside': '[book]\ntitle = "x"\n[output.html]\nlogo = "../../secret.svg"\n',
  'theme outside': '[book]\ntitle = "x"\n[output.html]\ntheme = "../../evade"\n',
  'color that closes a rule': '[book]\ntitle = "x"\n[output.html]\naccent = "red;}body{display:none}"\n',
  'base that is a script': '[book]\ntitle = "x"\n[build]\nbase-url = "javascript:alert(1)"\n',
  'repeated key': '[book]\ntitle = "x"\ntitle = "y"\n',
  'deep nesting': `[book]\ntitle = "x"\nauthors = ${'['.repeat(2000)}${']'.repeat(2000)}\n`,
};
