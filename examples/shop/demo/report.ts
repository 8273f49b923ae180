import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Statuses } from './drive-traffic.js';
import { runTricord } from './run-tricord.js';
import { findSharedTrace, readLogLines, renderTrace } from './show-trace.js';
import type { Shop, ShopService } from './start-shop.js';

/** What the report is about. */
export interface ReportInput extends Omit<Shop, 'stop'> {
  readonly statuses: Statuses;
  /** Folder of the log files and, after the report, of the generated files. */
  readonly output: string;
  readonly sources: string;
  onProgress(text?: string): void;
}

/** Prints what the demo did and checks it; true when every check holds. */
export async function report(input: ReportInput): Promise<boolean> {
  const checks = [showTraffic(input), showSharedTrace(input), await showMetrics(input)];
  for (const service of input.services) checks.push(await showGenerated(input, service));
  input.onProgress();
  title('Governors');
  for (const { name, governor } of input.services) print(`${name.padEnd(12)}${governor}/metrics`);
  const isFine = checks.every(Boolean);
  print(
    isFine ? styleText('green', '\nEvery check holds.') : styleText('red', '\nA check failed, see above.'),
  );
  return isFine;
}

function showTraffic({ statuses, onProgress }: ReportInput): boolean {
  onProgress();
  title('Traffic');
  print(
    Object.entries(statuses)
      .map(([status, count]) => `${count} x ${status}`)
      .join(', '),
  );
  return [200, 404, 500].every((status) => (statuses[status] ?? 0) > 0);
}

/** What a trace through the whole shop has, with the servers that are there. */
function spansWanted({ env }: ReportInput): string[] {
  return [
    'POST /orders',
    'INSERT orders',
    ...(env['REDIS_URL'] === undefined ? [] : ['set']),
    ...(env['KAFKA_BROKERS'] === undefined ? [] : ['send orders', 'process orders']),
  ];
}

function showSharedTrace(input: ReportInput): boolean {
  const { collector, output, services } = input;
  const lines = services.flatMap(({ name }) => readLogLines(join(output, `${name}.ndjson`)));
  const names = services.map(({ name }) => `shop-${name}`);
  const spans = spansWanted(input);
  const traceId = findSharedTrace(lines, collector.spans, { services: names, spans });
  if (traceId === undefined) {
    print(styleText('red', `No trace has lines of ${names.join(', ')} and the spans ${spans.join(', ')}.`));
    return false;
  }
  title(`Log lines of trace ${traceId}`);
  const shared = lines.filter((line) => line.traceId === traceId && line.message !== 'access');
  for (const name of names) print(shared.find((line) => line.service === name)?.line ?? '');
  title('The same trace');
  for (const row of renderTrace(collector.spans, traceId)) print(row);
  return true;
}

const shownMetrics = /^(?:custom_\w+_total|ego_(?:server|client)_handle_total)\{/;

/** Rows of a page that are shown; the rest is counted. */
const shownRows = 6;

async function showMetrics({ services, env }: ReportInput): Promise<boolean> {
  title('Metrics it moved');
  const types: Record<ShopService['name'], string[]> = {
    gateway: ['http', 'unary'],
    orders: [
      'unary',
      'gorm',
      ...(env['REDIS_URL'] === undefined ? [] : ['redis']),
      ...(env['KAFKA_BROKERS'] === undefined ? [] : ['kafka']),
    ],
    fulfilment: ['kafka'],
  };
  const missing: string[] = [];
  for (const { name, governor } of services) {
    const page = await (await fetch(`${governor}/metrics`)).text();
    const rows = variedFirst(page.split('\n').filter((line) => shownMetrics.test(line)));
    for (const row of rows.slice(0, shownRows)) print(row);
    const others = rows.length - shownRows;
    if (others > 0) print(styleText('dim', `… and ${others} more on ${governor}/metrics`));
    const lacks = types[name].filter((type) => !rows.some((row) => row.includes(`{type="${type}"`)));
    missing.push(...lacks.map((type) => `${name} counted nothing of type ${type}`));
  }
  for (const sentence of missing) print(styleText('red', `${sentence}.`));
  return missing.length === 0;
}

/** Puts the first row of every metric and type before the others. */
function variedFirst(rows: readonly string[]): string[] {
  const kindOf = (row: string): string => /^\w+\{(?:type="\w+")?/.exec(row)?.[0] ?? row;
  const first = new Set(new Map([...rows].reverse().map((row) => [kindOf(row), row])).values());
  return [...rows.filter((row) => first.has(row)), ...rows.filter((row) => !first.has(row))];
}

async function showGenerated(
  { sources, output, env }: ReportInput,
  { name, governor }: ShopService,
): Promise<boolean> {
  const config = join(sources, name, 'tricord.config.ts');
  const folder = join(output, 'observability', name);
  const generated = await runTricord(['generate', '--config', config, '--output', folder], env);
  title(`Generated for ${name}`);
  print(summarize(generated.output));
  const subjects = [`${governor}/metrics`, join(output, `${name}.ndjson`), folder];
  const checked = await runTricord(['check', '--config', config, ...subjects], env);
  print(checked.output);
  return generated.exitCode === 0 && checked.exitCode === 0;
}

/** One line for all files written; anything else the tool said stays as it is. */
function summarize(output: string): string {
  const lines = output.split('\n');
  const written = lines
    .filter((line) => line.startsWith('wrote '))
    .map((line) => line.slice('wrote '.length));
  const others = lines.filter((line) => !line.startsWith('wrote '));
  return [written.join(', '), ...others].filter((line) => line !== '').join('\n');
}

function title(text: string): void {
  print(`\n${styleText('bold', text)}`);
}

function print(text: string): void {
  console.log(text);
}
