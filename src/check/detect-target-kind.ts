import type { TargetKind } from './check-result.js';

const byExtension: readonly (readonly [ending: RegExp, kind: TargetKind])[] = [
  [/\.(?:ndjson|jsonl|log)$/i, 'logs'],
  [/\.ya?ml$/i, 'rules'],
  [/\.json$/i, 'dashboard'],
  [/\.(?:prom|metrics|openmetrics)$/i, 'metrics'],
];

/** Returns what a file is by its first bytes, else by its name; undefined when neither tells. */
export function detectTargetKind(head: string, file: string): TargetKind | undefined {
  return (
    detectByContent(head.replace(/^\ufeff/, '')) ?? byExtension.find(([ending]) => ending.test(file))?.[1]
  );
}

function detectByContent(head: string): TargetKind | undefined {
  const text = head.trimStart();
  const [first = ''] = text.split('\n', 1);
  if (text.startsWith('{')) return isDashboard(text) ? 'dashboard' : isObject(first) ? 'logs' : undefined;
  if (/^(?:groups:|kind: PrometheusRule\b)/m.test(text)) return 'rules';
  if (/^# (?:HELP|TYPE|UNIT|EOF)\b/m.test(text)) return 'metrics';
  return /^[a-zA-Z_:][\w:]*(?:\{.*\})?\s+[+-]?(?:\d|Inf|NaN|\.)\S*(?:\s+-?\d+)?\s*$/.test(first)
    ? 'metrics'
    : undefined;
}

function isDashboard(text: string): boolean {
  return (
    /"(?:panels|rows|templating|schemaVersion)"\s*:/.test(text) &&
    !/"(?:ts|@timestamp|msg)"\s*:/.test(text.slice(0, 200))
  );
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
