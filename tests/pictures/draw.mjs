// Draws the pictures of the demo as SVG and rasterizes them with Chromium.
// Run by hand when a drawing changes: node tests/pictures/draw.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, '../browser/package.json'));
const { chromium } = require('playwright-core');
const content = path.join(here, '../../content');

const petrol = '#0E5A73', mid = '#5B96A8', pale = '#B9D2D6', sky = '#E8ECEA', sand = '#E8CFA0';
const sun = '#E9A15F', orange = '#C2500F', ink = '#1B1F24', paper = '#FBFAF7', grey = '#858B93', rule = '#DCD8CF';

/** A small generator with a seed, so that a drawing is the same each time. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const frame = (width, height, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Liberation Sans, DejaVu Sans, sans-serif">${body}</svg>`;
const rect = (x, y, w, h, fill, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const circle = (x, y, r, fill, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const shape = (d, fill, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`;
const line = (d, stroke, width, more = '') => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" ${more}/>`;
const text = (x, y, size, words, more = '') => `<text x="${x}" y="${y}" font-size="${size}" fill="${ink}" ${more}>${words}</text>`;

/** The points of a gentle hill line, from left to right. */
function hill(base, height, wave, phase) {
  let d = `M0 ${base}`;
  for (let x = 0; x <= 1600; x += 20) {
    d += ` L${x} ${(base - height * Math.sin((x / 1600) * wave + phase)).toFixed(1)}`;
  }
  return d;
}

function stripedSun(x, y, r) {
  let stripes = '';
  for (let i = 0; i < 6; i += 1) stripes += rect(x - r, y + r * 0.1 + i * r * 0.17, 2 * r, r * 0.055, sky);
  return circle(x, y, r, sun) + stripes;
}

function coverHills() {
  const next = random(11);
  let body = rect(0, 0, 1600, 900, sky) + stripedSun(1180, 290, 130);
  body += shape(`${hill(440, 60, 5, 0.4)} L1600 900 L0 900 Z`, pale);
  body += shape(`${hill(520, 70, 4.2, 2.1)} L1600 900 L0 900 Z`, mid);
  const fields = [[petrol, 610, 46, 3.6, 0.2], [mid, 690, 40, 3.1, 1.4], [petrol, 790, 34, 2.6, 2.7]];
  for (const [fill, base, height, wave, phase] of fields) {
    body += shape(`${hill(base, height, wave, phase)} L1600 900 L0 900 Z`, fill);
    const y = (x) => base - height * Math.sin((x / 1600) * wave + phase);
    for (let x = 40; x < 1600; x += 150 + next() * 60) {
      body += line(`M${x} ${y(x) + 4} L${x - 60 + next() * 120} ${base + 150}`, fill === petrol ? mid : pale, 3, 'opacity="0.55"');
    }
    for (let x = 10; x < 1600; x += 16 + next() * 26) {
      const r = 8 + next() * 13;
      body += circle(x, y(x) - r * 0.4, r, next() > 0.86 ? orange : ink, 'opacity="0.92"');
    }
  }
  body += shape('M0 900 C300 820 520 760 820 770 S1300 740 1600 640 L1600 690 C1320 790 1080 812 840 826 S420 860 260 900 Z', paper);
  body += line('M120 897 C320 850 540 800 830 798 S1300 764 1600 664', sand, 5, 'stroke-dasharray="34 26"');
  body += `<g transform="translate(880 640) rotate(-2)">${rect(0, 0, 330, 138, orange, 'rx="22"')}${rect(20, 22, 66, 50, sky, 'rx="6"')}${rect(98, 22, 66, 50, sky, 'rx="6"')}${rect(176, 22, 66, 50, sky, 'rx="6"')}${shape('M256 22 h44 q10 0 14 12 l8 38 h-66 z', sky)}${rect(0, 92, 330, 12, sand)}${circle(74, 140, 31, ink)}${circle(74, 140, 13, pale)}${circle(258, 140, 31, ink)}${circle(258, 140, 13, pale)}</g>`;
  return frame(1600, 900, body);
}

function boat(x, y, scale, fill) {
  return `<g transform="translate(${x} ${y}) scale(${scale})">${shape('M-80 0 H90 L60 46 H-52 Z', fill)}${line('M0 0 V-170', ink, 6)}${shape('M8 -164 L84 -22 H8 Z', paper)}${shape('M-8 -140 L-62 -22 H-8 Z', sand)}</g>`;
}

function coverHarbor() {
  let body = rect(0, 0, 1600, 900, sky) + stripedSun(520, 330, 150);
  body += shape('M0 470 Q200 400 430 440 T900 430 T1600 460 V560 H0 Z', pale);
  body += rect(0, 500, 1600, 400, mid);
  for (let row = 0; row < 12; row += 1) {
    let d = '';
    for (let x = (row % 2) * 60 - 40; x < 1640; x += 240) d += `M${x} ${540 + row * 30} q30 -9 60 0 t60 0 `;
    body += line(d, row % 3 ? pale : petrol, 4, 'opacity="0.7"');
  }
  const houses = [[40, 150, 132, orange], [180, 118, 168, paper], [306, 138, 120, sand], [452, 104, 150, paper], [566, 128, 118, petrol]];
  for (const [x, w, h, fill] of houses) {
    body += rect(x, 520 - h, w, h, fill) + shape(`M${x - 10} ${520 - h} L${x + w / 2} ${520 - h - 58} L${x + w + 10} ${520 - h} Z`, fill === petrol ? ink : petrol);
    for (let k = 0; k < 2; k += 1) body += rect(x + 22 + k * (w - 68), 520 - h + 32, 24, 34, fill === paper || fill === sand ? mid : sky);
  }
  body += shape('M0 520 H760 L800 566 H0 Z', ink);
  body += shape('M1120 900 Q1180 640 1360 610 T1600 590 V900 Z', petrol) + shape('M1120 900 Q1200 720 1370 690 T1600 670 V900 Z', ink, 'opacity="0.35"');
  body += shape('M1372 140 L1600 60 V300 L1400 190 Z', sun, 'opacity="0.35"');
  body += shape('M1322 620 L1338 220 H1412 L1428 620 Z', paper);
  for (const [top, height] of [[270, 78], [424, 84], [560, 60]]) {
    const grow = (y) => ((y - 220) / 400) * 16;
    body += shape(`M${1338 - grow(top)} ${top} H${1412 + grow(top)} L${1412 + grow(top + height)} ${top + height} H${1338 - grow(top + height)} Z`, orange);
  }
  body += rect(1326, 200, 98, 22, ink) + rect(1344, 138, 62, 62, sun) + shape('M1332 138 L1375 92 L1418 138 Z', ink);
  body += rect(150, 640, 700, 16, sand) + [190, 330, 470, 610, 750].map((x) => rect(x, 640, 14, 96, ink)).join('');
  body += boat(290, 600, 0.9, orange) + boat(540, 596, 1.05, petrol) + boat(1010, 742, 1.5, orange);
  return frame(1600, 900, body);
}

function territory() {
  const next = random(5);
  let body = rect(0, 0, 1600, 900, paper);
  body += shape('M330 180 Q520 70 760 120 T1190 150 Q1380 240 1330 460 T1120 770 Q840 860 560 780 T280 540 Q220 320 330 180 Z', '#F2F0EA', `stroke="${grey}" stroke-width="4"`);
  for (const d of ['M470 140 Q520 380 330 560', 'M790 120 Q700 400 820 830', 'M1100 140 Q980 420 1170 720', 'M280 380 Q700 460 1340 380', 'M400 680 Q720 600 1220 650']) body += line(d, rule, 4);
  body += line('M250 260 Q520 320 640 470 T1050 560 T1400 700', pale, 22, 'stroke-linecap="round"');
  const names = [['Brénac', 770, 440], ['Lussagne', 430, 280], ['Saint-Amblard', 620, 240], ['Verjolles', 960, 240], ['Les Ormettes', 1150, 300], ['Corzieux', 380, 480], ['Maupertuis', 1200, 460], ['Tréluc', 1010, 430], ['Chantebise', 470, 620], ['La Roche-Aubert', 660, 690], ['Pontaive', 900, 720], ['Sarrelonge', 1090, 620], ['Vaux-Combrelle', 840, 570], ['Fontlune', 590, 390]];
  const route = [1, 13, 0, 7, 6].map((i) => names[i]);
  body += line(`M${route.map(([, x, y]) => `${x} ${y}`).join(' L')}`, orange, 10, 'stroke-linejoin="round"');
  names.forEach(([name, x, y], i) => {
    body += circle(x, y, i ? 14 : 26, i ? petrol : orange, `stroke="${paper}" stroke-width="5"`);
    body += text(x, y + (i ? 50 : 64), i ? 30 : 38, name, `text-anchor="middle" ${i ? '' : 'font-weight="700"'} stroke="#F2F0EA" stroke-width="7" paint-order="stroke"`);
  });
  for (let i = 0; i < 40; i += 1) body += circle(300 + next() * 1000, 170 + next() * 620, 5, mid, 'opacity="0.45"');
  return frame(1600, 900, body);
}

function chart(columns) {
  const next = random(3);
  void next;
  let body = rect(0, 0, 1600, 900, paper);
  const box = (x, y, w, words, fill, color = ink) => rect(x, y, w, 74, fill, `rx="6" stroke="${ink}" stroke-width="2"`) + text(x + 20, y + 48, 31, words, `style="fill:${color}"`);
  const link = (x1, y1, x2, y2, dashed) => line(`M${x1} ${y1} H${(x1 + x2) / 2} V${y2} H${x2}`, grey, 4, dashed ? 'stroke-dasharray="12 10"' : '');
  columns.links.forEach(([from, to, dashed]) => {
    const [fx, fy, fw] = columns.boxes[from];
    const [tx, ty] = columns.boxes[to];
    body += link(fx + fw, fy + 37, tx, ty + 37, dashed);
  });
  columns.boxes.forEach(([x, y, w, words, hot]) => {
    body += box(x, y, w, words, hot ? orange : '#FFFFFF', hot ? '#FFFFFF' : ink);
  });
  return frame(1600, 900, body);
}

const combrelleChart = () => chart({
  boxes: [
    [60, 410, 320, 'Direction générale'],
    [540, 130, 330, 'Transports'], [540, 320, 330, 'Environnement'], [540, 520, 330, 'Finances'], [540, 720, 330, 'Accueil du siège'],
    [1060, 60, 470, 'Trajets à la demande', true], [1060, 190, 470, 'Tonnages', true], [1060, 310, 470, 'Conteneurs à verre', true], [1060, 430, 470, 'Subventions', true], [1060, 550, 470, 'Délibérations'], [1060, 670, 470, 'Entrées de la piscine'], [1060, 790, 470, 'Courrier reçu'],
  ],
  links: [[0, 1], [0, 2], [0, 3], [0, 4], [1, 5], [2, 6], [2, 7], [3, 8], [3, 9], [4, 10], [4, 11]],
});
const garanceChart = () => chart({
  boxes: [
    [60, 410, 320, 'Mairie'],
    [540, 180, 360, 'Capitainerie'], [540, 410, 360, 'Stationnement'], [540, 640, 360, 'Régie de la halle'],
    [1080, 90, 450, 'Anneaux et attentes', true], [1080, 220, 450, 'Visites du phare', true], [1080, 410, 450, 'Horodateurs', true], [1080, 590, 450, 'Ventes de la halle'], [1080, 720, 450, 'Filets déposés'],
  ],
  links: [[0, 1, true], [0, 2], [0, 3, true], [1, 4], [1, 5], [2, 6], [3, 7], [3, 8]],
});

function harborPlan() {
  let body = rect(0, 0, 1600, 900, pale) + shape('M0 0 H1600 V150 Q1200 210 900 170 T0 220 Z', sand) + shape('M1600 900 H1180 Q1260 760 1420 740 T1600 690 Z', sand);
  body += line('M1600 480 Q1100 520 120 800', mid, 90, 'opacity="0.45"') + text(250, 740, 34, 'chenal', 'transform="rotate(-9 250 740)"');
  ['A', 'B', 'C', 'D'].forEach((name, i) => {
    const x = 240 + i * 190;
    body += rect(x, 195, 26, 330, petrol) + circle(x + 13, 560, 38, ink) + text(x + 13, 573, 38, name, 'text-anchor="middle" style="fill:#fff" font-weight="700"');
    for (let k = 0; k < 6; k += 1) body += shape(`M${x - 70} ${235 + k * 46} h52 l10 11 l-10 11 h-52 z`, k % 3 ? paper : orange) + shape(`M${x + 96} ${235 + k * 46} h-52 l-10 11 l10 11 h52 z`, k % 2 ? paper : mid);
  });
  body += rect(1060, 60, 330, 110, petrol, 'rx="8"') + text(1225, 130, 38, 'Halle à marée', 'text-anchor="middle" style="fill:#fff"');
  body += circle(1420, 800, 48, paper, `stroke="${orange}" stroke-width="16"`) + text(1350, 815, 36, 'Phare', 'text-anchor="end"');
  body += rect(80, 60, 300, 90, orange, 'rx="8"') + text(230, 118, 36, 'Capitainerie', 'text-anchor="middle" style="fill:#fff"');
  return frame(1600, 900, body);
}

function wall() {
  const next = random(21);
  let body = rect(0, 0, 1600, 900, '#F2F0EA') + rect(0, 790, 1600, 110, sand) + rect(1450, 640, 70, 90, paper, `rx="8" stroke="${grey}" stroke-width="4"`) + circle(1472, 685, 6, ink) + circle(1498, 685, 6, ink);
  const words = ['marées', 'anneaux', 'halle', 'phare', 'préau', 'tickets', 'filets', 'bancs', 'votes', 'budget', 'écoles', 'arbres'];
  words.forEach((word, i) => {
    const x = 110 + (i % 4) * 330;
    const y = 70 + Math.floor(i / 4) * 235;
    const hot = [1, 2, 3, 5].includes(i);
    body += `<g transform="translate(${x} ${y}) rotate(${(next() * 8 - 4).toFixed(1)})">${rect(0, 0, 260, 180, hot ? sun : paper, `stroke="${rule}" stroke-width="3"`)}${text(130, 100, 42, word, 'text-anchor="middle"')}${line('M60 132 H200', ink, 3, 'opacity="0.35"')}${hot ? line('M206 18 l34 34 M240 18 l-34 34', orange, 8) : ''}${circle(130, 8, 10, petrol)}</g>`;
  });
  return frame(1600, 900, body);
}

const pictures = {
  'pays-de-combrelle/images/couverture.png': coverHills,
  'pays-de-combrelle/images/territoire.png': territory,
  'pays-de-combrelle/images/organigramme.png': combrelleChart,
  'port-garance/images/couverture.png': coverHarbor,
  'port-garance/images/plan-du-port.png': harborPlan,
  'port-garance/images/wishlist.png': wall,
  'port-garance/images/organigramme.png': garanceChart,
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
for (const [file, draw] of Object.entries(pictures)) {
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${draw()}`);
  const target = path.join(content, file);
  await mkdir(path.dirname(target), { recursive: true });
  const bytes = await page.screenshot();
  await writeFile(target, bytes);
  console.log(file, `${Math.round(bytes.length / 1024)} KB`);
}
await browser.close();
