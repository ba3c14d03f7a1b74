// The reader's search in a browser: from a server and from the disk, without accents, by keyboard; both languages of the
// index (Rust at build, JavaScript in the page) fold words alike.
import assert from 'node:assert/strict';
import { stat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { axeViolations, launch, watchedPage } from './lib/browser.mjs';
import { buildSite, root, serve } from './lib/site.mjs';

let browser;
let site;
let server;

/** What is typed, and what the first result must hold: its title or its place. */
const QUERIES = [
  ['phare', /phare/i],
  ['PHARES', /phare/i],
  ['pha', /phare/i],
  ['port garance', /Port-Garance/],
  ['combrelle', /Combrelle/],
  ['methode', /méthode/i],
  ['la méthode', /méthode/i],
  ['evaluation', /évaluation|identification/i],
  ['jour 3 port-garance', /Jour 3|Qualité|Mise en qualité/i],
  ['trajets', /trajet/i],
  ["l'attente", /attente|Anneaux/i],
  ['horodateur', /horodateur/i],
  ['conteneurs', /conteneur/i],
  ['google docs', /Google Docs/i],
  ['graphiques', /graphique|figure/i],
];

async function ask(page, words) {
  const input = page.locator('#site--search');
  await input.fill('');
  await input.fill(words);
  await page.waitForFunction(() => document.querySelector('.search').classList.contains('open'), undefined, { timeout: 10000 });
  // Results of these words, not of the ones before.
  await page.waitForTimeout(250);
  return page.locator('.search-results li').allInnerTexts();
}

describe('search', { timeout: 300000 }, () => {
  before(async () => {
    site = await buildSite('search', root);
    server = await serve(site);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  test('words lead to pages, whatever their accents, case and number', async () => {
    const { page, context, faults, outside } = await watchedPage(browser, server.address);
    await page.goto(`${server.address}guide/index.html`);
    for (const [words, expected] of QUERIES) {
      const results = await ask(page, words);
      assert.match(results[0] ?? 'nothing', expected, words);
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(outside, []);
    await context.close();
  });

  test('the same from the disk, with no server', async () => {
    const { page, context } = await watchedPage(browser, 'file:');
    await page.goto(pathToFileURL(path.join(site, 'port-garance/jour-2.html')).href);
    const results = await ask(page, 'conteneurs');
    assert.match(results[0] ?? 'nothing', /conteneur/i);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /combrelle/.test(location.pathname));
    await context.close();
  });

  test('keyboard, announcement, and nothing found', async () => {
    const { page, context } = await watchedPage(browser, server.address);
    await page.goto(`${server.address}index.html`);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'site--search');
    await ask(page, 'phare');
    assert.match(await page.locator('.search-status').innerText(), /résultat/);
    assert.deepEqual(await axeViolations(page), []);
    await page.screenshot({ path: path.join(root, 'tests/browser/out/search.png') });
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.search-panel').isVisible(), false);
    await page.locator('#site--search').fill('xyzzyplugh');
    await page.waitForFunction(() => /Aucun/.test(document.querySelector('.search-status').textContent));
    await context.close();
  });

  test('the index is small beside the text', async () => {
    const folder = path.join(site, 'assets/search');
    let bytes = 0;
    for (const name of await readdir(folder)) bytes += (await stat(path.join(folder, name))).size;
    const script = (await stat(path.join(site, 'assets/search.js'))).size;
    console.log(`index of the demo: ${bytes} bytes; script: ${script} bytes, before compression`);
    assert.ok(script < 10 * 1024);
  });
});
