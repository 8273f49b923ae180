import { isIP } from 'node:net';

/**
 * Who may use a route: everyone who reaches the governor (`open`), everyone on this machine and on a public address the
 * bearer of the token (`inspect`), or the bearer of the token alone (`act`). docs/governor.md is the policy.
 */
export type Exposure = 'open' | 'inspect' | 'act';

/** How the governor listens. */
export interface Listener {
  /** Whether others than the processes of this machine, or than those it trusts, can connect. */
  readonly isPublic: boolean;
  /** Serves `open` routes only. */
  readonly isReadOnly: boolean;
  readonly hasToken: boolean;
  /** Names besides `localhost` and addresses by which it may be called. */
  readonly allowedHosts: readonly string[];
}

/** What a request says of where it comes from. */
export interface Caller {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/** A refusal, as it is answered. */
export interface Refusal {
  readonly status: 401 | 403 | 404 | 421;
  readonly error: string;
}

/**
 * Refuses what a browser sends on behalf of a page: a name that was bound to this address for the purpose (DNS
 * rebinding), or a request from another site. An address as host cannot be rebound, so Prometheus and probes pass.
 */
export function refuseCaller({ host, origin, fetchSite }: Caller, listener: Listener): Refusal | undefined {
  if (!isAllowedHost(host, listener)) return { status: 421, error: 'this host is not served here' };
  const isForeign = fetchSite !== undefined && fetchSite !== 'none' && fetchSite !== 'same-origin';
  if (origin !== undefined || isForeign) return { status: 403, error: 'web pages are not served' };
  return undefined;
}

/** Refuses who may not use a route. `hasRightToken` is asked only where a token decides. */
export async function refuseUse(
  exposure: Exposure,
  listener: Listener,
  hasRightToken: () => Promise<boolean>,
): Promise<Refusal | undefined> {
  if (!isServed(exposure, listener)) return { status: 404, error: 'no such route' };
  if (exposure === 'open' || (exposure === 'inspect' && !listener.isPublic)) return undefined;
  if (!listener.hasToken)
    return { status: 403, error: 'this needs a token, and governor.tokenFile is not set' };
  return (await hasRightToken()) ? undefined : { status: 401, error: 'this needs the bearer token' };
}

/** Whether a route exists for this listener at all. */
export function isServed(exposure: Exposure, { isReadOnly }: Listener): boolean {
  return exposure === 'open' || !isReadOnly;
}

/** Whether an address belongs to this machine alone. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}

/** HTTP/1.1 demands a host; a request of HTTP/1.0 may lack it, and no browser sends one. */
function isAllowedHost(host: string | undefined, { allowedHosts }: Listener): boolean {
  if (host === undefined) return true;
  const name = /^(?:\[([^\]]+)\]|([^:]*))(?::\d{1,5})?$/.exec(host);
  const plain = (name?.[1] ?? name?.[2] ?? '').toLowerCase().replace(/\.$/, '');
  return plain === 'localhost' || isIP(plain) > 0 || allowedHosts.some((one) => one.toLowerCase() === plain);
}
