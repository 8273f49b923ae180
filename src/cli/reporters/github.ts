import type { Problem } from '../../problem.js';
import { docPath, type Report } from '../report.js';
import { renderSummary } from './summary.js';

/** Renders a report as workflow commands of GitHub Actions, which show as annotations on the lines of a pull request. */
export function renderGithub(report: Report): string {
  const commands = report.results.flatMap(({ problems }) => problems.map(renderCommand));
  return [...commands, renderSummary(report), ''].join('\n');
}

function renderCommand({ policy, severity, text, location }: Problem): string {
  const command = severity === 'info' ? 'notice' : severity;
  const { file, line, column, length = 1 } = location ?? {};
  const properties = Object.entries({
    file,
    line,
    endLine: line,
    col: column,
    endColumn: column === undefined ? undefined : column + length,
    title: `tricord ${policy}`,
  }).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`]));
  return `::${command} ${properties.join(',')}::${escapeData(`${text} (${docPath(policy)})`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
