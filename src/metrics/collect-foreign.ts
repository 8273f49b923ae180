import type { Losses } from './losses.js';

/** A metric of prom-client, or of whoever follows its contract. */
export interface ForeignMetric {
  name: string;
  readonly help?: unknown;
  readonly type?: unknown;
  get(): unknown;
  getForPromString?(): unknown;
}

/** What a foreign metric says of one of its series; nothing of it is trusted. */
export interface ForeignValue {
  readonly metricName?: unknown;
  readonly value?: unknown;
  readonly labels?: unknown;
  readonly sharedLabels?: unknown;
}

/** Milliseconds a foreign collect callback may take. */
const collectMs = 1000;

interface Pending {
  readonly startedAt: number;
  readonly values: Promise<readonly ForeignValue[]>;
}

/**
 * Creates the reader of foreign metrics: one that throws or takes longer than a second is left out, counted and said,
 * and one that still hangs is not asked again, so it costs no later page anything.
 */
export function createForeignCollector(
  losses: Losses,
  timeoutMs = collectMs,
): (metric: ForeignMetric, name: string) => Promise<readonly ForeignValue[] | undefined> {
  const pending = new WeakMap<ForeignMetric, Pending>();
  return async (metric, name) => {
    let asked = pending.get(metric);
    if (asked === undefined) {
      asked = { startedAt: performance.now(), values: ask(metric) };
      pending.set(metric, asked);
      const forget = () => void pending.delete(metric);
      asked.values.then(forget, forget);
    }
    try {
      return await within(asked, timeoutMs);
    } catch (error) {
      losses.fail(name, describeFailure(error));
      return undefined;
    }
  };
}

async function ask(metric: ForeignMetric): Promise<readonly ForeignValue[]> {
  const answer = await (typeof metric.getForPromString === 'function'
    ? metric.getForPromString()
    : metric.get());
  const values = (answer as { values?: unknown } | null | undefined)?.values;
  return Array.isArray(values) ? (values as ForeignValue[]) : [];
}

async function within({ startedAt, values }: Pending, timeoutMs: number): Promise<readonly ForeignValue[]> {
  const leftMs = startedAt + timeoutMs - performance.now();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    const expire = () => reject(new Error(`its collect callback took longer than ${timeoutMs} ms.`));
    if (leftMs <= 0) expire();
    else timer = setTimeout(expire, leftMs);
  });
  try {
    return await Promise.race([values, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Says what was thrown, whatever it is. */
export function describeFailure(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'it threw something that cannot be read.';
  }
}
