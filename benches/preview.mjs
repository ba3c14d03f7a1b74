// Measures from a save to the repaint in a real browser: the file is written, the preview builds, the page changes.
//
//     node benches/preview.mjs [--logbooks 60] [--edits 50] [--folder DIR]
//
// Edits are of a text, a table, a chart block, a style sheet and a picture, in turn, of one logbook among many. Prints
// the median and the worst of each kind; nothing is asserted: people read the numbers. CARNET_BIN names the binary.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { greyPicture, launch } from '../tests/browser/lib/browser.mjs';
import { root } from '../tests/browser/lib/site.mjs';

const { values: options } = parseArgs({
  options: {
    logbooks: { type: 'string', default: '60' },
    edits: { type: 'string', default: '50' },
    folder: { type: 'string' },
  },
});
const logbooks = Number(options.logbooks);
const edits = Number(options.edits);
const release = path.join(root, 'target/release/carnet');
const binary = process.env.CARNET_BIN ?? (existsSync(release) ? release : path.join(root, 'target/debug/carnet'));

const words = 'la ville a ouvert un registre de données que personne ne tenait depuis longtemps et nous avons compté chaque ligne pour savoir ce que disait la colonne des dates'.split(' ');
const steps = ['DIAGNOSTIC', 'IDENTIFICATION', 'MISE EN QUALITÉ', 'PUBLICATION', 'VALORISATION'];
let state = 7;
function pick(list) {
  state = (state * 48271) % 2147483647;
  return list[state % list.length];
}
function paragraph(count) {
  const text = Array.from({ length: count }, () => pick(words)).join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** A logbook of some 20 KB, with a chart on its own table. */
function logbook(number) {
  const lines = [`# Carnet de bord de l'ouverture des données d'Essai ${number}`, '', 'par A.B. et C.D.', ''];
  steps.forEach((step, at) => {
    lines.push(`## JOUR ${at + 1} – ${step}`, '');
    for (let part = 0; part < 8; part += 1) {
      if (part % 3 === 0) lines.push(`### Partie ${part}`, '');
      lines.push(paragraph(80), '');
    }
    if (at === 1) {
      lines.push('```chart', 'kind: bar', 'data: gaz.csv', 'x: commune', 'y: kwh', 'title: Le gaz', '```', '', '![Une façade](images/a.png)', '', '[Le fichier](data/gaz.csv)', '');
    }
  });
  return lines.join('\n');
}

const folder = options.folder ?? await mkdtemp(path.join(os.tmpdir(), 'carnet-preview-'));
const file = (name) => path.join(folder, name);
async function write(name, text) {
  await mkdir(path.dirname(file(name)), { recursive: true });
  await writeFile(file(name), text);
}
await write('book.toml', '[book]\ntitle = "Essai"\n[output.html]\ntheme = "clair"\n');
await write('themes/clair/style.css', 'body { --essai: 0; }\n');
for (let number = 0; number < logbooks; number += 1) {
  await write(`content/essai-${number}/carnet.md`, logbook(number));
  if (number < 60) {
    await write(`content/essai-${number}/data/gaz.csv`, 'commune;kwh\nSorel;12\nMire;8\nAlbe;31\n');
    await write(`content/essai-${number}/images/a.png`, greyPicture(640, 320));
  }
}

const started = performance.now();
const server = spawn(binary, ['serve', folder, '-p', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const line = await new Promise((resolve) => { createInterface({ input: server.stdout }).once('line', resolve); });
const home = /http:\/\/[^ ]+/.exec(line)[0];
const first = performance.now() - started;
const memory = () => {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return 0;
  }
};

const team = Math.min(3, logbooks - 1);
const text = `content/essai-${team}/carnet.md`;
const kinds = {
  text: async (at) => {
    const before = await readFile(file(text), 'utf8');
    return [text, before.replace(/(## JOUR 2[^\n]*\n\n)/, `$1Phrase${at} de plus.\n\n`), 'words', `Phrase${at} `];
  },
  table: async (at) => [`content/essai-${team}/data/gaz.csv`, `commune;kwh\nSorel;12\nMire;${at + 40}\nAlbe;31\n`, 'html', `${at + 40}`],
  chart: async (at) => {
    const before = await readFile(file(text), 'utf8');
    return [text, before.replace(/title: Le gaz[^\n]*/, `title: Le gaz numéro${at}`), 'words', `numéro${at}`];
  },
  style: async (at) => ['themes/clair/style.css', `body { --essai: ${at + 1}; }\n`, 'style', `${at + 1}`],
  picture: async (at) => [`content/essai-${team}/images/a.png`, greyPicture(640, 160 + at * 4), 'picture', 640 / (160 + at * 4)],
};

const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
await page.goto(`${home}essai-${team}/jour-2.html`);
await page.waitForSelector('.carnet-live-open:not([hidden])');
const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
let missed = 0;
for (let at = 0; at < edits; at += 1) {
  const kind = Object.keys(kinds)[at % 5];
  const [name, bytes, how, token] = await kinds[kind](at);
  // Answers with the moment when the change is on the screen: after the frame that follows it.
  const seen = page.evaluate(([look, wanted]) => new Promise((resolve) => {
    const is = {
      words: () => document.querySelector('main').textContent.includes(wanted),
      html: () => [...document.querySelectorAll('main figure')].some((figure) => figure.innerHTML.includes(wanted)),
      style: () => getComputedStyle(document.body).getPropertyValue('--essai').trim() === wanted,
      picture: () => [...document.querySelectorAll('main img')].some((image) => image.complete && Math.abs(image.naturalWidth / image.naturalHeight / wanted - 1) < 0.008),
    }[look];
    const end = setTimeout(() => resolve(null), 20000);
    const done = () => {
      clearTimeout(end);
      observer.disconnect();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        channel.port2.postMessage(0);
      });
    };
    const observer = new MutationObserver(() => { if (is()) done(); });
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    if (look === 'style' || look === 'picture') {
      // They come with a load, which no mutation tells.
      const frame = () => (is() ? done() : requestAnimationFrame(frame));
      requestAnimationFrame(frame);
    }
  }), [how, token]);
  await new Promise((resolve) => { setTimeout(resolve, 300 + (at % 7) * 37); });
  await writeFile(file(name), bytes);
  const written = performance.timeOrigin + performance.now();
  const shown = await seen;
  if (shown === null) {
    missed += 1;
    console.log(`edit ${at} (${kind}) was not seen`);
  } else times[kind].push(shown - written);
}
await browser.close();
const held = memory();
server.kill();
if (!options.folder) await rm(folder, { recursive: true, force: true });

const number = (value) => value.toFixed(0).padStart(5);
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
console.log(`${logbooks} logbooks, ${edits} edits; first build ${(first / 1000).toFixed(1)} s, ${held} MB held, ${missed} missed`);
for (const [kind, list] of Object.entries({ ...times, all: Object.values(times).flat() })) {
  if (list.length) console.log(`${kind.padEnd(8)} median ${number(median(list))} ms   worst ${number(Math.max(...list))} ms   (${list.length})`);
}
