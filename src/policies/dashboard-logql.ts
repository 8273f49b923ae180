import { definePolicy } from '../problem.js';

/** A log query of a panel, and what the LogQL parser says of it. */
export interface LogQuerySubject {
  /** The query, as it is written. */
  readonly query: string;
  /** What the parser could not take; empty when the query ended too early, absent when it parses. */
  readonly got?: string;
}

/** A range that is written down, and not one of Grafana's or the board's variables. */
const fixedRange = /\[(\d+(?:ns|us|ms|[smhdwy])[\dnumshdwy]*)\]/g;

/** Judges that a log query is LogQL, and takes its ranges from what is looked at. */
export const dashboardLogql = definePolicy({
  id: 'dashboard-logql',
  summary: 'Log queries of panels parse as LogQL and take ranges of `$__auto`.',
  severity: 'error',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    ended: 'The log query ends too early.',
    unexpected: 'The log query does not parse at `{got}`.',
    fixedRange:
      'The log query takes a range of `[{range}]`, which skips lines when a day is looked at; use `[$__auto]`.',
  },
  *check({ query, got }: LogQuerySubject) {
    if (got === '') yield { message: 'ended' };
    else if (got !== undefined) yield { message: 'unexpected', data: { got: got.slice(0, 60) }, part: got };
    // Brackets in a text or a pattern are none of the query's.
    const bare = query.replaceAll(/"(?:\\.|[^"\\])*"?|`[^`]*`?/gs, '""');
    const ranges = new Set([...bare.matchAll(fixedRange)].map((match) => match[1] ?? ''));
    for (const range of ranges) yield { message: 'fixedRange', data: { range }, part: `[${range}]` };
  },
});
