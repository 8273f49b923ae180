import type { Problem } from '../../problem.js';
import { docPath, type Report } from '../report.js';

/** Renders a report as JSON of schemas/report.schema.json. */
export function renderJson({ results, summary }: Report): string {
  const files = results.map(({ file, kind, subjects, counts, passed, cardinality, problems }) => ({
    ...{ file, kind, subjects },
    counts: Object.fromEntries(counts),
    passed,
    ...(cardinality === undefined ? {} : { cardinality }),
    problems: problems.map(toPlain),
  }));
  return `${JSON.stringify({ version: 1, files, summary }, null, 2)}\n`;
}

function toPlain({ policy, severity, text, location }: Problem): object {
  const { line, column, length, source } = location ?? {};
  return { policy, severity, text, doc: docPath(policy), line, column, length, source };
}
