import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { dashboardEditable } from '../policies/dashboard-editable.js';
import { dashboardFile } from '../policies/dashboard-file.js';
import { dashboardLogql } from '../policies/dashboard-logql.js';
import { dashboardPanel } from '../policies/dashboard-panel.js';
import { dashboardSelector } from '../policies/dashboard-selector.js';
import { dashboardTarget } from '../policies/dashboard-target.js';
import { dashboardVariable } from '../policies/dashboard-variable.js';
import type { Policy } from '../problem.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import type { CheckFilesOptions, FileText } from './check-rules.js';
import { findLogqlError } from './find-logql-error.js';
import { createQueryJudge } from './judge-query.js';
import { createProblemList } from './problem-list.js';
import { readDashboard } from './read-dashboard.js';
import { readSelectors } from './read-selectors.js';
import { countBefore, createSourceText } from './source-text.js';
import { substituteVariables } from './substitute-variables.js';

/**
 * Judges Grafana dashboards; never throws for what they contain. `recorded` are the names of the recording rules at
 * hand; without it, names with a colon are let through.
 */
export function checkDashboards(
  files: readonly FileText[],
  catalog: ServiceCatalog,
  { recorded, treat }: CheckFilesOptions = {},
): CheckResult[] {
  const queries = createQueryJudge({ catalog, ...(recorded === undefined ? {} : { recorded }) });
  return files.map(({ file, text }) => {
    const source = createSourceText(file, text);
    const list = createProblemList(file, treat);
    const judge = <Subject>(
      policy: Policy<Subject>,
      subject: Subject,
      span: { start: number; end: number },
    ): void => {
      for (const verdict of policy.check(subject, catalog.conventions))
        list.add(policy, verdict, source.place(span, verdict.part));
    };
    const content = readDashboard(text);
    const { panels, expressions, variables, targets, templates, editable, faults } = content;
    for (const { fault, span } of faults) judge(dashboardFile, fault, span);
    if (editable !== undefined) judge(dashboardEditable, { editable: true }, editable);
    for (const { subject, span } of templates) judge(dashboardVariable, subject, span);
    for (const { subject, span } of panels) judge(dashboardPanel, subject, span);
    for (const { subject, span } of targets) judge(dashboardTarget, subject, span);
    for (const expr of expressions) {
      const query = substituteVariables(expr.value, variables);
      for (const { policy, verdict, offset } of queries.judge(query).findings) {
        const { part = '' } = verdict;
        list.add(policy, verdict, source.place(expr, part, countBefore(query, part, offset)));
      }
    }
    for (const { subject, expr } of readSelectors(content.panelExpressions, variables))
      judge(dashboardSelector, subject, expr);
    for (const expr of content.logQueries) {
      const error = findLogqlError(substituteVariables(expr.value, variables));
      judge(dashboardLogql, { query: expr.value, ...(error === undefined ? {} : { got: error.text }) }, expr);
    }
    return createCheckResult(file, 'dashboard', { list, subjects: panels.length });
  });
}
