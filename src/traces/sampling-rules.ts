import { createEdge, type Edge, type EdgeOptions } from './edge.js';
import { HeadSampler } from './head-sampler.js';
import type { TailOptions } from './tail-buffer.js';

/** Which traces are recorded; all of it can change while the process runs. */
export interface SamplingRules {
  /** Share of the traces begun here that are sampled, 0 to 1. */
  readonly sampleRatio: number;
  /** Shares of single methods, e.g. `{ 'GET./healthz': 0, 'POST./pay*': 1 }`. @default none */
  readonly routes?: Readonly<Record<string, number>>;
  /** Most sampled traces that begin here in one second; 0 is no limit. @default 0 */
  readonly tracesPerSecond?: number;
  /** Whether the spans of a trace that was not sampled are exported when one of them failed. @default true */
  readonly keepErrors?: boolean;
  /** The same when one of them was slow by its entry. @default true */
  readonly keepSlow?: boolean;
  /** @default callers are trusted */
  readonly edge?: EdgeOptions;
}

/** The rules in force. */
export class ActiveRules {
  readonly sampler: HeadSampler;
  tail: TailOptions;
  edge: Edge;

  constructor(rules: SamplingRules) {
    this.edge = readEdge(rules);
    this.tail = readTail(rules);
    this.sampler = new HeadSampler(readHead(rules));
  }

  configure(rules: SamplingRules): void {
    this.edge = readEdge(rules);
    this.tail = readTail(rules);
    this.sampler.configure(readHead(rules));
  }
}

function readEdge({ edge = { enabled: false } }: SamplingRules): Edge {
  return createEdge(edge);
}

function readTail({ keepErrors = true, keepSlow = true }: SamplingRules): TailOptions {
  return { errors: keepErrors, slow: keepSlow };
}

function readHead({
  sampleRatio,
  routes = {},
  tracesPerSecond = 0,
}: SamplingRules): ConstructorParameters<typeof HeadSampler>[0] {
  return { ratio: sampleRatio, routes, perSecond: tracesPerSecond };
}
