import { clientHandleSeconds, clientHandleTotal, clientStartedTotal } from './catalog/client-metrics.js';
import type { OperationEntry, OperationSide } from './catalog/define-operation.js';
import { jobHandleSeconds, jobHandleTotal } from './catalog/job-metrics.js';
import type { Outcome } from './catalog/outcome.js';
import { serverHandleSeconds, serverHandleTotal, serverStartedTotal } from './catalog/server-metrics.js';
import type {
  BoundCounter,
  BoundHistogram,
  CounterFamily,
  HistogramFamily,
  Metrics,
} from './metrics/index.js';
import type { OperationStart } from './operation.js';

/** Outcomes resolved once per series; codes come from closed sets, and a caller's own must not grow this without end. */
const outcomesKept = 100;

/** The series of one kind of operation: what it counts when it starts and when it ends. */
export interface OperationSeries {
  started(): void;
  /** `traceId` becomes the exemplar of the duration. */
  finished(outcome: Outcome, seconds: number, traceId: string | undefined): void;
}

/** Finds the series of an operation. */
export interface OperationMetrics {
  series(entry: OperationEntry, start: OperationStart, method: string): OperationSeries;
}

interface Families {
  readonly started: CounterFamily;
  readonly handled: CounterFamily;
  readonly seconds: HistogramFamily;
  readonly known: Map<BoundCounter, OperationSeries>;
}

/** Returns Ego's server, client and job families as series of operations. */
export function createOperationMetrics(metrics: Metrics): OperationMetrics {
  const families = {
    server: createFamilies(metrics, serverStartedTotal, serverHandleTotal, serverHandleSeconds),
    client: createFamilies(metrics, clientStartedTotal, clientHandleTotal, clientHandleSeconds),
    job: createFamilies(metrics, jobHandleTotal, jobHandleTotal, jobHandleSeconds),
  };
  /** What was asked for last: requests of one route come in rows, and comparing five texts is less than four look-ups. */
  let last: Remembered | undefined;
  return {
    series(entry, start, method) {
      if (last !== undefined && isSame(last, entry, start, method)) return last.series;
      const series = find(entry, start, method);
      const { name, label, peer, rpcService } = start;
      last = { entry, method, name, label, peer, rpcService, series };
      return series;
    },
  };

  function find(entry: OperationEntry, start: OperationStart, method: string): OperationSeries {
    const { started, handled, seconds, known } = families[entry.side];
    const shared = sharedLabels(entry, start, method);
    const startedSeries = started.series(entry.side === 'job' ? [...shared, 'begin'] : shared);
    // Keyed by the started series, of which there is a bounded number whatever the labels are.
    const found = known.get(startedSeries);
    if (found !== undefined) return found;
    // Its labels as they were admitted: beyond a budget a caller's own value must not come back in the next metric.
    const admitted = startedSeries.values.slice(0, shared.length);
    const series = createSeries(startedSeries, seconds.series(admitted), (outcome) =>
      handled.series(handledLabels(entry.side, admitted, outcome)),
    );
    known.set(startedSeries, series);
    return series;
  }
}

interface Remembered extends Pick<OperationStart, 'name' | 'label' | 'peer' | 'rpcService'> {
  readonly entry: OperationEntry;
  readonly method: string;
  readonly series: OperationSeries;
}

function isSame(last: Remembered, entry: OperationEntry, start: OperationStart, method: string): boolean {
  return (
    last.method === method &&
    last.entry === entry &&
    last.peer === start.peer &&
    last.name === start.name &&
    last.label === start.label &&
    last.rpcService === start.rpcService
  );
}

function createFamilies(
  metrics: Metrics,
  started: Parameters<Metrics['counterFamily']>[0],
  handled: Parameters<Metrics['counterFamily']>[0],
  seconds: Parameters<Metrics['histogramFamily']>[0],
): Families {
  return {
    started: metrics.counterFamily(started),
    handled: metrics.counterFamily(handled),
    seconds: metrics.histogramFamily(seconds),
    known: new Map(),
  };
}

function createSeries(
  started: BoundCounter,
  seconds: BoundHistogram,
  handled: (outcome: Outcome) => BoundCounter,
): OperationSeries {
  // Outcomes are shared objects, but for those that an application makes itself.
  const byOutcome = new Map<Outcome, BoundCounter>();
  return {
    started: () => started.inc(),
    finished(outcome, duration, traceId) {
      seconds.observe(duration, traceId);
      let counter = byOutcome.get(outcome);
      if (counter === undefined) {
        counter = handled(outcome);
        if (byOutcome.size < outcomesKept) byOutcome.set(outcome, counter);
      }
      counter.inc();
    },
  };
}

/** In the order in which the catalog declares the labels. */
function sharedLabels(entry: OperationEntry, start: OperationStart, method: string): string[] {
  if (entry.side === 'server') return [entry.type, method, start.peer, start.rpcService ?? ''];
  const name = start.label ?? start.name;
  return entry.side === 'client' ? [entry.type, name, method, start.peer] : [entry.type, name];
}

function handledLabels(side: OperationSide, shared: readonly string[], outcome: Outcome): string[] {
  if (side === 'job') return [...shared, outcome.result === 'ok' ? 'ok' : 'fail'];
  if (side === 'client') return [...shared, outcome.code];
  const [type = '', method = '', peer = '', rpcService = ''] = shared;
  return [type, method, peer, outcome.code, String(outcome.uniformCode), rpcService];
}
