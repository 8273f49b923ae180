import { encodeStatus } from './encode-status.js';
import type { StatusError } from './status-error.js';

/** Trailer of a gRPC reply that holds a google.rpc.Status. */
export const detailsKey = 'grpc-status-details-bin';

/**
 * The trailers of one error, with as much of grpc-js' `Metadata` as its server asks of them; our interceptor puts real
 * metadata in their place. Made lazily: most errors never leave by gRPC.
 */
export class StatusTrailers {
  readonly error: StatusError;
  readonly #added = new Map<string, string>();

  constructor(error: StatusError) {
    this.error = error;
  }

  get(key: string): (string | Buffer)[] {
    const added = this.#added.get(key);
    if (added !== undefined) return [added];
    return key === detailsKey ? [encodeStatus(this.error)] : [];
  }

  getMap(): Record<string, string | Buffer> {
    return { ...Object.fromEntries(this.#added), [detailsKey]: encodeStatus(this.error) };
  }

  set(key: string, value: string): void {
    this.#added.set(key, value);
  }

  clone(): StatusTrailers {
    const copy = new StatusTrailers(this.error);
    for (const [key, value] of this.#added) copy.set(key, value);
    return copy;
  }

  toHttp2Headers(): Record<string, string> {
    return { ...Object.fromEntries(this.#added), [detailsKey]: encodeStatus(this.error).toString('base64') };
  }
}
