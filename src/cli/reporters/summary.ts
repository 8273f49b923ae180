import type { ResultKind } from '../../check/index.js';
import type { Report } from '../report.js';

const nouns: readonly (readonly [kind: ResultKind, one: string, many: string])[] = [
  ['metrics', 'series', 'series'],
  ['logs', 'line', 'lines'],
  ['rules', 'rule', 'rules'],
  ['dashboard', 'panel', 'panels'],
  ['manifest', 'workload', 'workloads'],
  ['config', 'waiver', 'waivers'],
];

/** Renders the last line of a report: what was found, and in how much. */
export function renderSummary({ results, summary }: Report): string {
  const { files, failing, errors, warnings, infos, waived, known } = summary;
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
  const passed = [
    ...(waived > 0 ? [`${waived.toLocaleString('en-US')} waived`] : []),
    ...(known > 0 ? [`${known.toLocaleString('en-US')} known from the baseline`] : []),
  ];
  const rest = passed.length === 0 ? '' : ` ${passed.join(', ')}.`;
  if (errors + warnings + infos === 0)
    return `${rest === '' ? 'No problems' : 'No new problems'} in ${looked}.${rest}`;
  const found = [
    ...(errors > 0 ? [count(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning', 'warnings')] : []),
    ...(infos > 0 ? [count(infos, 'remark', 'remarks')] : []),
  ];
  return `${found.join(', ')} in ${failing} of ${looked}.${rest}`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}
