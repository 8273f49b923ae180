import type { TargetKind } from './check-result.js';

const byExtension: readonly (readonly [ending: RegExp, kind: TargetKind])[] = [
  [/\.(?:ndjson|jsonl|log)$/i, 'logs'],
  [/\.ya?ml$/i, 'rules'],
  [/\.json$/i, 'dashboard'],
  [/\.(?:prom|metrics|openmetrics)$/i, 'metrics'],
];

/** Kinds of objects that a scrape may find, or a list of them. */
const workloads = 'CronJob|DaemonSet|Deployment|Job|List|Pod|ReplicaSet|Service|StatefulSet';

/** Returns what a file is by its first bytes, else by its name; undefined when neither tells. */
export function detectTargetKind(head: string, file: string): TargetKind | undefined {
  return (
    detectByContent(head.replace(/^\ufeff/, '')) ?? byExtension.find(([ending]) => ending.test(file))?.[1]
  );
}

function detectByContent(head: string): TargetKind | undefined {
  const text = head.trimStart();
  const [first = ''] = text.split('\n', 1);
  if (text.startsWith('{')) return detectJson(text, first);
  if (isManifest(text)) return 'manifest';
  if (/^(?:groups:|kind: PrometheusRule\b)/m.test(text)) return 'rules';
  if (/^# (?:HELP|TYPE|UNIT|EOF)\b/m.test(text)) return 'metrics';
  return /^[a-zA-Z_:][\w:]*(?:\{.*\})?\s+[+-]?(?:\d|Inf|NaN|\.)\S*(?:\s+-?\d+)?\s*$/.test(first)
    ? 'metrics'
    : undefined;
}

function detectJson(text: string, first: string): TargetKind | undefined {
  if (isDashboard(text)) return 'dashboard';
  const isObjectOfKind = new RegExp(`"kind"\\s*:\\s*"(?:${workloads})"`).test(text);
  if (isObjectOfKind && /"apiVersion"\s*:/.test(text)) return 'manifest';
  return isObject(first) ? 'logs' : undefined;
}

function isManifest(text: string): boolean {
  return /^apiVersion:/m.test(text) && new RegExp(`^(?:- )?kind: *["']?(?:${workloads})\\b`, 'm').test(text);
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
