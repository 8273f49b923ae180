/** Why a measurement or a metric was refused. */
export type RejectReason = 'convention' | 'label' | 'number' | 'collect';

/** A number that is counted in place. */
export interface Tally {
  count: number;
}

/** What metrics lost, by reason and by metric, until a page tells it. */
export interface Losses {
  readonly rejects: Readonly<Record<RejectReason, Tally>>;
  /** Metric name → measurements that went to one of its overflow series. */
  readonly overflows: ReadonlyMap<string, Tally>;
  /** Metric name → pages that it is missing on because it could not be read. */
  readonly failures: ReadonlyMap<string, Tally>;
  reject(reason: RejectReason): void;
  /** Returns what counts a number that a metric cannot take, and says which metric it was. */
  numberRejecter(metric: string): () => void;
  /** Returns the tally of a metric, which appears on the page from then on. */
  overflowsOf(metric: string): Tally;
  /** Returns the tally of a metric that others make, which appears on the page from then on. */
  failuresOf(metric: string): Tally;
  /** Counts a metric that could not be read, and says why. */
  fail(metric: string, reason: string): void;
  /** Says that a metric is full. */
  sayOverflow(metric: string): void;
  /** Says again which metrics are full, if they have overflowed since it was asked last. */
  sayOverflows(): void;
  /** Tells the operator something, each text once a minute at most. */
  say(text: string): void;
}

/** Texts remembered as said, so that foreign names cannot make the memory grow. */
const maxTexts = 1000;

/** Milliseconds until a text is worth saying again. */
const sayAgainMs = 60_000;

/** Creates the loss counters of one telemetry; `onProblem` may throw without effect, `now` is a monotonic clock. */
export function createLosses(
  onProblem: (text: string) => void,
  now: () => number = () => performance.now(),
): Losses {
  const rejects = {
    convention: { count: 0 },
    label: { count: 0 },
    number: { count: 0 },
    collect: { count: 0 },
  };
  const overflows = new Map<string, Tally>();
  const toldOverflows = new Map<string, number>();
  const failures = new Map<string, Tally>();
  const say = createSpeaker(onProblem, now);
  const sayOverflow = (metric: string): void =>
    say(`Metric \`${metric}\` has used up its series; new label sets go to \`_overflow\`.`);
  return {
    rejects,
    overflows,
    failures,
    reject: (reason) => void rejects[reason].count++,
    numberRejecter(metric) {
      const text = `Metric \`${metric}\` was given a number that would have poisoned a series; it is refused and counted.`;
      return () => {
        rejects.number.count++;
        say(text);
      };
    },
    overflowsOf: (metric) => tallyOf(overflows, metric),
    failuresOf: (metric) => tallyOf(failures, metric),
    fail(metric, reason) {
      rejects.collect.count++;
      tallyOf(failures, metric).count++;
      say(`Metric \`${metric}\` is left out of the page: ${reason}`);
    },
    sayOverflow,
    sayOverflows() {
      for (const [metric, { count }] of overflows) {
        if (count > (toldOverflows.get(metric) ?? 0)) sayOverflow(metric);
        toldOverflows.set(metric, count);
      }
    },
    say,
  };
}

function createSpeaker(onProblem: (text: string) => void, now: () => number): (text: string) => void {
  const saidAt = new Map<string, number>();
  return (text) => {
    const time = now();
    // The oldest come first, because a text that is said again is new again.
    for (const [said, at] of saidAt) {
      if (time - at < sayAgainMs) break;
      saidAt.delete(said);
    }
    if (saidAt.has(text) || saidAt.size >= maxTexts) return;
    saidAt.set(text, time);
    try {
      onProblem(text);
    } catch {
      // Whoever listens must not break what is measured.
    }
  };
}

function tallyOf(tallies: Map<string, Tally>, metric: string): Tally {
  const tally = tallies.get(metric) ?? { count: 0 };
  tallies.set(metric, tally);
  return tally;
}
