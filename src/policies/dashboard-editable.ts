import { definePolicy } from '../problem.js';

/** Judges that a dashboard which comes from files is not changed in Grafana, where the next deployment undoes it. */
export const dashboardEditable = definePolicy({
  id: 'dashboard-editable',
  summary: 'A dashboard that comes from files says that it is not edited in Grafana.',
  severity: 'info',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    editable:
      'The dashboard may be edited in Grafana, and what is changed there is lost; set `editable` to false.',
  },
  *check({ editable }: { readonly editable: boolean }) {
    if (editable) yield { message: 'editable' };
  },
});
