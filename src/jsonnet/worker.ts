import { parentPort, workerData } from 'node:worker_threads';
import { evaluateJsonnet, type EvaluateOptions, type EvaluateResult } from './evaluate.js';
import { createFileResolver, type FileResolverOptions } from './file-resolver.js';
import { type ErrorFrame, type JsonnetErrorKind, toJsonnetError } from './jsonnet-error.js';

/** What the worker is started with. */
export interface WorkerTask {
  readonly options: Omit<EvaluateOptions, 'resolver' | 'natives'>;
  readonly files: FileResolverOptions | undefined;
}

/** What the worker answers. */
export type WorkerReply =
  | { readonly result: EvaluateResult }
  | { readonly message: string; readonly kind: JsonnetErrorKind; readonly frames: readonly ErrorFrame[] };

function runTask({ options, files }: WorkerTask): WorkerReply {
  try {
    return { result: evaluateJsonnet(files ? { ...options, resolver: createFileResolver(files) } : options) };
  } catch (caught) {
    const { message, kind, frames } = toJsonnetError(caught);
    return { message, kind, frames };
  }
}

// This file is the worker's entry and does nothing when it is merely imported.
parentPort?.postMessage(runTask(workerData as WorkerTask));
