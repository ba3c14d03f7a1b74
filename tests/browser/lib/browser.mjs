// One Chromium, pages that report what goes wrong in them, and a network that never leaves the machine.
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Starts Chromium, which now and then crashes before it has opened a page: then once more. */
export async function launch() {
  const options = {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  };
  return chromium.launch(options).catch(() => chromium.launch(options));
}

/** CRC of a PNG chunk. */
function crc(bytes) {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (0xedb88320 & -(value & 1));
  }
  return ~value >>> 0;
}

/** A grey picture, wide enough to show a page that lets pictures overflow. */
export function greyPicture(width, height) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x99);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

const picture = greyPicture(2400, 1200);

/**
 * Opens a page whose every fault is written to `faults`, and every request outside `home` to `outside`.
 * Requests outside are answered here: a picture for an image, a refusal for the rest.
 */
export async function watchedPage(browser, home, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const faults = [];
  const outside = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content.Security.Policy|violates/i.test(message.text())) {
      faults.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
  page.on('crash', () => faults.push('the page crashed'));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
  });
  await context.addInitScript(() => {
    window.carnetViolations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.carnetViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await context.route('**/*', async (route) => {
    const request = route.request();
    const address = request.url();
    if (address.startsWith(home) || address.startsWith('data:') || address.startsWith('blob:')) return route.continue();
    outside.push({ address, kind: request.resourceType(), referrer: (await request.allHeaders()).referer ?? '' });
    if (request.resourceType() === 'image') return route.fulfill({ contentType: 'image/png', body: picture });
    return route.abort('blockedbyclient');
  });
  return { page, context, faults, outside };
}

/** Runs axe on the page as it stands; returns one line per violation. */
export async function axeViolations(page) {
  const there = await page.evaluate(() => typeof window.axe !== 'undefined');
  if (!there) await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations'],
    iframes: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((violation) =>
    `${violation.id} (${violation.nodes.length}): ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.html.slice(0, 140)} [${node.any.map((check) => check.message).join('; ').slice(0, 160)}]`).join(' | ')}`);
}

/** What sticks out at the right of the window, as a list of short descriptions; empty when nothing does. */
export async function overflow(page) {
  return page.evaluate(() => {
    const scroller = document.scrollingElement;
    if (scroller.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(-3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return [`${scroller.scrollWidth} px in ${window.innerWidth}: ${wide.join(', ')}`];
  });
}

/** Loads every picture now, then names those that stay broken. */
export async function brokenPictures(page) {
  return page.evaluate(async () => {
    const pictures = [...document.images];
    for (const image of pictures) image.loading = 'eager';
    await Promise.all(pictures.map((image) => image.decode().catch(() => {})));
    return pictures.filter((image) => !image.complete || image.naturalWidth === 0).map((image) => image.currentSrc || image.src || image.outerHTML.slice(0, 100));
  });
}

/** Runs `work` over items, two at a time: the machines that run these tests have two cores. */
export async function inParallel(items, work, workers = 2) {
  const queue = [...items];
  await Promise.all(Array.from({ length: workers }, async (_, worker) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, worker);
  }));
}
