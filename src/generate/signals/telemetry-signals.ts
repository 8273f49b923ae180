import { buildInfo } from '../../catalog/build-info.js';
import {
  telemetryErrorsTotal,
  telemetryLogBufferBytes,
  telemetryLogLinesTotal,
  telemetryLogRecordsTotal,
  telemetryMetricOverflowsTotal,
  telemetryMetricRejectsTotal,
  telemetrySpanQueueBytes,
  telemetrySpansTotal,
} from '../../catalog/telemetry-metrics.js';
import { oneOf, type Part, type QueriedMetric, type Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** Log lines that never reached their destination. */
export const lostLines: Part = { part: 'result="dropped"', whole: 'result="produced"' };

/** Log lines that tell of something wrong. */
export const loggedErrors = oneOf('level', ['error', 'dpanic', 'panic', 'fatal']);

/** Spans that never reached the collector. */
export const lostSpans: Part = {
  part: oneOf('result', ['dropped', 'failed', 'rejected']),
  whole: 'result="ended"',
};

/** Returns the signals of telemetry itself: what it handles and what it loses. */
export function telemetrySignals(queries: Queries): Signals {
  const { pod } = queries.target;
  // What is lost by metric or signal has no series until it happens; while a process lives that means 0.
  const orZero = (counter: QueriedMetric, where: string[] = []) =>
    `${queries.rate(counter, { where })} or ${queries.aggregate('sum', buildInfo)} * 0`;
  return {
    telemetryLogLines: series('Log lines', 'cps', {
      description:
        'Log lines per second by what became of them; those produced are either written or dropped.',
      targets: [{ expr: queries.rate(telemetryLogLinesTotal, { by: ['result'] }), legend: '{{result}}' }],
    }),
    telemetryLogErrors: series('Errors logged', 'cps', {
      description:
        'Log lines per second of level error and above, of the framework and of the service itself.',
      targets: [
        {
          expr: queries.rate(telemetryLogRecordsTotal, { by: ['logger'], where: [loggedErrors] }),
          legend: '{{logger}}',
        },
      ],
    }),
    telemetrySpans: series('Spans', 'cps', {
      description: 'Spans per second by what became of them; those ended are exported or lost.',
      targets: [{ expr: queries.rate(telemetrySpansTotal, { by: ['result'] }), legend: '{{result}}' }],
    }),
    telemetryLosses: series('Losses', 'cps', {
      description:
        'What is missing from logs, traces and metrics, per second; anything but 0 means other panels tell less than the truth.',
      targets: [
        { expr: orZero(telemetryLogLinesTotal, [lostLines.part]), legend: 'log lines dropped' },
        { expr: orZero(telemetrySpansTotal, [lostSpans.part]), legend: 'spans lost' },
        { expr: orZero(telemetryMetricOverflowsTotal), legend: 'measurements without their labels' },
        { expr: orZero(telemetryMetricRejectsTotal), legend: 'measurements refused' },
        { expr: orZero(telemetryErrorsTotal), legend: 'failures of telemetry' },
      ],
    }),
    telemetryBuffers: series('Telemetry waiting', 'bytes', {
      description: 'Log lines and spans that wait to leave the process.',
      targets: [
        { expr: queries.aggregate('sum', telemetryLogBufferBytes, { by: [pod] }), legend: `logs {{${pod}}}` },
        {
          expr: queries.aggregate('sum', telemetrySpanQueueBytes, { by: [pod] }),
          legend: `spans {{${pod}}}`,
        },
      ],
    }),
  };
}
