import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** How busy the event loop was since it was last asked about. */
export interface EventLoopReport {
  /** Share of the time in which the loop was at work, 0 to 1. */
  readonly utilization: number;
  /** Milliseconds by which timers came late. */
  readonly delayMs: Readonly<Record<'min' | 'mean' | 'p50' | 'p90' | 'p99' | 'max', number>>;
  /** Seconds that the figures cover. */
  readonly seconds: number;
  /** What keeps the loop alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

const resolutionMs = 10;
/** Figures cover at most this long, so that an old block does not hide what happens now. */
const longestSeconds = 60;

/** Watches the event loop; `read` tells of the time since the last reading, `stop` ends it. */
export function watchEventLoop(): { read(): EventLoopReport; stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  const begin = () => ({ at: performance.now(), elu: performance.eventLoopUtilization() });
  let since = begin();
  const restart = (): void => {
    histogram.reset();
    since = begin();
  };
  const timer = setInterval(() => {
    if (performance.now() - since.at > longestSeconds * 1000) restart();
  }, longestSeconds * 1000).unref();
  return {
    read() {
      const report = {
        utilization: round(performance.eventLoopUtilization(since.elu).utilization),
        delayMs: {
          min: lateness(histogram.min),
          mean: lateness(histogram.mean),
          p50: lateness(histogram.percentile(50)),
          p90: lateness(histogram.percentile(90)),
          p99: lateness(histogram.percentile(99)),
          max: lateness(histogram.max),
        },
        seconds: round((performance.now() - since.at) / 1000),
        resources: countResources(),
      };
      restart();
      return report;
    },
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

/** The histogram holds nanoseconds between two ticks, the resolution included; an empty one holds nonsense. */
function lateness(nanoseconds: number): number {
  const ms = nanoseconds / 1e6 - resolutionMs;
  return Number.isFinite(ms) && ms > 0 && ms < 1e9 ? round(ms) : 0;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function countResources(): Record<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries(counts);
}
