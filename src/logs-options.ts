import type { DestinationOptions, LineLook, OutletOptions } from './logs/index.js';
import type { Settings } from './settings/index.js';

/** Returns where the settings have log lines go; a sink of a test's goes before that. */
export function logDestinations({ logs }: Settings, sink: DestinationOptions | undefined): OutletOptions {
  if (sink !== undefined) return { destination: sink };
  const { rotateBytes: maxBytes, rotateMs: maxAgeMs, keepFiles, keepMs } = logs;
  const rotation = { maxBytes, maxAgeMs, keepFiles, keepMs };
  const describe = (kind: 'stdout' | 'stderr' | 'file', path: string): DestinationOptions =>
    kind === 'file' ? { kind, path, rotation } : { kind };
  const { frameworkDestination: kind, frameworkFile } = logs;
  const isOwn =
    kind !== '' && (kind !== logs.destination || (kind === 'file' && frameworkFile !== logs.file));
  return {
    destination: describe(logs.destination, logs.file),
    ...(isOwn ? { frameworkDestination: describe(kind, frameworkFile) } : {}),
  };
}

/** Returns what lines look like; in debug mode a developer wants to know where each was logged. */
export function lineLook({ logs, debug }: Settings): LineLook {
  return { caller: logs.caller || debug, debug };
}
