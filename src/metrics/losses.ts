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
  reject(reason: RejectReason): void;
  /** Returns the tally of a metric, which appears on the page from then on. */
  overflowsOf(metric: string): Tally;
  /** Tells the operator something, once for each text. */
  say(text: string): void;
}

/** Texts remembered as said, so that foreign names cannot make the memory grow. */
const maxTexts = 1000;

/** Creates the loss counters of one telemetry; `onProblem` may throw without effect. */
export function createLosses(onProblem: (text: string) => void): Losses {
  const rejects = {
    convention: { count: 0 },
    label: { count: 0 },
    number: { count: 0 },
    collect: { count: 0 },
  };
  const overflows = new Map<string, Tally>();
  const said = new Set<string>();
  return {
    rejects,
    overflows,
    reject: (reason) => void rejects[reason].count++,
    overflowsOf(metric) {
      const tally = overflows.get(metric) ?? { count: 0 };
      overflows.set(metric, tally);
      return tally;
    },
    say(text) {
      if (said.has(text) || said.size >= maxTexts) return;
      said.add(text);
      try {
        onProblem(text);
      } catch {
        // Whoever listens must not break what is measured.
      }
    },
  };
}
