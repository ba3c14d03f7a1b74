// Builds a site with carnet into a folder of its own and serves it on the loopback.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The binary under test: CARNET_BIN, or what `cargo build` made last. */
export const carnetBinary = process.env.CARNET_BIN ?? path.join(root, 'target/debug/carnet');

/** Five real logbooks that lie beside the project on some machines, never inside it. */
export const realLogbooks = process.env.CARNET_LOGBOOKS ?? path.resolve(root, '../shared/carnets');
export const hasRealLogbooks = existsSync(path.join(realLogbooks, 'README.md'));

/**
 * Runs carnet. Returns {code, stdout, stderr}; never throws on a non-zero exit.
 */
export async function carnet(args, options = {}) {
  try {
    const { stdout, stderr } = await run(carnetBinary, args, { maxBuffer: 1 << 28, ...options });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`no binary at ${carnetBinary}: run cargo build first`);
    return { code: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? String(error) };
  }
}

export async function temporaryFolder(name) {
  return mkdtemp(path.join(os.tmpdir(), `carnet-${name}-`));
}

/** Builds `source` into a new folder and returns that folder. A build that fails is an error with its messages. */
export async function buildSite(name, source, more = []) {
  const output = path.join(await temporaryFolder(name), 'site');
  const result = await carnet(['build', source, '--dest-dir', output, ...more]);
  if (result.code !== 0) throw new Error(`carnet build ${source} ended with ${result.code}\n${result.stderr}`);
  return output;
}

/** Every file under a folder, as sorted paths with `/`. */
export async function files(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
}

export async function pages(folder) {
  return (await files(folder)).filter((file) => file.endsWith('.html'));
}

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg', '.webp': 'image/webp', '.gif': 'image/gif', '.woff2': 'font/woff2', '.xml': 'application/xml',
  '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves a folder as a plain static host would: files as they are, `404.html` for the rest.
 * Returns {address, close}; the address ends with `/`.
 */
export async function serve(folder) {
  const server = http.createServer(async (request, response) => {
    try {
      const wanted = decodeURIComponent(new URL(request.url, 'http://local').pathname);
      let file = path.join(folder, path.normalize(wanted));
      if (wanted.endsWith('/')) file = path.join(file, 'index.html');
      if (!file.startsWith(folder)) throw new Error('outside');
      const bytes = await readFile(file);
      response.writeHead(200, { 'content-type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream' });
      response.end(bytes);
    } catch {
      const missing = await readFile(path.join(folder, '404.html')).catch(() => 'not found');
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(missing);
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}

/** The address of a file of the site: each part escaped, as a browser wants it. */
export function addressOf(base, file) {
  return base + file.split('/').map(encodeURIComponent).join('/');
}
