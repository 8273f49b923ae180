import type { FileReport } from '../generate/write-files.js';
import type { Paint } from './paint.js';

/** Renders what was written and removed: a line a file, then how many. */
export function renderWritten(reports: readonly FileReport[], folder: string): string {
  const of = (wanted: FileReport['state']) => reports.filter(({ state }) => state === wanted);
  const [written, removed] = [of('written'), of('removed')];
  const lines = [
    ...written.map(({ path }) => `wrote ${path}\n`),
    ...removed.map(({ path }) => `removed ${path}\n`),
  ];
  const left = removed.length === 0 ? '' : `, ${removed.length} of earlier runs removed`;
  return `${lines.join('')}${written.length} files written to ${folder}, ${of('current').length} were current${left}.\n`;
}

/** Renders what is not current, each with its difference, and how many files that are; `advice` ends the summary. */
export function renderComparison(reports: readonly FileReport[], paint: Paint, advice: string): string {
  const stale = reports.filter(({ state }) => state !== 'current');
  if (stale.length === 0) return `${paint('green', `All ${reports.length} generated files are current.`)}\n`;
  const blocks = stale.map(
    ({ path, state, diff = '' }) => `${paint('bold', `${path}: ${state}`)}\n${renderDiff(diff, paint)}`,
  );
  const summary = `${stale.length} of ${reports.length} generated files are not current; ${advice}.`;
  return `${blocks.join('')}${paint('red', summary)}\n`;
}

/** Colours a unified diff. */
export function renderDiff(diff: string, paint: Paint): string {
  return diff.replace(/^.*$/gm, (line) => {
    if (/^(?:\+\+\+|---)/.test(line)) return paint('bold', line);
    if (line.startsWith('+')) return paint('green', line);
    if (line.startsWith('-')) return paint('red', line);
    return line.startsWith('@@') ? paint('cyan', line) : line;
  });
}
