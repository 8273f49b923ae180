import { definePolicy } from '../problem.js';

/** A panel of a dashboard that shows data. */
export interface PanelSubject {
  readonly title: string;
  readonly type: string;
  readonly description: string;
  readonly unit: string;
  /** Data sources of the panel and its targets that are named directly, not through a variable. */
  readonly fixedDatasources: readonly string[];
}

/** Panels that draw no numbers. */
const unitless = ['logs', 'traces', 'nodeGraph', 'flamegraph', 'alertlist', 'annolist', 'table', 'dashlist'];

/** Judges that a panel says what it shows, in which unit, and works on any Grafana. */
export const dashboardPanel = definePolicy({
  id: 'dashboard-panel',
  summary: 'A panel has a title, a description, a unit, and a data source that is a variable.',
  severity: 'error',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    fixedDatasource:
      'Panel `{title}` names data source `{datasource}`, which other Grafanas do not have; use a variable.',
    missingDescription: 'Panel `{title}` has no description.',
    missingTitle: 'A {type} panel has no title.',
    missingUnit: 'Panel `{title}` has no unit; `fieldConfig.defaults.unit` says what its numbers are.',
  },
  *check({ title, type, description, unit, fixedDatasources }: PanelSubject) {
    const data = { title, type };
    if (title.trim() === '') yield { message: 'missingTitle', data };
    if (description.trim() === '') yield { message: 'missingDescription', data, part: title };
    if (unit.trim() === '' && !unitless.includes(type)) yield { message: 'missingUnit', data, part: title };
    for (const datasource of fixedDatasources)
      yield { message: 'fixedDatasource', data: { ...data, datasource }, part: datasource };
  },
});
