import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { defineCounter, defineGauge, defineHistogram } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import { TricordError } from '../../src/errors.js';
import { generateCatalogJson } from '../../src/generate/catalog-json.js';
import { generateDashboards } from '../../src/generate/dashboards.js';
import { describeWith } from '../support/programs.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly expr: string;
    readonly legendFormat: string;
    readonly datasource: { uid: string };
  }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
}

interface Board {
  readonly title: string;
  readonly uid: string;
  readonly editable: boolean;
  readonly tags: readonly string[];
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly label: string; readonly type: string }[];
  };
}

const root = join(import.meta.dirname, '../..');
const boardIds = ['api', 'client', 'instance', 'overview', 'runtime', 'service'];

const own = [
  defineCounter({
    name: 'custom_orders_created_total',
    help: 'Orders created.',
    labels: { channel: ['web', 'app'] },
  }),
  defineGauge({ name: 'custom_warehouse_used_ratio', help: 'Share of the warehouse in use.' }),
  defineHistogram({
    name: 'custom_order_document_bytes',
    help: 'Size of order documents.',
    buckets: [100, 1000],
  }),
];
const catalog = createServiceCatalog({ service: { name: 'shop-orders', environment: 'demo' } }, own);
const generated = generateDashboards(catalog);
const boards = generated.files.map(({ path, content }) => ({ path, board: JSON.parse(content) as Board }));

const schema: object = JSON.parse(readFileSync(join(root, 'schemas/dashboard.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false }).compile(schema);

describe('generateDashboards', () => {
  it('returns boards and says that the built-in grafonnet made them', () => {
    expect(generated.files.map(({ path }) => path)).toEqual(
      boardIds.map((board) => `dashboards/${board}.json`),
    );
    expect(generated.library).toBe('built-in');
  });

  it('gives every service its own uid and never more than 40 characters', () => {
    const uidOf = (name: string) =>
      (
        JSON.parse(
          generateDashboards(createServiceCatalog({ service: { name } }, [])).files[0]?.content ?? '',
        ) as Board
      ).uid;
    expect(uidOf('shop-orders')).toBe('tricord-shop-orders-api');
    const long = ['a', 'b'].map((end) => uidOf(`a-service-with-a-name-that-is-rather-long-${end}`));
    expect(new Set(long).size).toBe(2);
    for (const uid of long) expect(uid).toMatch(/^[a-z0-9-]{40}$/);
  });

  it('gives every metric that a service declares a panel', () => {
    const titles = boards.flatMap(({ board }) => board.panels.map(({ title }) => title));
    expect(titles).toEqual(
      expect.arrayContaining(["Service's own metrics", 'Orders created', 'Warehouse used', 'Order document']),
    );
  });

  it('shows every signal of the catalog somewhere', () => {
    const { signals } = JSON.parse(generateCatalogJson(catalog).content) as {
      signals: Record<string, { title: string; targets: { expr: string }[] }>;
    };
    const shown = new Set(
      boards.flatMap(({ board }) =>
        board.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
      ),
    );
    const hidden = Object.entries(signals).filter(
      ([, { targets }]) => !targets.every(({ expr }) => shown.has(expr)),
    );
    console.log(`${Object.keys(signals).length} signals shown on ${boards.length} boards`);
    expect(hidden.map(([id]) => id)).toEqual([]);
  });

  it('links only to boards that it makes', () => {
    const uids = boards.map(({ board }) => board.uid);
    const linked = generated.files.flatMap(({ content }) =>
      [...content.matchAll(/\/d\/([\w-]+)\?/g)].map((match) => match[1]),
    );
    expect(linked.length).toBeGreaterThan(0);
    expect(uids).toEqual(expect.arrayContaining(linked));
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('leaves the row of own metrics out when there are none', () => {
    const files = generateDashboards(createServiceCatalog({ service: { name: 'plain' } }, [])).files;
    for (const { content } of files) expect(content).not.toContain("Service's own metrics");
  });

  it('starts with the service itself and its environment', () => {
    expect(boards[0]?.board.templating.list).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'app',
          current: { selected: false, text: 'shop-orders', value: 'shop-orders' },
        }),
        expect.objectContaining({
          name: 'version',
          current: { selected: false, text: 'demo', value: 'demo' },
        }),
      ]),
    );
  });
});

describe.each(boards)('$path', ({ board }) => {
  const shown = board.panels.filter(({ type }) => type !== 'row');
  const names = board.templating.list.map(({ name }) => name);

  it('is a dashboard by the schema', () => {
    expect(validate(board) ? [] : validate.errors).toEqual([]);
    console.log(`${shown.length} panels, ${shown.flatMap(({ targets = [] }) => targets).length} queries`);
  });

  it('has panels that do not overlap and stay within 24 columns', () => {
    const cells = new Map<string, number>();
    for (const { id, gridPos } of board.panels) {
      expect(gridPos.x + gridPos.w, `panel ${id}`).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(cells.get(`${x},${y}`), `panel ${id} at ${x},${y}`).toBeUndefined();
          cells.set(`${x},${y}`, id);
        }
      }
    }
  });

  it('numbers its panels once each', () => {
    expect(board.panels.map(({ id }) => id)).toEqual(board.panels.map((_, i) => i + 1));
  });

  it('uses the variables it defines, and no others', () => {
    const definitions = JSON.stringify(board.templating);
    const text = JSON.stringify({ panels: board.panels, templating: board.templating });
    const used = new Set([...text.matchAll(/\$\{?(?!__)([A-Za-z]\w*)/g)].map((match) => match[1]));
    expect([...used].sort()).toEqual([...names].sort());
    expect(definitions).not.toContain('"uid": "$datasource"');
  });

  it("has the deck's variables in its order, all labelled", () => {
    const deck = ['datasource', 'version', 'instance', 'summarize', 'method', 'app', 'namespace'];
    expect(names).toEqual(deck.filter((name) => names.includes(name)));
    expect(names.length).toBeGreaterThanOrEqual(deck.length - 1);
    for (const { label } of board.templating.list) expect(label).toMatch(/^[A-Z]/);
  });

  it('asks only the data source that is chosen', () => {
    const sources = [...JSON.stringify(board).matchAll(/"uid":"([^"]*)"/g)].map((match) => match[1]);
    expect([...new Set(sources)].sort()).toEqual(['${datasource}', board.uid]);
  });

  it.each(shown)('describes panel $id, $title', ({ description, fieldConfig, targets = [], type }) => {
    expect(description).toMatch(/\.$/);
    expect(fieldConfig?.defaults.unit).toMatch(/./);
    expect(targets.length).toBeGreaterThan(0);
    for (const { legendFormat } of targets) expect(legendFormat, type).not.toBe('');
  });

  it('cannot be edited and is found by its tag', () => {
    expect(board.editable).toBe(false);
    expect(board.tags).toEqual(['tricord', 'shop-orders']);
  });
});

describe('the schema of dashboards', () => {
  const board = boards.find(({ path }) => path.endsWith('overview.json'))?.board;
  const [row, stat] = board?.panels ?? [];
  it.each([
    ['an unknown property', { ...board, pannels: [] }],
    ['a uid that is too long', { ...board, uid: 'a'.repeat(41) }],
    ['a panel of an unknown type', { ...board, panels: [{ ...stat, type: 'graph' }] }],
    ['a panel without a place', { ...board, panels: [{ ...stat, gridPos: undefined }] }],
    ['an option of another panel', { ...board, panels: [{ ...stat, options: { legend: {} } }] }],
    [
      'a target without a query',
      { ...board, panels: [{ ...stat, targets: [{ refId: 'A', datasource: stat?.datasource }] }] },
    ],
    ['a row without a title', { ...board, panels: [{ ...row, title: '' }] }],
    [
      'thresholds that do not start at nothing',
      withField(stat, { thresholds: { mode: 'absolute', steps: [{ color: 'red', value: 1 }] } }),
    ],
    [
      'a variable with a name Grafana keeps',
      { ...board, templating: { list: [{ name: '__x', type: 'custom', query: '' }] } },
    ],
  ])('refuses %s', (_, broken) => {
    expect(validate(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });

  function withField(panel: Panel | undefined, defaults: object) {
    return { ...board, panels: [{ ...panel, fieldConfig: { defaults } }] };
  }
});

describe('the jsonnet of the boards', () => {
  const folder = join(root, 'dashboards');
  const sources = readdirSync(folder).filter((file) => /\.(?:libs|js)onnet$/.test(file));

  it.each(sources)('names no metric and writes no PromQL in %s', (file) => {
    const code = readFileSync(join(folder, file), 'utf8').replace(/^\s*\/\/.*$/gm, '');
    const metrics = catalog.metrics.map(({ name }) => name);
    expect(metrics.filter((name) => code.includes(name))).toEqual([]);
    expect(code).not.toMatch(/\b(?:ego|custom|nodejs|process)_[a-z]/);
    expect(code).not.toMatch(
      /\b(?:rate|irate|increase|histogram_quantile|label_values|sum|avg)\s*(?:by\s*)?\(/,
    );
  });
});

describe('a grafonnet of the user', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-boards-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const vendor = (name: string, source: string) => {
    const library = join(folder, name, 'github.com/grafana/grafonnet/gen/grafonnet-latest');
    mkdirSync(library, { recursive: true });
    writeFileSync(join(library, 'main.libsonnet'), source);
    return [join(folder, name)];
  };

  it('makes the boards when it is on the jsonnet path', () => {
    const jsonnetPath = vendor('vendor', "(import 'tricord-grafonnet/main.libsonnet')('v11.9.9')");
    const { files, library } = generateDashboards(catalog, { jsonnetPath });
    expect(library).toContain(folder);
    expect(files[0]?.content).toContain('v11.9.9');
  });

  it('is named in the error when it lacks what the boards need', () => {
    const jsonnetPath = vendor('broken', '{}');
    expect(() => generateDashboards(catalog, { jsonnetPath })).toThrow(TricordError);
    expect(() => generateDashboards(catalog, { jsonnetPath })).toThrow(
      /TRI_GENERATE_BROKEN_JSONNET.*field does not exist/s,
    );
  });
});

describeWith(['jsonnet'], "Debian's jsonnet", () => {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-jsonnet-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes the same bytes of the same catalog', () => {
    const catalogFile = join(folder, 'catalog.json');
    writeFileSync(catalogFile, generateCatalogJson(catalog).content);
    const main = join(root, 'dashboards/main.jsonnet');
    const library = join(root, 'dashboards/grafonnet');
    execFileSync('jsonnet', ['-J', library, '-m', folder, '--tla-code-file', `catalog=${catalogFile}`, main]);
    for (const { path, content } of generated.files) {
      expect(readFileSync(join(folder, path.replace('dashboards/', '')), 'utf8')).toBe(content);
    }
  });

  it('renders the mixin from the folder of the package', () => {
    const code = "std.objectFieldsAll((import 'dashboards/dashboards.libsonnet').grafanaDashboards)";
    const files = execFileSync('jsonnet', ['-J', 'dashboards/grafonnet', '-e', code], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(JSON.parse(files)).toEqual(boardIds.map((board) => `${board}.json`));
  });
});
