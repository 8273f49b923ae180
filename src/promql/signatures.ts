/** What an expression yields. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'range';

/** What a function takes and yields. */
export interface Signature {
  readonly args: readonly ValueType[];
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  /** Whether the last argument may be repeated. */
  readonly isVariadic: boolean;
  readonly result: ValueType;
}

const ofVector = (
  'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count ' +
  'histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp'
).split(' ');
const ofOptionalVector = 'day_of_month day_of_week day_of_year days_in_month hour minute month year'.split(
  ' ',
);
const ofRange = (
  'absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta increase irate ' +
  'last_over_time mad_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time ' +
  'stdvar_over_time sum_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time'
).split(' ');

/** Functions with arguments of several types; `?` may be left out, `*` may be repeated or left out. */
const others: Readonly<Record<string, string>> = {
  clamp: 'vector scalar scalar',
  clamp_max: 'vector scalar',
  clamp_min: 'vector scalar',
  double_exponential_smoothing: 'range scalar scalar',
  end: '',
  histogram_fraction: 'scalar scalar vector',
  histogram_quantile: 'scalar vector',
  histogram_quantiles: 'vector string scalar scalar*',
  holt_winters: 'range scalar scalar',
  info: 'vector vector?',
  label_join: 'vector string string string*',
  label_replace: 'vector string string string string',
  pi: '',
  predict_linear: 'range scalar',
  quantile_over_time: 'scalar range',
  range: '',
  round: 'vector scalar?',
  scalar: 'vector',
  sort_by_label: 'vector string*',
  sort_by_label_desc: 'vector string*',
  start: '',
  start_timestamp: 'vector',
  step: '',
  time: '',
  vector: 'scalar',
};

const scalars = ['end', 'pi', 'range', 'scalar', 'start', 'step', 'time'];

/** Every function of PromQL, of Prometheus 2 and 3, experimental ones included. */
export const signatures: ReadonlyMap<string, Signature> = new Map([
  ...ofVector.map((name) => [name, readSignature(name, 'vector')] as const),
  ...ofOptionalVector.map((name) => [name, readSignature(name, 'vector?')] as const),
  ...ofRange.map((name) => [name, readSignature(name, 'range')] as const),
  ...Object.entries(others).map(([name, args]) => [name, readSignature(name, args)] as const),
]);

/** Aggregations that take a parameter before the vector, and its type. */
export const aggregationParameters: Readonly<Record<string, ValueType>> = {
  bottomk: 'scalar',
  count_values: 'string',
  limit_ratio: 'scalar',
  limitk: 'scalar',
  quantile: 'scalar',
  topk: 'scalar',
};

function readSignature(name: string, text: string): Signature {
  const words = text === '' ? [] : text.split(' ');
  return {
    args: words.map((word) => word.replace(/[?*]$/, '') as ValueType),
    optional: words.filter((word) => /[?*]$/.test(word)).length,
    isVariadic: text.endsWith('*'),
    result: scalars.includes(name) ? 'scalar' : 'vector',
  };
}

/** The names of every function and aggregation. */
export const functionNames: readonly string[] = [
  ...signatures.keys(),
  ...Object.keys(aggregationParameters),
  ...['avg', 'count', 'group', 'max', 'min', 'stddev', 'stdvar', 'sum'],
];
