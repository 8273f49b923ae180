import { definePolicy } from '../problem.js';

/** A variable of a dashboard, or the absence of the one that every dashboard needs. */
export type VariableSubject =
  | { readonly missing: 'datasource' }
  | {
      readonly name: string;
      readonly type: string;
      readonly query: string;
      /** When the values are asked for again: 0 never, 1 when the board is opened, 2 when the time range changes. */
      readonly refresh: string;
    };

/** What a query variable may ask a Prometheus data source. */
const knownQuery = /^\s*(?:label_values|label_names|metrics|query_result)\(.*\)\s*$/s;

/** Judges that the variables of a dashboard follow what is looked at, wherever it is looked at. */
export const dashboardVariable = definePolicy({
  id: 'dashboard-variable',
  summary: 'A dashboard chooses its data source by a variable, and its variables follow the time range.',
  severity: 'warning',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    noDatasource: 'The dashboard asks Prometheus, but has no variable to choose which.',
    stale: 'Variable `{name}` keeps the values it had when the board was opened; set its `refresh` to 2.',
    badQuery:
      'Variable `{name}` asks `{query}`, which is none of label_values(…), label_names(), metrics(…) and query_result(…).',
  },
  *check(subject: VariableSubject) {
    if ('missing' in subject) {
      yield { message: 'noDatasource' };
      return;
    }
    const { name, type, query, refresh } = subject;
    if (type !== 'query') return;
    if (refresh !== '2') yield { message: 'stale', data: { name }, part: name };
    if (!knownQuery.test(query)) yield { message: 'badQuery', data: { name, query }, part: name };
  },
});
