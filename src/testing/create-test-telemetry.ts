import { channel } from 'node:diagnostics_channel';
import { createTelemetry, type Telemetry, type TelemetryOptions } from '../telemetry.js';
import type { LogDialect } from '../conventions.js';
import { createSpanRecorder, type RecordedSpan } from '../traces/span-recorder.js';
import { findSeries, hasLabels } from './find-series.js';

/** A log line as it was written. */
export type RecordedLine = Readonly<Record<string, unknown>>;

/** Telemetry whose signals stay in the process, for tests. */
export interface TestTelemetry extends Telemetry {
  /** Lines written so far, oldest first. */
  lines(): RecordedLine[];
  /** Spans ended so far, oldest first. */
  spans(): Promise<RecordedSpan[]>;
  /** Value of the series that has these labels, or undefined. */
  value(name: string, labels?: Readonly<Record<string, string>>): Promise<number | undefined>;
}

/** Hears of every line, with the dialect it is in, so that a test suite can judge all of them at one place. */
export const lineChannel = channel('tricord.testing.line');

/** What is published there. */
export interface TestLine {
  readonly dialect: LogDialect;
  readonly line: RecordedLine;
}

/** Starts telemetry for a test: no environment, no runtime collectors, lines and spans kept in memory. */
export function createTestTelemetry(options: TelemetryOptions = {}): TestTelemetry {
  const lines: RecordedLine[] = [];
  const started: { telemetry?: Telemetry } = {};
  const take = (line: RecordedLine): void => {
    lines.push(line);
    const dialect = started.telemetry?.settings.logs.dialect ?? options.logs?.dialect ?? 'zap';
    lineChannel.publish({ dialect, line } satisfies TestLine);
  };
  const recorder = createSpanRecorder();
  const telemetry = createTelemetry({
    env: {},
    ...options,
    service: { name: 'test-service', version: '1.2.3', ...options.service },
    metrics: { runtime: false, ...options.metrics },
    sinks: {
      logs: { kind: 'custom', write: (chunk) => parseLines(chunk).forEach(take) },
      traces: { kind: 'custom', exporter: recorder.exporter },
      ...options.sinks,
    },
  });
  started.telemetry = telemetry;
  return Object.assign(telemetry, {
    lines: () => [...lines],
    spans: async () => {
      await telemetry.traces.flush();
      return recorder.spans();
    },
    value: async (name: string, labels: Readonly<Record<string, string>> = {}) =>
      readValue(telemetry, name, labels),
  });
}

function parseLines(chunk: string): RecordedLine[] {
  const lines = chunk.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as RecordedLine);
}

/** Whether a value is telemetry that `createTestTelemetry` made. */
export function isTestTelemetry(value: unknown): value is TestTelemetry {
  return (
    typeof value === 'object' && value !== null && 'lines' in value && 'spans' in value && 'metrics' in value
  );
}

async function readValue(
  telemetry: Telemetry,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  // Through the registry, because a page that was just rendered is given out again for a second.
  const page = await telemetry.metrics.registry.metrics();
  return findSeries(page, name).find((series) => hasLabels(series, labels))?.value;
}
