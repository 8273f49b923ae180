/** One query of a signal. */
export interface SignalTarget {
  /** PromQL; `$namespace`, `$app`, `$version`, `$instance`, `$method` and `$__rate_interval` are Grafana's to fill in. */
  readonly expr: string;
  /** Legend of each series, with labels as `{{label}}`. */
  readonly legend: string;
  /** Whether only the latest value matters. */
  readonly instant?: true;
}

/** A ready-made view of what services emit: all a panel needs but its place and its looks. */
export interface Signal {
  readonly title: string;
  /** One sentence or two: what is seen, and what to make of it. */
  readonly description: string;
  /** Id of a Grafana unit, e.g. `reqps`. */
  readonly unit: string;
  readonly type: 'timeseries' | 'stat' | 'table';
  readonly targets: readonly SignalTarget[];
}

/** Signals by id, in the order in which they are best read. */
export type Signals = Readonly<Record<string, Signal>>;

/** Returns a signal whose values are looked at over time. */
export function series(title: string, unit: string, of: Pick<Signal, 'description' | 'targets'>): Signal {
  return { title, description: of.description, unit, type: 'timeseries', targets: of.targets };
}
