import type { ExpositionFormat } from '../policies/exposition-family.js';

/** Returns the format in which the start of a metrics page is written, by what only OpenMetrics has. */
export function detectExpositionFormat(head: string): ExpositionFormat {
  if (/^# EOF$/m.test(head)) return 'openmetrics';
  // OpenTelemetry's exporter writes units into text pages, where they are comments.
  if (/^# TYPE (?:\S+_total counter|target_info gauge)$/m.test(head)) return 'text';
  if (/^# UNIT /m.test(head)) return 'openmetrics';
  if (/^# TYPE \S+ (?:info|stateset|gaugehistogram|unknown)$/m.test(head)) return 'openmetrics';
  const counters = new Set(
    [...head.matchAll(/^# TYPE (\S+) counter$/gm)].map((match) => `${match[1]}_total`),
  );
  const samples = [...head.matchAll(/^([a-zA-Z_:][\w:]*)[ {]/gm)].map((match) => match[1] ?? '');
  const hasSuffix = samples.some((name) => counters.has(name));
  return hasSuffix ? 'openmetrics' : 'text';
}
