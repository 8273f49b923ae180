import { dashboardEditable } from './dashboard-editable.js';
import { dashboardFile } from './dashboard-file.js';
import { dashboardPanel } from './dashboard-panel.js';
import { dashboardTarget } from './dashboard-target.js';
import { dashboardVariable } from './dashboard-variable.js';

/** The policies dashboards are judged by; the queries in them have those of all queries. */
export const dashboardPolicies = [
  dashboardEditable,
  dashboardFile,
  dashboardPanel,
  dashboardTarget,
  dashboardVariable,
] as const;
