import type { CheckResult } from '../../check/index.js';
import type { Location, Problem, Severity } from '../../problem.js';
import { type Colour, type Paint, withoutControls } from '../paint.js';
import { docPath, type Report } from '../report.js';
import { renderCardinality, renderRules } from './tables.js';
import { renderSummary } from './summary.js';

/** Characters of a line that are shown, and how many of them stand before the offending part at most. */
const shownWidth = 110;
const shownBefore = 70;

const colours: Readonly<Record<Severity, Colour>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** How a report for people is rendered. */
export interface TextOptions {
  readonly paint: Paint;
  /** Problems of one rule in one file that are shown; the rest is counted. */
  readonly shown: number;
}

/** Renders a report for people: per file, each problem with the line it is about and a caret under the part meant. */
export function renderText(report: Report, { paint, shown }: TextOptions): string {
  const files = report.results.filter((result) => result.counts.size > 0);
  const blocks = [
    ...files.map((result) => renderFile(result, { paint, shown })),
    ...report.results.flatMap(({ file, cardinality }) =>
      cardinality === undefined ? [] : [renderCardinality(file, cardinality, paint)],
    ),
    ...renderRules(files, paint),
  ];
  const { errors, warnings, infos } = report.summary;
  const colour = errors > 0 ? 'red' : warnings + infos > 0 ? 'yellow' : 'green';
  return [...blocks, `${paint(colour, renderSummary(report))}\n`].join('\n');
}

function renderFile({ file, problems, counts }: CheckResult, { paint, shown }: TextOptions): string {
  const first = problems.filter(
    (problem, i) => problems.slice(0, i).filter(({ policy }) => policy === problem.policy).length < shown,
  );
  const lines = [
    paint('bold', withoutControls(file)),
    ...first.map((problem) => renderProblem(problem, paint)),
  ];
  for (const [policy, { count }] of counts) {
    const hidden = count - first.filter((problem) => problem.policy === policy).length;
    if (hidden > 0) lines.push(`  and ${hidden.toLocaleString('en-US')} more of ${policy}\n`);
  }
  return lines.join('\n');
}

function renderProblem({ policy, severity, text, location }: Problem, paint: Paint): string {
  const { line, column } = location ?? {};
  const place = line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}  `;
  const head = `  ${place}${paint(colours[severity], severity)}  ${policy}  ${paint('dim', docPath(policy))}`;
  return [head, `    ${withoutControls(text)}`, ...renderSource(location, paint), ''].join('\n');
}

function renderSource(location: Location | undefined, paint: Paint): string[] {
  const { source, column, length = 1 } = location ?? {};
  if (source === undefined || source.trim() === '') return [];
  const isBeyond = column !== undefined && column > source.length + 1;
  const start =
    column === undefined || column <= shownBefore ? firstCharacter(source) : column - 1 - shownBefore;
  const shown = source.slice(start, start + shownWidth);
  const before = start > 0 && start !== firstCharacter(source) ? '…' : '';
  const line = `    | ${before}${withoutControls(shown)}${start + shownWidth < source.length ? '…' : ''}`;
  if (column === undefined || isBeyond) return [paint('dim', line)];
  const indent = Math.max(0, column - 1 - start) + before.length;
  const width = Math.max(1, Math.min(length, shown.length - (column - 1 - start)));
  return [line, `    | ${' '.repeat(indent)}${paint('red', '^'.repeat(width))}`];
}

/** The indentation of a line says nothing when it stands alone. */
function firstCharacter(source: string): number {
  return source.length - source.trimStart().length;
}
