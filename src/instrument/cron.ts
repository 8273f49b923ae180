import { jobCronRun } from '../catalog/job-operations.js';
import { type Handler, runInOwnTrace } from '../job-handlers.js';
import type { Telemetry } from '../telemetry.js';

/**
 * Returns the handler of a scheduled task, for croner, node-cron or any other scheduler, as an operation: counted as
 * `cron` with its outcome, timed, with a trace of its own and a line for every run. What it throws goes on to the scheduler.
 * @example
 * new Cron('0 3 * * *', cronHandler(telemetry, 'clean-up', async () => store.removeExpired()));
 * cron.schedule('0 3 * * *', cronHandler(telemetry, 'clean-up', async () => store.removeExpired()));
 */
export function cronHandler<Args extends unknown[], Result>(
  telemetry: Telemetry,
  name: string,
  handler: Handler<Args, Result>,
): Handler<Args, Result> {
  return runInOwnTrace(telemetry, jobCronRun, name, handler);
}
