// Five real logbooks, untouched, seen from outside: the table that their README promises, line by line.
// They name people, so they live beside the project and never in it; without them this file says so and stops.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { watchedPage } from './lib/browser.mjs';
import { files, hasRealLogbooks, realLogbooks } from './lib/site.mjs';
import { none, siteSuite } from './lib/suite.mjs';

/** Words of the site's own that may also head a column of that table. */
const sitesOwn = new Set(['partie', 'observations', 'introduction', 'conclusion', 'diagnostic', 'identification', 'publication', 'valorisation']);

/** Reads the table of the README: one object per logbook. */
async function expectations() {
  const lines = (await readFile(path.join(realLogbooks, 'README.md'), 'utf8')).split('\n');
  const start = lines.findIndex((line) => line.startsWith('| file | sections'));
  return lines.slice(start + 2).filter((line) => line.startsWith('|')).map((line) => {
    const [file, sections, ...rest] = line.split('|').slice(1, -1).map((cell) => cell.trim());
    const [images, missing, links, iframes, tables, words] = rest.map(Number);
    return {
      file,
      sections: sections.split(' ').map((key) => (key === 'intro' ? 'introduction' : key)),
      images, missing, links, iframes, tables, words, maturity: rest[6],
    };
  });
}

/** What a page shows, counted in the browser. */
function count() {
  const main = document.querySelector('main');
  const keys = ['introduction', 'j1', 'j2', 'j3', 'j4', 'j5', 'conclusion'];
  const prose = main.querySelector('.prose');
  const placeholders = '.image-manquante, figure.absent, span.absent';
  // The title and the by-line, then the text without the site's own words around it.
  const text = document.createElement('div');
  text.append(...[main.querySelector('h1'), main.querySelector('.byline strong'), prose].filter(Boolean).map((part) => part.cloneNode(true)));
  text.querySelectorAll(`nav, .embed, ${placeholders}, .visually-hidden, [hidden], script, style, svg`).forEach((element) => element.remove());
  // An address that shows as the text of a link is no prose.
  text.querySelectorAll('a').forEach((link) => {
    if (/^\s*(https?:\/\/|[\w.-]+\.[a-z]{2,}\/)/i.test(link.textContent)) link.remove();
  });
  text.querySelectorAll('p, li, td, th, h1, h2, h3, h4, h5, h6, figcaption, dd, dt, div, section').forEach((element) => element.append(' '));
  text.querySelectorAll('br').forEach((element) => element.replaceWith(' '));
  const words = [...text.childNodes].map((part) => part.textContent).join(' ').replaceAll('\u00ad', '').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word) && !/^https?:/.test(word)).length;
  const addresses = [...prose.querySelectorAll('a[href^="http"]')]
    .filter((link) => link.origin !== location.origin)
    .map((link) => link.href.replace(/#.*$/, ''));
  return {
    sections: [...main.querySelectorAll('[id]')].map((element) => element.id).filter((id) => keys.includes(id)),
    images: prose.querySelectorAll('img').length,
    missing: prose.querySelectorAll(placeholders).length,
    links: new Set(addresses).size,
    iframes: prose.querySelectorAll('.embed').length,
    tables: prose.querySelectorAll('table').length,
    words,
    addresses: [...new Set(addresses)],
  };
}

/** What no reader may see, as a list of excerpts. */
function defects() {
  const main = document.querySelector('main').cloneNode(true);
  const found = [];
  for (const block of main.querySelectorAll('pre')) {
    const words = block.textContent.split(/\s+/).filter((word) => /^\p{L}{3,}[,.;:!?]?$/u.test(word));
    if (words.length > 5) found.push(`prose in a code block: ${block.textContent.trim().slice(0, 60)}`);
  }
  main.querySelectorAll('code, pre, script, style, .file').forEach((element) => element.remove());
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const patterns = [
    [/\*\*/, 'bold marks'], [/>{3,}/, 'an alert'], [/gd2md|gdcalert/i, 'a converter word'], [/\]\(\s*(http|\/\/)/, 'a raw link'],
    [/<\/?(span|p|a|img|div|table|tr|td|th|ul|ol|li|br|em|strong|iframe|center)\b/i, 'a tag'],
    [/alt_text|image_tooltip/, 'a converter name'], [/Dans cette partie, vous (aurez|devez)|Pièces? à joindre/i, 'an instruction'],
    [/\[\^/, 'a footnote mark'], [/&(amp|lt|gt|nbsp|#)/, 'an entity'],
  ];
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    for (const [pattern, what] of patterns) {
      const hit = pattern.exec(text);
      if (hit) found.push(`${what}: …${text.slice(Math.max(0, hit.index - 25), hit.index + 25)}…`);
    }
    const lone = /(^|[\s(«“"'’])_(?=\S|\s|$)|\S_(?=[\s.,;:!?)»]|$)/.exec(text.replace(/\S*(:\/\/|\.\w+\/)\S*/g, ''));
    if (lone && !/^_+$/.test(text.trim())) found.push(`a lone _: …${text.slice(Math.max(0, lone.index - 25), lone.index + 25)}…`);
  }
  return found;
}

if (!hasRealLogbooks) {
  describe('real logbooks', () => {
    test('SKIPPED: no real logbooks beside the project (set CARNET_LOGBOOKS to their folder)', { skip: true }, () => {});
  });
} else {
  const wanted = await expectations();
  const sources = (await Promise.all((await readdir(realLogbooks)).filter((file) => file.endsWith('.md')).map((file) => readFile(path.join(realLogbooks, file), 'utf8')))).join('\n');
  const written = (address) => {
    const decoded = (text) => text.replace(/(%[0-9a-f]{2})+/gi, (escaped) => { try { return decodeURIComponent(escaped); } catch { return escaped; } });
    const plain = (text) => decoded(text).replaceAll('&amp;', '&').replaceAll('\\_', '_').toLowerCase();
    const [bare] = address.split('#');
    return plain(sources).includes(plain(bare));
  };

  siteSuite('logbooks', {
    source: realLogbooks,
    isAllowedOutside: (request) => request.kind === 'image' && written(request.address),
    screenshots: ['index.html', 'arlysere/index.html', 'arlysere/jour-1.html', 'pays-de-mormal/jour-2.html', 'mayenne-gp15/jour-3.html'],
    more: (state) => {
      for (const { file, ...expected } of wanted) {
        test(`${file}: sections, pictures, links, frames, tables, words and maturity`, async () => {
          const { page, context } = await watchedPage(state.browser, state.server.address);
          await page.goto(`${state.server.address}${file}/carnet.html`);
          const found = await page.evaluate(count);
          const faults = [];
          for (const key of ['images', 'missing', 'links', 'iframes', 'tables']) {
            if (found[key] !== expected[key]) faults.push(`${key}: ${found[key]}, not ${expected[key]}${key === 'links' ? ` (${found.addresses.join(' ')})` : ''}`);
          }
          if (found.sections.join(' ') !== expected.sections.join(' ')) faults.push(`sections: ${found.sections.join(' ')}`);
          const gap = (found.words - expected.words) / expected.words;
          if (Math.abs(gap) > 0.02) faults.push(`words: ${found.words}, not ${expected.words} (${(gap * 100).toFixed(1)} %)`);
          await page.goto(`${state.server.address}${file}/index.html`);
          const overview = await page.evaluate(() => document.querySelector('main').innerText.replace(/\s+/g, ' '));
          const [level, score] = expected.maturity.match(/^(\d)(?: \((\d+) sur 100\))?/).slice(1);
          if (!new RegExp(`palier\\s*:?\\s*${level}`, 'i').test(overview)) faults.push(`palier ${level} is not on the overview`);
          if (score && !new RegExp(`${score}\\s*(sur|/)\\s*100`).test(overview)) faults.push(`${score} sur 100 is not on the overview`);
          await context.close();
          none(faults, 'differences');
        });

        test(`${file}: one page per section, and together they hold the whole logbook`, async () => {
          const { page, context } = await watchedPage(state.browser, state.server.address);
          let total = 0;
          for (const key of expected.sections) {
            const stem = key.replace(/^j(\d)$/, 'jour-$1');
            assert.ok(state.files.has(`${file}/${stem}.html`), `${file}/${stem}.html`);
            total += state.seen.get(`${file}/${stem}.html`).words;
          }
          assert.ok(total >= expected.words * 0.9, `${total} words on the days, ${expected.words} in the logbook`);
          await context.close();
        });
      }

      test('no page shows what a converter or a broken mark leaves', async () => {
        const { page, context } = await watchedPage(state.browser, state.server.address);
        const found = [];
        // The README of the folder speaks of those marks.
        for (const file of state.pages.filter((name) => !/readme/i.test(name))) {
          await page.goto(state.server.address + file);
          found.push(...(await page.evaluate(defects)).map((line) => `${file}: ${line}`));
        }
        await context.close();
        none(found, 'defects');
      });

      test('the writers’ table, its names and its marks are in no file of the site', async () => {
        const { outputs, secrets } = await writersTable(state.folder);
        assert.ok(secrets.length > 0, 'the sample has such a table');
        const leaks = [];
        for (const [file, text] of outputs) leaks.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${file}: a ${secret.length}-letter secret`));
        none(leaks, 'leaks');
      });
    },
  });
}

/** The words that stand in a writers' table and nowhere else in its logbook, and the text of every output file. */
async function writersTable(folder) {
  const secrets = [];
  for (const file of (await readdir(realLogbooks)).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    const text = await readFile(path.join(realLogbooks, file), 'utf8');
    for (const [table] of text.matchAll(/<table[\s\S]*?<\/table>/g)) {
      if (!/PARTIE/.test(table) || !/R[ée]dac/.test(table)) continue;
      const rest = text.replace(table, '');
      const words = table.replace(/<[^>]+>/g, ' ').split(/\s+/).filter((word) => /^\p{L}{5,}$/u.test(word));
      secrets.push(...words.filter((word) => !rest.includes(word) && !sitesOwn.has(word.toLowerCase())));
    }
  }
  const outputs = [];
  for (const file of await files(folder)) {
    if (/\.(html|xml|json|js|css|txt|csv)$/.test(file)) outputs.push([file, await readFile(path.join(folder, file), 'utf8')]);
  }
  return { outputs, secrets: [...new Set(secrets)] };
}
