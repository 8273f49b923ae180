import { definePolicy } from '../problem.js';

const messages = {
  duplicatePanelId: 'Panel id {id} stands twice.',
  missingTitle: 'The dashboard has no title.',
  noPanels: 'The dashboard has no panels.',
  notADashboard: 'The file is {got}, not a dashboard.',
  notJson: 'The file is not JSON: {reason}.',
} as const;

/** A fault in the form of a dashboard. */
export interface DashboardFault {
  readonly fault: keyof typeof messages;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly part?: string;
}

/** Judges the form of a Grafana dashboard. */
export const dashboardFile = definePolicy({
  id: 'dashboard-file',
  summary: 'A dashboard is a JSON object with a title and panels of their own ids.',
  severity: 'error',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages,
  *check({ fault, data, part }: DashboardFault) {
    yield {
      message: fault,
      ...(data === undefined ? {} : { data }),
      ...(part === undefined ? {} : { part }),
    };
  },
});
