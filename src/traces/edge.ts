import { BlockList, isIP } from 'node:net';
import { TricordError } from '../errors.js';

/** How traces of callers are treated whom nobody here controls. */
export interface EdgeOptions {
  /** Whether requests begin a trace of their own, which links the caller's. */
  readonly enabled: boolean;
  /** Networks of callers whose trace is continued all the same, e.g. `10.0.0.0/8`. @default none */
  readonly trusted?: readonly string[];
}

/** Tells whose trace context is believed. */
export interface Edge {
  /** Whether anybody is not. */
  readonly isOn: boolean;
  /** Whether the trace of a caller at this address is continued; the address is the socket's, never a header's. */
  trusts(address: unknown): boolean;
}

/** Returns the edge; throws `TRI_TRACES_INVALID_NETWORK`. */
export function createEdge({ enabled, trusted = [] }: EdgeOptions): Edge {
  if (!enabled) return { isOn: false, trusts: () => true };
  const networks = new BlockList();
  for (const network of trusted) addNetwork(networks, network);
  return {
    isOn: true,
    trusts: (address) => {
      const ip = typeof address === 'string' ? address : '';
      const family = isIP(ip);
      return family !== 0 && networks.check(ip, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

function addNetwork(networks: BlockList, network: string): void {
  const [address = '', prefix, ...rest] = network.split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? undefined : Number(prefix);
  const most = family === 6 ? 128 : 32;
  if (
    family === 0 ||
    rest.length > 0 ||
    (bits !== undefined && !(/^\d+$/.test(prefix ?? '') && bits <= most))
  ) {
    throw new TricordError('TRI_TRACES_INVALID_NETWORK', { network: network.slice(0, 100) });
  }
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) networks.addAddress(address, type);
  else networks.addSubnet(address, bits, type);
}
