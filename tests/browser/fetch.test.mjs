// `carnet fetch`: after it, a site with remote pictures asks nothing of anyone. The other host is a server of ours on the loopback.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { brokenPictures, greyPicture, launch, watchedPage } from './lib/browser.mjs';
import { buildSite, carnet, serve, temporaryFolder } from './lib/site.mjs';

test('fetched pictures are served from the site', async () => {
  const requests = [];
  const host = http.createServer((request, response) => {
    requests.push(request.url);
    if (request.url.endsWith('/absent.png')) { response.writeHead(404); response.end(); return; }
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end(greyPicture(640, 320));
  });
  await new Promise((done) => host.listen(0, '127.0.0.1', done));
  // A failed test must not keep the process waiting.
  host.unref();
  const address = `http://127.0.0.1:${host.address().port}`;
  const folder = path.join(await temporaryFolder('fetch'), 'project');
  await mkdir(path.join(folder, 'content/equipe'), { recursive: true });
  await writeFile(path.join(folder, 'book.toml'), '[book]\ntitle = "Essai"\nlanguage = "fr"\n');
  await writeFile(path.join(folder, 'content/equipe/carnet.md'),
    `# Carnet de bord de l'ouverture des données d'Essai\n\npar A.B.\n\n## JOUR 1 – DIAGNOSTIC\n\n![Une place](${address}/place%20du%20march%C3%A9.png)\n\n![Un quai](${address}/quai.png)\n\n![Rien](${address}/absent.png)\n`);
  await carnet(['fetch', folder]);
  assert.equal(requests.length, 0, 'this machine is not visited unless asked');
  const first = await carnet(['fetch', folder, '--allow-private']);
  assert.ok(first.code === 0 || first.code === 1, first.stderr);
  const asked = requests.length;
  assert.ok(asked >= 2, `the host was asked ${asked} times\n${first.stderr}`);
  await carnet(['fetch', folder, '--allow-private']);
  assert.ok(requests.slice(asked).every((url) => url.endsWith('/absent.png')), 'a second run asks only for what failed');
  const before = requests.length;
  const output = await buildSite('fetched', folder);
  assert.equal(requests.length, before, 'a build uses no network');
  const server = await serve(output);
  const browser = await launch();
  const { page, context, outside } = await watchedPage(browser, server.address);
  await page.goto(`${server.address}equipe/jour-1.html`);
  assert.deepEqual(await brokenPictures(page), []);
  const fetched = await page.evaluate(() => [...document.querySelectorAll('main img')].filter((image) => image.src.startsWith(location.origin)).length);
  assert.equal(fetched, 2);
  assert.deepEqual(outside.filter((request) => !request.address.endsWith('/absent.png')), []);
  await context.close();
  await browser.close();
  await server.close();
  host.closeAllConnections();
  host.close();
});
