import { TricordError } from '../errors.js';
import type { RecordedSpan } from '../traces/span-recorder.js';
import { isTestTelemetry, type TestTelemetry } from './create-test-telemetry.js';
import type { ConventionOptions } from './find-convention-problems.js';
import { findSeries, hasLabels } from './find-series.js';

/** A series that is expected; what is left out may be anything. */
export interface ExpectedSeries {
  readonly labels?: Readonly<Record<string, string>>;
  /** A number, or an asymmetric matcher such as `expect.any(Number)`. */
  readonly value?: unknown;
}

/** A span that is expected; what is left out may be anything, also within `attributes`. */
export type ExpectedSpan = { readonly [Key in keyof RecordedSpan]?: unknown };

/** What the matchers add to `expect`; those that return a promise are awaited. */
export interface TricordMatchers {
  /** Of test telemetry or of a text: breaks none of the conventions, as `tricord check` judges it. */
  toFollowConventions(options?: ConventionOptions): Promise<void>;
  /** Of test telemetry: has a series of this name with these labels, and this value if one is given. */
  toHaveRecordedMetric(name: string, expected?: ExpectedSeries): Promise<void>;
  /** Of test telemetry: has written a line with these fields. */
  toHaveLoggedLine(expected: Readonly<Record<string, unknown>>): void;
  /** Of test telemetry: has ended a span with these facts. */
  toHaveEndedSpan(expected: ExpectedSpan): Promise<void>;
}

/** What vitest and Jest hand a matcher as `this`; `equals` knows `expect.anything()` and its like. */
interface MatcherState {
  equals(a: unknown, b: unknown): boolean;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Things that are listed when none of them was the one. */
const listed = 10;

/** Matchers for `expect.extend`, of vitest and of Jest. */
export const matchers = {
  async toFollowConventions(
    this: MatcherState,
    received: TestTelemetry | string,
    options?: ConventionOptions,
  ): Promise<MatcherResult> {
    // Loaded by those who ask: it brings the checks and the grammar of PromQL.
    const { findConventionProblems } = await import('./find-convention-problems.js');
    const problems = await findConventionProblems(received, options);
    const lines = problems.map(({ policy, text, location }) => {
      const place = location?.line === undefined ? '' : ` (line ${location.line})`;
      return `${policy}: ${text}${place}`;
    });
    return {
      pass: problems.length === 0,
      message: () =>
        problems.length === 0
          ? 'Every convention is followed.'
          : `${problems.length} problems with the conventions:\n${list(lines)}`,
    };
  },

  async toHaveRecordedMetric(
    this: MatcherState,
    received: TestTelemetry,
    name: string,
    { labels = {}, value }: ExpectedSeries = {},
  ): Promise<MatcherResult> {
    const telemetry = assertTelemetry(received, 'toHaveRecordedMetric');
    const series = findSeries(await telemetry.metrics.registry.metrics(), name);
    const found = series.filter(
      (one) => hasLabels(one, labels) && (value === undefined || this.equals(one.value, value)),
    );
    const wanted = `${name} ${show(labels)}${value === undefined ? '' : ` ${show(value)}`}`;
    const lines = series.map((one) => `${name} ${show(one.labels)} ${one.value}`);
    return result(found.length > 0, { what: 'series', wanted, lines });
  },

  toHaveLoggedLine(
    this: MatcherState,
    received: TestTelemetry,
    expected: Readonly<Record<string, unknown>>,
  ): MatcherResult {
    const lines = assertTelemetry(received, 'toHaveLoggedLine').lines();
    const pass = lines.some((line) => contains(this, line, expected));
    return result(pass, { what: 'line', wanted: show(expected), lines: lines.map(show) });
  },

  async toHaveEndedSpan(
    this: MatcherState,
    received: TestTelemetry,
    expected: ExpectedSpan,
  ): Promise<MatcherResult> {
    const spans = await assertTelemetry(received, 'toHaveEndedSpan').spans();
    const pass = spans.some((span) => contains(this, { ...span }, expected));
    return result(pass, { what: 'span', wanted: show(expected), lines: spans.map(show) });
  },
};

function assertTelemetry(received: unknown, matcher: string): TestTelemetry {
  if (isTestTelemetry(received)) return received;
  throw new TricordError('TRI_TESTING_WRONG_SUBJECT', {
    matcher,
    got: received === null ? 'null' : typeof received,
  });
}

/** Whether a value has all that is expected of it; plain objects are compared key by key. */
function contains(state: MatcherState, actual: unknown, expected: unknown): boolean {
  if (!isPlain(expected) || !isPlain(actual)) return state.equals(actual, expected);
  return Object.entries(expected).every(
    ([key, value]) => Object.hasOwn(actual, key) && contains(state, actual[key], value),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !('asymmetricMatch' in value);
}

function result(
  pass: boolean,
  {
    what,
    wanted,
    lines,
  }: { readonly what: string; readonly wanted: string; readonly lines: readonly string[] },
): MatcherResult {
  const none = lines.length === 0 ? 'There is none at all.' : `There are:\n${list(lines)}`;
  return {
    pass,
    message: () => (pass ? `There is a ${what} ${wanted}.` : `There is no ${what} ${wanted}. ${none}`),
  };
}

function list(lines: readonly string[]): string {
  const rest = lines.length > listed ? [`and ${lines.length - listed} more`] : [];
  return [...lines.slice(0, listed), ...rest].map((line) => `  ${line}`).join('\n');
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
