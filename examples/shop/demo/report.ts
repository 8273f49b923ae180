import { join } from 'node:path';
import { styleText } from 'node:util';
import type { Collector } from './collector.js';
import type { Statuses } from './drive-traffic.js';
import { runTricord } from './run-tricord.js';
import { findSharedTrace, readLogLines, renderTrace } from './show-trace.js';

/** What the report is about. */
export interface ReportInput {
  readonly collector: Collector;
  readonly gateway: { readonly url: string; readonly governor: string };
  readonly orders: { readonly governor: string };
  readonly statuses: Statuses;
  /** Folder of the log files and, after the report, of the generated files. */
  readonly output: string;
  readonly sources: string;
  onProgress(text?: string): void;
}

/** Prints what the demo did and checks it; true when every check holds. */
export async function report(input: ReportInput): Promise<boolean> {
  const checks = [showTraffic(input), showSharedTrace(input), await showMetrics(input)];
  for (const service of ['gateway', 'orders'] as const) checks.push(await showGenerated(input, service));
  input.onProgress();
  title('Governors');
  print(`gateway  ${input.gateway.governor}/metrics`);
  print(`orders   ${input.orders.governor}/metrics`);
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

function showSharedTrace({ collector, output }: ReportInput): boolean {
  const lines = ['gateway', 'orders'].flatMap((service) => readLogLines(join(output, `${service}.ndjson`)));
  const traceId = findSharedTrace(lines, collector.spans);
  if (traceId === undefined) {
    print(styleText('red', 'No trace has lines of both processes and reaches the database.'));
    return false;
  }
  const shared = lines.filter((line) => line.traceId === traceId);
  const chosen = [
    ...shared.filter((line) => line.service === 'shop-gateway').slice(0, 2),
    ...shared.filter((line) => line.service === 'shop-orders'),
  ].slice(0, 3);
  title(`Log lines of trace ${traceId}`);
  for (const { line } of chosen) print(line);
  title('The same trace');
  for (const row of renderTrace(collector.spans, traceId)) print(row);
  return new Set(chosen.map((line) => line.service)).size === 2;
}

const shownMetrics = /^(?:custom_\w+_total|ego_(?:server|client)_handle_total|ego_build_info)\{/;

async function showMetrics({ gateway, orders }: ReportInput): Promise<boolean> {
  title('Metrics it moved');
  let shown = 0;
  for (const governor of [gateway.governor, orders.governor]) {
    const page = await (await fetch(`${governor}/metrics`)).text();
    const rows = page.split('\n').filter((line) => shownMetrics.test(line) && !line.includes('build_info'));
    shown += rows.length;
    for (const row of rows.slice(0, 6)) print(row);
    if (rows.length > 6) print(styleText('dim', `… and ${rows.length - 6} more on ${governor}/metrics`));
  }
  return shown > 0;
}

async function showGenerated(input: ReportInput, service: 'gateway' | 'orders'): Promise<boolean> {
  const config = join(input.sources, service, 'tricord.config.ts');
  const folder = join(input.output, 'observability', service);
  const generated = await runTricord(['generate', '--config', config, '--output', folder]);
  title(`Generated for ${service}`);
  print(summarize(generated.output));
  const checked = await runTricord([
    'check',
    '--config',
    config,
    `${input[service].governor}/metrics`,
    join(input.output, `${service}.ndjson`),
    folder,
  ]);
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
