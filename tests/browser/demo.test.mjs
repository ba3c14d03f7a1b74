// The demo of content/: everything that carnet shows, with no request to anyone.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { axeViolations, watchedPage } from './lib/browser.mjs';
import { root } from './lib/site.mjs';
import { none, siteSuite } from './lib/suite.mjs';

const teams = ['pays-de-combrelle', 'port-garance'];
const sections = ['introduction', 'jour-1', 'jour-2', 'jour-3', 'jour-4', 'jour-5', 'conclusion'];

siteSuite('demo', {
  source: root,
  dated: true,
  screenshots: ['index.html', 'pays-de-combrelle/index.html', 'port-garance/jour-2.html', 'pays-de-combrelle/jour-5.html', 'guide/ecrire.html'],
  more: (state) => {
    test('both forms of a logbook give the same addresses', () => {
      for (const team of teams) {
        for (const stem of ['index', 'carnet', ...sections]) assert.ok(state.files.has(`${team}/${stem}.html`), `${team}/${stem}.html`);
      }
    });

    test('fixed anchors stand on the whole logbook', () => {
      for (const team of teams) {
        const { ids } = state.seen.get(`${team}/carnet.html`);
        for (const anchor of ['introduction', 'j1', 'j2', 'j3', 'j4', 'j5', 'conclusion']) assert.ok(ids.includes(anchor), `${team} #${anchor}`);
      }
    });

    test('previous and next links walk through the days of a team', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address);
      for (const team of teams) {
        for (let index = 0; index < sections.length; index += 1) {
          await page.goto(`${state.server.address}${team}/${sections[index]}.html`);
          const next = await page.evaluate(() => document.querySelector('a[rel~=next]')?.href ?? '');
          const previous = await page.evaluate(() => document.querySelector('a[rel~=prev]')?.href ?? '');
          if (index + 1 < sections.length) assert.equal(next, `${state.server.address}${team}/${sections[index + 1]}.html`);
          if (index > 0) assert.equal(previous, `${state.server.address}${team}/${sections[index - 1]}.html`);
        }
      }
      await context.close();
    });

    test('the way to the next page stands below the text at every width', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address);
      for (const file of ['communes/brenac.html', 'pays-de-combrelle/jour-3.html']) {
        for (const width of [360, 768, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(state.server.address + file);
          const [text, pager] = await page.evaluate(() => ['.prose', '.pager'].map((part) => document.querySelector(part).getBoundingClientRect()));
          assert.ok(pager.top >= text.bottom, `${file} at ${width} px: ${pager.top} above ${text.bottom}`);
        }
      }
      await context.close();
    });

    test('an embed asks nothing of its host before a click', async () => {
      const { page, context, outside, faults } = await watchedPage(state.browser, state.server.address);
      for (const file of ['pays-de-combrelle/jour-5.html', 'port-garance/jour-5.html']) {
        outside.length = 0;
        faults.length = 0;
        await page.goto(state.server.address + file);
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        assert.equal(await page.locator('.embed, .linked-map').count(), 1, `${file}: one card`);
        assert.equal(await page.locator(':is(.embed, .linked-map) iframe').count(), 0, `${file}: no frame yet`);
        assert.match(await page.locator(':is(.embed, .linked-map) a[href]').first().getAttribute('href'), /^https:\/\/umap\.openstreetmap\.fr\//);
        assert.deepEqual(outside, []);
        await page.locator(':is(.embed, .linked-map) button').first().click();
        await page.locator(':is(.embed, .linked-map) iframe').waitFor({ state: 'attached', timeout: 5000 });
        const frame = page.locator(':is(.embed, .linked-map) iframe').first();
        assert.ok(await frame.getAttribute('title'), 'the frame has a title');
        assert.ok(await frame.getAttribute('sandbox') !== null, 'the frame is in a sandbox');
        await page.waitForTimeout(300);
        assert.ok(outside.some(({ address }) => address.startsWith('https://umap.openstreetmap.fr/')), 'the click asked for the map');
        none((await page.evaluate(() => window.carnetViolations)), 'policy violations');
      }
      await context.close();
    });

    test('a map answers to the keyboard, the mouse and its filters', async () => {
      for (const options of [{}, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' }]) {
        const { page, context, outside, faults } = await watchedPage(state.browser, state.server.address, options);
        await page.goto(`${state.server.address}pays-de-combrelle/jour-5.html`);
        const figure = page.locator('.map-figure').first();
        const drawing = figure.locator('svg.map-drawing:visible');
        const world = () => drawing.locator('.m-world').getAttribute('transform');
        await drawing.focus();
        await page.keyboard.press('n');
        const first = await figure.locator('.map-popup h3').textContent();
        await page.keyboard.press('n');
        assert.notEqual(await figure.locator('.map-popup h3').textContent(), first, 'N goes from place to place');
        none(await axeViolations(page), 'axe violations with a popup open');
        await page.keyboard.press('Escape');
        assert.equal(await figure.locator('.map-popup').count(), 0, 'Escape closes');
        const still = await world();
        await page.keyboard.press('+');
        await page.keyboard.press('ArrowRight');
        assert.notEqual(await world(), still, 'keys zoom and move');
        await page.keyboard.press('0');
        await drawing.locator('.m-mark').nth(3).click({ force: true });
        assert.equal(await page.evaluate(() => document.activeElement.closest('.map-popup') !== null), true, 'the focus enters the popup');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.matches('svg')), true, 'and comes back to the map');
        await figure.locator('.map-tools input').first().uncheck();
        const gone = await figure.locator('tbody tr[hidden]').count();
        assert.ok(gone > 0, 'a filter hides rows');
        assert.equal(await drawing.locator('[data-i].m-off').count(), gone, 'and as many marks');
        assert.deepEqual(outside, []);
        none(faults, 'faults');
        none(await page.evaluate(() => window.carnetViolations), 'policy violations');
        await context.close();
      }
    });

    test('without scripts a map reads the same', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address, { javaScriptEnabled: false });
      await page.goto(`${state.server.address}pays-de-combrelle/jour-5.html`);
      const figure = page.locator('.map-figure').first();
      assert.equal(await figure.locator('svg.map-drawing:visible .m-mark').count(), 68);
      await figure.locator('.map-places summary').click();
      assert.equal(await figure.locator('tbody tr:visible').count(), 68);
      await context.close();
    });

    test('pieces found and missing are told on the overview', async () => {
      const text = async (file) => {
        const { page, context } = await watchedPage(state.browser, state.server.address);
        await page.goto(state.server.address + file);
        const words = await page.evaluate(() => document.querySelector('main').innerText.toLowerCase());
        await context.close();
        return words;
      };
      assert.match(await text('port-garance/index.html'), /wanted data list/);
      assert.match(await text('port-garance/index.html'), /contextualisation/);
    });

    test('the theme switch is kept from page to page', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address, { colorScheme: 'light' });
      await page.goto(state.server.address);
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      const button = page.locator('button.switch');
      for (let press = 0; press < 3 && (await paper()) === light; press += 1) await button.click();
      const dark = await paper();
      assert.notEqual(dark, light, 'the switch changes the paper');
      await page.goto(`${state.server.address}methode.html`);
      assert.equal(await paper(), dark, 'the choice is kept');
      await context.close();
    });

    test('data files lie beside the pages, byte for byte', async () => {
      for (const file of ['pays-de-combrelle/data/trajets.csv', 'port-garance/data/phare.csv']) {
        assert.ok(state.files.has(file), file);
        assert.deepEqual(await readFile(path.join(state.folder, file)), await readFile(path.join(root, 'content', file)));
      }
    });
  },
});
