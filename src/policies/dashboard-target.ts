import { definePolicy } from '../problem.js';

/** A panel and what it asks. */
export interface TargetSubject {
  readonly title: string;
  readonly type: string;
  /** Expressions of its Prometheus targets, as they are written. */
  readonly expressions: readonly string[];
  /** Whether it has any target, of whatever data source, or is a panel of a library. */
  readonly asks: boolean;
}

/** Panels that ask no data source. */
const silent = ['row', 'text', 'dashlist', 'alertlist', 'annolist', 'news', 'welcome', 'canvas'];

/** A rate over a range that is written down, and not one of Grafana's or the board's variables. */
const fixedRate = /\b(?:rate|irate)\s*\([^()[\]]*\[(\d+(?:ms|[smhdwy])[\dmshdwy]*)\]/g;

/** Judges that a panel asks something, and takes rates over a range that fits what is looked at. */
export const dashboardTarget = definePolicy({
  id: 'dashboard-target',
  summary: 'A panel asks something, and takes rates over `$__rate_interval`.',
  severity: 'warning',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    noTarget: 'Panel `{title}` asks nothing.',
    fixedRange:
      'Panel `{title}` takes a rate over `[{range}]`, which skips samples when a day is looked at and has none at long scrape intervals; use `[$__rate_interval]`.',
  },
  *check({ title, type, expressions, asks }: TargetSubject) {
    if (!asks && !silent.includes(type)) yield { message: 'noTarget', data: { title }, part: title };
    for (const expression of expressions) {
      // Brackets in the text of a matcher are none of the expression's.
      const bare = expression.replaceAll(/"[^"]*"/g, '""');
      const ranges = new Set([...bare.matchAll(fixedRate)].map((match) => match[1] ?? ''));
      for (const range of ranges) yield { message: 'fixedRange', data: { title, range }, part: `[${range}]` };
    }
  },
});
