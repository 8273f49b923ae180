import type { OperationEntry } from './catalog/define-operation.js';
import type { ComponentSettings, Settings } from './settings/index.js';

/** What operators have switched for the operations of one kind under one component's name. */
export type OperationSwitches = Readonly<ComponentSettings>;

/** Finds the switches of operations; what was found is kept until the settings change. */
export interface SwitchBoard {
  /** Never throws; two map look-ups once they are known. */
  of(entry: OperationEntry, name: string): OperationSwitches;
  /** Takes over new settings. */
  configure(settings: Settings): void;
}

/** Bytes of a request or reply that an access line keeps; Ego's default. */
const capturedBytes = 4096;

/** Names kept for one kind of operation: they are configured, but a caller's mistake must not fill the memory. */
const namesKept = 1000;

/**
 * Returns the switches by settings, the nearest to a component last: the entry's own defaults, `access`, then
 * `components` by the entry's name (`grpc.client.unary`), then by the component's (`grpc.orders`).
 */
export function createSwitchBoard(initial: Settings): SwitchBoard {
  let settings = initial;
  let known = new WeakMap<OperationEntry, Map<string, OperationSwitches>>();
  return {
    of(entry, name) {
      let byName = known.get(entry);
      if (byName === undefined) known.set(entry, (byName = new Map()));
      const found = byName.get(name);
      if (found !== undefined) return found;
      const switches = resolveSwitches(settings, entry, name);
      if (byName.size < namesKept) byName.set(name, switches);
      return switches;
    },
    configure(changed) {
      settings = changed;
      known = new WeakMap();
    },
  };
}

function resolveSwitches(settings: Settings, entry: OperationEntry, name: string): OperationSwitches {
  const { access } = settings;
  return {
    access: entry.access === 'always' ? access.servers : access.clients,
    slowMs: access.slowMs > 0 ? access.slowMs : entry.slowMs,
    captureRequest: false,
    captureResponse: false,
    requestBytes: capturedBytes,
    responseBytes: capturedBytes,
    metrics: true,
    traces: true,
    ...componentOf(settings, entry.name),
    ...componentOf(settings, name),
  };
}

function componentOf({ components }: Settings, name: string): Partial<ComponentSettings> {
  return Object.hasOwn(components, name) ? (components[name] ?? {}) : {};
}
