// Tiles of another site: none named, none asked for; named, none before the reader says so, and from that host alone.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { axeViolations, launch, watchedPage } from './lib/browser.mjs';
import { buildSite, serve, temporaryFolder } from './lib/site.mjs';

const TILES = 'https://tuiles.exemple.fr/{z}/{x}/{y}.png';

/** A logbook with one map, and what its `book.toml` says of maps. */
async function project(name, map) {
  const folder = path.join(await temporaryFolder(name), 'projet');
  await mkdir(path.join(folder, 'content/ville/data'), { recursive: true });
  await writeFile(path.join(folder, 'book.toml'), `[book]\ntitle = "Cartes"\n${map}`);
  await writeFile(path.join(folder, 'content/ville/carnet.md'), '# Ville\n\n## JOUR 1\n\n```map\ntitle: Trois lieux\nsource: fiction\ndata: a.csv\n```\n');
  await writeFile(path.join(folder, 'content/ville/data/a.csv'), 'nom,lat,lon\nMairie,48.07,-0.77\nGare,48.08,-0.76\nPont,48.075,-0.78\n');
  return buildSite(name, folder);
}

describe('tiles under maps', () => {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser?.close());

  test('no tile without a name', async () => {
    const site = await serve(await project('sans-tuiles', ''));
    const { page, context, outside, faults } = await watchedPage(browser, site.address);
    await page.goto(`${site.address}ville/jour-1.html`);
    assert.equal(await page.locator('.map-ask').count(), 0);
    assert.doesNotMatch(await page.locator('meta[http-equiv]').first().getAttribute('content'), /https:/);
    assert.deepEqual(outside, []);
    assert.deepEqual(faults, []);
    await context.close();
    await site.close();
  });

  test('tiles wait for the reader, come from one host, and are credited', async () => {
    const map = `[map]\nbasemap = "tiles:${TILES}"\nconsent = true\nattribution = "© Contributeurs"\n`;
    const site = await serve(await project('tuiles', map));
    for (const options of [{}, { viewport: { width: 360, height: 800 } }]) {
      const { page, context, outside, faults } = await watchedPage(browser, site.address, options);
      await page.goto(`${site.address}ville/jour-1.html`);
      const policy = await page.locator('meta[http-equiv]').first().getAttribute('content');
      assert.match(policy, /img-src 'self' https:\/\/tuiles\.exemple\.fr;/);
      assert.equal(policy.match(/https:/g).length, 1, 'that host and no other');
      await page.locator('svg.map-drawing:visible').focus();
      await page.keyboard.press('+');
      assert.deepEqual(outside, [], 'nothing is asked for before the reader says so');
      await page.locator('.map-ask').click();
      await page.waitForFunction(() => document.querySelectorAll('.m-tiles image').length > 0);
      await page.waitForTimeout(300);
      assert.ok(outside.length > 0 && outside.length < 80, `${outside.length} tiles`);
      for (const { address } of outside) assert.match(address, /^https:\/\/tuiles\.exemple\.fr\/\d+\/\d+\/\d+\.png$/);
      assert.equal(await page.locator('.map-credit').textContent(), '© Contributeurs');
      // A tile lies where it should: the town hall's is under its mark.
      const near = await page.evaluate(() => {
        const svg = [...document.querySelectorAll('svg.map-drawing')].find((one) => one.getClientRects().length);
        const mark = svg.querySelector('.m-layer [data-i]').getBoundingClientRect();
        const name = document.querySelector('.map-places tbody th').textContent;
        const [lon, lat] = { Mairie: [-0.77, 48.07], Gare: [-0.76, 48.08], Pont: [-0.78, 48.075] }[name];
        const z = Number(svg.querySelector('.m-tiles image').getAttribute('href').split('/')[3]);
        const n = 2 ** z;
        const x = ((lon + 180) / 360) * n;
        const y = ((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * n;
        const tile = [...svg.querySelectorAll('.m-tiles image')].find((one) => one.getAttribute('href').includes(`/${z}/${Math.floor(x)}/${Math.floor(y)}.png`)).getBoundingClientRect();
        const at = [tile.left + (x % 1) * tile.width, tile.top + (y % 1) * tile.height];
        return Math.hypot(at[0] - mark.left - mark.width / 2, at[1] - mark.top - mark.height / 2);
      });
      assert.ok(near < 2, `the tile is ${near} pixels off`);
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual(faults, []);
      await context.close();
    }
    await site.close();
  });
});
