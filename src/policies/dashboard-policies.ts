import { dashboardEditable } from './dashboard-editable.js';
import { dashboardFile } from './dashboard-file.js';
import { dashboardLogql } from './dashboard-logql.js';
import { dashboardPanel } from './dashboard-panel.js';
import { dashboardSelector } from './dashboard-selector.js';
import { dashboardTarget } from './dashboard-target.js';
import { dashboardVariable } from './dashboard-variable.js';

/** The policies dashboards are judged by; the queries in them have those of all queries. */
export const dashboardPolicies = [
  dashboardEditable,
  dashboardFile,
  dashboardLogql,
  dashboardPanel,
  dashboardSelector,
  dashboardTarget,
  dashboardVariable,
] as const;
