import { TricordError } from '../errors.js';
import type { Settings } from './settings.js';

/** Headers with a meaning of their own: they steer the connection, carry credentials or trace context. */
const taken =
  /^(?:authorization|proxy-.*|.*cookie2?|host|connection|keep-alive|content-.*|transfer-encoding|te|trailer|upgrade|expect|accept.*|traceparent|tracestate|baggage|b3|x-b3-.*|uber-.*|uberctx-.*|grpc-.*|app|x-trace-id)$/;

/** Throws `TRI_SETTINGS_WRONG_VALUE` when a key must not travel, or is logged but does not travel. */
export function assertExtraKeys({ extraKeys, loggedKeys }: Settings['propagation']): void {
  for (const key of extraKeys) {
    if (taken.test(key)) refuse('propagation.extraKeys', key, 'headers without a meaning of their own');
  }
  for (const key of loggedKeys) {
    if (!extraKeys.includes(key))
      refuse('propagation.loggedKeys', key, 'keys that `propagation.extraKeys` lists');
  }
}

function refuse(key: string, value: string, expected: string): never {
  throw new TricordError('TRI_SETTINGS_WRONG_VALUE', { key, source: 'the settings', value, expected });
}
