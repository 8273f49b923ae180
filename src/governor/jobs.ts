import { randomUUID } from 'node:crypto';
import { jobTaskRun } from '../catalog/job-operations.js';
import { okOutcome } from '../catalog/outcome.js';
import { startOperation } from '../operation.js';
import type { Telemetry } from '../telemetry.js';

/** What a job does; it is given the id of its run. */
export type Job = (runId: string) => Promise<unknown> | unknown;

/** A job as `/jobs` tells of it. */
export interface JobState {
  readonly name: string;
  readonly isRunning: boolean;
  readonly last?: { readonly runId: string; readonly startedAt: string; readonly result: 'ok' | 'fail' };
}

/** The jobs an operator may start. */
export interface Jobs {
  list(): readonly JobState[];
  /** Starts a job; a run id is returned at once, and `refused` says why none was started. */
  start(name: string, runId: string | undefined, peerIp: string): { runId: string } | { refused: 404 | 409 };
}

/** Creates the jobs; each runs once at a time, as an operation with span, metrics and line. */
export function createJobs(telemetry: Telemetry, jobs: Readonly<Record<string, Job>>): Jobs {
  const states = new Map<string, JobState>(
    Object.keys(jobs).map((name) => [name, { name, isRunning: false }]),
  );
  const audit = telemetry.logs.framework.child({ comp: 'server.governor' }, { level: 'info' });
  return {
    list: () => [...states.values()],
    start(name, wanted, peerIp) {
      const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
      if (job === undefined) return { refused: 404 };
      if (states.get(name)?.isRunning === true) return { refused: 409 };
      const runId = wanted ?? randomUUID();
      const startedAt = new Date().toISOString();
      states.set(name, { ...states.get(name), name, isRunning: true });
      audit.warn('job started', { name, runId, peerIp });
      void run(telemetry, { name, runId, job }).then((result) =>
        states.set(name, { name, isRunning: false, last: { runId, startedAt, result } }),
      );
      return { runId };
    },
  };
}

async function run(
  telemetry: Telemetry,
  { name, runId, job }: { name: string; runId: string; job: Job },
): Promise<'ok' | 'fail'> {
  const operation = startOperation(telemetry, jobTaskRun, {
    component: 'task.ejob',
    name,
    peer: '',
    method: name,
    attributes: { component: 'task.ejob' },
  });
  try {
    await operation.run(async () => job(runId));
    operation.end(okOutcome);
    return 'ok';
  } catch (error) {
    operation.fail(error);
    return 'fail';
  }
}
