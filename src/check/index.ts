export { checkDashboards } from './check-dashboards.js';
export { checkExposition, type ExpositionOptions, pageLimit } from './check-exposition.js';
export { checkLogLines, type LogLinesOptions } from './check-log-lines.js';
export type { CheckResult, TargetKind } from './check-result.js';
export { checkRules, type FileText, findRecordedNames } from './check-rules.js';
export { detectTargetKind } from './detect-target-kind.js';
export { peekStream } from './peek-stream.js';
export type { ByteChunks } from './read-lines.js';
