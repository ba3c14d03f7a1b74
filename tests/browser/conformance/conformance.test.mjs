// The Nu HTML checker over every page of every built site: no error.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { buildSite, hasRealLogbooks, pages, realLogbooks, root } from '../lib/site.mjs';
import { writeAttacks } from '../../safety/attacks.mjs';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

/** Checks files; returns the messages that are errors, as lines. */
async function check(folder, list) {
  const output = await new Promise((done, fail) => {
    execFile('java', ['-Xss2m', '-jar', jar, '--format', 'json', '--exit-zero-always', ...list.map((file) => path.join(folder, file))],
      { maxBuffer: 1 << 28 }, (error, stdout, stderr) => (error ? fail(error) : done(stderr || stdout)));
  });
  const { messages } = JSON.parse(output);
  return {
    errors: messages.filter((message) => message.type === 'error' || message.type === 'non-document-error')
      .map((message) => `${path.relative(folder, new URL(message.url ?? 'file:///unknown').pathname)}:${message.lastLine}: ${message.message} ${(message.extract ?? '').replace(/\s+/g, ' ').slice(0, 160)}`),
    warnings: messages.filter((message) => message.subType === 'warning').length,
  };
}

async function conform(context, name, source) {
  const folder = await buildSite(name, source);
  const list = await pages(folder);
  assert.ok(list.length > 0, 'there are pages to check');
  const { errors, warnings } = await check(folder, list);
  context.diagnostic(`${list.length} pages, ${errors.length} errors, ${warnings} warnings`);
  assert.equal(errors.length, 0, `${errors.length} errors:\n  ${errors.slice(0, 40).join('\n  ')}`);
}

test('the checker finds an error in a page that has one', async () => {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const os = await import('node:os');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'carnet-nu-'));
  await writeFile(path.join(folder, 'bad.html'), '<!doctype html><html lang="fr"><title>x</title><p><div></p><img src="a.png">');
  assert.ok((await check(folder, ['bad.html'])).errors.length > 0);
});

test('demo: no error', (context) => conform(context, 'demo-nu', root));
test('attacks: no error', async (context) => conform(context, 'attacks-nu', await writeAttacks()));
test('real logbooks: no error', { skip: hasRealLogbooks ? false : 'SKIPPED: no real logbooks beside the project' }, (context) => conform(context, 'logbooks-nu', realLogbooks));
