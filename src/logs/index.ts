export type { Logger, LogMethod } from './create-logger.js';
export { createLogs, type Logs, type LogsOptions } from './create-logs.js';
export type { DestinationOptions } from './destination.js';
export type { DestinationLimits } from './fd-destination.js';
export type { Level } from './levels.js';
export type { LineCounts } from './line-queue.js';
export type { RedactionOptions } from './line-renderer.js';
