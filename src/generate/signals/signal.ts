/** One query of a signal. */
export interface SignalTarget {
  /** PromQL; `$namespace`, `$app`, `$version`, `$instance`, `$method` and `$__rate_interval` are Grafana's to fill in. */
  readonly expr: string;
  /** Legend of each series, with labels as `{{label}}`. */
  readonly legend: string;
  /** Whether only the latest value matters. */
  readonly instant?: true;
}

/** A column of a table: what it is called in the words of the boards, and the field of the joined results it shows. */
export interface SignalColumn {
  readonly id: string;
  /** A label, or `Value #B` for the values of the second query. */
  readonly field: string;
  /** Id of the Grafana unit of values that need one, e.g. `dateTimeAsIso`. */
  readonly unit?: string;
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
  /** Columns of a table, in their order. */
  readonly columns?: readonly SignalColumn[];
}

/** Signals by id, in the order in which they are best read. */
export type Signals = Readonly<Record<string, Signal>>;

/** Returns a signal whose values are looked at over time. */
export function series(title: string, unit: string, of: Pick<Signal, 'description' | 'targets'>): Signal {
  return { title, description: of.description, unit, type: 'timeseries', targets: of.targets };
}

/** Returns a signal of one figure. */
export function stat(title: string, unit: string, of: { description: string; expr: string }): Signal {
  const { description, expr } = of;
  return { title, description, unit, type: 'stat', targets: [{ expr, legend: title }] };
}
