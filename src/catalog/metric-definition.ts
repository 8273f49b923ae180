/** The values a label may take: a closed list, or any string within a budget of distinct values. */
export type LabelSpec = readonly string[] | { readonly budget: number };

/** Label name → the values it may take. */
export type LabelSpecs = Readonly<Record<string, LabelSpec>>;

/** The label sets of a metric: closed lists become unions of literals, open labels are strings. */
export type LabelValues<Labels extends LabelSpecs> = {
  readonly [Label in keyof Labels]: Labels[Label] extends readonly (infer Value extends string)[]
    ? Value
    : string;
};

/** A metric that a service declares; a frozen value, made by `defineCounter`, `defineGauge` or `defineHistogram`. */
export interface MetricDefinition<
  Type extends 'counter' | 'gauge' | 'histogram' = 'counter' | 'gauge' | 'histogram',
  Name extends string = string,
  Labels extends LabelSpecs = LabelSpecs,
> {
  readonly kind: 'tricord.metric';
  readonly origin: 'user';
  readonly type: Type;
  readonly name: Name;
  readonly help: string;
  readonly labels: Labels;
  /** Ascending upper bounds of a histogram, without `+Inf`. */
  readonly buckets?: readonly number[];
}

/** A metric of the framework; its name lacks the namespace, which is a setting. */
export interface FrameworkMetric {
  readonly origin: 'framework';
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly name: string;
  readonly help: string;
  readonly labels: LabelSpecs;
  readonly buckets?: readonly number[];
  /** Policy id → why this name, which published dashboards read, may break it. */
  readonly waive?: Readonly<Record<string, string>>;
}

type SnakeCharacter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
  | '0'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '_';

type IsSnakeCase<Name extends string> = Name extends ''
  ? true
  : Name extends `${infer Character}${infer Rest}`
    ? Character extends SnakeCharacter
      ? IsSnakeCase<Rest>
      : false
    : false;

type Suffix<Type extends string> = Type extends 'counter'
  ? '_total'
  : Type extends 'gauge'
    ? '_seconds' | '_bytes' | '_ratio' | '_info'
    : '_seconds' | '_bytes' | '_ratio';

type TypeWord = 'counter' | 'gauge' | 'histogram' | 'summary' | 'metric';

/** Units that metric-unit wants in their base: a type has to spell out what that policy computes. */
type ScaledUnit =
  | `${'nano' | 'micro' | 'milli'}${'seconds' | 'second' | 'sec'}`
  | `${'kilo' | 'mega' | 'giga' | 'tera' | 'kibi' | 'mebi' | 'gibi' | 'tebi'}${'bytes' | 'byte'}`
  | ('ns' | 'us' | 'ms' | 's' | 'sec' | 'minutes' | 'hours' | 'days' | 'weeks')
  | ('kb' | 'mb' | 'gb' | 'tb' | 'kib' | 'mib' | 'gib' | 'bits')
  | ('percent' | 'percentage' | 'pct');

type HasWord<Name extends string, Word extends string> = `_${Name}_` extends `${string}_${Word}_${string}`
  ? true
  : false;

/** What the compiler shows instead of a name that breaks the conventions. */
export interface NameProblem<Text extends string> {
  readonly problem: Text;
}

type CheckedWords<Name extends string> =
  HasWord<Name, TypeWord> extends true
    ? NameProblem<'A metric name says what is measured, not the type of the metric.'>
    : HasWord<Name, ScaledUnit> extends true
      ? NameProblem<'A metric is counted in its base unit: seconds, bytes, a ratio.'>
      : Name;

/** The name itself when it follows the conventions, otherwise a type that names the broken one. */
export type CheckedName<
  Name extends string,
  Type extends string,
  Prefix extends string = 'custom_',
> = string extends Name
  ? Name
  : Name extends `${Prefix}${string}`
    ? IsSnakeCase<Name> extends true
      ? Name extends `${string}__${string}` | `${string}_`
        ? NameProblem<'A metric name has single underscores between its words.'>
        : Name extends `${string}${Suffix<Type>}`
          ? CheckedWords<Name>
          : NameProblem<`The name of a ${Type} ends in ${Suffix<Type>}.`>
      : NameProblem<'A metric name is snake_case: a-z, 0-9 and _.'>
    : NameProblem<`A metric of a service starts with ${Prefix}.`>;
