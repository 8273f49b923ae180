import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../errors.js';
import type { DoorPlan } from './door.js';
import type { Exposure } from './exposure.js';
import type { Reply } from './reply.js';

/** What the governor's thread starts with. */
export interface ThreadStart {
  readonly host: string;
  readonly port: number;
  readonly plan: DoorPlan;
  /** Path → method → who may use it. */
  readonly exposures: readonly (readonly [string, Readonly<Record<string, Exposure>>])[];
  /** Counts up while the service's own thread turns. */
  readonly pulse: SharedArrayBuffer;
}

/** A request that only the service's thread can answer. */
export interface ForwardedRequest {
  readonly id: number;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly peerIp: string;
  readonly mayInspect: boolean;
}

/** What the governor's thread says. */
export type FromThread =
  | { readonly started: string }
  | { readonly failed: { readonly code: ErrorCode; readonly reason: string } }
  | { readonly request: ForwardedRequest }
  | { readonly gone: number }
  | { readonly closed: boolean };

/** What it is told. */
export type ToThread =
  | { readonly reply: WholeReply; readonly id: number }
  | { readonly door: DoorPlan }
  | { readonly act: 'stop' | 'close' };

/** A reply as it goes over to another thread, which a stream cannot. */
export type WholeReply = Omit<Reply, 'body'> & { readonly body: string | Uint8Array };
