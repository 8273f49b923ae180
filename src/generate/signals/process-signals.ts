import type { Queries } from './queries.js';
import { goNames, runtimeNames } from './runtime-names.js';
import { series, type Signals } from './signal.js';

/** Returns what every process has, whatever it is written in, by pod. */
export function processSignals(queries: Queries): Signals {
  const { pod } = queries.target;
  const by = [pod];
  const max = (name: string) => queries.aggregate('max', name, { by });
  const perPod = (expr: string) => [{ expr, legend: `{{${pod}}}` }];
  return {
    processCpu: series('CPU', 'short', {
      description: 'CPU cores used.',
      targets: perPod(queries.rate(runtimeNames.cpu, { by })),
    }),
    processMemory: series('Resident memory', 'bytes', {
      description: 'Memory of the process, heap and all else.',
      targets: perPod(max(runtimeNames.residentMemory)),
    }),
    processHeap: series('Heap in use', 'bytes', {
      description: 'Heap in use, of Node.js and of Go.',
      targets: perPod(`${max(runtimeNames.heapUsed)} or ${max(goNames.heapUsed)}`),
    }),
    processGc: series('Time in garbage collection', 'percentunit', {
      description: 'Share of time spent in garbage collection, of Node.js and of Go.',
      targets: perPod(gcShare(queries, by)),
    }),
    processOpenFiles: series('Open file descriptors', 'short', {
      description: 'Sockets, files and pipes the process holds.',
      targets: perPod(max(runtimeNames.openFiles)),
    }),
    processConcurrency: series('Work at hand', 'short', {
      description: 'What keeps the process busy: active resources of Node.js, goroutines of Go.',
      targets: perPod(
        `${queries.aggregate('sum', runtimeNames.resources, { by })} or ${max(goNames.goroutines)}`,
      ),
    }),
  };
}

/** Returns the query of the share of time that garbage collection takes. */
export function gcShare(queries: Queries, by: readonly string[]): string {
  const rate = (name: string) => queries.rate(`${name}_sum`, { by });
  return `${rate(runtimeNames.gcSeconds)} or ${rate(goNames.gcSeconds)}`;
}
