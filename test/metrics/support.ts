import { resolveConventions } from '../../src/conventions.js';
import { createMetrics } from '../../src/metrics/index.js';
import type { Metrics, MetricsOptions } from '../../src/metrics/index.js';

/** One sample as a scraper reads it. */
export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly exemplar?: string;
}

/** A page as a scraper reads it. */
export interface ParsedPage {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly ParsedSample[];
}

/** Creates metrics without runtime collectors, page cache and search for other clients, and the list of what they complained of. */
export function createTestMetrics(options: Partial<MetricsOptions> = {}): {
  metrics: Metrics;
  problems: string[];
} {
  const problems: string[] = [];
  const metrics = createMetrics({
    conventions: resolveConventions(),
    production: true,
    runtimeCollectors: false,
    pageCacheMs: 0,
    application: [],
    onProblem: (text) => problems.push(text),
    ...options,
  });
  return { metrics, problems };
}

/** Renders a page and returns its text. */
export async function textOf(metrics: Metrics, accept = 'text/plain'): Promise<string> {
  return String((await metrics.page({ accept })).body);
}

/** Renders a page and parses it. */
export async function samplesOf(metrics: Metrics, accept?: string): Promise<readonly ParsedSample[]> {
  return parseExposition(await textOf(metrics, accept)).samples;
}

/** Returns the value of the only sample of a name and label set. */
export function valueOf(
  samples: readonly ParsedSample[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const found = samples.filter((sample) => sample.name === name && isSubset(labels, sample.labels));
  if (found.length > 1) throw new Error(`${name} is there ${found.length} times`);
  return found[0]?.value;
}

function isSubset(part: Record<string, string>, whole: Readonly<Record<string, string>>): boolean {
  return Object.entries(part).every(([name, value]) => whole[name] === value);
}

/** Parses both formats strictly: throws on a malformed line, an interleaved family and a sample that is there twice. */
export function parseExposition(page: string): ParsedPage {
  if (!page.endsWith('\n')) throw new Error('the page does not end with a line feed');
  const types = new Map<string, string>();
  const samples: ParsedSample[] = [];
  const seen = new Set<string>();
  let family = '';
  for (const line of page.split('\n').slice(0, -1)) {
    if (line === '# EOF') continue;
    const comment = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s.exec(line);
    if (comment !== null) {
      family = startFamily(types, family, comment);
      continue;
    }
    const sample = parseSample(line);
    if (!sample.name.startsWith(family)) throw new Error(`${sample.name} is outside ${family}`);
    const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
    if (seen.has(key)) throw new Error(`${key} is there twice`);
    seen.add(key);
    samples.push(sample);
  }
  return { types, samples };
}

function startFamily(types: Map<string, string>, current: string, comment: RegExpExecArray): string {
  const [, keyword, name = '', text = ''] = comment;
  if (name !== current && types.has(name)) throw new Error(`${name} is interleaved`);
  if (keyword === 'TYPE') types.set(name, text);
  return name;
}

const sampleHead = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{|(?= ))/;
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\n"])*)"(,|\})/sy;
const sampleTail = /^ (\S+)( # \{.*\} \S+ \d+(?:\.\d+)?)?$/;

function parseSample(line: string): ParsedSample {
  const head = sampleHead.exec(line);
  if (head === null) throw new Error(`not a sample: ${line}`);
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = head[0].length;
  for (let more = head[2] === '{'; more;) {
    labelPair.lastIndex = at;
    const [pair, name = '', value = '', end] = labelPair.exec(line) ?? [];
    if (pair === undefined || name in labels) throw new Error(`bad labels: ${line}`);
    labels[name] = value.replace(/\\([\\n"])/g, (_, character) => (character === 'n' ? '\n' : character));
    at += pair.length;
    more = end === ',';
  }
  const [tail, value = '', exemplar] = sampleTail.exec(line.slice(at)) ?? [];
  if (tail === undefined) throw new Error(`bad value: ${line}`);
  return { name: head[1] ?? '', labels, value: parseNumber(value), ...(exemplar ? { exemplar } : {}) };
}

function parseNumber(text: string): number {
  const value = { '+Inf': Infinity, '-Inf': -Infinity, NaN }[text] ?? Number(text);
  if (Number.isNaN(value) && text !== 'NaN') throw new Error(`not a number: ${text}`);
  return value;
}
