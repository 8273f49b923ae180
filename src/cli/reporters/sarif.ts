import type { Log, ReportingDescriptor, Result } from 'sarif';
import { readPackageVersion } from '../../package-root.js';
import { policies } from '../../policies/index.js';
import type { Problem, Severity } from '../../problem.js';
import { docPath, type Report } from '../report.js';

const levels: Readonly<Record<Severity, Result.level>> = { error: 'error', warning: 'warning', info: 'note' };

/** Renders a report as SARIF 2.1.0, which code scanning of GitHub and others shows. */
export function renderSarif({ results }: Report): string {
  const problems = results.flatMap((result) => result.problems);
  const broken = [...new Set(problems.map(({ policy }) => policy))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'tricord', version: readPackageVersion(), rules: broken.map(renderRule) },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => renderResult(problem, broken.indexOf(problem.policy))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function renderRule(id: string): ReportingDescriptor {
  const summary = policies.find((policy) => policy.id === id)?.summary ?? id;
  return {
    id,
    shortDescription: { text: summary },
    help: { text: `${summary} \`tricord explain ${id}\` says why; the page is ${docPath(id)}.` },
  };
}

function renderResult({ policy, severity, text, location }: Problem, ruleIndex: number): Result {
  const { file = '', line, column, length = 1, source } = location ?? {};
  const region =
    line === undefined
      ? undefined
      : {
          startLine: line,
          ...(column === undefined ? {} : { startColumn: column, endColumn: column + length }),
          ...(source === undefined ? {} : { snippet: { text: source } }),
        };
  return {
    ruleId: policy,
    ruleIndex,
    level: levels[severity],
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file) },
          ...(region === undefined ? {} : { region }),
        },
      },
    ],
  };
}

/** A path as the URI reference SARIF wants; pages have URLs already. */
function toUri(file: string): string {
  if (/^https?:\/\//i.test(file)) return file;
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
