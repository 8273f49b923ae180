import { logLevels } from '../log-dialects.js';
import { defineFrameworkMetric } from './define-metric.js';

/** Log lines by what became of them: produced = written + dropped + sampled + limited + buffered. */
export const telemetryLogLinesTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_log_lines_total',
  help: 'Log lines by what became of them: produced, and of those written, dropped, or left out by sampling or a rate limit.',
  labels: { destination: { budget: 4 }, result: ['produced', 'written', 'dropped', 'sampled', 'limited'] },
});

/** Log lines by what they were logged as, also those that are not written: how much a service complains. */
export const telemetryLogRecordsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_log_records_total',
  help: 'Log lines by logger and level, also those that sampling or a rate limit left out.',
  labels: { logger: ['framework', 'business'], level: logLevels },
});

/** Bytes of log lines that wait to be written. */
export const telemetryLogBufferBytes = defineFrameworkMetric({
  type: 'gauge',
  name: 'telemetry_log_buffer_bytes',
  help: 'Log lines that wait to be written.',
  labels: { destination: { budget: 4 } },
});

/** Spans by what became of them: ended = exported + dropped + failed + rejected + those still queued. */
export const telemetrySpansTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_spans_total',
  help: 'Spans by what became of them: ended, and of those exported, dropped, failed or rejected.',
  labels: { result: ['ended', 'exported', 'dropped', 'failed', 'rejected'] },
});

/** Spans that wait to be exported. */
export const telemetryQueuedSpans = defineFrameworkMetric({
  type: 'gauge',
  name: 'telemetry_queued_spans',
  help: 'Spans that have ended and wait to be exported, with those on their way.',
  labels: {},
  waive: { 'metric-unit': 'Spans have no unit.' },
});

/** Bytes of spans that wait to be exported. */
export const telemetrySpanQueueBytes = defineFrameworkMetric({
  type: 'gauge',
  name: 'telemetry_span_queue_bytes',
  help: 'Spans that wait to be exported, by estimated size.',
  labels: {},
});

/** Spans that are recorded and have not ended. */
export const telemetryOpenSpans = defineFrameworkMetric({
  type: 'gauge',
  name: 'telemetry_open_spans',
  help: 'Recorded spans that have not ended; a number that only grows tells of spans that nobody ends.',
  labels: {},
  waive: { 'metric-unit': 'Spans have no unit.' },
});

/** Measurements refused, by reason: they would have poisoned a series. */
export const telemetryMetricRejectsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_metric_rejects_total',
  help: 'Measurements refused because they would have poisoned a series, by reason.',
  labels: { reason: ['convention', 'label', 'number', 'collect'] },
  waive: { 'metric-name': 'The word `metric` says what is counted here, not of which type it is.' },
});

/** Measurements that went to an overflow series because a budget was used up. */
export const telemetryMetricOverflowsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_metric_overflows_total',
  help: 'Measurements that went to the overflow series of a metric because a budget was used up.',
  labels: { metric: { budget: 200 } },
  waive: { 'metric-name': 'The word `metric` says what is counted here, not of which type it is.' },
});

/** Pages that a metric is missing on, counted from 0 for each metric that somebody else makes. */
export const telemetryCollectErrorsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_collect_errors_total',
  help: 'Pages that a metric is missing on because it threw when it was read, or took too long.',
  labels: { metric: { budget: 200 } },
});

/** How near the metrics of the process are to the point from which new label sets overflow. */
export const telemetrySamplesRatio = defineFrameworkMetric({
  type: 'gauge',
  name: 'telemetry_samples_ratio',
  help: 'Share of the samples that the metrics of a process may have which are in use.',
  labels: {},
});

/** Failures of telemetry itself that the application was spared. */
export const telemetryErrorsTotal = defineFrameworkMetric({
  type: 'counter',
  name: 'telemetry_errors_total',
  help: 'Failures of telemetry itself that the application was spared, by signal.',
  labels: { signal: ['span', 'metric', 'log', 'adapter'] },
});
