// Nothing that a team writes may run in a reader's browser, reach outside the site folder, or vanish without a word.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { overflow, launch, watchedPage } from '../browser/lib/browser.mjs';
import { addressOf, buildSite, carnet, files, pages, serve, temporaryFolder } from '../browser/lib/site.mjs';
import { none } from '../browser/lib/suite.mjs';
import { configurations, frontMatters, names, payloads, writeAttacks } from './attacks.mjs';

describe('attacks', { timeout: 15 * 60 * 1000 }, () => {
  const state = {};
  before(async () => {
    state.source = await writeAttacks();
    state.folder = await buildSite('attacks', state.source);
    state.pages = await pages(state.folder);
    state.server = await serve(state.folder);
    state.browser = await launch();
  });
  after(async () => {
    await state.browser?.close();
    await state.server?.close();
  });

  test('nothing runs, nothing is asked of anyone, nothing is hidden', async () => {
    const { page, context, faults, outside } = await watchedPage(state.browser, state.server.address);
    const found = [];
    const attack = async (file) => {
      await page.goto(addressOf(state.server.address, file), { waitUntil: 'load' });
      const before = page.url();
      // Click and hover what a reader would.
      for (const target of await page.locator('main a, main button, main summary').all()) {
        await target.hover({ timeout: 300, force: true }).catch(() => {});
      }
      await page.evaluate(() => document.querySelectorAll('main *').forEach((element) => {
        for (const kind of ['mouseover', 'focus', 'toggle', 'error', 'load']) element.dispatchEvent(new Event(kind));
      }));
      await page.waitForTimeout(30);
      const seen = await page.evaluate(() => ({
        pwned: document.documentElement.dataset.pwned ?? '',
        handlers: [...document.querySelectorAll('*')].flatMap((element) => Element.prototype.getAttributeNames.call(element).filter((name) => /^on/i.test(name)).map((name) => `${element.localName} ${name}`)),
        addresses: [...document.querySelectorAll('[href], [src], [action], [formaction], [data-src], [srcset], [data]')].flatMap((element) =>
          ['href', 'src', 'action', 'formaction', 'data-src', 'srcset', 'data'].map((name) => Element.prototype.getAttribute.call(element, name) ?? '').filter((value) => /^[\s\u0000-\u0020]*(j\s*a\s*v\s*a|vb)\s*s\s*c\s*r\s*i\s*p\s*t|^\s*(data:text|file:|blob:|view-source:)/i.test(value.replace(/[\u0000-\u0020]/g, '')))),
        forbidden: [...document.querySelectorAll('main script, main style, main base, main meta, main link, main form, main object, main embed, main applet, main input, main textarea, main svg script, main math, main video, main audio, main template, main [style], head base, body meta')].map((element) => element.outerHTML.slice(0, 100)),
        scripts: [...document.scripts].filter((script) => script.type !== 'application/ld+json').filter((script) => !script.src || new URL(script.src).origin !== location.origin).map((script) => script.outerHTML.slice(0, 100)),
        frames: [...document.querySelectorAll('iframe, frame, portal, fencedframe')].map((frame) => frame.outerHTML.slice(0, 100)),
        hidden: getComputedStyle(document.body).display === 'none',
        violations: window.carnetViolations,
        policy: document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content ?? '',
      }));
      if (seen.pwned) found.push(`${file}: something ran`);
      if (seen.hidden) found.push(`${file}: the page is hidden`);
      if (page.url() !== before) found.push(`${file}: went to ${page.url()}`);
      if (!seen.policy || /unsafe|script-src[^;]*\*/.test(seen.policy)) found.push(`${file}: weak policy ${seen.policy}`);
      for (const key of ['handlers', 'addresses', 'forbidden', 'scripts', 'frames', 'violations']) found.push(...seen[key].map((line) => `${file}: ${key}: ${line}`));
      found.push(...faults.map((line) => `${file}: ${line}`));
      // A picture of another site is allowed, never with the address of our page, and `http` is asked for over `https`.
      const picture = (request) => request.kind === 'image' && request.address === 'https://attack.example.org/i' && !request.referrer;
      found.push(...outside.filter((request) => !picture(request)).map((request) => `${file}: asked for ${request.address}`));
      await page.setViewportSize({ width: 320, height: 800 });
      found.push(...(await overflow(page)).map((line) => `${file}: overflow ${line}`));
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    for (const file of state.pages) {
      faults.length = 0;
      outside.length = 0;
      try {
        await attack(file);
      } catch (error) {
        found.push(`${file}: the page broke its own inspection: ${error.message.split('\n')[0]}`);
      }
    }
    await context.close();
    none(found, 'faults');
  });

  test('the text around an attack stays, and Tera syntax prints as text', async () => {
    const all = new Map();
    const { page, context } = await watchedPage(state.browser, state.server.address);
    for (const file of state.pages) {
      const read = page.goto(addressOf(state.server.address, file), { waitUntil: 'load' }).then(() => page.evaluate(() => document.querySelector('main')?.innerText ?? ''));
      all.set(file, await read.catch(() => ''));
    }
    await context.close();
    const missing = [];
    for (const name of Object.keys(payloads)) {
      const text = all.get(`attaque-${name}.html`);
      if (text === undefined) missing.push(`attaque-${name}.html is not built`);
      // What follows a tag that is never closed may be swallowed, but then a message must say so.
      else for (const word of [`Avant-${name}.`, ...(name === 'page' ? [] : [`Après-${name}.`])]) if (!text.includes(word)) missing.push(`attaque-${name}.html: “${word}”`);
    }
    const tera = all.get('attaque-tera.html') ?? '';
    for (const words of ['{{ 7 * 7 }}', '{{ config }}', '{% for x in range(end=9) %}boucle{% endfor %}', '{% include', '{{ __tera_context }}', '{# commentaire #}', '{{ code }}', '{{ titre }}']) {
      if (!tera.replaceAll('“', '"').replace(/[\u00a0\u202f]/g, ' ').includes(words)) missing.push(`attaque-tera.html: “${words}”`);
    }
    if (/\b49\b/.test([...all.values()].join(' ').replace(/7\s*\*\s*7/g, ''))) missing.push('something computed 7 * 7');
    const named = [...all].filter(([file, text]) => file.startsWith('noms/') && text.includes('Texte-nom.'));
    if (named.length < names.length) missing.push(`${named.length} of ${names.length} odd names are pages`);
    none(missing, 'losses');
  });

  test('what is taken out is said', async () => {
    const { stderr, stdout } = await carnet(['check', state.source, '--format', 'json', '--level', 'error']);
    const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const codes = new Set(lines.map((line) => line.code));
    for (const code of ['text.html-removed', 'link.unsafe']) assert.ok(codes.has(code), `${code} is among ${[...codes].join(' ')}`);
    for (const name of ['script', 'handlers', 'links', 'images', 'svg', 'frames', 'page']) {
      assert.ok(lines.some((line) => String(line.file).includes(`attaque-${name}.md`)), `a message speaks of attaque-${name}.md`);
    }
    for (const line of lines) {
      assert.ok(line.code && line.severity && line.message, JSON.stringify(line));
      // What concerns the whole project, or a file as such, has no line.
      assert.ok(line.line === null || (line.file && line.line >= 1 && line.column >= 1), JSON.stringify(line));
      if (['text.html-removed', 'link.unsafe'].includes(line.code)) assert.ok(line.line, JSON.stringify(line));
    }
  });

  test('no file from outside the project is published', async () => {
    const leaks = [];
    for (const file of await files(state.folder)) {
      const bytes = await readFile(path.join(state.folder, file));
      if (bytes.includes('SECRET-OUTSIDE') || bytes.includes('root:x:0:0')) leaks.push(file);
      if (file.includes('..') || path.isAbsolute(file)) leaks.push(file);
    }
    none(leaks, 'leaks');
  });

  test('a drawing that is opened by itself runs nothing either', async () => {
    const drawings = (await files(state.folder)).filter((file) => file.endsWith('.svg'));
    const { page, context, faults, outside } = await watchedPage(state.browser, state.server.address);
    for (const file of drawings) await page.goto(addressOf(state.server.address, file)).catch(() => {});
    await context.close();
    none([...faults, ...outside.map((request) => request.address)], 'faults');
  });

  test('no page of a team is published as it was written', async () => {
    for (const file of await files(state.folder)) {
      if (!file.endsWith('.html')) continue;
      const html = await readFile(path.join(state.folder, file), 'utf8');
      assert.match(html, /http-equiv="?Content-Security-Policy/i, `${file} has no policy`);
    }
  });
});

describe('front matter and configuration', { timeout: 10 * 60 * 1000 }, () => {
  const project = async (name, config, frontMatter) => {
    const home = await temporaryFolder(`odd-${name.replace(/\W/g, '-')}`);
    const folder = path.join(home, 'a/b/project');
    await mkdir(path.join(folder, 'content/equipe'), { recursive: true });
    await writeFile(path.join(folder, 'book.toml'), config);
    await writeFile(path.join(folder, 'content/index.md'), '# Accueil\n\nBonjour.\n');
    await writeFile(path.join(folder, 'content/equipe/jour-1.md'), `${frontMatter ? `---\n${frontMatter}\n---\n\n` : ''}# JOUR 1 – DIAGNOSTIC\n\nTexte-un.\n`);
    return { home, folder };
  };
  const settle = async ({ home, folder }, name) => {
    const before = (await files(home)).filter((file) => !file.startsWith('a/b/project/public/'));
    const texts = new Map(await Promise.all(before.map(async (file) => [file, await readFile(path.join(home, file), 'utf8')])));
    const started = Date.now();
    const result = await carnet(['build', folder], { timeout: 30000 });
    assert.ok([0, 1, 2].includes(result.code), `${name}: exit ${result.code}\n${result.stderr}`);
    assert.doesNotMatch(result.stderr, /panicked|RUST_BACKTRACE|stack overflow/, name);
    assert.ok(Date.now() - started < 20000, `${name}: took too long`);
    if (result.code !== 0) assert.ok(result.stderr.trim().length > 20, `${name}: says why`);
    for (const [file, text] of texts) assert.equal(await readFile(path.join(home, file), 'utf8'), text, `${name}: ${file} is untouched`);
    const after = (await files(home)).filter((file) => !before.includes(file) && !file.startsWith('a/b/project/public/') && !file.startsWith('a/b/project/.carnet'));
    assert.deepEqual(after.filter((file) => !/^a\/b\/evade\/|^a\/b\/project\/content\/.*\.carnet/.test(file) || name !== 'output outside'), [], `${name}: wrote elsewhere`);
    for (const evaded of ['/tmp/evade', '/evade.html', '/tmp/evade.html']) assert.ok(!existsSync(evaded), `${name}: ${evaded}`);
    const output = path.join(folder, 'public');
    if (existsSync(output)) {
      for (const file of await readdir(output, { recursive: true })) {
        if (!/\.(html|xml|json|css)$/.test(file)) continue;
        const text = await readFile(path.join(output, file), 'utf8');
        assert.ok(!text.includes('root:x:0:0') && !/<script>alert|javascript:alert/.test(text), `${name}: ${file}`);
      }
    }
    return result;
  };
  for (const [name, frontMatter] of Object.entries(frontMatters)) {
    test(`front matter: ${name}`, async () => { await settle(await project(name, '[book]\ntitle = "x"\nlanguage = "fr"\n', frontMatter), name); });
  }
  for (const [name, config] of Object.entries(configurations)) {
    test(`configuration: ${name}`, async () => { await settle(await project(name, config), name); });
  }
});
