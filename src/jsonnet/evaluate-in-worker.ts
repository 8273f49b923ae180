import { Worker } from 'node:worker_threads';
import { evaluateJsonnet, type EvaluateOptions, type EvaluateResult } from './evaluate.js';
import type { FileResolver } from './file-resolver.js';
import { JsonnetError } from './jsonnet-error.js';
import type { Limits } from './runtime.js';
import type { WorkerReply, WorkerTask } from './worker.js';

/** Budgets of an evaluation in a worker. */
export interface WorkerLimits extends Limits {
  /** Milliseconds until the worker is terminated, wherever it is. @default 30_000 */
  readonly timeoutMs?: number;
  /** JavaScript heap in MiB. @default 512 */
  readonly maxMemoryMb?: number;
  /** JavaScript stack in MiB; 500 nested jsonnet calls need about one. @default 32 */
  readonly stackSizeMb?: number;
}

/**
 * What to evaluate in a worker: everything is plain data, so the resolver is of files and there are no
 * natives.
 */
export interface WorkerOptions extends Omit<EvaluateOptions, 'resolver' | 'natives' | 'limits'> {
  readonly resolver?: FileResolver;
  readonly limits?: WorkerLimits;
}

const DEFAULTS = { timeoutMs: 30_000, maxMemoryMb: 512, stackSizeMb: 32 };

function createTask({ resolver, ...options }: WorkerOptions): WorkerTask {
  if (resolver && !('options' in resolver)) {
    throw new JsonnetError('a worker takes only resolvers made by createFileResolver', 'internal');
  }
  if ('natives' in options)
    throw new JsonnetError('a worker cannot call native functions of the program', 'internal');
  return { options, files: resolver?.options };
}

function readReply(reply: WorkerReply): EvaluateResult {
  if ('result' in reply) return reply.result;
  throw new JsonnetError(reply.message, reply.kind, reply.frames);
}

function describeCrash(error: Error & { code?: string }, maxMemoryMb: number): JsonnetError {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY')
    return new JsonnetError(`worker failed: ${error.message}`, 'internal');
  return new JsonnetError(`memory limit of ${maxMemoryMb} MB reached; raise limits.maxMemoryMb`, 'limit');
}

function runWorker(
  task: WorkerTask,
  { timeoutMs, maxMemoryMb, stackSizeMb }: typeof DEFAULTS,
): Promise<WorkerReply> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb },
  });
  return new Promise<WorkerReply>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new JsonnetError(`time limit of ${timeoutMs} ms reached; raise limits.timeoutMs`, 'limit'));
    }, timeoutMs);
    worker.once('message', resolve);
    worker.once('error', (error) => reject(describeCrash(error, maxMemoryMb)));
    worker.once('exit', (code) =>
      reject(new JsonnetError(`worker ended early with code ${code}`, 'internal')),
    );
    worker.once('exit', () => clearTimeout(timer));
  }).finally(() => worker.terminate());
}

/**
 * Evaluates jsonnet in a thread of its own, with its own stack and heap, that is ended when the time is up;
 * rejects with a JsonnetError. Only compiled code can start the worker: run from TypeScript sources, as
 * tests do, the evaluation happens in this thread, with the same step, depth and time budget but no memory
 * limit.
 */
export async function evaluateJsonnetInWorker(options: WorkerOptions): Promise<EvaluateResult> {
  const task = createTask(options);
  const limits = { ...DEFAULTS, ...options.limits };
  if (import.meta.url.endsWith('.ts')) return evaluateJsonnet({ ...options, limits });
  return readReply(await runWorker(task, limits));
}
