import { TricordError } from '../errors.js';
import type { Settings } from '../settings/index.js';
import { isLoopback, type Listener } from './exposure.js';
import { createTokenCheck, type TokenCheck } from './token.js';

/** What the settings say of who may come in; it may be sent to another thread. */
export interface DoorPlan {
  readonly listener: Listener;
  /** Empty when nobody may act. */
  readonly tokenFile: string;
}

/** Who may come in; it may change between two requests. */
export interface Door {
  listener: Listener;
  checkToken: TokenCheck;
}

/** Settings that a door follows while the governor runs. */
export const doorKeys = ['tokenFile', 'readOnly', 'trustLoopback', 'allowedHosts'].map(
  (name) => `governor.${name}`,
);

/** Reads the settings; throws `TRI_GOVERNOR_OPEN` when everybody who reaches the host could do anything. */
export function planDoor({ governor }: Settings, host: string): DoorPlan {
  const { tokenFile, readOnly, trustLoopback, allowedHosts } = governor;
  const isPublic = !isLoopback(host) || !trustLoopback;
  const hasToken = tokenFile !== '';
  if (isPublic && !hasToken && !readOnly) throw new TricordError('TRI_GOVERNOR_OPEN', { host });
  return { listener: { isPublic, isReadOnly: readOnly, hasToken, allowedHosts }, tokenFile };
}

/** Makes a door by its plan; throws `TRI_GOVERNOR_UNUSABLE_TOKEN`. */
export function openDoor({ listener, tokenFile }: DoorPlan): Door {
  return { listener, checkToken: tokenFile === '' ? async () => false : createTokenCheck(tokenFile) };
}
