// The gallery of drawings in Chromium: every box of text is read. Nothing overlaps, nothing leaves the drawing, no text
// is under 12 px, every text has a contrast of 4.5 at least, in light and in dark. Leaves the pages in tests/browser/out.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/browser.mjs';
import { root } from './lib/site.mjs';
import { none } from './lib/suite.mjs';

const out = path.join(root, 'tests/browser/out');
const styles = path.join(root, 'themes/encre/static');
// Width of the column that a drawing stands in: screens of 320 and 360 px, the wide drawing's own, a large page.
const places = [['narrow', 288], ['narrow', 328], ['wide', 720], ['wide', 936]];

let browser;
let drawings;

before(async () => {
  browser = await launch();
  await mkdir(out, { recursive: true });
  const folder = path.join(root, 'tests/charts');
  drawings = await Promise.all((await readdir(folder)).filter((name) => name.endsWith('.svg')).sort()
    .map(async (name) => ({ name, svg: await readFile(path.join(folder, name), 'utf8') })));
  assert.ok(drawings.length > 80, 'the gallery was not found');
});
after(() => browser?.close());

function page(kind, width, theme) {
  const sheet = (name) => `<link rel="stylesheet" href="${pathToFileURL(path.join(styles, name)).href}">`;
  const figures = drawings.filter(({ name }) => name.endsWith(`.${kind}.svg`))
    .map(({ name, svg }) => `<figure style="width:${width}px"><figcaption>${name}</figcaption>${svg}</figure>`).join('\n');
  return `<!doctype html><html lang="fr" data-theme="${theme}"><meta charset="utf-8"><title>Gallery ${kind} ${width} ${theme}</title>
${['fonts.css', 'style.css', 'charts.css'].map(sheet).join('')}
<style>body{display:block;padding:16px}main{display:flex;flex-wrap:wrap;gap:40px}figcaption{font:600 14px var(--sans);border-top:2px solid;margin-bottom:8px}</style>
<main>${figures}</main></html>`;
}

/** Every fault of the texts of a page, as sentences. Runs in the page. */
function faultsOfTexts() {
  const faults = [];
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const paper = parse(getComputedStyle(document.body).backgroundColor);
  for (const svg of document.querySelectorAll('svg.chart')) {
    const name = svg.closest('figure').querySelector('figcaption').textContent;
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll('text')].map((element) => {
      const box = element.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(element).fontSize) * scale;
      // The box of the letters, not of the line: ascenders to descenders of this font.
      const middle = (box.top + box.bottom) / 2;
      return { element, text: element.textContent, size, left: box.left, right: box.right, top: middle - size * 0.42, bottom: middle + size * 0.42 };
    });
    for (const text of texts) {
      const say = (what) => faults.push(`${name}: “${text.text}” ${what}`);
      if (text.size < 11.99) say(`is ${text.size.toFixed(1)} px high`);
      if (text.left < frame.left - 1 || text.right > frame.right + 1 || text.top < frame.top - 1 || text.bottom > frame.bottom + 1) say('leaves the drawing');
      if (/NaN|undefined|Infinity/.test(text.text)) say('is not a text');
      // What lies under the middle of the text: the last shape drawn before it.
      let under = paper;
      const center = { x: (text.left + text.right) / 2, y: (text.top + text.bottom) / 2 };
      if (!text.element.hasAttribute('paint-order')) {
        for (const shape of svg.querySelectorAll('path,circle')) {
          if (shape.compareDocumentPosition(text.element) & Node.DOCUMENT_POSITION_PRECEDING || shape.closest('defs')) continue;
          const style = getComputedStyle(shape);
          if (style.fill === 'none' || style.fill.startsWith('url') || style.fillOpacity === '0') continue;
          const point = svg.createSVGPoint();
          Object.assign(point, center);
          const inner = point.matrixTransform(shape.getScreenCTM().inverse());
          if (shape.isPointInFill(inner)) {
            const alpha = parseFloat(style.fillOpacity);
            under = parse(style.fill).slice(0, 3).map((value, index) => value * alpha + under[index] * (1 - alpha));
          }
        }
      }
      const ratio = contrast(luminance(parse(getComputedStyle(text.element).fill)), luminance(under));
      if (ratio < 4.495) say(`has a contrast of ${ratio.toFixed(2)}`);
    }
    for (let a = 0; a < texts.length; a += 1) {
      for (let b = 0; b < a; b += 1) {
        const [one, two] = [texts[a], texts[b]];
        const x = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const y = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        if (x > -2 && y > 1) faults.push(`${name}: “${one.text}” lies on “${two.text}”`);
      }
    }
  }
  return faults;
}

for (const [kind, width] of places) {
  for (const theme of ['light', 'dark']) {
    test(`texts of the ${kind} drawings at ${width} px, ${theme}`, async () => {
      const file = path.join(out, `charts-${kind}-${width}-${theme}.html`);
      await writeFile(file, page(kind, width, theme));
      const context = await browser.newContext({ viewport: { width: Math.max(width + 32, kind === 'wide' ? 1560 : 1600), height: 900 } });
      const tab = await context.newPage();
      await tab.goto(pathToFileURL(file).href);
      await tab.evaluate(() => document.fonts.ready);
      assert.ok(await tab.evaluate(() => document.fonts.check('14px "Encre Sans"')), 'the fonts are there');
      const faults = await tab.evaluate(faultsOfTexts);
      if (width === 328 || width === 720) await tab.screenshot({ path: file.replace('.html', '.png'), fullPage: true });
      await context.close();
      none(faults, 'texts');
    });
  }
}
