import type { Paint } from '../paint.js';
import { withoutControls } from '../paint.js';
import type { Diagnosis } from './diagnosis.js';

const colours = { pass: 'green', warning: 'yellow', fail: 'red' } as const;

/** Returns the findings as text: one line each, and below what does not pass how to mend it. */
export function renderDiagnoses(diagnoses: readonly Diagnosis[], paint: Paint): string {
  const width = Math.max(...diagnoses.map(({ check }) => check.length));
  const lines = diagnoses.map(({ check, status, found, mend }) => {
    const line = `${paint(colours[status], status.padEnd(7))}  ${check.padEnd(width)}  ${withoutControls(found)}\n`;
    return mend === undefined ? line : `${line}${' '.repeat(width + 11)}${withoutControls(mend)}\n`;
  });
  const count = (status: Diagnosis['status']) => diagnoses.filter((one) => one.status === status).length;
  const summary = `${count('pass')} passed, ${count('warning')} warnings, ${count('fail')} failed`;
  return `${lines.join('')}\n${paint(count('fail') > 0 ? 'red' : 'green', summary)}\n`;
}

/** Returns the findings as JSON, for machines. */
export function renderDiagnosesJson(diagnoses: readonly Diagnosis[]): string {
  const count = (status: Diagnosis['status']) => diagnoses.filter((one) => one.status === status).length;
  const summary = { pass: count('pass'), warning: count('warning'), fail: count('fail') };
  return `${JSON.stringify({ checks: diagnoses, summary }, null, 2)}\n`;
}
