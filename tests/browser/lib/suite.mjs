// The tests that every built site must pass, whatever it holds.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { axeViolations, brokenPictures, inParallel, launch, overflow, watchedPage } from './browser.mjs';
import { addressOf, buildSite, files, pages, root, serve } from './site.mjs';

export const WIDTHS = [320, 768, 1280];
const OTHER_WIDTHS = [360, 480, 640, 1024, 1440, 1920];
const SCHEMES = ['light', 'dark'];
const out = path.join(root, 'tests/browser/out');

/**
 * Fails if there are faults. A fault is "where: what"; the same one in many places is told once, with some of them.
 */
export function none(faults, what) {
  const places = new Map();
  for (const fault of new Set(faults)) {
    const [, where, fact] = /^(\S+\.html[^:]*): ([\s\S]*)$/.exec(fault) ?? ['', '', fault];
    places.set(fact, [...(places.get(fact) ?? []), where]);
  }
  const lines = [...places].slice(0, 30).map(([fact, where]) =>
    `${fact.slice(0, 700)}${where[0] ? `\n      in ${where.slice(0, 3).join(', ')}${where.length > 3 ? ` and ${where.length - 3} more` : ''}` : ''}`);
  // Thrown rather than compared: a difference of two numbers would only repeat the message.
  if (lines.length > 0) throw new assert.AssertionError({ message: `${places.size} ${what}:\n    ${lines.join('\n    ')}` });
}

/**
 * Declares the tests of one site.
 *
 * `source`: folder to build. `isAllowedOutside(request)`: whether a request to another host is one that the authors
 * wrote; without it none is. `screenshots`: pages to take pictures of. `dated`: the logbooks say their days, so there is
 * a feed.
 */
export function siteSuite(name, { source, isAllowedOutside = () => false, screenshots = [], dated = false, more }) {
  describe(name, { timeout: 30 * 60 * 1000 }, () => {
    const state = { name };
    before(async () => {
      state.folder = await buildSite(name, source);
      state.pages = await pages(state.folder);
      state.files = new Set(await files(state.folder));
      state.server = await serve(state.folder);
      state.browser = await launch();
      state.seen = new Map();
    });
    after(async () => {
      await state.browser?.close();
      await state.server?.close();
    });

    test('there are pages', () => {
      for (const page of ['index.html', '404.html']) assert.ok(state.files.has(page), `${page} is not built`);
      assert.ok(state.pages.length >= 10, `${state.pages.length} pages only`);
    });

    test(`every page: axe, layout, console, pictures and requests at ${WIDTHS.join(', ')} px, light and dark`, async () => {
      const faults = [];
      const workers = await Promise.all([0, 1].map(() => watchedPage(state.browser, state.server.address)));
      await inParallel(state.pages, async (file, worker) => {
        const { page, faults: pageFaults, outside } = workers[worker];
        pageFaults.length = 0;
        outside.length = 0;
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
        faults.push(...(await brokenPictures(page)).map((picture) => `${file}: picture not loaded: ${picture}`));
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            faults.push(...(await axeViolations(page)).map((line) => `${file} ${width} ${colorScheme}: axe ${line}`));
          }
          faults.push(...(await overflow(page)).map((line) => `${file} ${width}: overflow ${line}`));
        }
        for (const width of OTHER_WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          faults.push(...(await overflow(page)).map((line) => `${file} ${width}: overflow ${line}`));
        }
        faults.push(...pageFaults.map((line) => `${file}: ${line}`));
        faults.push(...(await page.evaluate(() => window.carnetViolations)).map((line) => `${file}: policy: ${line}`));
        faults.push(...outside.filter((request) => !isAllowedOutside(request)).map((request) => `${file}: asked for ${request.address}`));
        faults.push(...outside.filter((request) => request.referrer).map((request) => `${file}: told ${request.address} its address`));
        state.seen.set(file, await page.evaluate(() => ({
          ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
          repeated: [...document.querySelectorAll('[id]')].map((element) => element.id).filter((id, index, all) => all.indexOf(id) !== index),
          links: [...document.querySelectorAll('a[href], link[href]:not([rel=canonical]):not([rel=alternate]), area[href]')].map((element) => element.href),
          empty: [...document.querySelectorAll('a:not([href]), a[href=""]')].map((element) => element.outerHTML.slice(0, 120)),
          words: document.querySelector('main')?.innerText.split(/\s+/).filter(Boolean).length ?? 0,
          // What only a script can do has its words only with scripts: the buttons of cards and tables, the tools of maps.
          ofScripts: [...document.querySelectorAll('main .embed-hint, main .embed-ask, main .sort-hint, main .map-tools')].flatMap((element) => element.innerText.split(/\s+/).filter(Boolean)).length,
          h1: document.querySelectorAll('h1').length,
          language: document.documentElement.lang,
          title: document.title,
        })));
      });
      await Promise.all(workers.map((worker) => worker.context.close()));
      none(faults, 'faults');
    });

    test('every internal link and anchor leads somewhere', () => {
      assert.equal(state.seen.size, state.pages.length, 'the pages were not all visited');
      const faults = [];
      for (const [file, { links, empty, repeated, h1, language, title }] of state.seen) {
        if (h1 !== 1) faults.push(`${file}: ${h1} h1`);
        if (!language || !title) faults.push(`${file}: language “${language}”, title “${title}”`);
        faults.push(...repeated.map((id) => `${file}: id ${id} twice`), ...empty.map((link) => `${file}: no address: ${link}`));
        for (const link of links) {
          if (!link.startsWith(state.server.address)) {
            if (!/^(https?|mailto|tel):/.test(link)) faults.push(`${file}: odd address ${link}`);
            continue;
          }
          const [address, anchor = ''] = link.slice(state.server.address.length).split('#');
          let target = decodeURIComponent(address.split('?')[0]);
          if (target === '' || target.endsWith('/')) target += 'index.html';
          if (!state.files.has(target)) faults.push(`${file}: nothing at ${target}`);
          else if (anchor && target.endsWith('.html') && !state.seen.get(target).ids.includes(decodeURIComponent(anchor))) {
            faults.push(`${file}: no #${decodeURIComponent(anchor)} in ${target}`);
          }
        }
      }
      none(faults, 'broken links');
    });

    test('no two pages of a team have one title', () => {
      const titles = [...state.seen.values()].map(({ title }) => title);
      none(titles.filter((title, index) => titles.indexOf(title) !== index), 'titles twice');
    });

    // Figures for other sites to frame: nothing of this site stands around them, and search engines leave them out.
    const isFrame = (file) => file.startsWith('figures/');

    test('with scripts off, text and navigation are there', async () => {
      const { page, context, faults } = await watchedPage(state.browser, state.server.address, { javaScriptEnabled: false });
      const found = [];
      for (const file of state.pages.filter((file) => !isFrame(file))) {
        // Not sooner: without its style a page has other words.
        await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
        const { words, navigation, hidden } = await page.evaluate(() => ({
          words: document.querySelector('main')?.innerText.split(/\s+/).filter(Boolean).length ?? 0,
          navigation: [...document.querySelectorAll('header a[href], nav a[href]')].length,
          hidden: [...document.querySelectorAll('main p')].filter((element) => element.innerText.trim() === '' && element.textContent.trim() !== '' && !element.closest('details')).length,
        }));
        const seen = state.seen.get(file);
        const withScripts = seen ? seen.words - seen.ofScripts : words;
        if (words < withScripts * 0.98 - 5) found.push(`${file}: ${words} words, ${withScripts} with scripts`);
        if (words < 5) found.push(`${file}: ${words} words only`);
        if (!navigation) found.push(`${file}: no navigation`);
        if (hidden) found.push(`${file}: ${hidden} hidden paragraphs`);
      }
      await context.close();
      none([...found, ...faults], 'faults');
    });

    test('opened from the disk, every page has its look and its pictures', async () => {
      const home = pathToFileURL(state.folder).href;
      const { page, context, faults, outside } = await watchedPage(state.browser, home);
      const found = [];
      for (const file of state.pages) {
        faults.length = 0;
        await page.goto(pathToFileURL(path.join(state.folder, file)).href, { waitUntil: 'load' });
        const family = await page.evaluate(() => getComputedStyle(document.body).fontFamily);
        if (/^"?Times/.test(family)) found.push(`${file}: no style`);
        found.push(...(await brokenPictures(page)).map((picture) => `${file}: picture not loaded: ${picture}`));
        found.push(...faults.map((line) => `${file}: ${line}`));
        found.push(...(await page.evaluate(() => window.carnetViolations)).map((line) => `${file}: policy: ${line}`));
      }
      found.push(...outside.filter((request) => !isAllowedOutside(request)).map((request) => `asked for ${request.address}`));
      await context.close();
      none(found, 'faults');
    });

    test('text spacing and large text push nothing out of the page', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address);
      const found = [];
      for (const file of state.pages) {
        await page.setViewportSize({ width: 320, height: 800 });
        await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
          document.adoptedStyleSheets = [sheet];
        });
        found.push(...(await overflow(page)).map((line) => `${file} spaced: ${line}`));
        await page.setViewportSize({ width: 640, height: 800 });
        await page.evaluate(() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('html { font-size: 200% !important }');
          document.adoptedStyleSheets = [sheet];
        });
        found.push(...(await overflow(page)).map((line) => `${file} large: ${line}`));
      }
      await context.close();
      none(found, 'overflows');
    });

    test('the first Tab shows a skip link, which leads to the text', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address);
      const found = [];
      for (const file of state.pages.filter((file) => !isFrame(file))) {
        await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
        await page.keyboard.press('Tab');
        const link = await page.evaluate(() => {
          const focused = document.activeElement;
          const box = focused.getBoundingClientRect();
          const target = focused.hash ? document.querySelector(focused.hash) : null;
          return { hash: focused.hash ?? '', seen: box.width > 20 && box.height > 10 && box.top >= 0 && box.left >= 0, inMain: Boolean(target && (target.matches('main') || target.closest('main') || target.querySelector('main'))) };
        });
        if (!link.hash || !link.seen || !link.inMain) found.push(`${file}: ${JSON.stringify(link)}`);
      }
      await context.close();
      none(found, 'pages without a skip link');
    });

    test('pages print', async () => {
      const { page, context } = await watchedPage(state.browser, state.server.address);
      for (const file of state.pages.filter((file) => /(^index|carnet|jour-1)\.html$/.test(file))) {
        await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
        await brokenPictures(page);
        const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
        assert.equal(pdf.subarray(0, 5).toString(), '%PDF-', file);
        const count = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
        const words = state.seen.get(file)?.words ?? 0;
        assert.ok(count >= Math.floor(words / 1500) + 1, `${file}: ${count} sheets for ${words} words`);
        assert.ok(count <= words / 40 + 40, `${file}: ${count} sheets for ${words} words`);
      }
      await context.close();
    });

    test('feed, map of the site and machine files are well formed', async () => {
      const parse = async (page, file, text) => assert.equal(await page.evaluate((xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent ?? '', text), '', file);
      const { page, context } = await watchedPage(state.browser, state.server.address);
      await page.goto(state.server.address);
      // Both need whole addresses, and a feed needs dates: without them neither is built, nor linked.
      for (const file of ['feed.xml', 'sitemap.xml']) assert.ok(!state.files.has(file), `${file} without an address`);
      const folder = await buildSite(`${name}-public`, source, ['--base-url', 'https://carnets.example.org/semaine/']);
      const published = new Set(await files(folder));
      const map = await readFile(path.join(folder, 'sitemap.xml'), 'utf8');
      await parse(page, 'sitemap.xml', map);
      const listed = new Set([...map.matchAll(/<loc>https:\/\/carnets\.example\.org\/semaine\/([^<]*)<\/loc>/g)].map(([, address]) => decodeURIComponent(address)).map((file) => (file === '' || file.endsWith('/') ? `${file}index.html` : file)));
      none([...listed].filter((file) => !published.has(file)).map((file) => `nothing at ${file}`), 'faults of sitemap.xml');
      none([...published].filter((file) => file.endsWith('.html') && file !== '404.html' && !isFrame(file) && !listed.has(file)).map((file) => `${file} is not listed`), 'faults of sitemap.xml');
      const home = await readFile(path.join(folder, 'index.html'), 'utf8');
      assert.equal(/type="application\/atom\+xml"/.test(home), published.has('feed.xml'), 'the feed is linked where it is built');
      assert.match(home, /<link rel="canonical" href="https:\/\/carnets\.example\.org\/semaine\/">/);
      assert.match(home, /property="og:image" content="https:\/\/carnets\.example\.org\/semaine\//);
      if (dated) {
        const feed = await readFile(path.join(folder, 'feed.xml'), 'utf8');
        await parse(page, 'feed.xml', feed);
        assert.ok((feed.match(/<entry>/g) ?? []).length > 0, 'the feed has entries');
      }
      for (const file of state.pages) {
        const html = await readFile(path.join(state.folder, file), 'utf8');
        const broken = await page.evaluate((text) => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('script[type="application/ld+json"]')]
          .map((script) => { try { JSON.parse(script.textContent); return ''; } catch (error) { return String(error); } }).filter(Boolean), html);
        none(broken.map((line) => `${file}: ${line}`), 'broken JSON-LD');
      }
      await context.close();
    });

    test('screenshots are kept for people', { skip: screenshots.length === 0 }, async () => {
      await mkdir(out, { recursive: true });
      const { page, context } = await watchedPage(state.browser, state.server.address);
      for (const file of screenshots) {
        assert.ok(state.files.has(file), `${file} is not built`);
        for (const width of [320, 768, 1440]) {
          for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 900 });
            await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
            await brokenPictures(page);
            await page.screenshot({ path: path.join(out, `${name}-${file.replaceAll('/', '-').replace('.html', '')}-${width}-${colorScheme}.png`), fullPage: true });
          }
        }
      }
      await context.close();
    });

    more?.(state);
  });
}
