import type { Paint } from '../paint.js';
import type { Report } from '../report.js';
import { renderGithub } from './github.js';
import { renderJson } from './json.js';
import { renderSarif } from './sarif.js';
import { renderText } from './text.js';

/** How a report can be written. */
export type ReportFormat = 'text' | 'json' | 'github' | 'sarif';

/** Renders a report; only text for people is coloured, and shows so many problems of a rule in a file. */
export function renderReport(
  report: Report,
  format: ReportFormat,
  { paint, shown }: { readonly paint: Paint; readonly shown: number },
): string {
  if (format === 'json') return renderJson(report);
  if (format === 'sarif') return renderSarif(report);
  return format === 'github' ? renderGithub(report) : renderText(report, { paint, shown });
}
