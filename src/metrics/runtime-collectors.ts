import { readdirSync, readFileSync } from 'node:fs';
import {
  constants,
  type EventLoopUtilization,
  monitorEventLoopDelay,
  performance,
  type PerformanceEntry,
  PerformanceObserver,
} from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { MetricDefinition } from '../catalog/metric-definition.js';
import type { BoundHistogram } from './histogram-series.js';
import type { SeriesReader } from './observed-series.js';
import { runtimeMetrics as metrics } from './runtime-metrics.js';

/** What the runtime collectors need of the metrics they feed. */
export interface RuntimeTarget {
  observe(metric: MetricDefinition, read: SeriesReader): void;
  /** Returns the histogram of one kind of garbage collection. */
  collections(kind: string): BoundHistogram;
}

/**
 * Starts to observe the process and Node.js, and returns how to stop. prom-client's own collectors cannot be stopped,
 * count only the first of several collections reported at once, and end three gauges in `_total`.
 */
export function startRuntimeCollectors(target: RuntimeTarget): () => void {
  observeProcess(target);
  observeHeap(target);
  observeResources(target);
  const stops = [observeEventLoop(target), observeCollections(target)];
  return () => stops.forEach((stop) => stop());
}

function observeProcess(target: RuntimeTarget): void {
  const cpu = (pick: (usage: NodeJS.CpuUsage) => number) => () => one(pick(process.cpuUsage()) / 1e6);
  target.observe(
    metrics.cpuUser,
    cpu(({ user }) => user),
  );
  target.observe(
    metrics.cpuSystem,
    cpu(({ system }) => system),
  );
  target.observe(
    metrics.cpu,
    cpu(({ user, system }) => user + system),
  );
  const startedAt = Math.round(Date.now() / 1000 - process.uptime());
  target.observe(metrics.startTime, () => one(startedAt));
  target.observe(metrics.residentMemory, () => one(process.memoryUsage.rss()));
  if (process.platform === 'linux') {
    target.observe(metrics.virtualMemory, () => procLine('status', /^VmSize:\s+(\d+)/m, 1024));
    target.observe(metrics.processHeap, () => procLine('status', /^VmData:\s+(\d+)/m, 1024));
    target.observe(metrics.openFiles, () => one(readdirSync('/proc/self/fd').length - 1));
    target.observe(metrics.maxFiles, () => procLine('limits', /^Max open files\s+(\d+)/m, 1));
  }
  const [major = '', minor = '', patch = ''] = process.version.slice(1).split('.');
  target.observe(metrics.version, () => [[[process.version, major, minor, patch], 1]]);
}

function observeHeap(target: RuntimeTarget): void {
  target.observe(metrics.heapTotal, () => one(process.memoryUsage().heapTotal));
  target.observe(metrics.heapUsed, () => one(process.memoryUsage().heapUsed));
  target.observe(metrics.external, () => one(process.memoryUsage().external));
  target.observe(metrics.heapLimit, () => one(getHeapStatistics().heap_size_limit));
  const spaces =
    (key: 'space_size' | 'space_used_size' | 'space_available_size'): SeriesReader =>
    () =>
      getHeapSpaceStatistics().map((space) => [[space.space_name.replace(/_space$/, '')], space[key]]);
  target.observe(metrics.spaceTotal, spaces('space_size'));
  target.observe(metrics.spaceUsed, spaces('space_used_size'));
  target.observe(metrics.spaceAvailable, spaces('space_available_size'));
}

function observeResources(target: RuntimeTarget): void {
  // Undocumented, but what the dashboards of the default metrics are made of.
  const internals = process as unknown as Record<string, (() => readonly object[]) | undefined>;
  const classes = (method: string) => () =>
    countEach((internals[method]?.() ?? []).map((item) => item.constructor?.name ?? 'Object'));
  target.observe(metrics.resources, () => countEach(process.getActiveResourcesInfo()));
  target.observe(metrics.handles, classes('_getActiveHandles'));
  target.observe(metrics.requests, classes('_getActiveRequests'));
}

function observeEventLoop(target: RuntimeTarget): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let lagMs = 0;
  let lastUse: EventLoopUtilization = performance.eventLoopUtilization();
  target.observe(metrics.lag, () => {
    const askedAt = performance.now();
    setImmediate(() => (lagMs = performance.now() - askedAt)).unref();
    return one(lagMs / 1000);
  });
  target.observe(metrics.lagMin, () => known(delay.count === 0 ? NaN : delay.min / 1e9));
  target.observe(metrics.lagMax, () => known(delay.max / 1e9));
  target.observe(metrics.lagMean, () => known(delay.mean / 1e9));
  target.observe(metrics.lagStddev, () => known(delay.stddev / 1e9));
  target.observe(metrics.lagP50, () => known(delay.percentile(50) / 1e9));
  target.observe(metrics.lagP90, () => known(delay.percentile(90) / 1e9));
  target.observe(metrics.lagP99, () => {
    const last = known(delay.percentile(99) / 1e9);
    delay.reset();
    return last;
  });
  target.observe(metrics.utilization, () => {
    const use = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(use, lastUse);
    lastUse = use;
    return one(utilization);
  });
  return () => delay.disable();
}

function observeCollections({ collections }: RuntimeTarget): () => void {
  const kinds = new Map([
    [constants.NODE_PERFORMANCE_GC_MAJOR, collections('major')],
    [constants.NODE_PERFORMANCE_GC_MINOR, collections('minor')],
    [constants.NODE_PERFORMANCE_GC_INCREMENTAL, collections('incremental')],
    [constants.NODE_PERFORMANCE_GC_WEAKCB, collections('weakcb')],
  ]);
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { detail?: { kind?: number } })[]) {
      kinds.get(entry.detail?.kind ?? -1)?.observe(entry.duration / 1000);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

type Readings = [values: string[], value: number][];

function one(value: number): Readings {
  return [[[], value]];
}

/** The monitor has no figures right after it was reset. */
function known(value: number): Readings {
  return Number.isFinite(value) ? one(value) : [];
}

function countEach(names: readonly string[]): Iterable<[values: string[], value: number]> {
  return names.map((name) => [[name], 1]);
}

function procLine(file: string, pattern: RegExp, unit: number): Readings {
  const figure = pattern.exec(readFileSync(`/proc/self/${file}`, 'utf8'))?.[1];
  return figure === undefined ? [] : one(Number(figure) * unit);
}
