// Every map of the demo, of `site/` and of the located datasets beside the project, in the real uMap: the `.umap` by the
// link that pages offer, saved and opened again, then each GeoJSON and CSV by the import panel. Nothing may be lost, and
// what uMap shows is compared with the files and with the drawing of the page.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect, isDeepStrictEqual } from 'node:util';
import { launch } from '../browser/lib/browser.mjs';
import { buildSite, root, serve, temporaryFolder } from '../browser/lib/site.mjs';

const umap = process.env.UMAP_TEST_ADDRESS;
const here = path.dirname(fileURLToPath(import.meta.url));
const published = process.env.CARNET_DATA ?? path.resolve(root, '../shared/data');
const statics = process.env.UMAP_TEST_STATIC;
const pictures = path.join(here, 'out');

/** Located tables that others published, and what a block says of them. */
const LOCATED = [
  ['irve', 'csv/irve-consolidation-2021.csv', ''],
  ['marches', 'csv/marches-mormal-2015.csv', ''],
  ['marches-lieu', 'csv/marches-mormal-2015.csv', 'place: LIEU_EXEC_CODE'],
  ['arbres', 'csv/arbres-saint-germain-en-laye.csv', 'color: genre_arbre'],
  ['collectivites', 'csv/collectivites-participantes.csv', ''],
  ['conso', 'csv/conso-elec-gaz-mayenne.csv', 'contours: communes\nvalue: Consommation totale (MWh) / population'],
  ['mormal', 'geo/communes-pays-de-mormal.geojson', 'value: population'],
  ['dae', 'csv/dae-exemple-valide.csv', ''],
  ['covoiturage', 'csv/covoiturage-oise.csv', ''],
  ['lieux-covoiturage', 'csv/lieux-covoiturage-exemple-valide.csv', ''],
  ['stationnement', 'csv/stationnement-exemple-valide.csv', ''],
  ['ecoles', 'csv/acceslibre-etablissements-scolaires-exemple.csv', ''],
  ['equipements', 'csv/futurocite-equipements-exemple.csv', ''],
  ['bornes', 'csv/irve-statique-exemple-valide.csv', ''],
];

/** A logbook with one map for each published table. */
async function publishedLogbook() {
  const folder = path.join(await temporaryFolder('umap'), 'jeux');
  await mkdir(path.join(folder, 'data'), { recursive: true });
  let text = '# Jeux publiés\n\n## JOUR 1\n';
  for (const [id, file, more] of LOCATED) {
    const name = path.basename(file);
    const bytes = await readFile(path.join(published, file));
    await writeFile(path.join(folder, 'data', name), bytes);
    if (name.endsWith('.csv')) {
      // Somebody has to say that mailboxes and telephones may be published: here they go nowhere.
      const header = bytes.toString('utf8').split('\n')[0].trim().replace(/^\uFEFF/, '');
      const columns = header.split(/[;,]/).map((column) => JSON.stringify(column.replaceAll('"', '').trim()));
      await writeFile(path.join(folder, 'data', name.replace('.csv', '.yml')), `donnees_personnelles: {base_legale: essai, colonnes_gardees: [${columns.join(', ')}]}\n`);
    }
    text += `\n\`\`\`map\ntitle: Carte ${id}\nid: ${id}\nsource: producteur\ndata: ${name}\n${more}\n\`\`\`\n`;
  }
  await writeFile(path.join(folder, 'carnet.md'), text);
  return folder;
}

/** A plain host that lets other sites read its files, as those named in the guide do. */
async function host(folder) {
  const plain = await serve(folder);
  const server = http.createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url, plain.address));
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type'), 'access-control-allow-origin': '*' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: async () => { server.closeAllConnections(); server.close(); await plain.close(); },
  };
}

/** A page where every complaint of uMap is written down, and where no request leaves the machine. */
async function watched(browser, home) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
  await context.addInitScript(() => {
    window.alerts = [];
    document.addEventListener('alert', (event) => {
      if (['error', 'warning'].includes(event.detail?.level)) window.alerts.push(`${event.detail.level}: ${event.detail.message}`);
    }, true);
  });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.accept().catch(() => {}); });
  const outside = [];
  await context.route('**/*', (route) => {
    const address = route.request().url();
    // uMap's own scripts, some two hundred a page: from the folder where they were installed.
    if (address.startsWith(`${umap}/static/`)) {
      return route.fulfill({ path: path.join(statics, decodeURIComponent(new URL(address).pathname).replace('/static/', '')) });
    }
    if ([umap, home].some((known) => address.startsWith(known)) || /^(data|blob):/.test(address)) return route.continue();
    outside.push(address);
    // A tile.
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><path fill="#eee" d="M0 0h256v256H0z"/></svg>';
    return route.fulfill({ contentType: 'image/svg+xml', body: svg });
  });
  return { page, context, faults, outside };
}

/** What uMap holds and shows: the map, its layers, every feature with the look that uMap gives it. */
const seen = (page) => page.evaluate(async () => {
  const { SCHEMA, isValidValue } = await import('/static/umap/js/modules/schema.js');
  const map = U.MAP;
  const layers = [];
  // Listed from top to bottom: files go from bottom to top.
  for (const layer of [...map.layers.tree.filter(() => true)].reverse()) {
    await layer.compute?.();
    const bad = Object.entries(layer.properties)
      // Rules are a list that uMap reads apart: they are compared one by one below.
      .filter(([key, value]) => key in SCHEMA && key !== 'rules' && !isValidValue(value, key))
      .map(([key]) => key);
    layers.push({
      name: layer.getName(),
      type: layer.properties.type,
      properties: JSON.parse(JSON.stringify(layer.properties)),
      bad,
      count: layer.count(),
      fields: [...layer.fields.values()].map((field) => [field.key, field.TYPE]),
      filters: [...layer.filters.available.keys()],
      rules: [...layer.rules].map((rule) => ({ condition: rule.condition, name: rule.label, works: Boolean(rule.operator) })),
      features: layer.features.all().map((feature) => {
        const style = feature.getRenderProperties();
        const { _umap_options: options, ...properties } = feature.properties;
        return {
          id: feature.id,
          label: feature.getDisplayName(),
          type: feature.geometry.type,
          geometry: feature.geometry,
          properties: JSON.parse(JSON.stringify(properties)),
          color: style.color, fillColor: style.fillColor, iconClass: style.iconClass, iconUrl: style.iconUrl, radius: style.radius,
          opacity: style.fillOpacity, weight: style.weight,
        };
      }),
    });
  }
  return {
    name: map.properties.name,
    properties: Object.fromEntries(Object.entries(map.properties).filter(([key]) => key in SCHEMA)),
    known: Object.keys(SCHEMA),
    bad: Object.entries(map.properties).filter(([key, value]) => key in SCHEMA && value !== undefined && !isValidValue(value, key)).map(([key]) => key),
    zoom: map.mapProxy.zoom ?? map.mapProxy.map?.getZoom?.(),
    layers,
  };
});

/** Keys of a layer that uMap reads beside the styles of its schema. */
const OF_LAYER = new Set(['name', 'description', 'displayOnLoad', 'browsable', 'inCaption', 'group', 'fromZoom', 'toZoom', 'remoteData', 'type',
  'cluster', 'heat', 'choropleth', 'categorized', 'circles', 'fields', 'filters', 'rules']);

const settle = async (page, count) => {
  await page.waitForFunction((wanted) => {
    if (!window.U?.MAP?.layers) return false;
    const layers = [...U.MAP.layers.tree.filter(() => true)];
    return layers.length > 0 && layers.reduce((sum, layer) => sum + layer.count(), 0) >= wanted;
  }, count, { timeout: 60_000 });
  await page.waitForTimeout(150);
};

/** What differs, all of it: one run tells everything. */
let differences = [];
const is = (actual, wanted, what) => {
  if (isDeepStrictEqual(actual, wanted)) return;
  differences.push(`${what}: ${inspect(actual, { breakLength: Infinity }).slice(0, 160)} instead of ${inspect(wanted, { breakLength: Infinity }).slice(0, 160)}`);
};
const holds = (value, what) => is(Boolean(value), true, what);
const told = () => {
  const all = differences;
  differences = [];
  assert.equal(all.length, 0, `${all.length} differences:\n${all.slice(0, 40).join('\n')}`);
};

/** Compares what uMap holds with the file that it opened. */
function same(found, file, name) {
  const wanted = JSON.parse(file);
  is(found.name, wanted.properties.name, `${name}: title`);
  for (const [key, value] of Object.entries(wanted.properties)) {
    holds(found.known.includes(key), `${name}: uMap does not know the key ${key}`);
    is(found.properties[key], value, `${name}: ${key}`);
  }
  // uMap's own schema calls the licence a text, and its caption reads an object: the caption is what people see.
  is(found.bad.filter((key) => key in wanted.properties && key !== 'licence'), [], `${name}: values of the map that uMap replaces`);
  is(found.layers.length, wanted.layers.length, `${name}: layers`);
  wanted.layers.forEach((layer, at) => {
    const other = found.layers[at];
    if (!other) return;
    const which = `${name}, layer ${layer.properties.name}`;
    is(other.name, layer.properties.name, which);
    is(other.count, layer.features.length, `${which}: count`);
    is(other.bad, [], `${which}: values that uMap replaces`);
    for (const [key, value] of Object.entries(layer.properties)) {
      holds(key.startsWith('_') || OF_LAYER.has(key) || found.known.includes(key), `${which}: uMap does not know ${key}`);
      is(other.properties[key], value, `${which}: ${key}`);
    }
    const types = new Map(other.fields);
    for (const field of layer.properties.fields ?? []) is(types.get(field.key), field.type, `${which}: field ${field.key}`);
    is(other.filters, (layer.properties.filters ?? []).map((filter) => filter.fieldKey), `${which}: filters`);
    is(other.rules.map((rule) => [rule.condition, rule.name, rule.works]), (layer.properties.rules ?? []).map((rule) => [rule.condition, rule.name, true]), `${which}: rules`);
    const byId = new Map(other.features.map((feature) => [feature.id, feature]));
    is(byId.size, layer.features.length, `${which}: ids`);
    for (const feature of layer.features) {
      const twin = byId.get(feature.id);
      holds(twin, `${which}: ${feature.id} is gone`);
      if (!twin) continue;
      const { _umap_options: options, ...properties } = feature.properties;
      is(twin.properties, properties, `${which}: properties of ${feature.id}`);
      is(twin.geometry, feature.geometry, `${which}: geometry of ${feature.id}`);
      is(twin.label, (properties.name || layer.properties.name).trim(), `${which}: name of ${feature.id}`);
    }
  });
}

/** What the page shows for each mark: its color, and its radius where it is a circle. */
async function drawn(page, address) {
  await page.goto(address);
  return page.evaluate(() => {
    const hex = (color) => {
      const [r, g, b] = color.match(/\d+/g).map(Number);
      return '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('').toUpperCase();
    };
    const out = {};
    for (const layer of document.querySelectorAll('.map-figure .map-view svg:first-of-type .m-layer')) {
      for (const mark of layer.querySelectorAll('[data-i]')) {
        const shape = mark.matches('g') ? mark.querySelector('path') : mark;
        const style = getComputedStyle(shape);
        const line = mark.matches('.m-line,.m-hollow,.m-icon');
        out[`${layer.dataset.layer}/${mark.dataset.i}`] = mark.matches('.m-none') ? 'none' : hex(line ? style.stroke : style.fill);
      }
    }
    return out;
  });
}

const toColor = (page, colors) => page.evaluate((names) => {
  const context = document.createElement('canvas').getContext('2d');
  return names.map((name) => { context.fillStyle = name; return context.fillStyle.toUpperCase(); });
}, colors);

let browser;
const sites = [];
before(async () => {
  browser = await launch();
  await mkdir(pictures, { recursive: true });
});
after(async () => {
  await browser?.close();
  for (const site of sites) await site.close();
});

async function site(name, source) {
  const folder = await buildSite(`umap-${name}`, source, ['--base-url', 'https://exemple.fr/']);
  const served = await host(folder);
  sites.push(served);
  const maps = (await readdir(path.join(folder, 'cartes'))).filter((file) => file.endsWith('.umap')).sort();
  assert.ok(maps.length > 0, 'a site without maps tests nothing');
  return { folder, address: served.address, maps };
}

async function open(made, map, keep) {
  const file = await readFile(path.join(made.folder, 'cartes', map), 'utf8');
  const wanted = JSON.parse(file);
  const count = wanted.layers.reduce((sum, layer) => sum + layer.features.length, 0);
  const { page, context, faults } = await watched(browser, made.address);
  // As the page's own link does.
  await page.goto(`${umap}/fr/map/new/?templateUrl=${encodeURIComponent(`${made.address}cartes/${map}`)}&onLoadPanel=caption`);
  await settle(page, count);
  const opened = await seen(page);
  same(opened, file, map);
  is(Math.round(opened.zoom), wanted.properties.zoom, `${map}: zoom`);

  // As on the page.
  const { page: reader, context: reading } = await watched(browser, made.address);
  const figure = `figures/${map.replace('.umap', '.html')}`;
  const own = existsSync(path.join(made.folder, figure)) ? figure : null;
  if (own) {
    const marks = await drawn(reader, made.address + own);
    for (const [at, layer] of wanted.layers.entries()) {
      const byId = new Map(opened.layers[at].features.map((feature) => [feature.id, feature]));
      const twins = layer.features.map((feature) => byId.get(feature.id));
      const colors = await toColor(page, twins.map((twin) => (twin.type.includes('Polygon') && twin.fillColor) || twin.color));
      let compared = 0;
      twins.forEach((twin, i) => {
        const mark = marks[`${at}/${i}`];
        if (!mark || mark === 'none' || layer.properties.type === 'Heat') return;
        compared += 1;
        is(colors[i], mark, `${map}: color of ${twin.label}`);
      });
      holds(compared > 0 || layer.properties.type === 'Heat' || layer.features.length === 0, `${map}: no mark of ${layer.properties.name} was compared`);
    }
  }
  await reading.close();

  // A popup of each layer: no variable left, nothing that ran.
  for (const [at, layer] of wanted.layers.entries()) {
    if (layer.properties.type === 'Heat') continue;
    const text = await page.evaluate(async ([index]) => {
      const layer = [...U.MAP.layers.tree.filter(() => true)].reverse()[index];
      const feature = layer.features.all()[0];
      const container = document.createElement('div');
      const { default: load } = await import('/static/umap/js/modules/rendering/template.js');
      await load(feature.getOption('popupTemplate'), feature, container);
      // What a reader would see run, or fetched, or followed.
      const bad = container.querySelector('script,iframe,img,object,embed,[onerror],[onload],[onclick],a[href^="javascript:"]');
      return bad ? `! ${bad.outerHTML}` : container.textContent;
    }, [at]);
    holds(text.length > 20, `${map}: the popup says nothing`);
    if (process.env.UMAP_VERBOSE) console.log(map, at, text.slice(0, 600));
    holds(!text.startsWith('! '), `${map}: popup ${text.slice(0, 200)}`);
  }
  await page.screenshot({ path: path.join(pictures, `${map}.png`) });
  is(await page.evaluate(() => window.hacked), undefined, `${map}: a script ran`);

  if (keep) {
    await page.evaluate(() => U.MAP.saveAll());
    await page.waitForFunction(() => !location.pathname.endsWith('/map/new/'), null, { timeout: 60_000 });
    const saved = new URL(page.url()).pathname;
    is(await page.evaluate(() => window.alerts), [], `${map}: toasts`);
    await page.goto(umap + saved);
    await settle(page, count);
    same(await seen(page), file, `${map}, saved and opened again`);
    if (process.env.UMAP_VERBOSE) await page.screenshot({ path: path.join(pictures, `${map}-2.png`) });
  }
  is(await page.evaluate(() => window.alerts), [], `${map}: toasts`);
  is(faults, [], map);
  await context.close();
  return count;
}

/** The files of data through the import panel, one after the other: all their features, none with a toast. */
async function add(made, names) {
  const { page, context, faults } = await watched(browser, made.address);
  await page.goto(`${umap}/fr/map/new/`);
  await page.waitForFunction(() => window.U?.MAP?.layers && U.MAP.editEnabled, null, { timeout: 60_000 });
  let layers = 0;
  for (const name of names) {
    const bytes = await readFile(path.join(made.folder, 'cartes', name), 'utf8');
    const wanted = name.endsWith('.geojson') ? JSON.parse(bytes).features : records(bytes);
    await page.evaluate(() => U.MAP.openImporter());
    await page.locator('input[type=file]').setInputFiles(path.join(made.folder, 'cartes', name));
    await page.locator('[name=submit]').click();
    layers += 1;
    await page.waitForFunction(([layers, count]) => {
      const all = [...U.MAP.layers.tree.filter(() => true)];
      return all.length === layers && (all[0].count() >= count || window.alerts.length > 0);
    }, [layers, wanted.length], { timeout: 60_000 });
    const found = (await seen(page)).layers.at(-1);
    is(found.count, wanted.length, `${name}: count`);
    is(await page.evaluate(() => window.alerts.splice(0)), [], `${name}: toasts`);
    if (!name.endsWith('.geojson')) continue;
    const byId = new Map(found.features.map((feature) => [feature.id, feature]));
    for (const feature of wanted) {
      const { _umap_options: options, ...properties } = feature.properties;
      const twin = byId.get(feature.id);
      holds(twin, `${name}: ${feature.id} is gone`);
      if (!twin) continue;
      is(twin.properties, properties, `${name}: ${feature.id}`);
      for (const key of ['color', 'fillColor', 'iconClass', 'iconUrl', 'weight']) {
        if (options[key] !== undefined) is(twin[key], options[key], `${name}: ${key} of ${feature.id}`);
      }
    }
  }
  is(faults, [], 'import of data');
  await context.close();
}

/** The records of a CSV below its header. */
const records = (text) => text.trim().split(/\n(?=(?:[^"]*"[^"]*")*[^"]*$)/).slice(1);

async function everyFile(name, source, keep) {
  const made = await site(name, source);
  let places = 0;
  for (const map of made.maps) {
    places += await open(made, map, keep(map)).catch((error) => { is(error.message.slice(0, 300), null, map); return 0; });
  }
  const data = (await readdir(path.join(made.folder, 'cartes'))).filter((file) => /\.(geojson|csv)$/.test(file));
  await add(made, data).catch((error) => is(error.message.slice(0, 300), null, 'import of data'));
  told();
  console.log(`${name}: ${made.maps.length} maps, ${places} places, ${data.length} files of data`);
}

test('the demo opens whole, looks the same, and is the same when saved and opened again', { timeout: 900_000 }, async () => {
  await everyFile('demo', root, () => true);
});

test('names, values and shapes that trip uMap arrive, and nothing runs', { timeout: 900_000 }, async () => {
  await everyFile('fiction', path.join(here, 'site'), () => true);
});

test('located datasets that others published open whole', { timeout: 900_000, skip: !existsSync(published) && `no ${published}` }, async () => {
  await everyFile('published', await publishedLogbook(), (map) => !map.includes('irve'));
});
