import type { Paint } from '../paint.js';
import type { Report } from '../report.js';
import { renderGithub } from './github.js';
import { renderJson } from './json.js';
import { renderText } from './text.js';

/** How a report can be written. */
export type ReportFormat = 'text' | 'json' | 'github';

/** Renders a report; only text for people is coloured. */
export function renderReport(report: Report, format: ReportFormat, paint: Paint): string {
  if (format === 'json') return renderJson(report);
  return format === 'github' ? renderGithub(report) : renderText(report, paint);
}
