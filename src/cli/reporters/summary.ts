import type { TargetKind } from '../../check/index.js';
import type { Report } from '../report.js';

const nouns: readonly (readonly [kind: TargetKind, one: string, many: string])[] = [
  ['metrics', 'series', 'series'],
  ['logs', 'line', 'lines'],
  ['rules', 'rule', 'rules'],
  ['dashboard', 'panel', 'panels'],
];

/** Renders the last line of a report: what was found, and in how much. */
export function renderSummary({ results, summary }: Report): string {
  const { files, failing, errors, warnings, infos } = summary;
  const subjects = nouns.flatMap(([kind, one, many]) => {
    const ofKind = results.filter((result) => result.kind === kind);
    return ofKind.length === 0
      ? []
      : [
          count(
            ofKind.reduce((sum, { subjects: n }) => sum + n, 0),
            one,
            many,
          ),
        ];
  });
  const looked = `${count(files, 'file', 'files')} (${subjects.join(', ')})`;
  if (errors + warnings + infos === 0) return `No problems in ${looked}.`;
  const found = [
    ...(errors > 0 ? [count(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning', 'warnings')] : []),
    ...(infos > 0 ? [count(infos, 'remark', 'remarks')] : []),
  ];
  return `${found.join(', ')} in ${failing} of ${looked}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}
