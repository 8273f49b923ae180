import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFileResolver, evaluateJsonnet, manifestJson } from '../dist/src/jsonnet/index.js';
import { median } from './statistics.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'jsonnet-bench-'));

/** A board as people write them: panels by inheritance, PromQL by format strings, one row a service. */
function writeBoard(services) {
  const file = join(folder, `board-${services}.jsonnet`);
  writeFileSync(
    file,
    `local panel(title, expr) = {
  local outer = self,
  title: title, type: 'timeseries', targets: [{ expr: expr, legendFormat: '{{%s}}' % title, refId: 'A' }],
  fieldConfig: { defaults: { unit: 'short', custom: { lineWidth: 1, fillOpacity: 10 } }, overrides: [] },
  gridPos: { h: 8, w: 12, x: 0, y: 0 },
  withUnit(unit):: self { fieldConfig+: { defaults+: { unit: unit } } },
  withTarget(expr):: self { targets+: [{ expr: expr, refId: std.char(65 + std.length(outer.targets)) }] },
};
local layout(panels) =
  std.mapWithIndex(function(i, p) p { id: i + 1, gridPos+: { x: i % 2 * 12, y: std.floor(i / 2) * 8 } }, panels);
local services = ['svc-%03d' % i for i in std.range(1, ${services})];
{
  title: 'Board', uid: std.md5('board'), schemaVersion: 39,
  panels: layout(std.flattenArrays([
    [
      panel('Requests ' + s, 'sum by (code) (rate(ego_server_handle_total{app="%(s)s"}[5m]))' % { s: s }).withUnit('reqps'),
      panel('Errors ' + s, 'sum(rate(x{app="%s"}[5m]))' % s).withTarget('vector(0)').withTarget('vector(1)'),
    ] + [
      panel('p%d %s' % [q * 100, s], 'histogram_quantile(%.2f, sum by (le) (rate(b{app="%s"}[5m])))' % [q, s]).withUnit('s')
      for q in [0.5, 0.9, 0.95, 0.99]
    ]
    for s in services
  ])),
  templating: { list: [{ name: 'app', query: std.join(',', services), options: std.sort(services) }] },
}
`,
  );
  return { name: `board of ${services} services`, file, roots: [folder], catalog: undefined };
}

function time(run, rounds) {
  const times = [];
  let result;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    result = run();
    times.push(performance.now() - startedAt);
  }
  return { ms: median(times), result };
}

function runReference({ file, roots, catalog }) {
  const path = roots.toReversed().flatMap((each) => ['-J', each]);
  const given = catalog ? ['--tla-code-file', `catalog=${catalog}`] : [];
  return spawnSync('jsonnet', [...path, ...given, file], { encoding: 'utf8', maxBuffer: 1e9 }).stdout;
}

function runOurs({ file, roots, catalog }) {
  const tlas = catalog ? { catalog: { code: readFileSync(catalog, 'utf8') } } : {};
  const { value } = evaluateJsonnet({ entry: file, resolver: createFileResolver({ roots }), tlas });
  return `${manifestJson(value)}\n`;
}

const dashboards = join(root, 'dashboards');
const catalog = join(root, 'schemas/generated/catalog.json');
const cases = [
  {
    name: 'our own boards',
    file: join(dashboards, 'main.jsonnet'),
    roots: [join(dashboards, 'grafonnet'), dashboards],
    catalog,
  },
  writeBoard(20),
  writeBoard(200),
].filter((each) => existsSync(each.file) && (!each.catalog || existsSync(each.catalog)));

if (spawnSync('jsonnet', ['--version']).status === 0) {
  console.log(
    '| what | jsonnet (process) | ours, first | ours, warm | ratio first | ratio warm | bar | | bytes |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |');
  for (const each of cases) {
    const first = time(() => runOurs(each), 1);
    const reference = time(() => runReference(each), 3);
    const warm = time(() => runOurs(each), 15);
    const ratios = [reference.ms / first.ms, reference.ms / warm.ms];
    const figures = [reference.ms, first.ms, warm.ms].map((ms) => `${ms.toFixed(1)} ms`).join(' | ');
    const verdict = Math.min(...ratios) >= 1 ? 'met' : 'MISSED';
    const bytes = warm.result === reference.result ? 'the same' : 'DIFFERENT';
    console.log(
      `| ${each.name} | ${figures} | ${ratios.map((ratio) => `${ratio.toFixed(1)}x`).join(' | ')} | 1x | ${verdict} | ${bytes} |`,
    );
  }
} else {
  console.log('The jsonnet command is not installed, so there is nothing to compare with.');
}
rmSync(folder, { recursive: true });
