import { addAbortSignal } from 'node:stream';
import { getHeapSnapshot } from 'node:v8';
import type { Telemetry } from '../telemetry.js';
import type { ProfileTaker } from './profiler.js';
import { refusal, type Reply } from './reply.js';
import type { Asked } from './routes.js';

/** How long its reader may take. */
const longestMs = 60_000;
const mebibyte = 1024 * 1024;

/**
 * Answers with a snapshot of the heap, straight from V8 to the caller: no file holds what the heap holds. The process
 * stands still while it is taken, so a heap beyond the limit is refused, and one is taken at a time.
 */
export function takeHeapSnapshot(
  profiles: ProfileTaker,
  { request, signal }: Asked,
  telemetry: Telemetry,
): Reply {
  const { service, governor } = telemetry.settings;
  const { heapUsed } = process.memoryUsage();
  if (heapUsed > governor.heapSnapshotBytes) {
    const [heap, limit] = [heapUsed, governor.heapSnapshotBytes].map((bytes) =>
      (bytes / mebibyte).toFixed(1),
    );
    return refusal(503, `the heap is ${heap} MiB and governor.heapSnapshotBytes ${limit} MiB`);
  }
  const release = profiles.claim();
  if (release === undefined) return refusal(409, 'a profile is being taken already', { 'retry-after': '60' });
  const audit = telemetry.logs.framework.child({ comp: 'server.governor' }, { level: 'info' });
  audit.warn('heap snapshot taken', { bytes: heapUsed, peerIp: request.socket.remoteAddress });
  const snapshot = getHeapSnapshot();
  const timer = setTimeout(() => snapshot.destroy(), longestMs).unref();
  snapshot.once('close', () => {
    clearTimeout(timer);
    release();
  });
  snapshot.on('error', () => {});
  addAbortSignal(signal(), snapshot);
  const filename = `${service.name}.heapsnapshot`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${filename}"`,
    },
    body: snapshot,
  };
}
